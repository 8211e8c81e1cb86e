/* Findings while writing: one press puts the gentler words in, another shows where the words stand. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-put], [data-show]");
  const field = button && document.getElementById(button.dataset.field);
  if (!field) return; // without its field a button sends the form, and the server puts the words in
  event.preventDefault();
  const { words, instead } = button.dataset;
  const start = nearest(field.value, words, Number(button.dataset.start));
  // The words were changed by hand since they were read: nothing is put in their place, they are read anew.
  if (start < 0) field.dispatchEvent(new Event("input", { bubbles: true }));
  else if ("put" in button.dataset) {
    put(button, field, start, words, instead);
    if ("person" in button.dataset) putEverywhere(instead);
  }
  else show(field, start, start + words.length);
});

// A button that only shows is no use without this script, so it arrives hidden.
function reveal() {
  for (const button of document.querySelectorAll("[data-show][hidden]")) button.hidden = false;
}
reveal();
document.addEventListener("htmx:after:swap", () => {
  reveal();
  follow();
});
document.addEventListener("input", follow);

/** What was found moves with the text around it. */
function follow() {
  for (const button of document.querySelectorAll("#findings [data-start]")) {
    const field = document.getElementById(button.dataset.field);
    const start = field ? nearest(field.value, button.dataset.words, Number(button.dataset.start)) : -1;
    if (start >= 0) button.dataset.start = start;
  }
}

/** Where the words stand now: at their old place, or as near to it as they are found; -1 where they are gone. */
function nearest(text, words, place) {
  if (text.startsWith(words, place)) return place;
  const after = text.indexOf(words, place);
  const before = text.lastIndexOf(words, place);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - place < place - before ? after : before;
}

function put(button, field, start, words, instead) {
  const end = start + words.length;
  const wanted = field.value.slice(0, start) + instead + field.value.slice(end);
  // Focus opens a touch keyboard over the list; with a real one it leaves the caret where undo is wanted.
  if (!matchMedia("(pointer: coarse)").matches) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    document.execCommand(instead ? "insertText" : "delete", false, instead); // the only way that undo knows of
  }
  if (field.value !== wanted) {
    field.setRangeText(instead, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  button.closest(".finding")?.classList.add("finding--put");
}

/** One person gets one letter: every other mention that would become the same letter becomes it too. */
function putEverywhere(instead) {
  for (const finding of document.querySelectorAll("#findings .finding:not(.finding--put)")) {
    const button = [...finding.querySelectorAll("[data-person]")].find((one) => one.dataset.instead === instead);
    const field = button && document.getElementById(button.dataset.field);
    if (!field) continue;
    const start = nearest(field.value, button.dataset.words, Number(button.dataset.start));
    if (start >= 0) put(button, field, start, button.dataset.words, instead);
  }
}

function show(field, start, end) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const depth = height(field, start);
  field.scrollTop = depth - field.clientHeight / 2;
  const top = field.getBoundingClientRect().top + scrollY + depth - field.scrollTop;
  scrollTo({ top: top - innerHeight / 2 });
}

/** How far down in a text area a place is, in pixels: as tall as a twin of it that ends there. */
function height(field, place) {
  const twin = field.cloneNode();
  twin.removeAttribute("id");
  twin.removeAttribute("name");
  Object.assign(twin.style, { position: "absolute", visibility: "hidden", height: "0", minHeight: "0", width: `${field.offsetWidth}px` });
  field.after(twin);
  twin.value = field.value.slice(0, place);
  const found = twin.scrollHeight;
  twin.remove();
  return found;
}
