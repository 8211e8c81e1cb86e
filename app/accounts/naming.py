"""What may be an address and what a name, and when two of them are one. Apart from the policy, as a matter of letters. Pure."""

import re
import unicodedata

EMAIL_LIMIT = 254  # characters; RFC 5321, 4.5.3.1.3, less the angle brackets
LOCAL_LIMIT = 64  # characters before the @; RFC 5321, 4.5.3.1.1
NAME_SHORTEST, NAME_LIMIT = 2, 40  # characters
NAME_KEY_LIMIT = 80  # characters

# As HTML's input type=email has it, with a dot in the domain: also the addresses some Japanese carriers gave out
# before 2009, with two dots in a row, which RFC 5322 does not know.
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_NAME_PUNCTUATION = frozenset(" 　.・･-‐'’=＝_ー")
_NOT_TELLING = re.compile(r"[\s.・･'’=＝_]+")

# Two marks on one letter are Vietnamese, more are a pile; a mark that begins a name hangs on the word before it.
_PILED = re.compile(r"^M|M{3}")
# Variation selectors and the fillers of Hangul and Khmer: letters and marks by their category, and nothing to see.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")

# Characters that look alike in the founts our readers use, each beside the one it is counted as. A name is compared
# after this; it is shown as it was written. Source: Unicode TR 39, confusables.txt 16.0, and the pairs of kana and
# kanji that Japanese proofreaders' lists give; date: 2026-11-24.
_ALIKE = str.maketrans(
    {
        alike: first
        for first, others in {
            "ー": "一―—–‐‑‒−-－~〜~|｜丨",
            "口": "ロ囗",
            "力": "カ",
            "夕": "タ",
            "卜": "ト",
            "二": "ニ",
            "八": "ハ",
            "工": "エ",
            "才": "オ",
            "千": "チ",
            "三": "ミ",
            "匕": "ヒ",
            "厶": "ム",
            "乄": "メ",
            "丿": "ノ",
            "亻": "イ",
            "へ": "ヘ",
            "べ": "ベ",
            "ぺ": "ペ",
            "り": "リ",
            "ワ": "ヮ",
            "土": "士",
            "末": "未",
            "曰": "日",
            "a": "аɑα",
            "b": "ьЬ",
            "c": "сϲ",
            "d": "ԁ",
            "e": "еє",
            "h": "һ",
            "i": "1lı|іӏι",
            "j": "ј",
            "k": "κк",
            "n": "ո",
            "o": "0оοσօ",
            "p": "рρ",
            "q": "ԛ",
            "s": "5ѕ",
            "t": "тτ",
            "u": "υս",
            "v": "ѵν",
            "w": "ԝω",
            "x": "хχ",
            "y": "уγ",
            "z": "2",
        }.items()
        for alike in others
    }
)


def email_key(typed: str) -> str:
    """Return an address as it is kept and compared: without case, and without the width a Japanese keyboard leaves on."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def is_email(address: str) -> bool:
    """Whether mail could go there. Only ASCII is taken: no two letters of it look alike to a mail server."""
    return len(address) <= EMAIL_LIMIT and address.find("@") <= LOCAL_LIMIT and _EMAIL.fullmatch(address) is not None


def name_key(name: str) -> str:
    """Return what two names must not share: the name without width, case, spaces and the differences eyes miss."""
    folded = _NOT_TELLING.sub("", unicodedata.normalize("NFKC", name).casefold())
    return unicodedata.normalize("NFKC", folded.translate(_ALIKE))


def name_fault(name: str) -> str | None:
    """Return why a name cannot be taken, as a catalogue key: it must be short, plain, and read the same to everybody."""
    if len(name) < NAME_SHORTEST or not any(character.isalpha() for character in name):
        return "accounts.name.short"
    if len(name) > NAME_LIMIT or len(name_key(name)) > NAME_KEY_LIMIT:
        return "accounts.name.long"
    if not all(_may_stand_in_name(character) for character in name) or _PILED.search(_categories(name)):
        return "accounts.name.characters"
    return None


def _may_stand_in_name(character: str) -> bool:
    # Letters, marks and numbers; nothing without width, nothing that turns the direction of reading round.
    category = unicodedata.category(character)
    return (category[0] in "LMN" and not _INVISIBLE.match(character)) or character in _NAME_PUNCTUATION


def _categories(name: str) -> str:
    return "".join(unicodedata.category(character)[0] for character in name)
