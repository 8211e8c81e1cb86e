"""Demo members and cases, in both languages: what a newcomer sees on a first start. All of them are invented."""

import json
import os
import secrets
from typing import TextIO
from uuid import UUID

from sqlalchemy import func, select

from app.accounts import passwords
from app.accounts import service as accounts
from app.accounts.models import Member
from app.cases import service as cases
from app.cases.policy import CaseForm, Consent
from app.database import Database, Session
from app.demo.texts import CASES, MEMBERS, DemoCase
from app.posts import queries, screening
from app.posts import service as posts
from app.posts.forms import opened
from app.posts.policy import Draft, State, language
from app.settings import Settings

FILE = "demo-sign-ins.json"
PASSWORD_BYTES = 9


def run(settings: Settings, database: Database, *, only_if_empty: bool, out: TextIO) -> int:
    """Add the demo, or say again how to sign in to it. Refuses a database in which anyone real has joined."""
    with database.reading() as session:
        members = session.scalar(select(func.count()).select_from(Member)) or 0
        real = session.scalar(select(func.count()).select_from(Member).where(Member.demo.is_(False))) or 0
    file = settings.data / FILE
    if real or (members and not file.exists()):
        if not only_if_empty:
            out.write("kiku demo: this database has members already; the demo is for an empty one.\n")
            return 1
        return 0
    if not members:
        sign_ins = _add(database)
        # Made anew for each installation, and readable by its owner alone: no password is known beforehand.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            json.dump(sign_ins, handle)
    sign_ins = json.loads(file.read_text())
    out.write(f"\nDemo sign-ins for {settings.base_url}/sign-in\n")
    out.writelines(f"  {email:<28} {password:<14} {role}\n" for email, role, password in sign_ins)
    out.write("Outside a demo whoever moderates needs a second factor too; here the password is enough.\n\n")
    out.flush()
    return 0


def _add(database: Database) -> list[tuple[str, str, str]]:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    hashed = passwords.hashed(password)
    with database.writing() as session:
        members = {
            demo.name: accounts.add_member(
                session,
                email=demo.email,
                name=demo.name,
                role=demo.role,
                locale=demo.locale,
                password_hash=hashed,
                verified=demo.verified,
                waiting=not demo.verified,
                licence=demo.licence,
                licence_number=demo.number,
                demo=True,
            ).id
            for demo in MEMBERS
        }
        for case in CASES:
            _bring(session, case, members)
    return [
        (demo.email, f"{demo.role}{'' if demo.verified else ' (waiting)'}, {demo.locale}", password) for demo in MEMBERS
    ]


def _flowing(lang: str, body: str) -> str:
    """Return a body whose lines end where its paragraphs do, not where the source file was wrapped."""
    return "\n\n".join(("" if lang == "ja" else " ").join(paragraph.split("\n")) for paragraph in body.split("\n\n"))


def _bring(session: Session, demo: DemoCase, members: dict[str, UUID]) -> None:
    """Bring a case as its author would: the detector reads it, and what it holds stays held."""
    form = CaseForm(
        opened(demo.lang, demo.title, _flowing(demo.lang, demo.body), demo.question),
        demo.approaches,
        Consent.FICTIONAL,
        demo.alias,
        secrets.token_urlsafe(18),
    )
    read = screening.read_within(session, form.writing.draft())
    revision = cases.open_case(session, members[demo.author], form, read)
    text = queries.own(session, members[demo.author], revision.post_id)
    assert text is not None
    if text.state is not State.PUBLISHED:
        return
    previous: UUID | None = None
    for comment in demo.comments:
        written = posts.reply(
            session,
            members[comment.author],
            text.case_id,
            screening.read_within(session, Draft(language(comment.body), comment.body), text.case_id),
            answers=previous if comment.answers else None,
            once=secrets.token_urlsafe(18),
        )
        session.flush()
        sent = queries.own(session, members[comment.author], written.post_id)
        previous = written.post_id if sent and sent.state is State.PUBLISHED else previous
