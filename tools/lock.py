"""Pins every package again: requirements*.in to requirements*.txt, package.json to package-lock.json.

One file for every platform and every Python from 3.11 on, with hashes and without addresses.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import set_up  # noqa: E402  # found only once the folder above is on the path

UV = "uv==0.13.9"
LISTS = ("requirements", "requirements-machines", "requirements-dev", "requirements-npm", "requirements-fuzz")
# requirements-machines and -dev are installed over requirements.txt and must agree with it.
OVER = ("requirements-machines",)


def main() -> int:
    """Pin, or leave every lock as it was and say why: half of the locks anew would be worse than none."""
    npm_lock = ROOT / "package-lock.json"
    before = {path: path.read_bytes() for path in (*(ROOT / f"{name}.txt" for name in LISTS), npm_lock)}
    try:
        return _pin(npm_lock)
    except (subprocess.CalledProcessError, OSError) as error:
        for path, content in before.items():
            path.write_bytes(content)
        command = Path(error.cmd[0]).name if isinstance(error, subprocess.CalledProcessError) else error
        sys.stderr.write(
            f"Nothing was pinned: {command} failed, as it says above. It asks the package indexes, which have to be in reach.\n"
        )
        return 1


def _pin(npm_lock: Path) -> int:
    tool = set_up.VENV / "lock"
    _run(sys.executable, "-m", "venv", str(tool))
    _run(str(tool / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", UV)
    for name in LISTS:
        _run(
            str(tool / "bin" / "uv"),
            "pip",
            "compile",
            f"{name}.in",
            "-o",
            f"{name}.txt",
            "--quiet",
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-annotate",
            "--custom-compile-command",
            "make lock",
            *(["-c", "requirements.txt"] if name in OVER else []),
        )
    # npm keeps the addresses that it finds in an older lock, so it starts from none.
    npm_lock.unlink(missing_ok=True)
    _run(*set_up.npm(), "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved")
    addresses = [path.name for path in ROOT.glob("*requirements*.txt") if "://" in path.read_text(encoding="utf-8")]
    if addresses or '"resolved"' in npm_lock.read_text(encoding="utf-8"):
        sys.stderr.write(f"An address stands in {', '.join(addresses) or 'package-lock.json'}; none may.\n")
        return 1
    return 0


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
