// Requests to our own server: send a change, load JSON, load a page.

// Send a change and return the answer. An error, or no answer, is shown in the page and thrown, with its status.
// requestKey: equal when the same is sent again, so that it is done once.
export async function send(method, url, data, requestKey) {
  const headers = { Accept: "application/json", "X-CSRFToken": readToken() };
  if (requestKey) headers["Idempotency-Key"] = requestKey;
  if (data) headers["Content-Type"] = "application/json";
  const response = await fetch(url, { method, headers, body: data && JSON.stringify(data) }).catch(() => null);
  const status = document.getElementById("status");
  const answer = (await response?.json().catch(() => null)) ?? { message: status.dataset.noAnswer };
  status.textContent = answer.message ?? "";
  if (answer.result !== "success") throw Object.assign(new Error(answer.message), { status: response?.status });
  return answer;
}

function readToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

// Load JSON and return it, or null if that fails: the page is then as it was, and the next connection asks again.
export async function loadJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  return response?.ok ? response.json().catch(() => null) : null;
}

// Load a page and return it as a document, also one that says what is wrong; null if the server does not answer.
export async function loadPage(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  const html = response?.status < 500 ? await response.text().catch(() => null) : null;
  return html === null ? null : parseHtml(html);
}

// Return HTML that our server rendered as a document of its own. Scripts in it do not run.
export function parseHtml(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
