"""Every recogniser, written out in reading order: the direct ones, then the quasi ones."""

from collections.abc import Sequence
from types import ModuleType

from app.deid.recognisers.direct import address, email, my_number, person_name, phone, record_number, web_handle

RECOGNISERS: Sequence[ModuleType] = (
    person_name,
    phone,
    email,
    address,
    web_handle,
    my_number,
    record_number,
)
