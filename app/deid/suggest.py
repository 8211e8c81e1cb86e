"""What to write instead of a direct identifier, as the profession does: Aさん in order of appearance, never the real initial."""

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase

from app.deid import patterns as re
from app.deid.people.latin.letters import plain
from app.deid.reading import Language, Reading
from app.deid.types import Finding, Identifier, Kind
from app.words import sound

HONOURED = re.compile(r"(?:さん|さま|様|氏|くん|君|ちゃん|先生|先輩|殿|[一-鿿]{1,3}長|教授|医師|夫妻)")
TAKEN = re.compile(
    r"(?<![A-Za-z])([A-Z])(?=さん|くん|ちゃん|氏|様|君|子|男|先生)|(?:Client|Partner|Ms|Mr|Mx|Mrs|Miss|Participant|Child|Patient) ([A-Z])(?![A-Za-z])"
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame)\.? $")
KANA_LETTER = dict(
    zip(
        "アイウエオカキクケコガギグゲゴサシスセソザジズゼゾタチツテトダヂヅデドナニヌネノハヒフヘホバビブベボパピプペポマミムメモヤユヨラリルレロワヲンヴ",
        "AIUEOKKKKKGGGGGSSSSSZJZZZTCTTTDJZDDNNNNNHHFHHBBBBBPPPPPMMMMMYYYRRRRRWONV",
        strict=True,
    )
)
OTHERS: dict[str, dict[Language, tuple[str, ...]]] = {
    "phone": {"ja": ("〔電話番号〕",), "en": ("[telephone number]",)},
    "email": {"ja": ("〔メールアドレス〕",), "en": ("[e-mail address]",)},
    "web_handle": {"ja": ("〔アカウント名〕",), "en": ("[account name]",)},
    "address": {"ja": ("市内", "同じ県内"), "en": ("in the same town", "in the region")},
    "my_number": {"ja": ("〔番号〕",), "en": ("[number]",)},
    "record_number": {"ja": ("〔番号〕",), "en": ("[number]",)},
    "coded": {"ja": ("〔省略〕",), "en": ("[left out]",)},
}


def suggested(reading: Reading, findings: Sequence[Finding]) -> list[Finding]:
    """Return `findings` with wordings for the direct ones; positions are those of the folded text."""
    taken = {match[1] or match[2] for match in TAKEN.finditer(reading.text)}
    people: list[tuple[set[str], str]] = []
    answer = []
    for finding in findings:
        language = reading.language_at(finding.start)
        if finding.identifier is not Identifier.DIRECT or finding.instead:
            answer.append(finding)
        elif finding.kind is Kind.PERSON:
            letter = _letter(reading, finding, people, taken)
            answer.append(replace(finding, instead=_wording(reading, finding, letter, language)))
        else:
            answer.append(replace(finding, instead=OTHERS.get(finding.rule, {}).get(language, ())))
    return answer


def _letter(reading: Reading, finding: Finding, people: list[tuple[set[str], str]], taken: set[str]) -> str:
    """Return the letter of the person named here: the one they have already, or the next that is free."""
    parts = _parts(reading, finding)
    for names, letter in people:
        if parts & names:
            names.update(parts)
            return letter
    real = _initials(reading, finding)
    used = taken | {letter for _, letter in people}
    letter = next((letter for letter in ascii_uppercase if letter not in used and letter not in real), "X")
    people.append((parts, letter))
    return letter


def _parts(reading: Reading, finding: Finding) -> set[str]:
    """The name and its parts, by which another mention is known to be the same person."""
    surface = reading.text[finding.start : finding.end]
    parts = {plain(part) for part in re.split(r"[ ・=.]+", surface) if len(part) > 1}
    index = reading.word_index(finding.start)
    while index < len(reading.words) and reading.words[index].start < finding.end:
        word = reading.words[index]
        if word.end <= finding.end and word.pos[0] == "名詞" and not word.surface.isascii():
            parts.add(word.surface)
        index += 1
    return parts | {plain(surface)}


def _initials(reading: Reading, finding: Finding) -> set[str]:
    """Letters that the real name begins with, in either order of its parts."""
    surface = reading.text[finding.start : finding.end]
    letters = {
        plain(part)[0].upper()
        for part in re.split(r"[ ・=.\-_*]+", surface)
        if part and part[0].isalpha() and plain(part)[:1].isascii()
    }
    index = reading.word_index(finding.start)
    while index < len(reading.words) and reading.words[index].start < finding.end:
        word = reading.words[index]
        read = sound(word.surface)
        first = chr(ord(read[0]) + 0x60) if "ぁ" <= read[0] <= "ゖ" else read[0]
        letters.add(KANA_LETTER.get(first, first))
        index += 1
    return letters


def _wording(reading: Reading, finding: Finding, letter: str, language: Language) -> tuple[str, ...]:
    text = reading.text
    if language == "ja":
        return (letter if HONOURED.match(text, finding.end) else f"{letter}さん",)
    if TITLED.search(text, max(0, finding.start - 12), finding.start):
        return (letter,)
    return (f"Client {letter}", letter)
