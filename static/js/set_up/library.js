/* The library's upload form: the file is looked at before it is sent, and the wait is said. */
import { all, one, say } from "../lib/dom.js";
import { fileDrop } from "./file_drop.js";

const form = one("[data-upload]");
const button = one('[type="submit"]', form);
const face = [...button.childNodes].map((node) => node.cloneNode(true));
let problem = "";

function tell(text) {
  problem = text;
  const place = one('[data-error-for="file"]', form);
  say(place, text);
  form.elements.file.toggleAttribute("aria-invalid", Boolean(text));
  if (text) form.elements.file.setAttribute("aria-invalid", "true");
}

for (const drop of all("[data-drop]", form)) fileDrop(drop, tell);

form.addEventListener("submit", (event) => {
  if (!form.elements.file.files.length) tell("Choose a file first.");
  if (problem) {
    event.preventDefault();
    form.elements.file.focus();
    return;
  }
  button.disabled = true;
  say(button, "Reading it…");
});

addEventListener("pageshow", () => {
  button.disabled = false;
  button.replaceChildren(...face.map((node) => node.cloneNode(true)));
});

const found = one("[aria-invalid='true']", form);
if (found) found.focus();
