"""The version of the rules of danger: the same wherever the same rules are installed. The detector has one of its own."""

from hashlib import sha256
from pathlib import Path


def version_of(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


RULESET = version_of(Path(__file__).parent)
