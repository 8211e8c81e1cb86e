"""What lies on the disk, byte for byte: the database, its write-ahead log, and whatever else a folder holds."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def written(marker: str) -> set[bytes]:
    """Return the marker as a file may hold it."""
    return {marker.encode(), marker.encode("utf-16-le"), marker.encode("unicode_escape")}


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of a folder, made by another process.

    SQLite's locks are the process's. They go when it closes the file anywhere, and the next to open the database takes
    the log's index for nobody's.
    """
    with TemporaryDirectory() as place:
        # Without a check: files of the moment may be gone before they are copied.
        subprocess.run(["cp", "-R", f"{folder}/.", place], check=False, stderr=subprocess.DEVNULL)
        yield Path(place)


def holding(folder: Path, marker: str) -> list[str]:
    """Return the files of a folder, however deep, in which a marker stands."""
    wanted = written(marker)
    with copied(folder) as copy:
        return [
            str(path.relative_to(copy))
            for path in sorted(copy.rglob("*"))
            if path.is_file() and any(form in path.read_bytes() for form in wanted)
        ]
