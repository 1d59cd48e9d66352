/* The microphone check: permission, device, level, a sentence read back. Start works at any point. */
import { byTest, one, say, show } from "../lib/dom.js";
import { listenTo } from "../lib/level.js";
import { whatIHear } from "./hearing.js";
import { MIC } from "./messages.js";
import { MicProblem, alreadyAllowed, mic, microphones } from "./mic.js";
import { phase } from "./phase.js";

const SILENT_MS = 6000;
const HEARD = 0.25;

let track = null;
let meter = null;
let heardAt = 0;
let hearing = "";

function problem(code) {
  const [title, text] = MIC[code];
  show(one("[data-mic-problem]"));
  show(one('[data-step="ask"]'), false);
  say(one("[data-mic-problem-title]"), title);
  say(one("[data-mic-problem-text]"), text);
}

function drawLevel() {
  if (!meter || phase() !== "check") return;
  const level = meter.level();
  one("[data-mic-level]").style.setProperty("--level", level.toFixed(2));
  const now = performance.now();
  if (level > HEARD) heardAt = now;
  const word = one("[data-mic-word]");
  if (now - heardAt < SILENT_MS) {
    if (level > HEARD) say(word, "I hear you.");
  } else say(word, MIC.silent.join(" "));
  requestAnimationFrame(drawLevel);
}

async function listDevices() {
  const select = one("[data-mic-device]");
  const current = await track.getDeviceId();
  const devices = await microphones();
  select.replaceChildren(...devices.map(({ id, label }) => new Option(label, id, false, id === current)));
}

function measure() {
  meter?.close();
  meter = listenTo(track.mediaStreamTrack);
  heardAt = performance.now();
}

async function open() {
  show(one("[data-mic-problem]"), false);
  try {
    track = await mic();
  } catch (error) {
    if (!(error instanceof MicProblem)) throw error;
    problem(error.code);
    return;
  }
  show(one('[data-step="ask"]'), false);
  show(one('[data-step="hear"]'));
  say(one("#check-title"), "Say something.");
  byTest("start").classList.add("button-primary");
  track.mediaStreamTrack.addEventListener("ended", () => phase() === "check" && problem("gone"));
  measure();
  drawLevel();
  await listDevices();
}

async function chooseDevice(event) {
  await track.setDeviceId(event.target.value);
  measure();
}

async function saySentence() {
  const button = one("[data-say]");
  const label = one("[data-say-label]");
  const heard = byTest("mic-check-text");
  button.disabled = true;
  say(label, "Speak now…");
  say(heard, "");
  const text = await whatIHear(track.mediaStreamTrack, hearing, () => say(label, "One moment…"));
  say(heard, text);
  say(label, "Say it again");
  button.disabled = false;
}

/** Wire the check and let its buttons be pressed. `start(withMic)`: Start or the typing way was. */
export async function runCheck(hearingUrl, start) {
  hearing = hearingUrl;
  one("[data-mic-ask]").onclick = open;
  one("[data-mic-again]").onclick = open;
  one("[data-say]").onclick = saySentence;
  one("[data-mic-device]").onchange = chooseDevice;
  byTest("start").onclick = async () => {
    try {
      await mic();
    } catch (error) {
      if (!(error instanceof MicProblem)) throw error;
      problem(error.code);
      return;
    }
    start(true);
  };
  one("[data-start-typing]").onclick = () => start(false);
  navigator.mediaDevices?.addEventListener("devicechange", () => track && phase() === "check" && listDevices());
  for (const button of [one("[data-mic-ask]"), byTest("start"), one("[data-start-typing]")]) button.disabled = false;
  if (await alreadyAllowed()) await open();
}
