"""Every recogniser, written out in reading order: the direct ones, then the quasi ones."""

from collections.abc import Sequence
from types import ModuleType

from app.deid.recognisers.direct import person_name

RECOGNISERS: Sequence[ModuleType] = (person_name,)
