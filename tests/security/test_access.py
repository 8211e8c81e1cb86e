"""Nobody reads what is not theirs to read, and every way in keeps out whom its guard keeps out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app import clock
from app.accounts.models import SignIn
from app.database import Database
from app.main import build
from app.moderation import service as moderation
from app.moderation.models import Decision
from app.moderation.policy import Judgement, Outcome
from app.posts.models import Revision
from app.posts.policy import State
from app.web.visit import Role
from tests import texts
from tests.make import Make
from tests.people import Browsers
from tests.security.everyone import METHODS, PAST, alike, everyone, filled, ways


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
    mine, theirs = make.case("「すずらん」という言葉の事例です。"), make.case("「りんどう」の事例です。")
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
