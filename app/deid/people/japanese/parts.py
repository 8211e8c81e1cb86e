"""Whether a word can be a part of a name, and how far a name reaches to its left and right."""

from app.deid import patterns as re
from app.deid.gazetteer import SUFFIXES_JA
from app.deid.people.japanese.vocabulary import (
    COMMON,
    FOREIGN_KANA,
    GIVEN_KANA,
    HONORIFICS,
    KANA,
    KANJI,
    KATAKANA,
    KATAKANA_LEAST,
    NOT_BEFORE_TITLE,
    NOT_NAMES_KANA,
    ROLE_ENDS,
    ROLES,
    SELDOM_WORDS_KANA,
    SURNAMES,
    SURNAMES_KANA,
    TITLES,
)
from app.deid.reading import Reading
from app.words import Word

KANA_KANJI_NAME = re.compile(r"[ぁ-ゖ]{2}[枝子江代美恵乃香](?=[はがもをにと、。」]|さん|$)")
AFTER_NAME = re.compile(
    r"[はがもをにとのへ、。,」』）)(（「 \n]|から|より|って|さん|様|くん|君|ちゃん|先生|です|だ|:|$|・|/|／|\Z"
)
EVERYDAY = re.compile(
    r"の(?:中|木|奥|道|上|下|花|葉|香|色|音|声|光|匂|空|海|山|枝|根|実|端|側|方|よう|時|日|朝|夜|話|こと|問題|気持|将来)|[がをに](?:差|さ|咲|散|見え|包|満|降|吹|広|歩|迷|入|出|枯|揺|茂|あふれ|溢|ある|ない|欲し)"
)


def is_tagged(word: Word, *parts: str) -> bool:
    return word.pos[2] == "人名" and (not parts or word.pos[3] in parts)


def is_surname(word: Word) -> bool:
    return word.surface in SURNAMES or is_tagged(word, "姓")


def hiragana(surface: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in surface)


def is_given(word: Word) -> bool:
    if is_tagged(word, "名"):
        return True
    surface = word.surface
    return bool(KANA.fullmatch(surface) or KATAKANA.fullmatch(surface)) and hiragana(surface) in GIVEN_KANA


def is_named(surface: str) -> bool:
    """Whether a stretch of kana is a family or a given name."""
    plain = hiragana(surface)
    return plain in GIVEN_KANA or plain in SURNAMES_KANA or surface in FOREIGN_KANA


def is_role(word: Word) -> bool:
    surface = word.surface
    if surface in ROLES or surface.removeprefix("お") in ROLES or surface.removeprefix("ご") in ROLES:
        return True
    return (
        word.known
        and not is_tagged(word)
        and len(surface) > 1
        and surface not in SURNAMES
        and surface.endswith(ROLE_ENDS)
    )


def is_nameless(word: Word) -> bool:
    """Whether a word can be no part of a name: a number, a letter, a sign, a word of grammar, what a town ends in."""
    if word.surface in SUFFIXES_JA or (word.pos[1] == "数詞" and word.surface not in SURNAMES):
        return True
    return not (
        KANJI.fullmatch(word.surface)
        or KANA.fullmatch(word.surface)
        or KATAKANA.fullmatch(word.surface)
        or word.surface in SURNAMES
        or is_mixed(word.surface)
    )


def is_mixed(surface: str) -> bool:
    return bool(re.fullmatch(r"[一-鿿々ヶぁ-ゖァ-ヺー]+", surface))


def is_known_name(name: str) -> bool:
    return name in SURNAMES or is_named(name) or KANJI.fullmatch(name) is not None


def joined_surname(reading: Reading, index: int) -> int | None:
    """A family name that the tokeniser cut in pieces (三 + 輪 さん), from the list."""
    end = reading.words[index - 1].end
    for length in (4, 3, 2):
        if (
            reading.text[end - length : end] in SURNAMES
            and end - length >= 0
            and not KANJI.match(reading.text[end - length - 1 : end - length])
        ):
            return end - length
    return None


def kana_name(reading: Reading, index: int, *, familiar: bool) -> int | None:
    """The name at the end of the hiragana before the word at `index`: longest listed, else a short nickname."""
    words = reading.words
    end = words[index - 1].end
    first = index - 1
    starts = [words[first].start]
    while (
        first > 0
        and words[first - 1].end == words[first].start
        and KANA.fullmatch(words[first - 1].surface)
        and end - words[first - 1].start <= 6
    ):
        first -= 1
        starts.insert(0, words[first].start)
    whole = reading.text[starts[0] : end]
    if whole in ROLES or whole.removeprefix("お") in ROLES or whole.removeprefix("御") in ROLES:
        return None
    for start in starts:
        if words[reading.word_index(start)].pos[0] in ("助動詞", "助詞"):
            continue  # 来ました ends like 真下, and is not
        name = reading.text[start:end]
        if name in ROLES or name.removeprefix("お") in ROLES:
            return None
        if len(name) >= 2 and is_named(name) and (familiar or name not in NOT_NAMES_KANA or name in SELDOM_WORDS_KANA):
            return _grown_from(reading, start)
    last = words[index - 1]
    if (
        familiar
        and 1 <= len(last.surface) <= 4
        and last.pos[0] not in ("助詞", "助動詞", "接続詞")
        and last.surface not in ROLES
    ):
        return starts[0] if len(whole) <= 4 and words[first].pos[0] not in ("助詞", "助動詞") else last.start
    if (
        familiar
        and len(whole) <= 4
        and (first == 0 or words[first - 1].end < starts[0] or not KANA.match(words[first - 1].surface))
    ):
        return starts[0]
    return None


