/* The review page: wait for the feedback, and find a quote in the transcript. */
import { all, one, say, show } from "./lib/dom.js";
import { askJson } from "./lib/http.js";
import { wirePlayer } from "./review/player.js";

const EVERY_MS = 1500;
const writing = one("[data-writing]");

async function poll() {
  const problem = one("[data-poll-problem]");
  try {
    const state = await askJson(writing.dataset.feedbackUrl);
    show(problem, false);
    if (!["waiting", "writing"].includes(state.status)) return location.reload();
    one("[data-percent]").value = state.percent;
    say(one("[data-step-name]"), state.step || "Waiting to begin");
    say(one("[data-first-words]"), state.message);
    show(one("[data-first-words]"), Boolean(state.message));
  } catch (error) {
    say(problem, error.message);
    show(problem);
  }
  setTimeout(poll, EVERY_MS);
}

function find(event) {
  const turn = one(new URL(event.currentTarget.href).hash);
  if (!turn) return;
  event.preventDefault();
  for (const other of all(".turn[data-found]")) other.removeAttribute("data-found");
  turn.setAttribute("data-found", "");
  turn.scrollIntoView({ block: "center" });
  turn.focus({ preventScroll: true });
}

for (const link of all("[data-turn-link]")) link.addEventListener("click", find);
wirePlayer();
if (writing) poll();
