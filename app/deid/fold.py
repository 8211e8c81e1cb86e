"""Width, variants, kanji numerals, eras and the ways letters are hidden → plain forms, with a way back."""

import html
import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Characters that show nothing: zero-width, soft hyphen, directions, variation selectors, fillers, tags.
UNSEEN = frozenset(
    map(
        chr,
        (
            0x00AD,
            0x034F,
            0x061C,
            0x115F,
            0x1160,
            0x17B4,
            0x17B5,
            0x180E,
            0x3164,
            0xFEFF,
            0xFFA0,
            *range(0x180B, 0x180E),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFE00, 0xFE10),
            *range(0xE0000, 0xE0080),
            *range(0xE0100, 0xE01F0),
        ),
    )
)

# Older and variant forms of kanji, to the form in common use. Source: general reference knowledge.
VARIANTS = dict(
    zip(
        "﨑髙邊邉齋齊澤濱濵廣嶋嶌國櫻惠眞𠮷栁桒淸德瀨槇彌實榮關藏圓豐萬與靜冨舘凜瑤會學壽條莊淺瀧峯隆曾薗蘆賴鷗侠祿驒蓮邨裴埜鷲"
        "黑增橫郞內步每緖敎敍晴曉檜狹稻穗總聰芦萠薰蔣蠣譽讓辻逸逹遙邦鄕鎭鐵顯飜鷄",
        "崎高辺辺斎斉沢浜浜広島島国桜恵真吉柳桑清徳瀬槙弥実栄関蔵円豊万与静富館凛瑶会学寿条荘浅滝峰隆曽園芦頼鴎侠禄騨蓮村裴野鷲"
        "黒増横郎内歩毎緒教叙晴暁桧狭稲穂総聡芦萌薫蒋蛎誉譲辻逸達遥邦郷鎮鉄顕翻鶏",
        strict=True,
    )
)

# Letters of other scripts that look Latin, read as Latin inside a Latin word only.
LOOKALIKES = dict(
    zip(
        "абвсдеԁѕіјкмнорԛтухѵԝԌАВСЕНІЈКМОРЅТХУԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχɑɡı",
        "a6bcdedsijkmhopqtyxvwGABCEHIJKMOPSTXYWABEZHIKMNOPTYXaeikvoptuxagi",
        strict=True,
    )
)
# Kanji that look like katakana, read as katakana between katakana only.
KANA_LOOKALIKES = str.maketrans("力口二工夕卜八三千一", "カロニエタトハミチー")

DASHES = frozenset("‐‑‒–—―−﹣－ｰ")


@dataclass(frozen=True, slots=True)
class Folded:
    """A plain form of a text, and where each of its characters stood.

    starts, ends  for each character of `text` the half-open stretch of the original it stands for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original the characters from `start` to `end` of the folded text stood."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return the plain form of `text`. Cost is linear in its length."""
    folded = _characters(text)
    for step in STEPS:
        folded = step(folded)
    return folded


def number(words: str) -> int | None:
    """Return the number that kanji or Arabic numerals say (四十八, 二〇二四, 48), or None."""
    if words.isascii():
        return int(words) if words.isdigit() and len(words) <= 15 else None
    if all(character in KANJI_DIGITS for character in words):
        return int("".join(str(KANJI_DIGITS[character]) for character in words)) if len(words) <= 15 else None
    total = section = digit = 0
    for character in words:
        if character in KANJI_DIGITS:
            digit = digit * 10 + KANJI_DIGITS[character]
        elif character.isascii() and character.isdigit():
            digit = digit * 10 + int(character)
        elif character in KANJI_UNITS:
            section += (digit or 1) * KANJI_UNITS[character]
            digit = 0
        elif character == "万":
            total += (section + digit or 1) * 10_000
            section = digit = 0
        else:
            return None
    return total + section + digit


KANJI_DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "壱": 1,
    "弐": 2,
}
KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}

Step = Callable[[Folded], Folded]


