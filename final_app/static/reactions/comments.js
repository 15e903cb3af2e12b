// Comments without a reload: one's own at once, those of others live; each is there once, by its id.

const section = document.getElementById("comments");
const list = section?.querySelector("ol.comments");
const form = section?.querySelector("form.comment");

function find_comment(id) {
  return list?.querySelector(`[data-comment-id="${CSS.escape(id)}"]`);
}

function show_comment(comment) {
  if (!list || comment.post_id !== section.dataset.postId || find_comment(comment.id)) return;
  const item = section.querySelector("template").content.firstElementChild.cloneNode(true);
  item.id = `comment-${comment.id}`;
  item.dataset.commentId = comment.id;
  item.dataset.replyTo = comment.reply_to ?? "";
  const name = item.querySelector(".name");
  name.textContent = comment.author.nickname;
  name.href = `/user/${encodeURIComponent(comment.author.nickname)}`;
  item.querySelector(".face").replaceWith(make_face(comment.author));
  show_text(item.querySelector(".text"), comment.text);
  item.querySelector(".reply").href = `?reply_to=${comment.id}#text`;
  const time = item.querySelector("time");
  time.dateTime = comment.created_at;
  show_time(time);
  place_reply(item);
  list.append(item);
  allow(item);
  section.querySelector(".none").hidden = true;
}

function make_face({ nickname, profile_img }) {
  const face = document.createElement(profile_img ? "img" : "span");
  face.className = "face";
  if (profile_img) {
    face.src = `${profile_img}?size=thumb`;
    face.alt = "";
  } else {
    face.textContent = nickname[0];
    face.setAttribute("aria-hidden", "true");
  }
  return face;
}

function place_reply(item) {
  item.classList.toggle("is_reply", item.dataset.replyTo !== "");
}

function allow(item) {
  const own = item.querySelector(".name").textContent === me;
  item.querySelector(".edit").hidden = !own;
  item.querySelector(".remove").hidden = !own && section.dataset.author !== me;
}

function answer_to(id) {
  form.elements.reply_to.value = id;
  form.querySelector(".replying").hidden = id === "";
  form.elements.text.focus();
}

function show_count(post_id, count) {
  for (const place of of_post(post_id, ".comment_count")) place.textContent = count;
}

async function load_comments(post_id) {
  if (section?.dataset.postId !== post_id) return;
  const answer = await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
  if (answer.result === "success") answer.comments.forEach(show_comment);
}

function change_comment({ id, text }) {
  const item = find_comment(id);
  if (!item) return;
  show_text(item.querySelector(".text"), text);
  item.querySelector(".edited").hidden = false;
}

function drop_comment(id) {
  find_comment(id)?.remove();
  for (const reply of list?.querySelectorAll(`[data-reply-to="${CSS.escape(id)}"]`) ?? []) reply.remove();
}

for (const item of list?.children ?? []) {
  place_reply(item);
  allow(item);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const data = { text: form.elements.text.value, reply_to: form.elements.reply_to.value };
  const { comment } = await send("POST", form.action, data);
  show_comment(comment);
  form.elements.text.value = "";
  form.elements.reply_to.value = "";
  form.querySelector(".replying").hidden = true;
});

section?.addEventListener("click", async (event) => {
  const item = event.target.closest("[data-comment-id]");
  if (event.target.matches(".reply, .no_reply")) {
    event.preventDefault();
    answer_to(item?.dataset.commentId ?? "");
  } else if (event.target.matches(".edit")) {
    const text = prompt(section.dataset.prompt, item.querySelector(".text").textContent);
    if (text) change_comment((await send("PATCH", `/comments/${item.dataset.commentId}`, { text })).comment);
  } else if (event.target.matches(".remove") && confirm(section.dataset.confirm)) {
    await send("DELETE", `/comments/${item.dataset.commentId}`);
    drop_comment(item.dataset.commentId);
  }
});

socket?.on("comment_added", (comment) => {
  show_comment(comment);
  show_count(comment.post_id, comment.comment_count);
});
socket?.on("comment_changed", change_comment);
socket?.on("comment_removed", ({ id, post_id, comment_count }) => {
  drop_comment(id);
  show_count(post_id, comment_count);
});
