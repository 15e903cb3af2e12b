// Times in words ("3 minutes ago") in the language of the page, kept up to date. Where one points, tabs or taps, reading.css
// shows the exact time in the reader's own zone beside it, so that nothing moves away from the pointer.

import { words } from "./toasts.js";

const { lang } = document.documentElement;
const EXACT = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
const DATE = new Intl.DateTimeFormat(lang, { dateStyle: "medium" });
const RELATIVE = new Intl.RelativeTimeFormat(lang);
const SECONDS = { day: 24 * 60 * 60, hour: 60 * 60, minute: 60 };
const DAYS = 7; // after which it is a date
const MILLISECONDS_TO_UPDATE = 20_000;

export function setUpTimes() {
  setInterval(() => showTimes(document), MILLISECONDS_TO_UPDATE);
}

export function showTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    if (!time.closest("a, button")) time.tabIndex = 0;
    show(time);
  }
}

function show(time) {
  const moment = new Date(time.dateTime);
  const text = say(moment);
  time.dataset.exact = EXACT.format(moment);
  if (time.textContent !== text) time.textContent = text;
}

function say(moment) {
  const seconds = (Date.now() - moment) / 1000;
  if (Math.abs(seconds) < SECONDS.minute) return words.justNow;
  if (seconds < 0 || seconds >= DAYS * SECONDS.day) return DATE.format(moment);
  const unit = Object.keys(SECONDS).find((one) => seconds >= SECONDS[one]);
  return RELATIVE.format(-Math.floor(seconds / SECONDS[unit]), unit);
}
