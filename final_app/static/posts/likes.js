// Likes without a reload: shown at once, and undone if the server rejects them. Counts arrive live.

import { send } from "../http.js";
import { socket } from "../realtime.js";
import { onWatched, showCount, watch } from "./watching.js";

export function setUpLikes() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.like")) return;
    event.preventDefault();
    like(event.target);
  });
  socket?.on("like_count", ({ post_id: postId, like_count: count }) => {
    if (count === undefined) watch(postId); // a reader with blocks has numbers of their own
    else showLikeCount(postId, count);
  });
  onWatched(({ postId, likeCount }) => showLikeCount(postId, likeCount));
}

async function like(form) {
  const button = form.querySelector("button");
  const isLiked = button.value === "1";
  showLiked(button, isLiked);
  try {
    const answer = await send(isLiked ? "PUT" : "DELETE", form.action);
    showLikeCount(form.closest("[data-post-id]").dataset.postId, answer.like_count);
  } catch {
    showLiked(button, !isLiked);
  }
}

function showLiked(button, isLiked) {
  button.setAttribute("aria-pressed", String(isLiked));
  button.value = isLiked ? "0" : "1";
}

function showLikeCount(postId, count) {
  showCount(postId, ".like_count", count);
}
