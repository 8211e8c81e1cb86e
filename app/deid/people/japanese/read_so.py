"""Names whose reading the text tells, since nobody could guess it: 末っ子の燈(ともし), 「四十物谷」(あいものや), 目です。さっかと読みます."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.parts import hiragana, is_role, is_surname, is_tagged
from app.deid.people.japanese.vocabulary import GIVEN_KANA, ROLES
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.words import sound

BRACKETED = re.compile(r"([一-鿿々ヶ]{1,5})[」』\"]?[(（]([ぁ-ゖァ-ヺー]{2,9})[)）]")
# 平さん(たいら), 百々さん(どど、と読みます): with an honorific it is somebody, whatever the dictionary has.
BORNE = re.compile(
    r"(?<![一-鿿々ヶ])([一-鿿々ヶ]{1,5})(?:さん|様|さま|くん|君|ちゃん|氏|先生)[」』\"]?[(（]([ぁ-ゖ]{2,8}?)(?:で?、?と読(?:む|み|みます))?[)）]"
)
# 御手洗 空(そら): a given name behind a family name, and how it is read; 母 東 小百合(あずま).
BEHIND = re.compile(r"(?<![一-鿿々ヶ])[一-鿿々ヶ]{1,4} ([一-鿿々]{1,3})[(（]([ぁ-ゖ]{2,6})[)）]")
# 騎士と書いて「ないと」, 「今」って書いてこん.
WRITTEN_SO = re.compile(
    r"([一-鿿々]{1,4})[」』]?(?:と|って)書いて(?:[「『、]+|(?!あ[りるっ]|い[たるまてっ]|お[いく]|く[れだる]|き[たま]|し[まも]|み[るたまてせ]|も[らっ]|な[いか]|ほし))([ぁ-ゖァ-ヺー]{2,8}?)(?=[」』。、\n]|くん|ちゃん|さん|です|だ(?:よ|から|って)|と(?:読|よ)|って)"
)
# 瓢箪の瓢と書きます, 椎茸の椎、一字: a sign of which the text says the word that it is in.
SPELT_BY = re.compile(
    r"(?:([一-鿿])[一-鿿]{1,2}|[一-鿿]{1,2}([一-鿿]))の((?:\1|\2))(?=と書|って書|の字|、?一字|という字)"
)
SAID = re.compile(
    r"([一-鿿々ヶ]{1,4})(?:です|と申します|と言います|といいます|と書いて|の字は|は)?[。、,]?[「『]?([ぁ-ゖ]{2,8}?)[」』]?、?と(?:読み(?:ます|方)|読むの?|お読み|読んでください|読まれ)(?![取込])"
)
# What stands behind a name of which the reading is told, behind the reading, and behind a name that is explained.
# In katakana, what stands in brackets may as well say the same in another word: 寝床(エアマット).
BESIDE = re.compile(
    r"[」』\"]?[(（][ぁ-ゖ]{2,9}[)）]|[」』)）]?、?と(?:読み|読む|お読み|読んで|読まれ)|(?:です|と申します|と言います|といいます)[。、][「『]?[ぁ-ゖ]{2,8}[」』]?、?と(?:読|お読)|(?:…|\.{3}){1,2}(?:弟|妹|兄|姉|父|母|夫|妻|息子|娘|孫|友)[がはの]"
)
# Words that are read in another way for effect, and name nobody.
FOR_EFFECT = frozenset(
    "理由 本気 明日 今日 昨日 家 家族 他人 宇宙 時代 子供 子 女 男 娘 運命 未来 秘密 身体 躰 生命 心 地球 故郷 瞬間 夫 妻 主人 相棒 仲間 我 私 貴方 刑務所 警察 真実 現実 夢 希望 場所 居場所 職場 大人 老人".split()
)
LONGEST_WORD = 2  # kanji of a word of the dictionary that may be somebody's name: 永遠(とわ)


def names(reading: Reading) -> Iterator[Name]:
    for match in BORNE.finditer(reading.text):
        if match[1] not in ROLES and match[2] not in ROLES:
            yield Name(*match.span(1), True)
            yield Name(*match.span(2), True)
    for match in BEHIND.finditer(reading.text):
        if hiragana(sound(match[1])) == match[2] or match[2] in GIVEN_KANA:
            family = reading.words[reading.word_index(match.start())]
            named = family.start == match.start() and (is_surname(family) or family.pos[2] in ("人名", "地名"))
            yield Name(match.start() if named else match.start(1), match.end(1), True)
            yield Name(*match.span(2), True)
    for match in SPELT_BY.finditer(reading.text):
        yield Name(*match.span(3), True)
    for match in WRITTEN_SO.finditer(reading.text):
        if match[1] not in FOR_EFFECT and hiragana(sound(match[1])) != hiragana(match[2]):
            yield Name(*match.span(1), True)
            yield Name(*match.span(2), True)
    for pattern in (BRACKETED, SAID):
        for match in pattern.finditer(reading.text):
            if _names_somebody(reading, *match.span(1), match[2]):
                yield Name(*match.span(1), True)
                yield Name(*match.span(2), True)


def _names_somebody(reading: Reading, start: int, end: int, said: str) -> bool:
    """Whether the dictionary has a name there, or would read what it has in another way."""
    written = reading.text[start:end]
    if written in FOR_EFFECT or written in ROLES:
        return False
    first = reading.word_index(start)
    inside = []
    for word in reading.words[first:]:
        if word.start >= end:
            break
        inside.append(word)
    if not inside or inside[0].start != start or any(is_role(word) for word in inside):
        return False
    if any(is_tagged(word) for word in inside):
        return True
    if len(inside) == 1 and inside[0].known and len(written) > LONGEST_WORD:
        return False  # 勉強会(まとめ)
    if len(inside) > 1 and not all(len(word.surface) == 1 for word in inside):
        return False  # a compound of words: 認知行動療法(にんちこうどうりょうほう)
    return hiragana(sound(written)) != hiragana(said)
