// Comments without a reload: one's own at once, those of others live.

import { send } from "../http.js";
import { onWatched, showCount } from "../posts/watching.js";
import { socket } from "../realtime.js";
import { setUpForm } from "./form.js";
import { catchUp, findComment, removeComment, setUpThread, showHtml } from "./thread.js";

const section = document.getElementById("comments");

export function setUpComments() {
  for (const event of ["comment_added", "comment_removed"]) {
    socket?.on(event, ({ post_id: postId, comment_count: count }) => showCommentCount(postId, count));
  }
  onWatched(({ postId, commentCount }) => showCommentCount(postId, commentCount));
  if (section) setUpSection(section.dataset.postId);
}

function showCommentCount(postId, count) {
  showCount(postId, ".comment_count", count);
}

function setUpSection(shownId) {
  setUpThread();
  setUpForm();
  section.addEventListener("click", ({ target }) => {
    if (target.matches(".remove")) askAndRemove(target.closest("li").dataset.commentId);
  });
  socket?.on("comment_added", ({ post_id: postId, html }) => {
    if (postId === shownId) showHtml(html[document.documentElement.lang]);
  });
  socket?.on("comment_changed", ({ id, html }) => {
    if (findComment(id)) showHtml(html[document.documentElement.lang]);
  });
  socket?.on("comment_removed", ({ id }) => removeComment(id));
  onWatched(({ postId }) => {
    if (postId === shownId) catchUp();
  });
}

async function askAndRemove(id) {
  if (!confirm(section.dataset.confirm)) return;
  const answer = await send("DELETE", `/comments/${id}`).catch(() => null); // the page says why
  if (answer) removeComment(id);
}
