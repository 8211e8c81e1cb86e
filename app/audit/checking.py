"""Whether the record is whole: reads every entry and says which is the first that is not right."""

from collections.abc import Iterable
from contextlib import closing
from typing import NamedTuple

from app.audit import queries
from app.audit.chain import BEGINNING, Head, digest
from app.audit.queries import Written
from app.database import Session


class Broken(NamedTuple):
    """The first entry that is not right, and in what way: changed, missing, out_of_place, cut_off or otherwise_noted."""

    sequence: int
    how: str


class Checked(NamedTuple):
    """How many entries were found right, where the record ends, and what is wrong with it if anything is."""

    right: int
    head: Head
    broken: Broken | None


def verify(session: Session, noted: Iterable[Head] = ()) -> Checked:
    """Read the record from its beginning, and compare it with heads noted elsewhere at earlier times.

    The chain tells of an entry that was changed, taken out or moved. That its end was cut off, or all of it written
    anew, only a note kept outside the database can tell.
    """
    says = queries.head(session)
    anchors: dict[int, str] = {}
    for head in noted:
        anchors.setdefault(head.sequence, head.digest)  # of two notes the earlier one was made before any tampering
    last = Head(0, BEGINNING)
    with closing(queries.entries(session)) as entries:
        for entry in entries:
            how = _fault(entry, last, anchors)
            if how:
                first = last.sequence + 1 if how == "missing" else entry.sequence
                return Checked(last.sequence, says, Broken(first, how))
            last = Head(entry.sequence, entry.digest)
    ends = max((says.sequence, *anchors))
    if ends > last.sequence:
        return Checked(last.sequence, says, Broken(last.sequence + 1, "cut_off"))
    if says != last:
        return Checked(last.sequence, says, Broken(last.sequence, "changed"))
    return Checked(last.sequence, says, None)


def _fault(entry: Written, last: Head, noted: dict[int, str]) -> str | None:
    if entry.sequence != last.sequence + 1:
        return "missing"
    if entry.previous != last.digest:
        return "out_of_place"
    own = digest(
        sequence=entry.sequence,
        made_at=entry.made_at,
        act=entry.act,
        actor=entry.actor,
        about=entry.about,
        codes=entry.codes,
        previous=entry.previous,
    )
    if own != entry.digest:
        return "changed"
    return "otherwise_noted" if noted.get(entry.sequence, entry.digest) != entry.digest else None
