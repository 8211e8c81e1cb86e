"""What waits, or was taken away, is in nothing that a peer can see or be sent. The numbers are those of docs/leaks.md."""

import json
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.main import build, serve
from app.moderation import service
from app.moderation.policy import Complaint, Reason
from app.outbox import Mail
from tests.people import client_of

MARK = "うぐいす色の傘"
WORDS = f"佐藤美咲さんのこと。{MARK}の話をされた。 https://umbrella.example/{MARK}"
LISTS = (
    "/",
    "/cases",
    "/cases?page=2",
    "/cases?lang=ja",
    "/cases?waiting=answer",
    "/cases?approach=person-centred-therapy",
    "/approaches",
    "/approaches/person-centred-therapy",
    "/search?q=沈黙",
    "/search?q=沈黙&lang=ja",
    "/figures",
    "/desk",
    "/reports",
    "/me",
    "/me/data",
)


def still(page: str) -> str:
    """Return a page without what differs from one look to the next: the form's own marks, and how long ago."""
    return re.sub(r'value="[\w-]{20,}"|<time.*?</time>|\d+(秒|分)前', "", page, flags=re.DOTALL)


def looks(window, *more: str) -> dict[str, str]:
    found = {}
    for path in (*LISTS, *more):
        answer = window.get(path)
        assert answer.status_code == 200, path
        found[path] = still(answer.text)
    return found


def taken_away(database, make, made) -> None:
    with database.writing() as session:
        service.report(session, make.member().id, made.revision_id, Complaint(Reason.IDENTIFIES, ""))
    make.returned(made)


@pytest.mark.parametrize("whose", ["peer", "author"])
def test_l11_l21_l24_l25_l27_a_case_that_waits_moves_no_list_count_order_tag_or_link(browser, make, whose):
    public = [make.case(author=make.member()) for _ in range(2)]
    window = browser(make.member() if whose == "peer" else public[0].author)
    thread = f"/cases/{public[0].case_id}"
    before = looks(window, thread)
    waiting = make.case(WORDS, title=f"{MARK}の題", approaches=("person-centred-therapy", "morita-therapy"))
    make.case(WORDS, draft=True)
    make.reply(public[0], WORDS)
    make.withdrawn(waiting)
    make.case(WORDS, approaches=("morita-therapy",))
    assert looks(window, thread) == before


def test_l25_an_approach_that_only_waiting_cases_have_is_no_other_page_than_one_that_nothing_has(browser, make):
    window = browser(make.member())
    before = still(window.get("/approaches/morita-therapy").text)
    make.case(WORDS, title=f"{MARK}の題", approaches=("morita-therapy",))
    assert still(window.get("/approaches/morita-therapy").text) == before
    assert MARK not in window.get("/cases?approach=morita-therapy").text


def test_l1_l2_l5_l6_l7_whoever_wrote_the_case_hears_nothing_of_an_answer_that_waits_or_was_taken_away(
    browser, make, database, db
):
    case = make.case(author=make.member("まちびと"))
    window = browser(case.author)
    before = looks(window, f"/cases/{case.case_id}")
    make.reply(case, f"@まちびと さん、{WORDS}")
    assert looks(window, f"/cases/{case.case_id}") == before
    shown = make.reply(case)
    taken_away(database, make, shown)
    after = looks(window)
    assert {path: page for path, page in after.items() if page != before[path]} == {}, "no count outlives it"
    told = set(db.scalars(select(Mail.address)))
    db.rollback()
    assert case.author.email not in told


def test_l4_l18_neither_a_page_of_ones_own_nor_a_copy_of_ones_data_names_a_case_that_was_taken_away(
    browser, make, database
):
    case = make.case(f"{MARK}について考えました。", title=f"{MARK}の題")
    answer = make.reply(case, "「待つこと」を思います。")
    with database.writing() as session:
        service.report(session, answer.author.id, case.revision_id, Complaint(Reason.IDENTIFIES, ""))
    make.returned(case)
    window = browser(answer.author)
    assert not [path for path, page in looks(window).items() if MARK in page]
    for form in ("json", "txt"):
        copy = window.get(f"/me/data/{form}")
        assert copy.status_code == 200 and "待つこと" in copy.text
        assert MARK not in copy.text and MARK not in json.dumps(dict(copy.headers))


