// Likes without a reload: shown at once, taken back if the server refuses; counts of others arrive live.

function show_liked(button, liked) {
  button.setAttribute("aria-pressed", String(liked));
  button.value = liked ? "0" : "1";
}

function show_like_count(post_id, count) {
  for (const place of of_post(post_id, ".like_count")) place.textContent = count;
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.like");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const liked = button.value === "1";
  show_liked(button, liked);
  try {
    const answer = await send(liked ? "PUT" : "DELETE", form.action);
    show_like_count(form.closest("[data-post-id]").dataset.postId, answer.like_count);
  } catch {
    show_liked(button, !liked);
  }
});

socket?.on("like_count", ({ post_id, like_count }) => show_like_count(post_id, like_count));
