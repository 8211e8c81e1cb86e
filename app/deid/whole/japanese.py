"""The rest of a name in Japanese script: its other half, and what the dictionary cut off."""

from app.deid import patterns as re
from app.deid.people.japanese.parts import is_nameless, is_role, is_surname
from app.deid.people.japanese.vocabulary import (
    FOREIGN_KANA,
    GIVEN_KANA,
    NAME_KANJI,
    NOT_NAMES_KANA,
    ROLE_ENDS,
    ROLES,
    SURNAMES,
    SURNAMES_KANA,
    TITLES,
)
from app.deid.reading import Reading
from app.deid.types import Span

HONORIFIC = r"(?:さん|さま|様|氏|くん|君|ちゃん|先生|先輩|殿)"
LONGEST_NAME = 6  # signs of kanji on one side

# レ・クオック・バオ, と・ど・ろ・き.
DOTTED_BEFORE = re.compile(r"(?:(?<![・ァ-ヺー])(?:[ァ-ヺー]{1,10}・){1,3}|(?<![・ぁ-ゖ])(?:[ぁ-ゖ]・){1,4})\Z")
DOTTED_BEHIND = re.compile(r"(?:(?:・[ァ-ヺー]{1,10}){1,3}|(?:・[ぁ-ゖ](?![ぁ-ゖ])){1,4})(?!・)")
DOTTED_REACH = 24  # characters
FEW_SIGNS = 3  # of a first part that may be on no list of names

DIGIT = "[0-9一二三四五六七八九十百千]"
COUNT_BEFORE = re.compile(rf"(?<!{DIGIT})(?:{DIGIT}{{1,3}}月)?{DIGIT}{{1,3}}\Z")  # 十時さん, 八月一日さん
COUNTED = re.compile(rf"[時日月](?={HONORIFIC})")

KANA_BEFORE = re.compile(r"[ぁ-ゖー]+\Z")
KANA_BEHIND = re.compile(r"[ぁ-ゖー]+")
KANA_HEAD, KANA_TAIL = re.compile(r"[ぁ-ゖ][ぁ-ゖー]*"), re.compile(r"[ぁ-ゖ][ぁ-ゖー]*\Z")
KANA_REACH = 12  # characters
FRONT, BACK = 2, 3  # signs that the dictionary may have cut off
PARTICLES = frozenset("はがをにともでやへのねよだ")
BEGINS = re.compile(r"(?:\A|[\n 「『(、。・:]|[のはがとも娘妹弟兄姉母父妻夫孫児])\Z")
NEXT = re.compile(rf"{HONORIFIC}|(?:は|が|を|に|の|と|も|って|です|だ|で)|[^ぁ-ゖー]|\Z")
SAID_OF = re.compile(rf"{HONORIFIC}|(?:は|が|を|に|の|と|も|って|です|だ)|[」』)]")
HEADED = re.compile(r"(?:\A|[\n 「『(、。・:])\Z")
CLOSED = re.compile(r"[\n」』)(、。・]|\Z")
LAST = 2  # signs that a name may have more than was found of it, where nothing else stands in its place
OF_GRAMMAR = re.compile(
    r"[はがをにともでやへのねよだなた]|です|って|だよ|より|から|まで|ない|かく|たち|ら|さ?ん?[」』]"
)
TITLED = re.compile(HONORIFIC)
UNTIL_HONORIFIC = re.compile(rf"(?![のとも])[ぁ-ゖー]{{1,2}}?(?={HONORIFIC})")

# What somebody is called in one with the honorific, and nobody without: みっちゃん先生, カズさん.
FOND_END = re.compile(r"(?:くん|ちゃん|っち)\Z")
BEHIND_FOND = re.compile(r"(?:先生|せんせい|ママ|パパ|先輩)(?![一-鿿ァ-ヺ])")
SHORT = re.compile(r"[ァ-ヺ][ァ-ヺー]")
SHORT_BEFORE = re.compile(r"(?:\A|[^ァ-ヺー・])\Z")

