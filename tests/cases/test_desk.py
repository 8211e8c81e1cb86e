"""Where one's posts stand, for oneself alone."""

from collections.abc import Callable

from tests import texts
from tests.make import Make
from tests.people import Browser


def test_every_state_is_told_apart_on_the_desk(make: Make, browser: Callable[..., Browser]) -> None:
    author = make.member()
    make.case(title="公開の事例", author=author)
    make.case(texts.NAMED, title="待っている事例", author=author)
    make.case("書きかけ", title="下書きの事例", author=author, draft=True)
    make.returned(make.case(texts.NAMED, title="戻った事例", author=author), note="もう少し幅のある書き方で。")
    make.withdrawn(make.case(title="取り下げた事例", author=author))
    page = browser(author).get("/desk").text
    for said in (
        "公開中",
        "確認を待っています",
        "下書き",
        "戻ってきました",
        "表示されていません",
        "もう少し幅のある書き方で。",
    ):
        assert said in page, said


def test_a_desk_is_ones_own(make: Make, browser: Callable[..., Browser]) -> None:
    make.case(title="ほかの人の事例")
    page = browser(make.member()).get("/desk").text
    assert "ほかの人の事例" not in page and "まだ何も出していません" in page


def test_a_text_that_waits_beside_a_public_one_says_so(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    make.revised(case, texts.NAMED)
    page = browser(case.author).get("/desk").text
    assert "前の文章が公開中です" in page and "確認を待っています" in page


def test_comments_are_on_the_desk_as_well(make: Make, browser: Callable[..., Browser]) -> None:
    author = make.member()
    make.reply(make.case(), "机に載るコメントです。", author=author)
    assert "机に載るコメントです。" in browser(author).get("/desk").text
