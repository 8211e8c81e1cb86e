"""A family name with a given one behind it: 佐藤美咲, 林 悠斗, 岡本三司."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.parts import given_end, is_country, is_nameless, is_role, is_surname, is_tagged
from app.deid.people.japanese.vocabulary import (
    GIVEN_KANA,
    KANJI,
    LONGEST_GIVEN,
    NAME_KANJI,
    NOT_BEFORE_TITLE,
    NOT_NAMES_KANA,
    ROLES,
    SURNAMES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading

LINE_NAME = re.compile(r"(?:^|[\n、。,(（:：「])([一-鿿々]{1,3}) ([一-鿿々ぁ-ゖ]{1,4})(?=[\n,、(（。」:： ]|$)")
KANJI_RUN = re.compile(r"(?<![一-鿿々])[一-鿿々]{3,8}(?![一-鿿々])")
NO_GIVEN = re.compile(
    r"[市町村区県府都道駅川山島橋通線寺院社会家氏君様殿長員者店校園式版流派側等間号城戦国軍党役官系台神団部課科館法学隊賞杯型製産業店局所屋堂宅邸組回目年月日時分人]|\A[東西南北新旧前後]|個|[一二三四五六七八九十](?:つ|本|枚|番|丁|代|世|度|階|点|位|条)"
)


def names(reading: Reading) -> Iterator[Name]:
    yield from _in_full(reading)
    yield from _on_a_line(reading)
    yield from _in_one_run(reading)
    yield from _continental(reading)
    yield from _with_kana(reading)


def _in_full(reading: Reading) -> Iterator[Name]:
    """佐藤美咲, 林 悠斗: a family name with a given one behind it."""
    words = reading.words
    for index in range(len(words) - 1):
        family, given = words[index], words[index + 1]
        if (
            family.pos[0] != "名詞"
            or not is_surname(family)
            or (family.surface in NOT_BEFORE_TITLE and not is_tagged(family))
        ):
            continue
        gap = reading.text[family.end : given.start]
        if gap not in ("", " ") or is_nameless(given):
            continue
        end = given_end(reading, index + 1)
        if end is None:
            continue
        if (
            index
            and words[index - 1].end == family.start
            and words[index - 1].pos[0] == "名詞"
            and len(family.surface) == 1
            and KANJI.search(words[index - 1].surface)
        ):
            continue
        known = is_tagged(given, "名")
        if len(family.surface) == 1 and not (known or gap):
            continue
        yield Name(family.start, end, True)


KANA_BEHIND = re.compile(
    r"(?<![一-鿿々])([一-鿿々]{2,3})([ぁ-ゖ]{3,5}?)(?=[はがもをにと、。」』）)\n]|さん|ちゃん|くん|$)"
)


def _with_kana(reading: Reading) -> Iterator[Name]:
    """綾瀬はづき: a family name, which may be a town, and a listed given one of three signs or more, which the dictionary cuts at は."""
    for match in KANA_BEHIND.finditer(reading.text):
        index = reading.word_index(match.start())
        word = reading.words[index]
        whole = word.start == match.start() and word.end == match.end(1)
        if not whole or match[1] in ROLES or match[2] not in GIVEN_KANA:
            continue
        family = is_surname(word) or (word.pos[2] == "地名" and word.pos[3] != "国")
        if family and match[2] not in NOT_NAMES_KANA and not _is_phrase(reading, *match.span(2)):
            yield Name(match.start(), match.end(), True)


def _is_phrase(reading: Reading, start: int, end: int) -> bool:
    """Whether kana are words of grammar and no name: 坂本にさせる, 横浜までに."""
    first = reading.word_index(start)
    inside = [word for word in reading.words[first : first + 5] if start <= word.start and word.end <= end]
    return bool(inside) and all(word.pos[0] in ("助詞", "助動詞", "動詞", "形容詞", "接尾辞") for word in inside)


def _on_a_line(reading: Reading) -> Iterator[Name]:
    """表 千賀子 between line breaks or marks: any kanji, a space, and a given name."""
    for match in LINE_NAME.finditer(reading.text):
        index = reading.word_index(match.start(2))
        if index < len(reading.words):
            word = reading.words[index]
            if word.start == match.start(2) and is_tagged(word, "名") and match[1] not in ROLES:
                yield Name(match.start(1), match.end(2), True)


# Family names of one sign that China, Korea and Vietnam share, before a given name of two: 金秀羅, 王建国.
CONTINENTAL = re.compile(
    r"(?<![一-鿿々])[金李朴崔鄭姜趙尹張林韓呉申徐権黄安宋柳洪全高文孫梁裴白許南沈盧河兪郭成車朱田禹丁千方閔羅玄陳王劉楊周馬胡郭何曹蔡潘袁鄧杜蒋魏蘇葉廖鍾汪譚][一-鿿]{2}(?=さん|氏|くん|君|ちゃん|様|[、。「」)）(（]|[のはがもをにと](?![一-鿿]{0,2}[年月日]))"
)


def _continental(reading: Reading) -> Iterator[Name]:
    """金秀羅: three signs that the dictionary has not as a word, of which the first is such a family name."""
    words = reading.words
    for match in CONTINENTAL.finditer(reading.text):
        first, last = reading.word_index(match.start()), reading.word_index(match.end() - 1)
        inside = words[first : last + 1]
        if (
            len(inside) > 1
            and inside[0].start == match.start()
            and inside[-1].end == match.end()
            and any(is_tagged(word) for word in inside)
            and not any(is_role(word) or word.pos[1] in ("数詞", "代名詞") or word.pos[2] == "地名" for word in inside)
            and not NO_GIVEN.search(match.group()[1:])
        ):
            yield Name(*match.span(), True)


def _in_one_run(reading: Reading) -> Iterator[Name]:
    """岡本三司, 車吉章: a run of kanji that begins as a family name does, or ends in a given one, and is no compound."""
    words = reading.words
    for match in KANJI_RUN.finditer(reading.text):
        index, start = reading.word_index(match.start()), match.start()
        while (
            index < len(words)
            and words[index].end < match.end()
            and (is_role(words[index]) or words[index].surface == "故")
        ):
            start = words[index].end
            index += 1
        run = reading.text[start : match.end()]
        if (
            index >= len(words)
            or words[index].start != start
            or words[index].end >= match.end()
            or words[index].pos[1] == "数詞"
        ):
            continue
        last = words[reading.word_index(match.end() - 1)]
        if is_tagged(last, "名") and len(last.surface) > 1:
            if start > match.start() and last.start == start:
                yield Name(start, match.end(), True)
            elif last.start - start <= LONGEST_GIVEN and not is_role(words[index]) and not is_country(words[index]):
                yield Name(start, match.end(), True)
            continue
        for length in (3, 2, 1):
            rest = run[length:]
            if (
                2 <= len(rest) <= LONGEST_GIVEN
                and run[:length] in SURNAMES
                and (length > 1 or is_tagged(words[index], "姓"))
                and not NO_GIVEN.search(rest)
                and (last.end - last.start < len(rest) or not last.known or NAME_KANJI.issuperset(rest))
                and any(word.end == start + length for word in words[index : index + 3])
            ):
                yield Name(start, match.end(), True)
                break
