/* One attempt after another to be in the interview: start, join, stay, leave; every failure has its words. */
import { byTest, one } from "../lib/dom.js";
import { Refusal, askJson } from "../lib/http.js";
import { listenTo } from "../lib/level.js";
import { Captions } from "./captions.js";
import { wireControls } from "./controls.js";
import { startClock, tellQuality, tellState } from "./hud.js";
import { Interviewer } from "./interviewer.js";
import { FAILED, NOTICE, micWords } from "./messages.js";
import { micIfAllowed, stopMic } from "./mic.js";
import { notice, unnotice, unnoticeAll } from "./notice.js";
import { OwnMic } from "./own_mic.js";
import { wirePause } from "./pause.js";
import { end, fail, phase, setPhase } from "./phase.js";
import { Ring } from "./ring.js";
import { Talk } from "./talk.js";
import { wireTyping } from "./typing.js";
import { Watch } from "./watch.js";

const JOIN_MS = 20000;
const absent = () => Promise.reject(new Error("not in the room"));
const NOBODY = { ask: absent, publish: absent };
const GRACE_MS = 3000;
const SAVING_MS = 15000;

export class Interview {
  constructor(urls, tab) {
    this.urls = urls;
    this.tab = tab;
    this.talk = null;
    this.typing = false;
    this.record = false;
    this.captions = new Captions();
    this.ring = new Ring(byTest("visualizer"), () => this.interviewer.state);
    const bars = one(".live");
    this.ring.onOwn = (level) => bars.style.setProperty("--level", level.toFixed(2));
    this.watch = new Watch(urls.state, tab, {
      told: (state) => this.told(state),
      silent: (yes) => (yes ? notice(NOTICE.appSilent) : unnotice(NOTICE.appSilent)),
    });
    const talk = () => this.talk ?? NOBODY;
    this.ownMic = new OwnMic((track) => talk().publish(track), this.ring);
    const controls = wireControls(talk, () => this.endByApp());
    this.interviewer = new Interviewer(this.captions, controls.showHold, wirePause(talk, this.ownMic));
    wireTyping({
      send: (text) => talk().ask("answer", { text }),
      sent: (text) => this.captions.typed(text),
      typing: () => talk().ask("typing").catch(() => {}), // it only keeps the clock patient
    });
    startClock();
  }

  /** Press Start, or come back; `typing`: no microphone is wanted; `record`: both sides may be recorded. */
  async enter({ typing = this.typing && !this.ownMic.track, takeover = false, record = this.record } = {}) {
    this.record = record;
    this.typing = typing;
    setPhase("connecting");
    tellState("connecting");
    let access;
    try {
      access = await askJson(this.urls.start, { method: "POST", json: { tab: this.tab, takeover, record } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.refused(error);
    }
    await this.join(access);
  }

  async refused(error) {
    if (error.label === "lease_held") {
      return fail(FAILED.held, { takeover: "Take over here", again: () => this.enter({ takeover: true }) });
    }
    if (error.status === 410) return this.over(await this.watch.now().catch(() => ({})));
    return this.failed([FAILED.start[0], error.message], error.href);
  }

  failed(words, mend = "") {
    this.drop();
    fail(words, { again: () => this.enter(), mend });
  }

  async join({ livekit_url: url, token }) {
    const { track, code } = this.typing ? { track: null } : await micIfAllowed();
    this.talk = new Talk(this.callbacks());
    clearTimeout(this.joinTimer);
    this.joinTimer = setTimeout(() => this.notJoined(), JOIN_MS);
    this.watch.start();
    this.ring.start();
    try {
      await this.talk.join(url, token, track);
    } catch {
      this.failed(FAILED.livekit);
      return;
    }
    if (!this.talk) return; // over, or taken, while joining
    if (track) this.ownMic.use(track);
    else this.withoutMic(code);
  }

  withoutMic(code) {
    this.ownMic.without(this.typing ? "" : code ? micWords(code) : NOTICE.micOff);
    if (this.typing) notice(NOTICE.typing, { passing: true });
  }

  callbacks() {
    return {
      interviewer: () => this.met(),
      interviewerGone: () => this.interviewerGone(),
      attributes: (attributes) => this.interviewer.update(attributes),
      voice: (track) => this.ring.setVoice(listenTo(track)),
      caption: (mine, id, text, final) => this.captions.update(mine, id, text, final),
      quality: tellQuality,
      reconnecting: () => notice(NOTICE.reconnecting),
      reconnected: () => this.reconnected(),
      audioBlocked: (blocked) => this.sound(blocked),
      closed: (why) => this.closed(why),
    };
  }

  reconnected() {
    unnotice(NOTICE.reconnecting);
    notice(NOTICE.reconnected, { passing: true });
  }

  met() {
    clearTimeout(this.joinTimer);
    unnotice(NOTICE.interviewerGone);
    if (phase() === "connecting") setPhase("live");
  }

  /* An ordinary ending looks like this too, so the web app is asked before anything is said. */
  async interviewerGone() {
    await this.watch.look();
    setTimeout(() => {
      if (phase() === "live" && this.talk && !this.talk.interviewer) notice(NOTICE.interviewerGone);
    }, GRACE_MS);
  }

  notJoined() {
    if (phase() === "connecting") this.failed(FAILED.noInterviewer);
  }

  sound(blocked) {
    if (!blocked) return unnotice(NOTICE.audio);
    const play = () => this.talk.playSound();
    notice(NOTICE.audio, { action: "Hear the interviewer", act: play });
    one("[data-notice-action]").focus();
  }

  told(state) {
    if (state.status === "ended") return this.over(state);
    if (state.lease === "other") return this.taken();
    if (state.status === "new") this.failed(state.notice ? [FAILED.start[0], state.notice.text] : FAILED.notStarted);
    else if (state.notice) this.interviewer.notice(state.notice);
  }

  over(state) {
    this.drop();
    stopMic();
    end(state, state.review_url ?? this.urls.review);
  }

  taken() {
    this.drop();
    stopMic();
    fail(FAILED.taken, { takeover: "Take it back", again: () => this.enter({ takeover: true }) });
  }

  async closed(why) {
    if (phase() === "ended" || phase() === "failed") return;
    if (why === "taken") return this.taken();
    const state = await this.watch.now().catch(() => null);
    if (phase() === "ended" || phase() === "failed") return;
    if (state?.status === "ended") return this.over(state);
    if (why !== "over") return this.failed(FAILED.lost);
    notice(NOTICE.saving); // the room closes a moment before the ending is stored; the watch sees it
    setTimeout(() => phase() === "live" && this.over({}), SAVING_MS);
  }

  async endByApp() {
    try {
      await askJson(this.urls.end, { method: "POST" });
    } catch (error) {
      notice(error.message, { action: "Try again", act: () => this.endByApp() });
    }
  }

  /** Leave the room and stop measuring; whether the microphone stays open is the caller's to say. */
  drop() {
    clearTimeout(this.joinTimer);
    this.watch.stop();
    this.ring.stop();
    this.talk?.leave();
    this.talk = null;
    unnoticeAll();
    this.interviewer.rejoin();
  }
}
