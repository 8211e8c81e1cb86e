"""Names behind the post or the part that somebody has, with no honorific: 部長の花沢は, 窓口の安永が, 所長三河に."""

from collections import Counter
from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.people.japanese.parts import hiragana, is_role, is_tagged
from app.deid.people.japanese.vocabulary import KANJI, NOT_BEFORE_TITLE, ROLES, SURNAMES, SURNAMES_KANA
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.words import Word, sound

# What somebody does in a house or a group, and no word for whoever does it.
PARTS = frozenset(
    "担当 窓口 演出 養護 会計 司会 記録 受付 総務 人事 経理 営業 広報 事務 教務 庶務 助手 補佐 幹事 当番 通訳 代表 書記 世話役 主演 相棒 同期 後輩 先輩 同僚 部下 上司 友人 級友 戦友 旧友 悪友 学友 句友 座員".split()
)
BEHIND = r"(?=[はがにとをも、。・(]|から|より|へ(?:の|、)|先生|医師(?!会))"
OF_A_POST = re.compile(rf"(?<=[一-鿿ァ-ヺー])の([一-鿿々ヶ]{{1,3}}){BEHIND}")
# The post and the name in one word, or with a space between.
POST_AND_NAME = re.compile(
    r"(?<![一-鿿])(?:所長|課長|部長|係長|室長|院長|園長|校長|教頭|店長|班長|寮長|師長|塾長|館長|主任|主査|社長|会長|監督|保健師|看護師|助産師|医師|心理士|相談員|支援員|指導員|管理人|運転手|担当) ?"
    r"([一-鿿々ヶ]{2,3})(?=[はがにとをも、。]|から)"
)
# Kanji that stand first, and last, in family names of two: whatever the dictionary makes of two such, they may be one.
AT_LEAST = 3  # family names that begin, or end, with the kanji
PAIRS = [name for name in SURNAMES if KANJI.fullmatch(name) and len(name) == 2]
FIRST = frozenset(sign for sign, count in Counter(name[0] for name in PAIRS).items() if count >= AT_LEAST)
LAST = frozenset(sign for sign, count in Counter(name[1] for name in PAIRS).items() if count >= AT_LEAST)
# Made of such kanji or read like a name, and nobody.
WORDS = word_set("words_like_surnames_ja")

# Who has no post by which one would name them, and whose what follows then is.
NO_POST = frozenset(
    "父 母 父親 母親 祖父 祖母 兄 姉 弟 妹 息子 娘 長男 長女 次男 次女 夫 妻 孫 甥 姪 叔父 叔母 伯父 伯母 義父 義母 主人 旦那 恋人 彼 彼女 従業員 元従業員 私 僕 俺 自分 本人 相手 他 隣 近所 誰 皆 みんな 兄弟 姉妹 夫婦 両親 家族 人 方 子 子ども クライエント クライアント".split()
)


def names(reading: Reading) -> Iterator[Name]:
    text, words = reading.text, reading.words
    for match in OF_A_POST.finditer(text):
        index = reading.word_index(match.start())
        if index and _is_post(words[index - 1]) and _may_be_family(reading, match):
            yield Name(*match.span(1), True)
    for match in POST_AND_NAME.finditer(text):
        if _may_be_family(reading, match):
            yield Name(*match.span(1), True)


def _is_post(word: Word) -> bool:
    return word.surface in PARTS or (is_role(word) and word.surface not in NO_POST)


def _may_be_family(reading: Reading, match: re.Match[str]) -> bool:
    """Whether it is a family name by the dictionary or a list, or as two kanji that such names are made of."""
    name = match[1]
    if name in ROLES or name in WORDS or name in NOT_BEFORE_TITLE:
        return False
    first = reading.words[reading.word_index(match.start(1))]
    if first.start != match.start(1) or first.pos[2] in ("サ変可能", "副詞可能", "形状詞可能"):
        return False
    whole = first.end == match.end(1)
    if whole and (is_role(first) or first.pos[1] in ("代名詞", "数詞")):
        return False
    if whole and is_tagged(first):
        return True
    if len(name) == 1:
        return name in SURNAMES
    if name in SURNAMES or hiragana(sound(name)) in SURNAMES_KANA:
        return True
    return len(name) == 2 and name[0] in FIRST and name[1] in LAST
