"""What a case needs before peers may read it: approaches from the list, and a consent that allows it."""

import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from app.posts.forms import Writing

MOST_APPROACHES = 5
LIST_PAGE = 20  # cases


class Consent(StrEnum):
    """What the client agreed to, or why nobody had to be asked. The form with the client's name stays with the author."""

    CONSENT_PEER = "consent_peer"
    CONSENT_PUBLICATION = "consent_publication"
    ROLE_PLAY = "role_play"
    FICTIONAL = "fictional"
    COMPOSITE = "composite"
    NONE = "none"

    @property
    def allows(self) -> bool:
        """Whether a case may be sent in. The codes of ethics ask for consent and disguise, not for one of them."""
        return self is not Consent.NONE

    @property
    def of_a_client(self) -> bool:
        return self in (Consent.CONSENT_PEER, Consent.CONSENT_PUBLICATION)


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A case as it stands in the form.

    `seen` is the revision an edit started from, `once` the form's own mark, `sought` the approach that is looked for.
    """

    writing: Writing
    approaches: tuple[str, ...] = ()
    consent: Consent | None = None
    alias: bool = False
    once: str = ""
    seen: UUID | None = None
    sought: str = ""

    def with_writing(self, writing: Writing) -> "CaseForm":
        return replace(self, writing=writing)

    def started_from(self, revision_id: UUID) -> "CaseForm":
        return replace(self, seen=revision_id)

    def has(self, slug: str) -> bool:
        return slug in self.approaches


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of cases is narrowed to, as it stands in the URL."""

    approach: str = ""
    lang: str = ""
    waiting: bool = False
    page: int = 1


# Names for one case alone. Birds, because none is a person's name and both languages have them.
ALIASES = {
    "ja": (
        "カワセミ",
        "ヒバリ",
        "セキレイ",
        "ムクドリ",
        "ツグミ",
        "メジロ",
        "シジュウカラ",
        "コゲラ",
        "ヤマガラ",
        "オナガ",
        "イカル",
        "キビタキ",
        "ルリビタキ",
        "ジョウビタキ",
        "ミソサザイ",
        "ホトトギス",
        "カッコウ",
        "アオバズク",
        "フクロウ",
        "トビ",
        "チドリ",
        "シギ",
        "カモメ",
        "アジサシ",
        "ハクチョウ",
        "マガモ",
        "カイツブリ",
        "クイナ",
        "ケリ",
        "ヨシキリ",
    ),
    "en": (
        "Kingfisher",
        "Skylark",
        "Wagtail",
        "Starling",
        "Thrush",
        "Goldcrest",
        "Chaffinch",
        "Woodpecker",
        "Nuthatch",
        "Magpie",
        "Bullfinch",
        "Flycatcher",
        "Redstart",
        "Whinchat",
        "Wren",
        "Cuckoo",
        "Nightjar",
        "Barn Owl",
        "Kestrel",
        "Buzzard",
        "Plover",
        "Sandpiper",
        "Gull",
        "Tern",
        "Swan",
        "Mallard",
        "Grebe",
        "Moorhen",
        "Lapwing",
        "Warbler",
    ),
}


def alias(lang: str) -> str:
    """Return a name for one case. Chosen at random, so that it says nothing of who chose it."""
    return secrets.choice(ALIASES[lang])


def labels(lang: str, approaches: tuple[str, ...]) -> str:
    """Return the names a case and its thread are found by in the index, parted by spaces."""
    return " ".join((f"lang:{lang}", *(f"approach:{slug}" for slug in approaches)))
