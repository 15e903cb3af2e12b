// What every page does with script: times in the reader's zone, questions before what cannot be undone.

function show_time(time) {
  const shown = { dateStyle: "medium", timeStyle: "short" };
  if (time.dateTime) time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, shown);
}

// Send a change as our forms do, and return the answer; a refusal is told in the page and thrown.
async function send(method, url, data) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (data) headers["Content-Type"] = "application/json";
  const response = await fetch(url, { method, headers, body: data && JSON.stringify(data) });
  const answer = await response.json();
  document.getElementById("status").textContent = answer.message ?? "";
  if (answer.result !== "success") throw new Error(answer.message);
  return answer;
}

for (const time of document.querySelectorAll("time")) show_time(time);

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-delete]")) {
  button.hidden = false; // of no use without script, so the page hides it
  button.addEventListener("click", async () => {
    if (!confirm(button.dataset.confirm)) return;
    await send("DELETE", button.dataset.delete);
    location.href = button.dataset.then;
  });
}
