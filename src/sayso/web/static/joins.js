// Hover and focus join the marks of a text and the cards beside it, both ways: elements that share a word of data-join.
export function startJoins(root) {
  const elements = (word) => root.querySelectorAll(`[data-join~="${CSS.escape(word)}"]`);
  const show = (event, on) => {
    const from = event.target.closest?.("[data-join]");
    if (!from) return;
    for (const word of from.dataset.join.split(" ")) {
      for (const element of elements(word)) element.classList.toggle("joined", on);
    }
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    root.addEventListener(name, (event) => show(event, on));
  }
}
