// Joins the marks of a text and the cards beside it, both ways: elements that share a word of data-join light up together when
// one of them is pointed at or has the focus. data-own, where it is there, are the words of the innermost mark: only it is meant.
const JOINING = "[data-join]";

export function startJoins(root) {
  let lit = [];
  const words = (element) => (element.dataset.own ?? element.dataset.join).split(" ").filter(Boolean);
  const find = (word) => root.querySelectorAll(`[data-join~="${CSS.escape(word)}"], [data-layer~="${CSS.escape(word)}"]`);

  function light(from) {
    for (const element of lit) element.classList.remove("joined");
    lit = from ? words(from).flatMap((word) => [...find(word)]) : [];
    for (const element of lit) element.classList.add("joined");
    root.body?.classList.toggle("joining", lit.length > 0);
  }
  const focused = () => root.activeElement?.closest?.(JOINING);
  root.addEventListener("pointerover", (event) => light(event.target.closest?.(JOINING) ?? focused()));
  root.addEventListener("focusin", (event) => light(event.target.closest?.(JOINING)));
  root.addEventListener("focusout", () => light(null));

  root.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.target.closest?.("summary, button, input, select, textarea, label, a:not(.num)")) return;
    if (!root.getSelection().isCollapsed) return;
    const from = event.target.closest?.(JOINING);
    if (from && follow(root, from, words(from)[0])) event.preventDefault();
  });
  root.addEventListener("keydown", (event) => {
    const from = event.target;
    if (event.key === "Enter" && from.matches?.(".card[data-join]") && follow(root, from, words(from)[0])) event.preventDefault();
  });
}

// From a card to its words, from words or a number to the card; says whether there was somewhere to go.
function follow(root, from, word) {
  const card = from.closest(".card");
  const found = root.querySelectorAll(`[data-join~="${CSS.escape(word)}"]`);
  const target = [...found].find((element) => element.matches(".card") === !card);
  if (!target) return false;
  for (const folded of ancestors(target, "details:not([open])")) folded.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: card ? "center" : "nearest", behavior: calm ? "auto" : "smooth" });
  const focusable = card ? root.querySelector(`.text .num[data-join~="${CSS.escape(word)}"]`) : target;
  focusable?.focus({ preventScroll: true });
  return true;
}

function* ancestors(element, selector) {
  for (let at = element.parentElement?.closest(selector); at; at = at.parentElement?.closest(selector)) yield at;
}
