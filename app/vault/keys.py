"""The file of master keys: one key a line, the newest first. It lies outside the database and outside every backup.

Each purpose has a key of its own, derived from a master key: whoever learns how a backup is opened has not learnt how
a row is.
"""

import fcntl
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.vault.boxes import KEY_BYTES, new_key

HEAD = (
    "# The master keys of Kiku's vault, the newest first. Without them what is sealed stays sealed for good:\n"
    "# keep a copy of this file, apart from the backups.\n"
)
NAME_BYTES = 8


class BadKeyFile(ValueError):
    """The file of master keys is there and cannot be used. The message is for the operator."""


@lru_cache(maxsize=64)
def derived(master: bytes, purpose: str) -> bytes:
    """Return the key of one purpose."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"kiku {purpose}".encode()).derive(master)


def name_of(master: bytes) -> str:
    """Return what a key is called in the rows it wraps. A wrong key is known by its name before it fails."""
    return hashlib.sha256(derived(master, "name")).hexdigest()[: 2 * NAME_BYTES]


class Keys:
    """The master keys as the file has them now: several processes read it, and one of them may be changing it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._keys: dict[str, bytes] = {}

    def current(self) -> str:
        """Return the name of the key that new rows are wrapped with."""
        return next(iter(self._read()))

    def names(self) -> list[str]:
        return list(self._read())

    def key(self, name: str, purpose: str) -> bytes | None:
        """Return the key of one purpose, derived from the master key of that name; None if the file has none."""
        master = self._read().get(name)
        return derived(master, purpose) if master else None

    def _read(self) -> dict[str, bytes]:
        """Read the file again if it is another than last time."""
        found = self.path.stat()
        standing = (found.st_mtime_ns, found.st_ino, found.st_size)
        with self._lock:
            if standing != self._seen:
                self._keys, self._seen = _parse(self.path), standing
            return self._keys

    def add(self) -> str:
        """Put a new key before the others, and return its name."""
        master = new_key()
        _write(self.path, {name_of(master): master} | self._read())
        return name_of(master)

    def remove(self, name: str) -> None:
        _write(self.path, {other: master for other, master in self._read().items() if other != name})

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from changing the file meanwhile. Readers are not kept waiting."""
        handle = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def make(path: Path) -> None:
    """Make a file with one new key, readable by its owner alone, unless another process was faster."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Keys(path).alone():
        if not path.exists():
            master = new_key()
            _write(path, {name_of(master): master})


def _parse(path: Path) -> dict[str, bytes]:
    keys = {}
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            master = bytes.fromhex(line.strip())
        except ValueError:
            raise BadKeyFile(f"a line of {path.name} is no key") from None
        if len(master) != KEY_BYTES:
            raise BadKeyFile(f"a key in {path.name} has {len(master)} bytes; it needs {KEY_BYTES}")
        keys[name_of(master)] = master
    if not keys:
        raise BadKeyFile(f"there is no key in {path.name}")
    return keys


def _write(path: Path, keys: dict[str, bytes]) -> None:
    replace(path, (HEAD + "".join(f"{master.hex()}\n" for master in keys.values())).encode())


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whole and on the disk, or not at all; readable by its owner alone."""
    beside = path.with_name(f"{path.name}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