def _characters(text: str) -> Folded:
    """Fold each character, with the marks that belong to it, to its plain form."""
    if text.isascii():
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    plain: list[str] = []
    starts, ends = array("I"), array("I")
    position, length = 0, len(text)
    while position < length:
        run = PLAIN_RUN.match(text, position)
        if run:
            stop = run.end()
            if stop < length and _joins(text[stop]):
                stop -= 1  # the last letter belongs with its mark
            if stop > position:
                plain.append(text[position:stop].translate(_VARIANTS))
                starts.extend(range(position, stop))
                ends.extend(range(position + 1, stop + 1))
                position = stop
                continue
        character = text[position]
        after = position + 1
        if character not in _SIMPLE:
            while after < length and _joins(text[after]) and after - position < LONGEST_CLUSTER:
                after += 1
            form = _plain(text[position:after])
        else:
            form = character
        for piece in form:
            plain.append(piece)
            starts.append(position)
            ends.append(after)
        position = after
    return Folded("".join(plain), starts, ends)


# Letters and marks that are plain already, but for variants of the same length.
PLAIN_RUN = re.compile(r"[ -~\n、。「」ぁ-ゖァ-ヺー一-鿿]+")
_VARIANTS = str.maketrans({variant: plain for variant, plain in VARIANTS.items() if len(plain) == 1})
LONGEST_CLUSTER = 8  # characters: a letter and the marks on it; more is decoration
_SIMPLE = frozenset(map(chr, (*range(0x20, 0x7F), 0x0A, 0x3001, 0x3002, 0x300C, 0x300D)))
_PLAIN: dict[str, str] = {}


def _joins(character: str) -> bool:
    return character in "\u3099\u309aﾞﾟ" or unicodedata.combining(character) != 0


def _plain(cluster: str) -> str:
    known = _PLAIN.get(cluster)
    if known is not None:
        return known
    if "\ud800" <= cluster <= "\udfff":
        form = "\ufffd"  # half of a character, which the tokeniser cannot take
    elif cluster in UNSEEN or cluster == "\r":
        form = ""
    elif cluster in DASHES and cluster != "ｰ":
        form = "-" if cluster not in "–—―" else cluster
    else:
        # A Hangul syllable is taken apart by nothing; an accent on a Latin letter stays with it.
        form = "".join(map(_digit, unicodedata.normalize("NFKC", cluster)))
        form = "".join(VARIANTS.get(piece, piece) for piece in form if piece not in UNSEEN)
        form = " " if form.isspace() and form != "\n" else form
    if len(_PLAIN) < KEPT_FORMS:  # a memory of forms, the same whatever was asked first
        _PLAIN[cluster] = form
    return form


def _digit(character: str) -> str:
    """Return a digit of any script as the recognisers know it."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


KEPT_FORMS = 20_000  # entries; Japanese prose uses about three thousand


def _substitute(folded: Folded, edits: Sequence[tuple[int, int, str]]) -> Folded:
    """Return `folded` with each (start, end, plain form) put in place; edits are in order and apart."""
    if not edits:
        return folded
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    position = 0
    for start, end, form in edits:
        pieces.append(folded.text[position:start])
        starts.extend(folded.starts[position:start])
        ends.extend(folded.ends[position:start])
        pieces.append(form)
        if len(form) == end - start:
            starts.extend(folded.starts[start:end])
            ends.extend(folded.ends[start:end])
        elif form:
            starts.extend([folded.starts[start]] * len(form))
            ends.extend([folded.ends[end - 1]] * len(form))
        position = end
    pieces.append(folded.text[position:])
    starts.extend(folded.starts[position:])
    ends.extend(folded.ends[position:])
    return Folded("".join(pieces), starts, ends)


ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")


def _entities(folded: Folded) -> Folded:
    """&#20304; is the character it names, as Markdown shows it."""
    if "&" not in folded.text:
        return folded
    edits = []
    for match in ENTITY.finditer(folded.text):
        form = "".join(_plain(character) for character in html.unescape(match.group()))
        if form != match.group():
            edits.append((*match.span(), form))
    return _substitute(folded, edits)


ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
MARK = re.compile(r"(?<!\*)\*{1,2}(?!\*)|(?<!_)__(?!_)|~~|`")


