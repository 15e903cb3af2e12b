// Addresses, #hashtags and @mentions in a text as links, by the same rules as final_app/text.py has for whole pages.

const MARKS = "\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0900-\\u0dff\\u0e00-\\u0eff\\u1000-\\u109f";
const LETTER = "\\p{L}\\p{N}_";
const WORD = `[${LETTER}][${LETTER}${MARKS}]*`;
const ADDRESS = `https?://[^\\s<>"]*[^\\s<>".,:;!?)\\]']`;
const HASHTAG = `(?<![${LETTER}${MARKS}#&/])#${WORD}`;
const MENTION = `(?<![${LETTER}${MARKS}@/.])@${WORD}`;
const LINK = new RegExp(`(?<url>${ADDRESS})|(?<tag>${HASHTAG})|(?<name>${MENTION})`, "gu");

// Put a text in the place of what an element holds; whatever someone wrote stays text.
function show_text(element, text) {
  let end = 0;
  element.replaceChildren();
  for (const match of text.matchAll(LINK)) {
    element.append(text.slice(end, match.index), make_link(match));
    end = match.index + match[0].length;
  }
  element.append(text.slice(end));
}

function make_link({ 0: piece, groups }) {
  const link = document.createElement("a");
  link.textContent = piece;
  link.href = piece;
  if (groups.tag) link.href = `/search?search=${encodeURIComponent(piece)}`;
  if (groups.name) link.href = `/user/${encodeURIComponent(piece.slice(1))}`;
  link.rel = "nofollow noopener";
  link.className = `link_${Object.keys(groups).find((kind) => groups[kind])}`;
  return link;
}
