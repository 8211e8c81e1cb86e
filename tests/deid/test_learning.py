"""The weights of the second reading can be learnt anew: tools/learn_tagger.py."""

from pathlib import Path

import numpy as np
import pytest

from app.deid import meanings
from app.deid.reading import Reading
from app.deid.tagger import LABELS, load, store
from app.deid.tokens import tokens
from tests.deid import corpus
from tools import learn_tagger


@pytest.mark.slow
def test_a_few_texts_teach_what_a_name_is_and_what_is_stored_judges_as_what_was_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learn_tagger, "BATCH", 300)
    monkeypatch.setattr(learn_tagger, "WARM", 5)
    texts = [(text, 1.0) for text in corpus.texts("ja", "dev")[:8]]
    given = list(learn_tagger.examples(texts, seed=1))
    assert len(given) > 3 * len(texts), "each text several times, with other names and in pieces"
    vectors = np.random.default_rng(1).normal(size=(meanings.count(), 4)).astype(np.float32)
    weights = learn_tagger.learnt(given, vectors, seed=1)
    store(weights, tmp_path / "weights.npz")
    learnt = load(tmp_path / "weights.npz")
    body = texts[0][0].body
    names = {mark.start for mark in texts[0][0].marks if mark.kind == "PERSON" and mark.identifier == "direct"}
    reading = Reading(body)
    read = list(tokens(reading))
    chances = learnt.chances([token.features for token in read])[:, LABELS.index("PERSON")]
    named = [chance for token, chance in zip(read, chances, strict=True) if token.start in names]
    others = [chance for token, chance in zip(read, chances, strict=True) if token.start not in names]
    assert named
    assert np.mean(named) > 3 * np.mean(others), "what it was taught"


def test_the_same_texts_have_the_same_other_names_every_time() -> None:
    texts = [(text, 0.5) for text in corpus.texts("en", "dev")[:2]]
    one, other = (list(learn_tagger.examples(texts, seed=3)) for _ in range(2))
    for first, second in zip(one, other, strict=True):
        assert (first.features == second.features).all()
        assert (first.labels == second.labels).all()


def test_of_a_word_that_was_never_met_only_its_shape_and_its_place_count() -> None:
    chances = [
        load().chances([token.features for token in tokens(Reading(f"Then {name} came in and sat down."))])
        for name in ("Brqxvka", "Brqzvka")
    ]
    assert np.array_equal(*chances)