def _emphasis(folded: Folded) -> Folded:
    """Markdown's marks around a part of a word go: 田**中** is 田中. A lone star is a mask and stays."""
    text = folded.text
    if "*" not in text and "__" not in text and "~~" not in text and "\\" not in text and "`" not in text:
        return folded
    edits = [(*match.span(), "") for match in ESCAPE.finditer(text)]
    opened: dict[str, re.Match[str]] = {}
    line = 0
    for match in MARK.finditer(text):
        mark, (start, end) = match.group(), match.span()
        if "\n" in text[line:start]:
            opened.clear()
        line = start
        before, after = text[start - 1 : start], text[end : end + 1]
        opener = opened.pop(mark, None)
        if opener is None:
            if after and not after.isspace():
                opened[mark] = match
        elif before.isspace() or (mark == "*" and _masks(text, opener, match)):
            opened[mark] = match
        else:
            edits += [(*opener.span(), ""), (start, end, "")]
    return _substitute(folded, sorted(edits))


def _masks(text: str, opener: re.Match[str], closer: re.Match[str]) -> bool:
    """Whether two lone stars stand for letters (S*rah and J*hn) rather than around words."""
    inside = text[opener.start() - 1 : opener.start()].isalnum() and text[opener.end() : opener.end() + 1].isalnum()
    return inside and closer.start() - opener.end() > 3  # 田*中*さん is emphasis


LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏͰ-ԯɑɡ]{2,}")
FOREIGN = re.compile(r"[Ͱ-ԯɑɡı]")
KANA_BETWEEN = re.compile(r"(?<=[ァ-ヺー])[力口二工夕卜八三千一](?=[ァ-ヺー])")


def _lookalikes(folded: Folded) -> Folded:
    """A Cyrillic letter in a Latin word, or 力 in a katakana word, is the letter it looks like."""
    text = folded.text
    edits = []
    if FOREIGN.search(text):
        for match in LATIN_WORD.finditer(text):
            word = match.group()
            if any(piece.isascii() for piece in word) and FOREIGN.search(word):
                edits.append((*match.span(), "".join(LOOKALIKES.get(piece, piece) for piece in word)))
    edits += [(*match.span(), match.group().translate(KANA_LOOKALIKES)) for match in KANA_BETWEEN.finditer(text)]
    return _substitute(folded, sorted(edits))


ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "M": 1867,
    "T": 1911,
    "S": 1925,
    "H": 1988,
    "R": 2018,
}
NUMERAL = "0-9〇零一二三四五六七八九十百"
ERA = re.compile(rf"(明治|大正|昭和|平成|令和) ?(元|[{NUMERAL}]{{1,4}}) ?(?=年)")
SHORT_ERA = re.compile(r"(?<![A-Za-z0-9])([MTSHR]) ?([0-9]{1,2})(?=年|[./]1?[0-9](?:[./][0-9]{1,2})?(?![0-9]))")

