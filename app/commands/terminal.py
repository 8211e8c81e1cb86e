"""What an operator reads: what was done on standard output, what was not on standard error; and the exit statuses."""

import os
import sys

DONE, NOT_DONE = 0, 1
UNUSABLE = 2  # settings, arguments or a database that cannot be worked with
AGAIN = os.EX_TEMPFAIL  # the database is busy


def say(what: str) -> None:
    sys.stdout.write(what)


def note(what: str) -> None:
    """Tell something beside what was asked for, on a line of its own."""
    sys.stderr.write(f"kiku: {what}\n")


def not_done(why: str) -> int:
    note(why)
    return NOT_DONE
