"""Lists: the latest first, by approach, by language, unanswered; empty ones say what to do."""

from collections.abc import Callable

from app.cases.policy import LIST_PAGE
from tests import texts
from tests.make import Make
from tests.people import Browser


def test_the_latest_case_stands_first(make: Make, browser: Callable[..., Browser]) -> None:
    make.case(title="先の事例")
    make.case(title="後の事例")
    for path in ("/", "/cases"):
        page = browser(make.member()).get(path).text
        assert page.index("後の事例") < page.index("先の事例")


def test_a_list_is_narrowed_by_approach_language_and_waiting(make: Make, browser: Callable[..., Browser]) -> None:
    answered = make.case(title="答えのある事例", approaches=("focusing",))
    make.reply(answered)
    make.case(title="待っている事例", approaches=("focusing",))
    make.case(texts.CLEAR_CASE_EN, title="An English case", question=texts.CLEAR_QUESTION_EN)
    peer = browser(make.member())

    def titles(query: str) -> set[str]:
        page = peer.get(f"/cases{query}").text
        return {title for title in ("答えのある事例", "待っている事例", "An English case") if f">{title}</a>" in page}

    assert titles("") == {"答えのある事例", "待っている事例", "An English case"}
    assert titles("?approach=focusing") == {"答えのある事例", "待っている事例"}
    assert titles("?lang=en") == {"An English case"}
    assert titles("?waiting=answer") == {"待っている事例", "An English case"}
    assert titles("?approach=focusing&lang=ja&waiting=answer") == {"待っている事例"}
    assert titles("?approach=nothing-of-the-kind&lang=xx") == {"答えのある事例", "待っている事例", "An English case"}


def test_older_cases_are_on_the_next_page(make: Make, browser: Callable[..., Browser]) -> None:
    for number in range(LIST_PAGE + 1):
        make.case(title=f"事例その{number}。")
    peer = browser(make.member())
    assert "事例その0。" not in peer.get("/cases").text
    assert "page=2" in peer.get("/cases").text
    assert "事例その0。" in peer.get("/cases?page=2").text


def test_an_empty_list_says_what_to_do(make: Make, browser: Callable[..., Browser]) -> None:
    page = browser(make.member()).get("/cases").text
    assert "最初の一つ" in page and 'href="/cases/new"' in page


def test_an_approach_is_found_by_any_of_its_names(make: Make, browser: Callable[..., Browser]) -> None:
    peer = browser(make.member())
    for typed in ("CBT", "ＣＢＴ", "cbt", "認知行動療法", "cognitive-behavioural"):
        found = peer.get("/approaches", params={"q": typed}).text
        assert "/approaches/cognitive-behavioural-therapy" in found.split('id="found"')[1].split("</div>")[0], typed


def test_an_approachs_page_has_its_cases(make: Make, browser: Callable[..., Browser]) -> None:
    make.case(title="フォーカシングの事例", approaches=("focusing",))
    peer = browser(make.member())
    assert "フォーカシングの事例" in peer.get("/approaches/focusing").text
    assert peer.get("/approaches/none-of-these").status_code == 404


def test_counts_of_approaches_count_what_is_public(make: Make, browser: Callable[..., Browser]) -> None:
    make.case(approaches=("focusing",))
    before = browser(make.member()).get("/approaches").text
    make.case(texts.NAMED, approaches=("focusing", "morita-therapy"))
    assert browser(make.member()).get("/approaches").text.count('class="count"') == before.count('class="count"') == 1


def test_a_held_comment_changes_no_list_and_no_count(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    peer = browser(make.member())
    before = {path: peer.get(path).text for path in ("/cases", f"/cases/{case.case_id}", "/cases?waiting=answer")}
    make.reply(case, texts.NAMED)
    for path, page in before.items():
        strip = lambda text: [line for line in text.splitlines() if 'name="once"' not in line]  # noqa: E731
        assert strip(peer.get(path).text) == strip(page), path


def test_a_visitor_sees_what_this_is_and_nothing_else(make: Make, browser: Callable[..., Browser]) -> None:
    make.case(title="見えてはならない題")
    page = browser().get("/").text
    assert "見えてはならない題" not in page and "カウンセラー" in page
    answer = browser().get("/cases?lang=ja")
    assert answer.status_code == 303 and answer.headers["location"] == "/sign-in?next=%2Fcases%3Flang%3Dja"


def test_the_site_speaks_the_browsers_language(browser: Callable[..., Browser]) -> None:
    assert 'lang="en"' in browser(**{"Accept-Language": "en-GB,en;q=0.9"}).get("/").text
    assert 'lang="ja"' in browser(**{"Accept-Language": "ja,en;q=0.5"}).get("/").text


def test_a_chosen_language_is_remembered(make: Make, browser: Callable[..., Browser]) -> None:
    visitor = browser(**{"Accept-Language": "ja"})
    visitor.post("/language", {"locale": "en", "next": "/"})
    assert 'lang="en"' in visitor.get("/").text
    member = make.member(locale="ja")
    browser(member).post("/language", {"locale": "en", "next": "/desk"})
    assert 'lang="en"' in browser(member).get("/desk").text
