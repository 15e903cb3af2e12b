// Send the form of a post by script: its progress is shown, and what is written and chosen stays if it fails.

import { forgetDraft } from "../drafts/drafts.js";
import { makeKey } from "../ids.js";
import { clearRows } from "./previews.js";

export function setUpUploads() {
  for (const form of document.querySelectorAll("form[data-then]")) form.addEventListener("submit", submit);
}

async function submit(event) {
  const form = event.target;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  clearErrors(form);
  showSending(form, true);
  const { status, answer } = await post(form);
  showSending(form, false);
  if (answer?.result === "success") leave(form);
  else if (status === 401) sendWithoutPictures(form);
  else showErrors(form, answer ?? { message: form.querySelector(".failed").dataset.noAnswer });
}

// Fetch cannot tell how much has been sent.
function post(form) {
  const bar = form.querySelector("progress");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (loaded < total) bar.value = (100 * loaded) / total;
      else bar.removeAttribute("value"); // the server is at work
    });
    request.addEventListener("loadend", () => done({ status: request.status, answer: request.response }));
    request.send(new FormData(form));
  });
}

function showSending(form, isSending) {
  form.ariaBusy = String(isSending);
  form.querySelector(".sending").hidden = !isSending;
  form.querySelector("progress").value = 0;
  form.querySelector("textarea").readOnly = isSending;
  form.querySelector("button:not([type])").disabled = isSending;
}

// Back in the history the form is empty, and what is written in it then is something new.
function leave(form) {
  forgetDraft(form);
  form.reset();
  form.elements.once.value = makeKey();
  form.querySelectorAll(".picker").forEach(clearRows);
  location.assign(form.dataset.then);
}

// The login has ended: the server keeps the text, and leads to the login page.
function sendWithoutPictures(form) {
  for (const input of form.querySelectorAll("input[type=file]")) input.value = "";
  form.submit();
}

function showErrors(form, { message, errors = {} }) {
  const wrong = Object.entries(errors).filter(([name, text]) => mark(form.querySelector(`[name="${CSS.escape(name)}"]`), text));
  const failed = form.querySelector(".failed");
  failed.textContent = message;
  failed.hidden = wrong.length > 0;
  if (wrong.length > 0) form.querySelector("[aria-invalid]").focus();
  else failed.scrollIntoView({ block: "nearest" });
}

function mark(field, text) {
  if (!field) return false;
  field.setAttribute("aria-invalid", "true");
  const words = document.createElement("p");
  words.className = "wrong";
  words.id = `${field.name}_wrong`;
  words.textContent = text;
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ")).add(words.id);
  field.setAttribute("aria-describedby", [...ids].join(" ").trim());
  field.closest("label, .field").after(words);
  return true;
}

function clearErrors(form) {
  form.querySelector(".failed").hidden = true;
  form.querySelectorAll("p.wrong").forEach((words) => words.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}
