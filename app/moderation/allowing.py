"""Proposing that words found in a published text be let pass from now on. Nobody's dismissal changes a rule by itself."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from app.accounts.guards import moderators_only
from app.allowances import service as allowances
from app.database import Session
from app.deid import Kind, may_be_allowed
from app.errors import Missing, NotAllowed
from app.posts import queries as posts
from app.posts.policy import State
from app.posts.texts import OwnText
from app.web import pages
from app.web.inject import Answer, Ask, Db, Form, Viewer


@get("/moderation/{revision_id:uuid}/allowance", guards=[moderators_only], sync_to_thread=True)
def ask_allowance(request: Ask, db: Db, viewer: Viewer, revision_id: FromPath[UUID]) -> Answer:
    return _allowance(request, _released(db, viewer, revision_id))


@post("/moderation/{revision_id:uuid}/allowance", guards=[moderators_only], sync_to_thread=True)
def propose_allowance(request: Ask, db: Db, viewer: Viewer, form: Form, revision_id: FromPath[UUID]) -> Answer:
    """Propose the words of one finding, exactly as they stand in the text: nothing is typed here."""
    text = _released(db, viewer, revision_id)
    meant = [finding for finding in text.findings if str(finding.number) == form.one("finding")]
    if not meant:
        return _allowance(request, text, errors={"finding": "moderation.allowance.finding_missing"})
    allowances.propose(
        db,
        viewer.id,
        phrase=meant[0].words.strip(),
        kind=Kind(meant[0].kind),
        rule=meant[0].rule,
        revision_id=revision_id,
    )
    return pages.see(request, f"/moderation/{revision_id}", said="moderation.allowance_proposed")


def _released(db: Session, viewer: Viewer, revision_id: UUID) -> OwnText:
    """Return a text that peers read with its findings standing.

    Raises  Missing for any other; NotAllowed for one's own.
    """
    text = posts.revision(db, revision_id)
    if text is None or text.state is not State.PUBLISHED or not text.findings:
        raise Missing
    if text.author_id == viewer.id:
        raise NotAllowed("own_post")
    return text


def _allowance(request: Ask, text: OwnText, *, errors: dict[str, str] | None = None) -> Answer:
    return pages.page(
        request,
        "moderation/allowance.html",
        status=422 if errors else 200,
        text=text,
        allowable={
            finding.number for finding in text.findings if may_be_allowed(Kind(finding.kind), finding.words.strip())
        },
        errors=errors or {},
    )


ROUTES = (ask_allowance, propose_allowance)
