// Fields for pictures: chosen, pasted or dropped; large ones are replaced by smaller ones, each is shown before it is sent.

import { setUpDrop } from "./drop.js";
import { addRow, clearRows, draw, move, nameRows, rowsIn, setUpRows } from "./previews.js";
import { canDecode, shrink } from "./shrink.js";

const works = new WeakMap(); // of each field, the promise that its pictures are ready
const files = new WeakMap(); // of each new row, its picture
const waiting = new WeakSet(); // forms that are sent as soon as their pictures are ready

export function setUpPickers() {
  document.querySelectorAll(".picker").forEach(setUpPicker);
  document.addEventListener("submit", waitForPictures, true);
}

function setUpPicker(picker) {
  const input = inputOf(picker);
  input.classList.add("unseen"); // its own button speaks the browser's language
  picker.querySelector(".pick").hidden = false;
  picker.querySelector(".descriptions")?.remove(); // each preview has a field of its own
  setUpRows(picker);
  input.addEventListener("change", () => choose(picker, [...input.files]));
  picker.addEventListener("keydown", keepOpen);
  picker.addEventListener("click", (event) => press(picker, event.target));
  picker.addEventListener("change", ({ target }) => target.type === "checkbox" && update(picker));
  if (picker.dataset.most > 1) setUpDrop(input.form, (dropped) => addFiles(picker, dropped));
  if (input.files.length > 0) addFiles(picker, [...input.files]); // before the script had loaded
}

// Enter in a description does not send the post that is still being written.
function keepOpen(event) {
  if (event.key === "Enter" && event.target.matches("[maxlength]")) event.preventDefault();
}

function inputOf(picker) {
  return picker.querySelector("input[type=file]");
}

// A new choice adds to the one before it, as each can be removed. None, as when it is cancelled, changes nothing.
function choose(picker, chosen) {
  if (chosen.length > 0) addFiles(picker, chosen);
  else update(picker);
}

// Show pictures at once, then make them ready to be sent, one after another: each takes much memory while it is open.
export function addFiles(picker, chosen) {
  const { most, preparing, tooMany } = picker.dataset;
  if (most === "1") clearRows(picker);
  const room = most === "1" ? 1 : most - rowsIn(picker).filter(isKept).length;
  const added = chosen.slice(0, room).map((file) => [addRow(picker, file.name), file]);
  say(picker, added.length > 0 ? preparing : "");
  const work = (works.get(picker) ?? Promise.resolve()).then(() => prepareAll(picker, added)).then((problem) => {
    if (works.get(picker) === work) works.delete(picker);
    update(picker, chosen.length > room ? tooMany : problem);
  });
  works.set(picker, work);
  return work;
}

// Return what is wrong with the pictures that cannot be sent, or "".
async function prepareAll(picker, added) {
  let problem = "";
  for (const [row, file] of added) {
    const ready = await shrink(file, acceptedBy(picker)).catch(() => file);
    if (acceptedBy(picker).includes(ready.type) || (await canDecode(ready))) {
      files.set(row, ready);
      await draw(row, ready);
    } else {
      row.remove();
      problem = `${file.name}: ${/hei[cf]/i.test(file.type + file.name) ? picker.dataset.heic : picker.dataset.noPicture}`;
    }
  }
  return problem;
}

function acceptedBy(picker) {
  return inputOf(picker).accept.split(",");
}

function isKept(row) {
  return !row.hidden && !row.querySelector("[type=checkbox]:checked");
}

// The field has the pictures of the rows, in their order.
function update(picker, problem = "") {
  const input = inputOf(picker);
  const fresh = rowsIn(picker).filter((row) => files.has(row));
  input.files = listOf(fresh.map((row) => files.get(row)));
  nameRows(picker);
  const fault = findFault(picker, input.files);
  input.setCustomValidity(fault);
  say(picker, fault || problem || fresh.map((row) => row.dataset.name).join(", "), Boolean(fault || problem));
}

function listOf(pictures) {
  const transfer = new DataTransfer();
  pictures.forEach((picture) => transfer.items.add(picture));
  return transfer.files;
}

// Return what is wrong with the pictures, or "": before they are sent, which may take long.
function findFault(picker, pictures) {
  const { most, tooMany, bytes, tooLarge, together, tooMuch } = picker.dataset;
  const sizes = [...pictures].map((picture) => picture.size);
  if (rowsIn(picker).filter(isKept).length > most) return tooMany;
  if (sizes.some((size) => size > bytes)) return tooLarge;
  return sizes.reduce((sum, size) => sum + size, 0) > together ? tooMuch : "";
}

function say(picker, text, isFault = false) {
  const chosen = picker.querySelector(".chosen");
  chosen.textContent = text;
  chosen.classList.toggle("wrong", isFault);
}

function press(picker, button) {
  const row = button.closest(".preview");
  if (button.matches(".earlier, .later")) {
    const place = move(row, button.matches(".later"), button);
    update(picker);
    say(picker, place);
  } else if (button.matches(".remove_picture")) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (picker.dataset.most === "1") clearRows(picker); // shows the one before it again
    update(picker);
    say(picker, picker.dataset.removed.replace("{name}", () => row.dataset.name));
    (next?.querySelector(".remove_picture, [type=checkbox]") ?? inputOf(picker)).focus();
  }
}

// A form that is sent too early is sent once its pictures are ready.
async function waitForPictures(event) {
  const form = event.target;
  const begun = [...form.querySelectorAll(".picker")].map((picker) => works.get(picker)).filter(Boolean);
  if (begun.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  if (waiting.has(form)) return;
  waiting.add(form);
  await Promise.all(begun);
  waiting.delete(form);
  form.requestSubmit(event.submitter);
}
