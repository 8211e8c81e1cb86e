"""Runs the tests: those of the database on PostgreSQL, where there is one, then every test on SQLite.

Those in a browser come before the rest, in a process of their own: whoever drives a browser leaves a running event loop
behind, and a process that reads texts. What pytest is to do may be given as arguments, and is then done in one process. REQUIRE_BROWSER=1 and REQUIRE_POSTGRES=1 turn what is missing into a failure.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import chromium, postgres  # noqa: E402  # found only once the folder above is on the path

NOTHING_SELECTED = 5  # pytest's exit status


def main(arguments: list[str]) -> int:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KIKU_")}
    environ.pop("TEST_DATABASE_URL", None)
    browser = chromium.find()
    if browser:
        environ["CHROMIUM"] = browser
    elif not _may_miss(
        "REQUIRE_BROWSER", "Chromium is not here and could not be installed: the browser tests are left out."
    ):
        return 1
    failed = _on_postgres(environ, arguments)
    if arguments or not browser:
        return failed or _pytest(environ, *([] if browser else ["--ignore=tests/browser"]), *arguments)
    return failed or _pytest(environ, "tests/browser") or _pytest(environ, "--ignore=tests/browser")


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
    only = ["-p", "tools.marks", "-m", "database", "--ignore=tests/browser"]
    status = _pytest(environ | {"TEST_DATABASE_URL": url}, *only, *arguments)
    if status == NOTHING_SELECTED and arguments:
        status = 0  # a single file was asked for, and it needs no database
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
