"""A few minutes of the site's life in one process, step by step, with files that may fail: what was answered, what is so."""

import ctypes
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.database import Database
from app.posts.models import Post, Revision
from app.settings import Settings
from tests import texts
from tests.people import Browser, client_of

SENT = 303


def run(
    settings: Settings, database: Database, site: Any, shim: ctypes.CDLL | None, asked: dict[str, Any]
) -> dict[str, Any]:
    with database.reading() as reading:
        members = reading.scalars(select(Member).order_by(Member.email)).all()
        case_id = reading.scalars(select(Post.case_id).where(col(Post.opening)).limit(1)).one()
    people = [client_of(site, settings, database, member, {}) for member in members]
    with people[0].client:
        return (_posts if asked["work"] == "posts" else _steps)(people, database, shim, asked, case_id)


def _posts(
    people: list[Browser], database: Database, shim: ctypes.CDLL | None, asked: dict[str, Any], case_id: UUID
) -> dict[str, Any]:
    """Send comments one after another, and mark each in the journal once its answer is here."""
    assert shim is not None
    tokens = [person.token("/desk") for person in people]
    # From here on: what the pages before this wrote is in the files as they are now, and in no journal.
    assert database.empty_log() and database.engine.url.database
    shutil.copytree(Path(database.engine.url.database).parent, asked["base"])
    shim.shim_journal(asked["journal"].encode())
    sent = []
    for number in range(asked["times"]):
        who, once = number % len(people), uuid4().hex
        answer = _comment(people[who], tokens[who], case_id, once)
        if answer == SENT:
            shim.shim_mark(ctypes.c_uint64(number))
        sent.append(once if answer == SENT else "")
    return {"sent": sent}


def _comment(person: Browser, token: str, case_id: UUID, once: str) -> int:
    form = {"body": texts.CLEAR_COMMENT, "once": once}
    return person.post(f"/cases/{case_id}/posts", form, token=token).status_code


def _steps(
    people: list[Browser], database: Database, shim: ctypes.CDLL | None, asked: dict[str, Any], case_id: UUID
) -> dict[str, Any]:
    """Write, write anew and take away while the n-th thing that is done to a file fails. Everything is looked at afterwards."""
    author, token, token_of_peer = people[0], people[0].token("/desk"), people[1].token("/desk")
    onces = [uuid4().hex for _ in range(4)]
    arm = shim.shim_arm if shim else lambda *_: None
    arm(ctypes.c_long(asked["at"]), ctypes.c_int(asked["errno"]), ctypes.c_long(asked["times"]))
    answers = [
        author.post("/cases", _case(onces[0]), token=token).status_code,
        _comment(author, token, case_id, onces[1]),
        _comment(people[1], token_of_peer, case_id, onces[2]),
    ]
    page = author.get(f"/cases/{case_id}").status_code
    alive, ready = author.get("/healthz").status_code, author.get("/readyz").status_code
    counted = shim.shim_counted() if shim else 0
    arm(ctypes.c_long(0), ctypes.c_int(0), ctypes.c_long(0))
    after = [author.get("/readyz").status_code, _comment(author, token, case_id, onces[3])]
    with database.reading() as reading:
        found = set(reading.scalars(select(Revision.once).where(col(Revision.once).in_(onces))).all())
        public = reading.execute(select(Revision.state).where(col(Revision.once).in_(onces))).all()
    return {
        "answers": answers,
        "kept": [once in found for once in onces],
        "page": page,
        "alive": alive,
        "ready": ready,
        "after": after,
        "counted": counted,
        "states": sorted({row.state for row in public}),
    }


def _case(once: str) -> dict[str, str]:
    return {
        "title": texts.CLEAR_TITLE,
        "body": texts.CLEAR_CASE,
        "question": texts.CLEAR_QUESTION,
        "lang": "ja",
        "approaches": "person-centred-therapy",
        "consent": "consent_peer",
        "once": once,
        "intent": "submit",
    }
