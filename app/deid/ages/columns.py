"""Ages in a column of a table that is headed so."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.ages.age import Age
from app.deid.ages.bands import band
from app.deid.reading import Reading

HEADED = re.compile(r"(?:^|[,\t|])(?:age|Age|年齢)(?=[,\t|])", re.MULTILINE)
CELL = re.compile(r"(?<=[,\t|])(\d{1,2})(?=[,\t|])")


def told(reading: Reading) -> Iterator[Age]:
    if HEADED.search(reading.text):
        for match in CELL.finditer(reading.text):
            yield Age(match.span(), band(int(match[1]), reading.language_at(match.start())))
