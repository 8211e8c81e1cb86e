"""Whether somebody is who they say: by password, code or passkey. Each is counted, so that guessing is slow.

Apart from the services because a password is hashed outside any transaction: what hashes cannot be one statement of many.
"""

from datetime import datetime
from uuid import UUID

from app import limits
from app.accounts import passwords, queries
from app.accounts.policy import Proof
from app.database import Database, Session
from app.factors import passkeys
from app.factors import policy as factors
from app.factors import queries as kept
from app.factors import service as proofs
from app.factors.policy import Purpose, Site
from app.limits import Limit
from app.web.visit import Viewer

# Codes have a million values and three are right at a time: this many tries find one in fifteen years of trying.
CODES = Limit("code", times=10, seconds=900)
CODES_A_DAY = Limit("code_day", times=60, seconds=86_400)
AGAIN = Limit("own_password", times=10, seconds=900)


class Once:
    """What a right code of each kind leaves to be done in the transaction it lets in: to be used up, and told."""

    def __init__(self, member_id: UUID, code: str, emergency: UUID | None) -> None:
        self._member_id = member_id
        self._code = code
        self.emergency = emergency  # the id of the code for an emergency that was typed

    def take(self, session: Session, now: datetime) -> bool:
        """Use the code up. False if it is not right, or was used already."""
        if self.emergency:
            return proofs.use_recovery_code(session, self.emergency, now)
        return proofs.take_code(session, self._member_id, self._code, now)


def count(store: Database, who: str) -> None:
    """Count a try at a code.

    Raises  TooOften once there were too many.
    """
    with store.writing() as session:
        for limit in (CODES, CODES_A_DAY):
            limits.take_within(session, limit, who)


def uncount(session: Session, who: str) -> None:
    for limit in (CODES, CODES_A_DAY):
        limits.give_back(session, limit, who)


def read(store: Database, member_id: UUID, typed: str) -> Once | None:
    """Return what a code is, or nothing if it can be none. A code for an emergency is compared here, slowly."""
    code = factors.as_code(typed)
    if factors.is_of_app(code):
        return Once(member_id, code, None)
    meant = factors.as_recovery_code(code)
    if meant is None:
        return None
    with store.reading() as session:
        found = kept.emergency(session, member_id, meant)
    right = passwords.check(found.code_hash if found else None, meant).right
    return Once(member_id, "", found.id) if found and right else None


def passkey(
    store: Database,
    answer: str,
    *,
    site: Site | None,
    purpose: Purpose,
    bound_to: str,
    now: datetime,
) -> UUID | None:
    """Return whose passkey answered the challenge of this browser. The challenge is used up, whatever comes of it."""
    challenge, credential = passkeys.challenge_in(answer), passkeys.credential_id_in(answer)
    if site is None or challenge is None or credential is None:
        return None
    with store.writing() as session:
        if not proofs.use_challenge(session, challenge, purpose, bound_to, now):
            return None
    with store.writing() as session:
        key = kept.key(session, credential)
        if key is None:
            return None
        counted = passkeys.answered(
            site, answer, challenge, holder=key.member_id, public_key=key.public_key, sign_count=key.sign_count
        )
        if counted is None or not proofs.use_passkey(session, key.id, seen=key.sign_count, count=counted, now=now):
            return None
        return key.member_id


def again(store: Database, viewer: Viewer, proof: Proof, *, site: Site | None, now: datetime) -> str | None:
    """Return what is wrong with a fresh proof of somebody who is signed in, as a catalogue key; nothing if it holds.

    Raises  TooOften once there were too many tries.
    """
    limits.take(store, AGAIN, str(viewer.id))
    with store.reading() as session:
        account, has = queries.by_id(session, viewer.id), kept.has(session, viewer.id)
    if proof.answer:
        holder = passkey(
            store, proof.answer, site=site, purpose=Purpose.PROVE, bound_to=str(viewer.sign_in_id), now=now
        )
        fault = None if holder == viewer.id else "factors.proof.passkey_wrong"
    elif not proof.password or not passwords.check(account.password_hash if account else None, proof.password).right:
        fault = "factors.proof.password_wrong"
    elif has.any and not _code_taken(store, viewer.id, proof.code, now):
        fault = "factors.proof.code_wrong"
    else:
        fault = None
    if fault is None:
        with store.writing() as session:
            limits.give_back(session, AGAIN, str(viewer.id))
    return fault


def _code_taken(store: Database, member_id: UUID, typed: str, now: datetime) -> bool:
    """Take a code of the app. One for an emergency is for coming in, not for opening what is locked inside."""
    code = factors.as_code(typed)
    if not factors.is_of_app(code):
        return False
    with store.writing() as session:
        return proofs.take_code(session, member_id, code, now)
