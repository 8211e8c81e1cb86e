"""The canary sweep: a marker in every state of every field, every way in walked by everybody, every file read byte by byte.

Who may read what is written out in tests/security/sown.py. Whatever is found beside it is a leak.
"""

import html
import json
import os
import re
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import pytest
from anyio.from_thread import BlockingPortal
from litestar import Litestar
from sqlalchemy import select
from sqlmodel import col

from app import audit, upkeep
from app.cases import policy
from app.database import Database
from app.erasure import service as erasure
from app.main import build, serve
from app.outbox import post
from app.posts.models import Post
from app.web import log
from tests.accounts.doors import read
from tests.clock import chance, in_turns, lasted
from tests.make import Make
from tests.people import Browser, client_of
from tests.security.canaries import Canary, contents, packed_is_seen
from tests.security.conftest import Site, kiku, site_at
from tests.security.everyone import alike, still
from tests.security.sown import MAY_LIE_OPEN, MAY_READ, STAFF, Sown

EVERYTHING = os.environ.get("SWEEP") == "everything"  # every header at every address, not in turn

VARIANTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {"HX-Request": "true", "HX-Request-Type": "partial"}),
    ("HEAD", {}),
    ("/", {}),
    ("?page=2", {}),
    ("?format=json&preview=1&state=held", {"Accept": "application/json"}),
    ("?sort=body&order=title&filter=state:held", {"HX-Request": "true", "HX-Boosted": "true"}),
    ("", {"User-Agent": "Twitterbot/1.0", "Accept": "application/json+oembed"}),
    (".json", {"X-Requested-With": "XMLHttpRequest"}),
)


@pytest.fixture(scope="module")
def sown(new_site: Path, tmp_path_factory: pytest.TempPathFactory, loop: BlockingPortal) -> Iterator[Sown]:
    """One site for all that only look: sowing it takes as long as ten of them."""
    folder = tmp_path_factory.mktemp("sown") / "site"
    shutil.copytree(new_site, folder)
    site = site_at(folder, set_up=False)
    yield Sown(site, loop)
    site.database.engine.dispose()


@pytest.fixture
def freshly_sown(own_site: Site, loop: BlockingPortal) -> Sown:
    """A site that may be taken apart."""
    return Sown(own_site, loop)


def visited(sown: Sown, who: str, person: Browser, built: Litestar) -> Iterator[tuple[str, str]]:
    """Yield what a person is answered at every address: as a browser asks, and in other ways in turn."""
    lists = (
        "/cases?lang=ja",
        "/cases?waiting=answer",
        "/cases?approach=person-centred-therapy",
        "/moderation?claimed=free",
    )
    searches = [
        f"/search?q={mark}"
        for place in ("held", "draft", "withdrawn", "superseded")
        for mark in sown.canaries[place].marks
    ]
    answers = [f"/cases/{sown.made['published'].case_id}?answer={one.post_id}" for one in sown.made.values()]
    for number, address in enumerate([*sown.addresses(built), *lists, *searches, *answers]):
        yield address, said(person, "GET", address, {})
        for more, headers in VARIANTS if EVERYTHING else (VARIANTS[(number + len(who)) % len(VARIANTS)],):
            if more == "HEAD":
                yield f"HEAD {address}", said(person, "HEAD", address, headers)
            elif "?" not in address:
                yield address + more, said(person, "GET", address + more, headers)


def said(person: Browser, method: str, address: str, headers: dict[str, str]) -> str:
    answer = person.client.request(method, address, headers=headers, follow_redirects=False)
    assert answer.status_code < 500, f"{address}: {answer.status_code}"
    words = answer.text.replace(address.partition("q=")[2] or "\0", "")  # the search box says what was looked for
    location = answer.headers.get("location", "")
    if location.startswith("/sign-in?next="):  # and the door where one was going
        return words
    return words + json.dumps(dict(answer.headers), ensure_ascii=False)


