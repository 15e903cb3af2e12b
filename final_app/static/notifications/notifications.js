// Notifications: the dot in every tab, the newest one told in words; after a reconnect, what was missed.

import { loadJson, send } from "../http.js";
import { isNewer } from "../ids.js";
import { socket } from "../realtime.js";
import { onConnected } from "../refresh.js";
import { makeRow, say } from "./row.js";

const EVENTS = ["request_notice", "like_notice", "comment_notice", "mention_notice"];
const MILLISECONDS_IN_SIGHT = 8000;
const list = document.getElementById("notices");
const news = document.getElementById("news");
const readAll = document.getElementById("read_all");
let lastId = list?.dataset.last ?? "";
let silence = 0;

export function setUpNotifications() {
  for (const event of EVENTS) socket?.on(event, receive);
  socket?.on("notices_read", ({ unread }) => showUnread(unread));
  onConnected(catchUp);
  readAll?.addEventListener("submit", markAllAsRead);
}

function receive(notification) {
  add(notification);
  showUnread(notification.unread);
  news.textContent = say(notification);
  clearTimeout(silence);
  silence = setTimeout(() => news.replaceChildren(), MILLISECONDS_IN_SIGHT);
}

// Add a notification to the list, if the page has it: each is there once, by its id.
function add(notification) {
  if (isNewer(notification.id, lastId)) lastId = notification.id;
  if (!list || list.querySelector(`[data-notice-id="${CSS.escape(notification.id)}"]`)) return;
  list.prepend(makeRow(notification));
}

async function catchUp() {
  lastId = list?.firstElementChild?.dataset.noticeId ?? lastId; // the list may have been replaced
  const answer = await loadJson(lastId ? `/notice?after=${lastId}` : "/notice");
  if (!answer) return;
  if (lastId) answer.notices.forEach(add);
  else lastId = answer.notices[0]?.id ?? "";
  showUnread(answer.unread);
}

function showUnread(unread) {
  const dot = document.getElementById("notice_dot");
  dot.hidden = unread === 0;
  dot.querySelector(".count").textContent = unread;
  if (readAll) readAll.hidden = unread === 0;
  if (unread === 0) for (const row of list?.children ?? []) row.classList.remove("new");
}

async function markAllAsRead(event) {
  event.preventDefault();
  const answer = await send("POST", readAll.action, { all: true }).catch(() => null); // the page says why
  if (answer) showUnread(answer.unread);
}
