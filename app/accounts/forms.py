"""What was typed to join, to sign in, to change an account or to decide on a licence → a value, or what is wrong."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from app import i18n, taxonomy
from app.accounts import licensing, naming, passwords, policy
from app.accounts.policy import (
    Joining,
    LicenceClaim,
    LicenceDecision,
    Loss,
    LossProof,
    LossReason,
    Outcome,
    Proof,
    Reply,
    SigningIn,
    Tier,
    Together,
)
from app.evidence import rendering
from app.evidence.policy import Fault, Refused
from app.web.fields import Fields

Errors = dict[str, str]
ELSEWHERE_LAST = "ZZ"  # the country of whatever is checked by hand


def read_join(form: Fields, locale: str) -> tuple[Joining, Errors]:
    wanted = form.one("locale")
    claim, errors = read_claim(form)
    joining = Joining(
        naming.email_key(form.one("email")),
        form.one("name"),
        i18n.read_lang(wanted, locale),
        claim.slug,
        claim.number,
        form.one("invitation")[:100],
        form.raw("password"),
    )
    wrong = {
        "email": None if naming.is_email(joining.email) else "accounts.email.unusable",
        "password": passwords.fault(joining.password, email=joining.email, name=joining.name),
        "name": naming.name_fault(joining.name),
        "locale": None if wanted in ("", *i18n.LOCALES) else "accounts.locale.unknown",
    }
    return joining, {field: key for field, key in wrong.items() if key} | errors


def read_sign_in(form: Fields) -> tuple[SigningIn, Errors]:
    signing_in = SigningIn(
        naming.email_key(form.one("email"))[: naming.EMAIL_LIMIT], form.one("next"), form.raw("password")
    )
    errors = {}
    if not signing_in.email:
        errors["email"] = "accounts.email.missing"
    if not signing_in.password:
        errors["password"] = "accounts.password.missing"  # noqa: S105  # a key of the catalogue
    return signing_in, errors


def read_proof(form: Fields) -> Proof:
    """Read a fresh proof. Its fields have names of their own, so that they fit into any form."""
    return Proof(form.raw("proof_password"), form.one("proof_code"), form.one("proof_answer"))


def read_claim(form: Fields) -> tuple[LicenceClaim, Errors]:
    """Read a licence and its number. A number of an unusual shape is as good as any: a person looks at it."""
    claim = LicenceClaim(form.one("licence"), form.one("licence_number"))
    errors = {}
    if claim.slug not in taxonomy.licences():
        errors["licence"] = "accounts.licence.missing"
    if not claim.number or not claim.number.isprintable():
        errors["licence_number"] = "accounts.licence.number_missing"
    elif len(claim.number) > policy.NUMBER_LIMIT:
        errors["licence_number"] = "accounts.licence.number_long"
    return claim, errors


def read_evidence(form: Fields, *, confirmed: bool) -> tuple[tuple[bytes, ...], Errors]:
    """Return the pictures of a proof of licence that came with a form, none where none was chosen.

    confirmed  whether the sender's address is. It takes seconds: no transaction is open meanwhile.
    """
    file = form.file("evidence")
    if file is None:
        return (), {}
    if not confirmed:
        return (), {"evidence": "accounts.evidence.unconfirmed"}
    if file.too_large:
        return (), {"evidence": f"accounts.evidence.{Fault.LARGE}"}
    try:
        return rendering.pictures(file.content), {}
    except Refused as refused:
        return (), {"evidence": f"accounts.evidence.{refused.fault}"}


def read_email(form: Fields) -> tuple[str, Errors]:
    email = naming.email_key(form.one("email"))
    return email, {} if naming.is_email(email) else {"email": "accounts.email.unusable"}


def read_loss(form: Fields) -> tuple[Loss, Errors]:
    errors: Errors = {}
    reason, proof = form.one("loss_reason"), form.one("loss_proof")
    if reason not in list(LossReason):
        errors["loss_reason"] = "accounts.take_factors.reason_missing"
    if proof not in list(LossProof):
        errors["loss_proof"] = "accounts.take_factors.proof_missing"
    if form.one("loss_sure") != "1":
        errors["loss_sure"] = "accounts.take_factors.sure_missing"
    return Loss(
        LossReason(reason) if reason in list(LossReason) else None,
        LossProof(proof) if proof in list(LossProof) else None,
    ), errors


def read_reply(form: Fields) -> tuple[Reply | None, UUID | None, Errors]:
    """Return what is said to which request of another admin. It is never guessed."""
    said, asked = form.one("reply"), next(iter(read_ids(form, "asked")), None)
    if said not in list(Reply) or (said == Reply.AGREE and form.one("loss_sure") != "1"):
        return None, asked, {"loss_sure": "accounts.take_factors.sure_missing"}
    return Reply(said), asked, {}


def read_name(form: Fields) -> tuple[str, Errors]:
    name = form.one("name")
    key = naming.name_fault(name)
    return name, {"name": key} if key else {}


def read_new_password(form: Fields, *, email: str, name: str) -> tuple[str, Errors]:
    password = form.raw("password")
    key = passwords.fault(password, email=email, name=name)
    return password, {"password": key} if key else {}


def read_licence_decision(form: Fields, today: date) -> tuple[LicenceDecision, Errors]:
    """Read a decision. A refusal says why: its holder is to know what to do about it."""
    outcome, expires, tier = form.one("outcome"), form.one("expires_on"), form.one("tier")
    decision = LicenceDecision(
        Outcome(outcome) if outcome in list(Outcome) else None,
        form.one("note"),
        expires[:20],
        _day(expires),
        Tier(tier) if tier in list(Tier) else Tier.CLAIMED,
    )
    errors = {}
    if decision.outcome is None:
        errors["outcome"] = "accounts.decision.outcome_missing"
    if len(decision.note) > policy.NOTE_LIMIT:
        errors["note"] = "accounts.decision.note_long"
    elif decision.outcome is Outcome.REFUSE and not decision.note:
        errors["note"] = "accounts.decision.note_missing"
    if expires and decision.expires_on is None:
        errors["expires_on"] = "accounts.decision.not_a_day"
    elif decision.outcome is Outcome.CONFIRM and decision.expires_on and decision.expires_on < today:
        errors["expires_on"] = "accounts.decision.past"
    return decision, errors


def read_together(form: Fields, today: date) -> tuple[Together, Errors]:
    """Read which licences are confirmed at once. What they rest on is said: the member's word alone is never enough here."""
    tier, expires = form.one("tier"), form.one("expires_on")
    together = Together(
        read_ids(form, "licence"), Tier(tier) if tier in licensing.TOGETHER else None, expires[:20], _day(expires)
    )
    errors = {}
    if not together.ids:
        errors["together"] = "accounts.together.nothing"
    if together.tier is None:
        errors["tier"] = "accounts.together.tier_missing"
    if expires and together.expires_on is None:
        errors["expires_on"] = "accounts.decision.not_a_day"
    elif together.expires_on and together.expires_on < today:
        errors["expires_on"] = "accounts.decision.past"
    return together, errors


def read_ids(form: Fields, name: str) -> tuple[UUID, ...]:
    """Return the ids that were ticked; whatever is none is left out."""
    found = []
    for typed in form.all(name):
        with suppress(ValueError):
            found.append(UUID(typed))
    return tuple(found)


def licence_options(locale: str) -> list[tuple[str, str]]:
    """Return the licences to choose from, those of the language's own countries first."""
    listed = sorted(
        taxonomy.licences().values(),
        key=lambda licence: (licence.country == ELSEWHERE_LAST, (licence.country == "JP") is not (locale == "ja")),
    )
    return [(licence.slug, licence.label.of(locale)) for licence in listed]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
