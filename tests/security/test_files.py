"""A form with a file, in whatever pieces it arrives: what was typed is whole, and of what is too large nothing is kept."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from app.errors import Malformed
from app.web import fields
from app.web.fields import Fields

LIMIT = 1_000
TYPED = "ことば\r\n二行目"
HEAD = b'--mark\r\nContent-Disposition: form-data; name="note"\r\n\r\n' + TYPED.encode() + b"\r\n"
FILE = (
    b'--mark\r\nContent-Disposition: form-data; name="evidence"; filename="%s"\r\nContent-Type: image/png\r\n\r\n%s\r\n'
)
TAIL = b'--mark\r\nContent-Disposition: form-data; name="after"\r\n\r\nlast\r\n--mark--\r\n'


@dataclass
class Sent:
    """A request as far as a form is read from it."""

    body: bytes
    piece: int
    kind: str = "multipart/form-data; boundary=mark"

    @property
    def headers(self) -> dict[str, str]:
        return {"content-type": self.kind}

    @property
    def content_type(self) -> tuple[str, dict[str, str]]:
        name, _, boundary = self.kind.partition("; boundary=")
        return name, {"boundary": boundary} if boundary else {}

    async def stream(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self.body), self.piece):
            yield self.body[start : start + self.piece]
        yield b""


def read(body: bytes, piece: int = 4_096, limit: int = LIMIT, **more: str) -> Fields:
    return asyncio.run(fields.read(Sent(body, piece, **more), file_limit=limit))  # type: ignore[arg-type]


@pytest.mark.parametrize("piece", [1, 3, 13, 4_096])
@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT, LIMIT + 1, 5 * LIMIT])
def test_in_whatever_pieces_it_comes_it_is_the_same(piece: int, size: int) -> None:
    content = (b"\r\n--mar" * LIMIT)[:size]
    form = read(HEAD + FILE % (b"a.png", content) + TAIL, piece)
    assert form.one("note") == "ことば\n二行目" and form.one("after") == "last"
    file = form.file("evidence")
    assert file is not None
    assert (file.content, file.too_large) == ((content, False) if size <= LIMIT else (b"", True))


def test_a_field_left_empty_brings_no_file() -> None:
    assert read(HEAD + FILE % (b"", b"") + TAIL).file("evidence") is None


def test_whoever_may_send_none_has_none_kept() -> None:
    file = read(HEAD + FILE % (b"a.png", b"x" * 10) + TAIL, limit=0).file("evidence")
    assert file is not None and file.too_large and file.content == b""


@pytest.mark.parametrize(
    "body",
    [
        HEAD + FILE % (b"a.png", b"torn"),
        b"nothing of it",
        HEAD.replace(TYPED.encode(), b"\xff\xfe") + TAIL,
        HEAD.replace(TYPED.encode(), b"x" * (fields.TYPED_LIMIT + 1)) + TAIL,
        (HEAD * (fields.MOST_FIELDS + 1)) + TAIL,
    ],
    ids=["torn", "no form", "no text", "long", "many"],
)
def test_in_09_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(body)


def test_a_form_without_a_boundary_is_refused() -> None:
    with pytest.raises(Malformed):
        read(HEAD + TAIL, kind="multipart/form-data")
