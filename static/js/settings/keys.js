/* The Test buttons of the keys page answer in place; without this file they answer with a page. */
import { all, one } from "../lib/dom.js";
import { askJson, Refusal } from "../lib/http.js";

/** Put a sentence into a card's live region, in one of the looks the page brings as templates. */
function tell(region, kind, text) {
  const told = one(`template[data-told="${kind}"]`).content.cloneNode(true);
  one("p", told).textContent = text;
  region.replaceChildren(told);
}

async function test(form) {
  const region = one("[data-verdict]", form.closest("section"));
  const button = one("button", form);
  button.setAttribute("aria-disabled", "true");
  tell(region, "waiting", "Testing. This takes a few seconds …");
  try {
    const verdict = await askJson(form.action, { method: "POST" });
    tell(region, verdict.ok ? "good" : "bad", verdict.message);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell(region, "bad", error.message);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

for (const form of all("[data-test-key]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (one("button", form).getAttribute("aria-disabled") !== "true") test(form);
  });
}
