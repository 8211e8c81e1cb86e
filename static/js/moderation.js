// Keys on a moderator's pages: j and k go on and back, r and b go to a decision. None of them decides:
// r puts the focus on releasing, b in the note to the author, and only what is then pressed there counts.

const rows = [...document.querySelectorAll("[data-queue] a[href]")];
const form = document.querySelector("[data-decision]");

const writing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function along(step) {
  if (!rows.length) return document.querySelector(`[data-key="${step > 0 ? "j" : "k"}"]`)?.click();
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
}

const deeds = {
  j: () => along(1),
  k: () => along(-1),
  r: () => form?.querySelector('[name="outcome"][value="release"]').focus(),
  b: () => form?.querySelector('[name="note"]').focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof Element) || writing(event.target)) return;
  const deed = deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;
