// A page whose login has ended, by logging out elsewhere or by a moderator, shows nothing private any more.

// Show the way to log in, and back to this page, in place of all that the page has.
export function endLogin() {
  const view = document.getElementById("login_ended")?.content;
  if (!view) return;
  const main = document.getElementById("main");
  main.replaceChildren(view.cloneNode(true));
  main.querySelector("a").search = new URLSearchParams({ next: location.pathname + location.search });
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  document.querySelectorAll(".top nav, .account, dialog, #login_ended").forEach((part) => part.remove());
  document.querySelectorAll(".toast p").forEach((message) => message.replaceChildren());
  document.title = `${main.querySelector("h1").textContent} · Maru`;
  delete document.body.dataset.nickname;
  globalThis.socket?.disconnect();
  delete document.documentElement.dataset.connection; // there is none to wait for
  main.querySelector("h1").focus();
}
