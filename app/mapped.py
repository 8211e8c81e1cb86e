"""Files that are mapped into this process: what was read of them can be given back."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

MAPS = Path("/proc/self/maps")
# Linux: the pages are no longer needed; whichever is, is found again in what the system keeps of the file.
MADV_DONTNEED = 4


def give_back(ending: str) -> None:
    """Give back the memory of files whose names end so, until they are read again. Nothing happens where the system isn't Linux."""
    for start, end in _shared(ending):
        ctypes.CDLL(None).madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), MADV_DONTNEED)


def _shared(ending: str) -> Iterator[tuple[int, int]]:
    """Yield where files lie of which nothing is ever written: their pages are those of the file."""
    if not MAPS.exists():
        return
    for line in MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.endswith(ending):
            place, rights = line.split(maxsplit=2)[:2]
            if "w" not in rights:
                start, end = (int(number, 16) for number in place.split("-"))
                yield start, end
