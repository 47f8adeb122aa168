// Words that can be ticked, by keyboard and by mouse. Without a script they are plain check boxes; here the arrow keys move the
// end of what is ticked, with Shift its start, and dragging ticks a stretch. Nothing counts characters: each box has its place.
const boxesOf = (field) => [...field.querySelectorAll("input[type=checkbox]")];

// Makes each passage one stop of the Tab key, and shows what only scripts can do.
export function preparePickers(root) {
  for (const field of root.querySelectorAll(".pick")) {
    field.classList.add("live");
    rove(field);
  }
  for (const element of root.querySelectorAll(".scripted")) element.hidden = false;
}

// Where to begin: at the end of what is ticked of the part that was asked for.
export function focusPicker(root) {
  const field = root.querySelector(".pick[data-first]") ?? root.querySelector(".pick");
  if (field) focusBox(field);
  return Boolean(field);
}

export function startPickers(root) {
  root.addEventListener("keydown", (event) => {
    const field = event.target.closest?.(".pick.live");
    if (!field || event.ctrlKey || event.altKey || event.metaKey) return;
    if (act(field, event)) event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const summary = event.target.closest?.(".fold > summary");
    if (summary) setTimeout(() => { if (summary.parentElement.open) focusPicker(summary.parentElement); });
  });
  root.addEventListener("change", (event) => {
    const field = event.target.closest?.(".pick.live");
    if (field) rove(field, event.target);
  });
  startDragging(root);
}

function act(field, event) {
  const boxes = boxesOf(field);
  const at = boxes.indexOf(event.target);
  if (at < 0) return false;
  const run = findRun(boxes, at);
  switch (event.key) {
    case "ArrowRight": return run ? move(field, boxes, run, event.shiftKey, 1) : step(field, boxes, at + 1);
    case "ArrowLeft": return run ? move(field, boxes, run, event.shiftKey, -1) : step(field, boxes, at - 1);
    case "ArrowDown": return step(field, boxes, lineAway(boxes, at, 1));
    case "ArrowUp": return step(field, boxes, lineAway(boxes, at, -1));
    case "Delete":
    case "Backspace":
      for (const box of boxes) box.checked = false;
      rove(field, boxes[at]);
      return true;
    case "Enter": return goOn(field);
    default: return false;
  }
}

// The stretch of ticked boxes around a place, else the last one before it, else the first.
function findRun(boxes, at) {
  let from = boxes[at].checked ? at : boxes.findLastIndex((box, index) => box.checked && index < at);
  if (from < 0) from = boxes.findIndex((box) => box.checked);
  if (from < 0) return null;
  let [start, end] = [from, from];
  while (start > 0 && boxes[start - 1].checked) start -= 1;
  while (end + 1 < boxes.length && boxes[end + 1].checked) end += 1;
  return { start, end };
}

function move(field, boxes, { start, end }, isStart, by) {
  const place = isStart ? start : end;
  const grows = isStart === by < 0;
  if (grows) {
    const next = place + by;
    if (next < 0 || next >= boxes.length) return true;
    boxes[next].checked = true;
    return step(field, boxes, next);
  }
  if (start === end) return true;
  boxes[place].checked = false;
  return step(field, boxes, place + by);
}

function step(field, boxes, to) {
  const box = boxes[Math.max(0, Math.min(boxes.length - 1, to))];
  rove(field, box);
  box.focus();
  return true;
}

// The word above or below: the nearest on the next line.
function lineAway(boxes, at, by) {
  const middle = (box) => {
    const place = box.closest("label").getBoundingClientRect();
    return { x: place.x + place.width / 2, y: place.y + place.height / 2, height: place.height };
  };
  const from = middle(boxes[at]);
  let best = at;
  let least = Infinity;
  for (let index = at + by; index >= 0 && index < boxes.length; index += by) {
    const to = middle(boxes[index]);
    const lines = Math.abs(to.y - from.y) / (from.height || 1);
    if (lines < 0.5) continue;
    if (lines > 2.5 && best !== at) break;
    const away = Math.round(lines) * 1e5 + Math.abs(to.x - from.x);
    if (away < least) [best, least] = [index, away];
  }
  return best;
}

// Enter goes to the next question that nothing answers yet, then keeps.
function goOn(field) {
  const form = field.form;
  const fields = [...form.querySelectorAll(".pick")];
  const next = fields.slice(fields.indexOf(field) + 1).find((one) => one.dataset.role !== "channel" && !one.querySelector(":checked"));
  const isAnswered = field.querySelector(":checked") || field.dataset.role === "sources";
  if (next && isAnswered && form.action.endsWith("/add")) focusBox(next);
  else form.requestSubmit(form.querySelector("button.main"));
  return true;
}

function focusBox(field) {
  field.closest("details").open = true;
  (field.querySelector("input[tabindex='0']") ?? field.querySelector("input"))?.focus();
}

function rove(field, current) {
  const boxes = boxesOf(field);
  const at = Number(field.form?.dataset.at ?? 0);
  const near = boxes.find((box) => Number(box.value.split("-")[0]) >= at);
  const stop = current ?? boxes.findLast((box) => box.checked) ?? near ?? boxes[0];
  for (const box of boxes) box.tabIndex = box === stop ? 0 : -1;
  const chosen = field.closest("details")?.querySelector(".chosen");
  if (chosen) chosen.textContent = boxes.filter((box) => box.checked).map((box) => box.nextElementSibling.textContent).join(" ");
}

function startDragging(root) {
  let drag = null;
  let suppress = false;
  let last = null;
  const wordAt = (event) => event.target.closest?.(".pick.live .word");
  root.addEventListener("pointerdown", (event) => {
    const word = wordAt(event);
    suppress = false;
    if (word && event.button === 0) drag = { field: word.closest(".pick"), from: word.querySelector("input"), moved: false };
  });
  root.addEventListener("pointerover", (event) => {
    const word = drag && wordAt(event);
    if (!word || word.closest(".pick") !== drag.field) return;
    const to = word.querySelector("input");
    if (to === drag.from && !drag.moved) return;
    drag.moved = true;
    tickOnly(drag.field, drag.from, to);
  });
  root.addEventListener("pointerup", () => {
    suppress = Boolean(drag?.moved);
    drag = null;
  });
  root.addEventListener("click", (event) => {
    const word = wordAt(event);
    if (!word) return;
    const box = word.querySelector("input");
    if (suppress && event.target !== box) event.preventDefault();
    else if (event.shiftKey && last?.isConnected && last.closest(".pick") === box.closest(".pick")) {
      event.preventDefault();
      const boxes = boxesOf(box.closest(".pick"));
      const [low, high] = [boxes.indexOf(last), boxes.indexOf(box)].sort((left, right) => left - right);
      boxes.slice(low, high + 1).forEach((one) => { one.checked = true; });
      rove(box.closest(".pick"), box);
    }
    last = box;
    suppress = false;
  });
}

function tickOnly(field, from, to) {
  const boxes = boxesOf(field);
  const [low, high] = [boxes.indexOf(from), boxes.indexOf(to)].sort((left, right) => left - right);
  boxes.forEach((box, index) => { box.checked = index >= low && index <= high; });
  rove(field, to);
  to.focus({ preventScroll: true });
}
