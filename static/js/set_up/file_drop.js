/* A file field that says what was chosen and, at once, whether it can be read. */
const KINDS = [".pdf", ".docx", ".txt"];
const MB = 1024 * 1024;

function size(bytes) {
  if (bytes < MB) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / MB).toFixed(1)} MB`;
}

function problemWith(file, maxMb) {
  const name = file.name.toLowerCase();
  if (!KINDS.some((kind) => name.endsWith(kind))) return "Choose a PDF, DOCX or TXT file, or paste the text under “More”.";
  if (file.size > maxMb * MB) return `This file is ${size(file.size)}; up to ${maxMb} MB can be read. Choose a smaller one.`;
  if (file.size === 0) return "This file is empty. Choose another one.";
  return "";
}

/** Wire one drop area; `tell` gets the problem's sentence, or "" when there is none. */
export function fileDrop(drop, tell) {
  const input = drop.querySelector("input");
  const name = drop.querySelector("[data-drop-name]");
  const clear = drop.querySelector("[data-drop-clear]");
  const invitation = [...name.childNodes].map((node) => node.cloneNode(true));

  function refresh() {
    const file = input.files[0];
    const problem = file ? problemWith(file, Number(drop.dataset.maxMb)) : "";
    drop.toggleAttribute("data-chosen", Boolean(file) && !problem);
    clear.hidden = !file;
    if (file) name.textContent = `${file.name} · ${size(file.size)}`;
    else name.replaceChildren(...invitation.map((node) => node.cloneNode(true)));
    tell(problem);
  }

  input.addEventListener("change", refresh);
  clear.addEventListener("click", () => {
    input.value = "";
    refresh();
    input.focus();
  });
  for (const kind of ["dragenter", "dragover"]) input.addEventListener(kind, () => drop.toggleAttribute("data-over", true));
  for (const kind of ["dragleave", "drop"]) input.addEventListener(kind, () => drop.toggleAttribute("data-over", false));
  if (input.files.length) refresh();
}
