"""What a Latin word is by itself: a given name, a family name, an everyday word, both, or nothing known."""

import unicodedata
from functools import lru_cache

from app.deid.lists import AnyOf, packed, word_set
from app.deid.reading import Token
from app.deid.tables import rows

GIVEN = packed("given_names")


SURNAMES = packed("surnames")


ROMAJI = packed("romaji_names")


WORDS = packed("english_words")


MORE_WORDS = packed("english_words_more")  # in the forms they have, and only where no list of names has them
NATIONS = frozenset(
    word.lower()
    for row in rows("origins")
    for name in row[2].split("|")
    for word in name.split(" ")
    if word[:1].isupper() and word.lower() not in GIVEN
) | frozenset(word.lower() for row in rows("countries") for word in row[1].split(" ") if word[:1].isupper())
CAPITALS = word_set("capitals")


PLACE_NAMES = word_set("names_of_places")


LISTED = AnyOf(GIVEN, SURNAMES, ROMAJI)


PEOPLES = ("ese",)  # Faroese; those in -ish are few and listed, and Mehwish is a name


KEPT_CAPITALS = frozenset("april may june july august wednesday dolly mark will".split())


LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "’": "'",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ð": "d",
        "þ": "th",
    }
)


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Lower case, without accents: Siobhán is siobhan."""
    if word.isascii():
        return word.lower()
    word = word.translate(LETTERS)
    return "".join(
        character for character in unicodedata.normalize("NFKD", word) if not unicodedata.combining(character)
    ).lower()


ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("ness", ""), ("er", ""), ("er", "e"), ("ers", ""), ("est", ""), ("est", "e"), ("ily", "y"), ("ier", "y"), ("iest", "y"), ("n't", ""), ("able", ""), ("able", "e"), ("ful", ""), ("less", ""), ("ment", ""), ("isation", "ize"), ("ised", "ize"), ("ising", "ize"), ("ise", "ize"), ("al", ""), ("ism", ""), ("ist", ""), ("tion", "te"))  # fmt: skip


@lru_cache(maxsize=20_000)
def word_like(word: str) -> bool:
    """Whether a lower-case word is everyday English, in any of its forms."""
    if word in WORDS:
        return True
    for ending, stem in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (5 if ending == "al" else 3):  # Jamal is no jam
            root = word[: len(word) - len(ending)]
            if root + stem in WORDS or (
                ending in ("ed", "ing", "er", "est") and len(root) > 3 and root[-1] == root[-2] and root[:-1] in WORDS
            ):
                return True
    for prefix in (
        "un",
        "re",
        "non",
        "over",
        "under",
        "mis",
        "pre",
        "co",
        "self",
        "out",
        "dis",
        "inter",
        "counter",
        "psycho",
    ):
        if word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in WORDS:
            return True
    return False


def bare(surface: str) -> str:
    """Without the possessive: Sarah's is Sarah."""
    if "'" not in surface and "’" not in surface:
        return surface
    for ending in ("'s", "’s", "'", "’", "'d", "’d", "'ll", "’ll", "'m", "’m", "'ve", "’ve", "'re", "’re"):
        if surface.endswith(ending):
            return surface[: -len(ending)]
    return surface


def name_end(token: Token) -> int:
    return token.start + len(bare(token.surface))


def possessive(token: Token) -> bool:
    return token.surface.endswith(("'s", "’s"))


@lru_cache(maxsize=20_000)
def sort_of(surface: str) -> str:
    """Return what a capitalised word is alone: given, family, both-ways (also a word), word, other."""
    base = plain(bare(surface))
    if base.endswith("'") or not base:
        base = base.rstrip("'")
    if base in CAPITALS or (base[-1:] == "s" and base[:-1] in CAPITALS and base not in GIVEN and base not in SURNAMES):
        return "both" if base in GIVEN and base in KEPT_CAPITALS else "word"
    ordinary = word_like(base)
    given = base in GIVEN or base in ROMAJI or any(part in GIVEN for part in base.split("'") if len(part) > 3)
    family = base in SURNAMES
    if given:
        return "both" if ordinary else "place" if base in PLACE_NAMES else "given"
    if ordinary:
        return "word"
    if base in NATIONS:
        return "word"
    if family:
        return "family"
    if base in MORE_WORDS:
        return "word"
    return "word" if base.endswith(PEOPLES) else "other"
