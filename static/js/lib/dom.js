/* Small ways to reach and fill the page; text only ever goes in as text. */
export const byTest = (name, root = document) => root.querySelector(`[data-testid="${name}"]`);
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Set an element's text, only when it differs (live regions stay quiet otherwise). */
export function say(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** Show or hide by the hidden attribute. */
export function show(element, visible = true) {
  if (element) element.hidden = !visible;
}

/** The page's own facts, from the JSON in a data attribute of <main>. */
export function pageData(name) {
  return JSON.parse(one(`[data-${name}]`)?.dataset[name] ?? "null");
}
