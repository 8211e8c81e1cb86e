"""What every recogniser is given: one text in its plain form, its words and sentences, worked out once."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from app.deid import patterns as re
from app.deid.fold import Folded, fold
from app.deid.stretches import Stretches
from app.words import Word, plain

Language = Literal["ja", "en"]

SENTENCE = re.compile(r"[^\n。！？!?]*(?:[。！？!?]++[」』）)\"”’]*+|\n|$)")
ENGLISH_STOP = re.compile(r"(?<=[a-z0-9)\"”’][.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z])")
JAPANESE_RUN = re.compile(r"[\u3041-\u9fff]+")
LATIN_RUN = re.compile(r"[A-Za-z]+")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
ENGLISH = re.compile(r"[a-z] [a-z]|[0-9][ -][a-z]|[A-Z][a-z]+ [A-Za-z]")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+(?:['’][A-Za-zÀ-ɏḀ-ỿ]+)*")
JAPANESE_SHARE = 0.15  # of a line's letters; a Latin sentence that quotes one kanji name stays English


class Token(NamedTuple):
    """A run of Latin letters; an apostrophe inside belongs to it (O'Brien, Sarah's)."""

    surface: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A stretch of the folded text that ends with a full stop or a line break."""

    start: int
    end: int
    language: Language


class Reading:
    """One text as recognisers see it.

    Every position that a recogniser reads or yields is one of `text`, the plain form: `assess` alone
    knows the way back to what was written. Digits in it are Arabic (四十八歳 is 48歳) and years are of
    the common calendar (令和6年 is 2024年); width, variants and hidden letters are gone.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        self.folded: Folded = fold(written)
        self.text: re.Text = self.folded.text
        self.nobody: frozenset[str] | None = None  # names that the text says are not real, once people.known has said
        self.called: frozenset[str] = frozenset()  # words that the text says are names, once people.latin has looked
        self.left: Stretches | None = None  # what no recogniser may claim, once people.known has said
        self.encyclopaedic: bool | None = None  # whether it is of that kind, once `encyclopaedic` has said

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences in order, without gaps; each with the language of its letters."""
        found: list[Sentence] = []
        for match in SENTENCE.finditer(self.text):
            start, end = match.span()
            if start == end:
                continue
            line = match.group()
            if _language(line) == "ja":
                found.append(Sentence(start, end, "ja"))
                continue
            cut = start
            for stop in ENGLISH_STOP.finditer(line):
                found.append(Sentence(cut, start + stop.end(), "en"))
                cut = start + stop.end()
            if cut < end:
                found.append(Sentence(cut, end, "en"))
        return found

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words of every stretch with kana or kanji, in order, longest units; without spaces, normal form and reading."""
        found: list[Word] = []
        for start, end in self._japanese_lines():
            found.extend(plain(self.text[start:end], start))
        return found

    @property
    def japanese(self) -> bool:
        """Whether there is any Japanese in the text, so that a rule tries its patterns for it."""
        return bool(self.words)

    @cached_property
    def english(self) -> bool:
        """Whether two Latin words stand side by side anywhere, so that a sentence may be English."""
        return ENGLISH.search(self.text) is not None

    @cached_property
    def latin(self) -> Sequence[Token]:
        """Every run of Latin letters in the text, in whichever language its sentence is."""
        return [Token(match.group(), *match.span()) for match in LATIN_WORD.finditer(self.text)]

    @cached_property
    def latin_starts(self) -> Mapping[int, int]:
        """Where each Latin word begins, and its index."""
        return {token.start: index for index, token in enumerate(self.latin)}

    def sentence_at(self, position: int) -> Sentence:
        return self.sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def language_at(self, position: int) -> Language:
        return self.sentence_at(position).language

    def word_index(self, position: int) -> int:
        """Return the index in `words` of the word that holds `position`, or of the first one after it."""
        index = bisect_right(self._word_starts, position) - 1
        if index >= 0 and position < self.words[index].end:
            return index
        return index + 1

    @cached_property
    def _word_starts(self) -> Sequence[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return [sentence.start for sentence in self.sentences]

    def _japanese_lines(self) -> Sequence[tuple[int, int]]:
        lines: list[tuple[int, int]] = []
        start = 0
        for line in self.text.splitlines(keepends=True):
            if JAPANESE.search(line):
                if lines and lines[-1][1] == start:  # lines that follow each other are read in one go
                    lines[-1] = (lines[-1][0], start + len(line))
                else:
                    lines.append((start, start + len(line)))
            start += len(line)
        return lines


def _language(line: str) -> Language:
    japanese = sum(map(len, JAPANESE_RUN.findall(line)))
    if not japanese:
        return "en"
    latin = sum(map(len, LATIN_RUN.findall(line)))
    return "ja" if japanese >= JAPANESE_SHARE * (japanese + latin) else "en"
