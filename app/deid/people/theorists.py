"""The list of theorists and authors, by family name and by form: data that several finders of names ask."""

from app.deid.fold import fold
from app.deid.lists import entries


def _theorists() -> tuple[dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    """Return Latin family names with the given names that go with them, Japanese forms, and full Latin names."""
    families: dict[str, set[str]] = {}
    japanese: set[str] = set()
    full: set[str] = set()
    listed = [
        (latin.strip(), barred, forms)
        for latin, barred, forms in (line.partition("|") for line in entries("theorists"))
    ]
    # All forms are folded as one text: one by one they would take as long as everything else that is loaded.
    folded = fold("\n".join(forms if barred or latin.isascii() else latin for latin, barred, forms in listed)).text
    for (latin, barred, _), forms in zip(listed, folded.split("\n"), strict=True):
        japanese.update(forms.split())
        if latin.isascii() or barred:
            given, _, family = latin.rpartition(" ")
            if " van der " in latin:
                given, family = latin.split(" van der ")[0], "van der " + latin.split(" van der ")[1]
            families.setdefault(family, set()).update(given.split())
            full.add(latin)
    return {family: frozenset(given) for family, given in families.items()}, frozenset(japanese), frozenset(full)


FAMILIES, JAPANESE_FORMS, FULL_LATIN = _theorists()
