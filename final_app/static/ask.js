// A question before what cannot be undone, in the page's own words and language.

const dialog = document.getElementById("ask");

// Ask, and return whether the answer is yes; label: what the button for it says.
export function ask(question, label) {
  dialog.querySelector("p").textContent = question;
  dialog.querySelector("[value=yes]").textContent = label;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector(".quiet").focus(); // Enter alone deletes nothing
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}
