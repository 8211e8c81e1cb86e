"""Looks for patterns of RE2's in UTF-8, which it reads once, whatever the pattern."""

from collections.abc import Callable

from re2 import Options, _re2

Look = Callable[[bytes], bool]

# Bytes that RE2 may take for a pattern of so many steps; when they are full it begins anew. Few have more than a thousand, mostly lists of names.
MEMORY = ((1_000, 1 << 20), (10_000, 8 << 20))


def look(pattern: str) -> Look | None:
    """Return what says whether a text holds a pattern; None if the pattern is too large for that.

    It is the module's inner object that is asked: the search that is offered makes a generator and a match each time, which
    takes a third as long as to look. And it is asked for anything and then the pattern, from the start on: else RE2 looks back
    for where the pattern began, with tables that take as much memory again.
    """
    options = Options()
    options.dot_nl, options.never_capture, options.log_errors = True, True, False
    for largest, options.max_mem in MEMORY:
        made = _re2.RE2(rf"\C*?(?:{pattern})".encode(), options)
        if made.ok() and made.ProgramSize() <= largest:
            match, start = made.Match, _re2.RE2.Anchor.ANCHOR_START
            return lambda text: match(start, text, 0, len(text))[0][0] >= 0
    return None
