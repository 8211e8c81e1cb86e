/* Tells a form that typing has rested, and never in the middle of a Japanese conversion. */

const REST = 600; // milliseconds

const waiting = new WeakMap();
let converting = false;

function rest(event) {
  const form = event.target.form;
  if (!form || !form.matches("[data-settle]")) return;
  clearTimeout(waiting.get(form));
  if (converting) return;
  waiting.set(form, setTimeout(() => form.dispatchEvent(new CustomEvent("settle", { bubbles: true })), REST));
}

document.addEventListener("compositionstart", (event) => {
  converting = true;
  rest(event);
});
document.addEventListener("compositionend", (event) => {
  converting = false;
  rest(event);
});
document.addEventListener("input", rest);

// Safari ends the conversion before it tells of the Enter that ended it; that Enter sends no form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229) && event.target.matches("input")) {
    event.preventDefault();
  }
});
