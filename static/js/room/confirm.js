/* One dialog for what can't be taken back. */
import { one, say } from "../lib/dom.js";

/** Resolves to true when the person says yes. */
export function sure(title, text, yes) {
  const dialog = one("[data-confirm]");
  say(one("[data-confirm-title]"), title);
  say(one("[data-confirm-text]"), text);
  say(one("[data-confirm-yes]"), yes);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}
