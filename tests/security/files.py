"""What lies on the disk, byte for byte: the database, its write-ahead log, and whatever else a folder holds."""

from pathlib import Path


def written(marker: str) -> set[bytes]:
    """Return the marker as a file may hold it."""
    return {marker.encode(), marker.encode("utf-16-le"), marker.encode("unicode_escape")}


def holding(folder: Path, marker: str) -> list[str]:
    """Return the files of a folder, however deep, in which a marker stands."""
    wanted = written(marker)
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in wanted)
    ]
