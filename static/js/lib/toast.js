/* A short note in the page's live region; it goes by itself. */
const STAYS_MS = 5000;

export function toast(text) {
  const region = document.querySelector("[data-toasts]");
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = text;
  region.replaceChildren(note);
  setTimeout(() => note.remove(), STAYS_MS);
}
