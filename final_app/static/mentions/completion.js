// A mention is completed while one types it: the people who may be meant are listed below the field.

import { loadJson } from "../http.js";
import { close, getChosen, isOpen, move, onChosen, open } from "./list.js";

const FIELDS = 'textarea[name="content_txt"], textarea[name="text"]';
// As links.py has it, without looking behind, which older phones cannot.
const NAME_AT_CARET = /(?:^|[^\p{L}\p{M}\p{N}_@＠./])(?<mention>[@＠](?<typed>[\p{L}\p{M}\p{N}_]{0,20}))$/u;
const PAUSE = 120; // milliseconds without a key before the server is asked
let latest = 0; // the number of the last question: earlier answers are too late
let doneAt = -1; // where the mention begins that was chosen or dismissed

export function setUpCompletion() {
  for (const event of ["input", "click"]) document.addEventListener(event, ({ target }) => look(target));
  document.addEventListener("keydown", handleKey, true); // before anything else takes the key
  document.addEventListener("focusout", stop);
  onChosen(choose);
}

// Return where the mention at the caret begins, and what is typed of it; null if there is none.
function findMention(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  const { mention, typed } = NAME_AT_CARET.exec(field.value.slice(0, field.selectionStart))?.groups ?? {};
  return mention ? { start: field.selectionStart - mention.length, typed } : null;
}

function look(field) {
  if (!field.matches?.(FIELDS)) return;
  latest += 1;
  const mention = findMention(field);
  if (mention?.start !== doneAt) doneAt = -1;
  if (!mention || mention.start === doneAt) close();
  else suggest(field, mention.typed, latest);
}

async function suggest(field, typed, question) {
  await new Promise((resume) => setTimeout(resume, PAUSE));
  if (question !== latest) return;
  const answer = await loadJson(`/people/complete?search=${encodeURIComponent(typed)}`);
  if (question === latest && document.activeElement === field) open(field, answer?.people ?? [], typed);
}

function stop() {
  latest += 1;
  close();
}

// While a syllable is being composed, its keys belong to the input method.
function handleKey(event) {
  const isOurs = isOpen() && !event.isComposing && event.keyCode !== 229;
  const act = isOurs && !hasModifier(event) && findAction(event.key);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function hasModifier(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}

// Return what a key does to the list, or null: without a chosen person Enter ends the line.
function findAction(key) {
  const chosen = getChosen();
  const choice = chosen && (() => choose(chosen));
  return { ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: dismiss, Enter: choice, Tab: choice }[key];
}

function dismiss() {
  doneAt = findMention(document.activeElement)?.start ?? -1;
  stop();
}

// In Korean a word goes on right behind a name, so no space is added.
function choose(nickname) {
  const field = document.activeElement;
  const mention = findMention(field);
  stop();
  if (!mention) return;
  doneAt = mention.start;
  const space = document.documentElement.lang === "ko" ? "" : " ";
  field.setRangeText(`@${nickname}${space}`, mention.start, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
