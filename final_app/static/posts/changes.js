// Posts that the page shows and that are edited or deleted meanwhile.

import { removeItem } from "../deleting.js";
import { parseHtml } from "../http.js";
import { socket } from "../realtime.js";
import { refreshLive } from "../refresh.js";

const MILLISECONDS_TO_LEAVE = 1000;

export function setUpChanges() {
  socket?.on("post_changed", ({ id, html, edited_at: editedAt }) => {
    const cards = findCards(id);
    if (html) cards.forEach((card) => change(card, parseHtml(html[document.documentElement.lang])));
    // Readers with blocks may see it otherwise than others, so they get no HTML.
    else if (cards.some((card) => card.querySelector(".body").dataset.editedAt < editedAt)) refreshLive();
  });
  socket?.on("post_removed", ({ id }) => remove(findCards(id)));
}

function findCards(id) {
  return [...document.querySelectorAll(`article[data-post-id="${CSS.escape(id)}"]`)];
}

function change(card, fresh) {
  const body = fresh.querySelector(".body");
  if (body.dataset.editedAt < card.querySelector(".body").dataset.editedAt) return; // an answer that was overtaken
  card.querySelector(".body").replaceWith(body);
  card.querySelector(".marks").replaceWith(fresh.querySelector(".marks"));
}

// Alone on its page, a deleted post leaves nothing, and the server says so, as of an empty list. Who deleted it here is
// led to another page meanwhile.
function remove(cards) {
  for (const card of cards) {
    if (card.contains(document.activeElement)) removeItem(card);
    else card.remove();
  }
  if (cards.length > 0 && !document.querySelector("main article")) setTimeout(refreshLive, MILLISECONDS_TO_LEAVE);
}
