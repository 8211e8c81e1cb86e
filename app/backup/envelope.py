"""A sealed file of any length: pieces under AES-256-GCM, each in its order, and an end that cannot be cut off unseen.

The nonce of a piece is its number and whether it is the last (the STREAM construction: Hoang, Reyhanitabar, Rogaway
and Vizár, CRYPTO 2015); every file has a key of its own, so numbers may begin at nought.
"""

import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.vault import Keys

MAGIC = b"KIKU BACKUP 1\n"
NAME, SALT, LENGTH, TAG = 16, 32, 4, 16  # bytes
PIECE = 1 << 20  # bytes of content
PURPOSE = "backup"


class Damaged(RuntimeError):
    """A file is not a backup, was changed or cut short, or its key is not here. The message is for the operator."""


class Envelope:
    """Takes content piece by piece, and seals each as it is full."""

    def __init__(self, file: BinaryIO, keys: Keys) -> None:
        name, salt = keys.current(), secrets.token_bytes(SALT)
        self._head = MAGIC + name.encode() + salt
        self._cipher = _cipher(keys, name, salt)
        self._file, self._waiting, self._number = file, bytearray(), 0
        file.write(self._head)

    def write(self, content: bytes) -> None:
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def close(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, content: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), content, self._head)
        self._file.write(struct.pack(">I", len(sealed)) + sealed)
        self._number += 1


@contextmanager
def sealed(path: Path, keys: Keys) -> Iterator[Envelope]:
    """Give an envelope that becomes a file once it is whole; readable by its owner alone."""
    beside = path.with_name(f"{path.name}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            envelope = Envelope(file, keys)
            yield envelope
            envelope.close()
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def opened(path: Path, keys: Keys) -> Iterator[bytes]:
    """Return what was sealed, piece by piece.

    Raises  Damaged at the first piece that is not as it was, and at the end if the file was cut short.
    """
    with path.open("rb") as file:
        head = file.read(len(MAGIC) + NAME + SALT)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + NAME + SALT:
            raise Damaged(f"{path.name} is no backup of Kiku")
        name = head[len(MAGIC) : -SALT].decode("ascii", "replace")
        cipher = _cipher(keys, name, head[-SALT:])
        number, last = 0, False
        while not last:
            content, last = _next(file, cipher, head, number)
            number += 1
            yield content
        if file.read(1):
            raise Damaged("the backup goes on behind its end")


def _next(file: BinaryIO, cipher: AESGCM, head: bytes, number: int) -> tuple[bytes, bool]:
    length = file.read(LENGTH)
    if len(length) < LENGTH:
        raise Damaged("the backup was cut short")
    (wanted,) = struct.unpack(">I", length)
    found = file.read(wanted) if wanted <= PIECE + TAG else b""
    for last in (False, True):
        try:
            return cipher.decrypt(_nonce(number, last=last), found, head), last
        except InvalidTag:
            continue
    raise Damaged(f"piece {number + 1} of the backup is not as it was written, or was cut short")


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">QI", number, last)


def _cipher(keys: Keys, name: str, salt: bytes) -> AESGCM:
    master = keys.key(name, PURPOSE)
    if master is None:
        raise Damaged(f"the backup needs the master key {name}, which is not in {keys.path}")
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"kiku backup file").derive(master))
