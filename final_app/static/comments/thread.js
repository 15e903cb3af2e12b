// The list of comments: each is there once, by its id, as the server rendered it, and in the server's order.

import { loadPage, parseHtml } from "../http.js";
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

// Show a comment that the server rendered, new or changed.
export function showHtml(html) {
  readComments(parseHtml(html)).forEach(show);
}

function readComments(page) {
  return [...page.querySelectorAll("li[data-comment-id]")];
}

function show(item) {
  const { commentId, editedAt } = item.dataset;
  const old = findComment(commentId);
  if (removedIds.has(commentId) || (old && old.dataset.editedAt >= editedAt)) return;
  showTimes(item);
  showButtons(item);
  if (old) replace(old, item);
  else place(item);
  showWhetherEmpty();
}

// Which buttons there are depends on the reader. The server checks the right again.
function showButtons(item) {
  const me = document.body.dataset.nickname;
  const isOwn = item.dataset.author === me;
  item.querySelector(".edit").hidden = !isOwn;
  item.querySelector(".remove").hidden = !isOwn && section.dataset.author !== me;
}

function replace(old, item) {
  const focused = old.contains(document.activeElement) ? document.activeElement.className : "";
  old.replaceWith(item);
  if (focused) item.getElementsByClassName(focused)[0]?.focus();
}

// A reply stands below its parent and the earlier replies to it; any other comment below the earlier ones.
function place(item) {
  const parent = findParent(item);
  let next = parent ? parent.nextElementSibling : list.firstElementChild;
  while (next && staysAbove(next, item, parent)) next = next.nextElementSibling;
  list.insertBefore(item, next);
}

function staysAbove(other, item, parent) {
  if (parent && !isBelow(other, parent)) return false;
  return findParent(other) !== parent || isNewer(item.dataset.commentId, other.dataset.commentId);
}

function isBelow(item, ancestor) {
  const parent = findParent(item);
  return parent !== null && (parent === ancestor || isBelow(parent, ancestor));
}

function findParent(item) {
  return findComment(item.dataset.replyTo);
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

function showWhetherEmpty() {
  section.querySelector(".none").hidden = list.childElementCount > 0;
}

// Show what was added, changed or removed while nothing came live: load the comments and compare.
export async function catchUp() {
  const shown = [...list.children].map((item) => item.dataset.commentId); // what comes live from now on is newer
  const { loaded, lastPage } = await loadBackTo(findOldest(shown));
  if (!lastPage) return;
  const loadedIds = loaded.map((item) => item.dataset.commentId);
  const isCovered = makeRange(lastPage, loadedIds);
  loaded.sort((one, other) => (isNewer(one.dataset.commentId, other.dataset.commentId) ? 1 : -1)).forEach(show);
  for (const id of shown) if (isCovered(id) && !loadedIds.includes(id)) removeComment(id);
  showWayBack(lastPage);
}

// Load the newest comments, and page by page older ones back to one; lastPage is null if the server gives none.
async function loadBackTo(oldestId) {
  const loaded = [];
  let url = section.querySelector("form.comment").action + location.search;
  for (;;) {
    const page = await loadPage(url);
    if (!page?.getElementById("comments")) return { loaded, lastPage: null }; // it is gone, or the login has ended
    const items = readComments(page);
    loaded.push(...items);
    const isFarEnough = !oldestId || items.length === 0 || !isNewer(findOldest(items.map((item) => item.dataset.commentId)), oldestId);
    const older = page.querySelector("#comments .more a");
    if (isFarEnough || !older) return { loaded, lastPage: page };
    url = older.getAttribute("href");
  }
}

function findOldest(ids) {
  return ids.reduce((oldest, id) => (oldest && !isNewer(oldest, id) ? oldest : id), undefined);
}

// Return a function that tells whether a comment, if it still exists, must be among the loaded ones.
function makeRange(lastPage, loadedIds) {
  const before = new URLSearchParams(location.search).get("before");
  const hasOlder = lastPage.querySelector("#comments .more") !== null;
  const oldest = findOldest(loadedIds);
  return (id) => !(before && !isNewer(before, id)) && !(hasOlder && isNewer(oldest, id));
}

// More may have come than one page holds, where there were none.
function showWayBack(lastPage) {
  const way = lastPage.querySelector("#comments .more");
  if (way && !section.querySelector(".more")) list.before(way);
}
