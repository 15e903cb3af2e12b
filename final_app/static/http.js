// Requests to our own server: send a change, load JSON, load a page.

import { endLogin } from "./ended.js";

// Send a change and return the answer. An error, or no answer, is shown in the page and thrown, with its status.
// requestKey: equal when the same is sent again, so that it is done once.
export async function send(method, url, data, requestKey) {
  const headers = { Accept: "application/json", "X-CSRFToken": readToken() };
  if (requestKey) headers["Idempotency-Key"] = requestKey;
  if (data) headers["Content-Type"] = "application/json";
  const keepalive = method === "DELETE"; // also where the page is left at this moment
  const response = await fetch(url, { method, headers, keepalive, body: data && JSON.stringify(data) }).catch(() => null);
  return check(response, await response?.json().catch(() => null));
}

// Return the answer if it is a success, else show its message and throw.
function check(response, answer) {
  const place = document.getElementById("status");
  const isSuccess = answer?.result === "success";
  const message = answer ? answer.message : place.dataset.noAnswer;
  place.textContent = message ?? "";
  if (isSuccess) return answer;
  if (response?.status === 401) setTimeout(endLogin); // after the caller has kept what it sent
  throw Object.assign(new Error(message), { status: response?.status });
}

function readToken() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

// Load JSON and return it, or null if that fails: the page is then as it was, and the next connection asks again.
export async function loadJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (response?.status === 401) endLogin();
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
