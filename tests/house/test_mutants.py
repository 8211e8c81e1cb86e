"""What `make mutants` takes out is still in the program, so that an hour of it does not end at a line that was reworded."""

import pytest

from tests.mutants import MUTANTS, ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_safeguard_that_is_taken_out_is_there_with_the_tests_that_should_notice(mutant: Mutant) -> None:
    assert mutant.before in (ROOT / mutant.file).read_text(encoding="utf-8")
    assert all((ROOT / test.partition("::")[0]).exists() for test in mutant.tests)
