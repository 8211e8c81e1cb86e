"""Reads the marked texts of `tests/deid/corpus`, and says what is wrong with a file that cannot be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
LANGUAGES = ("ja", "en")
KINDS = frozenset(
    "PERSON CONTACT ID_NUMBER ADDRESS PLACE ORG DATE AGE OCCUPATION EVENT FAMILY HEALTH OTHER".split(),
)
CLASSES = frozenset(("direct", "quasi", "safe"))
VERDICTS = frozenset(("block", "review", "pass"))
GENRES = frozenset(("case", "transcript", "comment", "summary", "question"))

HEADER = re.compile(r"### (?P<id>(?:ja|en)-[a-z]+-\d{3,}) \| (?P<verdict>\w+) \| (?P<genre>\w+)\s*")
MARK = re.compile(r"〔(?P<kind>[^:|〔〕\n]*):(?P<mark>[^:|〔〕\n]*)\|(?P<words>[^〔〕\n]+)〕")


class Unreadable(ValueError):
    """A corpus file that breaks its own rules: the file, the text, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch. `start` and `end` count the code points of the text without marks, half-open."""

    start: int
    end: int
    kind: str
    identifier: str
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    id: str
    verdict: str
    genre: str
    body: str
    marks: tuple[Mark, ...]

    @property
    def language(self) -> str:
        return self.id[:2]


def texts(language: str, part: str) -> list[Text]:
    """Return the texts of one part, such as `dev` or `unseen`: tests/deid/corpus/README.md names them all."""
    return read(FOLDER / f"{language}-{part}.txt")


def read(path: Path) -> list[Text]:
    # Only a line feed ends a line here: a text may hold the other characters that Python takes for line ends.
    lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    found = [_text(header, "\n".join(body).strip()) for header, body in _blocks(path.name, lines)]
    names = [text.id for text in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice or not found:
        raise Unreadable(f"{path.name}: no text" if not found else f"{path.name}: used twice: {sorted(twice)}")
    return found


def _blocks(name: str, lines: Sequence[str]) -> Iterator[tuple[re.Match[str], list[str]]]:
    header: re.Match[str] | None = None
    body: list[str] = []
    for line in lines:
        if line.startswith("###"):
            if header:
                yield header, body
            header, body = HEADER.fullmatch(line), []
            if not header:
                raise Unreadable(f"{name}: not a header: {line[:60]!r}")
        elif header:
            body.append(line)
        elif line.strip():
            raise Unreadable(f"{name}: a text before the first header: {line[:60]!r}")
    if header:
        yield header, body


def _text(header: re.Match[str], raw: str) -> Text:
    body, marks = _unmarked(header["id"], raw)
    text = Text(header["id"], header["verdict"], header["genre"], body, marks)
    wrong = _wrong(text)
    if wrong:
        raise Unreadable(f"{text.id}: {wrong}")
    return text


def _unmarked(name: str, raw: str) -> tuple[str, tuple[Mark, ...]]:
    pieces: list[str] = []
    marks: list[Mark] = []
    length = after = 0
    for match in MARK.finditer(raw):
        pieces += raw[after : match.start()], match["words"]
        start = length + match.start() - after
        length = start + len(match["words"])
        after = match.end()
        marks.append(Mark(start, length, match["kind"], match["mark"], match["words"]))
    body = "".join((*pieces, raw[after:]))
    if "〔" in body or "〕" in body:
        at = next(index for index, letter in enumerate(body) if letter in "〔〕")
        raise Unreadable(f"{name}: a mark that is not 〔KIND:CLASS|words〕 near {body[at : at + 30]!r}")
    return body, tuple(marks)


def _wrong(text: Text) -> str:
    """What breaks the rules in this text, in words; empty when nothing does."""
    classes = {mark.identifier for mark in text.marks}
    odd = sorted({mark.kind for mark in text.marks} - KINDS | classes - CLASSES)
    loose = [mark.words for mark in text.marks if mark.words != mark.words.strip()]
    rules = (
        (not text.body, "empty"),
        (text.verdict not in VERDICTS, f"unknown verdict {text.verdict!r}"),
        (text.genre not in GENRES, f"unknown genre {text.genre!r}"),
        (bool(odd), f"unknown kind or class {odd}"),
        (bool(loose), f"a mark begins or ends with a space: {loose}"),
        ((text.verdict == "block") != ("direct" in classes), "block and a direct mark go together"),
        (text.verdict == "review" and "quasi" not in classes, "review without a quasi mark"),
        (text.verdict == "pass" and "quasi" in classes, "pass with a quasi mark"),
    )
    return "; ".join(said for broken, said in rules if broken)
