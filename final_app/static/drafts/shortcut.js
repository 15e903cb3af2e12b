// Ctrl+Enter, or Cmd+Enter, sends a post or a comment; not while a syllable is being composed.

export function setUpShortcut() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return;
    if (!event.target.matches("textarea[name=content_txt], textarea[name=text]")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
