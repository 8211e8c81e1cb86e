"""The marked texts can be read, and the detector stays at least as good on them as it has been."""

from pathlib import Path

import pytest

from app.deid import assess
from tests.bench.deid import score
from tests.bench.deid.score import Found, Told
from tests.deid import corpus

PARTS = sorted({tuple(path.stem.split("-")) for path in corpus.FOLDER.glob("??-*.txt")})

# What the detector reached when the floor was last raised, a little under.
# At most: safe_alarm, leaked and false_hold; at least: the rest.
FLOORS = {
    ("ja", "dev"): {
        "direct": 0.98, "quasi": 0.97, "safe_alarm": 0.01, "precision": 0.95, "leaked": 0, "false_hold": 0, "verdict_right": 0.95,
    },
    ("en", "dev"): {
        "direct": 0.98, "quasi": 0.97, "safe_alarm": 0.01, "precision": 0.94, "leaked": 0, "false_hold": 0, "verdict_right": 0.95,
    },
    ("ja", "own"): {
        "direct": 0.98, "quasi": 0.93, "safe_alarm": 0.015, "precision": 0.96, "leaked": 0.03, "false_hold": 0.06, "verdict_right": 0.96,
    },
    ("en", "own"): {
        "direct": 0.97, "quasi": 0.9, "safe_alarm": 0.015, "precision": 0.95, "leaked": 0.1, "false_hold": 0.06, "verdict_right": 0.93,
    },
    ("ja", "held"): {
        "direct": 0.97, "quasi": 0.95, "safe_alarm": 0.02, "precision": 0.92, "leaked": 0.06, "false_hold": 0.1, "verdict_right": 0.95,
    },
    ("ja", "new"): {
        "direct": 0.98, "quasi": 0.94, "safe_alarm": 0.01, "precision": 0.96, "leaked": 0.04, "false_hold": 0.03, "verdict_right": 0.96,
    },
    ("ja", "more"): {
        "direct": 0.95, "quasi": 0.94, "safe_alarm": 0.03, "precision": 0.93, "leaked": 0.13, "false_hold": 0.11, "verdict_right": 0.92,
    },
    ("en", "held"): {
        "direct": 0.98, "quasi": 0.95, "safe_alarm": 0.02, "precision": 0.95, "leaked": 0.06, "false_hold": 0.1, "verdict_right": 0.92,
    },
    ("en", "more"): {
        "direct": 0.97, "quasi": 0.96, "safe_alarm": 0.02, "precision": 0.93, "leaked": 0.06, "false_hold": 0.08, "verdict_right": 0.94,
    },
    ("en", "new"): {
        "direct": 0.97, "quasi": 0.93, "safe_alarm": 0.02, "precision": 0.95, "leaked": 0.06, "false_hold": 0.04, "verdict_right": 0.94,
    },
    ("ja", "late"): {
        "direct": 0.94, "quasi": 0.87, "safe_alarm": 0.02, "precision": 0.85, "leaked": 0.19, "false_hold": 0.01, "verdict_right": 0.92,
    },
    ("en", "late"): {
        "direct": 0.98, "quasi": 0.87, "safe_alarm": 0.01, "precision": 0.84, "leaked": 0.01, "false_hold": 0.01, "verdict_right": 0.94,
    },
}  # fmt: skip
AT_MOST = frozenset(("safe_alarm", "leaked", "false_hold"))


@pytest.mark.parametrize(("language", "part"), PARTS)
def test_every_mark_can_be_read(language: str, part: str) -> None:
    texts = corpus.texts(language, part)

    assert {text.language for text in texts} == {language}
    assert all(text.body[mark.start : mark.end] == mark.words for text in texts for mark in text.marks)


def test_no_text_is_used_twice() -> None:
    bodies = [text.body for language, part in PARTS for text in corpus.texts(language, part)]

    assert len(bodies) == len(set(bodies))


@pytest.mark.parametrize(
    "raw",
    [
        "text first\n### ja-x-001 | pass | case\nwords",
        "### ja-x-001 | pass\nwords",
        "### ja-x-001 | pass | case\n",
        "### ja-x-001 | pass | case\nwords\n### ja-x-001 | pass | case\nmore",
        "### ja-x-001 | pass | case\n〔PERSON:direct|桜〕",
        "### ja-x-001 | block | case\n〔PERSON:safe|桜〕",
        "### ja-x-001 | review | case\n〔PERSON:safe|桜〕",
        "### ja-x-001 | block | case\n〔PERSON:direct|桜",
        "### ja-x-001 | block | case\n〔PERSON:direct|桜 〕",
        "### ja-x-001 | block | case\n〔PERSON:direct|〔AGE:quasi|桜〕〕",
        "### ja-x-001 | block | case\n〔FLOWER:direct|桜〕",
    ],
)
def test_a_file_that_breaks_the_rules_is_refused(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "texts.txt"
    path.write_text(raw, encoding="utf-8")

    with pytest.raises(corpus.Unreadable):
        corpus.read(path)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_the_detector_is_as_good_as_it_was(language: str, part: str) -> None:
    texts = corpus.texts(language, part)
    measured = score.score(texts, {text.id: read(text.body) for text in texts})
    worse = {
        name: f"{measured.measures[name]:.3f} where {floor} was reached"
        for name, floor in FLOORS[language, part].items()
        if (measured.measures[name] > floor if name in AT_MOST else measured.measures[name] < floor)
    }

    assert not worse, [(name, mark.words) for name, mark in measured.missed if mark.identifier == "direct"]


def read(body: str) -> Told:
    said = assess(body)
    return Told([Found(f.start, f.end, f.kind, f.identifier) for f in said.findings], said.verdict)
