"""The detector imports nothing of the forum but the tokeniser's one door, no web and no database."""

import ast
import sys
from functools import cache
from pathlib import Path

APP = Path(__file__).parents[2] / "app"
FACTS = {"phonenumbers", "stdnum", "numpy", "re2"}  # numbers and their check digits; sums over arrays; patterns
FORBIDDEN_OF_THE_LIBRARY = {"socket", "urllib.request", "http", "sqlite3", "random", "time", "subprocess"}


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "app"}
    return found


def test_the_detector_knows_nothing_of_the_forum() -> None:
    for path in (APP / "deid").rglob("*.py"):
        for name in imports(path):
            top = name.partition(".")[0]
            if top == "app":
                assert name == "app" or name.startswith(("app.deid", "app.words")), f"{path.name} imports {name}"
            else:
                assert top in FACTS or top in sys.stdlib_module_names, f"{path.name} imports {name}"
                assert not any(name == one or name.startswith(f"{one}.") for one in FORBIDDEN_OF_THE_LIBRARY), (
                    f"{path.name} imports {name}"
                )


def test_only_one_file_knows_the_tokeniser() -> None:
    knowing = [path for path in APP.rglob("*.py") if any(name.startswith("sudachi") for name in imports(path))]
    assert knowing == [APP / "words.py"]


def test_only_one_file_knows_passlib() -> None:
    knowing = [path for path in APP.rglob("*.py") if any(name.startswith("passlib") for name in imports(path))]
    assert knowing == [APP / "accounts" / "passwords.py"]


def test_only_one_file_loads_numpy_and_tells_it_first_to_work_in_one_thread() -> None:
    knowing = [path for path in APP.rglob("*.py") if any(name.startswith("numpy") for name in imports(path))]
    assert knowing == [APP / "deid" / "sums.py"]


def test_only_one_file_knows_the_second_engine_for_patterns() -> None:
    knowing = [path for path in APP.rglob("*.py") if "re2" in imports(path)]
    assert knowing == [APP / "deid" / "sieve.py"]


def test_what_is_looked_for_in_texts_is_a_pattern_that_a_text_can_rule_out() -> None:
    """`from app.deid import patterns as re`: with Python's own a rule would work as well, and twice as slowly."""
    compiling = [
        path for path in (APP / "deid").rglob("*.py") if "re" in imports(path) and "re.compile(" in path.read_text()
    ]
    assert compiling == [APP / "deid" / "patterns.py"]
