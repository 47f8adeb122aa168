// While documents are linked in the background, the note about it is shown anew; a select that counts otherwise needs no button.
export function startLinking(root) {
  root.addEventListener("submit", async (event) => {
    const form = event.target.closest('form[action="/link"]');
    if (!form) return;
    event.preventDefault();
    form.querySelector("button").disabled = true;
    const head = { "x-sayso-part": "1", "x-sayso-token": root.body.dataset.token };
    await show(root, await fetch("/link", { method: "POST", body: new FormData(form), headers: head }));
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches?.("select[data-submits]")) event.target.form.requestSubmit();
  });
  if (root.querySelector('.unlinked[data-linking="1"]')) setTimeout(() => look(root), 1000);
}

async function look(root) {
  await show(root, await fetch("/link", { headers: { "x-sayso-part": "1" } }));
}

async function show(root, answer) {
  const now = root.querySelector(".unlinked");
  const next = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".unlinked");
  if (!now || !next) return;
  now.replaceWith(root.importNode(next, true));
  if (next.dataset.linking === "1") setTimeout(() => look(root), 1000);
  else if (next.dataset.left === "0") location.reload();
}
