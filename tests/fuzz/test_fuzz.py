"""A short round of the fuzzing that `make fuzz` does for as long as one likes."""

import pytest

from tests.fuzz.__main__ import run
from tests.fuzz.targets import TARGETS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", list(TARGETS))
def test_whatever_is_given_has_an_answer(name: str) -> None:
    counted, fault = run(TARGETS[name], seconds=0.2)
    assert fault is None
    assert counted > 50
