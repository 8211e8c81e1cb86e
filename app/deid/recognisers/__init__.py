"""Every recogniser, written out in reading order: the direct ones, then the quasi ones."""

from collections.abc import Sequence
from types import ModuleType

from app.deid.recognisers.direct import address, coded, email, my_number, person_name, phone, record_number, web_handle
from app.deid.recognisers.quasi import (
    age,
    condition,
    event_date,
    family,
    guess,
    initials,
    occupation,
    origin,
    place,
    public_event,
    school,
    sex,
    workplace,
)

RECOGNISERS: Sequence[ModuleType] = (
    person_name,
    phone,
    email,
    address,
    web_handle,
    my_number,
    record_number,
    coded,
    age,
    sex,
    event_date,
    place,
    occupation,
    workplace,
    school,
    family,
    condition,
    origin,
    public_event,
    initials,
    guess,
)
