"""What was typed to leave → a value, or what is wrong."""

from app.erasure.policy import Fate, Leaving
from app.web.fields import Fields

Errors = dict[str, str]


def read_leaving(form: Fields) -> tuple[Leaving, Errors]:
    fate = form.one("own_posts")
    leaving = Leaving(
        Fate(fate) if fate in tuple(Fate) else None, form.raw("current_password"), form.one("leaving_sure") == "1"
    )
    wrong = {
        "own_posts": None if leaving.fate else "erasure.leave.fate_missing",
        "leaving_sure": None if leaving.sure else "erasure.leave.sure_missing",
        "current_password": None if leaving.password else "accounts.password.missing",
    }
    return leaving, {field: key for field, key in wrong.items() if key}
