/* The ring: drawn from the interviewer's real audio; inside it, a disc that grows with your own voice. */
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const POINTS = 180;
const EASE = 0.4;
const FRAME_MS = 33; // half of what a screen can do: the processor belongs to the speech
const LOOK_MS = 1000;

/* The wave at a place from 0 to 1/2, smoothed over two milliseconds so that it swells and never bristles. */
const WINDOW = 96;
const LIMIT = 0.3;

function swell(wave, place) {
  const from = Math.floor(place * (wave.length - 2 * WINDOW));
  let sum = 0;
  for (let index = from; index < from + WINDOW; index += 1) sum += wave[index];
  return Math.max(-LIMIT, Math.min(LIMIT, sum / WINDOW));
}

export class Ring {
  constructor(canvas, stateOf) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.stateOf = stateOf;
    this.voice = null;
    this.own = null;
    this.theirs = 0;
    this.mine = 0;
    this.running = false;
    this.onOwn = null;
  }

  setVoice(meter) {
    this.voice?.close();
    this.voice = meter;
  }

  setOwn(meter) {
    this.own?.close();
    this.own = meter;
  }

  start() {
    if (this.running) return;
    this.running = true;
    let drawn = 0;
    const frame = (now) => {
      if (!this.running) return;
      if (now - drawn >= FRAME_MS) {
        drawn = now;
        this.draw();
      }
      requestAnimationFrame(frame);
    };
    frame(performance.now());
  }

  stop() {
    this.running = false;
    this.setVoice(null);
    this.setOwn(null);
  }

  measure() {
    const theirs = this.voice?.level() ?? 0;
    const mine = this.own?.level() ?? 0;
    this.theirs += (theirs - this.theirs) * EASE;
    this.mine += (mine - this.mine) * EASE;
    this.canvas.dataset.level = theirs.toFixed(2);
    this.onOwn?.(this.mine);
  }

  /* Colours and size come from the style sheet; asking for them every frame is dear. */
  look() {
    const now = performance.now();
    if (this.looked && now - this.looked.at < LOOK_MS) return this.looked;
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name);
    this.looked = {
      at: now,
      speaking: colour("color"),
      resting: colour("border-top-color"),
      own: colour("outline-color"),
      ...this.fit(),
    };
    return this.looked;
  }

  fit() {
    const box = this.canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    const width = Math.round(box.width * scale);
    const height = Math.round(box.height * scale);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    return { x: width / 2, y: height / 2, unit: Math.min(width, height) / 2 };
  }

  draw() {
    this.measure();
    const { x, y, unit, ...colours } = this.look();
    const { pen } = this;
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const speaking = this.stateOf() === "speaking" || this.theirs > 0.15;
    this.outline(x, y, unit, speaking, speaking ? colours.speaking : colours.resting);
    if (this.mine > 0.02) {
      pen.beginPath();
      pen.arc(x, y, unit * (0.06 + 0.3 * this.mine), 0, 2 * Math.PI);
      pen.fillStyle = colours.own;
      pen.fill();
    }
  }

  outline(x, y, unit, speaking, colour) {
    const { pen } = this;
    const radius = unit * 0.76;
    const swing = calm.matches || !this.voice ? 0 : unit * 0.6;
    pen.beginPath();
    for (let point = 0; point <= POINTS; point += 1) {
      const angle = (point / POINTS) * 2 * Math.PI - Math.PI / 2;
      const mirrored = point <= POINTS / 2 ? point : POINTS - point;
      const reach = radius + (swing && swell(this.voice.wave, mirrored / POINTS) * swing);
      pen.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    pen.closePath();
    pen.lineJoin = "round";
    pen.lineWidth = unit * (speaking ? 0.14 + 0.16 * this.theirs : 0.05);
    pen.setLineDash(this.stateOf() === "thinking" ? [unit * 0.08, unit * 0.12] : []);
    pen.strokeStyle = colour;
    pen.stroke();
  }
}
