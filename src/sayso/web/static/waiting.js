// Keys pressed while a dialog is still loading: none of them acts on the page behind it, and what they write is not lost but
// written once the dialog is there. Escape leaves before it came.
export function holdKeys(root, leave) {
  const held = [];
  const hold = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") leave();
    else held.push(event);
  };
  root.addEventListener("keydown", hold, true);
  return () => {
    root.removeEventListener("keydown", hold, true);
    return held;
  };
}

// Presses the held keys again, each where the focus is by then.
export function pressAgain(root, held) {
  for (const { key, code, shiftKey } of held) {
    const target = root.activeElement ?? root.body;
    const again = new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true });
    if (target.dispatchEvent(again)) write(target, key);
  }
}

// What a browser does with a key by itself, which it leaves undone for one that a script has pressed.
function write(target, key) {
  if (target.matches("textarea, input:not([type=checkbox], [type=radio])")) {
    if (key === "Enter" && target.matches("input")) target.form?.requestSubmit(target.form.querySelector("button.main"));
    else if (key === "Backspace") target.value = [...target.value].slice(0, -1).join("");
    else if ([...key].length === 1 || key === "Enter") target.value += key === "Enter" ? "\n" : key;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (key === " ") target.click();
  else if (key === "Enter" && target.matches("[type=radio]")) target.form?.requestSubmit(target.form.querySelector("button.main"));
  else if (/^Arrow(Down|Right|Up|Left)$/.test(key) && target.matches("[type=radio]")) choose(target, /Down|Right/.test(key) ? 1 : -1);
}

function choose(radio, by) {
  const all = [...radio.form.elements].filter((one) => one.type === "radio" && one.name === radio.name);
  const next = all[(all.indexOf(radio) + by + all.length) % all.length];
  next.focus();
  next.click();
}
