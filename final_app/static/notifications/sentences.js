// A notification in words. What people wrote stays text.

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
