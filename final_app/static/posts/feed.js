// The feed live. New posts are announced by a button that loads them in place: nothing moves while one reads or writes.

import { loadPage } from "../http.js";
import { isNewer } from "../ids.js";
import { socket } from "../realtime.js";
import { onConnected, refresh } from "../refresh.js";
import { watch } from "./watching.js";

const addedIds = new Set(); // posts that the server told of and the page does not show

export function setUpFeed() {
  socket?.on("post_added", ({ id }) => announce([id]));
  socket?.on("post_removed", ({ id }) => {
    addedIds.delete(id);
    showButton();
  });
  onConnected(watchFeed);
}

function findFeed() {
  return document.querySelector("#feed[data-live]");
}

function findCards(feed) {
  return [...feed.querySelectorAll(":scope > [data-post-id]")];
}

// At each connection: the page may have been replaced by a newer one.
function watchFeed() {
  const feed = findFeed();
  if (!feed) return;
  const newest = findCards(feed)[0]?.dataset.postId;
  for (const id of addedIds) if (newest && !isNewer(id, newest)) addedIds.delete(id);
  showButton();
  socket.emit("watch_feed", { view: feed.dataset.view, after: newest }, ({ added }) => announce(added ?? []));
}

function announce(ids) {
  for (const id of ids) if (!document.getElementById(`post-${id}`)) addedIds.add(id);
  showButton();
}

function showButton() {
  const place = findFeed()?.querySelector(".new_posts");
  if (!place) return;
  if (addedIds.size === 0) {
    place.replaceChildren();
    return;
  }
  const button = place.firstElementChild ?? makeButton(place);
  button.textContent = addedIds.size === 1 ? place.dataset.one : place.dataset.many.replace("{number}", addedIds.size);
}

function makeButton(place) {
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", loadNew);
  place.append(button);
  return button;
}

async function loadNew({ target: button }) {
  button.disabled = true;
  const page = await loadPage(findFeed().dataset.url);
  const fresh = page?.getElementById("feed");
  button.disabled = false;
  if (page && !fresh) refresh(); // the login has ended
  if (!fresh) return;
  const newCards = insertNew(findFeed(), fresh);
  addedIds.clear();
  showButton();
  for (const card of newCards) watch(card.dataset.postId);
  newCards[0]?.focus();
}

// Insert the cards that the page does not have, and return them. If none is in both, the new ones are more than a page
// has: they take the place of all, and older posts are one link away.
function insertNew(feed, fresh) {
  const shownIds = new Set(findCards(feed).map((card) => card.dataset.postId));
  const cards = findCards(fresh);
  const newCards = cards.filter((card) => !shownIds.has(card.dataset.postId));
  for (const card of newCards) card.tabIndex = -1;
  if (newCards.length === cards.length) {
    feed.replaceChildren(...fresh.childNodes);
    return newCards;
  }
  let next = feed.querySelector(":scope > .more");
  for (const card of cards.reverse()) {
    if (newCards.includes(card)) feed.insertBefore(card, next);
    next = document.getElementById(card.id);
  }
  return newCards;
}
