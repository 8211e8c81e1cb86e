/* Says how much room a text still has, counted in characters as the server counts them. */

const language = document.documentElement.lang;

function say(room) {
  const field = document.getElementById(room.dataset.room);
  if (!field) return;
  const used = [...field.value.normalize("NFC").trim()].length;
  const over = used - Number(room.dataset.limit);
  room.textContent = over > 0
    ? room.dataset.over.replace("{over}", over.toLocaleString(language))
    : room.dataset.used.replace("{used}", used.toLocaleString(language));
  room.classList.toggle("field__room--over", over > 0);
}

for (const room of document.querySelectorAll("[data-room]")) say(room);
document.addEventListener("input", (event) => {
  const room = event.target.id && document.getElementById(`${event.target.id}-room`);
  if (room) say(room);
});
