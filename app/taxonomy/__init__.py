"""The closed lists members choose from: approaches and licences, each with its names in both languages."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

FOLDER = Path(__file__).parent
_LOOSE = re.compile(r"[\s\-‐–—・･·'’.]+")


class Label(NamedTuple):
    """A name in both languages; `label["ja"]` reads like the rest of the forum's language codes."""

    ja: str
    en: str

    def of(self, locale: str) -> str:
        return self.ja if locale == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    label: Label


@dataclass(frozen=True, slots=True)
class Approach:
    """A tag: one thing with two names. `aliases` find it; none of them is another's name or alias."""

    slug: str
    group: str
    label: Label
    definition: Label
    aliases: tuple[str, ...]


class RegisterPage(NamedTuple):
    """Where a licence can be checked: the public register (`searchable`), or the body that answers for it."""

    address: str
    searchable: bool


@dataclass(frozen=True, slots=True)
class Licence:
    """A registration a member may claim. `number_hint` is a pattern that helps and never refuses.

    register  whether there is a public one: yes, no, or opt_in, where a name that is missing proves nothing.
    shown_by  what shows it to whoever checks, the surest first: codes of `accounts.shown_by` in the catalogues.
    """

    slug: str
    country: str
    label: Label
    issued_by: Label
    number_hint: str | None
    number_sample: str
    renewal_years: int | None
    register: str
    register_page: RegisterPage | None
    shown_by: tuple[str, ...]

    @property
    def boards(self) -> bool:
        """Whether each state's board keeps a register of its own, so that its page leads to the boards."""
        return "board" in self.shown_by and not (self.register_page and self.register_page.searchable)


def folded(name: str) -> str:
    """Return a name without what does not tell two names apart: width, case, spaces, hyphens, middle dots."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", name).casefold())


@cache
def groups() -> tuple[Group, ...]:
    return tuple(Group(row["slug"], _label(row)) for row in _read("approaches")["groups"])


@cache
def approaches() -> MappingProxyType[str, Approach]:
    """Return every approach by slug, in the order of the list."""
    return MappingProxyType({row["slug"]: _approach(row) for row in _read("approaches")["entries"]})


@cache
def licences() -> MappingProxyType[str, Licence]:
    return MappingProxyType({row["slug"]: _licence(row) for row in _read("licences")["licences"]})


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for approach in approaches().values():
        for name in (*approach.label, *approach.aliases):
            names[folded(name)] = approach.slug
    for row in _read("approaches")["ambiguous_forms"]:
        if row["suggests"] in approaches():  # the others are codes of listening skills
            names.setdefault(folded(row["form"]), row["suggests"])
    return names


def suggested(typed: str) -> tuple[Approach, ...]:
    """Return the approaches that what was typed may mean, the likeliest first.

    None of them is ever applied for the writer: `ACT` is also a word, and only the writer knows which is meant.
    """
    wanted = folded(typed)
    if not wanted:
        return ()
    known = approaches()
    exact = [known[slug] for slug in (_by_name().get(wanted),) if slug]
    partly = [known[slug] for name, slug in _by_name().items() if wanted in name]
    return tuple(dict.fromkeys((*exact, *partly)))


def _approach(row: dict[str, Any]) -> Approach:
    aliases = row.get("aliases", {})
    return Approach(
        row["slug"],
        row["group"],
        _label(row),
        _label(row["definition"]),
        (*aliases.get("ja", ()), *aliases.get("en", ())),
    )


def _licence(row: dict[str, Any]) -> Licence:
    number, page = row.get("number", {}), row.get("register_page")
    return Licence(
        row["slug"],
        row["country"],
        _label(row),
        _label(row["issuing_body"]),
        number.get("regex"),
        number.get("sample", ""),
        row.get("renewal", {}).get("years"),
        row["public_register"]["value"],
        RegisterPage(page["address"], page["leads_to"] == "register") if page else None,
        tuple(row["shown_by"]),
    )


def _label(row: dict[str, Any]) -> Label:
    return Label(row["ja"], row["en"])


def _read(name: str) -> Any:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # either loader is a safe one
