/* Stage, question number, time left, costs so far, state and line quality, from the interviewer's attributes. */
import { all, byTest, one, say, show } from "../lib/dom.js";

const STATES = {
  initializing: "Joining",
  speaking: "Speaking",
  listening: "Listening",
  thinking: "Thinking",
  holding: "Take your time",
  paused: "Paused. Press Go on.",
};
const QUALITY = {
  excellent: "good connection",
  good: "good connection",
  poor: "weak connection",
  lost: "no connection",
  unknown: "connecting",
};
const TICK_MS = 500;

let endsAt = 0;
let paused = false;

function tellTime() {
  if (paused) return say(byTest("time-left"), "paused");
  if (!endsAt) return;
  const left = Math.max(0, Math.round((endsAt - Date.now()) / 1000));
  say(byTest("time-left"), `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`);
}

function tellStage(name) {
  let passed = true;
  for (const item of all("[data-stages] li")) {
    const here = item.dataset.stage === name;
    if (here) passed = false;
    item.dataset.done = String(passed && !here);
    if (here) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
}

function tellQuestion(number, planned) {
  if (!number) say(byTest("question-count"), "");
  else say(byTest("question-count"), number <= planned ? `question ${number} of ${planned}` : `question ${number}`);
}

/** The costs by list prices; what runs on this computer shows nothing. */
function tellCost(cost, unknown, cap) {
  const usd = Number(cost ?? 0);
  const place = byTest("cost");
  show(place, usd > 0 || unknown);
  say(one("[data-cost-about]", place), usd && unknown ? "at least" : usd ? "about" : "");
  say(one("[data-cost-usd]", place), usd ? `$${usd.toFixed(2)}` : "cost not known");
  say(one("[data-cost-so-far]", place), usd ? "so far" : "");
  say(one("[data-cost-cap]", place), usd && cap ? `of $${cap}` : "");
}

/** Show what the interviewer's attributes say. */
export function tellAttributes(attributes) {
  paused = attributes["mf.paused"] === "1";
  const held = attributes["mf.hold"] === "1" ? "holding" : attributes["lk.agent.state"];
  const state = paused ? "paused" : held;
  if (state) tellState(state);
  if (attributes["mf.stage_label"]) say(byTest("stage-label"), attributes["mf.stage_label"]);
  if (attributes["mf.stage"]) tellStage(attributes["mf.stage"]);
  tellQuestion(Number(attributes["mf.question"] ?? 0), Number(attributes["mf.questions"] ?? 0));
  say(byTest("recording"), attributes["mf.recording"] === "1" ? "recording" : "");
  tellCost(attributes["mf.cost"], attributes["mf.cost_unknown"] === "1", attributes["mf.cost_cap"]);
  endsAt = Number(attributes["mf.ends_at"] || attributes["mf.stage_ends_at"] || 0);
  tellTime();
}

export function tellState(state) {
  const word = byTest("state-word");
  word.dataset.state = state;
  say(word, STATES[state] ?? "Connecting");
}

export function tellQuality(quality) {
  one("[data-quality]").dataset.quality = quality;
  say(one("[data-quality-word]"), QUALITY[quality] ?? QUALITY.unknown);
}

/** Keep the clock going; returns how to stop it. */
export function startClock() {
  const timer = setInterval(tellTime, TICK_MS);
  return () => clearInterval(timer);
}