def grown(reading: Reading, index: int) -> int:
    """Return where the name that ends with the word at `index` begins: over given, family and foreign parts."""
    words = reading.words
    first = index
    while first > 0 and index - first < 5:
        left, right = words[first - 1], words[first]
        gap = reading.text[left.end : right.start]
        if gap not in ("", " ", "・", "="):
            break
        if (
            left.surface in "・="
            and first > 1
            and KATAKANA.fullmatch(words[first - 2].surface)
            and KATAKANA.fullmatch(right.surface)
        ):
            first -= 2
            continue
        katakana = (
            KATAKANA.fullmatch(left.surface)
            and KATAKANA.fullmatch(right.surface)
            and (is_tagged(left) or not left.known or left.surface in FOREIGN_KANA)
        )
        if not (katakana or (is_surname(left) and not is_role(left) and left.surface not in NOT_BEFORE_TITLE)):
            break
        if gap == " " and not (
            is_surname(left) and (is_given(right) or KANJI.fullmatch(right.surface) or KANA.fullmatch(right.surface))
        ):
            break
        first -= 1
    return words[first].start


def _grown_from(reading: Reading, start: int) -> int:
    index = reading.word_index(start)
    if index < len(reading.words) and reading.words[index].start == start:
        return grown(reading, index)
    return start


def given_end(reading: Reading, index: int) -> int | None:
    """Return where a given name that begins with the word at `index` ends, or None."""
    word = reading.words[index]
    if word.surface in HONORIFICS or word.surface in TITLES or is_role(word):
        return None
    if is_tagged(word, "名"):
        return _tagged_end(reading, index)
    gap = reading.text[reading.words[index - 1].end : word.start]
    kana = _kana_end(reading, index, gap)
    if kana is not None:
        return kana
    if KATAKANA.fullmatch(word.surface) and hiragana(word.surface) in GIVEN_KANA and len(word.surface) >= 2:
        return word.end
    return _kanji_end(reading, index, gap) if KANJI.fullmatch(word.surface) else None


def _tagged_end(reading: Reading, index: int) -> int:
    """Return where a given name ends that the dictionary knows: with it, or with the one sign it has cut off."""
    word = reading.words[index]
    ending = KANA_KANJI_NAME.match(reading.text, word.start)
    if ending and ending.end() == word.end + 1:
        return ending.end()
    if len(word.surface) == 1 and index + 1 < len(reading.words):
        following = reading.words[index + 1]
        if (
            following.start == word.end
            and len(following.surface) <= 2
            and KANJI.fullmatch(following.surface)
            and following.pos[0] in ("名詞", "接尾辞")
            and not is_role(following)
            and following.surface not in HONORIFICS | TITLES
        ):
            return following.end
    return word.end


def _kana_end(reading: Reading, index: int, gap: str) -> int | None:
    """Return where a listed given name in hiragana ends: the word alone, or the hiragana that begins with it."""
    word = reading.words[index]
    if (
        KANA.fullmatch(word.surface)
        and len(word.surface) >= 2
        and word.surface in GIVEN_KANA
        and word.pos[0] == "名詞"
        and word.surface not in ("こと", "ため", "ほう", "たち", "かた")
    ):
        return word.end
    if gap not in ("", " ") or not KANA.match(word.surface):
        return None
    run = KANA.match(reading.text, word.start)
    if run is None or len(run.group()) < 2 or run.group() not in GIVEN_KANA:
        return None
    ends_there = reading.text[run.end() : run.end() + 1] in ",、(（\n\t」:：;；/"
    return run.end() if gap or (ends_there and len(reading.words[index - 1].surface) > 1) else None


def _kanji_end(reading: Reading, index: int, gap: str) -> int | None:
    """Return where a given name in kanji ends behind a family name: all of the kanji behind a gap, one word without."""
    word = reading.words[index]
    if gap:
        run = KANJI.match(reading.text, word.start)
        may_be = not word.known or word.surface in COMMON or is_tagged(word)
        if run and len(run.group()) <= 3 and not word.pos[1].startswith("数") and (may_be or word.end < run.end()):
            return run.end()
        return None
    if len(reading.words[index - 1].surface) < 2:
        return None
    if len(word.surface) == 1 and word.surface in COMMON and not KANJI.match(reading.text, word.end, word.end + 1):
        return word.end
    return word.end if not word.known and len(word.surface) <= 3 else None


def is_unknown(word: Word | None) -> bool:
    return word is not None and (not word.known or is_tagged(word)) and len(word.surface) >= KATAKANA_LEAST


def is_country(word: Word) -> bool:
    return word.pos[2:4] == ("地名", "国") or word.surface in NOT_BEFORE_TITLE


def is_phrase(reading: Reading, index: int, end: int) -> bool:
    """Whether the words from `index` to `end` are everyday ones of two or more kana each (いまさら、きっと)."""
    words = []
    while index < len(reading.words) and reading.words[index].start < end:
        words.append(reading.words[index])
        index += 1
    return all(len(word.surface) > 1 and word.pos[0] not in ("助詞", "助動詞") for word in words) or any(
        word.pos[0] in ("動詞", "形容詞", "助動詞") for word in words
    )


def is_everyday(text: str, end: int) -> bool:
    return EVERYDAY.match(text, end) is not None
