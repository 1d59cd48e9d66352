/* Dispatch mode's page: join with the token behind #, hear, speak, read along, end. */
import { one, say, show } from "./lib/dom.js";
import { MIC } from "./room/messages.js";
import { MicProblem, mic, stopMic } from "./room/mic.js";
import { Talk } from "./room/talk.js";

const COMES_MS = 20000;
const STATES = { initializing: "The interviewer is joining.", speaking: "The interviewer speaks.", listening: "The interviewer listens.", thinking: "The interviewer thinks." };
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
const url = document.body.dataset.livekit;
const [joinButton, endButton, soundButton] = ["[data-join]", "[data-end]", "[data-sound]"].map((name) => one(name));

let talk = null;

function tell(title, text) {
  if (title) say(one("[data-join-title]"), title);
  say(one("[data-join-text]"), text);
}

function stop(title, text, again = false) {
  talk?.leave();
  talk = null;
  stopMic();
  show(endButton, false);
  show(soundButton, false);
  show(joinButton, again);
  tell(title, text);
  one("[data-join-title]").focus();
}

const over = () => stop("That was the interview.", "You can close this page.");
const lost = () => stop("The connection was lost.", "Check your network, then press Join. The interviewer waits about a minute.", true);

function told(attributes) {
  const notice = attributes["mf.notice"] ? JSON.parse(attributes["mf.notice"]).text : "";
  tell("", notice || STATES[attributes["lk.agent.state"]] || STATES.initializing);
}

const nothing = () => {};

function callbacks() {
  return {
    interviewer: () => show(endButton),
    interviewerGone: over,
    attributes: told,
    voice: nothing,
    caption: (mine, _id, text) => say(one(mine ? "[data-mine]" : "[data-theirs]"), text),
    quality: nothing,
    reconnecting: () => tell("", "The connection dropped. Trying to get back in…"),
    reconnected: () => tell("", "You are connected again. Go on where you were."),
    audioBlocked: (blocked) => show(soundButton, blocked),
    closed: (why) => (why === "lost" ? lost() : over()),
  };
}

async function join() {
  show(joinButton, false);
  tell("Your interview", "Joining…");
  let track;
  try {
    track = await mic();
  } catch (error) {
    if (!(error instanceof MicProblem)) throw error;
    stop(...MIC[error.code], true);
    return;
  }
  const mine = new Talk(callbacks());
  talk = mine;
  try {
    await mine.join(url, token, track);
  } catch {
    stop("You could not join.", "The link may be too old. Ask for another one, or press Join to try again.", true);
    return;
  }
  setTimeout(() => {
    if (talk === mine && !mine.interviewer) stop("The interviewer didn't come.", "Ask who sent you the link.", true);
  }, COMES_MS);
}

async function end() {
  try {
    await talk.ask("end");
  } catch {
    over();
  }
}

joinButton.onclick = join;
endButton.onclick = end;
soundButton.onclick = () => talk?.playSound();
if (!token || !url) stop("This link is not complete.", "Open it again as you were sent it, or ask for another one.");
