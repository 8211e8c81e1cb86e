"""Letters as an index knows them: kanji and kana by their ranges, and a text without width, case and hidden marks."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

KANJI = "\u3005-\u3007\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
JAPANESE = re.compile(f"[{KANJI}{KANA}]")
JAPANESE_RUN = re.compile(f"[{KANJI}{KANA}]+")
IS_KANJI = re.compile(f"[{KANJI}]")
TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
TO_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
MARKS_ON_A_CHARACTER = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"
CLUSTER = re.compile(f".[{MARKS_ON_A_CHARACTER}]{{0,8}}", re.DOTALL)
PLAIN = re.compile(f"[\\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff{KANJI}{KANA}\u3001-\u301f]*")


def fold(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the text in NFKC, without case, and where each of its characters began and ended before."""
    narrow = text.translate(TO_NARROW)
    if PLAIN.fullmatch(narrow) and unicodedata.is_normalized("NFKC", narrow):
        folded = narrow.casefold()
        if len(folded) == len(text):
            return folded, range(len(text)), range(1, len(text) + 1)
    pieces, starts, ends = [], [], []
    for match in CLUSTER.finditer(text):
        form = _form(match.group())
        pieces.append(form)
        starts += [match.start()] * len(form)
        ends += [match.end()] * len(form)
    return "".join(pieces), starts, ends


@lru_cache(maxsize=20_000)
def _form(cluster: str) -> str:
    """Return the plain form of a character with its marks; nothing of one that shows nothing."""
    form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    return "".join(_visible(character) for character in form)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    return " " if category in ("Cc", "Cs", "Zs", "Zl", "Zp") and character != "\n" else character
