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
  place(item);
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

// A reply stands below what it answers, and below the earlier replies to that; anything else at the end.
function place(item) {
  item.classList.toggle("is_reply", item.dataset.replyTo !== "");
  let above = find_comment(item.dataset.replyTo);
  const answered = above?.dataset.commentId;
  while (above && answers(above.nextElementSibling, answered)) above = above.nextElementSibling;
  if (above) above.after(item);
  else list.append(item);
}

function answers(item, id) {
  if (!item?.dataset.replyTo) return false;
  return item.dataset.replyTo === id || answers(find_comment(item.dataset.replyTo), id);
}

function allow(item) {
  const own = item.querySelector(".name").textContent === me;
  item.querySelector(".edit").hidden = !own;
  item.querySelector(".remove").hidden = !own && section.dataset.author !== me;
}

// The form writes a comment, a reply to another, or one's own comment anew: show which.
function write({ reply_to = "", changed = "", text = form.elements.text.value }) {
  const to = form.querySelector(".to");
  const parent = find_comment(reply_to)?.querySelector(".name").textContent;
  form.dataset.changed = changed;
  form.elements.reply_to.value = reply_to;
  form.elements.text.value = text;
  to.textContent = to.dataset.words.replace("{nickname}", parent);
  form.querySelector(".replying").hidden = reply_to === "";
  form.querySelector(".changing").hidden = changed === "";
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
  if (list) section.querySelector(".none").hidden = list.childElementCount > 0;
}

for (const item of list?.children ?? []) {
  allow(item);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = { text: form.elements.text.value, reply_to: form.elements.reply_to.value };
  const { changed } = form.dataset;
  write({ text: "" }); // at once: pressed twice it is one comment, and the next one can be begun
  try {
    if (changed) change_comment((await send("PATCH", `/comments/${changed}`, { text: sent.text })).comment);
    else show_comment((await send("POST", form.action, sent)).comment);
  } catch {
    const begun = form.elements.text.value;
    write({ ...sent, changed, text: begun ? `${sent.text}\n${begun}` : sent.text });
  }
});

function start_writing(event, what) {
  event.preventDefault();
  write(what);
  form.elements.text.focus();
}

section?.addEventListener("click", async (event) => {
  const item = event.target.closest("[data-comment-id]");
  const id = item?.dataset.commentId;
  if (event.target.matches(".reply")) start_writing(event, { reply_to: id, text: form.dataset.changed ? "" : undefined });
  else if (event.target.matches(".no_reply")) start_writing(event, {});
  else if (event.target.matches(".edit")) {
    start_writing(event, { changed: id, text: item.querySelector(".text").textContent });
  } else if (event.target.matches(".no_change")) start_writing(event, { text: "" });
  else if (event.target.matches(".remove") && confirm(section.dataset.confirm)) {
    await send("DELETE", `/comments/${id}`);
    drop_comment(id);
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
