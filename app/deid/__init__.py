"""What in a text could identify a client: the face of the detector."""

from app.deid.allow import may_be_allowed
from app.deid.assess import TEXT_LIMIT, assess
from app.deid.ruleset import RULESET
from app.deid.types import Allowed, Assessment, Combination, Finding, Identifier, Kind, TooLong, Trait, Verdict

__all__ = [
    "RULESET",
    "TEXT_LIMIT",
    "Allowed",
    "Assessment",
    "Combination",
    "Finding",
    "Identifier",
    "Kind",
    "TooLong",
    "Trait",
    "Verdict",
    "assess",
    "may_be_allowed",
]
