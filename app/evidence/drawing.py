"""A file on standard input becomes plain pictures on standard output, in a process of its own with little to spend.

Apart from the rest because it runs alone: decoders of pictures and pages have had faults that a crafted file could use,
so they are given no database, no keys and no environment, and they end when their time or memory does. It imports
nothing of the forum. Its arguments are the limits of policy.py; each picture is written behind its length.
"""

import contextlib
import io
import resource
import sys
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps

REFUSED = 3  # the exit status; the fault stands on standard output
WHITE = (255, 255, 255)
POINTS = 72  # of a PDF, to the inch
SHARPEST = 200 / POINTS  # pixels a point: small pages are not blown up


class Refused(Exception):
    pass


def spend_little(memory: int, seconds: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        # A system may know no such limit; the clock of the parent holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def pictures(kind: str, content: bytes, *, pages: int, pixels: int, longest: int, quality: int) -> Iterator[bytes]:
    drawn = _pages(content, pages, longest) if kind == "pdf" else _photo(kind, content, pixels, longest)
    for picture in drawn:
        yield _plain(picture, longest, quality)


def _photo(kind: str, content: bytes, pixels: int, longest: int) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(content), formats=[kind.upper()]) as photo:
        if photo.width * photo.height > pixels:
            raise Refused("pixels")
        photo.draft("RGB", (longest, longest))  # a JPEG is decoded no larger than it is needed
        yield ImageOps.exif_transpose(photo)


def _pages(content: bytes, most: int, longest: int) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Refused("locked" if locked else "unreadable") from error
    if not 0 < len(document) <= most:
        raise Refused("pages" if len(document) else "unreadable")
    for page in document:
        side = max(page.get_size())
        yield page.render(scale=min(SHARPEST, longest / max(side, 1))).to_pil()


def _plain(picture: Image.Image, longest: int, quality: int) -> bytes:
    """Return a picture drawn anew: its pixels on white, and nothing that came with them."""
    if picture.mode not in ("RGB", "L"):
        picture = picture.convert("L" if picture.mode == "1" else "RGBA")
    picture.thumbnail((longest, longest))
    if picture.mode == "RGBA":
        clear = picture
        picture = Image.new("RGB", clear.size, WHITE)
        picture.paste(clear, mask=clear.getchannel("A"))
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def main(kind: str, *limits: str) -> int:
    pages, pixels, longest, quality, seconds, memory = map(int, limits)
    Image.MAX_IMAGE_PIXELS = None  # asked above, before anything is decoded
    spend_little(memory, seconds)
    out = sys.stdout.buffer
    try:
        made = list(
            pictures(kind, sys.stdin.buffer.read(), pages=pages, pixels=pixels, longest=longest, quality=quality)
        )
    except Refused as refused:
        out.write(str(refused).encode())
        return REFUSED
    for picture in made:
        out.write(len(picture).to_bytes(4, "big") + picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
