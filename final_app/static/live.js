// The one socket of a page: every room's script listens on it. Without it the page works, only not live.

const me = document.body.dataset.nickname;
const socket = typeof io === "undefined" ? null : io();

socket?.on("connect", () => {
  for (const post of document.querySelectorAll("[data-post-id]")) {
    const { postId } = post.dataset;
    socket.emit("watch_post", { post_id: postId }, (answer) => {
      if (answer.result === "success") catch_up(postId, answer);
    });
  }
});

// Between the page and the watch, or while the connection was gone, something may have happened.
function catch_up(post_id, { like_count, comment_count }) {
  show_like_count(post_id, like_count);
  show_count(post_id, comment_count);
  load_comments(post_id);
}

socket?.on("presence", ({ nickname, online }) => {
  for (const mark of document.querySelectorAll(`[data-presence="${CSS.escape(nickname)}"]`)) {
    mark.textContent = online ? mark.dataset.online : "";
    mark.hidden = !online;
  }
});

function of_post(post_id, selector) {
  return document.querySelectorAll(`[data-post-id="${CSS.escape(post_id)}"] ${selector}`);
}
