"""What is found, what is flagged wrongly and what slips through is counted as the corpus promises."""

from pathlib import Path

import pytest

from tests.bench.deid import score
from tests.bench.deid.score import Found, PublicText, Told
from tests.deid import corpus
from tests.deid.corpus import Text

MARKED = (
    "### ja-x-001 | block | case\n〔PERSON:direct|水野 渚〕さん(〔AGE:quasi|41歳〕)。〔PERSON:safe|ロジャーズ〕を読む。"
)
PLAIN = "### ja-x-002 | pass | case\n〔PERSON:safe|森〕を歩く。"
NAME, AGE, THEORIST = (0, 4), (7, 10), (12, 17)


@pytest.fixture
def texts(tmp_path: Path) -> list[Text]:
    path = tmp_path / "texts.txt"
    path.write_text(f"{MARKED}\n\n{PLAIN}\n", encoding="utf-8")
    return corpus.read(path)


def told(*spans: tuple[int, int], verdict: str = "block", plain: str = "pass") -> dict[str, Told]:
    return {
        "ja-x-001": Told([Found(*span, "PERSON") for span in spans], verdict),
        "ja-x-002": Told([], plain),
    }


def measures(texts: list[Text], said: dict[str, Told]) -> dict[str, float]:
    return score.score(texts, said).measures


def test_what_is_marked_and_found_counts_as_found(texts: list[Text]) -> None:
    assert measures(texts, told(NAME, AGE)) == {
        "direct": 1, "quasi": 1, "safe_alarm": 0, "precision": 1, "leaked": 0, "false_hold": 0, "verdict_right": 1,
    }  # fmt: skip


def test_a_name_found_in_part_leaks(texts: list[Text]) -> None:
    measured = measures(texts, told((0, 2)))

    assert measured["direct"] == 0
    assert measured["leaked"] == 1
    assert measured["precision"] == 1


def test_the_space_inside_a_name_need_not_be_found(texts: list[Text]) -> None:
    assert measures(texts, told((0, 2), (3, 4)))["direct"] == 1


def test_a_theorist_who_is_flagged_is_an_alarm(texts: list[Text]) -> None:
    measured = measures(texts, told(NAME, THEORIST))

    assert measured["safe_alarm"] == 0.5
    assert measured["precision"] == 0.5


def test_a_finding_that_runs_on_from_a_name_into_a_theorist_is_not_an_alarm(texts: list[Text]) -> None:
    assert measures(texts, told((0, 17)))["safe_alarm"] == 0


def test_a_text_that_is_held_for_nothing_is_counted(texts: list[Text]) -> None:
    measured = measures(texts, told(NAME, AGE, plain="review"))

    assert measured["false_hold"] == 1
    assert measured["verdict_right"] == 0.5


def test_nothing_found_has_no_precision(texts: list[Text]) -> None:
    assert str(measures(texts, told())["precision"]) == "nan"


def test_a_finding_outside_its_text_is_a_fault(texts: list[Text]) -> None:
    with pytest.raises(ValueError, match="outside"):
        score.score(texts, told((0, 99)))


def test_a_public_mention_counts_under_its_own_kind_alone() -> None:
    text = PublicText("1", "仙台の渚", (Found(0, 2, "LOCATION"), Found(3, 4, "PERSON")))
    measured = score.public_score([text], {"1": Told([Found(0, 2, "PLACE"), Found(3, 4, "PLACE")], "review")})

    assert (measured["LOCATION"].recall, measured["LOCATION"].precision) == (1, 0.5)
    assert measured["PERSON"].recall == 0
