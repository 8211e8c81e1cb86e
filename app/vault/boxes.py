"""A box: bytes sealed with AES-256-GCM, which opens only with the right key and in the right place."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32  # AES-256
NONCE_BYTES = 12  # 96 bits, random: NIST SP 800-38D, 8.2.2; one key seals a handful of boxes, its limit is 2^32
TAG_BYTES = 16
FORM = b"\x01"  # the first byte of a box says how the rest is made


class Unreadable(RuntimeError):
    """A box does not open: a byte was changed, it lies in another's place, or its key is gone."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def nonce() -> bytes:
    return secrets.token_bytes(NONCE_BYTES)


def seal(key: bytes, content: bytes, place: bytes) -> bytes:
    """Return a box that opens only when the same `place` is named again; the place itself is not in it."""
    fresh = nonce()
    return FORM + fresh + AESGCM(key).encrypt(fresh, content, FORM + place)


def unseal(key: bytes, box: bytes, place: bytes) -> bytes:
    """Raises  Unreadable unless the box was sealed with this key for this place and nothing in it was changed."""
    if box[:1] != FORM or len(box) < len(FORM) + NONCE_BYTES + TAG_BYTES:
        raise Unreadable("a box of an unknown form")
    start = len(FORM) + NONCE_BYTES
    try:
        return AESGCM(key).decrypt(box[len(FORM) : start], box[start:], FORM + place)
    except InvalidTag:
        raise Unreadable("a box was changed, or lies in another's place") from None
