"""Fields, methods and addresses that a form never had get nobody more than the form would."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Licence, Member
from app.database import Database
from app.posts.models import Post, Revision
from app.posts.policy import State
from tests import texts
from tests.make import Make
from tests.people import Browsers

RAISED: dict[str, str | list[str]] = {
    "role": ["counsellor", "admin"],
    "is_staff": "1",
    "verified": "true",
    "status": "approved",
    "state": "published",
    "id": "00000000-0000-0000-0000-000000000001",
    "author_id": "00000000-0000-0000-0000-000000000001",
    "member_id": "00000000-0000-0000-0000-000000000001",
    "confirmed_at": "2020-01-01",
    "published_at": "2020-01-01",
    "email_verified_at": "2020-01-01",
    "licence_state": "confirmed",
    "expires_on": "2099-01-01",
    "demo": "1",
    "user[role]": "admin",
    "held": "false",
    "approved_rev": "1",
    "visibility": "public",
    "note": "ok",
    "outcome": "release",
}


def test_ac_14_joining_gives_nobody_more_than_they_may_ask_for(browser: Browsers, database: Database) -> None:
    address = f"new{uuid4().hex[:8]}@example.org"
    form = {
        "email": address,
        "password": "ながい合言葉 つき あかり",
        "name": f"新しい人{uuid4().hex[:4]}",
        "locale": "ja",
        "licence": "jp-certified-public-psychologist",
        "licence_number": "12345",
        **RAISED,
    }
    person = browser()
    assert person.post("/join", form).status_code in (303, 422)
    person.client.post("/join", json=form)
    with database.reading() as session:
        found = session.scalars(select(Member).where(col(Member.email) == address)).one_or_none()
        if found is not None:
            assert (found.role, found.confirmed_at, found.demo) == ("counsellor", None, False)
            assert str(found.id) != RAISED["id"]
            licences = session.scalars(select(Licence).where(col(Licence.member_id) == found.id)).all()
            assert {licence.state for licence in licences} <= {"claimed"}
        assert not session.scalars(select(Member).where(col(Member.role) != "counsellor")).all()
    assert found is not None, "the form itself was a good one"


def test_ac_15_a_text_cannot_call_itself_published(make: Make, browser: Browsers, database: Database) -> None:
    author = make.member()
    sent = browser(author).post(
        "/cases",
        {
            "title": "題",
            "body": texts.NAMED,
            "question": "問い",
            "lang": "ja",
            "approaches": "person-centred-therapy",
            "consent": "consent_peer",
            **RAISED,
            "intent": "submit",
        },
    )
    with database.reading() as session:
        states = session.execute(
            select(Revision.state, Post.author_id, Revision.note, Revision.published_at).join(
                Post, col(Post.id) == col(Revision.post_id)
            )
        ).all()
    assert sent.status_code in (303, 422)
    assert [tuple(one) for one in states] in ([], [(State.HELD, author.id, "", None)])
    if not states:
        assert False, f"the form itself should be a good one: {sent.status_code}"  # noqa: B011, PT015


def test_ac_15_nor_can_what_is_written_anew_or_kept_as_a_draft(
    make: Make, browser: Browsers, database: Database
) -> None:
    case, draft = make.case(), make.case("書きかけです。", draft=True)
    typed = {
        "title": "題",
        "body": texts.NAMED,
        "question": "問い",
        "lang": "ja",
        "approaches": "person-centred-therapy",
    }
    for one, intent, state in ((case, "submit", State.HELD), (draft, "draft", State.DRAFT)):
        form = {**RAISED, **typed, "consent": "consent_peer", "seen": str(one.revision_id), "intent": intent}
        assert browser(one.author).post(f"/posts/{one.post_id}/revisions", form).status_code == 303
        with database.reading() as session:
            latest = select(Revision).where(col(Revision.post_id) == one.post_id).order_by(col(Revision.number).desc())
            found = session.scalars(latest).first()
            assert found is not None and (found.state, found.note, found.published_at) == (state, "", None)
            assert session.scalar(select(Post.author_id).where(col(Post.id) == one.post_id)) == one.author.id
        assert "佐藤" not in browser(make.member()).get(f"/cases/{one.case_id}").text


def test_ac_16_a_name_form_changes_the_name_and_nothing_else(make: Make, browser: Browsers, database: Database) -> None:
    member = make.member(verified=False)
    browser(member).post("/me/name", {"name": "別の名", **RAISED})
    with database.reading() as session:
        found = session.get_one(Member, member.id)
        assert (found.name, found.role, found.confirmed_at) == ("別の名", "counsellor", member.confirmed_at)
        assert found.email == member.email


@pytest.mark.parametrize("odd", ["yes", "[]", "true", "on", "1 ", "0x1", "１", "null"])
def test_ac_17_a_yes_is_exactly_a_yes(odd: str, make: Make, browser: Browsers, database: Database) -> None:
    """An alias is given for “1”, as the box sends it; “1 ” is the same after the white space went."""
    held = make.case(texts.NAMED)
    colleague, other = make.moderator(), make.moderator()
    browser(colleague).post(f"/moderation/{held.revision_id}/claim", {})
    taken = browser(other).post(f"/moderation/{held.revision_id}/claim", {"over": odd})
    assert taken.status_code == (303 if odd.strip() == "1" else 409)
    for outcome in (odd, "Release", "release,remove", "RELEASE", ""):
        answer = browser(other).post(f"/moderation/{held.revision_id}/decision", {"outcome": outcome, "note": "x"})
        assert answer.status_code == 422, outcome
    with database.reading() as session:
        assert session.scalar(select(Revision.state).where(col(Revision.id) == held.revision_id)) == State.HELD


@pytest.mark.parametrize(
    "path",
    [
        "//moderation",
        "/moderation/",
        "/moderation//",
        "/x/../moderation",
        "/x/%2e%2e/moderation",
        "/MODERATION",
        "/moderation;x",
        "/moderation%00",
        "/moderation%2f",
        "/%6doderation",
        "/moderation%20",
        "/./moderation",
        "/cases/..%2fmoderation",
    ],
)
def test_ac_26_no_spelling_of_an_address_gets_past_a_guard(path: str, make: Make, browser: Browsers) -> None:
    make.case(texts.NAMED)
    for headers in ({}, {"Host": "kiku.test/moderation?"}, {"X-Original-URL": "/moderation"}, {"X-Rewrite-URL": "/moderation"}):  # fmt: skip
        answer = browser(make.member()).get(f"https://kiku.test{path}", headers=headers)
        assert answer.status_code in (303, 400, 404), f"{path}: {answer.status_code}"
        assert "/moderation/" not in answer.headers.get("location", "")


def test_ac_27_a_form_does_what_its_address_says(make: Make, browser: Browsers, database: Database) -> None:
    case = make.case()
    person = browser(case.author)
    for override in ({"_method": "DELETE"}, {"_method": "POST"}):
        assert person.get(f"/posts/{case.post_id}/withdrawal", params=override).status_code == 200
    for header in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
        assert person.get(f"/posts/{case.post_id}/withdrawal", headers={header: "POST"}).status_code == 200
    with database.reading() as session:
        assert session.scalar(select(Revision.state).where(col(Revision.id) == case.revision_id)) == State.PUBLISHED


def test_ac_28_of_several_values_the_first_counts_and_the_address_before_any(
    make: Make, browser: Browsers, database: Database
) -> None:
    mine, other = make.case("私の書いたものです。"), make.case("ほかの人の書いたものです。")
    person = browser(mine.author)
    for form in (
        {
            "post_id": str(mine.post_id),
            "id": str(mine.post_id),
            "seen": [str(other.revision_id), str(mine.revision_id)],
        },
        {"post_id": [str(mine.post_id), str(other.post_id)]},
    ):
        sent = person.post(f"/posts/{other.post_id}/revisions?post_id={mine.post_id}", {"body": "上書き", **form})
        assert sent.status_code == 404
    with database.reading() as session:
        assert "ほかの人" in (session.scalar(select(Revision.body).where(col(Revision.id) == other.revision_id)) or "")


def test_ac_30_what_htmx_says_of_itself_is_believed_for_nothing(make: Make, browser: Browsers) -> None:
    held, peer = make.case(texts.NAMED), browser(make.member())
    forged = {
        "HX-Request": "true",
        "HX-Target": "main",
        "HX-Trigger": "form",
        "HX-Current-URL": f"https://evil.example/moderation/{held.revision_id}",
        "Referer": "https://evil.example/",
    }
    assert peer.get(f"/moderation/{held.revision_id}", headers=forged).status_code == 404
    sent = peer.post("/language", {"locale": "en", "next": "/desk"}, headers={**forged, "Origin": "https://kiku.test"})
    assert "evil" not in json.dumps(dict(sent.headers))


def test_ac_31_there_is_no_description_of_the_site_for_machines(browser: Browsers) -> None:
    for path in (
        "/schema",
        "/schema/openapi.json",
        "/docs",
        "/openapi.json",
        "/debug",
        "/.git/config",
        "/.env",
        "/admin",
    ):
        assert browser().get(path).status_code == 404, path