@pytest.mark.slow
def test_lk_01_lk_04_lk_14_lk_15_lk_26_lk_29_lk_33_the_sweep_of_every_page_finds_nothing_that_is_not_for_its_reader(
    freshly_sown: Sown,
) -> None:
    sown = freshly_sown
    built = build(sown.site.settings, sown.site.database)
    with sown.site.database.writing() as session:
        erasure.purge(session, sown.made["purged"].case_id)
    found: set[tuple[str, str, str]] = set()
    ids = {str(member.id): who for who, member in sown.members.items()} | {str(sown.aliased.id): "aliased"}
    seen: set[tuple[str, str]] = set()
    asked = 0
    for who, person in sown.browsers().items():
        for address, words in visited(sown, who, person, built):
            asked += 1
            for place, canary in sown.canaries.items():
                if canary.stands_in(words):
                    seen.add((who, place))
                    if not sown.may_read(who, place, address):
                        found.add((who, place, address))
            if who not in STAFF:  # nothing that could be followed from one page to another says whose they are
                others = {one for one, whose in ids.items() if whose != who and one not in address and one in words}
                found |= {(who, f"id of {ids[one]}", address) for one in others}
    assert found == set()
    assert asked > 1_000
    # The sweep sees what it should: it would see what it should not.
    assert {("author", "draft"), ("author", "held"), ("moderator", "held"), ("peer", "published")} <= seen
    read = {place for _, place in seen}
    unread = {place for place, readers in MAY_READ.items() if readers} - read
    assert unread == set(), "and there is a page for each of the others"


@pytest.mark.slow
def test_lk_07_lk_16_lk_18_lk_23_lk_24_the_sweep_of_every_file_finds_nothing_that_should_not_lie_open(
    freshly_sown: Sown, tmp_path: Path
) -> None:
    sown = freshly_sown
    site, aside = sown.site, tmp_path / "aside"
    aside.mkdir()
    log_said, people = StringIO(), sown.browsers()
    with redirect_stderr(log_said), redirect_stdout(log_said):
        log.configure()
        for who, person in people.items():
            for place in ("held", "query"):
                canary = sown.canaries[place]
                for mark in canary.marks:
                    person.get("/search", params={"q": mark})
                person.post("/screenings", {"body": canary.line, "lang": "ja"}, headers={"X-Canary": canary.word})
                person.post("/cases", {"title": canary.line, "body": canary.line}, token="stale")
                person.get(f"/cases/{canary.word}", headers={"User-Agent": canary.word, "Referer": canary.word})
            if who == "visitor":
                secret = sown.canaries["password"]
                person.post("/sign-in", {"email": "nobody@example.org", "password": secret.line})
                person.post("/password", {"email": "nobody@example.org"})
        log.failure(ValueError(sown.canaries["query"].line), "/search")
        post.deliver(site.database, site.settings)
    assert log_said.getvalue().count('"event": "request"') > 50
    (aside / "log").write_text(log_said.getvalue())
    assert kiku(site, "purge", str(sown.made["purged"].case_id)).status == 0
    assert kiku(site, "backup", str(aside / "kiku.backup")).status == 0
    with site.database.reading() as session:
        record = "\n".join(entry.as_json() for entry in audit.entries(session))
    assert "purge" in record
    (aside / "record").write_text(record)
    upkeep.tidy(site.settings, site.database)
    held = contents([site.folder, aside])
    leaks = {
        (place, name)
        for place, canary in sown.canaries.items()
        for name, content in held
        if any(form in content for form in canary.written())
        and not (place in MAY_LIE_OPEN and name.startswith("kiku.sqlite"))
        and not (place.startswith("address") and name.startswith("outbox/"))  # to whom a letter goes
    }
    assert leaks == set()
    assert any(sown.canaries["published"].word.encode() in content for _, content in held), "it looks where words lie"
    assert {"kiku.sqlite", "log", "kiku.backup", "record"} <= {name for name, _ in held}
    assert [name for name, _ in held if name.startswith("outbox/")], "letters were written, and looked into"
    assert packed_is_seen()


