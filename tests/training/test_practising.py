"""Moderators practise on invented texts, and see what there was to see."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app import deid
from app.database import Session
from app.posts.models import Revision
from app.training.exercises import Exercise, exercises, of_language
from app.training.policy import Fault, Outcome
from tests.make import Make
from tests.people import Browser

Open = Callable[..., Browser]
EXERCISES = list(exercises().values())


def decide(browser: Browser, slug: str, outcome: str, note: str = "お名前が残っています。"):  # type: ignore[no-untyped-def]
    return browser.send(f"/moderation/training/{slug}/decision", {"outcome": outcome, "note": note})


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_there_is_a_dozen_and_each_fault_is_met(lang: str) -> None:
    here = of_language(lang)
    assert len(here) >= 12
    assert {fault for exercise in here for fault in exercise.faults} == set(Fault)
    assert {Outcome.RELEASE, Outcome.RETURN} <= {exercise.accepts[0] for exercise in here}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)
def test_an_exercise_is_explained_in_both_languages(exercise: Exercise) -> None:
    assert exercise.why.ja and exercise.why.en
    assert bool(exercise.say) == (Outcome.RELEASE not in exercise.accepts), (
        "a text that is returned has words for its author"
    )
    assert (Fault.NONE in exercise.faults) == (Outcome.RELEASE in exercise.accepts)


def test_some_faults_are_marked_and_some_are_for_the_reader_to_see() -> None:
    """Whoever only follows the marks would learn nothing: some faulty texts have none, some good ones have some."""
    marked = {exercise.slug: bool(deid.assess(exercise.body).findings) for exercise in EXERCISES}
    faulty = [exercise.slug for exercise in EXERCISES if Fault.NONE not in exercise.faults]
    assert {marked[slug] for slug in faulty} == {True, False}


def test_a_moderator_decides_and_is_shown_what_there_was_to_see(make: Make, browser: Open) -> None:
    moderator = browser(make.moderator())
    before = moderator.get("/moderation/training/ja-quoted-name").text
    assert "台詞のなかに本名が残っています" not in before, "the answer is not given away"

    after = decide(moderator, "ja-quoted-name", "return").text

    assert "見方が一致しました" in after and "台詞のなかに本名が残っています" in after
    assert "お名前が残っています。" in after and "第3回のお母さまの台詞に" in after


def test_another_view_is_told_without_blame_and_counted(make: Make, browser: Open) -> None:
    moderator = browser(make.moderator())
    assert "見方が違いました" in decide(moderator, "ja-quoted-name", "release", "").text
    decide(moderator, "ja-theorists", "release", "")

    page = moderator.get("/moderation/training").text

    assert "13題のうち2題に答え、1題で見方が一致しました" in page
    assert "1題中0題" in page and "1題中1題" in page, "by what there was to see"


def test_the_first_answer_counts(make: Make, browser: Open) -> None:
    moderator = browser(make.moderator())
    decide(moderator, "ja-quoted-name", "release", "")
    assert "見方が違いました" in decide(moderator, "ja-quoted-name", "return").text


def test_whoever_returns_a_text_finds_words_for_its_author(make: Make, browser: Open) -> None:
    moderator = browser(make.moderator())
    answer = moderator.post("/moderation/training/ja-phone/decision", {"outcome": "return", "note": ""})
    assert answer.status_code == 422 and "見方が" not in answer.text


def test_after_the_last_one_may_begin_again_and_the_first_round_stays_as_a_sum(make: Make, browser: Open) -> None:
    moderator = browser(make.moderator())
    assert moderator.post("/moderation/training/rounds", {"lang": "ja"}).status_code == 409, "there is something left"
    for exercise in of_language("ja"):
        decide(moderator, exercise.slug, exercise.accepts[0])
    assert "この回はすべて終わりました" in moderator.get("/moderation/training?lang=ja").text

    page = moderator.send("/moderation/training/rounds", {"lang": "ja"}).text

    assert "2回目" in page and "1回目：13題のうち13題で一致" in page
    assert "1回目" in moderator.get("/moderation/training?lang=en").text, "the other language goes on where it stood"


def test_practice_is_each_moderators_own(make: Make, browser: Open) -> None:
    decide(browser(make.moderator()), "ja-quoted-name", "return")
    assert "見方が一致" not in browser(make.moderator()).get("/moderation/training/ja-quoted-name").text


def test_practice_touches_no_real_text(make: Make, browser: Open, db: Session) -> None:
    held = make.case("佐藤美咲さん(29歳)は仙台市の歯科で働いている。")
    decide(browser(make.moderator()), "ja-phone", "remove", "番号を外してください。")
    states = db.execute(select(Revision.state, func.count()).group_by(Revision.state)).all()
    assert [tuple(row) for row in states] == [(held.state, 1)]


def test_to_everybody_else_there_is_no_practice(make: Make, browser: Open) -> None:
    peer = browser(make.member())
    for path in ("/moderation/training", "/moderation/training/ja-phone", "/moderation/training/no-such"):
        assert peer.get(path).status_code == 404
    assert browser(make.moderator()).get("/moderation/training/no-such").status_code == 404
