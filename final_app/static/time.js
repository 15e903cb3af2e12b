// Times in the reader's own zone and in the language of the page.

const FORMAT = { dateStyle: "medium", timeStyle: "short" };

export function showTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, FORMAT);
  }
}
