"""What moderators may not do either: on their own behalf, once they are none, and off the record."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from app import clock
from app.accounts.models import Licence, Member
from app.appeals.models import Appeal
from app.audit.models import Entry
from app.database import Database
from app.moderation import service as moderation
from app.moderation.models import Decision, Report
from app.moderation.policy import Judgement, Outcome
from app.posts import queries as posts
from app.posts.models import Dispute, Revision
from app.posts.policy import State
from app.web.visit import Role
from tests import texts
from tests.make import Make
from tests.people import Browsers


def test_ac_18_a_moderator_who_is_one_no_more_is_kept_out_at_once(
    make: Make, browser: Browsers, database: Database
) -> None:
    moderator = make.moderator()
    person, held = browser(moderator), make.case(texts.NAMED)
    assert person.get(f"/moderation/{held.revision_id}").status_code == 200
    token = person.token("/moderation")
    with database.writing() as session:
        session.execute(update(Member).where(col(Member.id) == moderator.id).values(role="counsellor"))
    assert person.get(f"/moderation/{held.revision_id}").status_code == 404
    sent = person.post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"}, token=token)
    assert sent.status_code in (401, 404)


def test_ac_19_with_the_licence_ends_what_it_was_for(make: Make, browser: Browsers, database: Database) -> None:
    """Whose licence was refused reads nothing more; whose has run out reads on and writes nothing."""
    member, case = make.member(), make.case()
    person = browser(member)
    token = person.token("/desk")
    assert person.get(f"/cases/{case.case_id}").status_code == 200

    def now_it(**change: object) -> None:
        with database.writing() as session:
            session.execute(update(Licence).where(col(Licence.member_id) == member.id).values(**change))

    now_it(expires_on=(clock.now() - timedelta(days=2)).date())
    assert person.get(f"/cases/{case.case_id}").status_code == 200
    said = person.post(f"/cases/{case.case_id}/posts", {"body": "消えては困る言葉"}, token=token)
    assert said.status_code == 403 and "消えては困る言葉" in said.text
    now_it(state="refused", expires_on=None)
    assert person.get(f"/cases/{case.case_id}").status_code == 303
    assert person.get("/search?q=待つ").status_code == 303


def test_ac_20_nobody_decides_on_their_own_text_or_their_own_report(make: Make, browser: Browsers) -> None:
    own = make.moderator()
    held, read = make.case(texts.NAMED, author=own), make.case()
    browser(own).post(f"/posts/{read.post_id}/report", {"reason": "identifies", "note": "気になります"})
    for one in (held, read):
        for outcome in ("release", "return", "remove"):
            answer = browser(own).post(f"/moderation/{one.revision_id}/decision", {"outcome": outcome, "note": "x"})
            assert answer.status_code == 403, outcome


def test_ac_22_cr_08_what_cannot_be_recorded_is_not_done(make: Make, browser: Browsers, database: Database) -> None:
    held, moderator = make.case(texts.NAMED), make.moderator()
    person = browser(moderator)
    token = person.token("/moderation")
    with database.writing() as session:  # the record takes no more entries
        session.execute(text("alter table audit_entry rename to audit_entry_away"))
    try:
        sent = person.post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"}, token=token)
    finally:
        with database.writing() as session:
            session.execute(text("alter table audit_entry_away rename to audit_entry"))
    assert sent.status_code in (500, 503)
    with database.reading() as session:
        assert session.scalar(select(Revision.state).where(col(Revision.id) == held.revision_id)) == State.HELD


@pytest.mark.parametrize("page", ["", "/redaction", "/appeal"])
def test_ac_22_what_waits_is_read_by_nobody_whose_reading_cannot_be_recorded(
    page: str, make: Make, browser: Browsers, database: Database
) -> None:
    held = make.case(texts.NAMED)
    if page == "/appeal":
        with database.writing() as session:
            judgement = Judgement(Outcome.RETURN, "お名前を変えて。", "")
            moderation.decide(session, make.moderator().id, held.revision_id, judgement)
            decision = session.scalars(select(Decision.id)).one()
        browser(held.author).post(f"/decisions/{decision}/appeal", {"note": "講演録の名前です。"})
    person, place = browser(make.moderator()), f"/moderation/{held.revision_id}{page}"
    assert "佐藤" in person.get(place).text
    with database.writing() as session:  # the record takes no more entries
        session.execute(text("alter table audit_entry rename to audit_entry_away"))
    try:
        refused = person.get(place)
        faulty = person.post(place if page else f"{place}/decision", {"outcome": "x", "intent": "look"})
    finally:
        with database.writing() as session:
            session.execute(text("alter table audit_entry_away rename to audit_entry"))
    for answer in (refused, faulty):
        assert answer.status_code in (500, 503) and "佐藤" not in answer.text
    assert "佐藤" in person.get(place).text


def test_ac_22_the_entry_is_there_before_a_word_is_read(
    make: Make, browser: Browsers, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, moderator = make.case(texts.NAMED), make.moderator()
    there: list[int] = []
    usual = posts.revision

    def watched(session, revision_id):  # type: ignore[no-untyped-def]
        with database.reading() as another:  # which sees what is committed, and nothing else
            there.append(len(another.scalars(select(col(Entry.sequence)).where(col(Entry.act) == "unsealing")).all()))
        return usual(session, revision_id)

    monkeypatch.setattr(posts, "revision", watched)
    assert "佐藤" in browser(moderator).get(f"/moderation/{held.revision_id}").text
    assert there == [1]


def test_ac_25_what_was_said_to_moderators_alone_can_be_made_a_text_by_none_of_them(
    make: Make, browser: Browsers, database: Database
) -> None:
    """An appeal, a word against a finding, and the note of a report: each has an id, and none of them can be published."""
    plea, held, moderator = "打ち明けた言葉です", make.case(texts.NAMED), make.moderator()
    author, read = browser(held.author), make.case()
    author.post(f"/posts/{read.post_id}/report", {"reason": "other", "note": plea})
    said = {"finding": "1", "reason": "author", "note": plea, "seen": str(held.revision_id)}
    assert author.post(f"/posts/{held.post_id}/disputes", said).status_code == 303
    with database.writing() as session:
        moderation.decide(session, moderator.id, held.revision_id, Judgement(Outcome.RETURN, "お名前を変えて。", ""))
        decision = session.scalars(select(Decision.id)).one()
    assert author.post(f"/decisions/{decision}/appeal", {"note": plea}).status_code == 303
    with database.reading() as session:
        ids = [one for table in (Appeal, Dispute, Report, Decision) for one in session.scalars(select(col(table.id)))]
    assert len(ids) == 4
    for who in (browser(make.moderator()), browser(make.member(role=Role.ADMIN))):
        for one in ids:
            for path, form in (
                (f"/moderation/{one}/decision", {"outcome": "release"}),
                (f"/moderation/{one}/redaction", {"intent": "publish", "cover-1": "1", "instead-1": "x", "note": "x"}),
                (f"/posts/{one}/revisions", {"body": plea, "seen": str(one), "intent": "submit"}),
                (f"/moderation/{one}/reversal", {}),
                (f"/cases/{one}/posts", {"body": plea}),
            ):
                assert who.post(path, form).status_code == 404, path
    peer = browser(make.member())
    for path in ("/cases", f"/cases/{read.case_id}", f"/cases/{held.case_id}", f"/search?q={plea[:4]}"):
        assert plea not in peer.get(path).text, path
    with database.reading() as session:
        assert len(session.scalars(select(Revision.id)).all()) == 2, "there are no more texts than there were"
