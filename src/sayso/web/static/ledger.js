// The ledger's page: a choice, an order or a page replaces what it changes, without loading everything anew. Whatever this
// cannot do, the links and the form do by themselves.
import { startBrush } from "./brush.js";

let running = null;

export function startLedger(root) {
  if (!root.querySelector("[data-ledger]")) return;
  openFacets();
  startBrush(root);
  root.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    load(link.getAttribute("href"), { focus: link.id });
  });
  root.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-change]")) return;
    // A year that is still being typed is a day of the first centuries.
    if (event.target.type === "date" && (event.target.validity.badInput || (event.target.value && event.target.value < "1000"))) return;
    submit(event.target.id);
  });
  root.addEventListener("submit", (event) => {
    if (!event.target.matches?.("[data-ask]")) return;
    event.preventDefault();
    submit(event.submitter?.id || document.activeElement?.id);
  });
  addEventListener("popstate", () => {
    if (document.querySelector("[data-ledger]")) load(location.pathname + location.search, { push: false });
  });
}

// The form's own address: fields that say nothing are left out; the server answers with the address as it writes it.
function submit(focus) {
  const form = document.querySelector("[data-ask]");
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim());
  const query = new URLSearchParams(pairs).toString();
  load(query ? `${form.getAttribute("action")}?${query}` : form.getAttribute("action"), { focus });
}

async function load(address, { push = true, focus = "" } = {}) {
  running?.abort();
  running = new AbortController();
  document.querySelector("[data-ledger]").classList.add("is-waiting");
  let answer;
  try {
    const response = await fetch(address, { headers: { "x-sayso-part": "1" }, signal: running.signal });
    answer = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-ledger]");
  } catch (error) {
    if (error.name === "AbortError") return;
  }
  if (!answer) {
    location.assign(address);
    return;
  }
  show(answer, push, focus);
}

function show(answer, push, focus) {
  const before = document.querySelector("[data-ledger]");
  keepOpen(before, answer);
  const isTurned = /^page-/.test(focus);
  before.replaceWith(document.adoptNode(answer));
  const { address, found, title } = answer.dataset;
  if (push && address !== location.pathname + location.search) history.pushState(null, "", address);
  document.title = title;
  const query = new URLSearchParams(address.split("?")[1] ?? "");
  for (const name of ["q", "source"]) {
    const field = document.getElementById(name);
    if (field && field !== document.activeElement) field.value = query.get(name) ?? "";
  }
  openFacets();
  startBrush(answer);
  document.getElementById("found").textContent = found;
  if (isTurned) {
    const top = answer.querySelector(".l-tools");
    top?.scrollIntoView({ block: "start" });
  }
  if (focus) (findFocus(focus) ?? document.getElementById("main")).focus({ preventScroll: isTurned });
}

// What had the focus; a chip that is gone leaves it to the next one.
function findFocus(id) {
  const next = /^(chip-|clear$)/.test(id) ? document.getElementById("chip-1") ?? document.getElementById("q") : null;
  return document.getElementById(id) ?? next;
}

// What was opened stays open, whatever the new answer would open by itself.
function keepOpen(before, answer) {
  for (const part of before.querySelectorAll("details[id]")) {
    const same = answer.querySelector(`#${CSS.escape(part.id)}`);
    if (same) same.open = part.open;
  }
}

// Beside the rows, where there is room, the choices are always open.
function openFacets() {
  if (matchMedia("(min-width: 64rem)").matches) document.getElementById("facets")?.setAttribute("open", "");
}
