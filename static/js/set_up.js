/* The set-up form: estimate of minutes and costs, checks in place, and a draft that outlives a reload. */
import { all, one, say, show } from "./lib/dom.js";
import { keepDraft } from "./set_up/draft.js";
import { fileDrop } from "./set_up/file_drop.js";

const form = one("[data-set-up]");
const draft = keepDraft(form, "set-up-draft");

const minutesByKind = JSON.parse(form.dataset.minutes);
const costs = JSON.parse(form.dataset.costs);

/** The minutes beside the lengths and in the estimate are those of the chosen kind of interview. */
function tellMinutes() {
  const kind = one('input[name="track"]:checked', form)?.value;
  for (const length of all('input[name="length"]', form)) {
    const minutes = minutesByKind[kind]?.[length.value] ?? length.dataset.minutes;
    length.dataset.minutes = minutes;
    const face = length.nextElementSibling;
    say(one("small", face), `${minutes} minutes`);
    length.setAttribute("aria-label", `${face.firstChild.textContent}, about ${minutes} minutes`);
  }
  const chosen = one('input[name="length"]:checked', form);
  const part = one('[name="drill_stage"]', form).value;
  const minutes = chosen?.dataset.minutes;
  if (part) say(one("[data-minutes-text]", form), "A few minutes, one part");
  else say(one("[data-minutes-text]", form), minutes ? `About ${minutes} minutes` : "Choose a length");
}

/** What is chosen will probably cost this. */
function tellCosts() {
  const chosen = (name) => one(`[name="${name}"]:checked`, form)?.value;
  const part = one('[name="drill_stage"]', form).value;
  const [text, limit] = costs[part]?.[chosen("track")]?.[chosen("length")] ?? ["", ""];
  say(one("[data-cost-text]", form), text);
  say(one("[data-cost-limit]", form), limit);
}

function tellEstimate() {
  tellMinutes();
  tellCosts();
}

function tell(name, text) {
  const place = one(`[data-error-for="${name}"]`, form);
  const input = form.elements[name];
  say(place, text);
  if (!(input instanceof Element)) return;
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  const ids = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== place.id);
  input.setAttribute("aria-describedby", [...ids, place.id].join(" "));
}

function firstProblem() {
  const role = form.elements.role;
  tell("role", role.value.trim() ? "" : "Say which role you are interviewing for, for example “Nurse” or “Data analyst”.");
  const email = form.elements.candidate_email;
  tell("candidate_email", email.validity.typeMismatch ? "Write the address like name@example.com, or leave it empty." : "");
  return [role, form.elements.resume, form.elements.job_description_file, email].find((input) => input.getAttribute("aria-invalid") === "true");
}

form.addEventListener("submit", (event) => {
  const problem = firstProblem();
  if (problem) {
    event.preventDefault();
    if (problem.closest("details")) problem.closest("details").open = true;
    problem.focus();
    return;
  }
  draft.save();
  const start = one('[type="submit"]', form);
  start.disabled = true;
  say(start, "One moment…");
});

form.addEventListener("input", (event) => {
  if (event.target.name === "role" && event.target.value.trim()) tell("role", "");
  if (["length", "track", "drill_stage"].includes(event.target.name)) tellEstimate();
});

addEventListener("pageshow", () => {
  const start = one('[type="submit"]', form);
  start.disabled = false;
  say(start, "Start");
  tellEstimate();
});

for (const drop of all("[data-drop]", form)) {
  fileDrop(drop, (problem) => tell(one("input", drop).name, problem));
}

const serverFound = all("[aria-invalid='true']", form)[0];
const message = one("[data-form-message]", form);
if (serverFound) serverFound.focus();
else if (!message.hidden) message.focus();
else if (!("asBefore" in form.dataset)) draft.restore(); // a link filled it in: what was typed for another job stays out
show(message, !message.hidden);
tellEstimate();
