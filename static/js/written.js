/* Marks what was found in the field where it is being written: a layer behind the text, of the same letters in the same places. */

// What decides where a letter stands.
const LIKE = [
  "font", "font-feature-settings", "font-kerning", "letter-spacing", "word-spacing", "line-height", "text-align", "text-indent", "text-autospace",
  "text-spacing-trim", "white-space", "overflow-wrap", "word-break", "line-break", "hyphens", "tab-size", "direction", "padding", "border-width",
];
const layers = new Map(); // a field's id, and what lies behind it
const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => lay(target)));

function drawAll() {
  const fields = [...document.querySelectorAll("#findings [data-show]")].map((button) => button.dataset.field);
  for (const id of new Set([...fields, ...layers.keys()])) draw(document.getElementById(id));
}
drawAll();
document.addEventListener("htmx:after:swap", drawAll);
document.addEventListener("input", (event) => layers.has(event.target.id) && draw(event.target));
document.addEventListener("scroll", (event) => layers.has(event.target.id) && lay(event.target), { capture: true, passive: true });

function draw(field) {
  if (!field) return;
  const layer = layerOf(field);
  const parts = [];
  let end = 0;
  for (const { start, words, kind } of places(field)) {
    const mark = document.createElement("mark");
    mark.className = kind;
    mark.append(words);
    parts.push(field.value.slice(end, start), mark);
    end = start + words.length;
  }
  // The sign without width gives a last empty line its height.
  layer.replaceChildren(...parts, field.value.slice(end), "\u200b");
  lay(field);
}

/** Where what was found stands now, in order and none over another. */
function places(field) {
  const found = [...document.querySelectorAll("#findings [data-show]")]
    .filter(({ dataset }) => dataset.field === field.id && field.value.startsWith(dataset.words, Number(dataset.start)))
    .map((button) => ({
      start: Number(button.dataset.start),
      words: button.dataset.words,
      kind: button.closest(".finding--direct") ? "direct" : "quasi",
    }))
    .sort((one, other) => one.start - other.start || other.words.length - one.words.length);
  return found.filter(({ start }, at) => found.slice(0, at).every((before) => before.start + before.words.length <= start));
}

function layerOf(field) {
  const known = layers.get(field.id);
  if (known?.nextElementSibling === field) return known;
  const layer = document.createElement("div");
  layer.className = "written";
  layer.ariaHidden = "true"; // the list beside it says the same
  layer.lang = field.lang;
  field.before(layer);
  layers.set(field.id, layer);
  resized.observe(field);
  return layer;
}

/** Put the layer where its field is, as large, and scrolled as far. */
function lay(field) {
  const layer = layers.get(field.id);
  const look = getComputedStyle(field);
  for (const name of LIKE) layer.style.setProperty(name, look.getPropertyValue(name));
  const bar = field.offsetWidth - field.clientWidth - parseFloat(look.borderInlineStartWidth) - parseFloat(look.borderInlineEndWidth);
  Object.assign(layer.style, {
    insetBlockStart: `${field.offsetTop}px`,
    insetInlineStart: `${field.offsetLeft}px`,
    inlineSize: `${field.offsetWidth - bar}px`,
    blockSize: `${field.offsetHeight}px`,
  });
  layer.scrollTo(field.scrollLeft, field.scrollTop);
}