KANJI = re.compile(r"[一-鿿々]+")
KANJI_BEFORE = re.compile(r"[一-鿿々]+\Z")
LONGEST_RUN = 5  # signs
RUN_BEGINS = re.compile(r"(?:\A|[\n :「『(、,|])\Z")
RUN_ENDS = re.compile(rf"[\n」』)(、。,|]|\Z|{HONORIFIC}|です|って| \(")
# Signs that stand before a name in one word, or behind one, as a title, a relation, a body or a count.
NO_FRONT = frozenset("故元旧新前現同被某両各男女父母兄姉弟妹夫妻娘孫子")
NO_PART = frozenset(
    "故元旧新前現同家宅様方氏君殿班組部課長員者師士姓邸局院園校系流的用側達性外上下後間時分日年回名歳才男女父母兄姉弟妹夫妻娘孫子"
)

# 園児 樫尾 蓮華(れんげ): the head of a field, and what a name in it is followed by.
HEAD = re.compile(r"(?:(?:^|[\n /|、。])[^\s:、。]{1,8}[: ][ ]?|[:「『(])\Z")
LINE_HEAD = re.compile(r"(?:\A|\n)\Z")
HEAD_REACH = 14  # characters
OTHER_BEHIND = re.compile(
    rf" (?P<half>[一-鿿々]{{1,3}}|[ぁ-ゖ]{{2,5}}|[ァ-ヺー]{{2,8}})(?P<read>\([ぁ-ゖァ-ヺー ]{{2,12}}\))?(?=[(」』、。,|/\n]|\Z|です|と申|って| ?{HONORIFIC}| ?[(（]| \d)"
)
ENDS_FIELD = re.compile(rf"[(」』、。,|/\n]|\Z|です|と申|って| ?{HONORIFIC}| ?\(| \d")
OTHER_BEFORE = re.compile(r"(?P<half>[一-鿿々]{1,3}) \Z")
HALF = re.compile(r"[一-鿿々]{1,4}|[ぁ-ゖ]{2,5}|[ァ-ヺー]{2,8}")


def dotted(reading: Reading, span: Span) -> Span:
    """A name with the parts that dots join to it."""
    start, end = span
    text = reading.text
    if text[start] == "・":
        start += 1
    before = DOTTED_BEFORE.search(text, max(0, start - DOTTED_REACH), start)
    behind = DOTTED_BEHIND.match(text, end, end + DOTTED_REACH)
    in_parts = "・" in text[start:end] or (before and behind)
    if before and (in_parts or len(before.group()) <= FEW_SIGNS or before.group()[:-1] in FOREIGN_KANA):
        start = before.start()
    if behind and (in_parts or behind.group()[1:] in FOREIGN_KANA):
        end = behind.end()
    return start, end


def counted(reading: Reading, span: Span) -> Span:
    """A family name that is a number: 十時さん, which reads as ten o'clock."""
    if not COUNTED.match(reading.text, span[0], span[1] + 3):
        return span
    before = COUNT_BEFORE.search(reading.text, max(0, span[0] - 6), span[0])
    return (before.start(), span[1]) if before else span


def kana(reading: Reading, span: Span) -> Span:
    """A name in kana with the signs at its ends that the dictionary took for particles or for other words."""
    start, end = span
    text = reading.text
    before = "ぁ" <= text[start] <= "ゖ" and KANA_BEFORE.search(text, max(0, start - KANA_REACH), start)
    behind = KANA_TAIL.search(text, start, end) and KANA_BEHIND.match(text, end, end + KANA_REACH)
    if not before and not behind:
        return span
    left, right = (start - before.start() if before else 0), (behind.end() - end if behind else 0)
    return _listed(text, span, min(left, FRONT), min(right, BACK)) or _parted(text, span, left, right)


def _listed(text: str, span: Span, left: int, right: int) -> Span | None:
    """The longest name of the lists around a stretch, over as many signs on its left and right, where nothing goes on with it."""
    start, end = span
    first, last = KANA_HEAD.match(text, start, end), KANA_TAIL.search(text, start, end)
    if not first or not last:
        return None
    alone = first.end() == end
    for grows in range(left + right, 0, -1):
        for front in range(min(left, grows), max(0, grows - right) - 1, -1):
            back = grows - front
            heads = text[start - front : end + back if alone else first.end()]
            tails = heads if alone else text[last.start() : end + back]
            if (not front or (_is_name(heads) and BEGINS.search(text, max(0, start - front - 1), start - front))) and (
                not back or (_is_name(tails) and _is_followed(text, end, back))
            ):
                return start - front, end + back
    return None


def _is_name(word: str) -> bool:
    return (word in GIVEN_KANA or word in SURNAMES_KANA) and word not in NOT_NAMES_KANA


