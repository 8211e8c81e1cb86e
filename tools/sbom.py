"""Says what the site is made of, as CycloneDX 1.6 JSON: every package of the lock files, with its version and hashes.

Taken from the lock, not from what happens to be installed: tests/security/test_packages.py compares the two.
"""

import json
import re
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*(?:\\|$)", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main() -> int:
    json.dump(bill(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def bill() -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {"type": "application", "bom-ref": "kiku", "name": "kiku", "version": _own_version()},
        },
        "components": [*python_packages(), *_npm_packages()],
    }


def python_packages(pins: str = "requirements.txt") -> list[dict[str, Any]]:
    """Return the packages of a lock file. A package for some platforms alone says so."""
    text = (ROOT / pins).read_text(encoding="utf-8")
    found, matches = [], list(PIN.finditer(text))
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        until = after.start() if after else len(text)
        name, version = match["name"], match["version"]
        one: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "scope": "required",
            "hashes": [{"alg": "SHA-256", "content": one} for one in HASH.findall(text, match.end(), until)],
        }
        licence = _licence(name)
        if licence:
            one["licenses"] = [{"license": {"name": licence}}]
        if match["marker"]:
            one["properties"] = [{"name": "python:marker", "value": match["marker"].strip()}]
        found.append(one)
    return found


def _licence(name: str) -> str:
    """Return a package's licence in its own words, where it is installed and says one in a line."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    said = about.get("License-Expression") or about.get("License") or ""
    return said if 0 < len(said) < 80 else ""


def _npm_packages() -> list[dict[str, Any]]:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return [
        {
            "type": "library",
            "bom-ref": f"pkg:npm/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:npm/{name}@{version}",
            "scope": "required",
        }
        for name, version in wanted.items()
    ]


def _own_version() -> str:
    found = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found, "pyproject.toml says which version this is"
    return found[1]


if __name__ == "__main__":
    sys.exit(main())
