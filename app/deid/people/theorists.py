"""The list of theorists and authors, by family name and by form: data that several finders of names ask."""

from app.deid.fold import fold
from app.deid.lists import entries


def _theorists() -> tuple[dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    """Return Latin family names with the given names that go with them, Japanese forms, and full Latin names."""
    families: dict[str, set[str]] = {}
    japanese: set[str] = set()
    full: set[str] = set()
    for entry in entries("theorists"):
        latin, _, forms = entry.partition("|")
        latin = latin.strip()
        forms = fold(forms).text
        if latin.isascii() or "|" in entry:
            given, _, family = latin.rpartition(" ")
            if " van der " in latin:
                given, family = latin.split(" van der ")[0], "van der " + latin.split(" van der ")[1]
            families.setdefault(family, set()).update(given.split())
            full.add(latin)
        else:
            japanese.add(fold(latin).text)
        japanese.update(forms.split())
    return {family: frozenset(given) for family, given in families.items()}, frozenset(japanese), frozenset(full)


FAMILIES, JAPANESE_FORMS, FULL_LATIN = _theorists()
