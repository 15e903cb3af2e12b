// The posts on the page are watched: the server sends their news for as long as the reader may see them.

import { socket } from "../realtime.js";
import { onConnected } from "../refresh.js";

const listeners = [];

// Call a function with {postId, likeCount, commentCount} when a watch begins, to show what was missed before it.
export function onWatched(listener) {
  listeners.push(listener);
}

export function setUpWatching() {
  onConnected(watchAll);
  socket?.on("watch_again", watchAll);
}

function watchAll() {
  new Set(readPostIds()).forEach(watch);
}

function readPostIds() {
  return [...document.querySelectorAll("[data-post-id]")].map((element) => element.dataset.postId);
}

// Begin to watch a post, or ask again what there is to see of it.
export function watch(postId) {
  socket.emit("watch_post", { post_id: postId }, ({ result, like_count: likeCount, comment_count: commentCount }) => {
    if (result === "success") listeners.forEach((listener) => listener({ postId, likeCount, commentCount }));
  });
}

// Show a number in every place of the page where this post has it.
export function showCount(postId, selector, count) {
  const places = document.querySelectorAll(`[data-post-id="${CSS.escape(postId)}"] ${selector}`);
  for (const place of places) place.textContent = count;
}
