// The form below the comments: it writes a comment, a reply to one, or changes one's own.

import { saveDraft } from "../drafts/drafts.js";
import { parseHtml, send } from "../http.js";
import { makeKey } from "../ids.js";
import { findComment, showHtml } from "./thread.js";

const section = document.getElementById("comments");
const form = section?.querySelector("form.comment");

export function setUpForm() {
  form.addEventListener("submit", submit);
  form.addEventListener("draft", ({ detail }) => fill({ replyTo: detail }));
  section.addEventListener("click", (event) => {
    const draft = makeDraft(event.target);
    if (!draft) return;
    event.preventDefault();
    fill(draft);
    form.elements.text.focus();
  });
}

// Return what the form is to hold after a press on this element, or null if it is about something else.
function makeDraft(element) {
  const item = element.closest("[data-comment-id]");
  const isEditing = Boolean(form.dataset.editing);
  if (element.matches(".reply")) return { replyTo: item.dataset.commentId, text: isEditing ? "" : undefined };
  if (element.matches(".edit")) return { editing: item.dataset.commentId, text: item.querySelector(".text").textContent };
  if (element.matches(".no_reply")) return {};
  if (element.matches(".no_change")) return { text: "" };
  return null;
}

function fill({ replyTo = "", editing = "", text = form.elements.text.value }) {
  form.dataset.editing = editing;
  form.elements.reply_to.value = replyTo;
  form.elements.text.value = text;
  const to = form.querySelector(".to");
  to.textContent = to.dataset.words.replace("{nickname}", () => findComment(replyTo)?.dataset.author ?? "…");
  form.querySelector(".replying").hidden = replyTo === "";
  form.querySelector(".changing").hidden = editing === "";
}

async function submit(event) {
  event.preventDefault();
  const { text, reply_to: replyTo, once } = form.elements;
  const draft = { text: text.value, replyTo: replyTo.value, editing: form.dataset.editing, key: once.value };
  fill({ text: "" }); // at once, so that a second press sends nothing and the next comment can be begun
  once.value = makeKey();
  try {
    showOwn((await save(draft)).html);
  } catch (error) {
    const begun = text.value;
    fill({ ...draft, text: begun ? `${draft.text}\n${begun}` : draft.text });
    once.value = draft.key; // there may be no more than no answer: sent again it is the same comment
    if (error.status === 401 && !draft.editing) form.submit(); // the login has ended: the server keeps the text
  }
  saveDraft(form); // none is left of what has been sent
}

// One's own comment is the newest: where others are missing before it, the page with both is shown.
function showOwn(html) {
  const { hash, href } = parseHtml(html).querySelector("a.here");
  showHtml(html);
  const own = findComment(hash.slice("#comment-".length));
  if (own) own.scrollIntoView({ block: "nearest" }); // a reply stands far above the form
  else location.assign(href);
}

function save({ text, replyTo, editing, key }) {
  if (editing) return send("PATCH", `/comments/${editing}`, { text });
  return send("POST", form.action, { text, reply_to: replyTo }, key);
}
