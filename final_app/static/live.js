// The one socket of a page: every room's script listens on it. Without it the page works, only not live.

const me = document.body.dataset.nickname;
const socket = typeof io === "undefined" ? null : io();

socket?.on("connect", () => {
  for (const post of document.querySelectorAll("[data-post-id]")) {
    socket.emit("watch_post", { post_id: post.dataset.postId });
  }
});

socket?.on("presence", ({ nickname, online }) => {
  for (const mark of document.querySelectorAll(`[data-presence="${CSS.escape(nickname)}"]`)) {
    mark.textContent = online ? mark.dataset.online : "";
    mark.hidden = !online;
  }
});

function of_post(post_id, selector) {
  return document.querySelectorAll(`[data-post-id="${CSS.escape(post_id)}"] ${selector}`);
}
