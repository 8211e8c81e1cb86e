"""Every route says who may enter; a GET writes nothing; a POST without its token is refused."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from sqlalchemy import event, select

from app.database import Database
from app.main import build
from app.moderation import service as moderation
from app.moderation.models import Decision
from app.moderation.policy import Judgement, Outcome
from app.posts.policy import State
from app.web.visit import Role
from tests import texts
from tests.make import Made, Make
from tests.people import Browser

LIST = Path(__file__).with_name("routes.txt")
WORDS = "words"  # at the end of a line: the page shows what members wrote about cases
GUARDS = {
    "open_to_all",
    "signed_in_only",
    "joined_only",
    "members_only",
    "writers_only",
    "moderators_only",
    "admins_only",
}
FRESH = ("proven_lately", "stepped_up")  # beside a guard: only after a proof of the last hour, of the last minutes
# What a GET writes, and which: that a moderator read what waits (docs/decisions/0028). Nothing else, and no other.
RECORDED = {
    (f"/moderation/{{revision_id}}{page}", table)
    for page in ("", "/appeal", "/redaction")
    for table in ("audit_entry", "audit_head")
}


@pytest.fixture(scope="module")
def built(site_settings, migrated: Database) -> Litestar:  # type: ignore[no-untyped-def]
    return build(site_settings, migrated)


def routes(site: Litestar) -> list[tuple[str, str, str]]:
    """Return every way in: method, path, and the guard that stands there."""
    found = []
    for route in site.routes:
        for handler in route.route_handlers:
            for method in handler.http_methods:
                if method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                    names = [guard.__name__ for guard in handler.guards or ()]
                    named = [name for name in names if name in GUARDS]
                    who = named[0] if len(named) == 1 else "NOBODY SAYS"
                    fresh = [name for name in names if name in FRESH]
                    found.append((method, route.path_format, "+".join([who, *fresh])))
    return sorted(found, key=lambda one: (one[1], one[0]))


def test_every_route_says_who_may_enter(built: Litestar) -> None:
    assert [one for one in routes(built) if one[2].startswith("NOBODY SAYS")] == []


def appealed(made: Made, make: Make, browser: Callable[..., Browser], database: Database) -> Made:
    """Send a text back, and let its author appeal."""
    with database.writing() as session:
        judgement = Judgement(Outcome.RETURN, "お名前を変えて。", "")
        moderation.decide(session, make.moderator().id, made.revision_id, judgement)
        decision = session.scalars(select(Decision.id).where(Decision.revision_id == made.revision_id)).one()
    sent = browser(made.author).post(f"/decisions/{decision}/appeal", {"note": "講演録の名前です。"})
    assert sent.status_code == 303
    return made


@pytest.fixture
def showing(built: Litestar, database: Database, make: Make, browser: Callable[..., Browser]) -> set[str]:
    """The pages on which words of members were seen: published ones, held ones, in their titles and their bodies."""
    marks = [f"しるし{letter}" for letter in "一二三四五六七"]
    author = make.member("かんな")
    case = make.case(
        f"「{marks[0]}」と言われました。", title=f"「{marks[1]}」", question=f"「{marks[2]}」ですか。", author=author
    )
    comment = make.reply(case, f"「{marks[3]}」かもしれません。", author=author)
    held = make.case(f"「{marks[4]}」。{texts.NAMED}", title=f"「{marks[5]}」", author=author)
    settled = appealed(make.case(f"「{marks[6]}」。{texts.NAMED}", author=author), make, browser, database)
    # Some pages show words only of a text in which something was found, and one shows what was found alone.
    assert (case.state, comment.state, held.state) == (State.PUBLISHED, State.PUBLISHED, State.HELD)
    ids = {
        name: [getattr(made, name) for made in (case, comment, held, settled)]
        for name in ("case_id", "post_id", "revision_id")
    }
    people = [browser(author), browser(make.member()), browser(make.moderator()), browser(make.member(role=Role.ADMIN))]
    found = set()
    for method, route, _ in routes(built):
        if method == "GET" and "static" not in route:
            paths = {fill(route, ids, number) for number in range(4)}
            answers = (person.get(path) for path in paths for person in people)
            if any(mark in answer.text for answer in answers for mark in (*marks, texts.NAME)):
                found.add(route)
    return found


def fill(route: str, ids: dict[str, list[UUID]], number: int) -> str:
    for name, values in ids.items():
        route = route.replace(f"{{{name}}}", str(values[number]))
    if route == "/search":
        return "/search?q=しるし"
    return path_of(route)


def test_the_list_of_routes_is_the_one_that_was_agreed(built: Litestar, showing: set[str]) -> None:
    """Every way in, who may enter, and whether words are shown there. The list is written by this test's message and
    read by a person, who sees in the change what was opened to whom."""
    now = "\n".join(" ".join((*one, WORDS) if one[0] == "GET" and one[1] in showing else one) for one in routes(built))
    agreed = [line for line in LIST.read_text().splitlines() if not line.startswith("#")]
    assert now == "\n".join(agreed), f"routes.txt should read:\n{now}"


def test_words_are_shown_to_verified_members_alone() -> None:
    """By the list, which the test above holds to what is seen."""
    open_lines = [line.split() for line in LIST.read_text().splitlines() if line.endswith(f" {WORDS}")]
    closed = {"members_only", "writers_only", "moderators_only", "admins_only"}
    guarded = {line[1] for line in open_lines if line[2].partition("+")[0] in closed}
    assert {line[1] for line in open_lines} - guarded == {"/"}, "the first page asks who it is itself"


def test_there_are_no_methods_but_get_and_post(built: Litestar) -> None:
    assert {method for method, _, _ in routes(built)} == {"GET", "POST"}


def path_of(route: str) -> str:
    known = {"slug": "person-centred-therapy", "number": "1"}
    return re.sub(r"\{(\w+)\}", lambda match: known.get(match[1]) or str(uuid4()), route)


def test_a_get_writes_nothing_but_that_a_moderator_read_what_waits(
    built: Litestar, database: Database, make: Make, browser: Callable[..., Browser]
) -> None:
    case, held = make.case(), make.case(texts.NAMED)
    settled = appealed(make.case(texts.NAMED), make, browser, database)
    person = browser(make.moderator())
    written: set[tuple[str, str]] = set()
    now = ""

    def watch(_c, _u, statement, *_):  # type: ignore[no-untyped-def]
        wrote = re.match(r"\s*(?:insert into|update|delete from|create|drop)\s+(\w+)", statement, re.IGNORECASE)
        if wrote:
            written.add((now, wrote[1]))

    event.listen(database.engine, "before_cursor_execute", watch)
    try:
        for method, route, _ in routes(built):
            if method == "GET" and "static" not in route:
                now = route
                paths = {path_of(route)}
                for made in (case, held, settled):
                    ids = {name: [getattr(made, name)] for name in ("case_id", "post_id", "revision_id")}
                    paths.add(fill(route, ids, 0))
                for path in paths:
                    person.get(path)
    finally:
        event.remove(database.engine, "before_cursor_execute", watch)
    assert written == RECORDED


def test_words_that_wait_are_behind_a_proof_of_the_last_hour() -> None:
    """By the list, which the test of it holds to what is seen."""
    lines = [line.split() for line in LIST.read_text().splitlines() if line.startswith("GET /moderation")]
    shown = {line[1]: line[2] for line in lines if line[-1] == WORDS}
    assert set(shown) == {route for route, _ in RECORDED}, "whatever shows words to moderators puts it on the record"
    assert set(shown.values()) == {"moderators_only+proven_lately"}


def test_a_post_without_its_token_is_refused_everywhere(
    built: Litestar, make: Make, browser: Callable[..., Browser]
) -> None:
    person = browser(make.moderator())
    for method, route, _ in routes(built):
        if method == "POST":
            for token in ("", "wrong", "0" * 64, "ё"):
                answer = person.post(path_of(route), {"body": "x"}, token=token)
                assert answer.status_code == 403, f"{route} with {token!r}: {answer.status_code}"


def test_a_form_from_another_site_is_refused(make: Make, browser: Callable[..., Browser]) -> None:
    person = browser(make.member())
    token = person.token("/desk")
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://kiku.test.evil.example"},
    ):
        answer = person.post("/screenings", {"body": "x"}, token=token, headers=headers)
        assert answer.status_code == 403, headers


def test_a_token_of_somebody_else_opens_nothing(make: Make, browser: Callable[..., Browser]) -> None:
    one, other = browser(make.member()), browser(make.member())
    assert one.post("/screenings", {"body": "x"}, token=other.token("/desk")).status_code == 403


def test_what_was_typed_comes_back_when_the_token_is_stale(make: Make, browser: Callable[..., Browser]) -> None:
    answer = browser(make.member()).post(
        "/cases", {"title": "消えては困る題", "body": "消えては困る本文"}, token="stale"
    )
    assert answer.status_code == 403
    assert "消えては困る題" in answer.text and "消えては困る本文" in answer.text


def test_every_answer_carries_its_headers(built: Litestar, make: Make, browser: Callable[..., Browser]) -> None:
    person = browser(make.member())
    for path in ("/", "/cases", "/nowhere", "/moderation", f"/cases/{uuid4()}", "/sign-in", "/healthz"):
        answer = person.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store", path


def test_the_head_of_a_page_is_that_of_the_page(make: Make, browser: Callable[..., Browser]) -> None:
    person = browser(make.member())
    for path in ("/cases", f"/cases/{uuid4()}", "/moderation", "/healthz"):
        head, whole = person.client.head(path), person.get(path)
        assert head.status_code == whole.status_code and head.content == b"", path


def test_no_answer_is_kept_in_a_cache_of_the_server() -> None:
    """Litestar's response cache is keyed without the user: one member's page would be given to the next."""
    for path in (Path(__file__).parents[2] / "app").rglob("*.py"):
        assert not re.search(r"@(get|post)\([^)]*\bcache=", path.read_text(), re.DOTALL), path.name
