"""What speaks for a Japanese word naming somebody, a place or a body: the word itself, the lists it is on, and its neighbours."""

from typing import NamedTuple

from app.deid import gazetteer
from app.deid.bodies import BODIES, SUFFIXES
from app.deid.people.authors import JAPANESE_FAMILIES, KATAKANA_FORMS
from app.deid.people.japanese.parts import hiragana
from app.deid.people.japanese.vocabulary import (
    COMMON,
    FOREIGN_KANA,
    GIVEN_KANA,
    GIVEN_KANJI,
    HONORIFICS,
    KIN,
    NAME_KANJI,
    ROLES,
    SURNAMES,
    SURNAMES_KANA,
    TITLES,
)

RELATIVES = frozenset(KIN.replace("?", "").split("|"))
LIKE_NOUNS = frozenset(("接頭辞", "接尾辞", "形状詞", "感動詞", "副詞", "記号"))
GRAMMAR = frozenset(("助詞", "助動詞", "補助記号", "接尾辞", "接頭辞"))
LONGEST_SHAPE = 6  # signs; what a longer word is made of tells no more


class Form(NamedTuple):
    """What a word is wherever it stands.

    likely   whether it can be part of a name at all.
    said     what it tells to its neighbours: a word of grammar itself, of other words the kind.
    """

    likely: bool
    said: str
    pos: str
    lists: str
    shape: str
    features: tuple[str, ...]


def shape(surface: str) -> str:
    """What a word is written in, sign by sign: KK for kanji, T for any katakana, A for any Latin letters."""
    made = ""
    for sign in surface[:LONGEST_SHAPE]:
        kind = (
            "K"
            if "一" <= sign <= "鿿" or sign in "々ヶ"
            else "H"
            if "ぁ" <= sign <= "ゖ"
            else "T"
            if "ァ" <= sign <= "ー"
            else "A"
            if sign.isascii() and sign.isalpha()
            else "D"
            if sign.isdigit()
            else "S"
        )
        if not (kind in "TA" and made.endswith(kind)):
            made += kind
    return made


def _lists(surface: str) -> str:
    plain = hiragana(surface)
    told = {
        "S": surface in SURNAMES,
        "G": plain in GIVEN_KANA,
        "K": plain in SURNAMES_KANA,
        "F": surface in FOREIGN_KANA,
        "C": surface in COMMON,
        "g": surface in GIVEN_KANJI,
        "R": surface in ROLES,
        "P": surface in gazetteer.japanese(),
        "B": surface in BODIES,
        "T": surface in KATAKANA_FORMS or surface in JAPANESE_FAMILIES,
        "N": len(surface) > 1 and NAME_KANJI.issuperset(surface),
    }
    return "".join(sign for sign, on in told.items() if on) + SUFFIXES.get(surface, "")[:3]


def form(surface: str, pos: tuple[str, ...], known: bool) -> Form:
    lists, made = _lists(surface), shape(surface)
    if pos[0] == "名詞":
        likely = pos[1] != "数詞" or surface in SURNAMES
        kind = "/".join(pos[:4])
    else:
        likely = (pos[0] in LIKE_NOUNS and not surface.isascii()) or not known or "G" in lists or "K" in lists
        likely = likely or (len(surface) == 1 and surface in NAME_KANJI)
        kind = "/".join(pos[:2])
    if pos[0] in GRAMMAR or surface in HONORIFICS or surface in TITLES:
        said = surface
    elif surface in RELATIVES:
        said = "KIN"
    elif pos[0] == "名詞":
        said = pos[1][:2] + pos[2][:2] + ("R" if "R" in lists else "")
    else:
        said = pos[0]
    name = pos[2] + pos[3]
    features = (
        f"p={kind}", f"s={made}", f"n={name}{made}{known}", f"l={lists}", f"ln={lists}{pos[2]}",
        f"f1={surface[0]}", f"e1={surface[-1]}", f"e2={surface[-2:]}", f"b2={surface[:2]}", f"w={surface}",
        *(() if known else (f"u={made}",)),
    )  # fmt: skip
    return Form(likely, said, name, lists, made[:2], features)
