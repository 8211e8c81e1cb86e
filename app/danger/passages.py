"""A text as its sentences, and what in a sentence says that it is not about somebody now."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

_ENDS = re.compile(r"[。！？!?\n]+[」』”]?|(?<=[a-z0-9)”\"'])\.(?=[\s”\"']|$)")
_SESSIONS = re.compile(
    r"第\s*([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*回|"
    r"[Ss]ession (\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ENGLISH = "one two three four five six seven eight nine ten eleven twelve".split()

# Long ago, or over: what was, with the words a case is told in.
PAST_JA = re.compile(
    r"当時|以前|(?:小学生|中学生|高校生|大学生|学生|子ども|子供|[0-9０-９一二三四五六七八九十]+歳)の(?:とき|時|折)|かつて|過去|昔|むかし|昨年|去年|一昨年|おととし|[0-9０-９一二三四五六七八九十数何半]+(?:年|か月|ヶ月|カ月|ヵ月)(?:ほど|くらい)?前|"
    r"(?:(?<!そ)の|だった|時代の?|若い|幼い|小さい|小さかった|学生の|子どもの|子供の)(?:頃|ころ)|幼少期|幼児期|思春期|学生時代|中学時代|高校時代|大学時代|"
    r"亡くな(?:る前|った)|他界|遺族|生育歴|成育歴|既往|病歴|未遂(?:歴|に終わ|で)|たことが(?:ある|あり|あっ)|経験(?:が|を|も)|思いとどま|踏みとどま|"
    r"入院(?:と|に)な|退院|その後(?:は|、|、?[^。]{0,12})(?:落ち着|入院|通院|通所|回復|持ち直|安定|元気|暮らし|生き)|それから[0-9０-９一二三四五六七八九十数半]+(?:年|か月|ヶ月)|(?<!明)後日|いまは落ち着|今は落ち着|現在は落ち着"
)
PAST_EN = re.compile(
    r"\b(?:years? ago|months? ago|last year|in (?:19|20)\d\d|in (?:her|his|their|my) (?:teens|twenties|thirties|forties|childhood|youth)|"
    r"as an? (?:child|boy|girl|teenager|student|young)|when (?:she|he|they|I|the client) (?:was|were)|growing up|at the time|back then|"
    r"previous(?:ly)?|formerly|in the past|used to|history of|past attempts?|earlier attempts?|survived|since then|by then|"
    r"had (?:once |been |also )?(?:planned|bought|written|stockpiled|hoarded|saved|tried|attempted|threatened|decided)|once (?:planned|bought|wrote|tried))\b",
    re.IGNORECASE,
)
# Asked, supposed, measured, taught.
ASIDE_JA = re.compile(
    r"(?<!か)もし|仮に|としたら|だとすれば|と言われたら|場合(?:は|に|には|の|、|も)|ときは|ときには|どうします|どうされ|どうすれば|どう応じ|どう対応|"
    r"項目|尺度|質問紙|スケール|スクリーニング|PHQ|BDI|C-?SSRS|SDS|チェックリスト|ロールプレイ|架空|模擬|"
    r"論文|文献|理論|研究|ガイドライン|マニュアル|講義|講座|研修|テキスト|教科書|書籍|著書|によれば|によると|とされ(?:る|て)|一般に|一般的|とは何|定義|統計|"
    r"ニュース|報道|小説|映画|ドラマ|芝居|ゲーム|夢(?:の中|を見|で)"
)
ASIDE_EN = re.compile(
    r"^\W*(?:and |but |so |then )?(?:if|suppose|supposing|imagine|should a|whenever|when an? (?:client|patient|person|young))\b(?![^.\n]*, (?:he|she|they) (?:said|says|told me)\b)|"
    r"\b(?:if an? (?:client|patient)|how (?:do|would|should) (?:you|we|one)|what (?:do|would) you|hypothetical(?:ly)?|role-?plays?|vignette|"
    r"scale|item|subscale|PHQ|BDI|C-?SSRS|questionnaire|screening tool|checklist|guidelines?|protocol|papers?|study|studies|chapter|textbook|training|"
    r"workshop|lecture|literature|theory|theories|according to|research|novel|film|play|series|dream(?:t|s|ed)?|in the news)\b",
    re.IGNORECASE,
)


# Somebody is with the person already: what is told is what was done, and who watches over them now.
HANDLED_JA = re.compile(
    r"入院(?:し(?:て(?:い|お)|、|ました)|中|され)|救急(?:車)?(?:に|を)(?:通報|呼)|受診(?:し|され)|付き添(?:い|って(?:い|お|くだ|く))|警察に(?:も)?(?:相談済|預|保護)|"
    r"(?:家族|お?母(?:さま|さん|親)?|夫|妻|薬局|警察)(?:が|に)(?:[^、。\n]{0,6})(?:預か|管理し|返し)|安全計画を"
)
HANDLED_EN = re.compile(
    r"\b(?:(?:is|are|was|has been) (?:now |safely )?(?:in (?:the )?hospital|admitted|sectioned|with the (?:police|crisis team))|safety plan|(?:keeps|kept|looks after|took away) (?:the|her|his|their) "
    r"(?:tablets|pills|medication|knife|gun)|stayed with (?:him|her|them)|(?:is|are) with the police)\b",
    re.IGNORECASE,
)
_REACH = 200  # characters to either side in which the rest of a clause is looked for
_BEFORE = re.compile(r"[;:。、—–]|\b(?:and|but|so|because|while|although)\b", re.IGNORECASE)
_AFTER = re.compile(r"[,;:。、」』—–]|\b(?:and|but|so|because|while|although)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a text, and what stands just before and after it. `over` says that later sessions followed."""

    text: str
    start: int
    around: str
    over: bool

    @property
    def past(self) -> bool:
        return self.over or PAST_JA.search(self.text) is not None or PAST_EN.search(self.text) is not None

    def handled(self, span: tuple[int, int]) -> bool:
        """Whether the sentence goes on to say who is with the person now. Said before, it may be of somebody else."""
        told = self.clause(span) + self.text[span[1] :]
        return HANDLED_JA.search(told) is not None or HANDLED_EN.search(told) is not None

    def clause(self, span: tuple[int, int]) -> str:
        """Return what of the sentence a stretch belongs to: what is denied in another part of it is not denied here."""
        first, last = max(0, span[0] - _REACH), min(len(self.text), span[1] + _REACH)
        start = max((match.end() for match in _BEFORE.finditer(self.text, first, span[0])), default=first)
        after = _AFTER.search(self.text, span[1], last)
        return self.text[start : after.start() if after else last]

    @property
    def aside(self) -> bool:
        return ASIDE_JA.search(self.text) is not None or ASIDE_EN.search(self.text) is not None


def passages(text: str) -> Iterator[Passage]:
    spans = list(_spans(text))
    followed = _followed(text)
    for place, (start, end) in enumerate(spans):
        before, after = spans[max(place - 1, 0)][0], spans[min(place + 1, len(spans) - 1)][1]
        yield Passage(text[start:end], start, text[before:after], followed(end))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ENDS.finditer(text):
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _followed(text: str) -> Callable[[int], bool]:
    """Return what says of the end of a sentence whether the text tells of a later session than it stands in: that day has
    passed. Asked for every sentence, so that places are looked up and the latest session from each on is known."""
    found = [(match.start(), _number(match[1] or match[2])) for match in _SESSIONS.finditer(text)]
    places = [at for at, _ in found]
    latest = list(accumulate((number for _, number in reversed(found)), max))[::-1]

    def over(end: int) -> bool:
        after = bisect_left(places, end)
        return 0 < after < len(found) and latest[after] > found[after - 1][1]

    return over


def _number(written: str) -> int:
    if written in _ENGLISH:
        return _ENGLISH.index(written) + 1
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_KANJI.get(tens, 1) * 10 if ten else 0) + _KANJI.get(ones, 0)
