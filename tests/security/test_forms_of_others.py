"""Forms that another site, another member or another time made: none of them does anything."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from app import clock
from app.accounts.models import SignIn
from app.moderation.models import Decision
from app.web import csrf
from tests.accounts.doors import PASSWORD, long_ago, sign_in, with_password
from tests.people import TOKEN, Browser

AGAIN = re.compile(r'name="_again" value="([^"]+)"')
COOKIE, DOOR, LEFT = "__Host-kiku", "__Host-kiku_door", "__Host-kiku_left"


def decide(person: Browser, revision: object, **more: object):  # type: ignore[no-untyped-def]
    return person.post(f"/moderation/{revision}/decision", {"outcome": "release", "note": ""}, **more)


def undecided(database) -> bool:  # type: ignore[no-untyped-def]
    with database.reading() as session:
        return session.scalars(select(Decision.id)).first() is None


def test_cs_01_a_form_without_its_token_is_refused(browser, make, database) -> None:
    """For every unsafe route: tests/house/test_routes.py. Here for the one that matters most."""
    held = make.case("佐藤美咲さんのこと。")
    person = browser(make.moderator())
    good = person.token("/desk")
    for token in ("", good[:-1], good[:-1] + ("0" if good[-1] != "0" else "1"), good.upper() + "x"):
        assert decide(person, held.revision_id, token=token).status_code == 403
    assert undecided(database)


def test_cs_02_the_token_of_an_attackers_own_sign_in_is_worth_nothing_also_planted(browser, make, database) -> None:
    held = make.case("佐藤美咲さんのこと。")
    victim, attacker = browser(make.moderator()), browser(make.member())
    theirs = attacker.token("/desk")
    victim.cookies.set(DOOR, attacker.cookies.get(DOOR, "planted"), domain="kiku.test", path="/")
    assert decide(victim, held.revision_id, token=theirs).status_code == 403
    visitor = browser()
    planted = visitor.token("/sign-in")
    victim.cookies.set(DOOR, visitor.cookies[DOOR], domain="kiku.test", path="/")
    assert decide(victim, held.revision_id, token=planted).status_code == 403
    assert undecided(database)


def test_cs_03_a_token_from_before_signing_in_is_over(browser, midori) -> None:
    person = browser()
    before = person.token("/sign-in")
    sign_in(person, midori.email)
    assert person.post("/me/name", {"name": "わかば"}, token=before).status_code == 403
    after = person.token("/me")
    person.post("/me/password", {"current_password": PASSWORD, "password": "たまねぎ三つと赤い自転車"})
    assert person.post("/me/name", {"name": "わかば"}, token=after).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://sub.kiku.test"},
        {"Origin": "https://kiku.test:8443"},
        {"Origin": "http://kiku.test"},
        {"Origin": "https://kiku.test.evil.example"},
    ],
    ids=lambda headers: headers["Origin"],
)
def test_cs_04_a_form_of_another_origin_is_refused_even_with_the_right_token(browser, make, database, headers) -> None:
    held = make.case("佐藤美咲さんのこと。")
    person = browser(make.moderator())
    assert decide(person, held.revision_id, headers=headers).status_code == 403
    assert undecided(database)


def test_cs_05_what_the_browser_says_of_the_sender_counts_and_without_it_the_origin(browser, make, database) -> None:
    held = make.case("佐藤美咲さんのこと。")
    person = browser(make.moderator())
    for site in ("cross-site", "same-site"):
        answer = decide(person, held.revision_id, headers={"Sec-Fetch-Site": site, "Origin": "https://kiku.test"})
        assert answer.status_code == 403
    assert undecided(database)
    ours = {"Sec-Fetch-Site": "same-origin", "Origin": "https://kiku.test"}
    assert decide(person, held.revision_id, headers=ours).status_code == 303


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "application/xml", "", "text/plain; x=multipart/form-data"]
)
def test_cs_06_only_a_forms_own_encodings_are_read(browser, make, database, kind) -> None:
    held = make.case("佐藤美咲さんのこと。")
    person = browser(make.moderator())
    body = f"_csrf_token={person.token('/desk')}&outcome=release&note="
    answer = person.client.post(
        f"/moderation/{held.revision_id}/decision", content=body, headers={"Content-Type": kind}
    )
    assert answer.status_code == 403
    assert undecided(database)


def test_cs_07_a_token_that_is_no_token_is_refused_and_breaks_nothing(browser, make) -> None:
    person = browser(make.member())
    for token in ("ё" * 64, "\ufffd", "a" * 100_000, "0" * 64):
        assert person.post("/screenings", {"body": "x"}, token=token).status_code == 403
    good = person.token("/desk")
    assert person.client.post("/screenings", data={"_csrf_token": ["x", good], "body": "x"}).status_code == 403
    part = {"_csrf_token": ("t.txt", good.encode(), "text/plain")}
    assert person.client.post("/screenings", data={"body": "x"}, files=part).status_code == 403


def test_cs_08_nothing_changes_by_asking(browser, make, database) -> None:
    """Of every GET: tests/house/test_routes.py. Here other methods, and a form's fields in an address."""
    held = make.case("佐藤美咲さんのこと。")
    person = browser(make.moderator())
    path = f"/moderation/{held.revision_id}/decision?outcome=release&_csrf_token={person.token('/desk')}"
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
        assert person.client.request(method, path).status_code in (204, 404, 405), method
    assert undecided(database)


