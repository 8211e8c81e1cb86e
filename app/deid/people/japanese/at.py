"""The name that begins or ends at a place where the text has just said that one stands."""

from app.deid.people.japanese.parts import (
    AFTER_NAME,
    given_end,
    grown,
    is_everyday,
    is_given,
    is_named,
    is_nameless,
    is_role,
    is_surname,
    is_tagged,
    kana_name,
)
from app.deid.people.japanese.vocabulary import (
    COMMON,
    FOREIGN_KANA,
    GIVEN_KANJI,
    HONORIFICS,
    KANA,
    NOT_NAMES_KANA,
    SELDOM_WORDS_KANA,
    SURNAMES,
)
from app.deid.reading import Reading

NAMED_ENDS = ("人", "子", "名", "名前", "者", "方", "姓", "って言います", "っていいます", "と申しま", "と名乗")


def is_certain(reading: Reading, span: tuple[int, int]) -> bool:
    index = reading.word_index(span[0])
    return (
        index < len(reading.words)
        and is_tagged(reading.words[index], "姓", "名")
        and len(reading.words[index].surface) > 1
    )


def name_at(reading: Reading, position: int, *, weak: bool, labelled: bool = False) -> tuple[int, int] | None:
    """Return the name that begins at `position`, if a word that can be a name does."""
    words, text = reading.words, reading.text
    while position < len(text) and text[position] in '「『" ':
        position += 1
    index = reading.word_index(position)
    if index >= len(words) or words[index].start != position:
        return None
    word = words[index]
    if (is_nameless(word) and word.surface not in SURNAMES) or is_role(word):
        return None
    full = (
        given_end(reading, index + 1)
        if index + 1 < len(words) and is_surname(word) and text[word.end : words[index + 1].start] in ("", " ")
        else None
    )
    if full is not None:
        return position, full
    kana = KANA.match(text, position)
    if kana and word.pos[0] != "名詞" and not is_tagged(word):
        for length in range(min(len(kana.group()), 6), 1, -1):
            name = text[position : position + length]
            if is_named(name) and name not in NOT_NAMES_KANA and AFTER_NAME.match(text, position + length):
                return (position, position + length) if length > 2 or labelled else None
        return None
    if not AFTER_NAME.match(text, word.end):
        joined = next(
            (
                n
                for n in (4, 3, 2)
                if text[position : position + n] in SURNAMES and AFTER_NAME.match(text, position + n)
            ),
            None,
        )
        return (position, position + joined) if joined else None
    surface = word.surface
    if kana and surface in NOT_NAMES_KANA and surface not in SELDOM_WORDS_KANA:
        return None
    if surface in COMMON:
        single = is_tagged(word) or labelled or (len(surface) == 1 and surface in SURNAMES and not weak)
        return (position, word.end) if single and not is_everyday(text, word.end) else None
    if (
        is_tagged(word)
        or surface in SURNAMES
        or (not weak and is_named(surface) and len(surface) > 1)
        or surface in FOREIGN_KANA
    ):
        return position, word.end
    if labelled and not word.known:
        return position, word.end
    return None


def name_until(reading: Reading, position: int, *, named: bool = False) -> tuple[int, int] | None:
    """Return the name that ends at `position`, before と呼ばれ and the like."""
    words, text = reading.words, reading.text
    end = position
    while end > 0 and text[end - 1] in '」』"':
        end -= 1
    index = reading.word_index(end - 1) if end else len(words)
    if index >= len(words) or words[index].end != end:
        return None
    word = words[index]
    if word.surface in HONORIFICS or is_nameless(word) or is_role(word):
        return None
    if KANA.fullmatch(word.surface) and not is_tagged(word):
        start = kana_name(reading, index + 1, familiar=False)
        if start is None:
            return None
        name = text[start:end]
        if (name in NOT_NAMES_KANA and name not in SELDOM_WORDS_KANA) or len(name) < 2:
            return None
        return start, end
    if (
        is_tagged(word)
        or (
            named
            and (word.surface in GIVEN_KANJI or word.surface in COMMON)
            and text[word.start - 1 : word.start] in ("", "「", "『", "、", "。", " ", "\n", ":")
        )
        or word.surface in SURNAMES - COMMON
        or word.surface in FOREIGN_KANA
        or (is_given(word) and len(word.surface) > 1 and not word.known)
    ):
        return grown(reading, index), end
    return None
