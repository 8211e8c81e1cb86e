"""Every attack and fault of the catalogue is a test named for it, or stands with the reason why it is none."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "security" / "catalogue.txt"
LINE = re.compile(r"(?P<id>[A-Z]{2}-\d\d) (?:(?P<why>n/a|missing): (?P<reason>\S.{9,})|(?P<path>tests/\S+\.py))")

# Kinds of the catalogue, and the numbers of the first and the last of each.
KINDS = {
    "LK": (1, 45),  # ways by which words leak
    "AC": (1, 31),  # who may do what
    "AU": (1, 31),  # signing in
    "SE": (1, 12),  # sessions and cookies
    "CS": (1, 12),  # forms that other sites send
    "XS": (1, 22),  # content that would act
    "IN": (1, 18),  # what parsers are given
    "DT": (1, 13),  # detectors kept busy
    "RL": (6, 10),  # too much, too often
    "UN": (1, 12),  # identity in disguise
    "TO": (1, 13),  # two at once
    "FT": (1, 26),  # faults and durability
    "CR": (1, 9),  # what is sealed, and the record
    "DP": (1, 3),  # packages
}
IDS = [f"{kind}-{number:02}" for kind, (first, last) in KINDS.items() for number in range(first, last + 1)]


def lines() -> list[re.Match[str]]:
    found = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        match = LINE.fullmatch(line)
        assert match, f"neither a test's file, nor n/a: or missing: with a reason: {line!r}"
        found.append(match)
    return found


def names_in(path: str) -> str:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return " ".join(
        f"{node.name}_"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_attack_stands_as_a_test_or_with_a_reason_and_never_as_both() -> None:
    """Several files may hold tests of one attack, each on a line of its own."""
    said: dict[str, set[str]] = {}
    for line in lines():
        said.setdefault(line["id"], set()).add(line["why"] or "tested")
    assert {one: ways for one, ways in said.items() if len(ways) > 1} == {}
    assert set(said) <= set(IDS), set(said) - set(IDS)


def test_every_test_that_is_named_is_there() -> None:
    named = {path: names_in(path) for path in {line["path"] for line in lines() if line["path"]}}
    for line in lines():
        if line["path"]:
            assert f"_{line['id'].lower().replace('-', '_')}_" in named[line["path"]], line[0]


def test_every_test_that_the_security_page_promises_by_is_there() -> None:
    """A promise names files, and behind a file the attacks that it tests there: `test_x.py` AC-01…04, AC-13."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = [line.split("|")[2] for line in page.splitlines() if line.startswith("| ") and "`" in line]
    assert len(promises) > 20
    for tests in promises:
        for path, ids in re.findall(r"`((?:tests/)?[a-z_/]+(?:\.py)?)`([^`]*)", tests):
            file = path if path.startswith("tests/") else f"tests/security/{path}"
            assert (ROOT / file).exists(), path
            named = names_in(file) if file.endswith(".py") else ""
            for kind, first, last in re.findall(r"([A-Z]{2})-(\d\d)(?:…(\d\d))?", ids):
                for number in range(int(first), int(last or first) + 1):
                    assert f"_{kind.lower()}_{number:02}_" in named, f"{kind}-{number:02} is not in {file}"


def test_the_security_page_counts_as_the_catalogue_does() -> None:
    tested = len({line["id"] for line in lines() if line["path"]})
    assert f"{len(IDS)} attacks and faults: {tested} are tests" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_what_is_missing_is_counted(capsys) -> None:  # type: ignore[no-untyped-def]
    standing = {line["id"]: line for line in lines()}
    missing = [one for one in IDS if one not in standing or standing[one]["why"] == "missing"]
    with capsys.disabled():
        tested = len({line["id"] for line in lines() if line["path"]})
        sys.stdout.write(f"\ncatalogue: {tested} of {len(IDS)} are tests, {len(missing)} are missing")
    assert tested
