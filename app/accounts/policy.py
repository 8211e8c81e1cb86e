"""What a member must be before seeing anything of other members, and how long things hold."""

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

from app.web.visit import Role, Standing

SIGNED_IN = {Role.COUNSELLOR: timedelta(days=14), Role.MODERATOR: timedelta(days=1), Role.ADMIN: timedelta(days=1)}
CONFIRM_WITHIN = timedelta(days=7)
RESET_WITHIN = timedelta(hours=1)
INVITED_FOR = timedelta(days=14)
FORGOTTEN_AFTER = timedelta(days=14)  # an account whose address nobody confirmed

EMAIL_LIMIT = 254  # characters; RFC 5321, 4.5.3.1.3, less the angle brackets
LOCAL_LIMIT = 64  # characters before the @; RFC 5321, 4.5.3.1.1
NAME_SHORTEST, NAME_LIMIT = 2, 40  # characters
NAME_KEY_LIMIT = 80  # characters
NUMBER_LIMIT = 60  # characters
NOTE_LIMIT = 1_000  # characters

# As HTML's input type=email has it, with a dot in the domain: also the addresses some Japanese carriers gave out
# before 2009, with two dots in a row, which RFC 5322 does not know.
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_NAME_PUNCTUATION = frozenset(" 　.・･-‐'’=＝_ー")
_NOT_TELLING = re.compile(r"[\s.・･'’=＝_]+")

# Characters that look alike in the founts our readers use, each beside the one it is counted as. A name is compared
# after this; it is shown as it was written. Source: Unicode TR 39, confusables.txt 16.0, and the pairs of kana and
# kanji that Japanese proofreaders' lists give; date: 2026-11-24.
_ALIKE = str.maketrans({
    alike: first
    for first, others in {
        "ー": "一―—–‐‑‒−-－~〜~|｜丨",
        "口": "ロ囗", "力": "カ", "夕": "タ", "卜": "ト", "二": "ニ", "八": "ハ", "工": "エ", "才": "オ", "千": "チ",
        "三": "ミ", "匕": "ヒ", "厶": "ム", "乄": "メ", "丿": "ノ", "亻": "イ", "へ": "ヘ", "べ": "ベ", "ぺ": "ペ",
        "り": "リ", "ワ": "ヮ", "土": "士", "末": "未", "曰": "日",
        "a": "аɑα", "b": "ьЬ", "c": "сϲ", "d": "ԁ", "e": "еє", "h": "һ", "i": "1lı|іӏι", "j": "ј", "k": "κк", "n": "ո",
        "o": "0оοσօ", "p": "рρ", "q": "ԛ", "s": "5ѕ", "t": "тτ", "u": "υս", "v": "ѵν", "w": "ԝω", "x": "хχ", "y": "уγ",
        "z": "2",
    }.items()
    for alike in others
})


class LicenceState(StrEnum):
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


def standing(*, confirmed: bool, licence: LicenceState | None, expires_on: date | None, today: date) -> Standing:
    """Return how far a member has come in, from their address and the licence that speaks best for them."""
    if not confirmed:
        return Standing.UNCONFIRMED
    if licence is LicenceState.CONFIRMED:
        return Standing.VERIFIED if expires_on is None or expires_on >= today else Standing.EXPIRED
    return Standing.REFUSED if licence is LicenceState.REFUSED else Standing.WAITING


def email_key(typed: str) -> str:
    """Return an address as it is kept and compared: without case, and without the width a Japanese keyboard leaves on."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def is_email(address: str) -> bool:
    """Whether mail could go there. Only ASCII is taken: no two letters of it look alike to a mail server."""
    return (
        len(address) <= EMAIL_LIMIT
        and address.find("@") <= LOCAL_LIMIT
        and _EMAIL.fullmatch(address) is not None
    )


def name_key(name: str) -> str:
    """Return what two names must not share: the name without width, case, spaces and the differences eyes miss."""
    folded = _NOT_TELLING.sub("", unicodedata.normalize("NFKC", name).casefold())
    return unicodedata.normalize("NFKC", folded.translate(_ALIKE))
