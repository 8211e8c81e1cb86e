"""What is recorded, and what may stand beside it: ids, names of rules, days and numbers. Pure."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

CODES = 16  # the most that stand beside one act
LONGEST = 400  # characters of all of them

Code = str | int | UUID

# A name of ours (a rule, a role, an outcome), an id, a hash, a day. No space, no capital letter, no letter beyond ASCII
# and no figure in front: a name, an address, a telephone number or a sentence is none of these.
_KEY = re.compile(r"[a-z][a-z_]{0,31}")
_VALUE = re.compile(
    r"[a-z][a-z0-9_.:-]{0,47}"
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|[0-9a-f]{12}|[0-9a-f]{64}"
    r"|20[0-9]{2}-[01][0-9]-[0-3][0-9]"
)
_LARGEST = 10**9


class Act(StrEnum):
    """What somebody did. A new one needs its sentence in both catalogues: `audit.act.<act>`."""

    SIGN_IN = "sign_in"  # of moderators and admins, as all of these
    SIGN_OUT = "sign_out"
    FACTOR_CHANGE = "factor_change"
    ROLE_CHANGE = "role_change"
    MEMBER_REMOVAL = "member_removal"

    CLAIM = "claim"
    TAKEOVER = "takeover"
    DECISION = "decision"
    REDACTION = "redaction"
    UNDO = "undo"
    APPEAL_DECISION = "appeal_decision"
    UNSEALING = "unsealing"
    LICENCE_DECISION = "licence_decision"
    LICENCE_SUSPENSION = "licence_suspension"
    LICENCE_SAMPLE = "licence_sample"
    LIMIT = "limit"  # somebody read, looked for or opened more than people do

    RULESET_CHANGE = "ruleset_change"
    ALLOWANCE_PROPOSAL = "allowance_proposal"
    ALLOWANCE_DECISION = "allowance_decision"
    ALLOWANCE_WITHDRAWAL = "allowance_withdrawal"
    CANNED_REASONS_CHANGE = "canned_reasons_change"
    SITE_TEXTS_CHANGE = "site_texts_change"
    SITE_TEXTS_CHECK = "site_texts_check"
    RESCAN = "rescan"

    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    MOVE = "move"
    PURGE = "purge"
    KEY_ROTATION = "key_rotation"


class BadEntry(ValueError):
    """What was to be recorded beside an act could be words. The act must not happen: it is a mistake of the program."""


def written(codes: Mapping[str, Code]) -> str:
    """Return codes as they are stored and hashed: the same codes give the same text.

    Raises  BadEntry if there are too many, or one of them could be a member's words.
    """
    if len(codes) > CODES:
        raise BadEntry(f"{len(codes)} codes are too many")
    for key, value in codes.items():
        if not _KEY.fullmatch(key):
            raise BadEntry("the name of a code is not one of ours")
        if not _may_stand(value):
            raise BadEntry(f"{key} could be words")
    text = json.dumps(
        {key: value if isinstance(value, int) else str(value) for key, value in codes.items()},
        sort_keys=True,
        separators=(",", ":"),
    )
    if len(text) > LONGEST:
        raise BadEntry(f"{len(text)} characters of codes are too many")
    return text


def _may_stand(value: Code) -> bool:
    if isinstance(value, int):
        return abs(value) < _LARGEST  # a telephone number has ten figures
    return _VALUE.fullmatch(str(value)) is not None
