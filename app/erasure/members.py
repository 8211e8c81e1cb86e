"""A member who leaves: everything that says who they were goes; what others still need stays under nobody's name.

Apart from the service, because it goes over the tables of every feature by what they refer to.
"""

from collections import Counter
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col

from app import clock
from app.accounts.models import Member
from app.appeals.models import Appeal
from app.database import Session
from app.erasure.policy import FORMER
from app.erasure.reach import erase, references
from app.limits import LimitCount
from app.moderation.models import RedactionObjection
from app.outbox import Mail
from app.posts import reviews
from app.posts.models import Dispute, Post, Review, Revision, is_open
from app.posts.policy import Cause, State

NOBODYS = "nobody.invalid"  # a domain that RFC 2606 keeps from ever existing
UNUSABLE = "!"  # no password has this hash
OWN = "member_id"  # a column of this name says whose a row is; any other, who did something for the house


def erase_member(session: Session, member_id: UUID) -> Counter[str]:
    """Delete a member with all that is theirs. What they did for others keeps its place, under nobody's name."""
    email = session.scalars(select(Member.email).where(col(Member.id) == member_id)).one()
    _hand_over(session, member_id)
    gone = erase(session, "member", [member_id])
    gone["mail"] += session.execute(delete(Mail).where(Mail.address == email)).rowcount
    for trace in (str(member_id), email):
        session.execute(delete(LimitCount).where(LimitCount.key.contains(trace, autoescape=True)))
    return +gone


def fall_silent(session: Session, member_id: UUID) -> None:
    """Take back what a member wrote to the moderators of their own texts: nobody reads it who reads the texts.

    That they objected or appealed stays, for the numbers; what still waited for an answer waits no longer.
    """
    texts = (
        select(Revision.id).join(Post, col(Post.id) == col(Revision.post_id)).where(col(Post.author_id) == member_id)
    )
    for said in (Dispute, RedactionObjection, Appeal):
        session.execute(update(said).where(said.revision_id.in_(texts)).values(note=""))
    waiting = select(Review.revision_id).where(
        Review.revision_id.in_(texts), is_open(Review), Review.cause.in_((Cause.OBJECTED, Cause.APPEALED))
    )
    for revision_id in session.scalars(waiting).all():
        reviews.close(session, revision_id)
    session.expire_all()


def sign_over(session: Session, member_id: UUID) -> None:
    """Give what a member has public to nobody: somebody else in each thread, so that no two threads are one person's."""
    public = (
        select(Post.id, Post.case_id, Revision.lang)
        .join(Revision, col(Revision.post_id) == col(Post.id))
        .where(col(Post.author_id) == member_id, col(Revision.state) == State.PUBLISHED)
    )
    nobodies: dict[UUID, UUID] = {}
    for post_id, case_id, lang in session.execute(public).all():
        if case_id not in nobodies:
            nobodies[case_id] = _nobody(session)
        session.execute(update(Post).where(col(Post.id) == post_id).values(author_id=nobodies[case_id]))
        session.execute(
            update(Post).where(col(Post.id) == post_id, col(Post.signed_as).is_(None)).values(signed_as=FORMER[lang])
        )
    session.expire_all()


def _hand_over(session: Session, member_id: UUID) -> None:
    """Give to nobody what a member did for others: decided, reported. Their posts are gone or given away by now."""
    nobody: UUID | None = None
    for table in SQLModel.metadata.sorted_tables:
        for column, target in references(table):
            if target != "member" or column.nullable or column.name == OWN:
                continue
            keys = list(table.primary_key.columns)
            for row in session.execute(select(*keys).where(column == member_id)).all():
                nobody = nobody or _nobody(session)
                this = [key == value for key, value in zip(keys, row, strict=True)]
                try:
                    with session.begin_nested():
                        session.execute(update(table).where(*this).values({column.name: nobody}))
                except IntegrityError:  # nobody has done the same already
                    session.execute(delete(table).where(*this))


def _nobody(session: Session) -> UUID:
    """Return a member who is nobody: no address, no password, no way in."""
    one = uuid4()
    session.add(
        Member(
            id=one,
            email=f"{one.hex}@{NOBODYS}",
            name=FORMER["ja"],
            name_key=one.hex,
            role="counsellor",
            locale="ja",
            password_hash=UNUSABLE,
            joined_at=clock.now(),
        )
    )
    session.flush()
    return one
