"""Names beside a word for a relative or a role: 娘のさくら, 弟の颯真, 妻のジェニリン."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.at import is_certain, name_at
from app.deid.people.japanese.parts import AFTER_NAME, KANA_KANJI_NAME, is_named, is_role, is_tagged
from app.deid.people.japanese.vocabulary import (
    GIVEN_KANJI,
    KANJI,
    KATAKANA,
    KATAKANA_LEAST,
    KIN,
    NAME_KANJI,
    NOT_NAMES_KANA,
    ROLES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.words import split

KIN_OF = re.compile(rf"(?:{KIN})(?:の方)?(?:の、|の|である|、|・|「|[（(])")
KIN_BEFORE_NAME = re.compile(
    r"(?:長男|長女|次男|次女|二男|二女|三男|三女|四男|四女|五男|五女|末子|息子|妻|夫|[実義養](?:父|母|弟|妹|兄|姉)|(?<=[:、・(（\n ])(?:父|母|兄|姉|弟|妹|祖父|祖母))(?=[一-鿿々]{2,3}(?:[はがもをにと、。(（)）・]|$))"
)
# 書記の尾花と私は: whoever has a post and does something with the writer.
WITH_ME = re.compile(r"(?P<post>[一-鿿ァ-ヺー]{2,10})の(?P<name>[一-鿿々]{2,3})と(?:私|わたし|僕)(?=[はがでのも、])")
# りくと……弟が、来年受験で: a given name in kana, a pause, and who that is.
AND_WHO = re.compile(
    rf"(?:(?<=[、。「『!?！？…\n])|^)([ぁ-ゖ]{{3,5}}|[ァ-ヺー]{{3,6}})(?:(?:…|\.{{3}}){{1,2}}|、|——|――)(?:{KIN})(?=[がはのをもに、。])",
    re.MULTILINE,
)
# 兄(ソウ), おねえちゃん(のえる), 同僚の名前(ゆめの): who that is, in brackets.
IN_BRACKETS = re.compile(
    r"(?:[長次三四]男|[長次三四]女|息子|娘|夫|妻|父|母|祖父|祖母|兄|姉|弟|妹|孫|甥|姪|お(?:にい|ねえ|兄|姉)(?:ちゃん|さん))[(（]([ァ-ヺー]{2,6}|[ぁ-ゖ]{2,5})(?=[)）])"
)
NAME_IN_BRACKETS = re.compile(
    r"名前[(（](?!ひらがな|カタカナ|ふりがな|フリガナ|かな|カナ|よみ|フルネーム|イニシャル|ニックネーム|ローマ)([ァ-ヺー]{2,6}|[ぁ-ゖ]{2,5})(?=[)）])"
)
SHORTEST = 2  # signs in brackets that are a name whatever word they are: 兄(ソウ)
SCHOOL_YEAR = re.compile(r"[小中高大][一二三]|[一二三]人|[一二三]$")


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    for match in KIN_OF.finditer(text):
        found = name_at(reading, match.end(), weak=not match.group().endswith(("の", "である", "(", "（", "・")))
        if found and not (match.group().endswith(("「", "、")) and not is_certain(reading, found)):
            yield Name(*found, True)
        elif not found:
            yield from _related(reading, match.end())
    for match in KIN_BEFORE_NAME.finditer(text):
        yield from _related(reading, match.end())

    for match in AND_WHO.finditer(text):
        if is_named(match[1]) and match[1] not in NOT_NAMES_KANA:
            yield Name(*match.span(1), True)

    for match in IN_BRACKETS.finditer(text):
        if match[1] not in ROLES and (
            is_named(match[1]) or len(match[1]) == SHORTEST or not any(word.known for word in split(match[1]))
        ):
            yield Name(*match.span(1), True)
    for match in NAME_IN_BRACKETS.finditer(text):
        yield Name(*match.span(1), True)
    for match in WITH_ME.finditer(text):
        word = reading.words[reading.word_index(match.start("name"))]
        if match["post"] in ROLES and word.end == match.end("name") and not is_role(word):
            yield Name(*match.span("name"), True)


def _related(reading: Reading, position: int) -> Iterator[Name]:
    """A given name the dictionary lacks, beside a relative: 弟の颯真, 祖母のふさ枝, 妻のジェニリン."""
    text = reading.text
    index = reading.word_index(position)
    if index >= len(reading.words) or reading.words[index].start != position:
        return
    word = reading.words[index]
    mixed = KANA_KANJI_NAME.match(text, position)
    if mixed:
        yield Name(*mixed.span(), True)
        return
    run = KANJI.match(text, position)
    if run:
        name = run.group()
        made = 2 <= len(name) <= 3 and NAME_KANJI.issuperset(name) and not SCHOOL_YEAR.search(name)
        cut = word.end < run.end() or not word.known or is_tagged(word, "名")
        whole = is_tagged(word, "名") and word.end == run.end() and len(name) > 1
        if (name in GIVEN_KANJI or whole or (made and cut)) and AFTER_NAME.match(text, run.end()):
            yield Name(*run.span(), True)
    elif (
        KATAKANA.fullmatch(word.surface)
        and not word.known
        and len(word.surface) >= KATAKANA_LEAST
        and AFTER_NAME.match(text, word.end)
    ):
        yield Name(word.start, word.end, True)
