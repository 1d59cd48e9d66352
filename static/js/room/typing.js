/* Typing an answer instead of saying it; what is typed stays until the interviewer has it. */
import { byTest, one, say, show } from "../lib/dom.js";

const TELL_EVERY_MS = 3000;
const KEY = `answer-draft:${location.pathname}`;

export function openTyping(open = true, focus = true) {
  show(one("[data-typing]"), open);
  document.body.toggleAttribute("data-typing-open", open);
  byTest("type").setAttribute("aria-expanded", String(open));
  if (open && focus) byTest("answer-text").focus();
}

/**
 * Wire the form. `send(text)` resolves to {ok, message} or throws; `sent(text)` follows a success; `typing()` is called
 * every three seconds at most while someone types.
 */
export function wireTyping({ send, sent, typing }) {
  const form = one("[data-typing]");
  const box = byTest("answer-text");
  const problem = one("[data-typing-error]");
  const button = byTest("answer-send");
  box.value = sessionStorage.getItem(KEY) ?? "";
  if (box.value) openTyping(true, false);

  byTest("type").onclick = () => openTyping(form.hidden);
  let toldAt = -TELL_EVERY_MS;
  box.oninput = () => {
    sessionStorage.setItem(KEY, box.value);
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    typing();
  };
  box.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "Escape") {
      openTyping(false);
      byTest("type").focus();
    }
  };

  form.onsubmit = async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return say(problem, "Type an answer first.");
    button.disabled = true;
    say(problem, "");
    try {
      const { ok, message } = await send(text);
      if (ok) {
        if (box.value.trim() === text) {
          box.value = "";
          sessionStorage.removeItem(KEY);
        }
        sent(text);
      } else say(problem, message || "The interviewer didn't take this answer. Send it again.");
    } catch {
      say(problem, "The interviewer didn't get this. Your text is still here; send it again.");
    }
    button.disabled = false;
    box.focus();
  };
}
