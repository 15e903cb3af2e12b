// Notices: the dot in every tab, the newest one told politely; after a reconnect, what was missed.

const dot = document.getElementById("notice_dot");
const news = document.getElementById("news");
const notice_list = document.getElementById("notices");
let hush = 0;
let last_notice = notice_list?.dataset.last ?? "";

function show_unread(unread) {
  dot.hidden = unread === 0;
  dot.querySelector(".count").textContent = unread;
  const read_all = document.getElementById("read_all");
  if (read_all) read_all.hidden = unread === 0;
  if (unread === 0) for (const item of notice_list?.children ?? []) item.classList.remove("new");
}

function say(notice) {
  return news.getAttribute(`data-${notice.kind.replace("_", "-")}`).replace("{nickname}", notice.actor.nickname);
}

function make_notice_div(notice) {
  const item = document.createElement("li");
  item.dataset.noticeId = notice.id;
  item.className = "new";
  const link = document.createElement("a");
  link.href = notice.url;
  link.textContent = say(notice);
  const words = document.createElement("p");
  words.append(link);
  if (notice.text) {
    const quote = document.createElement("q");
    quote.textContent = notice.text;
    words.append(" ", quote);
  }
  item.append(make_face(notice.actor), words);
  return item;
}

function take_notice(notice) {
  if (notice.id > last_notice) last_notice = notice.id;
  if (notice_list && !notice_list.querySelector(`[data-notice-id="${notice.id}"]`)) {
    notice_list.prepend(make_notice_div(notice));
  }
}

for (const event of ["request_notice", "like_notice", "comment_notice", "mention_notice"]) {
  socket?.on(event, (notice) => {
    take_notice(notice);
    show_unread(notice.unread);
    news.textContent = say(notice);
    clearTimeout(hush);
    hush = setTimeout(() => news.replaceChildren(), 8000);
  });
}

socket?.on("notices_read", ({ unread }) => show_unread(unread));

socket?.on("connect", async () => {
  const missed = last_notice ? `/notice?after=${last_notice}` : "/notice";
  const answer = await (await fetch(missed, { headers: { Accept: "application/json" } })).json();
  if (answer.result !== "success") return;
  if (last_notice) answer.notices.forEach(take_notice);
  else last_notice = answer.notices[0]?.id ?? "";
  show_unread(answer.unread);
});

document.getElementById("read_all")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  show_unread((await send("POST", event.target.action, { all: true })).unread);
});
