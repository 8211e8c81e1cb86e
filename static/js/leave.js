/* Asks before unsent words are lost. Nothing is kept in the browser: a clinic's computer is shared. */

const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-leave]")) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));

// Words that came back from the server unsaved are as unsent as those typed since.
for (const form of document.querySelectorAll("form[data-leave]")) {
  if (form.dataset.leave === "unsent" || form.querySelector(".errors")) changed.add(form);
}

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
