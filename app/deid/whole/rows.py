"""Who stands in a row with people that were found: 矢島、コール、浜田の三人, 「ヤス」「川添」「とんび」.

Of a row that holds names, the rest are names as well, whatever the words are elsewhere.
"""

from collections.abc import Iterator, Sequence

from app.deid import patterns as re
from app.deid.people.japanese.parts import is_role
from app.deid.people.japanese.repeated import repeated
from app.deid.people.japanese.vocabulary import HONORIFICS, KIN, ROLES
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.deid.recognisers.direct import person_name
from app.deid.stretches import Stretches
from app.deid.types import Finding, Kind, Span

WRITTEN = r"(?:[一-鿿々ヶ]{1,4}|[ぁ-ゖー]{2,6}|[ァ-ヺー]{2,8}|[A-Z][a-z]{1,9})"
HONOURED = r"(?:さん|くん|ちゃん|君|氏|様|先輩|先生)?"
ITEM = rf"{WRITTEN}{HONOURED}(?:\([ぁ-ゖァ-ヺー0-9歳]{{1,8}}\))?"
IN_A_ROW = re.compile(rf"(?<![一-鿿々ヶァ-ヺーA-Za-z]){ITEM}(?:、{ITEM}){{1,}}(?![一-鿿々ァ-ヺーA-Za-z])")
OF_PEOPLE = re.compile(
    r"の(?:[二三四五六七八九2-9][人名]|両名)(?![一-鿿])"
)  # behind a row: all of it are people, however few are found
QUOTED = re.compile(r"(?:「[^「」\n。、]{1,8}」[、と]?){3,}")
IN_QUOTES = re.compile(r"「([^「」\n。、]{1,8})」")
IN_COMMAS = re.compile(rf"(?:\A|、)({WRITTEN})(?={HONOURED}(?:\(|、|\Z))")
# The rows of a list that is counted: 1 中条:初回, 2 乙川:継続.
COUNTED = re.compile(rf"^[①-⑳0-9]{{1,2}}[.):]? ?({WRITTEN}){HONOURED}(?=[:(])", re.MULTILINE)
NO_ITEM = re.compile(r"\A(?:[(他]|ほか)|[の名人]\Z|以下\Z|じゃな|ではな")
OF_THEIRS = re.compile(r"の(?![0-9一二三四五六七八九十])")  # 青年会の浜田: a body, and whose
RELATIVE = re.compile(KIN)
TWO = 2  # that are names, of three at least
NOBODY = (
    ROLES
    | HONORIFICS
    | frozenset(
        "私 僕 俺 わたし ぼく おれ あたし 自分 本人 ほか 他 以下 以上 自身 相手 全員 みんな 皆 一同 それから そして また あと 空白 匿名 不明 未定 なし 欠席 出席 女性 男性 女子 男子 家族 両親 夫婦 今日 昨日 明日 今回 次回 前回 以前 現在 当時 その後 さらに わし いずれ あり それか なんで".split()
    )
)


def rows(reading: Reading, found: Sequence[Finding], left: Sequence[Span] = ()) -> Iterator[Finding]:
    """Yield a name for what stands in a row with others that were found, and was not, and wherever else that stands.

    left  what is left alone on purpose.
    """
    others = list(_in_rows(reading, found, left))
    yield from others
    names = [Name(one.start, one.end, True) for one in others if one.end - one.start > 1]
    taken = Stretches((*left, *((one.start, one.end) for one in (*found, *others))))
    for start, end in sorted({(name.start, name.end) for name in repeated(reading, names)}):
        if not taken.hold(start, start + 1) and not taken.hold(end - 1, end):
            yield person_name.RULE.finding((start, end))


def _in_rows(reading: Reading, found: Sequence[Finding], left: Sequence[Span]) -> Iterator[Finding]:
    text = reading.text
    if not reading.words:
        return
    named = [(one.start, one.end) for one in found if one.kind is Kind.PERSON]
    if not named:
        return
    people = Stretches(named)
    taken = Stretches((*left, *((one.start, one.end) for one in found)))
    for row in IN_A_ROW.finditer(text):
        items = [_from(row, item) for item in IN_COMMAS.finditer(row.group())]
        counted = OF_PEOPLE.match(text, row.end()) is not None
        if counted or len(items) > TWO:
            yield from _others(reading, items, people, taken, least=1 if counted else TWO)
    for row in QUOTED.finditer(text):
        items = [_from(row, item) for item in IN_QUOTES.finditer(row.group())]
        yield from _others(reading, items, people, taken)
    yield from _others(reading, [row.span(1) for row in COUNTED.finditer(text)], people, taken)


def _from(row: re.Match[str], item: re.Match[str]) -> Span:
    return row.start() + item.start(1), row.start() + item.end(1)


def _others(
    reading: Reading, items: Sequence[Span], people: Stretches, taken: Stretches, least: int = TWO
) -> Iterator[Finding]:
    """Yield what of a row is no name yet, where most of it is or, counted as people, at least one."""
    named = sum(people.hold(*item) for item in items)
    if named < least or (least == TWO and 2 * named < len(items)):
        return
    for start, end in items:
        free = not taken.hold(start, start + 1) and not taken.hold(end - 1, end)
        if free and _may_be_one(reading, start, end):
            yield person_name.RULE.finding((start, end))


def _may_be_one(reading: Reading, start: int, end: int) -> bool:
    """Whether whole words stand there that are no post, no relative and no count: 本人, ほか二名, 青年会の."""
    name = reading.text[start:end]
    first, last = reading.words[reading.word_index(start)], reading.words[reading.word_index(end - 1)]
    if name in NOBODY or RELATIVE.fullmatch(name) or NO_ITEM.search(name) or OF_THEIRS.match(reading.text, end):
        return False
    whole = first.start == start and last.end == end
    of_grammar = first.pos[0] in ("感動詞", "接続詞", "副詞", "代名詞") or first.pos[1] == "数詞"
    return whole and not is_role(last) and not of_grammar
