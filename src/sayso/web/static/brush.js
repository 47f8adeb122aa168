// A range of days on the bars of a timeline, by pointer (drag) or keyboard (two grips). The bars come with their days from the
// server; a range fills in the two fields of days and sends the form they belong to.
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6 };
const SENDING = new Set(["Enter", " "]);

export function startBrush(root) {
  for (const element of root.querySelectorAll("[data-brush]:not(.is-live)")) new Brush(element);
}

class Brush {
  constructor(element) {
    this.element = element;
    this.bars = [...element.querySelectorAll("rect[data-start]")];
    this.told = element.parentElement.querySelector("[data-brush-told]");
    this.resting = this.told?.textContent ?? "";
    this.first = 0;
    this.last = this.bars.length - 1;
    this.range = this.add("range");
    this.grips = [this.addGrip("from", "First day"), this.addGrip("until", "Last day")];
    element.classList.add("is-live");
    element.addEventListener("pointerdown", (event) => this.begin(event));
    this.draw();
  }

  add(name) {
    const part = document.createElement("div");
    part.className = name;
    this.element.append(part);
    return part;
  }

  addGrip(end, label) {
    const grip = this.add("grip");
    grip.id = `brush-${end}`;
    grip.tabIndex = 0;
    for (const [name, value] of [["role", "slider"], ["aria-label", label], ["aria-valuemin", 0], ["aria-valuemax", this.bars.length - 1]]) grip.setAttribute(name, value);
    grip.addEventListener("keydown", (event) => this.press(event, end));
    return grip;
  }

  press(event, end) {
    const all = this.bars.length - 1;
    if (SENDING.has(event.key)) this.send(event.currentTarget.id);
    else if (event.key === "Escape") [this.first, this.last] = [0, all];
    else if (event.key === "Home") this.move(end, 0);
    else if (event.key === "End") this.move(end, all);
    else if (event.key in STEPS) this.move(end, (end === "from" ? this.first : this.last) + STEPS[event.key]);
    else return;
    event.preventDefault();
    this.draw();
  }

  // Neither end goes past the other one.
  move(end, place) {
    if (end === "from") this.first = Math.max(0, Math.min(place, this.last));
    else this.last = Math.min(this.bars.length - 1, Math.max(place, this.first));
  }

  begin(event) {
    if (event.button || !event.isPrimary) return;
    const end = event.target.id === "brush-from" ? "from" : event.target.id === "brush-until" ? "until" : null;
    const start = this.placeOf(event);
    if (!end) this.first = this.last = start;
    this.element.setPointerCapture(event.pointerId);
    const drag = (moved) => {
      const here = this.placeOf(moved);
      if (end) this.move(end, here);
      else [this.first, this.last] = start <= here ? [start, here] : [here, start];
      this.draw();
    };
    const drop = (dropped) => {
      this.element.removeEventListener("pointermove", drag);
      this.element.removeEventListener("pointerup", drop);
      this.element.removeEventListener("pointercancel", drop);
      if (dropped.type === "pointerup") this.send(end ? `brush-${end}` : "brush-from");
      else [this.first, this.last] = [0, this.bars.length - 1];
      this.draw();
    };
    this.element.addEventListener("pointermove", drag);
    this.element.addEventListener("pointerup", drop);
    this.element.addEventListener("pointercancel", drop);
    event.preventDefault();
    this.draw();
  }

  placeOf(event) {
    const box = this.element.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * this.bars.length);
    return Math.max(0, Math.min(this.bars.length - 1, place));
  }

  draw() {
    const share = (place) => `${(100 * place) / this.bars.length}%`;
    this.bars.forEach((bar, place) => bar.classList.toggle("is-in", place >= this.first && place <= this.last));
    const isWhole = this.first === 0 && this.last === this.bars.length - 1;
    this.range.hidden = isWhole;
    this.range.style.left = share(this.first);
    this.range.style.width = share(this.last - this.first + 1);
    this.grips[0].style.left = share(this.first);
    this.grips[1].style.left = share(this.last + 1);
    this.grips.forEach((grip, side) => {
      const place = side ? this.last : this.first;
      const { start, end } = this.bars[place].dataset;
      grip.setAttribute("aria-valuenow", place);
      grip.setAttribute("aria-valuetext", `${side ? end : start}; Enter asks for these days`);
    });
    if (this.told) this.told.textContent = isWhole ? this.resting : this.tell();
  }

  tell() {
    const inside = this.bars.slice(this.first, this.last + 1);
    const count = inside.reduce((sum, bar) => sum + Number(bar.dataset.count), 0);
    const days = inside.length === 1 ? inside[0].dataset.label : `${inside[0].dataset.start} to ${inside.at(-1).dataset.end}`;
    return `${days}: ${count.toLocaleString("en")} ${count === 1 ? "claim" : "claims"}`;
  }

  send(focus) {
    const { clock } = this.element.dataset;
    const [from, until] = ["from", "until"].map((end) => document.getElementById(`${clock}_${end}`));
    if (this.first === 0 && this.last === this.bars.length - 1) return;
    from.value = this.bars[this.first].dataset.start;
    until.value = this.bars[this.last].dataset.end;
    document.getElementById(focus)?.focus();
    from.form.requestSubmit();
  }
}
