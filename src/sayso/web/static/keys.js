// Corrections by keyboard: each key presses the button that does the same by mouse, in the card that has the focus. No key is
// taken while one writes in a field, in a dialog, or with Ctrl, Alt or Meta.
import { currentCard, showKeys } from "./correct.js";

const DEEDS = { a: "accept", x: "reject", e: "edit", s: "speaker", h: "chain", m: "actors", n: "add", c: "comment", p: "check" };
const CARDS = "main .card[tabindex='0']";
const WRITING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

export function startKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.(WRITING) || root.querySelector("dialog[open]") || !root.querySelector(CARDS)) return;
    if (press(root, event.key)) event.preventDefault();
  });
  root.addEventListener("focusin", () => currentCard(root));
}

function press(root, key) {
  if (key === "?") return showKeys(root) ?? true;
  if (key === "j" || key === "k") return go(root, key === "j" ? 1 : -1);
  if (key === "u") return click(root.querySelector("#status [data-undo]:not([data-undo=undo]) button") ?? root.querySelector("[data-do=undo]"));
  if (key === "Escape") return root.getElementById("status").replaceChildren() ?? false;
  const card = currentCard(root) ?? root.querySelector(CARDS);
  if (key === "t") return click(card.querySelector(".tick input"));
  return key in DEEDS ? click(card.querySelector(`[data-do="${DEEDS[key]}"]`)) : false;
}

function click(element) {
  element?.click();
  return Boolean(element);
}

function go(root, by) {
  const cards = [...root.querySelectorAll(CARDS)];
  const at = cards.indexOf(currentCard(root));
  if (by > 0 && (at === cards.length - 1 || cards.length === 1)) {
    const more = root.querySelector("main a[rel=next]");
    if (more) return click(more);
  }
  const next = cards[at < 0 ? 0 : Math.max(0, Math.min(cards.length - 1, at + by))];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  next.focus({ preventScroll: true });
  const behavior = calm ? "auto" : "smooth";
  next.scrollIntoView({ block: "nearest", behavior });
  showWords(root, next, behavior);
  return true;
}

// Where cards scroll beside the text, the words of a card come into view with it.
function showWords(root, card, behavior) {
  const column = card.closest(".cards");
  if (!column || column.scrollHeight <= column.clientHeight || !card.dataset.join) return;
  const [word] = card.dataset.join.split(" ");
  root.querySelector(`.text [data-join~="${CSS.escape(word)}"]`)?.scrollIntoView({ block: "center", behavior });
}
