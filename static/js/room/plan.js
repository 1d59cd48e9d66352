/* Where the questions come from: said on the check page, looked up again while they are being written. */
import { one, say } from "../lib/dom.js";
import { askJson } from "../lib/http.js";
import { phase } from "./phase.js";

const LOOK_AGAIN_MS = 2000;

/** Follow the plan until it is there or given up, or the interview begins. */
export async function followPlan(stateUrl) {
  const place = one("[data-plan]");
  while (place.dataset.plan === "writing" && phase() === "check") {
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    let plan;
    try {
      ({ plan } = await askJson(stateUrl));
    } catch {
      continue; // pressing Start says what is wrong with the app
    }
    if (!plan || plan.state === place.dataset.plan) continue;
    place.dataset.plan = plan.state;
    say(one("[data-plan-text]", place), plan.text);
  }
}
