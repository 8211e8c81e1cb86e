"""A revision's state is written by one statement in the program."""

import ast
from pathlib import Path

APP = Path(__file__).parents[2] / "app"
DOOR = APP / "posts" / "revisions.py"
BULK = APP / "bulk"  # writes rows of the past in one piece, for measurements


def writes_of_state(tree: ast.AST) -> list[int]:
    """Return the lines that assign an attribute `state`, or give an update a value for it."""
    lines = []
    for node in ast.walk(tree):
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AugAssign | ast.AnnAssign)
            else []
        )
        lines += [node.lineno for target in targets if isinstance(target, ast.Attribute) and target.attr == "state"]  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
            lines += [node.lineno for keyword in node.keywords if keyword.arg == "state"]
    return lines


def test_a_revisions_state_changes_in_one_statement_only() -> None:
    found = {
        path.relative_to(APP): lines
        for path in APP.rglob("*.py")
        if "accounts" not in path.parts and BULK not in path.parents  # a licence has a state of its own
        for lines in [writes_of_state(ast.parse(path.read_text()))]
        if lines
    }
    assert list(found) == [DOOR.relative_to(APP)], found
    assert len(found[DOOR.relative_to(APP)]) == 1, "and that is the conditional update in `move`"


def test_the_one_statement_names_the_state_it_starts_from() -> None:
    tree = ast.parse(DOOR.read_text())
    move = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "move")
    source = ast.unparse(move)
    assert "col(Revision.state) == since" in source
    assert "if not changed(" in source and "raise OutOfDate" in source, "whoever finds it elsewhere is told"
