"""A signature is good for one purpose and one subject, and says nothing of whom it is for."""

import re
from collections.abc import Callable

from app import signing
from app.database import Database
from app.settings import Settings
from tests.accounts import doors
from tests.people import Browser

KEY, OTHER = b"k" * 64, b"o" * 64
MINE = "midori@example.jp"


def test_cr_09_a_signature_of_one_purpose_is_none_for_another() -> None:
    signature = signing.sign(KEY, "mail", f"/password/1:{MINE}")
    assert signing.holds(KEY, "mail", f"/password/1:{MINE}", signature)
    for key, purpose, subject in (
        (KEY, "known", f"/password/1:{MINE}"),
        (KEY, "mail", f"/confirmation/1:{MINE}"),
        (OTHER, "mail", f"/password/1:{MINE}"),
        (KEY, "mail:/password/1", MINE),
        (KEY, "", f"mail\0/password/1:{MINE}"),
        (KEY, "", f"mail:/password/1:{MINE}"),
    ):
        assert not signing.holds(key, purpose, subject, signature), (purpose, subject)
    for changed in ("", signature[:-1], signature + "A", signature.swapcase(), "é" * 43):
        assert not signing.holds(KEY, "mail", f"/password/1:{MINE}", changed)


def test_cr_09_a_signature_holds_no_personal_data() -> None:
    assert re.fullmatch(r"[\w-]{43}", signing.sign(KEY, "mail", MINE)), "256 bits of a hash, and nothing to decode"


def test_cr_09_the_link_that_confirms_an_address_opens_no_new_password(
    browser: Callable[..., Browser], database: Database, site_settings: Settings
) -> None:
    doors.join(browser())
    (mail,) = doors.mails(database, site_settings)
    path, _, key = doors.link_in(mail).partition("?")
    visitor = browser()
    assert path.startswith("/confirmation/") and visitor.get(f"{path}?{key}").status_code == 200
    assert visitor.get(f"{path.replace('confirmation', 'password')}?{key}").status_code == 404
    assert MINE not in doors.link_in(mail)
