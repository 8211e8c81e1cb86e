"""Sets up what a make target needs: the virtual environment, pinned packages, htmx, Chromium; each of them once.

Run by any Python of 3.11 or newer, before there is a package: the standard library alone. What stands is
remembered in .venv/stamps as a fingerprint of what it was made from, so a second run only compares.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import chromium, system  # noqa: E402  # found only once the folder above is on the path

VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
VENDOR = ROOT / "static" / "vendor"
NODE_MODULES = ROOT / "node_modules"
OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 7  # the first that reads this shape of package-lock.json


class Failed(RuntimeError):
    """A step that did not work; the message is for whoever typed make."""


def main(target: str) -> int:
    os.chdir(ROOT)
    try:
        _environment()
        if target == "lock":
            return 0
        _packages("requirements.txt")
        if target != "run":
            _packages("requirements-dev.txt")
        elif os.environ.get("KIKU_DATABASE_URL", "").startswith("postgres"):
            _packages("requirements-machines.txt")
        if target == "fuzz":
            _packages("requirements-fuzz.txt")
        _kiku()
        if target != "check":
            _from_npm(for_tests=target == "test")
        if target == "test":
            _browser()
    except Failed as failed:
        sys.stderr.write(f"Set-up stopped: {failed}\n")
        return 1
    return 0


def say(what: str) -> None:
    sys.stdout.write(f"Setting up: {what}\n")
    sys.stdout.flush()


def _environment() -> None:
    """Make .venv, or make it again where its Python is gone or the folder has been moved."""
    if sys.version_info < OLDEST_PYTHON:
        raise Failed(
            f"Kiku needs Python 3.11 or newer, and this is {sys.version.split()[0]}. Name another with PYTHON=."
        )
    here = STAMPS / "environment"
    moved = here.is_file() and here.read_text(encoding="utf-8") != str(VENV)
    if not moved and _works(BIN / "python"):
        STAMPS.mkdir(exist_ok=True)
        here.write_text(str(VENV), encoding="utf-8")
        return
    say(f"a virtual environment of Python {sys.version.split()[0]} in .venv")
    if VENV.is_symlink():
        VENV.unlink()  # what it leads to is another folder's, and is not to be emptied
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    # Debian and its kin keep a part of venv in a package of its own.
    if subprocess.run(make, capture_output=True, check=False).returncode:
        system.install("python3-venv", f"python3.{sys.version_info.minor}-venv")
        _run(make, "the virtual environment could not be made; Debian and Ubuntu need the package python3-venv")
    STAMPS.mkdir(exist_ok=True)
    here.write_text(str(VENV), encoding="utf-8")


def _works(python: Path) -> bool:
    ask = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([python, "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _packages(pins: str) -> None:
    def install() -> None:
        say(f"the packages of {pins}, which takes a minute the first time")
        _run([*_pip(), "install", "--require-hashes", "-r", pins], f"the packages of {pins} could not be installed")

    _once(pins, [ROOT / pins], install)


def _kiku() -> None:
    def install() -> None:
        say("the command kiku")
        _run(
            [*_pip(), "install", "--no-deps", "--no-build-isolation", "-e", "."],
            "the package itself could not be built",
        )

    _once("kiku", [ROOT / "pyproject.toml", ROOT / "requirements.in"], install)


def _pip() -> list[str]:
    return [str(BIN / "python"), "-m", "pip", "-qq", "--no-input", "--disable-pip-version-check"]


def _from_npm(*, for_tests: bool) -> None:
    """Bring htmx to static/vendor, and for tests axe to node_modules."""
    htmx, axe = VENDOR / "htmx.min.js", NODE_MODULES / "axe-core" / "axe.min.js"
    pins = [ROOT / "package.json", ROOT / "package-lock.json"]
    for_tests = for_tests or axe.is_file()  # what is there for the tests stays

    def install() -> None:
        wanted = json.loads(pins[0].read_text(encoding="utf-8"))
        names = wanted["dependencies"] | (wanted["devDependencies"] if for_tests else {})
        say(" and ".join(f"{name} {version}" for name, version in names.items()))
        clean = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        tool = npm()
        _run(
            [*tool, *clean, *([] if for_tests else ["--omit=dev"])],
            "npm could not install what package.json names",
            tool,
        )
        VENDOR.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NODE_MODULES / "htmx.org" / "dist" / "htmx.min.js", htmx)

    stands = htmx.is_file() and (axe.is_file() or not for_tests)
    _once("npm-for-tests" if for_tests else "npm", pins, install, again=not stands)


def npm() -> list[str]:
    """Return npm: the machine's own, else one from a Python package, with the node beside it."""
    own = shutil.which("npm")
    if own and shutil.which("node"):
        asked = subprocess.run([own, "--version"], capture_output=True, text=True, check=False)
        major = asked.stdout.strip().partition(".")[0]
        if asked.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM:
            return [own]
    _packages("requirements-npm.txt")
    return [str(BIN / "npm")]


def _browser() -> None:
    """Find Chromium, or install it where that is possible; tools/run_tests.py says so if it is not there."""
    if chromium.find() is None:
        say("Chromium, for the browser tests")
        chromium.install()


def _once(name: str, made_from: list[Path], make: Callable[[], None], *, again: bool = False) -> None:
    fingerprint = hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()
    stamp = STAMPS / name
    if not again and stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint:
        return
    make()
    stamp.write_text(fingerprint, encoding="utf-8")


def _run(command: list[str], otherwise: str, beside: list[str] | None = None) -> None:
    """Run one step. What it needs besides (npm's own node) is found in the folder of `beside`."""
    environ = os.environ | {"PIP_USER": "0"}
    if beside:
        environ["PATH"] = os.pathsep.join((str(Path(beside[0]).parent), environ.get("PATH", os.defpath)))
    if subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Failed(otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
