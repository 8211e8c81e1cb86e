/* Keys on a moderator's pages. None of them decides: r puts the focus on releasing, b in the note to the author, and only
   what is then pressed there counts. They can be switched off, for whoever speaks to the computer or steers it by letters. */

const OFF = "kiku-keys-off"; // the one thing that is kept in the browser, and only once somebody switches the keys off

const rows = [...document.querySelectorAll("[data-queue] > li > a[href]")];
const help = document.querySelector("[data-keys]");
const use = help?.querySelector("input");

const find = (selector) => document.querySelector(selector);
const writing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

function along(step) {
  if (!rows.length) return find(`[data-key="${step > 0 ? "j" : "k"}"]`)?.click();
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
}

const deeds = {
  j: () => along(1),
  k: () => along(-1),
  r: () => find('[data-decision] [name="outcome"][value="release"]')?.focus(),
  b: () => find("[data-decision] textarea")?.focus(),
  d: () => find('[data-key="d"]')?.click(),
  c: () => find("[data-claim] button")?.focus(),
  u: () => find("[data-undo] button")?.focus(),
  q: () => find('[data-key="q"]')?.click(),
  "?": () => {
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  // 229 is what Safari says of the key that ends a Japanese conversion.
  if (event.isComposing || event.keyCode === 229 || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof Element) || writing(event.target)) return;
  const deed = deeds[event.key];
  if (!deed || (use && !use.checked)) return;
  event.preventDefault();
  deed();
});

if (help) {
  help.hidden = false;
  use.checked = !localStorage.getItem(OFF);
  use.addEventListener("change", () => (use.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
}
