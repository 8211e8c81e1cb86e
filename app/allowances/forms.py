"""What an admin says of a proposed phrase."""

from app.allowances.policy import Verdict
from app.web.fields import Fields

Errors = dict[str, str]


def read_verdict(form: Fields) -> tuple[Verdict | None, Errors]:
    """Return the verdict. It is never guessed: without one nothing is decided."""
    outcome = form.one("outcome")
    if outcome not in list(Verdict):
        return None, {"form": "allowances.outcome_missing"}
    return Verdict(outcome), {}
