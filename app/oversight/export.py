"""The record as a file. Apart from the routes, because what a spreadsheet does with a cell is a matter of its own. Pure."""

import csv
import io
from collections.abc import Iterable

from app.audit import Written
from app.oversight.policy import FileForm

HEADINGS = ("sequence", "made_at", "act", "actor", "about", "codes", "previous", "hash")
# A cell that begins with one of these is calculated by a spreadsheet, and can send what stands beside it away.
CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n")
TYPES = {FileForm.CSV: "text/csv; charset=utf-8", FileForm.JSON_LINES: "application/x-ndjson"}


def written(entries: Iterable[Written], form: FileForm) -> str:
    """Return entries as the text of a file, one a line."""
    if form is FileForm.JSON_LINES:
        return "".join(f"{entry.as_json()}\n" for entry in entries)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEADINGS)
    for entry in entries:
        rows.writerow(
            [
                entry.sequence,
                entry.made_at.isoformat(timespec="microseconds"),
                cell(entry.act),
                cell(str(entry.actor or "")),
                cell(str(entry.about or "")),
                cell(entry.codes),
                entry.previous,
                entry.digest,
            ]
        )
    return out.getvalue()


def cell(text: str) -> str:
    """Return a text that a spreadsheet shows and does not calculate."""
    return f"'{text}" if text.startswith(CALCULATED) else text
