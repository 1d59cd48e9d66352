/* One line above the controls that says what is going on; at most one button beside it. */
import { byTest, one, say, show } from "../lib/dom.js";

const PASSING_MS = 6000;
let timer = 0;
let lasting = [];

function put({ text = "", action = "", act = null } = {}) {
  clearTimeout(timer);
  const button = one("[data-notice-action]");
  say(one("[data-notice-text]"), text);
  say(button, action);
  button.onclick = act;
  show(button, Boolean(action));
  show(byTest("notice"), Boolean(text));
}

/** Show a sentence. A `passing` one leaves by itself, and the newest lasting one is there again. */
export function notice(text, { passing = false, action = "", act = null } = {}) {
  const told = { text, action, act };
  if (!passing) lasting = [...lasting.filter((other) => other.text !== text), told];
  put(told);
  if (passing) timer = setTimeout(() => put(lasting.at(-1)), PASSING_MS);
}

/** Take a sentence away, shown or waiting behind another. */
export function unnotice(text) {
  lasting = lasting.filter((other) => other.text !== text);
  if (one("[data-notice-text]").textContent === text) put(lasting.at(-1));
}

/** Take all sentences away: the room is left. */
export function unnoticeAll() {
  lasting = [];
  put();
}
