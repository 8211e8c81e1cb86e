"""What tests begin with: members, cases and comments, made in one line each with sensible defaults."""

import itertools
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.accounts import service as accounts
from app.accounts.models import Member
from app.cases import service as cases
from app.cases.policy import CaseForm, Consent
from app.database import Database
from app.posts import forms, judged, queries, revisions, screening
from app.posts import service as posts
from app.posts.policy import Draft, State, language
from app.web.visit import Role
from tests import texts

UNUSABLE = "!"  # no password has this hash
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Made:
    """A post that a test made, and whose it is."""

    case_id: UUID
    post_id: UUID
    revision_id: UUID
    author: Member
    state: State


class Make:
    """Makes what a test needs, each in a transaction of its own, through the services the site uses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def member(
        self, name: str = "", *, role: Role = Role.COUNSELLOR, locale: str = "ja", verified: bool = True
    ) -> Member:
        number = next(_numbers)
        with self._database.writing() as session:
            return accounts.add_member(
                session,
                email=f"member{number}@example.org",
                name=name or f"相談員{number}",
                role=role,
                locale=locale,
                password_hash=UNUSABLE,
                verified=verified,
            )

    def moderator(self, name: str = "", **more: str) -> Member:
        return self.member(name, role=Role.MODERATOR, **more)  # type: ignore[arg-type]

    def case(
        self,
        body: str = texts.CLEAR_CASE,
        *,
        title: str = texts.CLEAR_TITLE,
        question: str = texts.CLEAR_QUESTION,
        author: Member | None = None,
        approaches: tuple[str, ...] = ("person-centred-therapy",),
        alias: bool = False,
        draft: bool = False,
    ) -> Made:
        """Bring a case. It is public if the detector finds nothing in it, as on the site."""
        author = author or self.member()
        form = CaseForm(
            forms.Writing(language(body), title, body, {}, question),
            approaches,
            Consent.CONSENT_PEER,
            alias,
            uuid4().hex,
        )
        read = None if draft else screening.read(self._database, form.writing.draft())
        with self._database.writing() as session:
            revision = cases.open_case(session, author.id, form, read)
            return self._made(session, author, revision.post_id)

    def reply(
        self, case: Made, body: str = texts.CLEAR_COMMENT, *, author: Member | None = None, answers: UUID | None = None
    ) -> Made:
        author = author or self.member()
        read = screening.read(self._database, Draft(language(body), body), case.case_id)
        with self._database.writing() as session:
            revision = posts.reply(session, author.id, case.case_id, read, answers=answers, once=uuid4().hex)
            return self._made(session, author, revision.post_id)

    def revised(
        self, made: Made, body: str, *, title: str = texts.CLEAR_TITLE, question: str = texts.CLEAR_QUESTION
    ) -> Made:
        """Send a new text for a post."""
        with self._database.reading() as session:
            text = queries.own(session, made.author.id, made.post_id)
        assert text is not None
        words = Draft(language(body), body, title if text.opening else "", question if text.opening else "")
        read = screening.read(self._database, words, made.case_id)
        with self._database.writing() as session:
            posts.revise(session, made.author.id, made.post_id, read, seen=text.revision_id)
            return self._made(session, made.author, made.post_id)

    def released(self, made: Made) -> Made:
        """Publish a held text, as a moderator's release does."""
        with self._database.writing() as session:
            revisions.publish(session, made.revision_id, since=State.HELD)
            return self._made(session, made.author, made.post_id)

    def returned(self, made: Made, note: str = "年齢を幅のある書き方にしてください。") -> Made:
        with self._database.writing() as session:
            judged.send_back(session, made.revision_id, since=made.state, note=note)
            return self._made(session, made.author, made.post_id)

    def withdrawn(self, made: Made) -> Made:
        with self._database.writing() as session:
            posts.withdraw(session, made.author.id, made.post_id)
            return self._made(session, made.author, made.post_id)

    @staticmethod
    def _made(session, author: Member, post_id: UUID) -> Made:  # type: ignore[no-untyped-def]
        session.flush()
        text = queries.own(session, author.id, post_id)
        assert text is not None
        return Made(text.case_id, text.post_id, text.revision_id, author, text.state)