def test_l12_l28_nobody_has_a_page_that_others_could_look_at(site_settings, database):
    """No profile, no list of who reads or follows what: a member is in no address but one's own and the admins'."""
    site = build(site_settings, database)
    paths = {route.path_format for route in site.routes}
    assert len(paths) > 80
    about_members = {path for path in paths if re.search(r"\{(member|user|author|name)\w*\}", path)}
    assert {path for path in about_members if not path.startswith("/admin/")} == {"/static/{fingerprint}/{name}"}
    words = r"/(profile|members?|users?|people|follow\w*|notifications?|inbox|bookmarks?|feed|rss|api|revisions?/\{)"
    assert {path for path in paths if re.match(words, path)} == set()


def test_l28_who_has_read_a_case_is_seen_by_nobody(browser, make):
    case = make.case()
    windows = {who: browser(one) for who, one in (("author", case.author), ("peer", make.member()))}
    before = {who: looks(window, f"/cases/{case.case_id}") for who, window in windows.items()}
    reader = browser(make.member("よみびと"))
    for path in (f"/cases/{case.case_id}", f"/posts/{case.post_id}", "/search?q=沈黙"):
        reader.open(path)
    assert {who: looks(window, f"/cases/{case.case_id}") for who, window in windows.items()} == before


@pytest.mark.parametrize("path", ["/cases/{case}", "/posts/{post}", "/cases", "/search?q=" + MARK])
@pytest.mark.parametrize(
    "asked",
    [
        ({}, ".json"),
        ({}, ".rss"),
        ({}, ".atom"),
        ({}, "/raw"),
        ({"Accept": "application/json"}, ""),
        ({"Accept": "application/json+oembed", "User-Agent": "Twitterbot/1.0"}, ""),
        ({"HX-Request": "true"}, ""),
    ],
)
def test_l15_l16_l20_no_form_of_an_address_gives_what_its_page_does_not(browser, make, path, asked):
    held = make.case(WORDS, title=f"{MARK}の題")
    headers, ending = asked
    address, _, query = path.format(case=held.case_id, post=held.post_id).partition("?")
    answer = browser(make.member()).get(f"{address}{ending}" + (f"?{query}" if query else ""), headers=headers)
    said = answer.text.replace(MARK, "") if query else answer.text  # the box says what was looked for
    assert answer.status_code < 500 and "佐藤美咲" not in said and "umbrella" not in said
    assert query or MARK not in said
    if ending:
        assert answer.status_code == 404


def test_l17_l37_a_page_of_one_reader_is_kept_for_no_other(browser, make):
    case = make.case()
    author, peer = browser(case.author), browser(make.member())
    for path in (f"/cases/{case.case_id}", "/cases", "/desk", "/"):
        for headers in ({}, {"HX-Request": "true"}):
            answers = [window.get(path, headers=headers) for window in (author, peer)]
            assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
            assert all({"Cookie", "HX-Request"} <= set(re.split(", ?", one.headers["vary"])) for one in answers)
    assert "no-store" in browser().get("/").headers["cache-control"]
    assert "no-store" in browser().get("/sign-in").headers["cache-control"]


@pytest.mark.parametrize("join", ["open", "invited"])
@pytest.mark.parametrize("two", ["auto", "always", "never"])
def test_l31_no_setting_makes_public_what_waits(site_settings, database, make, join, two):
    held = make.case(WORDS, title=f"{MARK}の題")
    settings = replace(site_settings, join=join, two_moderators=two)
    peer = client_of(serve(settings, database), settings, database, make.member(), {})
    assert peer.get(f"/cases/{held.case_id}").status_code == 404
    assert not [path for path, page in looks(peer).items() if MARK in page or "佐藤美咲" in page]
