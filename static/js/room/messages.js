/* Every sentence the room says about a failure: what happened, why, what to do. */
export const MIC = {
  none: ["No microphone was found.", "Plug one in or switch it on, then press Try again. You can also type your answers."],
  denied: [
    "Your browser doesn't let MockFlow use the microphone.",
    "Press the icon left of the address, set Microphone to Allow, then press Try again.",
  ],
  dismissed: ["The browser's question was closed.", "Press Try again and choose Allow."],
  busy: ["Another program is using your microphone.", "Close it (a call or a recorder, perhaps), then press Try again."],
  muted: ["Your microphone is muted in the system.", "Unmute it, or press its switch, then press Try again."],
  silent: [
    "I hear nothing.",
    "Speak a little louder, check that the microphone isn't muted, or choose another one above.",
  ],
  gone: ["Your microphone was unplugged.", "Plug it in again and press Try again, or type your answers."],
  insecure: [
    "Browsers allow a microphone only on this computer or over https.",
    "Open MockFlow at http://localhost or an https address, or type your answers.",
  ],
  other: ["The microphone didn't start.", "Unplug it and plug it in again, then press Try again, or type your answers."],
};

/** The same on one line for the room, where the button has another name. */
export const micWords = (code) => MIC[code].join(" ").replace("Try again", "Turn on microphone");

/** Title, text, and the name of the button that goes on when it isn't "Try again". */
export const FAILED = {
  start: ["The interview didn't start.", ""],
  livekit: [
    "The voice server can't be reached.",
    "LiveKit isn't answering this browser. Check that it is running and that no firewall or VPN blocks it, then try again. Nothing you said is lost.",
  ],
  noInterviewer: [
    "The interviewer didn't join.",
    "It should take a second or two; it has been twenty. Press Try again to call once more. Nothing is lost.",
  ],
  notStarted: ["The interviewer could not be started.", "Press Try again. If it fails again, end a running interview first."],
  held: ["This interview is open in another tab.", "It can go on here instead. The other tab will be told."],
  taken: ["This interview moved to another tab.", "It goes on over there. You can take it back here at any time."],
  lost: [
    "The connection was lost.",
    "Check your network, then go back in. The interview waits about a minute for you.",
    "Go back in",
  ],
};

export const NOTICE = {
  reconnecting: "The connection dropped. Trying to get back in…",
  reconnected: "You are connected again. Go on where you were.",
  interviewerGone: "The interviewer's line dropped. What you said is kept; finding out what happened…",
  audio: "Your browser keeps the sound off until you press a button.",
  appSilent: "The MockFlow app isn't answering just now. The interview goes on; what you say is kept.",
  saving: "The interview is over. Saving what was said…",
  typing: "You are in without a microphone. Type your answers below.",
  micOff: "Your microphone is off here. Press Turn on microphone, or type your answers.",
  micUnsent: "Your microphone could not be sent to the interviewer. Press Turn on microphone again, or type.",
  muted: "You are muted. The interviewer can't hear you.",
  noMic: "Your microphone stopped working. Plug it in again and press Turn on microphone, or type your answers.",
};

const SAVED = "What was said is saved, and feedback is being written from it.";

const ENDED = {
  completed: ["That was the interview.", "Breathe out. Your transcript is saved and your feedback is being written."],
  candidate_left: ["The interview was closed.", "You were away for more than a minute."],
  timed_out: ["Time is up.", "The interview reached its limit."],
  cap_reached: ["The interview reached its limit.", ""],
  worker_lost: ["The interviewer stopped working.", "That is a fault on our side, not yours."],
  provider_failed: ["The interview had to end.", "The speech service stopped working."],
};

/** Title and text of the closing screen: by whom or what it ended, in the words the ending was stored with. */
export function endedWords(reason, detail = "") {
  if (reason === "completed") return ENDED.completed;
  const kept = (text) => (/\b(saved|kept)\b/.test(text) ? text : `${text} ${SAVED}`.trim());
  if (!ENDED[reason]) {
    const [title, ...rest] = (detail || "The interview has ended.").split(/(?<=\.) /);
    return [title, kept(rest.join(" "))];
  }
  const [title, usual] = ENDED[reason];
  return [title, kept(detail === title ? "" : detail || usual)];
}
