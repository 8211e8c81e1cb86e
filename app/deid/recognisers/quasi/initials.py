"""A letter that stands for a client and is the first letter of a name the same text gives.

Flags    Sさん where the text names 佐藤, "Client S" where it names Sarah.
Why      the profession's guides forbid initials taken from the name: with a name beside it the letter gives it away.
Leaves   letters by order of appearance (Aさん, Bさん, Ms X), letters of grades, vitamins, blood groups and companies.
Limits   without a name in the text a letter cannot be told from a label, and is left.
Source   日本心理臨床学会 倫理基準 and 公認心理師試験 2023 問98: no initials taken from the real name.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule
from app.words import sound

RULE = Rule(
    "initials",
    Kind.PERSON,
    Identifier.QUASI,
    flags=("Sさんの本名は佐藤という", "Ms W, as I call her; the form said Sarah Whitcombe"),
    leaves=("Aさんは40代", "Bさんと面接した", "Ms X came back", "Client A and Client B", "血液型はO型"),
)
LETTER_JA = re.compile(r"(?<![A-Za-z0-9])([C-WYZ])(?=さん|様|氏|くん|君|ちゃん|子(?![供ど]))")
LETTER_EN = re.compile(r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Client|client) ([C-WYZ])(?![A-Za-z0-9'])")
NAMED_EN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,} ([A-Z])[a-z]{2,}(?![A-Za-z])")
NAMED_JA = re.compile(r"(?:[一-鿿ァ-ヺぁ-ゖ]{0,3})(?:さん|くん|君|ちゃん|様|という(?!本|著|人の|学|理)|と申)")
REAL_EN = re.compile(
    r"real name|form said|form says|as I call|I call (?:her|him|them)|name is|named|her name|his name|introduced"
)
ROWS = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワガギグゲゴザジズゼゾダデドバビブベボ",
        "AIUEOKKKKKSSSSSTTTTTNNNNNHHHHHMMMMMYYYRRRRRWGGGGGZJZZZDDDBBBBB",
        strict=True,
    )
)


def find(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    letters = [*LETTER_JA.finditer(text), *LETTER_EN.finditer(text)]
    if not letters:
        return
    firsts = {match[1] for match in NAMED_EN.finditer(text)} if REAL_EN.search(text) else set()
    for word in reading.words:
        if word.pos[2] == "人名" and word.known and NAMED_JA.match(text, word.end):
            firsts.add(ROWS.get(sound(word.surface)[0], ""))
    for match in letters:
        if match[1] in firsts:
            instead = ("Aさん",) if reading.language_at(match.start()) == "ja" else ("Client A",)
            yield RULE.finding(match.span(1), instead=instead)
