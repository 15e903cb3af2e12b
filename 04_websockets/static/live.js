// The socket: shows its frames, brings notices, and tells the server after a comment.

const frames = document.getElementById("frames");
const broadcast_switch = document.getElementById("as_the_notes_did");

function show_frame(arrow, type, data = "") {
  const line = document.createElement("li");
  line.textContent = `${arrow} ${type} ${data ?? ""}`;
  line.className = type;
  frames.prepend(line);
  while (frames.childElementCount > 200) frames.lastChild.remove();
}

const watched = new WeakSet();

function watch_frames(engine) {
  if (watched.has(engine)) return;
  watched.add(engine);
  engine.on("packet", ({ type, data }) => show_frame("⬇", type, data));
  engine.on("packetCreate", ({ type, data }) => show_frame("⬆", type, data));
  engine.on("upgrade", (transport) => show_frame("⇅", "upgrade", transport.name));
  engine.on("close", (reason) => show_frame("✕", "close", reason));
}

function make_notice_div(notice) {
  const what = notice.kind === "comment"
    ? `commented · 댓글: ${notice.text}`
    : "wants to be friends · 친구 신청";
  const div = document.createElement("div");
  div.className = "notice";
  div.textContent = `${notice.nickname} ${what}`;
  return div;
}

let shown = null; // how many of my notices the page shows

// Show the notices that the server keeps for me, and return those that were not shown yet.
async function load_notices() {
  const { notices } = await (await fetch("/notices", { headers: { Accept: "application/json" } })).json();
  const fresh = notices.slice(shown);
  shown = Math.max(shown, notices.length);
  document.getElementById("notices").prepend(...fresh.map(make_notice_div).reverse());
  return fresh;
}

// A notice arrived. As the old notes did it, it may be another person's: then nothing new is kept for me.
async function take_notice() {
  for (const notice of await load_notices()) {
    document.getElementById("notice_dot").hidden = false;
    if (notice.kind === "comment") add_comment(notice.post_id, notice);
  }
}

function add_comment(post_id, { nickname, text }) {
  const comments = document.querySelector(`[data-post-id="${post_id}"] .comments`);
  if (!comments) return;
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = nickname;
  item.append(name, ` ${text}`);
  comments.append(item);
}

async function send_comment(form) {
  const post = form.closest("[data-post-id]");
  const data = { kind: "append_comment", post_id: Number(post.dataset.postId), text: form.elements.text.value };
  const answer = await ask("POST", "/content_reaction_submit", data);
  if (answer.result !== "success") {
    post.querySelector("output").textContent = answer.message;
    return;
  }
  add_comment(answer.comment.post_id, answer.comment);
  form.reset();
  socket?.emit("comment_post", { comment_id: answer.comment.id });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.comment")) return;
  event.preventDefault();
  send_comment(event.target).catch(() => say_no_answer(event.target));
});

function connect() {
  const socket = io();
  watch_frames(socket.io.engine);
  socket.io.on("open", () => watch_frames(socket.io.engine)); // each reconnect has an engine of its own
  // What was missed while away does not come by itself; the page itself came with the comments so far.
  socket.on("connect", () => (shown === null ? load_notices() : take_notice()));
  socket.on("connect_error", (error) => show_frame("✕", "refused", error.message));
  socket.on("disconnect", () => {
    document.getElementById("here").textContent = "not connected · 연결이 끊김"; // who comes and goes is not told here
  });
  socket.on("comment_notice", take_notice);
  socket.on("request_notice", take_notice);
  socket.on("here", ({ nicknames }) => {
    document.getElementById("here").textContent = nicknames.join(", ");
  });
  socket.on("as_the_notes_did", ({ on }) => {
    broadcast_switch.checked = on;
  });
  return socket;
}

const socket = typeof io === "undefined" ? null : connect();
document.getElementById("no_script").hidden = socket !== null;
if (!socket) load_notices();

for (const button of document.querySelectorAll("button.ask")) {
  button.addEventListener("click", () => {
    socket?.emit("friend_request", { nickname: button.dataset.nickname }, () => {
      button.disabled = true;
      button.textContent = "Asked · 신청함";
    });
  });
}

broadcast_switch.addEventListener("change", () => {
  socket?.emit("as_the_notes_did", { on: broadcast_switch.checked });
});

document.getElementById("leave").addEventListener("click", () => socket?.disconnect());

document.getElementById("join").addEventListener("click", () => {
  if (!socket) return;
  socket.connect();
  watch_frames(socket.io.engine);
});

document.getElementById("old_version").addEventListener("click", async () => {
  const response = await fetch("/socket.io/?EIO=3&transport=polling");
  show_frame("✕", `${response.status}`, await response.text());
});
