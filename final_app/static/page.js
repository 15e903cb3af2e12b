// What every page does with script: times in the reader's zone, questions before what cannot be undone, chosen files.

function show_time(time) {
  const shown = { dateStyle: "medium", timeStyle: "short" };
  if (time.dateTime) time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, shown);
}

// Send a change as our forms do, and return the answer; a refusal, or that none came, is told in the page and thrown.
async function send(method, url, data) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (data) headers["Content-Type"] = "application/json";
  const status = document.getElementById("status");
  const no_answer = { message: status.dataset.noAnswer };
  const response = await fetch(url, { method, headers, body: data && JSON.stringify(data) }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) ?? no_answer;
  status.textContent = answer.message ?? "";
  if (answer.result !== "success") throw new Error(answer.message);
  return answer;
}

for (const time of document.querySelectorAll("time")) show_time(time);

// What is wrong with the files that were chosen, in the page's language: better told before they travel.
function find_fault({ files, dataset }) {
  const sizes = [...files].map((file) => file.size);
  if (sizes.length > dataset.most) return dataset.tooMany;
  if (sizes.some((size) => size > dataset.bytes)) return dataset.tooLarge;
  const together = sizes.reduce((sum, size) => sum + size, 0);
  return together > dataset.together ? dataset.tooMuch : "";
}

for (const input of document.querySelectorAll("input[type=file]")) {
  const field = input.closest(".field");
  input.classList.add("unseen"); // its own button speaks the browser's language, not the page's
  field.querySelector(".pick").hidden = false;
  input.addEventListener("change", () => {
    const fault = find_fault(input);
    input.setCustomValidity(fault);
    const chosen = field.querySelector(".chosen");
    chosen.textContent = fault || [...input.files].map((file) => file.name).join(", ");
    chosen.classList.toggle("wrong", fault !== "");
  });
}

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
  // Pressed twice while it travels, it would be sent twice. Not at once: a disabled button's value is not sent.
  setTimeout(() => {
    if (!event.defaultPrevented && event.submitter) event.submitter.disabled = true;
  });
});

// Whoever comes back finds the page as it was left, and may press again.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});

for (const button of document.querySelectorAll("[data-delete]")) {
  button.hidden = false; // of no use without script, so the page hides it
  button.addEventListener("click", async () => {
    if (!confirm(button.dataset.confirm)) return;
    await send("DELETE", button.dataset.delete);
    location.href = button.dataset.then;
  });
}
