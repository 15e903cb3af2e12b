// A notification in words, and as a row of the list. What people wrote stays text.

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}]/u;

// Return a name for use within a sentence: if it runs from right to left, the rest of the line does not turn.
export function isolate(name) {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}

// Return what a notification says, in the language of the page.
export function say({ kind, actor }) {
  const words = document.getElementById("news").getAttribute(`data-${kind.replace("_", "-")}`);
  return words.replace("{nickname}", () => isolate(actor.nickname));
}

export function makeRow(notification) {
  const row = document.createElement("li");
  row.dataset.noticeId = notification.id;
  row.className = "new";
  row.append(makeFace(notification.actor), makeWords(notification));
  return row;
}

function makeWords(notification) {
  const words = document.createElement("p");
  const link = document.createElement("a");
  link.href = notification.url;
  link.textContent = say(notification);
  words.append(link);
  if (notification.text) {
    const quote = document.createElement("q");
    quote.dir = "auto";
    quote.textContent = notification.text;
    words.append(" ", quote);
  }
  return words;
}

function makeFace({ nickname, profile_img: picture }) {
  const face = document.createElement(picture ? "img" : "span");
  face.className = "face";
  if (picture) {
    face.src = `${picture}?size=thumb`;
    face.alt = "";
  } else {
    face.textContent = [...nickname][0];
    face.setAttribute("aria-hidden", "true");
  }
  return face;
}
