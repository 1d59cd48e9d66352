/* Keeps what is typed in this tab until the interview is made; not files, nor what is picked from the library. */

const NOT_TYPED = ["file", "submit", "hidden"];

function typed(form) {
  return [...form.elements].filter(
    (element) => element.name && !NOT_TYPED.includes(element.type) && !("noDraft" in element.dataset),
  );
}

/** Save on every change; the caller restores. Returns {save, restore}. */
export function keepDraft(form, key) {
  function save() {
    const values = {};
    for (const element of typed(form)) {
      if (element.type === "radio" && !element.checked) continue;
      values[element.name] = element.value;
    }
    sessionStorage.setItem(key, JSON.stringify(values));
  }

  function restore() {
    const values = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    for (const element of typed(form)) {
      if (!(element.name in values)) continue;
      if (element.type === "radio") element.checked = element.value === values[element.name];
      else if (!element.value || element.tagName === "SELECT") element.value = values[element.name];
    }
    const folded = form.querySelector("[data-more]");
    if (folded && (values.candidate_name || values.candidate_email || values.resume_text)) folded.open = true;
  }

  form.addEventListener("input", save);
  form.addEventListener("change", save);
  return { save, restore };
}
