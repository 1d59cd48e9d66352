/* This tab's name: kept over a reload, new in a duplicated tab (which copies sessionStorage). */
const KEY = "tab";
const WAIT_MS = 600;

function holdLock(id) {
  return new Promise((answer) => {
    navigator.locks
      .request(`tab-${id}`, { signal: AbortSignal.timeout(WAIT_MS) }, () => {
        answer(true);
        return new Promise(() => {}); // held until the tab goes
      })
      .catch(() => answer(false));
  });
}

function rename() {
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  return id;
}

/** Resolves to this tab's id. */
export async function tabId() {
  const kept = sessionStorage.getItem(KEY);
  const id = kept ?? rename();
  if (!navigator.locks || (await holdLock(id))) return id;
  const fresh = rename();
  await holdLock(fresh);
  return fresh;
}
