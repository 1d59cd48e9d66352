/* Your own microphone in the room: its button mutes it, or turns it on when there is none. */
import { byTest, one, say } from "../lib/dom.js";
import { listenTo } from "../lib/level.js";
import { NOTICE, micWords } from "./messages.js";
import { MicProblem, mic } from "./mic.js";
import { notice, unnotice } from "./notice.js";
import { openTyping } from "./typing.js";

export class OwnMic {
  /** `publish(track)` sends a LocalAudioTrack into the room; `ring` moves with it. */
  constructor(publish, ring) {
    this.publish = publish;
    this.ring = ring;
    this.track = null;
    this.told = "";
    this.still = false; // the interview is paused
    this.resting = false; // muted for that, not by its button
    byTest("mute").onclick = () => (this.track ? this.toggle() : this.turnOn());
  }

  /** This LocalAudioTrack is in the room. */
  use(track) {
    this.track = track;
    this.resting = false;
    this.tell("");
    this.draw();
    this.obey();
    this.ring.setOwn(listenTo(track.mediaStreamTrack));
    const lost = () => this.track === track && this.without(NOTICE.noMic);
    track.mediaStreamTrack.addEventListener("ended", lost, { once: true });
  }

  /** Nothing is heard from here; `why` stays in sight until the microphone is on. */
  without(why) {
    this.track = null;
    this.ring.setOwn(null);
    this.draw();
    openTyping(true, false);
    this.tell(why);
  }

  async turnOn() {
    const button = byTest("mute");
    button.disabled = true;
    try {
      const track = await mic();
      await this.publish(track);
      this.use(track);
    } catch (error) {
      this.tell(error instanceof MicProblem ? micWords(error.code) : NOTICE.micUnsent);
    }
    button.disabled = false;
  }

  async toggle() {
    const { track } = this;
    await (track.isMuted ? track.unmute() : track.mute());
    this.draw();
    if (track.isMuted) notice(NOTICE.muted, { passing: true });
    else unnotice(NOTICE.muted);
  }

  /** While the interview is paused the microphone is off; afterwards it is as it was. */
  rest(on) {
    this.still = on;
    return this.obey();
  }

  async obey() {
    const { track, still } = this;
    if (!track || still === this.resting || (still && track.isMuted)) return;
    this.resting = still;
    await (still ? track.mute() : track.unmute());
    this.draw();
  }

  tell(text) {
    if (this.told) unnotice(this.told);
    this.told = text;
    if (text) notice(text);
  }

  draw() {
    const button = byTest("mute");
    const muted = this.track?.isMuted ?? false;
    button.toggleAttribute("data-off", !this.track);
    if (this.track) button.setAttribute("aria-pressed", String(muted));
    else button.removeAttribute("aria-pressed");
    say(one("[data-mute-name]"), this.track ? "Mute the microphone:" : "");
    say(one("[data-mute-word]"), this.track ? (muted ? "Muted" : "Mic on") : "Turn on microphone");
  }
}
