"""Every other place where a name that the text has shown stands again."""

from collections.abc import Iterator, Sequence

from app.deid import patterns as re
from app.deid.people.japanese.parts import is_everyday, is_given, is_surname, is_tagged
from app.deid.people.japanese.vocabulary import (
    COMMON,
    KANA,
    KANJI,
    KATAKANA,
    NOT_NAMES_KANA,
    SELDOM_WORDS_KANA,
    SURNAMES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading

FOND = re.compile(r"(?:くん|ちゃん)\Z")
LENGTH_OF_THREE = 3  # signs of a name of which the family name may be the first


def repeated(reading: Reading, found: Sequence[Name]) -> Iterator[Name]:
    """Yield every other place where a name that the text has shown stands again, whole word for whole word."""
    text, words = reading.text, reading.words
    shown: set[str] = set()
    for name in found:
        surface = text[name.start : name.end]
        if not name.sure or surface.isascii():
            continue
        shown.add(surface)
        stem = FOND.sub("", surface)
        if stem != surface and (len(stem) > 1 or KANJI.match(stem)):
            shown.add(stem)  # 翼 of 翼くん, which is told with its honorific
        if "・" in surface or " " in surface:
            shown.add(surface.replace("・", "").replace(" ", ""))
        index = reading.word_index(name.start)
        parts = []
        while index < len(words) and words[index].start < name.end:
            if words[index].end <= name.end:
                parts.append(words[index])
            index += 1
        if len(parts) > 1:
            shown.update(
                part.surface
                for part in parts
                if (len(part.surface) > 1 or part.surface in SURNAMES)
                and (is_surname(part) or is_given(part) or KATAKANA.fullmatch(part.surface))
            )
            if is_surname(parts[0]) or parts[0].pos[2] == "地名":
                shown.add(text[parts[0].end : name.end].strip())
    shown = {name for name in shown if name and not (len(name) == 1 and KANA.match(name))}
    if not shown:
        return
    yield from _cut(reading, shown)
    firsts = {name[0] for name in shown}
    short = {name[0] for name in shown if len(name) == LENGTH_OF_THREE and KANJI.fullmatch(name)}
    for index, word in enumerate(words):
        if word.surface[0] not in firsts:
            continue
        if word.surface in short and word.surface not in shown and is_tagged(word, "姓"):
            yield Name(word.start, word.end, False)  # 金 of 金秀羅
        for length in (1, 2, 3):
            if index + length > len(words):
                break
            last = words[index + length - 1]
            surface = text[word.start : last.end]
            if surface not in shown:
                continue
            compound = (
                index
                and words[index - 1].end == word.start
                and KANJI.match(words[index - 1].surface[-1])
                and KANJI.match(surface)
                and words[index - 1].pos[0] == "名詞"
            )
            if (surface in COMMON or len(surface) == 1) and (compound or is_everyday(text, last.end)):
                continue
            if KANA.fullmatch(surface) and surface in NOT_NAMES_KANA and surface not in SELDOM_WORDS_KANA:
                continue
            yield Name(word.start, last.end, False)


# What may stand behind a name in hiragana that the dictionary cuts elsewhere: ゆづきって becomes ゆづ and きって.
BEHIND_CUT = re.compile(r"って|さん|ちゃん|くん|[はがをにとも、。「」…?？!！\n]|\Z")
LONG_ENOUGH = 3  # signs: of two too much else is made


def _cut(reading: Reading, shown: set[str]) -> Iterator[Name]:
    text, words = reading.text, reading.words
    for name in shown:
        if len(name) < LONG_ENOUGH or not HIRAGANA.fullmatch(name) or name in NOT_NAMES_KANA:
            continue
        at = text.find(name)
        while at >= 0:
            word = words[reading.word_index(at)]
            if word.start == at and BEHIND_CUT.match(text, at + len(name)):
                yield Name(at, at + len(name), False)
            at = text.find(name, at + len(name))


HIRAGANA = re.compile(r"[ぁ-ゖー]+")
