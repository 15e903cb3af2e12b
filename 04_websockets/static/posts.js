// Likes and deletes by fetch: one part of the page changes, the rest stays.

/* exported sayNoResponse */

async function ask(method, url, data) {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(data),
  });
  return response.json();
}

function findPost(element) {
  return element.closest("[data-post-id]");
}

function showMessage(post, message) {
  post.querySelector("output").replaceChildren(...inBoth(message));
}

async function like(button) {
  const post = findPost(button);
  const data = { kind: "like", post_id: Number(post.dataset.postId) };
  const answer = await ask("POST", "/content_reaction_submit", data);
  if (answer.result !== "success") return showMessage(post, answer.message);
  post.querySelector(".like_count").textContent = answer.like_count;
  post.querySelector("output").textContent = JSON.stringify(answer);
}

async function deletePost(button) {
  const post = findPost(button);
  if (!confirm(inLanguage("Delete this post? · 이 글을 삭제할까요?"))) return;
  const answer = await ask("DELETE", `/content_submit/${post.dataset.postId}`, {});
  if (answer.result === "success") location.href = "/";
  else showMessage(post, answer.message);
}

function sayNoResponse(element) {
  showMessage(findPost(element), "No response: is the server running? · 응답이 없어요. 서버가 켜져 있나요?");
}

const ACTIONS = { like, delete: deletePost };

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.like, button.delete");
  if (button) ACTIONS[button.className](button).catch(() => sayNoResponse(button));
});
