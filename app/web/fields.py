"""What a form sent, as text, the same whichever way it was encoded."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from litestar import Request
from litestar.exceptions import ClientException
from multipart import MultipartSegment, PushMultipartParser

from app.errors import Malformed, Refusal

MOST_FIELDS = 300
TYPED_LIMIT = 262_144  # bytes of all that is typed into one form
# Characters that turn round or hide what stands beside them: a reader would see other words than the detector read.
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
NEVER_GIVEN_BACK = frozenset(
    {
        "_csrf_token",
        "_again",
        "password",
        "current_password",
        "code",
        "passkey",
        "proof_password",
        "proof_code",
        "proof_answer",
    }
)


class File(NamedTuple):
    """A file that was sent with a form. Of one that is too large nothing is kept."""

    content: bytes
    too_large: bool


class Fields:
    """The fields of a form, each with every value it was sent with, in order; and its files, where it takes any."""

    def __init__(self, values: Mapping[str, tuple[str, ...]], files: Mapping[str, File] | None = None) -> None:
        self._values = values
        self._files = files or {}

    def file(self, name: str) -> File | None:
        """Return the file that was chosen in a field, if there was one."""
        return self._files.get(name)

    def one(self, name: str) -> str:
        """Return the first value without white space at its ends and hidden characters, or an empty string."""
        return HIDDEN.sub("", self.raw(name)).strip()

    def raw(self, name: str) -> str:
        """Return the first value as it was typed: a password's spaces are part of it."""
        return self._values.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        tidy = (HIDDEN.sub("", value).strip() for value in self._values.get(name, ()))
        return tuple(dict.fromkeys(value for value in tidy if value))

    def with_default(self, name: str, values: tuple[str, ...]) -> "Fields":
        """Return these fields with one more, unless it was sent."""
        return self if name in self else Fields({**self._values, name: values}, self._files)

    def below(self, prefix: str) -> "Fields":
        """Return the fields whose names begin so, without that beginning."""
        return Fields(
            {name.removeprefix(prefix): self._values[name] for name in self._values if name.startswith(prefix)}
        )

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def typed(self) -> Iterator[tuple[str, str]]:
        """Yield what may be shown again when a form could not be taken: everything but secrets."""
        for name, values in self._values.items():
            if name not in NEVER_GIVEN_BACK:
                for value in values:
                    yield name, value


async def read(request: Request[Any, Any, Any], *, file_limit: int | None = None) -> Fields:
    """Read the form of a request.

    file_limit  bytes of a file, for a form that takes one; None for any other, whose files are left out.
    Raises  Malformed for anything that is not UTF-8 text in a form's encoding: both encodings are
            read by the same rules, so that no text means one thing here and another there.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    files: dict[str, File] = {}
    try:
        if kind == "application/x-www-form-urlencoded":
            body = (await request.body()).decode("ascii")
            pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        elif kind == "multipart/form-data" and file_limit is not None:
            pairs, files = await _with_files(request, file_limit)
        elif kind == "multipart/form-data":
            form = await request.form()
            pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
            for _, value in form.multi_items():
                if not isinstance(value, str):
                    await value.close()  # a file nobody asked for
        else:
            pairs = []
    except (ClientException, Refusal):
        raise
    except Exception as error:  # whatever a parser trips over, the sender is told and nothing is done
        raise Malformed from error
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(clean(value))
    return Fields({name: tuple(several) for name, several in values.items()}, files)


async def _with_files(request: Request[Any, Any, Any], limit: int) -> tuple[list[tuple[str, str]], dict[str, File]]:
    """Read a form as it arrives. A file stays in memory and goes to no disk; once it is over the limit none of it is kept.

    It is read to its end all the same, as far as the route takes a request at all: a browser shows what we answer only
    when it could send everything, and what was typed beside the file comes back with the answer.
    """
    _, options = request.content_type
    pairs: list[tuple[str, str]] = []
    files: dict[str, File] = {}
    part: MultipartSegment | None = None
    kept, typed = bytearray(), 0
    with PushMultipartParser(options["boundary"], max_segment_count=MOST_FIELDS) as parser:
        async for chunk in request.stream():
            for event in parser.parse(chunk) if chunk and not parser.closed else ():
                if isinstance(event, MultipartSegment):
                    part, kept = event, bytearray()
                elif part is None:
                    raise Malformed
                elif event is None and part.filename is None:
                    pairs.append((part.name or "", kept.decode()))
                elif event is None:
                    if part.filename or part.size:
                        files.setdefault(part.name or "", File(bytes(kept), part.size > limit))
                elif part.filename is None:
                    kept += event
                    typed += len(event)
                    if typed > TYPED_LIMIT:
                        raise Malformed
                elif part.bytes_received <= limit:
                    kept += event
                else:
                    kept.clear()
    return pairs, files


def clean(text: str) -> str:
    """Return text as it is stored: NFC, one kind of line end.

    Raises  Malformed for NUL and lone surrogates, which one database stores and the other refuses.
    """
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Malformed
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
