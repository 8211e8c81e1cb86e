"""The five sections of a case: what is typed in five boxes is one text with headings, and comes apart again."""

from collections.abc import Mapping

from app import i18n
from app.posts.policy import Part

SECTIONS = ("concern", "background", "course", "grounds", "outcome")
MARK = "## "
WIDE = str.maketrans("()", "（）")  # a heading is the same with the narrow brackets it once had


def heading(lang: str, section: str) -> str:
    return MARK + i18n.translator(lang)(f"posts.section.{section}")


def compose(lang: str, typed: Mapping[str, str]) -> tuple[str, tuple[Part, ...]]:
    """Return the sections that are not empty as one body, and where in it each begins."""
    pieces: list[str] = []
    parts: list[Part] = []
    length = 0
    for section in SECTIONS:
        text = typed.get(section, "")
        if text:
            before = heading(lang, section) + "\n\n"
            parts.append(Part(section, length + len(before), text))
            pieces.append(before + text)
            length += len(before) + len(text) + 2
    return "\n\n".join(pieces), tuple(parts)


def split(lang: str, body: str) -> dict[str, str] | None:
    """Return the sections of a body that `compose` made; None for one that was written in one piece."""
    alike = body.translate(WIDE)
    starts = [(alike.find(heading(lang, section).translate(WIDE) + "\n\n"), section) for section in SECTIONS]
    present = [(start, section) for start, section in starts if start >= 0]
    if not present or present[0][0] != 0 or present != sorted(present):
        return None
    found = {}
    for (start, section), end in zip(present, [*(start for start, _ in present[1:]), len(body)], strict=True):
        found[section] = body[start + len(heading(lang, section)) : end].strip("\n")
    return found if compose(lang, found)[0].translate(WIDE) == alike else None
