/* Keys on a moderator's pages. None of them decides: r puts the focus on releasing, b in the note to the author, and only
   what is then pressed there counts. They can be switched off, for whoever speaks to the computer or steers it by letters. */

const OFF = "kiku-keys-off"; // the one thing that is kept in the browser, and only once somebody switches the keys off

const rows = [...document.querySelectorAll("[data-queue] > li > a[href], [data-queue] > li[tabindex]")];
const help = document.querySelector("[data-keys]");
const use = help?.querySelector("input");

/** What is looked for stands in the row the focus is in, where a row is a whole form, or else anywhere on the page. */
const find = (selector) => (here() ?? document).querySelector(selector);
const here = () => rows.find((row) => row.tagName === "LI" && row.contains(document.activeElement));
const writing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;

/** Put the focus there, unfolding what it is folded into. */
function go(selector) {
  const found = find(selector);
  const fold = found?.closest("details");
  if (fold) fold.open = true;
  found?.focus();
}

function along(step) {
  if (!rows.length) return find(`[data-key="${step > 0 ? "j" : "k"}"]`)?.click();
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
}

const deeds = {
  j: () => along(1),
  k: () => along(-1),
  r: () => go('[data-decision] :is([name="outcome"][value="release"], [name="tier"])'),
  b: () => go("[data-decision] textarea"),
  d: () => find('[data-key="d"]')?.click(),
  c: () => go("[data-claim] button"),
  u: () => go("[data-undo] button"),
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
