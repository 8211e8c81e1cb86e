"""What members write is shown as words: it runs nothing, leads nowhere else, and hides nothing."""

import json
from contextlib import redirect_stderr
from io import StringIO
from urllib.parse import quote

import pytest
from anyio.from_thread import BlockingPortal
from sqlalchemy import select

from app import markup
from app.database import Database
from app.i18n import LOCALES
from app.main import build
from app.outbox import post
from app.posts.models import Revision
from app.posts.policy import BODY_LIMIT
from app.settings import Settings
from app.web import log
from tests import texts
from tests.clock import measured, within
from tests.make import Make
from tests.people import Browsers
from tests.security.conftest import Site
from tests.security.dom import acting
from tests.security.everyone import alike, everyone, filled, ways
from tests.security.sown import MAY_READ, Sown

ELEMENTS = """<script>alert(1)</script> <img src=x onerror=alert(1)> <svg onload=alert(1)> <math><mi xlink:href="javascript:1">
<iframe srcdoc="<script>1</script>"></iframe> <object data="javascript:1"></object> <base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example"> <link rel=stylesheet href="https://evil.example/x.css">
<style>*{display:none}</style> <form action="https://evil.example"><input name=q formaction="javascript:1"></form>"""
MARKDOWN = """[a]: javascript:alert(1) "x"
[a] <https://evil.example/\"onmouseover=1> [x](https://ok.example "t\\" onmouseover=\\"1") [[x]](javascript:1)

```"><script>alert(1)</script>
code
```

| a | b |
|---|---|
| <script>1</script> | ![i](https://evil.example/p.gif) |"""
ATTRIBUTES = """<p hx-get="/sign-out" hx-trigger="load" data-hx-get="/x" hx-on:click="alert(1)" class="notice" id="main">x</p>
<a id=csrf name=forms href="#">x</a> <div id="findings">x</div>"""
MUTATING = """<math><annotation-xml encoding="text/html"><style><img src=x onerror=1></style></annotation-xml></math>
<svg><animate attributeName=href values=javascript:1 /><set attributeName=onmouseover to=1></svg>
<noscript><p title="</noscript><img src=x onerror=1>"></noscript> <template><script>1</script></template> <!--><img src=x onerror=1>-->"""
QUOTES = """" onmouseover="alert(1)" x=" ' onfocus='1' autofocus=' </title><script>1</script> </textarea><script>1</script>"""
SCRIPTS = """</script><script>1</script> \u2028 \u2029 <!-- <script> -->"""
TEMPLATES = "{{7*7}} {% raw %} ${7*7} {0.__class__} %s%n #{7*7} <%= 7*7 %>"


def pages_that_show(make: Make, browser: Browsers, payload: str) -> dict[str, str]:
    """Put a text everywhere a member can write, and return each page that somebody is shown of it."""
    author, peer = make.member(), browser(make.member())
    moderator = browser(make.moderator())
    line = " ".join(payload.split())
    held = make.case(f"{texts.NAMED}\n\n{payload}", title=line[:110], question=line[:380], author=author)
    writer = browser(author)
    shown = {
        "held, to its author": writer.get(f"/cases/{held.case_id}").text,
        "edited": writer.get(f"/posts/{held.post_id}/edit").text,
        "desk": writer.get("/desk").text,
        "queue": moderator.get("/moderation").text,
        "held, to a moderator": moderator.get(f"/moderation/{held.revision_id}").text,
        "decided with a fault": moderator.post(f"/moderation/{held.revision_id}/decision", {"note": payload}).text,
        "checked": writer.post("/screenings", {"title": line[:110], "body": payload, "lang": "ja"}).text,
        "given back": writer.post("/cases", {"title": line, "body": payload, payload: payload}, token="old").text,
        "searched": peer.get("/search", params={"q": line[:180], "lang": line, "approach": line, "page": line}).text,
        "listed": peer.get("/cases", params={"approach": line, "page": line}).text,
        "signed in": browser().get("/sign-in", params={"next": payload}).text,
        "missing": peer.get(f"/{quote(line)}").text,
    }
    case = make.released(held)
    make.released(make.reply(case, f"{texts.NAMED}\n\n{payload}"))
    shown |= {
        "read": peer.get(f"/cases/{case.case_id}").text,
        "listed by its title": peer.get("/cases").text,
        "found": peer.get("/search", params={"q": "佐藤"}).text,
        "reported with a fault": peer.post(f"/posts/{case.post_id}/report", {"note": payload}).text,
    }
    peer.post(f"/posts/{case.post_id}/report", {"reason": "other", "note": payload})
    shown["reported"] = moderator.get(f"/moderation/{case.revision_id}").text
    return shown


