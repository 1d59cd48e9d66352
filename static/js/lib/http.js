/* JSON over fetch; every failure becomes a Refusal with a sentence for the person. */
export class Refusal extends Error {
  constructor(status, label, message, href = "") {
    super(message);
    this.status = status;
    this.label = label;
    this.href = href; // the page that mends it
  }
}

const UNREACHABLE = "The MockFlow app isn't answering. Check that it is still running, then try again.";

/** Fetch JSON. Throws Refusal; status 0 means no answer came. */
export async function askJson(url, { method = "GET", body, json, signal } = {}) {
  const headers = { Accept: "application/json" };
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token && method !== "GET") headers["X-CSRFToken"] = token;
  if (json !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, { method, headers, signal, body: json === undefined ? body : JSON.stringify(json) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(0, "unreachable", UNREACHABLE);
  }
  const data = await response.json().catch(() => null);
  if (!response.ok) {
    const told = data?.error ?? {};
    throw new Refusal(response.status, told.label ?? "failed", told.message ?? UNREACHABLE, told.href);
  }
  return data ?? {};
}
