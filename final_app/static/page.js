// What every page does with script: times in the reader's zone, and deleting after a question.

for (const time of document.querySelectorAll("time")) {
  const shown = { dateStyle: "medium", timeStyle: "short" };
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, shown);
}

async function send(method, url) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const response = await fetch(url, { method, headers: { Accept: "application/json", "X-CSRFToken": token } });
  return response.json();
}

for (const button of document.querySelectorAll("[data-delete]")) {
  button.hidden = false; // of no use without script, so the page hides it
  button.addEventListener("click", async () => {
    if (!confirm(button.dataset.confirm)) return;
    const answer = await send("DELETE", button.dataset.delete);
    if (answer.result === "success") location.href = button.dataset.then;
    else document.getElementById("status").textContent = answer.message;
  });
}
