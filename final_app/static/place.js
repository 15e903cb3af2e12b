// Back in the history, and after a reload, a page is where it was left: at the same post or comment, even if others have
// come above it meanwhile, or if it had been loaded later. Browsers remember a number of pixels only.

import { describeFocus, findAgain } from "./focus.js";

const KEY = `place:${location.pathname}${location.search}`;
const ITEMS = "main article[id], .comments > li[id], .notices > li";

// bring: a function that loads what has this id into the page.
export async function setUpPlace(bring) {
  window.addEventListener("pagehide", keep);
  const [{ type }] = performance.getEntriesByType("navigation");
  const place = read();
  if (type === "navigate" || !place) return;
  history.scrollRestoration = "manual";
  if (!document.getElementById(place.id)) await bring(place.id);
  const item = document.getElementById(place.id);
  if (item) scrollBy({ top: item.getBoundingClientRect().top - place.top, behavior: "instant" });
  if (place.focus) findAgain(place.focus)?.focus({ preventScroll: true });
  history.scrollRestoration = "auto";
}

function keep() {
  const bar = document.querySelector(".roof").getBoundingClientRect().bottom;
  const item = [...document.querySelectorAll(ITEMS)].find((one) => one.id && one.getBoundingClientRect().bottom > bar);
  if (!item || scrollY === 0) return sessionStorage.removeItem(KEY);
  const place = { id: item.id, top: item.getBoundingClientRect().top, focus: describeFocus(document.body) };
  return sessionStorage.setItem(KEY, JSON.stringify(place));
}

function read() {
  return JSON.parse(sessionStorage.getItem(KEY));
}
