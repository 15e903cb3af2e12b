// The try-it page: sends what the form says by fetch, and shows request and response as text.

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const asJson = (text) => JSON.stringify({ content_txt: text });

const PRESETS = [
  { name: "list · 목록", method: "GET", url: "/content_submit" },
  { name: "create · 쓰기", method: "POST", url: "/content_submit", type: JSON_TYPE, body: asJson("My first post · 첫 글") },
  { name: "show · 보기", method: "GET", url: "/content_submit/1" },
  { name: "replace · 바꾸기", method: "PUT", url: "/content_submit/1", type: JSON_TYPE, body: asJson("A new text · 새 내용") },
  { name: "change · 수정", method: "PATCH", url: "/content_submit/1", type: JSON_TYPE, body: asJson("Edited · 수정한 내용") },
  { name: "delete · 삭제", method: "DELETE", url: "/content_submit/1" },
  { name: "as a form · 폼 형식", method: "POST", url: "/content_submit", type: FORM_TYPE, body: "content_txt=hello" },
  { name: "OPTIONS", method: "OPTIONS", url: "/content_submit/1" },
  { name: "HEAD", method: "HEAD", url: "/content_submit" },
  { name: "400", method: "POST", url: "/content_submit", type: JSON_TYPE, body: asJson(" ") },
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
  button.append(...inBoth(preset.name));
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
  const hasBody = method !== "GET" && method !== "HEAD" && body !== "";
  const headers = hasBody && type ? { "Content-Type": type } : {};
  sent.textContent = [`${method} ${url}`, ...listHeaders(Object.entries(headers)), "", hasBody ? body : ""].join("\n");
  try {
    const response = await fetch(url, { method, headers, body: hasBody ? new Blob([body]) : undefined });
    const lines = [`${response.status} ${response.statusText}`, ...listHeaders(response.headers), "", await response.text()];
    answer.textContent = lines.join("\n");
  } catch {
    answer.replaceChildren(...inBoth("No response: is the server running? · 응답이 없어요. 서버가 켜져 있나요?"));
  }
  answer.scrollIntoView({ block: "nearest" }); // on a phone it is below the fold
});

// x-route comes first: it says which rule matched and which view ran.
function listHeaders(headers) {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`);
  const isRoute = (line) => line.startsWith("x-route:");
  return [...lines.filter(isRoute), ...lines.filter((line) => !isRoute(line))];
}

document.getElementById("by_form").addEventListener("submit", (event) => {
  const written = event.target.getAttribute("method");
  const method = event.target.method.toUpperCase();
  document.getElementById("form_sent").replaceChildren(
    ...inBoth(`In the form: ${written}. Sent: ${method}. · 폼에 적힌 것: ${written}. 보낸 것: ${method}.`),
  );
});
