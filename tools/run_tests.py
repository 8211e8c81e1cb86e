"""Runs the tests: those of the database on PostgreSQL, where there is one, then every test on SQLite.

The fast ones come first, shared among processes; then the slow ones, which measure time or take theirs, alone; then those
in a browser, in a process of their own: whoever drives a browser leaves a running event loop behind, and a process that
reads texts. `--fast` runs the fast ones alone, on SQLite. What else pytest is to do may be given as arguments, and is then
done in one process. REQUIRE_BROWSER=1 and REQUIRE_POSTGRES=1 turn what is missing into a failure.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import chromium, postgres  # noqa: E402  # found only once the folder above is on the path

NOTHING_SELECTED = 5  # pytest's exit status
PROCESSES = min(os.cpu_count() or 1, 4)
FAST = ("-n", str(PROCESSES), "--dist", "worksteal", "--ignore=tests/browser", "--ignore=tests/torture")
DATABASE = ("-p", "tools.marks", "--ignore=tests/browser")


def main(arguments: list[str]) -> int:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KIKU_")}
    environ.pop("TEST_DATABASE_URL", None)
    # What one process has compiled, the others need not: tests start many.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environ["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "bytecode")
    if arguments[:1] == ["--fast"]:
        return _pytest(environ, *FAST, "-m", "not slow", *arguments[1:])
    browser = chromium.find()
    if browser:
        environ["CHROMIUM"] = browser
    elif not _may_miss(
        "REQUIRE_BROWSER", "Chromium is not here and could not be installed: the browser tests are left out."
    ):
        return 1
    failed = _on_postgres(environ, arguments)
    if arguments:
        return failed or _pytest(environ, *([] if browser else ["--ignore=tests/browser"]), *arguments)
    return (
        failed
        or _pytest(environ, *FAST, "-m", "not slow")
        or _pytest(environ, "--ignore=tests/browser", "-m", "slow")
        or (_pytest(environ, "tests/browser") if browser else 0)
    )


def _on_postgres(environ: dict[str, str], arguments: list[str]) -> int:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return _database_tests(environ, given, arguments)
    binaries = postgres.binaries()
    if binaries is None:
        missing = "PostgreSQL is not here: the tests run on SQLite alone."
        return 0 if _may_miss("REQUIRE_POSTGRES", missing) else 1
    with postgres.cluster(binaries) as url:
        return _database_tests(environ, url, arguments)


def _database_tests(environ: dict[str, str], url: str, arguments: list[str]) -> int:
    _say("On PostgreSQL, the tests that touch the database:")
    there = environ | {"TEST_DATABASE_URL": url}
    if arguments:
        status = _pytest(there, *DATABASE, "-m", "database", *arguments)
        if status == NOTHING_SELECTED:
            status = 0  # a single file was asked for, and it needs no database
    else:
        status = _pytest(there, *FAST, *DATABASE, "-m", "database and not slow") or _pytest(
            there, *DATABASE, "-m", "database and slow"
        )
    if status == 0:
        _say("On SQLite, every test:")
    return status


def _pytest(environ: dict[str, str], *arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environ, check=False).returncode


def _may_miss(setting: str, missing: str) -> bool:
    required = os.environ.get(setting, "") not in ("", "0")
    _say(f"{missing} {setting}=1 does not allow that." if required else missing)
    return not required


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
