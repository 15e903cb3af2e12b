// The list of comments: each is there once, by its id, as the server rendered it, and in the server's order.

import { parseHtml } from "../http.js";
import { isNewer } from "../ids.js";
import { showTimes } from "../time.js";

const section = document.getElementById("comments");
const list = section?.querySelector("ol.comments");
const removedIds = new Set(); // an answer that is still on its way may have them

export function setUpThread() {
  for (const item of list.children) showButtons(item);
}

export function findComment(id) {
  return list.querySelector(`[data-comment-id="${CSS.escape(id)}"]`);
}

// Show a comment that the server rendered, new or changed, unless there are others between it and what is shown.
export function showHtml(html) {
  const items = readComments(parseHtml(html));
  showAll(items.filter((item) => findComment(idOf(item)) || !hasNewer() || !isNewer(idOf(item), newest())));
}

export function readComments(page) {
  return [...page.querySelectorAll("li[data-comment-id]")];
}

export function hasNewer() {
  return section.querySelector("p.newer") !== null;
}

export function newest() {
  return [...list.children].map(idOf).reduce((one, other) => (isNewer(one, other) ? one : other), "");
}

export function oldest() {
  return [...list.children].map(idOf).reduce((one, other) => (isNewer(one, other) ? other : one));
}

function idOf(item) {
  return item.dataset.commentId;
}

export function showAll(items) {
  const focused = document.activeElement;
  items.forEach(show);
  arrange();
  if (list.contains(focused)) focused.focus({ preventScroll: true }); // it may have been moved
  showWhetherEmpty();
}

function show(item) {
  const old = findComment(idOf(item));
  if (removedIds.has(idOf(item)) || (old && old.dataset.editedAt >= item.dataset.editedAt)) return;
  showButtons(item);
  showTimes(item); // at once, as it may take fewer lines then
  if (old) replace(old, item);
  else list.append(item);
}

// Which buttons there are depends on the reader. The server checks the right again.
function showButtons(item) {
  const me = document.body.dataset.nickname;
  const isOwn = item.dataset.author === me;
  item.querySelector(".edit").hidden = !isOwn;
  item.querySelector(".remove").hidden = !isOwn && section.dataset.author !== me && !("moderator" in document.body.dataset);
  item.querySelector(".report").hidden = isOwn;
}

function replace(old, item) {
  const focused = old.contains(document.activeElement) ? document.activeElement.className : "";
  old.replaceWith(item);
  if (focused) item.getElementsByClassName(focused)[0]?.focus();
}

// A reply stands below its parent and the earlier replies to it; any other comment below the earlier ones.
function arrange() {
  const items = [...list.children].sort((one, other) => (isNewer(idOf(one), idOf(other)) ? 1 : -1));
  const answered = (item) => (findComment(item.dataset.replyTo) ? item.dataset.replyTo : "");
  const below = (id) => items.filter((item) => answered(item) === id).flatMap((item) => [item, ...below(idOf(item))]);
  below("").forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place]);
  });
}

// Remove a comment with the replies to it.
export function removeComment(id) {
  removedIds.add(id);
  findComment(id)?.remove();
  for (const reply of list.querySelectorAll(`[data-reply-to="${CSS.escape(id)}"]`)) {
    removeComment(reply.dataset.commentId);
  }
  showWhetherEmpty();
}

export function showWhetherEmpty() {
  section.querySelector(".none").hidden = list.querySelector(":scope > :not([hidden])") !== null;
}
