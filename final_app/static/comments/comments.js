// Comments without a reload: one's own at once, those of others live.

import { onWatched, showCount, watch } from "../posts/watching.js";
import { socket } from "../realtime.js";
import { catchUp } from "./catching_up.js";
import { setUpForm } from "./form.js";
import { bringComment, setUpPages } from "./pages.js";
import { setUpRemoving } from "./removing.js";
import { findComment, removeComment, setUpThread, showHtml } from "./thread.js";

const section = document.getElementById("comments");

export function setUpComments() {
  for (const event of ["comment_added", "comment_removed"]) {
    socket?.on(event, ({ post_id: postId, comment_count: count }) => {
      if (count === undefined) watch(postId); // a reader with blocks has numbers of their own
      else showCommentCount(postId, count);
    });
  }
  onWatched(({ postId, commentCount }) => showCommentCount(postId, commentCount));
  if (section) setUpSection(section.dataset.postId);
}

function showCommentCount(postId, count) {
  showCount(postId, ".comment_count", count);
}

// Load a comment into the page, if this is the id of one that it may have.
export async function bring(id) {
  const [, commentId] = /^comment-([0-9a-f]{24})$/.exec(id) ?? [];
  if (section && commentId) await bringComment(commentId);
}

function setUpSection(shownId) {
  setUpThread();
  setUpForm();
  setUpPages();
  setUpRemoving();
  socket?.on("comment_added", ({ post_id: postId, html }) => {
    if (postId === shownId && html) showHtml(html[document.documentElement.lang]);
  });
  socket?.on("comment_changed", ({ id, html }) => {
    if (!findComment(id)) return;
    if (html) showHtml(html[document.documentElement.lang]);
    else catchUp();
  });
  socket?.on("comment_removed", ({ id }) => removeComment(id));
  onWatched(({ postId }) => {
    if (postId === shownId) catchUp();
  });
}
