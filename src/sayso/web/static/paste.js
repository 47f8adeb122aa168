// The front page: a file may be dropped on the box, and what is being read says so.
export function startPaste(root) {
  for (const form of root.querySelectorAll("form[data-read]")) {
    form.addEventListener("submit", () => {
      for (const wait of form.querySelectorAll(".wait")) wait.hidden = false;
      const status = root.querySelector("#status");
      if (status) status.textContent = "Reading …";
    });
    const file = form.querySelector("input[type=file]");
    const text = form.querySelector("textarea");
    if (!file || !text) continue;
    text.addEventListener("dragover", (event) => {
      if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
    });
    text.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      file.files = event.dataTransfer.files;
      file.focus();
    });
  }
  // A page that comes back from the history reads nothing any more.
  addEventListener("pageshow", () => {
    for (const wait of root.querySelectorAll("form[data-read] .wait")) wait.hidden = true;
  });
}
