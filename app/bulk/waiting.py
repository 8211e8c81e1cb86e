"""Texts that wait for a moderator, for measurements: invented like all bulk data, held as the detector would hold them."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app import deid, vault
from app.accounts.models import Member
from app.bulk import sentences
from app.cases.models import Case
from app.database import Database
from app.posts import sealing
from app.posts.models import Post, Review, Revision, Screening
from app.posts.policy import Cause, Risk, State

SINCE = datetime(2026, 9, 1, tzinfo=UTC)
# What usually holds a text, with how pressing it is.
FOUND = (
    (" person_name:direct:1 ", Risk.DIRECT),
    (" person_name:direct:2 phone:direct:1 ", Risk.DIRECT),
    (" age:quasi:1 place:quasi:1 occupation:quasi:1 ", Risk.COMBINATION),
    (" event_date:quasi:2 ", Risk.QUASI),
    (" workplace:quasi:1 family:quasi:1 ", Risk.QUASI),
)


def hold(database: Database, count: int, *, seed: int) -> None:
    """Let so many cases of the bulk members wait, the same for the same seed."""
    dice = random.Random(f"waiting {seed}")  # noqa: S311  # the same rows again, and none that `fill` made
    rows: dict[type, list[dict[str, Any]]] = {Case: [], Post: [], Revision: [], Screening: [], Review: []}
    words: dict[UUID, bytes] = {}
    with database.writing() as session:
        authors = session.scalars(select(Member.id).order_by(Member.email)).all()
        for number in range(count):
            case, post, revision = (UUID(int=dice.getrandbits(128), version=4) for _ in range(3))
            lang = "ja" if dice.random() < 0.7 else "en"
            at = SINCE + timedelta(minutes=number)
            found, risk = dice.choice(FOUND)
            body = dice.choice(sentences.JA if lang == "ja" else sentences.EN)
            title = dice.choice(sentences.TITLES_JA if lang == "ja" else sentences.TITLES_EN)
            words[revision] = sealing.packed(sealing.Words(title, body, "", body))
            rows[Case].append({"id": case, "lang": lang, "consent": "fictional"})
            rows[Post].append(
                {"id": post, "case_id": case, "author_id": dice.choice(authors), "opening": True, "made_at": at}
            )
            rows[Revision].append(
                {
                    "id": revision,
                    "post_id": post,
                    "number": 1,
                    "state": State.HELD,
                    "lang": lang,
                    "body": "",
                    "html": "",
                    "made_at": at,
                }
            )
            rows[Screening].append(
                {
                    "revision_id": revision,
                    "verdict": "block" if risk is Risk.DIRECT else "review",
                    "ruleset": deid.RULESET,
                    "findings": [],
                    "traits": [],
                    "made_at": at,
                }
            )
            rows[Review].append(
                {
                    "id": UUID(int=dice.getrandbits(128), version=4),
                    "revision_id": revision,
                    "cause": Cause.HELD,
                    "risk": risk,
                    "found": found,
                    "opening": True,
                    "lang": lang,
                    "opened_at": at,
                }
            )
        for model, several in rows.items():
            session.execute(insert(model), several)
        vault.put_many(session, sealing.FIELD, words)
