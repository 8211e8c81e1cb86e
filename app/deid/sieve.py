"""Looks for patterns of RE2's in UTF-8, which it reads once, whatever the pattern."""

from collections.abc import Callable

from re2 import Options, _re2

Look = Callable[[bytes], bool]

MEMORY = 1 << 20  # bytes that RE2 may take for one pattern; when they are full it begins anew
LARGEST = 1_000  # steps of a pattern that it does in that; few have more, mostly long lists of names


def look(pattern: str) -> Look | None:
    """Return what says whether a text holds a pattern; None if the pattern is too large for that.

    It is the module's inner object that is asked: the search that is offered makes a generator and a match each time, which
    takes a third as long as to look.
    """
    options = Options()
    options.dot_nl, options.never_capture, options.log_errors, options.max_mem = True, True, False, MEMORY
    made = _re2.RE2(pattern.encode(), options)
    if not made.ok():
        raise ValueError(made.error())
    if made.ProgramSize() > LARGEST:
        return None
    match, anywhere = made.Match, _re2.RE2.Anchor.UNANCHORED
    return lambda text: match(anywhere, text, 0, len(text))[0][0] >= 0
