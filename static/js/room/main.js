/* The room page: check -> connecting -> live -> ended or failed. */
import { byTest, one, pageData } from "../lib/dom.js";
import { askJson } from "../lib/http.js";
import { runCheck } from "./check.js";
import { Interview } from "./interview.js";
import { FAILED } from "./messages.js";
import { end, fail, setPhase } from "./phase.js";
import { followPlan } from "./plan.js";
import { tabId } from "./tab.js";

const { urls } = pageData("room");

async function begin() {
  const tab = await tabId();
  const interview = new Interview(urls, tab);
  let state;
  try {
    state = await askJson(`${urls.state}?tab=${encodeURIComponent(tab)}`);
  } catch (error) {
    fail([FAILED.start[0], error.message], { again: () => location.reload() });
    return;
  }
  if (state.status === "ended") return end(state, state.review_url ?? urls.review);
  const running = state.status === "live" || state.status === "starting";
  if (running && state.lease === "other") {
    fail(FAILED.held, { takeover: "Take over here", again: () => interview.enter({ takeover: true }) });
  } else if (running) {
    setPhase("connecting");
    await interview.enter();
  } else {
    setPhase("check");
    followPlan(urls.state);
    await runCheck(urls.hearing_check, async (withMic) => {
      byTest("start").disabled = true;
      await interview.enter({ typing: !withMic, record: one("[data-record]").checked });
    });
  }
}

begin();
