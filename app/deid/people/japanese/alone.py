"""A word that the dictionary knows as a name and as nothing else, without anything that shows it."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.parts import AFTER_NAME, grown, hiragana, is_role, is_tagged
from app.deid.people.japanese.vocabulary import (
    COMMON,
    GIVEN_KANA,
    HONORIFICS,
    KANA,
    KANJI,
    KATAKANA,
    KATAKANA_LEAST,
    ROLES,
    TITLES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading

ORG_AFTER = re.compile(
    r"(?:株式会社|製作所|工業|建設|商店|病院|医院|クリニック|歯科|内科|小学校|中学校|高校|大学|学園|幼稚園|保育園|市|町|村|区|県|府|都|駅|線|式|ビネー|杯|賞|法|理論|モデル|療法|城|川|山|池|神社|寺|通り|橋|港|銀行|自動車|重工|屋|堂|本店|支店|島|半島|温泉|ダム|株|製|版|派|流|型)"
)


def names(reading: Reading) -> Iterator[Name]:
    """A word that the dictionary knows as a name and as nothing else, without anything that shows it."""
    words, text = reading.words, reading.text
    for index, word in enumerate(words):
        if word.known and word.pos[2] != "人名":
            continue
        if (
            not word.known
            and len(word.surface) >= KATAKANA_LEAST
            and KATAKANA.fullmatch(word.surface)
            and hiragana(word.surface) in GIVEN_KANA
            and not KATAKANA.match(text, max(0, word.start - 1), word.start)
            and AFTER_NAME.match(text, word.end)
        ):
            yield Name(word.start, word.end, True)
            continue
        if (
            not is_tagged(word)
            or len(word.surface) < 2
            or word.surface.isascii()
            or word.surface in COMMON
            or is_role(word)
        ):
            continue
        surface = word.surface
        if KANA.fullmatch(surface):
            continue
        after = words[index + 1] if index + 1 < len(words) and words[index + 1].start == word.end else None
        before = words[index - 1] if index and words[index - 1].end == word.start else None
        if (
            after is not None
            and after.surface not in HONORIFICS | TITLES
            and (
                ORG_AFTER.match(text, word.end)
                or (after.pos[0] in ("名詞", "接尾辞") and not is_tagged(after) and after.surface not in ROLES)
            )
        ):
            continue
        if before is not None and (
            before.pos[0] in ("名詞", "接頭辞")
            and not is_tagged(before)
            and KANJI.search(before.surface[-1:])
            and KANJI.match(surface)
            and not (is_tagged(word, "姓") and is_role(before))
        ):
            continue
        if KATAKANA.fullmatch(surface) and KATAKANA.match(text, max(0, word.start - 1), word.start):
            continue
        if KATAKANA.fullmatch(surface) and len(surface) < 3 and text[word.start - 1 : word.start] not in ("「", "、"):
            continue
        yield Name(grown(reading, index), word.end, False)
