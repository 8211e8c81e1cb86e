"""A member's own data: what they said and what is kept of them, with no word of anybody else."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import bindparam, select

from app import clock
from app.accounts.models import Licence, Member, SignIn
from app.appeals.models import Appeal
from app.cases import queries as cases
from app.database import Session
from app.erasure.policy import (
    OwnAppeal,
    OwnData,
    OwnExercise,
    OwnLicence,
    OwnObjection,
    OwnPost,
    OwnReport,
    OwnSignIn,
    OwnVersion,
)
from app.evidence.models import Evidence
from app.moderation.models import RedactionObjection, Report
from app.posts import queries as posts
from app.posts.models import Dispute, Post, Revision
from app.training.models import TrainingAnswer

_MEMBER = select(Member.email, Member.name, Member.locale, Member.joined_at).where(Member.id == bindparam("member"))
_LICENCES = (
    select(Licence.slug, Licence.number, Licence.state, Licence.claimed_at, Evidence.made_at)
    .outerjoin(Evidence, Evidence.licence_id == Licence.id)
    .where(Licence.member_id == bindparam("member"))
    .order_by(Licence.claimed_at)
)
_SIGN_INS = (
    select(SignIn.device, SignIn.began_at).where(SignIn.member_id == bindparam("member")).order_by(SignIn.began_at)
)
_POSTS = (
    select(Post.id, Post.case_id, Post.opening, Post.signed_as, Post.made_at)
    .where(Post.author_id == bindparam("member"))
    .order_by(Post.made_at, Post.id)
)
# What a reported post said, and whose it is, stays out: it is somebody else's.
_REPORTS = (
    select(Report.reason, Report.note, Report.made_at)
    .where(Report.reporter_id == bindparam("member"))
    .order_by(Report.made_at)
)
_REVISIONS = select(Revision.id).join(Post, Post.id == Revision.post_id).where(Post.author_id == bindparam("member"))
_OBJECTIONS = (
    select(Dispute.rule, Dispute.reason, Dispute.note, Dispute.made_at)
    .where(Dispute.revision_id.in_(_REVISIONS))
    .order_by(Dispute.made_at)
)

# The answer is its writer's.
_APPEALS = select(Appeal.note, Appeal.made_at).where(Appeal.revision_id.in_(_REVISIONS)).order_by(Appeal.made_at)
_REDACTION_OBJECTIONS = (
    select(RedactionObjection.note, RedactionObjection.made_at)
    .where(RedactionObjection.revision_id.in_(_REVISIONS))
    .order_by(RedactionObjection.made_at)
)
_EXERCISES = (
    select(TrainingAnswer.slug, TrainingAnswer.outcome, TrainingAnswer.note, TrainingAnswer.answered_at)
    .where(TrainingAnswer.member_id == bindparam("member"))
    .order_by(TrainingAnswer.answered_at)
)


def own_data(session: Session, member_id: UUID) -> OwnData:
    of = {"member": member_id}
    member = session.execute(_MEMBER, of).one()
    versions: dict[UUID, list[OwnVersion]] = defaultdict(list)
    for one in posts.versions(session, member_id):
        versions[one.post_id].append(
            OwnVersion(
                one.number,
                one.state,
                one.lang,
                one.words.title,
                one.words.body,
                one.words.question,
                one.made_at,
                one.published_at,
            )
        )
    rows = session.execute(_POSTS, of).all()
    tags = cases.approaches_of(session, [row.case_id for row in rows if row.opening])
    return OwnData(
        made_at=clock.now(),
        email=member.email,
        name=member.name,
        locale=member.locale,
        joined_at=member.joined_at,
        licences=tuple(OwnLicence(*row) for row in session.execute(_LICENCES, of)),
        sign_ins=tuple(OwnSignIn(*row) for row in session.execute(_SIGN_INS, of)),
        posts=tuple(
            OwnPost(
                "case" if row.opening else "comment",
                f"/cases/{row.case_id}" if row.opening else f"/posts/{row.id}",
                row.signed_as,
                row.made_at,
                tuple(approach.slug for approach in tags.get(row.case_id, ())) if row.opening else (),
                tuple(versions[row.id]),
            )
            for row in rows
        ),
        reports=tuple(OwnReport(*row) for row in session.execute(_REPORTS, of)),
        objections=tuple(OwnObjection(*row) for row in session.execute(_OBJECTIONS, of)),
        appeals=tuple(OwnAppeal(*row) for row in session.execute(_APPEALS, of)),
        redaction_objections=tuple(OwnAppeal(*row) for row in session.execute(_REDACTION_OBJECTIONS, of)),
        exercises=tuple(OwnExercise(*row) for row in session.execute(_EXERCISES, of)),
    )
