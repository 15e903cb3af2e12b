// How many notifications are unread: in the bar and in the title, so that it is seen from another tab, too.

const MOST_SHOWN = 99;

export function showUnread(unread) {
  const dot = document.getElementById("notice_dot");
  const readAll = document.getElementById("read_all");
  const count = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
  dot.hidden = unread === 0;
  dot.querySelector(".count").textContent = count;
  document.title = (unread > 0 ? `(${count}) ` : "") + document.title.replace(/^\(\d+\+?\) /, "");
  if (readAll) readAll.hidden = unread === 0;
}
