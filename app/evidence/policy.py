"""What a proof of licence may be, told by how it begins; and how large it, and what is made of it, may become."""

from enum import StrEnum

# Bytes: a page scanned in colour, or a telephone's photo. More shows no more of a certificate.
FILE_LIMIT = 5 * 1024 * 1024
MOST_PAGES = 3  # of a PDF: both sides of a certificate, and a renewal
MOST_PIXELS = 50_000_000  # of one picture, before it is made smaller: 150 MB of memory at three bytes each
LONGEST_SIDE = 2_200  # pixels: a page of A4 at 190 dots an inch, at which the smallest print of a certificate is read
QUALITY = 85  # of a JPEG, of 100: letters stay sharp
SECONDS = 15  # for one file, from beginning to end
MEMORY = 1024 * 1024 * 1024  # bytes: three times what the largest picture needs
PICTURE_LIMIT = 8 * 1024 * 1024  # bytes of one picture that was made


class Kind(StrEnum):
    """What a file is by its first bytes. What it is called, and what the browser says it is, nobody asks."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


class Fault(StrEnum):
    """Why a file cannot be taken; each is a sentence: `evidence.fault.<fault>`."""

    LARGE = "large"
    KIND = "kind"
    HEIC = "heic"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    PAGES = "pages"
    PIXELS = "pixels"


class Refused(Exception):
    """A file that cannot be taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


_BEGINNINGS = {b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG, b"%PDF-": Kind.PDF}


def kind(content: bytes) -> Kind | None:
    """Return what a file is. One that is something else before it is one of these is none of them."""
    return next((found for beginning, found in _BEGINNINGS.items() if content.startswith(beginning)), None)


# How a telephone's photo says what it is. Source: ISO/IEC 23008-12:2022, annexes B and C, brands of HEVC pictures.
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def is_heic(content: bytes) -> bool:
    """Whether a file is a photo as iPhones keep them, of which its sender is told how it becomes one that we take."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC
