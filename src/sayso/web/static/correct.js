// Corrections without leaving the page: forms with data-change are sent from here, links with data-sheet open as a dialog, and
// what was changed is shown anew from what the server then says. Without a script all of them are plain forms and links.
import { focusPicker, preparePickers, startPickers } from "./picker.js";
import { holdKeys, pressAgain } from "./waiting.js";

const MARKS = { "x-sayso-part": "1", accept: "text/html, application/json" };
const CLEAR_AFTER = 30000;

export function startCorrecting(root) {
  const status = root.getElementById("status");
  if (!status) return;
  preparePickers(root);
  startPickers(root);
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.matches("[data-change]") && !form.closest(".sheet-page")) {
      event.preventDefault();
      change(root, form, event.submitter);
    } else if (form.matches("form[data-sheet]") && form.closest("dialog")) {
      event.preventDefault();
      openSheet(root, `${form.action}?${new URLSearchParams(new FormData(form))}`);
    }
  });
  root.addEventListener("click", (event) => onClick(root, event));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) root.querySelector(".sheet-page [data-leave]")?.click();
    const writing = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.(".sheet-body textarea");
    if (writing) writing.form.requestSubmit(writing.form.querySelector("button.main"));
  });
  root.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-type]")) event.target.closest("form").querySelector("[data-typed]").checked = true;
  });
  root.addEventListener("change", () => countTicked(root));
  countTicked(root);
}

function onClick(root, event) {
  const from = event.target;
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || !from.closest) return;
  const link = from.closest("a[data-sheet]");
  if (link && !link.closest(".sheet-page")) {
    event.preventDefault();
    openSheet(root, withSelection(root, link));
  } else if (from.closest("dialog [data-leave]")) {
    event.preventDefault();
    from.closest("dialog").close();
  } else if (from.closest("[data-keys]")) {
    showKeys(root);
  }
}

export function showKeys(root) {
  const dialog = root.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

// --- sending ---

async function change(root, form, button) {
  if (form.dataset.busy) return;
  const fields = new URLSearchParams(new FormData(form, button));
  form.dataset.busy = "1";
  const current = currentCard(root) ?? form.closest(".card");
  try {
    const answer = await send(root, form.getAttribute("action"), fields);
    const outcome = await readOutcome(answer);
    if (answer.ok) {
      form.closest("dialog")?.close();
      await renew(root, outcome, current);
    }
    tell(root, outcome, form.closest("dialog[open]"));
  } catch {
    tell(root, plainOutcome("sayso does not answer: nothing was changed."), form.closest("dialog[open]"));
  } finally {
    delete form.dataset.busy;
  }
}

// Where sayso was started anew since the page was loaded, the page takes the new token and sends what it holds once more.
async function send(root, action, body) {
  const post = () => fetch(action, { method: "POST", body, headers: { ...MARKS, "x-sayso-token": root.body.dataset.token } });
  const answer = await post();
  return answer.headers.has("x-sayso-stale") && (await renewToken(root)) ? post() : answer;
}

async function renewToken(root) {
  const answer = await fetch("/saved", { headers: { accept: "text/html" } });
  const { token } = new DOMParser().parseFromString(await answer.text(), "text/html").body.dataset;
  const isNew = Boolean(token) && token !== root.body.dataset.token;
  if (!isNew) return false;
  root.body.dataset.token = token;
  for (const field of root.querySelectorAll("input[type=hidden][name=token]")) field.value = token;
  return true;
}

async function readOutcome(answer) {
  const text = await answer.text();
  if (answer.headers.get("content-type")?.startsWith("application/json")) return plainOutcome(JSON.parse(text).line);
  const found = new DOMParser().parseFromString(text, "text/html").querySelector(".outcome");
  return found ?? plainOutcome("Something went wrong: load the page again.");
}

function plainOutcome(line) {
  const outcome = document.createElement("div");
  outcome.className = "outcome";
  outcome.textContent = line;
  return outcome;
}

let clearing = 0;

// In the status line; or, where the dialog stays open, in it, since the page behind it is out of reach.
function tell(root, outcome, dialog) {
  const status = root.getElementById("status");
  clearTimeout(clearing);
  const shown = root.importNode(outcome, true);
  if (dialog) {
    dialog.querySelector(".outcome")?.remove();
    shown.classList.add("warned");
    shown.setAttribute("role", "alert");
    dialog.querySelector("form").prepend(shown);
    return;
  }
  status.replaceChildren(shown);
  clearing = setTimeout(() => {
    if (!status.matches(":hover, :focus-within")) status.replaceChildren();
  }, CLEAR_AFTER);
}

// --- showing anew ---

async function renew(root, outcome, current) {
  const rows = (outcome.dataset.rows ?? "").split(" ").filter(Boolean);
  const focus = outcome.dataset.did === "add" && rows.length ? `c-${rows[0]}` : current?.id;
  const parts = rows.map((row) => root.querySelector(`[data-part][data-row="${CSS.escape(row)}"]`)).filter(Boolean);
  const scroll = [scrollX, scrollY];
  const isQueue = root.body.dataset.mode === "one";
  if (parts.length && outcome.dataset.did !== "add" && !isQueue) await Promise.all(parts.map((card) => renewPart(root, card)));
  else await renewPage(root);
  scrollTo(...scroll);
  countTicked(root);
  const card = focus ? root.getElementById(focus) : null;
  (card ?? root.querySelector("main .card[tabindex]"))?.focus({ preventScroll: Boolean(card) && focus === current?.id });
}

async function renewPart(root, card) {
  const answer = await fetch(card.dataset.part, { headers: MARKS });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".card");
  if (fresh) replace(root, card, fresh);
}

