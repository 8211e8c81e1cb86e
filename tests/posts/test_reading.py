"""Who sees what of a thread, in which order, and how its entries are reached."""

import re
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import event

from app.database import Database
from app.posts import screening, service
from app.posts.policy import THREAD_PAGE, Draft
from tests import texts
from tests.make import Make
from tests.people import Browser


def long_thread(make: Make, database: Database, comments: int):  # type: ignore[no-untyped-def]
    case, peer = make.case(), make.member()
    made = []
    with database.writing() as session:
        for number in range(comments):
            read = screening.read_within(session, Draft("ja", f"{number + 1}番目のコメントです。"), case.case_id)
            made.append(service.reply(session, peer.id, case.case_id, read, answers=None, once=uuid4().hex).post_id)
    return case, made


def test_a_thread_reads_from_the_oldest_on(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    make.reply(case, "先のコメント。")
    make.reply(case, "後のコメント。")
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert page.index("先のコメント。") < page.index("後のコメント。")


def test_an_answer_names_what_it_answers(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    first = make.reply(case, author=make.member("こもれび"))
    make.reply(case, "その点、同じように感じました。", answers=first.post_id)
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert "こもれびさんへの返信" in page
    assert f'href="/posts/{first.post_id}"' in page


def test_the_link_of_a_comment_leads_to_its_page(
    make: Make, database: Database, browser: Callable[..., Browser]
) -> None:
    case, made = long_thread(make, database, THREAD_PAGE + 2)
    peer = browser(make.member())
    assert peer.get(f"/posts/{made[0]}").headers["location"] == f"/cases/{case.case_id}#post-{made[0]}"
    assert peer.get(f"/posts/{made[-1]}").headers["location"] == f"/cases/{case.case_id}?page=2#post-{made[-1]}"


def test_a_page_beyond_the_last_is_the_last(make: Make, database: Database, browser: Callable[..., Browser]) -> None:
    case, made = long_thread(make, database, THREAD_PAGE + 1)
    page = browser(make.member()).get(f"/cases/{case.case_id}?page=999").text
    assert f"post-{made[-1]}" in page
    for odd in ("0", "-1", "x", "1e9", "99999999999999999999", "％"):
        assert browser(make.member()).get(f"/cases/{case.case_id}", params={"page": odd}).status_code == 200


def statements_of(database: Database, person: Browser, path: str) -> int:
    """Count the SQL statements that a page makes."""
    seen: list[str] = []

    def watch(_c, _u, statement: str, *_) -> None:  # type: ignore[no-untyped-def]
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", watch)
    person.get(path)
    event.remove(database.engine, "before_cursor_execute", watch)
    return len(seen)


def test_a_threads_page_makes_few_statements_however_long_it_is(
    make: Make, database: Database, browser: Callable[..., Browser]
) -> None:
    counts = []
    for length in (1, 10, THREAD_PAGE):
        case, _ = long_thread(make, database, length)
        person = browser(make.member())
        person.get(f"/cases/{case.case_id}")
        counts.append(statements_of(database, person, f"/cases/{case.case_id}"))
    assert len(set(counts)) == 1 and counts[0] <= 6, counts


def test_a_lists_statements_do_not_grow_with_its_rows(
    make: Make, database: Database, browser: Callable[..., Browser]
) -> None:
    person, counts = browser(make.member()), []
    for _ in range(3):
        for _ in range(4):
            make.case()
        counts.append(statements_of(database, person, "/cases"))
    assert len(set(counts)) == 1 and counts[0] <= 4, counts


def test_a_members_markup_is_shown_and_their_html_is_not(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    make.reply(
        case, "**大事**なところ <script>alert(1)</script> <img src=x onerror=alert(1)> [ここ](javascript:alert(1))"
    )
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert "<strong>大事</strong>" in page
    words = page[page.index("<strong>大事</strong>") :]
    assert "<script>alert" not in words and "<img" not in words and 'href="javascript' not in words


def test_names_cannot_carry_markup(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(author=make.member('<b onclick="x">'))
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert "<b onclick" not in page


def test_the_question_stands_on_every_page_of_the_thread(
    make: Make, database: Database, browser: Callable[..., Browser]
) -> None:
    case, _ = long_thread(make, database, THREAD_PAGE + 1)
    peer = browser(make.member())
    for page in ("", "?page=2"):
        assert texts.CLEAR_QUESTION in peer.get(f"/cases/{case.case_id}{page}").text


def test_a_words_language_is_said_in_the_page(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(texts.CLEAR_CASE_EN, title=texts.CLEAR_TITLE_EN, question=texts.CLEAR_QUESTION_EN)
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert re.search(r'lang="en"[^>]*>\s*' + texts.CLEAR_TITLE_EN, page)
