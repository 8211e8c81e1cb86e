"""Static files, read once at start, under URLs that change with their content."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from app.web.inject import open_to_all

FOLDER = Path(__file__).parents[2] / "static"
# The order of css/tokens.css's layers; a sheet that is not named comes after those.
FIRST = ("tokens.css", "reset.css", "base.css", "layout.css")
SHEET = "css/kiku.css"  # every sheet in one answer
FOREVER = "public, max-age=31536000, immutable"


@cache
def _files() -> dict[str, tuple[str, bytes]]:
    """Return every file by its path under static/, with the hash of its content."""
    found = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    sheets = sorted((name for name in found if name.startswith("css/")), key=_place)
    found[SHEET] = b"\n".join(found[name] for name in sheets)
    return {name: (hashlib.sha256(content).hexdigest()[:12], content) for name, content in found.items()}


def _place(name: str) -> tuple[int, str]:
    file = name.rpartition("/")[2]
    return (FIRST.index(file) if file in FIRST else len(FIRST), file)


def url(name: str) -> str:
    """Return where a static file is to be had. Raises KeyError for a file that is not there."""
    return f"/static/{_files()[name][0]}/{name}"


@get("/static/{fingerprint:str}/{name:path}", guards=[open_to_all], sync_to_thread=False)
def asset(fingerprint: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    # Looked up in a dictionary, so no path leads out of the folder.
    found = _files().get(str(name).lstrip("/"))
    if found is None or found[0] != fingerprint:
        raise NotFoundException
    kind = mimetypes.guess_type(str(name))[0] or "application/octet-stream"
    return Response(found[1], media_type=kind, headers={"cache-control": FOREVER})