async function renewPage(root) {
  const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const regions = [...root.querySelectorAll("[data-renew]")];
  for (const region of regions) {
    const fresh = page.querySelector(`[data-renew="${CSS.escape(region.dataset.renew)}"]`) ?? (region.id ? page.getElementById(region.id) : null);
    if (fresh) replace(root, region, fresh);
  }
  if (regions.length) return;
  for (const card of root.querySelectorAll("main .card[id]")) {
    const fresh = page.getElementById(card.id);
    if (fresh) replace(root, card, fresh);
  }
}

// Puts a fresh part in the place of an old one: what was unfolded, ticked and scrolled to stays so.
function replace(root, old, fresh) {
  const folds = new Map([...old.querySelectorAll("details")].map((one) => [pathTo(one), one.open]));
  const ticked = new Set([...old.querySelectorAll("input[form=bulk]:checked")].map((one) => rowOf(one)));
  const added = root.importNode(fresh, true);
  if (old.dataset.renew) added.dataset.renew = old.dataset.renew;
  for (const one of added.querySelectorAll("details")) one.open = folds.get(pathTo(one)) ?? one.open;
  for (const one of added.querySelectorAll("input[form=bulk]")) one.checked = ticked.has(rowOf(one));
  const top = old.scrollTop;
  old.replaceWith(added);
  added.scrollTop = top;
  for (const one of added.querySelectorAll(".scripted")) one.hidden = false;
}

const rowOf = (tick) => tick.value.split(":")[0];

// What a folded part is told by: the card it is in, and the words it is opened with.
const pathTo = (details) => `${details.closest("[id]")?.id ?? ""} ${details.querySelector("summary")?.textContent ?? ""}`;

// --- sheets ---

let opening = null;

async function openSheet(root, address) {
  opening?.abort();
  opening = new AbortController();
  const { signal } = opening;
  const release = holdKeys(root, () => opening.abort());
  let found;
  try {
    found = await fetchSheet(root, address, signal);
  } catch {
    if (!signal.aborted) tell(root, plainOutcome("sayso does not answer: nothing can be changed now."));
  }
  const held = release();
  if (!found || signal.aborted) return;
  const dialog = sheetOf(root);
  dialog.replaceChildren(root.importNode(found, true));
  preparePickers(dialog);
  if (!dialog.open) dialog.showModal();
  if (!focusPicker(dialog)) (dialog.querySelector("[data-first]") ?? dialog.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
  pressAgain(root, held);
}

async function fetchSheet(root, address, signal) {
  const answer = await fetch(address, { headers: MARKS, signal });
  const text = await answer.text();
  if (answer.ok) return new DOMParser().parseFromString(text, "text/html").querySelector(".sheet-body");
  tell(root, plainOutcome(answer.headers.get("content-type")?.startsWith("application/json") ? JSON.parse(text).line : "This cannot be changed."));
  return null;
}

function sheetOf(root) {
  const known = root.getElementById("sheet");
  if (known) return known;
  const dialog = root.createElement("dialog");
  dialog.id = "sheet";
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "sheet-title");
  let card = null;
  dialog.addEventListener("close", () => {
    (card?.isConnected ? card : null)?.focus({ preventScroll: true });
    dialog.replaceChildren();
  });
  dialog.addEventListener("toggle", () => { if (dialog.open) card = currentCard(root); });
  root.body.append(dialog);
  return dialog;
}

// Where to add or check is where text is selected, if some is: the places are those of the marked pieces it begins and ends in.
function withSelection(root, link) {
  const address = new URL(link.href);
  const selection = root.getSelection();
  if (!/\/(?:add|check)$/.test(address.pathname) || selection.isCollapsed) return address;
  const range = selection.getRangeAt(0);
  const place = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-start][data-end]");
  const [first, last] = [place(range.startContainer), place(range.endContainer)];
  if (first && last) {
    address.searchParams.set("at", first.dataset.start);
    address.searchParams.set("end", last.dataset.end);
  }
  return address;
}

// --- what is meant ---

let lastCard = "";

// The card with the focus, else the last one that had it, else none.
export function currentCard(root) {
  const card = root.activeElement?.closest?.("main .card[tabindex]");
  if (card) lastCard = card.id;
  return card ?? (lastCard ? root.getElementById(lastCard) : null);
}

function countTicked(root) {
  const bulk = root.querySelector("[data-bulk]");
  if (!bulk) return;
  const ticked = root.querySelectorAll("input[form=bulk]:checked").length;
  bulk.classList.toggle("none", ticked === 0);
  bulk.querySelector("[data-ticked]").textContent = ticked === 1 ? "1 row ticked:" : `${ticked} rows ticked:`;
  for (const button of bulk.querySelectorAll("button")) button.disabled = ticked === 0;
}
