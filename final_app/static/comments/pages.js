// Older and newer comments come into the page, which stays where it is; and a link to a comment leads to it.

import { focusOn } from "../focus.js";
import { loadPage } from "../http.js";
import { findComment, readComments, showAll } from "./thread.js";

const section = document.getElementById("comments");
const list = section?.querySelector("ol.comments");

export function setUpPages() {
  section.addEventListener("click", (event) => {
    const way = event.target.closest("p.older a, p.newer a");
    const here = event.target.closest("a.here");
    if (way) event.preventDefault();
    if (way) loadMore(way);
    if (here && goTo(here.hash)) event.preventDefault();
  });
  window.addEventListener("hashchange", followHash);
  followHash();
}

async function loadMore(way) {
  const isOlder = way.closest("p").matches(".older");
  const neighbour = isOlder ? list.firstElementChild : list.lastElementChild;
  const page = await loadPage(way.href);
  if (!page?.getElementById("comments")) {
    const status = document.getElementById("status");
    status.textContent = status.dataset.noAnswer;
    return;
  }
  const count = list.childElementCount;
  keepPlace(neighbour, () => {
    showAll(readComments(page));
    showWay(page, isOlder ? "older" : "newer");
  });
  say(isOlder ? section.dataset.older : section.dataset.newer, list.childElementCount - count);
  focusOn(isOlder ? neighbour : (neighbour.nextElementSibling ?? neighbour));
}

// Show the page of comments that has this one in place of those that are shown.
export async function bringComment(id) {
  const page = await loadPage(`${section.querySelector("form.comment").action}?comment=${id}`);
  if (!page?.querySelector(`[data-comment-id="${CSS.escape(id)}"]`)) return;
  list.replaceChildren();
  showAll(readComments(page));
  showWay(page, "older");
  showWay(page, "newer");
}

// Change what is above an element, and leave it where it is on the screen.
function keepPlace(element, change) {
  const { top } = element.getBoundingClientRect();
  change();
  scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
}

// Lead to older or newer comments as a page does that ends where this one ends now.
export function showWay(page, kind) {
  const fresh = page.querySelector(`#comments p.${kind}`);
  section.querySelector(`p.${kind}`)?.remove();
  if (!fresh) return;
  if (kind === "older") list.before(fresh);
  else list.after(fresh);
}

function say(words, count) {
  section.querySelector(".said").textContent = words.replace("{count}", count);
}

// A link to a comment from before, or from elsewhere, may lead to a page that does not have it.
function followHash() {
  const { hash } = location;
  if (!/^#comment-[0-9a-f]{24}$/.test(hash) || goTo(hash)) return;
  const id = hash.slice("#comment-".length);
  const isAskedFor = new URLSearchParams(location.search).get("comment") === id;
  if (!isAskedFor) location.replace(`/content_submit/${section.dataset.postId}?comment=${id}${hash}`);
}

// Show where a comment is, and return whether the page has it.
function goTo(hash) {
  const item = findComment(hash.slice("#comment-".length));
  if (!item) return false;
  if (location.hash !== hash) history.pushState(null, "", hash);
  list.querySelector(".sought")?.classList.remove("sought");
  item.classList.add("sought");
  item.scrollIntoView({ block: "center" });
  focusOn(item);
  return true;
}