@pytest.mark.parametrize(
    "payload",
    [ELEMENTS, MARKDOWN, ATTRIBUTES, MUTATING, QUOTES, SCRIPTS],
    ids=["xs-01", "xs-03", "xs-04-05", "xs-06", "xs-07", "xs-08"],
)
def test_xs_01_xs_03_xs_04_xs_05_xs_06_xs_07_xs_08_xs_09_xs_12_xs_13_nothing_a_member_writes_acts_on_any_page(
    payload: str, make: Make, browser: Browsers
) -> None:
    for place, page in pages_that_show(make, browser, payload).items():
        assert page, place
        assert acting(page) == [], f"{place}: {acting(page)}"


OWN = {"/me/authenticators/": "<svg>", "/figures": "<svg>", "/redaction": "<template>"}
SHORT = '"><script>1</script><img src=x onerror=1>'  # for where there is no room for more


@pytest.mark.slow
def test_xs_01_xs_12_nothing_acts_that_stands_wherever_on_the_site_words_are_kept(
    own_site: Site, loop: BlockingPortal
) -> None:
    """What moderators, admins and members say to each other, and what their browsers say of themselves."""
    payload = "\n".join((SHORT, ATTRIBUTES, QUOTES, MUTATING, MARKDOWN, "<" * 40, TEMPLATES))
    sown = Sown(own_site, loop, lambda canary: f"{SHORT} {canary.word} {payload}")
    people, seen = sown.browsers(), set()
    for address in sown.addresses(build(own_site.settings, own_site.database)):
        for who in ("author", "peer", "moderator", "admin", "waiting"):
            page = people[who].get(address).text
            seen |= {place for place, canary in sown.canaries.items() if canary.word in page}
            ours = next((what for part, what in OWN.items() if part in address), "")  # by our own templates
            found = set(acting(page)) - {ours} if "<html" in page else set()
            assert found == set(), f"{who}: {address}"
    unseen = {place for place, readers in MAY_READ.items() if readers} - seen
    assert unseen <= {"name", "name of one who waits", "phrase that is let pass", "address"}, (
        "which are looked at elsewhere"
    )


LINKS = """javascript:alert(1) JaVaScRiPt:alert(1) java\tscript:alert(1) java%0ascript:alert(1) &#106;avascript:alert(1)
javascript&colon;alert(1) data:text/html,<script>1</script> vbscript:1 //evil.example \\\\evil.example http:evil.example
https:/evil.example file:///etc/passwd blob:https://x ftp://x tel:110 /sign-out ?x #x""".split()


def test_xs_02_only_whole_addresses_of_the_web_become_links() -> None:
    for link in LINKS:
        for written in (f"[a]({link})", f"[a](<{link}>)", f"[a][b]\n\n[b]: {link}", f"<{link}>", f"[a]( {link} 't')"):
            html = str(markup.render(written))
            assert "<a" not in html and acting(html) == [], written
    html = str(markup.render("[a](https://kiku.example/x?a=1&b=2)"))
    assert 'href="https://kiku.example/x?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in html


def test_xs_15_what_looks_like_a_template_stays_as_it_was_typed(make: Make, browser: Browsers) -> None:
    case = make.case(f"「{TEMPLATES}」という書き方について。", title="{{7*7}} %s")
    page = alike(browser(make.member()).get(f"/cases/{case.case_id}").text)
    assert "{{7*7}}" in page and "49" not in page.split("<main")[1].split(TEMPLATES[:7])[0]


def test_xs_16_no_line_end_reaches_a_letters_head(
    browser: Browsers, site_settings: Settings, database: Database
) -> None:
    for address in (
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nX: y",
        "a\r\n@example.org",
        "a@exa\rmple.org",
    ):
        sent = browser().post("/password", {"email": address})
        assert sent.status_code == 422, address
    for name in ("名前\r\nBcc: b@example.org", "a\nb"):
        sent = browser().post(
            "/join", {"email": "n@example.org", "password": "x" * 20, "name": name, "licence": "other-manual"}
        )
        assert sent.status_code in (400, 422)
    for locale in LOCALES:
        for path in ("/cases/x\r\nBcc: b@example.org", "/a\n\nb"):
            letter = post.letter("confirm", "a@example.org", locale, path, site_settings)
            assert letter["Bcc"] is None


