// The socket: shows its frames, shows notices, and tells the server after a comment.

const frames = document.getElementById("frames");
const broadcastSwitch = document.getElementById("as_the_notes_did");

function showFrame(arrow, type, data = "") {
  const line = document.createElement("li");
  const label = document.createElement("b");
  label.textContent = `${arrow} ${type}`;
  line.append(label, ` ${data ?? ""}`);
  line.className = type;
  frames.prepend(line);
  while (frames.childElementCount > 200) frames.lastChild.remove();
}

const watched = new WeakSet();

function watchFrames(engine) {
  if (watched.has(engine)) return;
  watched.add(engine);
  engine.on("packet", ({ type, data }) => showFrame("⬇", type, data));
  engine.on("packetCreate", ({ type, data }) => showFrame("⬆", type, data));
  engine.on("upgrade", (transport) => showFrame("⇅", "upgrade", transport.name));
  engine.on("close", (reason) => showFrame("✕", "close", reason));
}

function makeNoticeDiv(notice) {
  const isComment = notice.kind === "comment";
  const what = inBoth(isComment ? "commented: · 님의 댓글:" : "sent you a friend request · 님의 친구 신청");
  const div = document.createElement("div");
  div.className = "notice";
  div.append(`${notice.nickname} `, ...what, isComment ? ` ${notice.text}` : "");
  return div;
}

let shown = null; // how many of my notices the page shows

// Show the notices that the server has stored for me, and return those that were not shown yet.
async function loadNotices() {
  const { notices } = await (await fetch("/notices", { headers: { Accept: "application/json" } })).json();
  const fresh = notices.slice(shown);
  shown = Math.max(shown, notices.length);
  document.getElementById("notices").prepend(...fresh.map(makeNoticeDiv).reverse());
  return fresh;
}

// A notice arrived. As the old notes did it, it may be another person's: then nothing new is stored for me.
async function takeNotice() {
  for (const notice of await loadNotices()) {
    document.getElementById("notice_dot").hidden = false;
    if (notice.kind === "comment") addComment(notice);
  }
}

function addComment(comment) {
  const comments = document.querySelector(`[data-post-id="${comment.post_id}"] .comments`);
  if (!comments) return;
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = comment.nickname;
  item.append(name, ` ${comment.text}`);
  comments.append(item);
}

async function sendComment(form) {
  const post = findPost(form);
  const data = { kind: "append_comment", post_id: Number(post.dataset.postId), text: form.elements.text.value };
  const answer = await ask("POST", "/content_reaction_submit", data);
  if (answer.result !== "success") return showMessage(post, answer.message);
  addComment(answer.comment);
  form.reset();
  socket?.emit("comment_post", { comment_id: answer.comment.id });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.comment")) return;
  event.preventDefault();
  sendComment(event.target).catch(() => sayNoResponse(event.target));
});

function connect() {
  const socket = io();
  watchFrames(socket.io.engine);
  socket.io.on("open", () => watchFrames(socket.io.engine)); // each reconnect has an engine of its own
  // What was missed while away does not come by itself; the page itself came with the comments so far.
  socket.on("connect", () => (shown === null ? loadNotices() : takeNotice()));
  socket.on("connect_error", (error) => showFrame("✕", "refused", inLanguage(error.message)));
  socket.on("disconnect", () => {
    // This page is no longer told who comes and goes.
    document.getElementById("here").replaceChildren(...inBoth("not connected · 연결이 끊김"));
  });
  socket.on("comment_notice", takeNotice);
  socket.on("request_notice", takeNotice);
  socket.on("here", ({ nicknames }) => {
    document.getElementById("here").textContent = nicknames.join(", ");
  });
  socket.on("as_the_notes_did", ({ on }) => {
    broadcastSwitch.checked = on;
  });
  return socket;
}

const socket = typeof io === "undefined" ? null : connect();
document.getElementById("no_script").hidden = socket !== null;
if (!socket) loadNotices();

for (const button of document.querySelectorAll("button.ask")) {
  button.addEventListener("click", () => {
    socket?.emit("friend_request", { nickname: button.dataset.nickname }, () => {
      button.disabled = true;
      button.replaceChildren(...inBoth("Request sent · 신청함"));
    });
  });
}

broadcastSwitch.addEventListener("change", () => {
  socket?.emit("as_the_notes_did", { on: broadcastSwitch.checked });
});

document.getElementById("leave").addEventListener("click", () => socket?.disconnect());

document.getElementById("join").addEventListener("click", () => {
  if (!socket) return;
  socket.connect();
  watchFrames(socket.io.engine);
});

document.getElementById("old_version").addEventListener("click", async () => {
  const response = await fetch("/socket.io/?EIO=3&transport=polling");
  showFrame("✕", `${response.status}`, await response.text());
});
