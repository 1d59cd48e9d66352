/* Pause and go on: the interview stands still, and your microphone is off until it goes on. */
import { all, byTest, one, say } from "../lib/dom.js";
import { tell } from "./controls.js";

const WAITING = ["mute", "hold", "type", "skip", "answer-send"];

/** Wire the button; `talk` returns the current Talk, `ownMic` is yours. Returns what shows a pause. */
export function wirePause(talk, ownMic) {
  const button = byTest("pause");
  let paused = false;
  let asking = false;

  function show(on) {
    if (on === paused) return;
    paused = on;
    document.body.toggleAttribute("data-paused", on);
    button.toggleAttribute("data-on", on);
    button.classList.toggle("button-primary", on);
    say(one("[data-pause-word]"), on ? "Go on" : "Pause");
    for (const name of WAITING) byTest(name).disabled = on;
    for (const field of all("[data-typing] textarea")) field.disabled = on;
    ownMic.rest(on);
  }

  button.onclick = async () => {
    if (asking) return;
    asking = true;
    const wanted = !paused;
    if (await tell(talk, "pause", { on: wanted })) show(wanted);
    asking = false;
  };
  return show;
}
