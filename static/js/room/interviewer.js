/* What the interviewer says about itself in its attributes: state, stage, thinking time, pause, notices. */
import { tellAttributes } from "./hud.js";
import { notice, unnotice } from "./notice.js";

export class Interviewer {
  constructor(captions, showHold, showPause) {
    this.captions = captions;
    this.showHold = showHold;
    this.showPause = showPause;
    this.state = "";
    this.lastNotice = "";
  }

  update(attributes) {
    const state = attributes["lk.agent.state"] ?? "";
    if (state === "speaking" && this.state !== "speaking") this.captions.turnOver(false);
    if (state === "listening" && this.state !== "listening") this.captions.turnOver(true);
    this.state = state;
    tellAttributes(attributes);
    this.captions.earlier(attributes["mf.said"]);
    this.showHold(attributes["mf.hold"] === "1");
    this.showPause(attributes["mf.paused"] === "1");
    this.notice(attributes["mf.notice"] ? JSON.parse(attributes["mf.notice"]) : null);
  }

  /** Back in the room: a notice that still holds is shown again. */
  rejoin() {
    this.lastNotice = "";
    this.captions.rejoin();
  }

  /** Show a {code, text} notice once; null takes the last one away. */
  notice(told) {
    const text = told?.text ?? "";
    if (text === this.lastNotice) return;
    if (text) notice(text);
    else unnotice(this.lastNotice);
    this.lastNotice = text;
  }
}