def test_cs_09_a_broken_cookie_that_was_planted_locks_nobody_out(browser, midori) -> None:
    """Whatever it says, the page's form is bound to it or to one that took its place, and is taken."""
    for planted in ("", "x", "é".encode().decode("latin-1"), "a" * 3_000):
        person = browser()
        head = {"Cookie": f"{DOOR}={planted}".encode("latin-1")}
        answer = person.client.get("/sign-in", headers=head)
        found = TOKEN.search(answer.text)
        assert answer.status_code == 200 and found
        if DOOR in person.cookies:  # the planted one was replaced
            head = {}
        assert sign_in(person, midori.email, token=found[1], headers=head).status_code == 303


def test_cs_10_what_a_cookie_holds_is_never_on_the_page(browser) -> None:
    planted = '"><script>alert(1)</script>'
    page = browser().get("/sign-in", headers={"Cookie": f"{DOOR}={planted}; __Host-kiku_said={planted}"})
    assert "<script>alert" not in page.text


def test_cs_11_nobody_is_signed_in_to_an_attackers_account(browser, make, database, midori) -> None:
    attacker = browser()
    theirs = attacker.token("/sign-in")
    victim = browser()
    victim.get("/sign-in")
    answer = victim.post("/sign-in", {"email": midori.email, "password": PASSWORD}, token=theirs)
    assert answer.status_code == 403 and COOKIE not in victim.cookies
    answer = sign_in(victim, midori.email, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403 and COOKIE not in victim.cookies


def test_cs_12_no_page_stands_in_a_frame(browser, make) -> None:
    held = make.case("佐藤美咲さんのこと。")
    person = browser(make.moderator())
    for path in (f"/moderation/{held.revision_id}", "/moderation", "/sign-in", "/me", "/nowhere"):
        headers = person.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"


def written(browser, make, database):  # type: ignore[no-untyped-def]
    """Somebody writes; meanwhile their sign-in ends; they press send."""
    member = with_password(database, make.member())
    case = make.case()
    person = browser(member)
    token = person.token(f"/cases/{case.case_id}")
    long_ago(database, member, seen_at=timedelta(days=8))
    path = f"/cases/{case.case_id}/posts"
    fields = {"body": "沈黙のあいだ、何を感じておられましたか。", "once": uuid4().hex}
    return member, person, path, fields, person.post(path, fields, token=token)


def test_whoever_was_signed_out_while_writing_signs_in_and_sends_with_one_press(browser, make, database) -> None:
    member, person, path, fields, refused = written(browser, make, database)
    assert refused.status_code == 401 and fields["body"] in refused.text
    token, again = TOKEN.search(refused.text), AGAIN.search(refused.text)
    assert token and again
    sign_in(person, member.email)  # in another tab
    answer = person.post(path, {**fields, "_again": again[1]}, token=token[1])
    assert answer.status_code == 303


def test_a_form_given_back_is_its_writers_in_this_browser_for_this_form_for_an_hour(
    browser, make, database, monkeypatch
) -> None:
    member, person, path, fields, refused = written(browser, make, database)
    again = AGAIN.search(refused.text)
    assert again
    other = with_password(database, make.member())
    sign_in(person, other.email)
    typed = {**fields, "_again": again[1]}
    assert person.post(path, typed, token="x").status_code == 403, "it is not sent under another's name"
    person.post("/sign-out")
    elsewhere = browser()
    sign_in(elsewhere, member.email)
    assert elsewhere.post(path, typed, token="x").status_code == 403, "nor from another browser"
    sign_in(person, member.email)
    assert person.post("/me/name", {"name": "わかば", "_again": again[1]}, token="x").status_code == 403, (
        "nor elsewhere"
    )
    until, _, mac = again[1].partition(".")
    for made_up in (f"{int(until) + 60}.{mac}", f"{until}.", "x.y", "", f"-1.{mac}", f"９{until}.{mac}"):
        assert person.post(path, {**fields, "_again": made_up}, token="x").status_code == 403
    now = clock.now()
    monkeypatch.setattr(csrf.clock, "now", lambda: now + timedelta(seconds=csrf.AGAIN_FOR + 60))
    assert person.post(path, typed, token="x").status_code in (401, 403)


def test_ended_means_ended_also_for_sending_again(browser, make, database) -> None:
    _, person, path, fields, refused = written(browser, make, database)
    again = AGAIN.search(refused.text)
    assert again
    answer = person.post(path, {**fields, "_again": again[1]}, token="x")
    assert answer.status_code == 401, "nobody is signed in: it is only given back once more"
    with database.writing() as session:
        session.execute(update(SignIn).values(ended_at=clock.now()))
    assert person.post(path, {**fields, "_again": again[1]}, token="x").status_code == 401


def signed_out_elsewhere(browser, make, database, **headers: str):  # type: ignore[no-untyped-def]
    """Somebody writes, signs out in another tab of the same browser, and presses send in the first."""
    member = with_password(database, make.member())
    case = make.case()
    person = browser(member, **headers)
    person.cookies.set(DOOR, "from-signing-in", domain="kiku.test", path="/")
    path, token = f"/cases/{case.case_id}/posts", person.token(f"/cases/{case.case_id}")
    fields = {"body": "沈黙のあいだ、何を感じておられましたか。", "once": uuid4().hex}
    person.post("/sign-out")
    assert COOKIE not in person.cookies
    return member, person, path, fields, token


@pytest.mark.parametrize(
    ("language", "said", "first"),
    [("ja", "サインアウト済みです", "先にサインインしてください"), ("en", "You are signed out", "sign in first")],
)
def test_whoever_signed_out_in_another_tab_is_told_so_signs_in_and_sends_with_one_press(
    browser, make, database, language, said, first
) -> None:
    member, person, path, fields, token = signed_out_elsewhere(browser, make, database)
    refused = person.post(path, fields, token=token, headers={"Accept-Language": language})
    assert refused.status_code == 401
    assert said in refused.text and first in refused.text and fields["body"] in refused.text
    again = AGAIN.search(refused.text)
    assert again and 'href="/sign-in"' in refused.text
    sign_in(person, member.email)
    assert person.post(path, {**fields, "_again": again[1]}, token="x").status_code == 303


def test_what_was_written_before_signing_out_is_not_sent_under_the_next_ones_name(browser, make, database) -> None:
    _, person, path, fields, token = signed_out_elsewhere(browser, make, database)
    again = AGAIN.search(person.post(path, fields, token=token).text)
    other = with_password(database, make.member())
    sign_in(person, other.email)
    assert again and person.post(path, {**fields, "_again": again[1]}, token="x").status_code == 403


def test_what_is_noted_of_who_signed_out_is_over_in_an_hour_and_cannot_be_made_up(
    browser, make, database, monkeypatch
) -> None:
    member, person, path, fields, token = signed_out_elsewhere(browser, make, database)
    noted = person.cookies[LEFT]
    until, _, signature = noted.split(".")
    made_up = ("", "x", "é", f"{int(until) + 60}.{member.id}.{signature}", f"{until}.{uuid4()}.{signature}")
    for planted in made_up:
        stranger = browser()
        answer = stranger.post(path, fields, token="x", headers={"Cookie": f"{LEFT}={planted}".encode()})
        assert answer.status_code == 401 and not AGAIN.search(answer.text), planted
    now = clock.now()
    monkeypatch.setattr(csrf.clock, "now", lambda: now + timedelta(seconds=csrf.AGAIN_FOR + 60))
    late = person.post(path, fields, token=token)
    assert late.status_code == 401 and fields["body"] in late.text and not AGAIN.search(late.text)


def test_without_any_cookie_of_a_sign_in_it_is_said_too_and_sent_with_a_second_press(browser, make, database) -> None:
    member, person, path, fields, token = signed_out_elsewhere(browser, make, database)
    person.cookies.delete(LEFT)
    refused = person.post(path, fields, token=token)
    assert refused.status_code == 401 and fields["body"] in refused.text and "サインアウト済みです" in refused.text
    sign_in(person, member.email)
    once_more = person.post(path, fields, token=TOKEN.search(refused.text)[1])  # type: ignore[index]
    assert once_more.status_code == 403 and fields["body"] in once_more.text
    assert person.post(path, fields, token=TOKEN.search(once_more.text)[1]).status_code == 303  # type: ignore[index]


def test_signing_out_twice_is_signing_out(browser, make) -> None:
    person = browser(make.member())
    token = person.token("/desk")
    for _ in range(2):
        assert person.post("/sign-out", token=token).status_code == 303
