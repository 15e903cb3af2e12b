// The page about the cookie: keeps copies of it in localStorage, and shows that scripts can't read the cookie itself.

document.getElementById("document_cookie").textContent = JSON.stringify(document.cookie);

const keepButton = document.getElementById("keep_cookie");
const keptList = document.querySelector("#kept_cookies ul");
const copyForm = document.getElementById("copy_cookie");
const storageKey = `kept ${keepButton.dataset.name}`; // each stage has its own cookie

function readKept() {
  return JSON.parse(localStorage.getItem(storageKey) ?? "[]");
}

function showKept() {
  const kept = readKept();
  document.getElementById("kept_cookies").hidden = kept.length === 0;
  keptList.replaceChildren(...kept.map(makeItem));
}

function makeItem({ nickname, time, cookie }) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...inBoth("Send this copy · 이 쿠키 보내기"));
  button.addEventListener("click", () => {
    copyForm.elements.cookie.value = cookie;
    copyForm.requestSubmit();
  });
  const item = document.createElement("li");
  item.className = "row";
  item.append(`${nickname}, ${new Date(time).toLocaleTimeString()} `, button);
  return item;
}

keepButton.addEventListener("click", () => {
  const { nickname } = keepButton.dataset;
  const cookie = document.getElementById("own_cookie").textContent; // the server wrote it there: see HttpOnly
  const others = readKept().filter((kept) => kept.cookie !== cookie);
  localStorage.setItem(storageKey, JSON.stringify([...others, { nickname, time: Date.now(), cookie }].slice(-6)));
  showKept();
});

showKept();
