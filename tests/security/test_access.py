"""Nobody reads or does what is not theirs to read or do, by whatever way they ask."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from app import clock
from app.accounts.models import Licence, Member, SignIn
from app.appeals.models import Appeal
from app.audit.models import Entry
from app.database import Database
from app.main import build
from app.moderation import service as moderation
from app.moderation.models import Decision, Report
from app.moderation.policy import Judgement, Outcome
from app.posts import queries as posts
from app.posts.models import Dispute, Post, Revision
from app.posts.policy import State
from app.web.visit import Role
from tests import texts
from tests.make import Make
from tests.people import Browser
from tests.security.everyone import METHODS, PAST, alike, everyone, filled, ways

Browsers = Callable[..., Browser]


def test_ac_01_a_held_case_answers_a_peer_like_one_that_never_was(make: Make, browser: Browsers) -> None:
    held, peer = make.case(texts.NAMED), browser(make.member())
    for how in ({}, {"HX-Request": "true"}, {"Accept": "application/json"}, {"If-None-Match": "*"}):
        for path in ("/cases/{}", "/cases/{}?preview=1", "/cases/{}?page=1", "/cases/{}.json", "/cases/{}/"):
            there, nowhere = (peer.get(path.format(one), headers=how) for one in (held.case_id, uuid4()))
            assert there.status_code == nowhere.status_code == 404, path
            assert alike(there.text) == alike(nowhere.text)
            assert _headers(there) == _headers(nowhere)
    heads = [peer.client.head(f"/cases/{one}") for one in (held.case_id, uuid4())]
    assert heads[0].status_code == heads[1].status_code == 404 and not heads[0].content


def _headers(answer) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {name: value for name, value in answer.headers.items() if name not in ("date", "set-cookie")}


def test_ac_02_a_draft_is_its_authors_alone(make: Make, browser: Browsers, database: Database) -> None:
    draft = make.case("書きかけです。", draft=True)
    for person in (browser(make.member()), browser(make.moderator()), browser(make.member(role=Role.ADMIN))):
        assert person.get(f"/cases/{draft.case_id}").status_code == 404
        assert person.get(f"/posts/{draft.post_id}/edit").status_code == 404
        assert person.get(f"/moderation/{draft.revision_id}").status_code == 404
        for path, form in (
            ("revisions", {"body": "上書き", "seen": str(draft.revision_id), "intent": "draft"}),
            ("withdrawal", {}),
        ):
            assert person.post(f"/posts/{draft.post_id}/{path}", form).status_code == 404
        answer = person.post(f"/moderation/{draft.revision_id}/decision", {"outcome": "remove", "note": "x"})
        assert answer.status_code == 404
    with database.reading() as session:
        assert session.scalar(select(col(Revision.state)).where(col(Revision.id) == draft.revision_id)) == State.DRAFT


def test_ac_03_a_held_comment_cannot_be_shown_edited_answered_or_reported(make: Make, browser: Browsers) -> None:
    case = make.case()
    held, peer = make.reply(case, texts.NAMED), browser(make.member())
    for path in ("", "/edit", "/report", "/withdrawal"):
        assert peer.get(f"/posts/{held.post_id}{path}").status_code == 404, path
    answered = peer.get(f"/cases/{case.case_id}?answer={held.post_id}")
    assert answered.status_code == 200 and str(held.post_id) not in answered.text.replace(f"?answer={held.post_id}", "")
    said = peer.post(f"/cases/{case.case_id}/posts", {"body": "お答えします。", "answers": str(held.post_id)})
    assert said.status_code == 404


def test_ac_04_an_earlier_text_is_not_to_be_had_by_its_number_or_its_id(make: Make, browser: Browsers) -> None:
    earlier = make.case("はじめの言葉「すいせん」です。")
    now = make.revised(earlier, "書き直した言葉です。")
    peer = browser(make.member())
    for one in (earlier.revision_id, now.revision_id):
        for path in ("/posts/{}/revisions/1", "/posts/{}?revision=1", "/cases/{}?from=1&to=2", "/posts/{}/edit"):
            for of in (one, earlier.post_id, earlier.case_id):
                answer = peer.open(path.format(of))
                assert "すいせん" not in answer.text, path


def test_ac_08_who_reported_a_text_is_told_to_nobody(make: Make, browser: Browsers) -> None:
    case, reporter, moderator = make.case(), make.member("知らせた人"), make.moderator()
    note = "この地域ではこの方だとわかります"
    sent = browser(reporter).post(f"/posts/{case.post_id}/report", {"reason": "identifies", "note": note})
    assert sent.status_code == 303
    for person in (browser(case.author), browser(make.member())):
        for path in (f"/posts/{case.post_id}/report", f"/cases/{case.case_id}", "/desk", "/"):
            assert note not in (said := person.get(path).text) and "知らせた人" not in said, path
    seen = browser(moderator).get(f"/moderation/{case.revision_id}").text
    assert note in seen and "知らせた人" not in seen and str(reporter.id) not in seen


def test_ac_10_ones_places_of_signing_in_are_ones_own_to_end(make: Make, browser: Browsers, database: Database) -> None:
    one, other = make.member(), make.member()
    victim = browser(one)
    with database.reading() as session:
        place = session.scalars(select(col(SignIn.id)).where(col(SignIn.member_id) == one.id)).one()
    browser(other).post(f"/me/sign-ins/{place}/end")
    assert str(place) not in browser(other).get("/me").text
    assert victim.get("/desk").status_code == 200, "still signed in"


def test_ac_09_what_an_author_says_against_a_decision_is_theirs_and_the_moderators(
    make: Make, browser: Browsers, database: Database
) -> None:
    plea = "言い分はこの一文です"
    held, moderator = make.case(texts.NAMED), make.moderator()
    author = browser(held.author)
    said = {"finding": "1", "reason": "author", "note": plea, "seen": str(held.revision_id)}
    assert author.post(f"/posts/{held.post_id}/disputes", said).status_code == 303
    with database.writing() as session:
        moderation.decide(session, moderator.id, held.revision_id, Judgement(Outcome.RETURN, "お名前を変えて。", ""))
        decision = session.scalars(select(Decision.id)).one()
    assert author.post(f"/decisions/{decision}/appeal", {"note": plea}).status_code == 303
    assert plea in author.get(f"/posts/{held.post_id}/decisions").text
    for person in (browser(make.member()), browser(make.case(texts.NAMED).author)):
        for path in (
            "/posts/{post}/decisions",
            "/posts/{post}/disputes?finding=1",
            "/posts/{post}/redaction",
            "/posts/{post}/edit",
            "/moderation/{revision}/appeal",
            "/moderation/{revision}",
        ):
            there, nowhere = (
                person.get(path.format(post=post, revision=revision))
                for post, revision in ((held.post_id, held.revision_id), (uuid4(), uuid4()))
            )
            assert there.status_code == nowhere.status_code == 404, path
            assert alike(there.text) == alike(nowhere.text), path
        for path in (f"/decisions/{decision}/appeal", f"/posts/{held.post_id}/disputes"):
            assert person.post(path, said).status_code == 404, path
    assert plea in browser(make.moderator()).get(f"/moderation/{held.revision_id}/appeal").text


def test_ac_12_a_copy_of_ones_data_is_for_whoever_asks_now_and_lies_nowhere(
    make: Make, browser: Browsers, database: Database, site_settings
) -> None:
    mine, theirs = make.case("「すずらん」の事例です。"), make.case("「りんどう」の事例です。")
    one, other = browser(mine.author), browser(theirs.author)
    before = {path for path in site_settings.data.rglob("*") if "sqlite" not in path.name}
    for form in ("json", "txt"):
        copy = one.get(f"/me/data/{form}")
        assert copy.status_code == 200 and "すずらん" in copy.text
        again = other.get(f"/me/data/{form}").text
        assert "りんどう" in again and "すずらん" not in again and mine.author.email not in again
        for guess in (
            f"/me/data/{mine.author.id}",
            f"/me/data/{mine.author.id}.{form}",
            f"/me/data/{form}?member={mine.author.id}",
            f"/me/data/{form}?member_id={mine.author.id}&id={mine.author.id}",
            f"/me/data/kiku.{form}",
            f"/static/kiku.{form}",
            f"/{mine.author.id}/kiku.{form}",
        ):
            answer = other.get(guess)
            assert "すずらん" not in answer.text and mine.author.email not in answer.text, guess
    assert {path for path in site_settings.data.rglob("*") if "sqlite" not in path.name} == before
    with database.writing() as session:
        session.execute(update(SignIn).values(proven_at=clock.now() - timedelta(hours=1)))
    late = one.get("/me/data/json")
    assert late.status_code == 303 and late.headers["location"].startswith("/proof")


def test_ac_11_the_record_of_who_did_what_is_for_admins(make: Make, browser: Browsers, database: Database) -> None:
    case = make.case()
    moderator, admin = make.moderator(), browser(make.member(role=Role.ADMIN))
    browser(moderator).post(f"/posts/{case.post_id}/report", {"reason": "identifies", "note": "気になります"})
    with database.writing() as session:
        moderation.decide(session, moderator.id, make.case(texts.NAMED).revision_id, Judgement(Outcome.RELEASE, "", ""))
    assert str(moderator.id) in admin.get("/admin/record").text
    assert admin.post("/admin/record/export", {"form": "jsonl"}).text.count("\n") >= 1
    kept_out = {browser(): (303, 401), browser(make.member(verified=False)): (303, 403)}
    kept_out |= {browser(make.member()): (404, 404), browser(moderator): (404, 404)}
    for person, (asking, sending) in kept_out.items():
        for path in ("/admin/record", f"/admin/record?who={moderator.id}", "/admin/record?act=decision&page=1"):
            answer = person.get(path)
            assert answer.status_code == asking and str(moderator.id) not in answer.text.replace(path, ""), path
        copy = person.post("/admin/record/export", {"form": "jsonl"})
        assert copy.status_code == sending and "decision" not in copy.text
    for path in ("/audit", "/record", "/moderation/record", "/admin/record.json", "/admin/record/1"):
        assert admin.get(path).status_code == 404, path


def test_lk_30_what_answers_a_comment_that_was_taken_away_says_nothing_of_it(make: Make, browser: Browsers) -> None:
    case, mark = make.case(), texts.marker()
    gone = make.reply(case, f"「{mark}」と感じました。")
    answer = make.reply(case, "私も同じように感じます。", answers=gone.post_id)
    peer = browser(make.member())
    before = peer.get(f"/cases/{case.case_id}").text
    assert mark in before and gone.author.name in before
    make.returned(gone)
    for page in (f"/cases/{case.case_id}", f"/posts/{answer.post_id}", "/cases"):
        said = peer.client.get(page, follow_redirects=True).text
        assert mark not in said, page
        assert gone.author.name not in said, page
    assert "私も同じように感じます。" in peer.get(f"/cases/{case.case_id}").text, "and what was answered stays"


@pytest.mark.slow
def test_ac_13_every_way_in_keeps_out_whom_its_guard_keeps_out(
    make: Make, browser: Browsers, site_settings, database: Database
) -> None:
    people = everyone(make, browser)
    tokens = {who: person.token("/desk" if who in PAST["members_only"] else None) for who, person in people.items()}
    tried = 0
    for way in ways(build(site_settings, database)):
        assert way.guard in PAST, f"{way} says nothing of who may enter"
        path = next(filled(way.path))
        for who, person in people.items():
            if way.path == "/sign-out" or (way.path.startswith("/me/sign-ins") and way.method == "POST"):
                continue  # would end what the rest of this walk needs
            answer = person.get(path) if way.method == "GET" else person.post(path, {}, token=tokens[who])
            tried += 1
            assert answer.status_code < 500, f"{who}: {way}: {answer.status_code}"
            if who in PAST[way.guard]:
                assert answer.status_code != 401, f"{who}: {way}"
                continue
            kept_out = {
                "visitor": (303, "/sign-in") if way.method == "GET" else (401, ""),
                "unverified": (303, "/me") if way.method == "GET" else (403, ""),
            }.get(who, (404, ""))
            assert answer.status_code == kept_out[0], f"{who}: {way}: {answer.status_code}"
            assert answer.headers.get("location", "").startswith(kept_out[1])
    assert tried > 200


@pytest.mark.slow
def test_ac_13_no_other_method_does_anything(make: Make, browser: Browsers, site_settings, database: Database) -> None:
    person = browser(make.moderator())
    known = {(way.method, way.path) for way in ways(build(site_settings, database))}
    for path in {path for _, path in known}:
        for method in (*METHODS, "OPTIONS", "TRACE", "PROPFIND"):
            if (method, path) not in known:
                answer = person.client.request(method, next(filled(path)), follow_redirects=False)
                allowed = (204,) if method == "OPTIONS" else (400, 403, 404)
                assert answer.status_code in allowed, f"{method} {path}: {answer.status_code}"
                assert answer.status_code != 204 or not answer.content


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
