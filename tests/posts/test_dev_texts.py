"""Real text from end to end: what is held of a case as counsellors write it, and what is published at once."""

from collections.abc import Callable

from app.posts.policy import State
from tests.deid.corpus import FOLDER, read
from tests.make import Make
from tests.people import Browser


def text_of(name: str) -> str:
    return next(text.body for text in read(FOLDER / "ja-dev.txt") if text.id == name)


def test_a_case_with_a_name_an_age_and_a_city_is_held_with_each_of_them_marked(
    make: Make, browser: Callable[..., Browser]
) -> None:
    case = make.case(text_of("ja-d-001"), title="職場の人間関係", question="どこで待てばよかったでしょうか。")
    assert case.state is State.HELD
    page = browser(make.moderator()).get(f"/moderation/{case.revision_id}").text
    for words in ("佐藤美咲", "佐藤", "29歳", "仙台市"):
        assert f">{words}</mark>" in page, words
    for words in ("平木典子", "ロジャーズ", "第3回"):
        assert f">{words}</mark>" not in page, words


def test_a_case_that_was_made_safe_is_published_at_once(make: Make) -> None:
    case = make.case(
        text_of("ja-d-002"), title="戻ったはずなのに、戻れていない", question="役割の移行を、どう支えますか。"
    )
    assert case.state is State.PUBLISHED
