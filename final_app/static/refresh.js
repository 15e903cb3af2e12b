// After an absence (asleep, no network) the page is brought up to date before it goes on live: what was added, changed
// or removed meanwhile, however much. Parts with data-refresh are replaced by those of the same id in the page as it is.

import { loadPage } from "./http.js";
import { socket } from "./realtime.js";
import { showTimes } from "./time.js";

const listeners = [];
let wasConnected = false;

// Call a function at each connection, after a reconnect once the page is up to date.
export function onConnected(listener) {
  listeners.push(listener);
}

export function setUpRefresh() {
  socket?.on("connect", async () => {
    if (wasConnected) await refresh();
    wasConnected = true;
    listeners.forEach((listener) => listener());
  });
  window.addEventListener("pageshow", ({ persisted }) => persisted && refresh()); // Back, maybe after logging out
}

async function refresh() {
  const page = await loadPage(location.href);
  if (!page) return; // the next connection asks again
  if (!page.body.dataset.nickname) leave();
  else if (page.querySelector("[data-status='404']")) replace(document.getElementById("main"), page.getElementById("main"));
  else for (const part of document.querySelectorAll("[data-refresh]")) replace(part, page.getElementById(part.id));
}

// The login has ended: show the login page, unless something is typed here, which is kept when it is sent.
function leave() {
  const fields = [...document.querySelectorAll("textarea, input:not([type=hidden])")];
  if (fields.every((field) => field.value === field.defaultValue)) location.reload();
}

function replace(part, fresh) {
  if (!fresh) return;
  const focus = describeFocus(part);
  showTimes(fresh);
  part.replaceChildren(...fresh.childNodes);
  if (focus) document.getElementById(focus.id)?.querySelectorAll("a, button")[focus.number]?.focus();
}

// Return where in a part the focus is, to find the place again.
function describeFocus(part) {
  if (!part.contains(document.activeElement)) return null;
  const around = document.activeElement.closest("[id]");
  return { id: around.id, number: [...around.querySelectorAll("a, button")].indexOf(document.activeElement) };
}
