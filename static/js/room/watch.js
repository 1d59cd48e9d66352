/* Asks the web app how the interview is doing, every 2.5 s: it knows about workers that died or hung. */
import { askJson } from "../lib/http.js";

const EVERY_MS = 2500;

export class Watch {
  constructor(url, tab, { told, silent }) {
    this.url = `${url}?tab=${encodeURIComponent(tab)}`;
    this.told = told;
    this.silent = silent;
    this.timer = 0;
    this.on = false;
    this.misses = 0;
  }

  now() {
    return askJson(this.url);
  }

  start() {
    if (this.on) return;
    this.on = true;
    this.look();
  }

  stop() {
    this.on = false;
    clearTimeout(this.timer);
  }

  async look() {
    clearTimeout(this.timer);
    try {
      const state = await this.now();
      if (this.misses > 1) this.silent(false);
      this.misses = 0;
      if (this.on) this.told(state);
    } catch {
      this.misses += 1;
      if (this.on && this.misses === 2) this.silent(true);
    }
    if (this.on) this.timer = setTimeout(() => this.look(), EVERY_MS);
  }
}
