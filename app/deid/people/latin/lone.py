"""One capitalised word by itself: a name nobody doubts, or one that its neighbours show."""

from typing import NamedTuple

from app.deid import patterns as re
from app.deid.people.latin.cues import (
    BEFORE_THINGS,
    IN_A_TEAM,
    KIN,
    NEVER_SUBJECTS,
    OWN,
    PLACE_BEFORE,
    SPEECH,
    SPOKEN_TO,
    STRONG_ACTS,
    VOCATIVE,
)
from app.deid.people.latin.letters import CAPITALS, GIVEN, PLACE_NAMES, bare, name_end, plain, possessive
from app.deid.people.span import Name
from app.deid.reading import Reading, Token

AGED = re.compile(
    r" (?:is|was|turned|turns|will be|['’]s) (?:now |only |just |nearly |almost )?(?:1\d|[2-9]\d|[5-9](?= and|[,.])|1?\d[13]⁄[24])(?!\d| (?:minutes|per cent|points|times|sessions|weeks|miles|pounds|days|months))"
)
SIZES = ("big", "little", "old", "wee", "young")
FEELINGS = ("poor", "dear")
# What stands before a capital that is the start of something, and no name: "I Hope", "my Grace".
NOT_BEFORE_ACTS = ("i", "we", "you", "they", "she", "he", "the", "a", "my", "your", "in", "on")
# Behind one of these somebody is spoken of: where the word is also an everyday one, where it is also a place, elsewhere.
OF_WORD = ("with", "and", "told", "asked", "tell", "ask", "about", "for", "to", "like", "from", "when", "that", "called", "named")  # fmt: skip
OF_PLACE = ("with", "and", "told", "asked", "about", "for")
OF_ANY = (
    "with", "and", "about", "for", "told", "asked", "tell", "ask", "would", "call", "called", "met", "saw", "see", "miss",
    "when", "that", "if", "because", "what", "says", "said",
)  # fmt: skip


class Lone(NamedTuple):
    """A capitalised word with what stands around it."""

    text: str
    token: Token
    kind: str
    base: str  # in small letters, without what says that something is theirs
    before: str
    behind: str
    follows: str  # the character behind it
    begins: bool  # whether a sentence begins with it
    called: bool  # whether what stands before it says that somebody is called so
    strong: bool  # and says it without doubt

    @property
    def precedes(self) -> str:
        return self.text[self.token.start - 1 : self.token.start]

    @property
    def placed(self) -> bool:
        return self.before in PLACE_BEFORE or (self.kind == "place" and self.before == "on")

    @property
    def kin(self) -> bool:
        """As in "her brother Tom"."""
        return self.before in KIN and self.precedes in (" ", "(", '"')

    @property
    def owned(self) -> bool:
        """As in "Tom's brother"."""
        return self.behind in KIN and possessive(self.token)

    @property
    def acts(self) -> bool:
        return self.behind in SPEECH

    @property
    def vocative(self) -> bool:
        """As in "Yes, Tom.": somebody is spoken to."""
        return (
            self.follows in (",", "!", "?", ".")
            and self.precedes in "\"“‘' "
            and VOCATIVE.search(self.text, max(0, self.token.start - 3), self.token.start) is not None
        )

    @property
    def spoken_to(self) -> bool:
        return SPOKEN_TO.search(self.text, max(0, self.token.start - 40), self.token.start) is not None

    @property
    def small(self) -> bool:
        """Whether only its first letter is a capital."""
        return self.token.surface[1:].islower()


def lone(
    reading: Reading, index: int, kind: str, *, begins: bool, before: str, behind: str, called: bool, strong: bool
) -> Name | None:
    """One capitalised word: a name nobody doubts, or one that its neighbours show."""
    token, text = reading.latin[index], reading.text
    if reading.language_at(token.start) == "ja" and kind not in ("given", "place"):
        return None
    follows = text[token.end : token.end + 1]
    word = Lone(text, token, kind, plain(bare(token.surface)), before, behind, follows, begins, called, strong)
    if kind == "given":
        named = _given(word)
    elif kind == "word":  # "called me Tams"
        named = strong and not begins and word.small
    elif AGED.match(text, token.end):  # "Kit is 12"
        named = True
    elif kind == "both":
        named = _also_a_word(word)
    elif kind == "place":
        named = _also_a_place(word)
    elif before in (*SIZES, *FEELINGS) and word.precedes == " " and text[token.start - 2 : token.start - 1].isalpha():
        lead = reading.latin[index - 1]  # "Big Dave"
        return Name(lead.start, name_end(token), True) if lead.surface[0].isupper() and before in SIZES else None
    else:
        named = _unlisted(word)
    return Name(token.start, name_end(token), True) if named else None


def _given(word: Lone) -> bool:
    """Whether a word that the list has as a given name, and nothing else, is one here."""
    if word.placed and word.base in PLACE_NAMES:
        return False
    if len(word.base) <= 2 and not (word.called or word.acts or word.before in KIN):
        return False
    if (word.follows == "-" or word.precedes == "-") and not word.called and word.base not in GIVEN:
        return False
    return not (
        len(word.base) == 3
        and word.begins
        and not word.acts
        and not word.called
        and word.follows not in (",", "!", "?")
        and not possessive(word.token)
    )


def _also_a_word(word: Lone) -> bool:
    """Whether a name that is an everyday word as well is meant as a name: Hope, Will, Mark."""
    if (word.strong or word.kin or word.owned) and not (word.kin and word.begins):
        return True
    if word.acts:
        if not word.begins and word.before not in NOT_BEFORE_ACTS:
            return True
        if word.begins and word.behind in STRONG_ACTS and word.base not in NEVER_SUBJECTS:
            return True
    if word.begins or word.base in CAPITALS:
        return False
    if word.before in OF_WORD and word.base in GIVEN and word.small:
        return True
    return word.called and (word.follows in (".", ",", "\n", "", ")", '"') or word.behind in ("and", "here"))


def _also_a_place(word: Lone) -> bool:
    """Whether a name that is a place as well is somebody's: Florence, Chester."""
    if word.kin or word.called or word.acts or word.owned:
        return True
    if word.placed:
        return False
    return (not word.begins and word.before != "the") or word.vocative or word.before in OF_PLACE


def _unlisted(word: Lone) -> bool:
    """Whether a family name or an unknown word is meant: a capital in the middle of a sentence wants a reason."""
    surface, before, text = word.token.surface, word.before, word.text
    if len(word.base) < 3:
        return word.strong or word.kin
    if not word.small and "'" not in surface and not any(character.isupper() for character in surface[2:]):
        return False
    if word.placed and not (word.owned or word.strong or word.spoken_to):
        return False
    if before in ("a", "an") and IN_A_TEAM.match(text, word.token.end):
        return True
    if before in ("the", "a", "an") and not word.owned:
        return False
    if word.kin or word.owned or word.strong:
        return True
    if word.called and (word.follows in (".", ",", "\n", "", ")", '"', "?", "!") or word.acts):
        return True
    if word.acts and (not word.begins or word.behind in STRONG_ACTS):
        return True
    if word.begins:
        opens_speech = word.follows == "," and text[word.token.end + 1 : word.token.end + 2] not in "\"”’'"
        return opens_speech and word.precedes in '"“‘' and word.vocative
    if before in OF_ANY and word.kind in ("other", "family"):
        return True
    if before not in BEFORE_THINGS and word.behind in OWN and possessive(word.token):
        return True
    return word.vocative or word.spoken_to
