/* Keeps words on their page where the forum cannot be reached. Nothing of them is kept in the browser, and going back from
   its own page of errors would show an empty form. */

const PATIENCE = 15_000; // milliseconds
const AWAY = [502, 503, 504]; // what stands in front of the forum answers for it
const asking = new WeakSet();
const reached = new WeakSet();
let doubt = false; // whether what was last asked of the forum got no answer: only then is it asked before a form is sent

async function reaches() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return !AWAY.includes(answer.status);
  } catch {
    return false;
  }
}

function forget(form) {
  form.querySelectorAll("[data-unreached]").forEach((old) => old.remove());
}

function notice() {
  return document.getElementById("unreached").firstElementChild.cloneNode(true);
}

function tell(form, button) {
  const place = button?.closest("p") ?? form.lastElementChild;
  place.after(notice());
}

async function ask(form, button) {
  asking.add(form);
  const there = await reaches();
  asking.delete(form);
  if (!form.isConnected) return;
  forget(form);
  if (!there) return tell(form, button);
  doubt = false;
  reached.add(form);
  form.requestSubmit(button);
}

// What was found before is not what would be found now.
document.addEventListener("htmx:error", (event) => {
  const found = event.target.closest?.("form[data-settle]")?.querySelector("#findings");
  if (!found || !event.detail?.ctx) return;
  doubt = true;
  found.replaceChildren(notice());
});

// Before any other script hears of it: the form has not been sent yet.
document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  if (!form.matches("form[data-leave]") || reached.delete(form) || (navigator.onLine && !doubt)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!asking.has(form)) ask(form, button);
}, true);
