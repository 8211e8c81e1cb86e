"""Signatures for links in mails: one key, and a purpose that no other link shares."""

import base64
import hashlib
import hmac


def sign(key: bytes, purpose: str, subject: str) -> str:
    """Return a signature of 256 bits, safe in a URL."""
    made = hmac.new(key, f"{purpose}\0{subject}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def holds(key: bytes, purpose: str, subject: str, signature: str) -> bool:
    return hmac.compare_digest(sign(key, purpose, subject).encode(), signature.encode())
