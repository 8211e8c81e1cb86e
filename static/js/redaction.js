/* Marking words to be replaced: a selection in the text becomes one more place in the list. Without this script the
   findings can still be ticked. Places are counted in characters, as the server counts them, not in UTF-16 units. */

const form = document.querySelector("[data-redaction]");
const list = form?.querySelector("[data-places]");
const blank = form?.querySelector("[data-place]");

const characters = (text) => [...text].length;

/** What is selected inside one field of the text, or nothing. */
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const at = range.commonAncestorContainer;
  const passage = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest("[data-field]");
  if (!passage || !form.contains(passage)) return null;
  const before = range.cloneRange();
  before.selectNodeContents(passage);
  before.setEnd(range.startContainer, range.startOffset);
  const start = characters(before.toString());
  const words = range.toString();
  return { name: `${passage.dataset.field}:${start}:${start + characters(words)}`, words };
}

function cover() {
  const found = selected();
  if (!found || !found.words.trim()) return;
  const there = list.querySelector(`[data-name="${found.name}"] input[type="text"]`);
  if (there) return there.focus();
  const row = blank.content.firstElementChild.cloneNode(true);
  row.dataset.name = found.name;
  row.querySelector('[name="stretch"]').value = found.name;
  row.querySelector("q").textContent = found.words;
  const instead = row.querySelector('input[type="text"]');
  instead.name = `instead-${found.name}`;
  list.append(row);
  instead.select();
}

if (form) {
  for (const hidden of form.querySelectorAll("[data-mark]")) hidden.hidden = false;
  form.querySelector("[data-cover]").addEventListener("click", cover);
}
