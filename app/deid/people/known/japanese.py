"""Authors whom a Japanese text may name: by a name that is theirs alone, by what the text says of their work, by the year it cites."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.deid import patterns as re
from app.deid.people.authors import JAPANESE_FAMILIES, JAPANESE_FULL, KATAKANA_FORMS, LONG_FAMILY
from app.deid.people.japanese.vocabulary import FOREIGN_KANA, KANJI, SURNAMES
from app.deid.people.known.about import POST_REACH, POSTED_JA
from app.deid.reading import Reading
from app.deid.types import Span

KATAKANA_NAME = re.compile(r"(?:[A-Z][.・ ]{1,2}){0,3}[ァ-ヺー]+(?:[・=＝ ][ァ-ヺー]+)*")

CITED_START = re.compile(r"[（(,、] ?(?:1[89]|20)\d\d[a-z]?年?(?:[)）、,;/]|(?=[」』\n ]))")

THEORY_AFTER = re.compile(
    r"(?:先生|氏|博士|さん)?(?:ら)?(?:の(?:いう|言う|理論|本|文章|一文|一節|記述|訳語|随筆|名著|講義録|著作|著書|論文|講演|モデル|説|概念|考え|言葉|指摘|研究|技法|定義|図式|提唱|訳|主張|実践|立場|臨床|療法|アプローチ|枠組み|分類|尺度|質問紙|"
    r"『|「|アサーション|[三四五六](?:つ|条件|段階|要素|因子|層|領域|水準|類型|分類|原則|象限|技法|次元)|発達|カウンセリング)|が(?:提唱|(?:言う|いう)(?!には|ん[でだ]|の[はが])|述べ|指摘|示し|論じ|説|まとめ|開発|紹介|書い|挙げ|[^。、\n]{1,16}について(?:書|述べ|論じ))|は(?:.{0,12}と?(?:述べ|指摘|論じ|書い))|に(?:よれば|よると|ならって|学|教わっ)|を(?:参考|参照|引用|援用|読)|式|派|流|編|著|訳|『)"
)

WRITER_BEFORE = re.compile(r"(?:訳者|著者|編者|監訳者|原著者)(?:の|である)\Z")

NAME_STOPS = re.compile(r"(?:さん|くん|ちゃん|様|君|先輩)")


def spans(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for match in KATAKANA_NAME.finditer(text):
        yield from _katakana(reading, match)
    said = _said(text) if reading.words else ()
    for form in said:
        if form in SURNAMES and _posted(text, form):
            continue
        start = text.find(form)
        while start >= 0:
            if _stands_alone(reading, start, start + len(form)):
                yield start, start + len(form)
            start = text.find(form, start + 1)
    full_families = {
        form[:length] for form in said if len(form) > 2 for length in (1, 2, 3) if form[:length] in SURNAMES
    }
    for match in LONG_FAMILY.finditer(text):
        if THEORY_AFTER.match(text, match.end()) and not NAME_STOPS.match(text, match.end()):
            yield match.span()
    for word in reading.words:
        if word.surface not in JAPANESE_FAMILIES or len(word.surface) < 2:
            continue
        if word.surface in full_families and not NAME_STOPS.match(text, word.end):
            yield word.start, word.end
        elif (
            (THEORY_AFTER.match(text, word.end) or WRITER_BEFORE.search(text, max(0, word.start - 6), word.start))
            and not NAME_STOPS.match(text, word.end)
            and not _with_given(reading, word.end)
            and not _borne(text, word.surface)
            and not _posted(text, word.surface)
        ):
            yield word.start, word.end
    for match in CITED_START.finditer(text):
        start = match.start()
        run = start
        while (
            run > 0
            and start - run < CITED_REACH
            and (text[run - 1] in "・、&ー々らと" or "一" <= text[run - 1] <= "鿿" or "ァ" <= text[run - 1] <= "ヺ")
        ):
            run -= 1
        if run < start:
            yield run, start


CITED_REACH = 24  # characters before the year that authors' names may take


BORNE = re.compile(rf"[一-鿿々ぁ-ゖァ-ヺー]{{0,4}}{NAME_STOPS.pattern}")


def _borne(text: str, family: str) -> bool:
    """Whether the text gives the family name to somebody of its own: 渡辺みのりさん."""
    at = text.find(family)
    while at >= 0:
        if BORNE.match(text, at + len(family)):
            return True
        at = text.find(family, at + 1)
    return False


def _posted(text: str, name: str) -> bool:
    """Whether the text gives the name to whoever holds a post in it: 担任の雨宮."""
    at = text.find(name)
    while at >= 0:
        if POSTED_JA.search(text, max(0, at - POST_REACH), at):
            return True
        at = text.find(name, at + 1)
    return False


def _with_given(reading: Reading, position: int) -> bool:
    index = reading.word_index(position)
    return (
        index < len(reading.words) and reading.words[index].start == position and reading.words[index].pos[2] == "人名"
    )


_BY_HEAD: dict[str, list[str]] = defaultdict(list)  # by their first two signs

for _form in sorted(JAPANESE_FULL):
    _BY_HEAD[_form[:2]].append(_form)


def _said(text: str) -> Sequence[str]:
    """Return the full names of authors and figures that stand in the text."""
    pairs = set(map("".join, pairwise(text)))
    return [form for head in _BY_HEAD.keys() & pairs for form in _BY_HEAD[head] if form in text]


def _stands_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether words begin and end where a name does, so that it is no part of a longer one: 原節子 of 石原節子."""
    text, words = reading.text, reading.words
    if KANJI.match(text[start - 1 : start]) and words[reading.word_index(start)].start != start:
        return False
    return not KANJI.match(text[end : end + 1]) or words[reading.word_index(end)].start == end


