/* A recording: plays moments, moves along its waveform, and tells which turn is being said. */
import { all, one, show } from "../lib/dom.js";

const sound = one("[data-sound]");
const wave = one("[data-wave]");
const WIDTH = wave?.viewBox.baseVal.width ?? 0;

/* Each side is in a channel of its own; both ears should hear both, as loud as they were. */
function mix() {
  const context = new AudioContext();
  const middle = new GainNode(context, { gain: 2, channelCount: 1, channelCountMode: "explicit" });
  context.createMediaElementSource(sound).connect(middle).connect(context.destination);
  return context;
}

function seconds() {
  return Number(wave.dataset.wave);
}

function follow(turns) {
  const now = sound.currentTime;
  if (wave) one("[data-wave-now]").setAttribute("x", Math.min(WIDTH - 1, (now / seconds()) * WIDTH));
  const current = turns.findLast((turn) => Number(turn.dataset.from) <= now + 0.5);
  for (const turn of turns) {
    const here = turn === current && !sound.ended;
    if (here === turn.hasAttribute("data-playing")) continue;
    turn.toggleAttribute("data-playing", here);
    if (here) turn.setAttribute("aria-current", "true");
    else turn.removeAttribute("aria-current");
    if (here && !sound.paused && inSight(sound)) turn.scrollIntoView({ block: "nearest" });
  }
}

/* Who reads elsewhere on the page while it plays isn't pulled away. */
function inSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function playFrom(at) {
  sound.currentTime = at;
  sound.play().catch(() => {}); // the sound's own error is told below
}

/** Wire the player, if the page has one. */
export function wirePlayer() {
  if (!sound) return;
  const turns = all("[data-from]");
  let mixed = null;
  sound.addEventListener("play", () => {
    mixed ??= mix();
    mixed.resume();
  });
  for (const name of ["timeupdate", "seeking", "ended"]) sound.addEventListener(name, () => follow(turns));
  sound.addEventListener("error", () => show(one("[data-sound-problem]")));
  sound.addEventListener("playing", () => show(one("[data-sound-problem]"), false));
  for (const button of all("[data-play]")) {
    button.addEventListener("click", () => playFrom(Number(button.dataset.play)));
  }
  wave?.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    playFrom(((event.clientX - box.left) / box.width) * seconds());
  });
}