def _is_followed(text: str, end: int, back: int) -> bool:
    """Whether what stands behind a longer name may do so: its own last sign is no particle then."""
    particle = back == 1 and text[end] in PARTICLES
    return (SAID_OF if particle else NEXT).match(text, end + back) is not None


def _parted(text: str, span: Span, left: int, right: int) -> Span:
    """A stretch with what is left between it and a sign in front, and between it and an honorific or a sign behind."""
    start, end = span
    if end - start > 1 and left == 1 and text[start - 1] != "と" and HEADED.search(text, max(0, start - 2), start - 1):
        start -= 1
    if TITLED.match(text, end):
        return start, end
    rest = UNTIL_HONORIFIC.match(text, end)
    if rest:
        return start, rest.end()
    closed = 0 < right <= end - start and right <= LAST and CLOSED.match(text, end + right)
    if closed and not OF_GRAMMAR.match(text, end) and HEADED.search(text, max(0, start - 1), start):
        end += right
    return start, end


def fond(reading: Reading, span: Span) -> Span:
    """A short name that is nobody's without its honorific, or one with what stands behind that: カズさん, みっちゃん先生, いっくんママ."""
    start, end = span
    behind = BEHIND_FOND.match(reading.text, end) if FOND_END.search(reading.text, start, end) else None
    if behind:
        return start, behind.end()
    short = SHORT.fullmatch(reading.text, start, end) and SHORT_BEFORE.search(reading.text, max(0, start - 1), start)
    return (start, end + 2) if short and reading.text.startswith("さん", end) else span


def run(reading: Reading, span: Span) -> Span:
    """A name in kanji with the rest of a field that holds nothing else: 記入 長曽我部."""
    start, end = span
    text = reading.text
    if not KANJI.fullmatch(text, start, end):
        return span
    before, behind = (
        KANJI_BEFORE.search(text, max(0, start - LONGEST_NAME), start),
        KANJI.match(text, end, end + LONGEST_NAME),
    )
    first, last = before.start() if before else start, behind.end() if behind else end
    if span == (first, last) or last - first > LONGEST_RUN:
        return span
    if not RUN_BEGINS.search(text, max(0, first - 1), first) or not RUN_ENDS.match(text, last):
        return span
    front, back = text[first:start], text[end:last]
    if text[first:last] in SURNAMES:
        return first, last
    if len(front) > 1 or len(back) > LAST or not NAME_KANJI.issuperset(back) or back in TITLES:
        return span
    return (first, last) if front not in NO_FRONT and NO_PART.isdisjoint(back) else span


def halves(reading: Reading, span: Span) -> Span:
    """A family name and a given one of which one was found, across the space of a field: 園児 樫尾 蓮華(れんげ)."""
    start, end = span
    text = reading.text
    words = text[start:end]
    if not HALF.fullmatch(words):
        return span
    headed = HEAD.search(text, max(0, start - HEAD_REACH), start) or LINE_HEAD.search(text, max(0, start - 1), start)
    behind = headed and OTHER_BEHIND.match(text, end)
    if behind and _may_be_given(behind):
        return start, behind.end("half")
    before = OTHER_BEFORE.search(text, max(0, start - 4), start)
    if before and ENDS_FIELD.match(text, end) and _is_given(words) and _may_be_family(reading, before):
        return before.start("half"), end
    return span


def _is_given(half: str) -> bool:
    return half in GIVEN_KANA or half in FOREIGN_KANA or NAME_KANJI.issuperset(half)


def _may_be_given(found: re.Match[str]) -> bool:
    half = found["half"]
    if half in ROLES or not NO_PART.isdisjoint(half) or half in SURNAMES_KANA or half in NOT_NAMES_KANA:
        return False
    return found["read"] is not None or _is_given(half)


def _may_be_family(reading: Reading, found: re.Match[str]) -> bool:
    """Whether what stands before a given name is the family name and no head of a field itself."""
    half, start = found["half"], found.start("half")
    word = reading.words[reading.word_index(start)]
    if half in ROLES or half.endswith(ROLE_ENDS) or not NO_PART.isdisjoint(half) or is_role(word) or is_nameless(word):
        return False
    if HEAD.search(reading.text, max(0, start - HEAD_REACH), start):
        return half in SURNAMES or is_surname(word) or word.pos[2] != "サ変可能"
    return LINE_HEAD.search(reading.text, max(0, start - 1), start) is not None and (
        half in SURNAMES or is_surname(word)
    )