DAY_PLACES = "(?!市|町|村|場|ヶ|ケ|ノ|県)"
COUNTED = re.compile(
    r"(?<![〇零一二三四五六七八九十百千万])"
    r"(?!千歳)([〇零一二三四五六七八九十百千]{1,8})"  # nobody is that old, and 千歳 is a town
    rf"(?=歳|才|年(?!越|寄)|月(?!謝|給|見|夜|曜)|日{DAY_PLACES}|回|番(?=[〇一二三四五六七八九十0-9])|号(?![泣外令車機])|か月|ヶ月|カ月|ヵ月|箇月|週(?!刊)|丁目|番地|号室|号棟|"
    r"時(?![的々々折期代])|分(?![かけ析担別類野布解配])|円|代[前後半のでで、。男女]|学年|世代|人家族|人兄弟|人姉妹|人きょうだい)"
)
NOT_COUNTED = frozenset({"十", "百", "千"})
READ_OUT = re.compile(
    r"(?<![一-鿿])[〇零一二三四五六七八九0-9](?:[-ー―の ・]?[〇零一二三四五六七八九0-9]){5,19}(?![一-鿿])"
)
SPOKEN_DIGITS = {
    "ゼロ": "0", "ニイ": "2", "にい": "2", "いー": "1", "ゴー": "5", "ごー": "5", "サーン": "3", "さーん": "3", "ナナー": "7", "れい": "0", "レイ": "0", "ぜろ": "0", "マル": "0", "まる": "0", "いち": "1", "イチ": "1", "に": "2", "ニ": "2",
    "さん": "3", "サン": "3", "よん": "4", "ヨン": "4", "し": "4", "シ": "4", "ご": "5", "ゴ": "5", "ろく": "6", "ロク": "6",
    "なな": "7", "ナナ": "7", "しち": "7", "シチ": "7", "はち": "8", "ハチ": "8", "きゅう": "9", "キュウ": "9", "キュー": "9", "く": "9",
}  # fmt: skip
ENGLISH_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "double": "", "triple": "",
}  # fmt: skip
_KANA_DIGIT = (
    "|".join(sorted(SPOKEN_DIGITS, key=len, reverse=True)).replace("ニイ", "ニイ(?!チ)").replace("にい", "にい(?!ち)")
)
SPOKEN = re.compile(rf"(?:(?:{_KANA_DIGIT}|[0-9])(?:[-ーの 、,・]|ハイフン|はいふん){{0,3}}){{7,40}}+")
_ENGLISH_DIGIT = "|".join(sorted(ENGLISH_DIGITS, key=len, reverse=True))
A_DIGIT = re.compile(r"(?:ero|[Oo]h|[Oo]ne|[Tt]wo|hree|our|ive|[Ss]ix|even|ight|ine|ouble|[Oo])[ ,.-]|[A-Z]{3}[ ,.-]")
SPOKEN_ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_ENGLISH_DIGIT}|[0-9]{{1,4}})(?:[ ,.-]{{1,2}}(?:dash |hyphen )?(?:{_ENGLISH_DIGIT}|[0-9]{{1,4}})){{5,24}}+(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def _eras(folded: Folded) -> Folded:
    """令和6年 is 2024年, and S59.7 is 1984.7."""
    text = folded.text
    edits = []
    for match in ERA.finditer(text):
        year = 1 if match[2] == "元" else number(match[2])
        if year:
            edits.append((*match.span(), str(ERAS[match[1]] + year)))
    edits += [(*match.span(), str(ERAS[match[1]] + int(match[2]))) for match in SHORT_ERA.finditer(text)]
    return _substitute(folded, sorted(edits))


def _numerals(folded: Folded) -> Folded:
    """四十八歳 is 48歳, and 〇九〇-一二三四-五六七八 is digits; 三田村 and 四日市 are names and stay."""
    text = folded.text
    edits = []
    for match in READ_OUT.finditer(text):
        if not match.group().isascii():
            plain = "".join(str(KANJI_DIGITS.get(piece, piece)) for piece in match.group())
            edits.append((*match.span(), plain.replace("の", "-").replace("ー", "-").replace("・", "-")))
    taken = {position for start, end, _ in edits for position in range(start, end)}
    for match in COUNTED.finditer(text):
        if match.start() in taken or (
            match[1] in NOT_COUNTED
            and text[match.end()] not in "歳才回円代"
            and text[match.start() - 1 : match.start()] not in ("月", "年")
        ):
            continue
        value = number(match[1])
        if value is not None:
            edits.append((*match.span(), str(value)))
    return _substitute(folded, sorted(edits))


def _spoken(folded: Folded) -> Folded:
    """ゼロキューゼロ and "oh seven seven double one" are the digits they say."""
    text = folded.text
    edits = []
    for match in SPOKEN.finditer(text):
        words = re.findall(rf"{_KANA_DIGIT}|[0-9]|.", match.group())
        said = [SPOKEN_DIGITS[word] for word in words if word in SPOKEN_DIGITS]
        if len(said) < LEAST_SAID:
            continue
        end = match.end()
        digits = "".join(SPOKEN_DIGITS.get(word, word if word.isdigit() else "") for word in words)
        while text[end - 1] in "-の 、,・":
            end -= 1
        edits.append((match.start(), end, digits))
    for match in SPOKEN_ENGLISH.finditer(text) if A_DIGIT.search(text) else ():
        said = re.findall(r"[a-z]+|[0-9]", match.group().lower())
        if sum(word in ENGLISH_DIGITS for word in said) < LEAST_SAID:
            continue
        edits.append((*match.span(), _said(said)))
    return _substitute(folded, sorted(edits))


LEAST_SAID = 6  # digits in words; fewer is counting, not a number that someone has


def _said(words: Sequence[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in ("double", "triple"):
            times = 2 if word == "double" else 3
        elif word in ENGLISH_DIGITS or word.isdigit():
            digits += ENGLISH_DIGITS.get(word, word) * times
            times = 1
    return digits


STEPS: tuple[Step, ...] = (_entities, _emphasis, _lookalikes, _eras, _numerals, _spoken)
