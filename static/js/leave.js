/* Asks before unsent words are lost. Nothing is kept in the browser: a clinic's computer is shared. */

const changed = new Set();
const cameBack = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-leave]")) changed.add(form);
});
document.addEventListener("submit", (event) => {
  changed.delete(event.target);
  cameBack.delete(event.target);
  // Choosing the other language on such a page takes along what came back, though not what was typed since.
  if (event.target.elements.namedItem("sent")) cameBack.clear();
});

// Words that came back from the server unsaved are as unsent as those typed since.
for (const form of document.querySelectorAll("form[data-leave]")) {
  if (form.dataset.leave === "unsent" || form.querySelector(".errors")) cameBack.add(form);
}

addEventListener("beforeunload", (event) => {
  if ([...changed, ...cameBack].some((form) => form.isConnected)) event.preventDefault();
});
