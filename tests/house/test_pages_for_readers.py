"""What the pages for readers name is there: files, folders, links and what make does."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
NAMED = re.compile(r"`((?:app|docs|migrations|static|templates|tests|tools)/[\w./*-]*|[\w.-]+\.(?:md|toml|in))`")
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)\)")
MADE = re.compile(r"(?:`|^ {4})make ([a-z-]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    named = [ROOT / name for name in NAMED.findall(words)] + [page.parent / link for link in LINKED.findall(words)]
    missing = [path for path in named if not path.exists() and not list(path.parent.glob(f"{path.name}*"))]
    assert not missing
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(MADE.findall(words)) <= targets


def test_every_page_is_named_in_the_readme() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES[1:] if page.name not in words] == []
