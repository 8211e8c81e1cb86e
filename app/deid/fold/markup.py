"""What Markdown shows instead of what is written: characters by their names, and words without their emphasis."""

import html

from app.deid import patterns as re
from app.deid.fold.characters import plain_form
from app.deid.fold.folded import Folded, substitute

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
MARK = re.compile(r"(?<!\*)\*{1,2}(?!\*)|(?<!_)__(?!_)|~~|`")


def entities(folded: Folded) -> Folded:
    """&#20304; is the character it names, as Markdown shows it."""
    if "&" not in folded.text:
        return folded
    edits = []
    for match in ENTITY.finditer(folded.text):
        form = "".join(plain_form(character) for character in html.unescape(match.group()))
        if form != match.group():
            edits.append((*match.span(), form))
    return substitute(folded, edits)


def emphasis(folded: Folded) -> Folded:
    """Markdown's marks around a part of a word go: 田**中** is 田中. A lone star is a mask and stays."""
    text = folded.text
    if "*" not in text and "__" not in text and "~~" not in text and "\\" not in text and "`" not in text:
        return folded
    edits = [(*match.span(), "") for match in ESCAPE.finditer(text)]
    opened: dict[str, re.Match[str]] = {}
    line = 0
    for match in MARK.finditer(text):
        mark, (start, end) = match.group(), match.span()
        if "\n" in text[line:start]:
            opened.clear()
        line = start
        before, after = text[start - 1 : start], text[end : end + 1]
        opener = opened.pop(mark, None)
        if opener is None:
            if after and not after.isspace():
                opened[mark] = match
        elif before.isspace() or (mark == "*" and _masks(text, opener, match)):
            opened[mark] = match
        else:
            edits += [(*opener.span(), ""), (start, end, "")]
    return substitute(folded, sorted(edits))


def _masks(text: str, opener: re.Match[str], closer: re.Match[str]) -> bool:
    """Whether two lone stars stand for letters (S*rah and J*hn) rather than around words."""
    inside = text[opener.start() - 1 : opener.start()].isalnum() and text[opener.end() : opener.end() + 1].isalnum()
    return inside and closer.start() - opener.end() > 3  # 田*中*さん is emphasis
