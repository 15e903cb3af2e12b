// Likes and deletes by fetch: one part of the page changes, the rest stays.

async function ask(method, url, data) {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(data),
  });
  return response.json();
}

function whose(button) {
  return button.closest("[data-post-id]");
}

async function like(button) {
  const post = whose(button);
  const data = { kind: "like", post_id: Number(post.dataset.postId) };
  const answer = await ask("POST", "/content_reaction_submit", data);
  if (answer.result === "success") post.querySelector(".like_count").textContent = answer.like_count;
  post.querySelector("output").textContent = JSON.stringify(answer);
}

async function delete_post(button) {
  const post = whose(button);
  if (!confirm("Delete this post? · 이 글을 지울까요?")) return;
  const answer = await ask("DELETE", `/content_submit/${post.dataset.postId}`, {});
  if (answer.result === "success") location.href = "/";
  else post.querySelector("output").textContent = answer.message;
}

const ACTIONS = { like, delete: delete_post };

function say_no_answer(element) {
  whose(element).querySelector("output").textContent = "No answer: is the server running? · 응답이 없어요. 서버가 켜져 있나요?";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.like, button.delete");
  if (button) ACTIONS[button.className](button).catch(() => say_no_answer(button));
});

const document_cookie = document.getElementById("document_cookie");
if (document_cookie) document_cookie.textContent = JSON.stringify(document.cookie);