PROBES = (
    'status:held|title:{}|body:{}|{{title body}}: {}|{}*|"{}|NEAR({} a)|{} OR a|-{}|({}|^{}|a AND NOT {}|{}%|_{}'.split(
        "|"
    )
)


def test_lk_02_in_03_in_04_nothing_typed_is_a_language_that_the_index_understands(sown: Sown) -> None:
    person = sown.browsers()["peer"]
    nothing = person.get("/search", params={"q": "zqnothingatall"}).text
    for place in ("held", "returned", "superseded"):
        word = sown.canaries[place].word
        for probe in PROBES:
            typed = probe.format(word)
            answer = person.get("/search", params={"q": typed})
            assert answer.status_code == 200, typed
            assert 'class="card"' not in answer.text and "<mark>" not in answer.text, typed
    for wild in ("%", "_", "\\", "%%%", "zqcanary%", "zqcanary____q"):
        assert 'class="card"' not in person.get("/search", params={"q": wild}).text, wild
    for odd in ("(" * 5_000, '"' * 999, "a" * 20_000, "AND OR NOT NEAR", "\u0000", "\ud83d", "'; drop table post; --"):
        status = person.client.get("/search?q=" + "".join(f"%{byte:02x}" for byte in odd.encode("utf-8", "surrogatepass"))).status_code  # fmt: skip
        assert status in (200, 400, 414), odd[:20]
    for mark in (place for name in ("held", "draft") for place in parts(sown.canaries[name])):
        page = person.get("/search", params={"q": mark}).text
        assert still(html.unescape(page).replace(mark, "")) == still(
            html.unescape(nothing).replace("zqnothingatall", "").replace(mark, "")  # of two kana the page may have some
        ), mark


def parts(canary: Canary) -> list[str]:
    """Return what somebody who knows a part of it might look for: beginnings, ends, a phrase, two or three characters."""
    return [canary.word[:-1], canary.word[3:], canary.name[2:4], canary.name[2:5], canary.phone, f'"{canary.line}"']


def test_lk_03_lk_04_lk_31_a_held_text_changes_no_list_count_or_order(own_site: Site) -> None:
    make = own_site.make
    for number in range(3):
        make.case(
            f"「{number}」という言葉の事例です。",
            approaches=("morita-therapy",) if number else ("person-centred-therapy",),
        )
    case = make.case("「さいご」という言葉の事例です。")
    make.reply(case, "よくわかります。")
    peer = client_of(
        serve(own_site.settings, own_site.database), own_site.settings, own_site.database, make.member(), {}
    )
    pages = (
        "/",
        "/cases",
        "/approaches",
        "/approaches/morita-therapy",
        f"/cases/{case.case_id}",
        "/search?q=言葉",
        "/figures",
    )
    before = [still(peer.get(path).text) for path in pages]
    hidden = make.member("かくれ名")
    make.case("佐藤美咲さんのこと。", author=hidden, approaches=("morita-therapy",))
    make.case("書きかけ。", author=hidden, approaches=("morita-therapy",), draft=True)
    make.reply(case, "佐藤美咲さんでしょうか。", author=hidden)
    assert [still(peer.get(path).text) for path in pages] == before
    last = make.reply(case, "「あとから」思ったことです。", author=hidden)
    make.withdrawn(last)
    shown = peer.get(f"/cases/{case.case_id}").text + peer.get("/cases").text
    assert "かくれ名" not in shown


