"""Every way by which other forums leaked stands in docs/leaks.md with a test that is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NUMBERS = [f"L{number}" for number in range(1, 38)]
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)` ([a-z_0-9]+)")


def rows() -> dict[str, str]:
    lines = (ROOT / "docs" / "leaks.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| L\d", line)]
    assert all(len(row) == 3 for row in cells)
    return {number: proof for number, _, proof in cells}


def named_in(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return " ".join(f"{name}_" for name in tests if name.startswith("test_"))


def test_every_leak_stands_once_and_in_its_order() -> None:
    assert list(rows()) == NUMBERS


def test_every_test_that_proves_one_is_there() -> None:
    for number, proof in rows().items():
        named = NAMED.findall(proof)
        assert named, f"{number} has no test"
        for file, word in named:
            assert f"_{word}_" in named_in(ROOT / file), f"{number}: no test of {file} is named for {word}"


def test_a_test_that_bears_a_number_is_in_the_table() -> None:
    proofs = rows()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        file = path.relative_to(ROOT).as_posix()
        for number in re.findall(r"_(l\d+)(?=_)", named_in(path)):
            assert (file, number) in NAMED.findall(proofs[number.upper()]), f"{file} tries {number} and is not named"
