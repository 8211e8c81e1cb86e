"""Names in lower case, as people type them in a chat: aoife, priya."""

from app.deid import patterns as re
from app.deid.lists import entries, word_set
from app.deid.people.latin.letters import CAPITALS, MORE_WORDS, bare, plain, word_like
from app.deid.reading import Reading

NOT_LOWER = word_set("not_names_in_lower_case")


def _lower_names() -> frozenset[str]:
    return frozenset(
        name
        for name in entries("given_names")
        if len(name) > 3
        and not word_like.__wrapped__(name)  # once each: nothing to remember
        and name not in CAPITALS
        and name not in NOT_LOWER
        and name not in MORE_WORDS
    )


LOWER_NAMES = _lower_names()
# "he told me he's ruaridh": behind these even a name on no list.
TOLD = re.compile(
    r"(?<![A-Za-z])(?:(?:told|tells?) (?:me|us|them) (?:he|she|they)(?:['’]s| is| was|['’]re)|(?:my|her|his|their|real|first|last) name(?: is|['’]?s| was)|called|named|known as|goes by) \Z"
)
# Words that other languages are full of and English is not.
FOREIGN = re.compile(
    r"(?<![A-Za-zÀ-ɏ])(?:que|como|pero|los|las|una|por|para|está|estoy|muy|más|mi|tu|les|des|est|dans|pour|avec|sont|nous|vous|der|das|und|ist|nicht|ich|mit|ein|eine|não|você|uma|com|gli|della|sono|och|att|som|het|een|niet|van de)(?![A-Za-zÀ-ɏ])"
)


def lower_name(reading: Reading, index: int, quiet: frozenset[int]) -> bool:
    """aoife, priya: a name in lower case that is no word of English, in an English sentence."""
    token = reading.latin[index]
    base = plain(bare(token.surface))
    text = reading.text
    if len(base) < 4 or token.start in quiet or "'" in base:
        return False
    if base not in LOWER_NAMES and not (
        not (word_like(base) or base in MORE_WORDS or base in CAPITALS or base.endswith(("ly", "ing", "ed")))
        and token.surface.isalpha()
        and TOLD.search(text, max(0, token.start - 24), token.start)
    ):
        return False
    if reading.language_at(token.start) != "en" or foreign(reading, token.start):
        return False
    return text[token.start - 1 : token.start] not in "-_./@\\#" or token.start == 0


def foreign(reading: Reading, position: int) -> bool:
    """Whether the sentence is in a language of Latin letters that is not English."""
    sentence = reading.sentence_at(position)
    first, last = max(sentence.start, position - 120), min(sentence.end, position + 120)
    return len(FOREIGN.findall(reading.text, first, last)) > 1