def test_lk_31_two_cases_under_an_alias_are_no_more_alike_than_those_of_two_members(
    make: Make, browser: Callable[..., Browser], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Names come by chance, and now and then two threads have the same: here each has its own.
    drawn = iter(policy.ALIASES["ja"])
    monkeypatch.setattr(policy, "alias", lambda lang: next(drawn))
    one, another = make.member("ひとりめ"), make.member("ふたりめ")
    cases = [make.case(author=author, alias=True) for author in (one, one, another)]
    with database.reading() as session:
        names = dict(session.execute(select(col(Post.case_id), col(Post.signed_as))).all())
    assert len(set(names.values())) == 3
    peer = browser(make.member())
    pages = [peer.get(f"/cases/{case.case_id}") for case in cases]
    shown = [still(page.text).replace(names[case.case_id], "") for page, case in zip(pages, cases, strict=True)]
    assert shown[0] == shown[1] == shown[2], "what is left of them when the names are gone is one page"
    assert pages[0].headers.keys() == pages[1].headers.keys() == pages[2].headers.keys()
    for page in (*(page.text for page in pages), peer.get("/cases").text, peer.get("/search?q=沈黙").text):
        for member in (one, another):
            assert member.name not in page and str(member.id) not in page and member.email not in page


def test_lk_05_lk_11_lk_12_lk_13_nothing_is_kept_on_the_way_and_there_is_no_feed(sown: Sown) -> None:
    people = sown.browsers()
    case_id, held_id = sown.made["published"].case_id, sown.made["held"].case_id
    revision = sown.made["held"].revision_id
    for path in ("/feed", "/rss", "/atom.xml", "/sitemap.xml", "/cases.rss", "/cases/feed", "/cases.json"):
        for person in people.values():
            assert person.get(path).status_code in (303, 404), path
    for path in (
        f"/cases/{case_id}/x.css",
        f"/cases/{case_id};.js",
        f"/cases/{case_id}%2fx.css",
        f"/cases/{case_id}/.png",
    ):
        assert people["peer"].get(path).status_code == 404, path
    for path in (f"/cases/{case_id}", "/cases", "/desk", f"/moderation/{revision}"):
        seen = people["moderator"].get(path)
        assert seen.headers["cache-control"] == "no-store" and "etag" not in seen.headers
        assert "last-modified" not in seen.headers and "Cookie" in seen.headers["vary"]
        for headers in (
            {"If-None-Match": '"x"'},
            {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"},
            {"Range": "bytes=0-9"},
        ):
            assert people["moderator"].get(path, headers=headers).status_code == 200
    people["moderator"].get(f"/moderation/{revision}", headers={"HX-Request": "true"})
    for who in ("peer", "visitor"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = people[who].get(f"/moderation/{revision}", headers=headers)
            assert (answer.status_code in (303, 404) and "set-cookie" not in answer.headers) or who == "visitor"
            assert not sown.canaries["held"].stands_in(answer.text)
    assert people["peer"].get(f"/cases/{held_id}").status_code == 404


def test_lk_06_lk_07_a_letter_and_a_notice_say_that_something_is_there_and_never_what(sown: Sown) -> None:
    post.deliver(sown.site.database, sown.site.settings)
    folder = sown.site.settings.data / "outbox"
    letters = [read(path) for path in folder.glob("*.eml")]
    assert len(letters) >= 5 and {letter["To"] for letter in letters} >= {sown.members["author"].email}
    for letter in letters:
        head = "\n".join(f"{name}: {value}" for name, value in letter.items() if name != "To")
        assert "List-Id" not in head and "/cases/" not in head and str(sown.made["held"].post_id) not in head
        (body,) = [part for part in letter.walk() if not part.is_multipart()]
        for place, canary in sown.canaries.items():
            assert not canary.stands_in(head + body.get_content()), place


def test_lk_08_a_draft_is_nowhere_but_with_its_author(sown: Sown) -> None:
    draft = sown.made["draft"]
    for who, person in sown.browsers().items():
        for path in (f"/cases/{draft.case_id}", f"/posts/{draft.post_id}/edit", f"/posts/{draft.post_id}"):
            answer = person.get(path)
            if who != "author":
                assert answer.status_code in (303, 404) and not sown.canaries["draft"].stands_in(answer.text), (
                    who,
                    path,
                )


def test_lk_16_no_fault_repeats_what_a_request_carried(sown: Sown) -> None:
    canary = sown.canaries["query"]
    for who in ("visitor", "peer"):
        person = sown.browsers()[who]
        head = {
            "X-Canary": canary.word,
            "Cookie": f"x={canary.word}",
            "Referer": canary.word,
            "User-Agent": canary.word,
        }
        requests = (
            ("GET", f"/{canary.word}", {}),
            ("PUT", f"/cases/{canary.word}", {}),
            ("GET", f"/cases/{canary.word}?x={canary.word}", {}),
            ("POST", "/cases", {"content": b"x" * 300_000}),
            ("POST", "/cases", {"content": canary.line.encode(), "headers": {"content-type": "application/json"}}),
            (
                "POST",
                "/cases",
                {
                    "content": b"\xff" + canary.line.encode(),
                    "headers": {"content-type": "application/x-www-form-urlencoded"},
                },
            ),
        )
        for method, path, more in requests:
            answer = person.client.request(method, path, **{**more, "headers": {**head, **more.get("headers", {})}})
            words = answer.text.replace(path, "").replace(path[1:], "")
            assert answer.status_code in (303, 400, 401, 403, 404, 405, 413) or answer.status_code == 200, path
            assert "Traceback" not in words and "site-packages" not in words and "sqlalchemy" not in words.lower()
            assert canary.name not in words and canary.phone not in words, path


@pytest.mark.slow
def test_lk_27_hidden_and_missing_take_the_same_time_and_say_the_same(
    sown: Sown, capsys: pytest.CaptureFixture[str]
) -> None:
    """As often as the catalogue says; by chance alone one measuring of a hundred would find two alike things apart."""
    peer = sown.browsers()["peer"]
    hidden = cycle(sown.made[place].case_id for place in ("held", "draft", "returned", "removed", "withdrawn"))
    pages: set[str] = set()

    def ask(ids: Iterator[UUID]) -> None:
        answer = peer.get(f"/cases/{next(ids)}")
        assert answer.status_code == 404
        pages.add(alike(answer.text))

    pairs = in_turns(lambda: ask(hidden), lambda: ask(iter(uuid4, None)), by=lasted)
    for _ in range(4):
        there, nowhere = zip(*islice(pairs, 200), strict=True)
        apart, likely = abs(median(there) - median(nowhere)), chance(there, nowhere)
        if apart < 0.005 and likely > 0.01:
            break
    with capsys.disabled():
        sys.stdout.write(f"\nLK-27: medians of 200 pairs {1000 * apart:.2f} ms apart, p = {likely:.2f}")
    assert len(pages) == 1
    assert apart < 0.005 and likely > 0.01


def test_lk_32_nothing_can_be_sorted_or_narrowed_by_what_is_nobodys_business(sown: Sown) -> None:
    """The catalogue wants 400 for such a name. There is no order that an address could choose, so none of these names is
    one that the site knows, and names that it does not know change nothing: mail programs and other sites hang names of
    their own on links (utm_source, fbclid), and whoever followed one would be refused a page that is theirs to read. The
    page is the same to the letter, which says more than its status: no name is looked at, on any list."""
    people = sown.browsers()
    pages = [("peer", page) for page in ("/cases", "/approaches", "/approaches/person-centred-therapy", "/search")]
    pages += [("author", "/desk"), ("reporter", "/reports"), ("moderator", "/moderation"), ("moderator", "/moderation/log")]  # fmt: skip
    names = ("email", "licence", "name", "author_id", "body", "password_hash", "1; drop table post")
    for who, page in pages:
        plain = still(people[who].get(page).text)
        for name in names if page == "/cases" else names[:1]:
            for query in (f"sort={name}", f"order={name}", f"filter={name}:a", f"{name}=a", f"order_by=-{name}&desc=1"):
                answer = people[who].get(f"{page}?{query}")
                assert answer.status_code == 200 and still(answer.text) == plain, (page, query)


def test_lk_34_lk_36_in_17_no_link_is_followed_and_no_picture_is_fetched(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing in the program that opens an address somebody wrote: no client for it is imported."""
    banned = re.compile(
        r"^\s*(?:import|from) (?:httpx|requests|urllib\.request|aiohttp|http\.client|socket)\b", re.MULTILINE
    )
    found = [path.name for path in (Path(__file__).parents[2] / "app").rglob("*.py") if banned.search(path.read_text())]
    assert found == ["apart.py"], "where a pair of sockets joins two processes of one machine"
    joined = (Path(__file__).parents[2] / "app" / "posts" / "apart.py").read_text()
    assert "socket.socketpair()" in joined and not re.search(r"connect|create_connection|getaddrinfo", joined)
    from app import markup

    rendered = str(markup.render("![t](https://sink.example/p.gif) ![a][b]\n\n[b]: https://sink.example/q.gif"))
    assert "<img" not in rendered


def test_lk_38_secrets_stand_on_no_command_line(sown: Sown) -> None:
    from app.__main__ import _parser

    flags = {flag for action in _parser()._subparsers._group_actions[0].choices["member"]._subparsers._group_actions[0].choices["add"]._actions for flag in action.option_strings}  # type: ignore[union-attr] # fmt: skip
    assert "--password" not in flags and "--password-stdin" in flags


def test_lk_38_a_crash_leaves_no_memory_on_the_disk(own_site: Site) -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        assert kiku(own_site, "audit", "head").status == 0
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0, "for this process, and for all that it starts"
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def test_lk_42_no_page_is_compressed_beside_a_secret(sown: Sown) -> None:
    answer = sown.browsers()["peer"].get("/cases", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert "content-encoding" not in answer.headers


def test_lk_35_lk_43_nothing_is_asked_of_or_told_to_anybody_else(sown: Sown) -> None:
    policy = sown.browsers()["peer"].get("/cases").headers["content-security-policy"]
    assert "report" not in policy and "http" not in policy
    assert "default-src 'none'" in policy
    scripts = [path for path in (Path(__file__).parents[2] / "static" / "js").glob("*.js") if "min" not in path.name]
    assert scripts and not [path.name for path in scripts if "console." in path.read_text()]


def test_lk_44_what_is_being_written_is_not_sent_to_a_spelling_service(sown: Sown) -> None:
    page = sown.browsers()["author"].get("/cases/new").text
    boxes = re.findall(r"<textarea[^>]*>", page)
    assert boxes
    for box in boxes:
        assert 'spellcheck="false"' in box and 'autocomplete="off"' in box, box


def test_lk_45_demo_and_bulk_data_take_nothing_from_a_site_that_is_used(sown: Sown) -> None:
    came = kiku(sown.site, "demo")
    assert came.status != 0, "demo data are refused beside real members"


def test_rl_10_ft_12_a_redis_that_is_named_and_away_is_missed_by_nobody(own_site: Site) -> None:
    """Sign-ins, limits and what is held are kept in the database, whatever the settings name beside it."""
    known, database = replace(own_site.settings, redis_url="redis://127.0.0.1:1/0"), own_site.database
    held, peer = own_site.make.case("佐藤美咲さんのこと。"), own_site.make.member()
    person = client_of(serve(known, database), known, database, peer, {})
    assert person.get("/cases").status_code == 200
    assert person.get(f"/cases/{held.case_id}").status_code == 404
    tried = [person.post("/me/password", {"current_password": "wrong"}).status_code for _ in range(11)]
    assert (tried[0], tried[-1]) == (422, 429), "guessing is slowed down all the same"


def test_lk_37_there_is_no_broker_that_could_hold_words() -> None:
    app = Path(__file__).parents[2] / "app"
    assert not [
        path.name
        for path in app.rglob("*.py")
        if re.search(r"^\s*(?:import|from) redis\b", path.read_text(), re.MULTILINE)
    ]
