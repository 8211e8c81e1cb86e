"""Names before an honorific or a title: 佐藤さん, 林くん, 武井先生, みーちゃん."""

from collections.abc import Iterator, Sequence

from app.deid import patterns as re
from app.deid.people.japanese.parts import (
    grown,
    is_given,
    is_known_name,
    is_nameless,
    is_role,
    is_surname,
    is_tagged,
    joined_surname,
    kana_name,
)
from app.deid.people.japanese.vocabulary import (
    COMMON,
    FAMILIAR,
    HONORIFICS,
    KANA,
    KANJI,
    KATAKANA,
    NAME_KANJI,
    NOT_BEFORE_TITLE,
    ROLES,
    SPLIT_TITLES,
    SURNAMES,
    TITLES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.words import Word

# Posts of two words behind a family name: 能見福祉司, 沖調査官.
POSTED = re.compile(
    r"(?<![一-鿿々])([一-鿿々ヶ]{1,4}?)(?=(?:(?:主任)?児童福祉司|福祉司|児童心理司|心理司|(?:家裁)?調査官|法務教官|教官|保護司|保護観察官|児童指導員|生活指導員|作業指導員|指導員|精神保健福祉士|社会福祉士|介護福祉士|民生委員|(?:主任)?児童委員|調停委員|"
    r"作業療法士|理学療法士|言語聴覚士|療法士|助産師|栄養士|管理栄養士|薬剤師|司書|用務員|学年主任|生徒指導|養護教諭|寮長|寮母|施設長|サビ管|サービス管理責任者|管理者|コーディネーター|心理師|公認心理師|訪問看護師|准看護師|介護士|駐在|補導員|学童指導員|事務官|書記官|事務長|支援員)(?![一-鿿々]))"
)
TRIGGERS = HONORIFICS | TITLES | SPLIT_TITLES
# A year of the cycle of sixty, which the dictionary holds as a noun: before さん it is who was born in it.
CYCLE = re.compile("[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]")
LONGEST_MADE = 3  # kanji of a given name
NOT_SINGLE = frozenset(
    "前元新現旧次同各某係総副課部局班男女老若主我両全本名恩大亡故当他別母父兄姉夫妻弟妹一二三四五六七八九十小中高上下左右東西南北町村市区県国私僕俺君彼人子者員長士師医院校園室店社会家猫犬馬"
)


def names(reading: Reading) -> Iterator[Name]:
    """佐藤さん, 林くん, 武井先生, みーちゃん; not お客さん, 担任の先生, Aさん."""
    yield from _posted(reading)
    words = reading.words
    for index, word in enumerate(words):
        if word.surface not in TRIGGERS and not word.surface.endswith(("ちゃん", "くん")):
            continue
        honorific = word.surface in HONORIFICS
        split_title = word.surface in SPLIT_TITLES and reading.text.startswith("長", word.end)
        if not honorific and word.surface not in TITLES and not split_title:
            fused = _fused(word)
            if fused is not None:
                yield fused
            continue
        if index == 0 or (
            word.surface in ("たん", "ちん", "っち") and _goes_on(words, index)  # まるたん水産
        ):
            continue
        before = words[index - 1]
        gap = word.start - before.end
        if (
            gap > 1
            or (gap and reading.text[before.end] != " ")
            or (gap and word.surface in ("家", "様", "君", "殿", "氏"))
        ):
            continue
        start = _name_before(reading, index, honorific=honorific, familiar=word.surface in FAMILIAR)
        if start is None:
            continue
        name = reading.text[start : before.end]
        nickname = word.surface in FAMILIAR and bool(
            KANA.fullmatch(name) or KATAKANA.fullmatch(name) or (len(name) == 1 and name not in SURNAMES)
        )
        yield Name(start, word.end if nickname or name.endswith("っ") else before.end, True)  # ぐっさん


def _posted(reading: Reading) -> Iterator[Name]:
    for match in POSTED.finditer(reading.text):
        word = reading.words[reading.word_index(match.start())]
        whole = word.start == match.start() and word.end == match.end(1)
        single = len(match[1]) == 1 and match[1] in SURNAMES and match[1] not in NOT_SINGLE  # 森調査官
        named = is_tagged(word, "姓") or single if whole else match[1] in SURNAMES and len(match[1]) > 1
        if named and match[1] not in ROLES and match[1] not in NOT_BEFORE_TITLE:
            yield Name(*match.span(1), True)


def _goes_on(words: Sequence[Word], index: int) -> bool:
    """Whether a noun stands right behind the word at `index`."""
    behind = words[index + 1] if index + 1 < len(words) else None
    return behind is not None and behind.start == words[index].end and behind.pos[0] == "名詞"


def _fused(word: Word) -> Name | None:
    """A nickname that the dictionary holds as one word, when it is tagged as a person's."""
    if (
        not word.surface.endswith(("ちゃん", "くん"))
        or word.surface[:-3] in ROLES
        or not (is_tagged(word) or not word.known)
    ):
        return None
    stem = word.surface.removesuffix("ちゃん").removesuffix("くん")
    if not stem or stem in ROLES or stem.removeprefix("お") in ROLES:
        return None
    return Name(word.start, word.end if not is_known_name(stem) else word.start + len(stem), True)


def _name_before(reading: Reading, index: int, *, honorific: bool, familiar: bool) -> int | None:
    """Return where the name that ends before the word at `index` begins, or None if none does."""
    words = reading.words
    before = words[index - 1]
    if KANA.fullmatch(before.surface) and not is_tagged(before):
        start = kana_name(reading, index, familiar=familiar)
        if start is not None or before.pos[0] != "名詞":
            return start
    if honorific and CYCLE.fullmatch(before.surface):
        return before.start
    if before.surface == "王" and reading.words[index].surface in ("さん", "くん", "氏", "先生"):
        return before.start  # of whom there are many; a king is 王様
    if is_nameless(before) or before.surface in REVERED or (not honorific and before.surface in NOT_OF_KIN):
        return None
    if is_role(before) and not (is_surname(before) and before.surface not in COMMON):
        return None
    whole = _whole_run(reading, index) if honorific else None
    if whole is not None:
        return whole
    joined = joined_surname(reading, index)
    if joined is not None and joined < before.start and not is_surname(before):
        return joined
    if (
        (familiar or not honorific)
        and len(before.surface) == 1
        and KANJI.fullmatch(before.surface)
        and before.surface not in NOT_SINGLE
        and not KANJI.match(reading.text[before.start - 1 : before.start])
    ):
        return before.start
    run = _made_name(reading, before) if familiar else None
    if run is not None:
        return run
    if honorific:
        if not (
            is_surname(before)
            or is_given(before)
            or is_tagged(before)
            or not before.known
            or before.surface in COMMON
            or _familiar_noun(before, familiar=familiar)
            or (index > 1 and KATAKANA.fullmatch(before.surface) and is_tagged(words[index - 2], "姓"))
        ):
            return joined_surname(reading, index)
    elif before.surface in NOT_BEFORE_TITLE or not (
        (before.pos[2] == "地名" and words[index].surface == "先生" and len(before.surface) > 1)
        or is_surname(before)
        or is_given(before)
        or is_tagged(before)
        or (not before.known and len(before.surface) > 1)
    ):
        return joined_surname(reading, index)
    return grown(reading, index - 1)


def _whole_run(reading: Reading, index: int) -> int | None:
    """Where two to four kanji that end before the honorific at `index` begin, if they are no word for a role.

    井伊谷さん, 吉祥寺さん: whatever the dictionary makes of them, so short a run before さん is somebody.
    """
    text, words = reading.text, reading.words
    end = start = words[index - 1].end
    while start and (KANJI.match(text[start - 1]) or text[start - 1] in "ヶヵ") and end - start <= LONGEST_RUN:
        start -= 1
    first = reading.word_index(start)
    inside = words[first:index]
    if not 2 <= end - start <= LONGEST_RUN or inside[0].start != start or text[start:end] in ROLES:
        return None
    last = inside[-1]
    if len(inside) == 1:
        return start if last.pos[2] == "地名" and last.pos[3] != "国" and last.surface[-1] not in "市区町村県" else None
    if any(word.pos[1] in ("数詞", "代名詞") for word in inside) or NO_PERSON.search(text, start, end):
        return None
    return (
        start
        if not any(is_role(word) for word in inside)
        and any(is_tagged(word) or word.surface in "ヶヵ" for word in inside)
        else None
    )


# Before 様 and さん.
REVERED = frozenset(
    "神 仏 王 殿 姫 奥 皆 各 先 何 貴 上 下 客 人 若 旦那 大家 閻魔 天 お上 生 観音 地蔵 天神 薬師 如来".split()
)
# Before 親子, 兄弟, 姉妹.
NOT_OF_KIN = frozenset("継 実 養 義 里 叔 伯 三 二 四 五 双 異母 異父 腹違い 仲 良い".split())
LONGEST_RUN = 4  # kanji of a family name, or of a family name with a given one
# What ends a word for a firm, a body or a sort of people, who are called さん too: 銀行さん, 業界さん.
NO_PERSON = re.compile(
    r"(?:[者員師屋士官係手主人長職科課部室所店社局院園校会団組側達方県市区町村駅寺館署行庁省]|組合|企業)\Z"
)


def _made_name(reading: Reading, before: Word) -> int | None:
    """Where the two or three kanji of names that end with `before` begin, if they are all there is (蒼空, 心春)."""
    text, start = reading.text, before.end
    index = reading.word_index(before.start)
    if index and before.start == reading.words[index - 1].end:
        beside = reading.words[index - 1]
        if len(before.surface) > 1 and NAME_KANJI.issuperset(before.surface) and before.surface not in ROLES:
            if is_tagged(beside, "姓"):
                return beside.start
            if is_role(beside):
                return before.start
    while start and KANJI.match(text[start - 1]) and before.end - start < LONGEST_MADE + 1:
        start -= 1
    name = text[start : before.end]
    if 2 <= len(name) <= LONGEST_MADE and NAME_KANJI.issuperset(name) and name not in ROLES:
        return start
    return None


def _familiar_noun(word: Word, *, familiar: bool) -> bool:
    """An everyday word used as a call-name: ねこちゃん is an animal, スイカさん is somebody."""
    if (
        word.pos[0] != "名詞"
        or word.pos[1] not in ("普通名詞", "固有名詞")
        or word.pos[2] in ("地名", "サ変可能", "助数詞可能", "副詞可能", "形状詞可能")
    ):
        return False
    kana = KANA.fullmatch(word.surface) or KATAKANA.fullmatch(word.surface)
    return bool(kana) and (familiar or len(word.surface) <= 4)
