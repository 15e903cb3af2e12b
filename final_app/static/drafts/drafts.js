// What is written and not sent yet survives a reload, a way to another page and the end of the login. It is kept in this
// browser, for its writer only, until it is sent or they log out.

const KEPT = "draft:";
const MILLISECONDS = 7 * 24 * 60 * 60 * 1000;
const LEAVING = "form[action$='/logout'], form[action$='/secession']";
const TEXTS = "textarea[name=content_txt], textarea[name=text]";

export function setUpDrafts() {
  deleteDrafts((draft) => draft.writer !== writer() || Date.now() - draft.at > MILLISECONDS);
  for (const field of document.querySelectorAll(TEXTS)) {
    restore(field);
    field.form.addEventListener("input", () => saveDraft(field.form));
  }
  document.addEventListener("submit", ({ target, submitter }) => {
    if (target.matches(LEAVING) || submitter?.matches("[name=end][value=all]")) deleteDrafts(() => true);
  });
}

function writer() {
  return document.body.dataset.nickname;
}

function keyOf(form) {
  return KEPT + new URL(form.action).pathname;
}

// Keep what is in the field of a form, unless it is what the page came with.
export function saveDraft(form) {
  const field = form.querySelector(TEXTS);
  if (field.value === field.defaultValue || form.dataset.editing) return forgetDraft(form);
  const { reply_to: replyTo, audience } = form.elements;
  const draft = { writer: writer(), at: Date.now(), text: field.value, before: field.defaultValue };
  Object.assign(draft, { replyTo: replyTo?.value, audience: audience?.value });
  return store((storage) => storage.setItem(keyOf(form), JSON.stringify(draft)));
}

export function forgetDraft(form) {
  form.querySelector(".draft_kept")?.remove();
  return store((storage) => storage.removeItem(keyOf(form)));
}

// Put a draft back, unless the page comes with another text than it was begun with, or the browser has put it back.
function restore(field) {
  const draft = store((storage) => JSON.parse(storage.getItem(keyOf(field.form))));
  if (!draft || ![draft.before, ""].includes(field.defaultValue) || field.value !== field.defaultValue) return;
  field.form.dispatchEvent(new CustomEvent("draft", { detail: draft.replyTo }));
  if (draft.audience) field.form.elements.audience.value = draft.audience;
  field.value = draft.text;
  field.dispatchEvent(new Event("input"));
  offerToDiscard(field);
}

function offerToDiscard(field) {
  const words = field.form.querySelector(".draft_words").content.firstElementChild.cloneNode(true);
  words.querySelector("button").addEventListener("click", () => {
    field.value = field.defaultValue;
    field.dispatchEvent(new Event("input"));
    forgetDraft(field.form);
    field.focus();
  });
  field.closest(".field").append(words);
}

function deleteDrafts(isOld) {
  store((storage) => {
    for (const key of Object.keys(storage).filter((one) => one.startsWith(KEPT))) {
      if (isOld(JSON.parse(storage.getItem(key)))) storage.removeItem(key);
    }
  });
}

// Some browsers have no storage, or none left: then there are no drafts.
function store(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
