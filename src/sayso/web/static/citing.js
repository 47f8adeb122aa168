// A button in each card's citation that copies it; without it the citation can be selected by hand.
export function startCiting(root) {
  for (const details of root.querySelectorAll("details.cite")) {
    details.addEventListener("toggle", () => add(root, details), { once: true });
  }
}

function add(root, details) {
  const button = root.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = "Copy the citation";
  button.addEventListener("click", async () => {
    const words = details.querySelector(".citation").textContent;
    const status = root.getElementById("status");
    try {
      await navigator.clipboard.writeText(words);
      status.textContent = "The citation is copied.";
    } catch {
      root.getSelection().selectAllChildren(details.querySelector(".citation"));
      status.textContent = "It could not be copied: it is selected, press Ctrl+C.";
    }
    setTimeout(() => { status.textContent = ""; }, 4000);
  });
  details.append(button);
}
