"""The text of a country until an admin writes another, made from the list of lines. A file of its own, because it reads a list."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from app import i18n

LIST = Path(__file__).with_name("lines.tsv")
KINDS = ("emergency", "suicide", "child", "violence")


class Line(NamedTuple):
    """One number that anybody may call. `hours` is empty where they are not the same everywhere, or go without saying.

    source   whoever runs the line.
    seen_on  the public page on which the number was found, on the day `checked`.
    """

    country: str
    kind: str
    number: str
    ja: str
    en: str
    hours_ja: str
    hours_en: str
    source: str
    seen_on: str
    checked: date

    def said(self, lang: str) -> str:
        name, hours = (self.ja, self.hours_ja) if lang == "ja" else (self.en, self.hours_en)
        if lang == "ja":
            return f"- {name} **{self.number}**" + (f"（{hours}）" if hours else "")
        return f"- {name}: **{self.number}**" + (f" ({hours})" if hours else "")


@cache
def lines() -> tuple[Line, ...]:
    rows = (row for row in LIST.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#"))
    return tuple(_line(row) for row in rows)


def of(country: str) -> tuple[Line, ...]:
    return tuple(line for line in lines() if line.country == country)


@cache
def text(country: str, lang: str) -> str:
    """Return a country's lines, as members write: headings, and a list under each."""
    t = i18n.translator(lang)
    parts = []
    for kind in KINDS:
        found = [line.said(lang) for line in of(country) if line.kind == kind]
        if found:
            parts.append("\n".join((f"**{t(f'lifelines.kind.{kind}')}**", "", *found)))
    if country == "ZZ":
        parts.append(t("lifelines.elsewhere"))
    return "\n\n".join(parts)


def _line(row: str) -> Line:
    *told, checked = row.split("\t")
    return Line._make((*told, date.fromisoformat(checked)))
