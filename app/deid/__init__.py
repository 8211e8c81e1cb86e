"""What in a text could identify a client: the face of the detector."""

from app.deid.assess import TEXT_LIMIT, assess
from app.deid.ruleset import RULESET
from app.deid.types import Assessment, Combination, Finding, Identifier, Kind, TooLong, Trait, Verdict

__all__ = [
    "RULESET",
    "TEXT_LIMIT",
    "Assessment",
    "Combination",
    "Finding",
    "Identifier",
    "Kind",
    "TooLong",
    "Trait",
    "Verdict",
    "assess",
]