def test_xs_17_a_request_makes_one_line_of_the_log_whatever_it_says(make: Make, browser: Browsers) -> None:
    written = StringIO()
    with redirect_stderr(written):
        log.configure()
        person = browser(make.member(), **{"User-Agent": 'x\x1b[31m"}\\n{"event": "forged"'})
        for path in (
            '/%0a{"event": "forged"}',
            "/cases/%1b[2J",
            "/search?q=%0d%0aforged",
            "/%22,%22event%22:%22forged",
        ):
            person.get(path)
        log.note("request", title="forged", query="forged", count=1)  # what is not on the list is dropped
        log.failure(ValueError('\n{"event": "forged"}\x1b[31m'), "/x")
    lines = written.getvalue().splitlines()
    assert len(lines) >= 5 and "forged" not in written.getvalue() and "\x1b" not in written.getvalue()
    assert {json.loads(line)["event"] for line in lines} <= {"request", "failure"}


HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=",
}


def test_xs_19_every_answer_of_every_route_has_all_its_headers(
    make: Make, browser: Browsers, site_settings: Settings, database: Database
) -> None:
    people = everyone(make, browser)
    for who in ("visitor", "moderator"):
        for way in ways(build(site_settings, database)):
            if way.path in ("/sign-out", "/join"):
                continue
            path = next(filled(way.path))
            answer = people[who].get(path) if way.method == "GET" else people[who].post(path, {}, token="wrong")
            for name, value in HEADERS.items():
                assert value in answer.headers.get(name, f"no {name}"), f"{way}: {name}"
            csp = answer.headers["content-security-policy"]
            assert "unsafe" not in csp and "http" not in csp and "*" not in csp
            if "static" not in path:
                assert answer.headers["cache-control"] == "no-store", way
            if answer.content and answer.headers["content-type"].startswith("text/html"):
                assert "charset=utf-8" in answer.headers["content-type"], way


def test_xs_20_nothing_turns_round_or_hides_what_stands_beside_it(
    make: Make, browser: Browsers, database: Database
) -> None:
    author = make.member()
    hidden = "\u202e\u2066\u200b\u2060\ufeff\u2069\u202c"
    form = {
        "title": f"題{hidden}名",
        "body": f"言{hidden}葉です。",
        "question": f"問{hidden}い",
        "lang": "ja",
        "approaches": "person-centred-therapy",
        "consent": "consent_peer",
        "intent": "submit",
    }
    sent = browser(author).post("/cases", form)
    assert sent.status_code == 303
    shown = browser(make.member()).get(sent.headers["location"].partition("#")[0]).text
    assert "題名" in shown and "言葉です" in shown and "問い" in shown
    assert not set(hidden) & set(shown)
    with database.reading() as session:
        assert session.scalars(select(Revision.body)).all() == ["言葉です。"], "what the detector read"


@pytest.mark.parametrize(
    "alike",
    ["ひだまリ口", "ひだまリロ", "ひだまり口", "ひ だまりロ", "ひだまりロ．", "ＨＩＤＡ", "hidа", "HlDA", "H1DA"],
)
def test_xs_21_no_name_looks_like_another_members(alike: str, make: Make, browser: Browsers) -> None:
    make.moderator("ひだまりロ")
    make.member("HIDA")
    sent = browser(make.member()).post("/me/name", {"name": alike})
    assert sent.status_code == 422, alike


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * (BODY_LIMIT - 1),
        "あ" * BODY_LIMIT,
        "\n" * BODY_LIMIT,
        "> " * (BODY_LIMIT // 2),
        "- " * (BODY_LIMIT // 2),
        "[" * BODY_LIMIT,
        ("[a](b" * BODY_LIMIT)[:BODY_LIMIT],
        ("**a" * BODY_LIMIT)[:BODY_LIMIT],
        ("*a_" * BODY_LIMIT)[:BODY_LIMIT],
        ("[[](" * BODY_LIMIT)[:BODY_LIMIT],
    ],
    ids=["marks", "one line", "lines", "quotes", "lists", "brackets", "links", "strong", "crossed", "nested"],
)
def test_xs_22_dt_06_a_text_made_to_be_slow_is_rendered_soon_and_no_longer_than_it_was(text: str) -> None:
    measured(within(5), lambda: markup.render(text))
    assert len(markup.render(text)) < 20 * len(text)


def test_xs_14_names_in_the_record_begin_no_formula(make: Make, browser: Browsers) -> None:
    for name in ("=HYPERLINK(1)", "+1", "@SUM(A1)", "-1+1", "\t=1"):
        assert browser(make.member()).post("/me/name", {"name": name}).status_code == 422, name
