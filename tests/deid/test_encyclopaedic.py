"""Texts of an encyclopaedia's kind name somebody real, whoever it is; what counsellors write is never taken for one."""

from pathlib import Path

import numpy as np
import pytest

from app.deid import assess, encyclopaedic
from app.deid.reading import Reading
from app.deid.types import Kind
from tests.deid import corpus
from tools import learn_encyclopaedic
from tools.learn_tagger import Pace

ENTRY = "榎並辰之助は、日本の実業家。1952年に玄武紡績株式会社の会長に就任し、同年の総選挙にも立候補した。"


def named(text: str, kind: Kind) -> set[str]:
    return {text[one.start : one.end] for one in assess(text).findings if one.kind is kind}


def test_whoever_is_told_of_as_in_an_encyclopaedia_is_named_with_the_body_and_the_country() -> None:
    assert encyclopaedic.is_one(Reading(ENTRY))
    assert named(ENTRY, Kind.PERSON) == {"榎並辰之助"}
    assert named(ENTRY, Kind.ORG) == {"玄武紡績株式会社"}
    assert named(ENTRY, Kind.PLACE) == {"日本"}


def test_the_country_of_somebody_known_counts_no_people_that_a_client_may_be() -> None:
    assert assess(ENTRY).traits == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "ロジャーズは無条件の肯定的配慮を三条件の一つとした。",
        "日本では1990年代からスクールカウンセラーの配置が進んだ。",
        "ボウルビィの愛着理論を踏まえ、面接では母との再会の場面を丁寧に扱った。",
        "夏目漱石の『こころ』を思い出したという。",
    ],
)
def test_a_counsellor_who_names_an_author_or_a_country_is_left_alone(sentence: str) -> None:
    assert not encyclopaedic.is_one(Reading(sentence))
    assert not assess(sentence).findings


def test_a_case_told_in_an_encyclopaedias_manner_is_a_case_where_somebody_is_called_san() -> None:
    assert not encyclopaedic.is_one(Reading(f"{ENTRY}そう話すAさんは、1999年に来談した。"))


@pytest.mark.parametrize("part", ["dev", "late", "last"])
def test_no_text_of_a_counsellor_is_taken_for_an_encyclopaedias(part: str) -> None:
    assert not [text.id for text in corpus.texts("ja", part) if encyclopaedic.is_one(Reading(text.body))]


def test_an_english_text_is_never_of_the_kind() -> None:
    assert not encyclopaedic.is_one(Reading("Augusta Wren was a Welsh botanist who was born in 1871."))


@pytest.mark.slow
def test_some_sentences_teach_what_the_kind_is_and_whom_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learn_encyclopaedic, "PACE", Pace(passes=4, mean_of=2, batch=400, step=1.5e-3))
    monkeypatch.setattr(learn_encyclopaedic, "GATE_PASSES", 30)
    monkeypatch.setattr(learn_encyclopaedic, "material", lambda: [(text, 1.0) for text in corpus.texts("ja", "dev")])
    people = ["榎並辰之助", "長曽我部岩雄", "苫米地静江", "小倉丈太郎"]
    rows = [
        {
            "text": f"{name}は、{year}年に就任した日本の政治家。",
            "spans": [{"start": 0, "end": len(name), "kind": "PERSON"}],
        }
        for name in people
        for year in range(1920, 1935)
    ]
    np.savez(tmp_path / "weights.npz", **learn_encyclopaedic.learnt(rows, seed=1))
    monkeypatch.setattr(encyclopaedic, "WEIGHTS", tmp_path / "weights.npz")
    encyclopaedic.forget()
    try:
        assert encyclopaedic.is_one(Reading(rows[0]["text"]))
        assert named("猿渡栄之進は、1941年に就任した日本の政治家。", Kind.PERSON) == {"猿渡栄之進"}
    finally:
        monkeypatch.undo()
        encyclopaedic.forget()
