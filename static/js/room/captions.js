/* Captions of both sides: the newest words are always in sight, finished ones are read out once. */
import { byTest, one, say } from "../lib/dom.js";

export class Captions {
  constructor() {
    this.texts = { mine: new Map(), theirs: new Map() };
  }

  /** One update of a segment; `text` is all of the segment so far. */
  update(mine, id, text, final) {
    const segments = mine ? this.texts.mine : this.texts.theirs;
    const fresh = !segments.has(id);
    if (fresh && segments.closed) segments.clear();
    if (fresh) segments.closed = false;
    segments.set(id, text.trim());
    const words = [...segments.values()].join(" ");
    const place = byTest(mine ? "caption-candidate" : "caption-interviewer");
    say(place, words);
    place.toggleAttribute("data-partial", mine && !final);
    if (!mine && final) say(one("[data-said]"), words);
  }

  /** What the interviewer said last, before this page was there to hear it; shown until new words come. */
  earlier(text) {
    if (!text || this.texts.theirs.size) return;
    say(byTest("caption-interviewer"), text);
    say(one("[data-said]"), text);
  }

  /** Back in the room: what is shown may be older than what was said meanwhile. */
  rejoin() {
    this.texts.theirs = new Map();
  }

  /** The next words of this side begin a new caption. */
  turnOver(mine) {
    (mine ? this.texts.mine : this.texts.theirs).closed = true;
  }

  /** A typed answer shows like a spoken one. */
  typed(text) {
    this.turnOver(true);
    this.update(true, crypto.randomUUID(), text, true);
  }
}