def _katakana(reading: Reading, match: re.Match[str]) -> Iterator[Span]:
    """ロジャーズ and カール・ロジャーズ, but not a client who only shares the family name; サザエさん, who is called so."""
    whole = match.group()
    called = NAME_STOPS.match(reading.text, match.end())
    if called and whole + called.group() in KATAKANA_FORMS:
        yield match.start(), called.end()
        return
    plain = whole.replace("＝", "=").replace(" ", "")
    stripped = re.sub(r"^(?:[A-Z][.・ ]*)+", "", plain)
    if plain in KATAKANA_FORMS or stripped in KATAKANA_FORMS:
        if not (_client_like(reading.text, match.end(), stripped) or _posted(reading.text, whole)):
            yield match.span()
        return
    parts = re.split(r"[・=]", stripped)
    known = len(parts) > 1 and parts[-1] in KATAKANA_FORMS
    if known and (THEORY_AFTER.match(reading.text, match.end()) or _in_full(reading.text, match.end(), parts)):
        yield match.span()


def _in_full(text: str, end: int, parts: Sequence[str]) -> bool:
    """Whether a name of three parts is an author's: ハリー・スタック・サリヴァン, however the first two are spelt."""
    return len(parts) > 2 and parts[-1] not in _COMMON_FOREIGN and NAME_STOPS.match(text, end) is None


def _client_like(text: str, end: int, form: str) -> bool:
    """リーさん and クラークくん are people here, however well known the name."""
    return NAME_STOPS.match(text, end) is not None and not (
        THEORY_AFTER.match(text, end) and form not in _COMMON_FOREIGN
    )


_COMMON_FAMILIES = frozenset(
    "エリス クラーク ジョンソン ミラー ヤング ホワイト ブラウン ウィルソン アンダーソン スチュアート ミッチェル ギルバート ベンジャミン アレン ケリー ホール ハリス ワトソン グリーン "
    "ジョーンズ ハンセン ピーターソン アーロン メイ レイン ボス コーエン マテ リーダー チャップマン ロッシ ギル".split()
)

_COMMON_FOREIGN = FOREIGN_KANA | _COMMON_FAMILIES
