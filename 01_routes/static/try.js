// The try-it page: sends what the form says by fetch, and shows request and answer as text.

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const text = (content_txt) => JSON.stringify({ content_txt });

const PRESETS = [
  { name: "list · 목록", method: "GET", url: "/content_submit" },
  { name: "create · 쓰기", method: "POST", url: "/content_submit", type: JSON_TYPE, body: text("My first post · 첫 글") },
  { name: "show · 보기", method: "GET", url: "/content_submit/1" },
  { name: "replace · 바꾸기", method: "PUT", url: "/content_submit/1", type: JSON_TYPE, body: text("A new text · 새 글") },
  { name: "change · 고치기", method: "PATCH", url: "/content_submit/1", type: JSON_TYPE, body: text("Mended · 고친 글") },
  { name: "delete · 지우기", method: "DELETE", url: "/content_submit/1" },
  { name: "as a form · 폼처럼", method: "POST", url: "/content_submit", type: FORM_TYPE, body: "content_txt=hello" },
  { name: "OPTIONS", method: "OPTIONS", url: "/content_submit/1" },
  { name: "HEAD", method: "HEAD", url: "/content_submit" },
  { name: "400", method: "POST", url: "/content_submit", type: JSON_TYPE, body: text(" ") },
  { name: "404", method: "GET", url: "/content_submit/99" },
  { name: "405", method: "DELETE", url: "/content_submit" },
  { name: "415", method: "POST", url: "/content_submit", type: "text/plain", body: "hello" },
];

const form = document.getElementById("request");
const sent = document.getElementById("sent");
const answer = document.getElementById("answer");

for (const preset of PRESETS) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = preset.name;
  button.addEventListener("click", () => {
    form.elements.method.value = preset.method;
    form.elements.url.value = preset.url;
    form.elements.type.value = preset.type ?? "";
    form.elements.body.value = preset.body ?? "";
    form.requestSubmit();
  });
  const item = document.createElement("li");
  item.append(button);
  document.getElementById("presets").append(item);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { method, url, type, body } = Object.fromEntries(new FormData(form));
  const carries_body = method !== "GET" && method !== "HEAD" && body !== "";
  const headers = carries_body && type ? { "Content-Type": type } : {};
  sent.textContent = [`${method} ${url}`, ...list_headers(Object.entries(headers)), "", carries_body ? body : ""].join("\n");
  try {
    const response = await fetch(url, { method, headers, body: carries_body ? new Blob([body]) : undefined });
    const lines = [`${response.status} ${response.statusText}`, ...list_headers(response.headers), "", await response.text()];
    answer.textContent = lines.join("\n");
  } catch {
    answer.textContent = "No answer: is the server running?\n응답이 없어요. 서버가 켜져 있나요?";
  }
  answer.scrollIntoView({ block: "nearest" }); // on a phone it is below the fold
});

function list_headers(headers) {
  return [...headers].map(([name, value]) => `${name}: ${value}`);
}

document.getElementById("by_form").addEventListener("submit", (event) => {
  const written = event.target.getAttribute("method");
  document.getElementById("form_sent").textContent =
    `Written: ${written}. Sent: ${event.target.method.toUpperCase()}. · 적은 것: ${written}. 보낸 것: ${event.target.method.toUpperCase()}.`;
});
