/* Which of the room's five faces is shown. */
import { all, one, say, show } from "../lib/dom.js";
import { endedWords } from "./messages.js";

const CLOSING_MS = 5000;

export const phase = () => document.body.dataset.phase;

export function setPhase(next) {
  document.body.dataset.phase = next;
  for (const view of all("[data-view]")) show(view, view.dataset.view.split(" ").includes(next));
}

/**
 * Show a failure with one way on. `again` is called by its button; `takeover` names the other button;
 * `mend` is the page where the cause can be removed.
 */
export function fail([title, text, way = "Try again"], { again = null, takeover = "", mend = "" } = {}) {
  setPhase("failed");
  const button = one("[data-failed-again]");
  const take = one('[data-testid="takeover"]');
  show(button, !takeover);
  show(take, Boolean(takeover));
  const settings = one("[data-failed-mend]");
  show(settings, Boolean(mend));
  settings.href = mend;
  say(take, takeover);
  say(button, way);
  (takeover ? take : button).onclick = again;
  say(one("[data-failed-title]"), title);
  say(one("[data-failed-text]"), text);
  one("[data-failed-title]").focus();
}

/** The calm closing screen for an ended interview's state; it goes on to the review by itself. */
export function end({ end_reason: reason, end_detail: detail }, reviewUrl) {
  if (phase() === "ended") return;
  setPhase("ended");
  const [title, text] = endedWords(reason, detail);
  say(one("[data-ended-title]"), title);
  say(one("[data-ended-text]"), text);
  one("[data-ended-title]").focus();
  setTimeout(() => location.assign(reviewUrl), CLOSING_MS);
}
