// Notifications: the dot in every tab, the newest one told in words; after a reconnect, what was missed.
// What is about the page that one looks at is read as soon as it arrives.

import { loadJson, send } from "../http.js";
import { isNewer } from "../ids.js";
import { socket } from "../realtime.js";
import { onConnected, refreshPart } from "../refresh.js";
import { tell } from "../toasts.js";
import { say } from "./sentences.js";
import { showUnread } from "./unread.js";

const EVENTS = ["request_notice", "like_notice", "comment_notice", "mention_notice", "report_notice"];
const list = document.getElementById("notice_list");
const seenIds = new Set(); // of notifications about this page, to be marked as read while it is visible
let lastId = list?.dataset.last ?? "";
let isListOld = false;
let isLoading = false;

export function setUpNotifications() {
  for (const event of EVENTS) socket?.on(event, receive);
  socket?.on("notices_read", ({ unread }) => show(unread));
  onConnected(catchUp);
  document.addEventListener("visibilitychange", markSeen);
  document.getElementById("read_all")?.addEventListener("submit", markAllAsRead);
}

function receive(notification) {
  note(notification);
  if (isAboutThisPage(notification) && !document.hidden) {
    markSeen();
    if (!notification.post_id) tell(say(notification)); // of a post, the page itself shows it
    return;
  }
  show(notification.unread);
  tell(say(notification));
}

function note(notification) {
  if (isNewer(notification.id, lastId)) lastId = notification.id;
  if (isAboutThisPage(notification) && !notification.read) seenIds.add(notification.id);
}

function isAboutThisPage({ url }) {
  const { pathname } = new URL(url, location.href);
  return [pathname, `${pathname}/comments`].includes(location.pathname);
}

async function markSeen() {
  if (document.hidden || seenIds.size === 0) return;
  const ids = [...seenIds];
  seenIds.clear();
  const answer = await send("POST", "/notice", { ids }).catch(() => null); // the page says why
  if (answer) show(answer.unread);
}

async function catchUp() {
  const answer = await loadJson(lastId ? `/notice?after=${lastId}` : "/notice");
  if (!answer) return;
  answer.notices.forEach(note);
  show(answer.unread);
  markSeen();
}

function show(unread) {
  showUnread(unread);
  if (list) loadList();
}

// The server puts together what is alike. Many may come at once: the list is loaded once more, not for each.
async function loadList() {
  isListOld = true;
  if (isLoading) return;
  isLoading = true;
  while (isListOld) {
    isListOld = false;
    await refreshPart(list);
  }
  isLoading = false;
}

async function markAllAsRead(event) {
  event.preventDefault();
  const answer = await send("POST", event.target.action, { all: true }).catch(() => null); // the page says why
  if (answer) show(answer.unread);
}
