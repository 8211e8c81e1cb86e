"""Words that peers may not read reach nobody but their author and moderators, by whatever way one asks."""

import ast
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlalchemy import text

from app.accounts.models import Member
from app.database import Database
from app.main import build
from app.posts.policy import State
from app.web import log
from tests import texts
from tests.make import Made, Make
from tests.people import Browser

APP = Path(__file__).parents[2] / "app"
WORDS = {"title", "body", "question", "html"}
# Where a revision's words may be taken from its columns: the door itself, and the three readers of public words above it.
READERS = {
    "posts/threads.py",
    "posts/texts.py",
    "posts/indexing.py",
    "posts/keeping.py",  # after a restore, asks which are empty
    "posts/screening.py",
    "cases/queries.py",  # titles and beginnings, of published revisions
    "cases/own.py",  # titles and beginnings of one's own
    "search/queries.py",  # published revisions, asked again at the moment of the search
    "bulk/__init__.py",  # writes measurements' rows, reads none
}


def reads_of_words(tree: ast.AST) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in WORDS
        and isinstance(node.value, ast.Name)
        and node.value.id in ("Revision", "revision", "_OpeningRevision", "_Public")
    ]


def test_the_words_of_a_revision_are_read_in_few_files() -> None:
    reading = {
        str(path.relative_to(APP))
        for path in APP.rglob("*.py")
        if path.name != "models.py" and reads_of_words(ast.parse(path.read_text()))
    }
    assert reading <= READERS, reading - READERS


# A marker of each kind, so that no tokeniser hides it. None of them is ever public.
def markers() -> tuple[str, str, str]:
    return (
        texts.marker(),
        f"海{''.join(chr(0x3041 + int(digit, 16)) for digit in uuid4().hex[:6])}",
        "0467-00-1234",
    )


def body_with(marks: tuple[str, str, str]) -> str:
    """A text that is held for a name, and carries the markers besides."""
    return f"佐藤美咲さんのこと。{marks[0]} と {marks[1]} と {marks[2]}。"


@pytest.fixture
def unseen(make: Make) -> dict[State, tuple[Made, tuple[str, str, str]]]:
    """A case and a comment in every state that peers do not read, each with markers of its own."""
    thread = make.case()
    found: dict[State, tuple[Made, tuple[str, str, str]]] = {}

    def held(state: State, opening: bool) -> Made:
        marks = markers()
        words = body_with(marks)
        if opening:
            made = make.case(words, title=f"題 {marks[0]}", question=f"問い {marks[1]}", draft=state is State.DRAFT)
        else:
            made = make.reply(thread, words)
        found[state if opening else f"{state} comment"] = (made, marks)  # type: ignore[index]
        return made

    held(State.DRAFT, True)
    held(State.HELD, True)
    held(State.HELD, False)
    make.returned(held(State.RETURNED, True))
    make.returned(held(State.RETURNED, False))
    make.withdrawn(held(State.WITHDRAWN, True))
    make.withdrawn(held(State.WITHDRAWN, False))
    # What was public and is not any more: an earlier text of a case, and a comment taken away.
    earlier = make.released(held(State.SUPERSEDED, True))
    make.revised(earlier, "「待つこと」について、書き直しました。")
    make.returned(make.released(held(State.PUBLISHED, False)))
    return found


@pytest.fixture
def people(make: Make, browser: Callable[..., Browser]) -> dict[str, Browser]:
    waiting = make.member(verified=False)
    return {
        "visitor": browser(),
        "unverified": browser(waiting),
        "peer": browser(make.member()),
        "peer, in English": browser(make.member(locale="en")),
    }


WHOLE: dict[str, str] = {}
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


