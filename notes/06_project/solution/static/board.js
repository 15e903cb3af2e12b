// Vote and delete without a reload, and show the news that arrives.

document.addEventListener("click", async (event) => {
  const question = event.target.closest("[data-question-id]");
  if (!question) return;
  const url = `/questions/${question.dataset.questionId}`;
  if (event.target.matches(".vote")) {
    const response = await fetch(`${url}/vote`, { method: "POST" });
    if (response.ok) question.querySelector(".votes").textContent = (await response.json()).votes;
  }
  if (event.target.matches(".delete")) {
    const response = await fetch(url, { method: "DELETE" });
    if (response.ok) question.remove();
  }
});

function show(text) {
  document.getElementById("news").textContent = text;
}

const socket = io();
socket.on("question_added", ({ nickname, text }) => show(`New question · 새 질문: ${nickname}: ${text}`));
socket.on("answered", ({ nickname, text }) => show(`New answer to you · 새 답변: ${nickname}: ${text}`));
