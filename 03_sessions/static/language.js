// Shows the page in one language: the one that ?lang=en or ?lang=ko asks for, else the last choice, else the browser's.
// It runs in <head>, before anything is drawn. Without it both languages show.

/* exported inBoth, inLanguage */

const LANGUAGES = ["en", "ko"];

function findLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (LANGUAGES.includes(asked)) localStorage.setItem("language", asked);
  const wishes = [localStorage.getItem("language"), ...navigator.languages.map((name) => name.slice(0, 2))];
  return wishes.find((wish) => LANGUAGES.includes(wish)) ?? "en";
}

// Elements with a lang are hidden by style.css. A title, an option or an attribute has room for text only:
// there both languages stand as "English · 한국어", and one half is shown.
function showLanguage(language) {
  document.documentElement.lang = language;
  document.documentElement.dataset.language = language;
  for (const element of document.querySelectorAll("title, option, [aria-label], iframe[title]")) {
    const name = ["aria-label", "title"].find((attribute) => element.hasAttribute(attribute));
    element.dataset.both ??= name ? element.getAttribute(name) : element.textContent;
    if (name) element.setAttribute(name, inLanguage(element.dataset.both));
    else element.textContent = inLanguage(element.dataset.both);
  }
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", button.lang === language);
  }
}

// Return the reader's half of "English · 한국어".
function inLanguage(message) {
  const [english, korean = english] = message.split(" · ");
  return document.documentElement.lang === "ko" ? korean : english;
}

// Return an element for each half of "English · 한국어": one of them shows, also after the reader has switched.
function inBoth(message) {
  const [english, korean = english] = message.split(" · ");
  return [["en", english], ["ko", korean]].map(([lang, textContent]) => {
    return Object.assign(document.createElement("span"), { lang, textContent });
  });
}

showLanguage(findLanguage());
document.addEventListener("DOMContentLoaded", () => showLanguage(document.documentElement.lang));

document.addEventListener("click", ({ target }) => {
  if (!target.matches(".languages button")) return;
  localStorage.setItem("language", target.lang);
  const url = new URL(location);
  url.searchParams.delete("lang"); // else a reload would ask for it again
  if (url.href !== location.href) history.replaceState(history.state, "", url);
  showLanguage(target.lang);
});
