"""How long files are: a list to look at, which warns and does not fail."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG = {"app/**/*.py": 250, "templates/**/*.html": 120, "static/css/*.css": 200, "static/js/*.js": 100}  # lines


def test_long_files_are_listed(capsys) -> None:  # type: ignore[no-untyped-def]
    for pattern, limit in LONG.items():
        for path in sorted(ROOT.glob(pattern)):
            lines = len(path.read_text().splitlines())
            if lines > limit:
                with capsys.disabled():
                    sys.stdout.write(f"\nlong: {path.relative_to(ROOT)} has {lines} lines (mostly under {limit})")
    assert any(ROOT.glob("app/**/*.py"))
