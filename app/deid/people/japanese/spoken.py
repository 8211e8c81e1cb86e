"""Names in direct speech: 「ともや、…」, おい、菜摘."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.parts import is_given, is_named, is_phrase, is_tagged
from app.deid.people.japanese.vocabulary import (
    COMMON,
    GIVEN_KANA,
    GIVEN_KANJI,
    KANA,
    NAME_KANJI,
    NOT_NAMES_KANA,
    ROLES,
    SELDOM_WORDS_KANA,
    SURNAMES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading

QUOTED = re.compile(r"[「『“\"]([ぁ-ゖァ-ヺー一-鿿々]{1,8}?)(?=[、,!?！？っ…。]|ー*[」』])")
QUOTED_SUBJECT = re.compile(r"「([一-鿿々]{1,3})(?=[はがもを]|って|に(?:は|も|言)|と(?:は|も))")
# 「ハムード、食べたの?」: a word of katakana that no dictionary has, called at the start of what is said.
ADDRESSED = re.compile(r"[「『]([ァ-ヺー]{2,8})(?=[、,!！?？…]|って|は[、さね])")
# 「おがっち」: a name's beginning and what friends put behind it.
FOND = re.compile(
    r"[「『]((?:[ぁ-ゖ]{1,3}|[ァ-ヺ]{1,4}|[一-鿿]{1,2})(?:っち|りん|ぴょん|ぽん|やん|のん|ぴー|っぺ|っこ|っしー|っきー|ーちゃん|ちょ|ちん|ーの|坊|丸|ぞー|さぶ|べえ))(?=[」』、,!！?？…]|って|は|が|も|を|に|と)"
)
ONE_NAME = re.compile(r"「([一-鿿々]{2,3})」")
CALLED_OUT = re.compile(
    r"(?:おい|ねえ|ねぇ|こら|なあ|なぁ|ほら|よう|やあ|もしもし|あのね|あのさ|いいか|待て|待って|がんばれ|ごめんね?)[、,!！ ]+([ぁ-ゖァ-ヺー一-鿿々]{1,6}?)(?=[、,!?！？。」』…])"
)


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    if _has_english_sentence(reading):
        yield from _quoted_in_english(reading)
    for match in QUOTED_SUBJECT.finditer(text):
        if match[1] in GIVEN_KANJI:
            yield Name(*match.span(1), True)
    for match in QUOTED.finditer(text):
        called = match[1]
        index = reading.word_index(match.start(1))
        if index >= len(reading.words):
            continue
        word = reading.words[index]
        whole = word.start == match.start(1) and word.end == match.end(1)
        if called in NOT_NAMES_KANA and called not in SELDOM_WORDS_KANA:
            continue
        if (
            whole
            and (
                is_tagged(word, "名", "姓") or (word.surface in SELDOM_WORDS_KANA and text[match.end(1)] in "、!?！？")
            )
        ) or (
            not whole
            and KANA.fullmatch(called)
            and len(called) >= 3
            and called in GIVEN_KANA
            and not is_phrase(reading, index, match.end(1))
        ):
            yield Name(match.start(1), match.end(1), True)
    for match in ADDRESSED.finditer(text):
        index = reading.word_index(match.start(1))
        if index < len(reading.words):
            word = reading.words[index]
            if word.end == match.end(1) and (not word.known or is_tagged(word)) and word.start == match.start(1):
                yield Name(*match.span(1), True)
    for match in FOND.finditer(text):
        index = reading.word_index(match.start(1))
        whole = index < len(reading.words) and reading.words[index].end == match.end(1)
        if not (whole and reading.words[index].known) and match[1] not in ROLES:
            yield Name(*match.span(1), True)
    for match in ONE_NAME.finditer(text):
        index = reading.word_index(match.start(1))
        if (
            index < len(reading.words)
            and NAME_KANJI.issuperset(match[1])
            and match[1] not in ROLES
            and not (reading.words[index].known and reading.words[index].end == match.end(1))
            and NAMING.search(text, max(0, match.start() - 40), match.end() + 30)
        ):
            yield Name(*match.span(1), True)
    for match in CALLED_OUT.finditer(text):
        name = match[1]
        known = name in SURNAMES or (is_named(name) and (name not in NOT_NAMES_KANA or name in SELDOM_WORDS_KANA))
        if known and name not in ROLES and len(name) > 1:
            yield Name(*match.span(1), True)


NAMING = re.compile(r"名前|名付|名づけ|命名|呼んで|呼び|と書いて|生まれ|赤ちゃん|位牌|墓|名札")


def _has_english_sentence(reading: Reading) -> bool:
    return any(sentence.language == "en" for sentence in reading.sentences)


def _quoted_in_english(reading: Reading) -> Iterator[Name]:
    """「蓮は元気です」 in an English sentence: whose name is written as it is at home."""
    for match in QUOTED_SUBJECT.finditer(reading.text):
        index = reading.word_index(match.start(1))
        if (
            reading.language_at(match.start()) == "en"
            and index < len(reading.words)
            and reading.words[index].start == match.start(1)
            and (is_given(reading.words[index]) or match[1] in COMMON or match[1] in SURNAMES)
        ):
            yield Name(*match.span(1), True)
