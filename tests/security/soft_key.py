"""A passkey made of software, for tests: it answers as a browser and its authenticator would, or a little wrong."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40  # Web Authentication Level 3, 6.1
ORIGIN = "https://kiku.test"


@dataclass
class SoftKey:
    """One key, of one site. Every `wrong…` is what an attacker might change."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes = b""
    count: int = 0

    def make(self, options: str, *, origin: str = ORIGIN, rp_id: str = "", flags: int = PRESENT | VERIFIED) -> str:
        asked = json.loads(options)
        self.user = base64url_to_bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        # ES256, as COSE writes a public key: RFC 9053, 2.1 and 7.1.1
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        data = self._data(rp_id or asked["rp"]["id"], flags | ATTESTED) + attested
        return self._json(
            clientDataJSON=self._client("webauthn.create", asked["challenge"], origin),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def answer(
        self,
        options: str,
        *,
        origin: str = ORIGIN,
        rp_id: str = "",
        flags: int = PRESENT | VERIFIED,
        user: bytes | None = None,
        count: int | None = None,
        key: ec.EllipticCurvePrivateKey | None = None,
        challenge: str = "",
    ) -> str:
        asked = json.loads(options)
        self.count = self.count + 1 if count is None else count
        client = self._client("webauthn.get", challenge or asked["challenge"], origin)
        data = self._data(rp_id or asked["rpId"], flags)
        signed = (key or self.key).sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._json(
            clientDataJSON=client,
            authenticatorData=data,
            signature=signed,
            userHandle=self.user if user is None else user,
        )

    def _data(self, rp_id: str, flags: int) -> bytes:
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _json(self, **response: bytes) -> str:
        name = bytes_to_base64url(self.id)
        answered: dict[str, Any] = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        answered["response"] = {part: bytes_to_base64url(value) for part, value in response.items()}
        return json.dumps(answered)

    @staticmethod
    def _client(kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()
