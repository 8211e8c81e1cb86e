"""Numbers that stand in kanji, years of an era and digits that are read out: Arabic digits and the common calendar."""

from app.deid import patterns as re
from app.deid.fold.folded import Folded, substitute

KANJI_DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "壱": 1,
    "弐": 2,
}
KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
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


def eras(folded: Folded) -> Folded:
    """令和6年 is 2024年, and S59.7 is 1984.7."""
    text = folded.text
    edits = []
    for match in ERA.finditer(text):
        year = 1 if match[2] == "元" else number(match[2])
        if year:
            edits.append((*match.span(), str(ERAS[match[1]] + year)))
    edits += [(*match.span(), str(ERAS[match[1]] + int(match[2]))) for match in SHORT_ERA.finditer(text)]
    return substitute(folded, sorted(edits))


def numerals(folded: Folded) -> Folded:
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
    return substitute(folded, sorted(edits))
