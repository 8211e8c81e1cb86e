// Passkeys: the one way to prove oneself that HTML has no element for. A button asks the server what is to be
// answered, the browser asks its owner, and the answer goes out with the form the button stands in.

const capable =
  typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential && "toJSON" in PublicKeyCredential.prototype;

const ceremonies = {
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
};

async function answer(button) {
  const form = button.form;
  const token = new URLSearchParams({ _csrf_token: form.elements._csrf_token.value });
  const asked = await fetch(button.dataset.options, { method: "POST", body: token, redirect: "error" });
  // The sign-in is over, the page is older than it, or a fresh proof comes first.
  if (asked.status === 401 || asked.status === 403) return location.reload();
  if (!asked.ok) throw new Error(String(asked.status));
  const credential = await ceremonies[button.dataset.passkey](await asked.json());
  form.elements[button.dataset.field].value = JSON.stringify(credential);
  form.noValidate = true; // the fields that the passkey stands for may stay empty
  form.requestSubmit();
}

for (const button of capable ? document.querySelectorAll("[data-passkey]") : []) {
  const place = button.parentElement;
  const complaint = place.querySelector("[role=alert]");
  place.querySelector(".passkey__without")?.remove();
  button.hidden = false;
  button.addEventListener("click", async () => {
    complaint.hidden = true;
    button.disabled = true;
    try {
      await answer(button);
    } catch {
      complaint.hidden = false; // whoever changed their mind reads it too: nothing happened, and there are other ways
    } finally {
      button.disabled = false;
    }
  });
}