def addresses(site: Litestar, unseen) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Every GET route, with every id there is; and lists with what might widen them."""
    ids = {"case_id": set(), "post_id": set(), "revision_id": set()}
    for made, _ in unseen.values():
        ids["case_id"].add(str(made.case_id))
        ids["post_id"].add(str(made.post_id))
        ids["revision_id"].add(str(made.revision_id))
    # An id where another kind of id belongs: one of each is enough to see that kinds are not mixed up.
    of_each = {kind: sorted(one)[:1] for kind, one in ids.items()}
    for route in site.routes:
        if "GET" not in getattr(route, "methods", ()) or "static" in route.path:
            continue
        names = re.findall(r"\{(\w+)(?::\w+)?\}", route.path_format)
        if not names:
            yield route.path_format
            yield f"{route.path_format}?page=2"
        elif names == ["slug"]:
            yield route.path_format.replace("{slug}", "person-centred-therapy")
        elif names != ["path"]:
            others = [one for kind, some in of_each.items() if kind != names[0] for one in some]
            for one in (*sorted(ids.get(names[0], ())), *others):
                yield re.sub(r"\{\w+\}", one, route.path_format.replace("{number}", "1"))
    for query in ("", "?waiting=answer", "?lang=ja", "?approach=person-centred-therapy"):
        yield f"/cases{query}"


@pytest.mark.slow
def test_unpublished_words_reach_no_peer_by_any_route(site_settings, database: Database, unseen, people) -> None:  # type: ignore[no-untyped-def]
    site = build(site_settings, database)
    marks = [mark for _, several in unseen.values() for mark in several]
    asked = sorted(set(addresses(site, unseen)))
    assert len(asked) > 50
    for who, person in people.items():
        for address in asked:
            # A fragment is cut out of the page behind the same guard: whom that keeps out is asked for pages alone.
            for headers in (WHOLE, FRAGMENT) if who == "peer" else (WHOLE,):
                answer = person.get(address, headers=headers)
                assert answer.status_code < 500, f"{who} at {address}: {answer.status_code}"
                said = answer.text + json.dumps(dict(answer.headers), ensure_ascii=False)
                assert not [mark for mark in marks if mark in said], f"{who} at {address}"


def test_searching_for_unpublished_words_finds_nothing(unseen, people) -> None:  # type: ignore[no-untyped-def]
    for _, marks in unseen.values():
        for mark in marks:
            answer = people["peer"].get("/search", params={"q": mark})
            nothing = people["peer"].get("/search", params={"q": "ありえないことばのならび"})
            assert answer.text.count('class="card"') == nothing.text.count('class="card"') == 0


def test_the_author_and_a_moderator_do_read_what_is_held(unseen, make: Make, browser) -> None:  # type: ignore[no-untyped-def]
    held, marks = unseen[State.HELD]
    assert marks[0] in browser(held.author).get(f"/cases/{held.case_id}").text
    assert marks[0] in browser(make.moderator()).get(f"/moderation/{held.revision_id}").text


def test_a_draft_is_read_by_its_author_alone(unseen, make: Make, browser) -> None:  # type: ignore[no-untyped-def]
    draft, marks = unseen[State.DRAFT]
    assert marks[0] in browser(draft.author).get(f"/cases/{draft.case_id}").text
    for address in (f"/cases/{draft.case_id}", f"/moderation/{draft.revision_id}", f"/posts/{draft.post_id}"):
        assert browser(make.moderator()).get(address).status_code == 404, address


def test_what_is_hidden_and_what_never_was_answer_alike(unseen, people) -> None:  # type: ignore[no-untyped-def]
    held, _ = unseen[State.HELD]
    for path, one in (
        ("/cases/{}", held.case_id),
        ("/posts/{}", held.post_id),
        ("/posts/{}/edit", held.post_id),
        ("/posts/{}/report", held.post_id),
        ("/moderation/{}", held.revision_id),
    ):
        hidden, nowhere = people["peer"].get(path.format(one)), people["peer"].get(path.format(uuid4()))
        assert hidden.status_code == nowhere.status_code == 404
        assert without_address(hidden.text) == without_address(nowhere.text)


def without_address(page: str) -> str:
    """A page without the addresses it was asked at, which the language form sends on."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page)


def test_unpublished_words_are_not_in_the_index(unseen, database: Database) -> None:  # type: ignore[no-untyped-def]
    with database.engine.connect() as connection:
        keys = {str(key).replace("-", "") for key in connection.execute(text("select key from fulltext_key")).scalars()}
    rewritten, _ = unseen[State.SUPERSEDED]
    assert rewritten.post_id.hex in keys, "its new text is public, and found"
    assert not {made.post_id.hex for state, (made, _) in unseen.items() if state is not State.SUPERSEDED} & keys


def test_no_words_reach_the_log(unseen, people) -> None:  # type: ignore[no-untyped-def]
    held, marks = unseen[State.HELD]
    written = io.StringIO()
    with redirect_stderr(written), redirect_stdout(written):
        log.configure()
        people["peer"].get("/search", params={"q": marks[0]})
        people["peer"].post("/screenings", {"body": f"{marks[1]} {marks[2]}", "lang": "ja"})
        people["peer"].post("/cases", {"title": marks[0], "body": marks[1], "lang": "ja", "intent": "submit"})
        people["peer"].post("/cases", {"title": marks[0], "body": marks[1]}, token="not the token")
        log.failure(ValueError(f"a message that quotes {marks[0]}"))
    said = written.getvalue()
    assert said.count('"event": "request"') >= 4 and '"error": "ValueError"' in said, (
        "the log was looked at, not an empty one"
    )
    assert not [mark for mark in marks if mark in said]
    assert held


def test_no_form_sends_words_in_an_address() -> None:
    """What is written goes by POST; of GET forms there are only filters and the search, whose query is not logged."""
    templates = Path(__file__).parents[2] / "templates"
    for path in templates.rglob("*.html"):
        for form in re.findall(r'<form[^>]*method="get"[^>]*>', path.read_text()):
            assert re.search(r'action="/(search|cases|approaches|moderation[^"]*|admin/record)"', form), (
                f"{path.name}: {form}"
            )


def test_a_members_id_stands_on_no_page(make: Make, browser) -> None:  # type: ignore[no-untyped-def]
    """A case under a name of its own is not joined to its author's other posts, not even by an id."""
    author: Member = make.member("縁側")
    plain, hidden = make.case(author=author), make.case("「別の名前で」書いた事例です。", author=author, alias=True)
    peer = browser(make.member())
    page = peer.get(f"/cases/{hidden.case_id}").text
    assert "縁側" not in page
    assert "縁側" in peer.get(f"/cases/{plain.case_id}").text
    for address in (f"/cases/{hidden.case_id}", f"/cases/{plain.case_id}", "/cases", "/search?q=事例"):
        said = peer.get(address).text
        assert str(author.id) not in said and author.id.hex not in said and author.email not in said
