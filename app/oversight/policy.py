"""How much of the record one page and one file hold, and how it is narrowed."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

RECORD_PAGE = 50  # entries
MOST_EXPORTED = 100_000  # entries of one file; `kiku audit export` writes all of them
MACHINE = "machine"  # in the place of a member: the worker, or a command


class FileForm(StrEnum):
    """What an exported record is written as."""

    CSV = "csv"
    JSON_LINES = "jsonl"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the record is narrowed to, as it stands in the address and in the form."""

    act: str = ""
    who: str = ""
    about: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    def address(self, page: int) -> str:
        said = {"act": self.act, "who": self.who, "about": self.about, "since": self.since, "until": self.until}
        query = urlencode({name: value for name, value in said.items() if value} | {"page": page})
        return f"/admin/record?{query}"

    @property
    def narrowed(self) -> bool:
        return bool(self.act or self.who or self.about or self.since or self.until)
