"""Live danger is heard in both languages; what counsellors write every day about danger that is not now is left alone."""

import shutil
from pathlib import Path

import pytest

from app import danger
from app.danger import ruleset
from app.danger.rules import RULES
from tests.clock import measured, no_more_than


def lines(name: str) -> list[str]:
    path = Path(__file__).with_name(f"{name}.txt")
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


EVERYDAY = lines("everyday")
LIVE = [line.split("\t") for line in lines("live")]
OTHERWISE = [line.split("\t") for line in lines("otherwise")]
PLAIN = [line.split("\t") for line in lines("plain")]
HEARD_PLAIN = {("first", "ja"): 30, ("first", "en"): 30, ("second", "ja"): 24, ("second", "en"): 23}  # of 30 each
DENIED = "is not going to kill herself tonight, "
HEARD = 48  # of OTHERWISE, which is not many: what readers see and report has to do the rest
HEARD_UNLIKE = 137  # of 304 in words that nobody chose by the rules
FLAGS = [(module.RULE.danger, text) for module in RULES for text in module.RULE.flags]
LEAVES = [text for module in RULES for text in module.RULE.leaves]


def test_a_rule_that_is_added_or_changed_makes_another_version(tmp_path):
    here = Path(ruleset.__file__).parent
    copy = Path(shutil.copytree(here, tmp_path / "danger", ignore=shutil.ignore_patterns("__pycache__")))
    assert ruleset.version_of(copy) == danger.RULESET
    (copy / "rules" / "flood.py").write_text('"""Water in the house."""\n')
    added = ruleset.version_of(copy)
    (copy / "rules" / "flood.py").write_text('"""Water in the street."""\n')
    assert len({danger.RULESET, added, ruleset.version_of(copy)}) == 3


def plain(half: str, locale: str) -> list[tuple[str, str]]:
    return [(kind, text) for of, kind, text in PLAIN if of == half and (locale == "en") == text[-20:].isascii()]


@pytest.mark.parametrize(("kind", "text"), FLAGS)
def test_a_rule_hears_what_it_says_it_hears(kind, text):
    found = [alarm for alarm in danger.find(text) if alarm.danger is kind]
    assert found
    assert all(0 <= alarm.start < alarm.end <= len(text) for alarm in found)


@pytest.mark.parametrize(("kind", "text"), LIVE)
def test_what_is_put_otherwise_is_heard_as_well(kind, text):
    assert kind in [alarm.danger for alarm in danger.find(text)]


def test_of_what_is_put_in_unlikely_words_no_less_is_heard_than_was():
    heard = [text for kind, _, text in OTHERWISE if kind in [alarm.danger for alarm in danger.find(text)]]
    assert len(heard) >= HEARD


def test_of_danger_in_whatever_words_no_less_is_heard_than_was():
    assert sum(bool(danger.find(text)) for text in lines("unlike")) >= HEARD_UNLIKE


@pytest.mark.parametrize(("half", "locale"), HEARD_PLAIN)
def test_of_danger_in_plain_sentences_no_less_is_heard_than_was(half, locale):
    live = [(kind, text) for kind, text in plain(half, locale) if kind in set(danger.Danger)]
    heard = [text for kind, text in live if kind in [alarm.danger for alarm in danger.find(text)]]
    assert len(live) == 30
    assert len(heard) >= HEARD_PLAIN[half, locale]


@pytest.mark.parametrize(("half", "locale"), HEARD_PLAIN)
def test_a_plain_sentence_that_only_speaks_of_danger_opens_no_door(half, locale):
    spoken = [text for kind, text in plain(half, locale) if kind not in set(danger.Danger)]
    assert len(spoken) == 30
    assert [text for text in spoken if danger.find(text)] == []


def test_what_stands_near_danger_opens_no_door():
    assert [text for text in lines("near") if danger.find(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "She says she is going to kill herself tonight, and I do not know what to do.",
        "He is going to kill his ex-wife tonight and will not say where he is.",
        "今夜死ぬと話されていますが、止めるつもりはないと家族は言います。",
        "計画はないと先週は言っていましたが、今夜死ぬと電話がありました。",
    ],
)
def test_what_is_denied_in_another_part_of_a_sentence_is_not_denied(text):
    assert danger.find(text)


def test_one_sign_of_leave_taking_is_none_and_two_or_a_wish_to_die_make_one():
    assert danger.find("鍵と通帳を妹に渡したそうです。") == ()
    assert danger.find("鍵と通帳を妹に渡したそうです。電話がつながりません。")
    assert danger.find("死にたいと先週から話されています。鍵と通帳を妹に渡したそうです。")
    assert danger.find("He gave away his books.") == ()
    assert danger.find("He gave away his books. I cannot reach him.")


@pytest.mark.parametrize("text", LEAVES)
def test_a_rule_leaves_alone_what_it_says_it_leaves(text):
    assert danger.find(text) == ()


@pytest.mark.parametrize("text", EVERYDAY)
def test_what_counsellors_write_every_day_opens_no_door(text):
    assert danger.find(text) == ()


def test_every_rule_has_its_document_and_examples_in_both_languages():
    for module in RULES:
        for heading in ("Flags", "Why", "Leaves", "Limits", "Source"):
            assert f"\n{heading}" in (module.__doc__ or ""), module.__name__
        for texts in (module.RULE.flags, module.RULE.leaves):
            assert any(text.isascii() for text in texts) and any(not text.isascii() for text in texts)


def test_places_are_those_of_the_text_as_written():
    text = "𠮷野の話。\n「今夜死ぬ」と言って、電話が切れました。"
    (alarm,) = danger.find(text)
    assert text[alarm.start : alarm.end].startswith("今夜死ぬ")


def test_a_session_after_which_others_followed_is_over():
    then = "第3回、「明日死ぬ」と言って帰られた。"
    assert danger.find(then)
    assert danger.find(then + "第4回には、眠れたと話された。") == ()
    assert danger.find("第2回は穏やかだった。" + then)


def test_a_wish_to_die_and_a_means_are_heard_together_and_not_apart():
    assert danger.find("死にたいと繰り返されます。睡眠薬をため込んでいます。")
    assert danger.find("飲み忘れて、睡眠薬をため込んでいます。") == ()
    assert danger.find("死にたいと繰り返されます。") == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "今夜",
        "死にたい",
        "She ",
        "tonight ",
        "包丁を",
        "第3回。",
        "is going to ",
        "。",
        "child ",
        DENIED,
        "今夜死ぬつもりはない、",
    ],
)
def test_a_long_text_takes_no_longer_for_its_length_than_a_short_one(piece):
    """Four times the text may take eight times as long, and not sixteen: what grows with the square is not let in."""

    short, long = piece * 1_500, piece * 6_000
    measured(no_more_than(8, apart=0.08), lambda: danger.find(short), lambda: danger.find(long))


def test_nothing_opens_the_door_on_an_empty_text():
    assert danger.find("") == () == danger.find(" \n\n ")
