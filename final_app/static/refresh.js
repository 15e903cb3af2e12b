// After an absence (asleep, no network) the page is brought up to date before it goes on live: what was added, changed
// or removed meanwhile, however much. Parts with data-refresh are replaced by those of the same id in the page as it is.

import { endLogin } from "./ended.js";
import { describeFocus, findAgain } from "./focus.js";
import { loadPage } from "./http.js";
import { socket } from "./realtime.js";

const MILLISECONDS_TO_RETRY = 5000;
const listeners = [];
const main = document.getElementById("main");
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
  socket?.on("disconnect", (reason) => reason === "io server disconnect" && lookWhy());
  socket?.on("connect_error", () => socket.active || lookWhy());
  window.addEventListener("pageshow", ({ persisted }) => persisted && refreshOrLeave());
}

// The server closes the socket, or refuses it, when the login has ended; for any other reason it may try again.
async function lookWhy() {
  await refresh();
  if (isInside()) setTimeout(() => socket.connect(), MILLISECONDS_TO_RETRY);
}

// Back in the history, maybe after logging out.
async function refreshOrLeave() {
  await refresh();
  if (!isInside()) location.reload(); // to the login page
}

function isInside() {
  return Boolean(document.body.dataset.nickname);
}

// Bring the page up to date and go on live, as after an absence.
export async function refreshLive() {
  await refresh();
  if (socket?.connected) listeners.forEach((listener) => listener());
}

export async function refresh() {
  const page = await loadPage(location.href);
  if (!page) return; // the next connection asks again
  if (!page.body.dataset.nickname) endLogin();
  else if (page.body.dataset.nickname !== document.body.dataset.nickname) location.reload(); // someone else's login
  else if (page.querySelector("[data-status='404']")) replace(main, page.getElementById("main"));
  else for (const part of document.querySelectorAll("[data-refresh]")) replace(part, page.getElementById(part.id));
}

// Bring one part of the page up to date.
export async function refreshPart(part) {
  const page = await loadPage(location.href);
  if (page) replace(part, page.getElementById(part.id));
}

function replace(part, fresh) {
  if (!fresh) return;
  const focus = describeFocus(part);
  part.replaceChildren(...fresh.childNodes);
  if (focus) (findAgain(focus) ?? main).focus();
}
