/* The buttons under the conversation; the microphone's own is in own_mic.js. */
import { byTest, one, say } from "../lib/dom.js";
import { sure } from "./confirm.js";
import { notice } from "./notice.js";

const UNSENT = "The interviewer didn't get that. Press it again.";

/** Ask the interviewer for something; a refusal is shown. Returns whether it was done. */
export async function tell(talk, method, payload) {
  try {
    const { ok, message } = await talk().ask(method, payload);
    if (!ok) notice(message || UNSENT, { passing: true });
    return ok;
  } catch {
    notice(UNSENT, { passing: true });
    return false;
  }
}

const TAKES_SPACE = "button, a, input, textarea, select, summary, dialog[open] *";

function wireHold(talk) {
  const button = byTest("hold");
  let held = false;
  async function hold(on) {
    held = on;
    button.setAttribute("aria-pressed", String(on));
    say(one("[data-hold-word]"), on ? "Go on when ready" : "Let me think");
    if (!(await tell(talk, "hold", { on })) && on) hold.show(false);
  }
  hold.show = (on) => {
    held = on;
    button.setAttribute("aria-pressed", String(on));
    say(one("[data-hold-word]"), on ? "Go on when ready" : "Let me think");
  };
  button.onclick = () => hold(!held);
  const isSpace = (event) =>
    event.code === "Space" && document.body.dataset.phase === "live" && !event.target.closest?.(TAKES_SPACE);
  document.addEventListener("keydown", (event) => {
    if (!isSpace(event)) return;
    event.preventDefault();
    if (!event.repeat && !held && !button.disabled) hold(true);
  });
  document.addEventListener("keyup", (event) => {
    if (isSpace(event) && held) hold(false);
  });
  return hold.show;
}

function wireSkip(talk) {
  byTest("skip").onclick = async () => {
    const stage = byTest("stage-label").textContent;
    const text = `The rest of “${stage}” is left out and the interviewer moves to the next part. You can't come back to it.`;
    if (await sure("Skip this part?", text, "Skip it")) await tell(talk, "skip", {});
  };
}

function wireEnd(talk, endByApp) {
  byTest("end").onclick = async () => {
    const text = "The interviewer stops here. What you said is saved, and feedback is written from it.";
    if (!(await sure("End the interview?", text, "End it"))) return;
    notice("Ending the interview…");
    try {
      const { ok } = await talk().ask("end");
      if (ok) return;
    } catch {
      /* the interviewer didn't answer: the web app ends it below */
    }
    await endByApp();
  };
}

/** Wire the controls; `talk` returns the current Talk. Returns {showHold}. */
export function wireControls(talk, endByApp) {
  const showHold = wireHold(talk);
  wireSkip(talk);
  wireEnd(talk, endByApp);
  one(".controls").addEventListener("click", (event) => {
    if (event.detail > 0) event.target.closest("button")?.blur(); // Space is free again after a mouse press
  });
  return { showHold };
}
