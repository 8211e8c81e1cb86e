"""A proof of a licence: taken as pictures, sealed, opened on the record by whoever checks, erased with the decision."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import cache
from threading import Barrier
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from app import audit, clock
from app.accounts import licensing
from app.accounts.models import Licence, Member
from app.accounts.policy import FRESH_FOR, LicenceDecision, Outcome
from app.audit import Act, Narrowed
from app.database import Database
from app.erasure import service as erasure
from app.erasure.policy import Fate
from app.errors import OutOfDate
from app.evidence.models import Evidence
from app.evidence.policy import FILE_LIMIT
from app.vault.models import RowKey, Sealed
from app.web.visit import Role
from tests.accounts.doors import PASSWORD, code_of, long_ago, with_app, with_password
from tests.accounts.test_licences import claimed, decide
from tests.make import Make
from tests.people import Browser

Open = Callable[..., Browser]
PLACE = b"35.6895N"  # what a telephone writes into a photo
CLAIM = {"licence": "jp-clinical-psychologist", "licence_number": "38436"}


@cache
def photo(form: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    """A picture whose left half is dark, taken with the telephone on its side, and with the place it was taken at."""
    picture = Image.new("RGB", size, "white")
    picture.paste("black", (0, 0, size[0] // 2, size[1]))
    exif = picture.getexif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010E] = PLACE.decode()
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()


@cache
def scan(pages: int) -> bytes:
    first, *others = [Image.new("RGB", (200, 280), "white") for _ in range(pages)]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


def send(person: Browser, licence: UUID, content: bytes, name: str = "licence.jpg"):  # type: ignore[no-untyped-def]
    return person.post(f"/me/licences/{licence}/evidence", files={"evidence": (name, content)})


def sealed(database: Database) -> int:
    with database.reading() as session:
        rows = session.scalar(select(func.count()).select_from(Sealed).where(Sealed.field.startswith("page-")))
        return rows or 0


def keys(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(RowKey)) or 0


@pytest.fixture
def member(make: Make) -> Member:
    return make.member("みどり", verified=False)


@pytest.fixture
def licence(database: Database, member: Member) -> UUID:
    return claimed(database, member)


def test_lk_39_a_photo_is_opened_on_the_record_and_shown_without_what_it_told(
    browser: Open, make: Make, database: Database, member: Member, licence: UUID
) -> None:
    assert send(browser(member), licence, photo()).status_code == 303
    assert "お預かりしています" in browser(member).get("/me").text
    checker = make.moderator()
    moderator, colleague = browser(checker), browser(make.moderator())
    place = f"/moderation/licences/{licence}"
    assert moderator.get(f"{place}/evidence/1").status_code == 404, "not before it is on the record"

    assert moderator.post(f"{place}/opening").headers["location"] == f"{place}/evidence"
    with database.reading() as session:
        (entry,) = audit.latest(session, Narrowed(act=Act.UNSEALING), limit=2)
    assert entry.actor == checker.id and entry.about == member.id and str(licence) in entry.codes

    assert f"{place}/evidence/1" in moderator.get(f"{place}/evidence").text
    shown = moderator.get(f"{place}/evidence/1")
    assert shown.headers["content-type"] == "image/jpeg" and shown.headers["content-disposition"] == "inline"
    assert shown.headers["cache-control"] == "no-store" and shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert PLACE not in shown.content and b"Exif" not in shown.content
    picture = Image.open(io.BytesIO(shown.content))
    assert picture.size == (300, 400), "it stands upright"
    top, foot = (picture.convert("L").getpixel((150, y)) for y in (10, 390))
    assert top < 40 and foot > 200
    assert moderator.get(f"{place}/evidence/2").status_code == 404
    assert browser(member).get(f"{place}/evidence/1").headers["location"] == "/me"
    for other in (colleague, browser(make.member())):
        assert other.get(f"{place}/evidence").status_code == other.get(f"{place}/evidence/1").status_code == 404

    with database.writing() as session:
        session.execute(update(Evidence).values(opened_until=clock.now() - timedelta(seconds=1)))
    assert moderator.get(f"{place}/evidence/1").status_code == 404, "later it is opened anew"


def test_ac_21_without_a_fresh_proof_no_proof_of_a_licence_is_opened(
    browser: Open, make: Make, database: Database, member: Member, licence: UUID
) -> None:
    send(browser(member), licence, photo())
    checker = with_password(database, make.moderator())
    secret = with_app(database, checker)
    moderator, place = browser(checker), f"/moderation/licences/{licence}"
    long_ago(database, checker, proven_at=FRESH_FOR * 2)
    asked = moderator.post(f"{place}/opening")
    assert asked.status_code == 403 and 'name="proof_code"' in asked.text
    assert moderator.get(f"{place}/evidence/1").status_code == 404
    with database.reading() as session:
        assert audit.latest(session, Narrowed(act=Act.UNSEALING), limit=1) == []
    opened = moderator.post(f"{place}/opening", {"proof_password": PASSWORD, "proof_code": code_of(secret)})
    assert opened.headers["location"] == f"{place}/evidence"
    assert moderator.get(f"{place}/evidence/1").status_code == 200


def test_what_is_kept_lies_sealed_and_goes_with_the_decision(
    browser: Open, make: Make, database: Database, member: Member, licence: UUID
) -> None:
    before = keys(database)
    send(browser(member), licence, scan(3), "証書.pdf")
    assert sealed(database) == 3 and keys(database) == before + 1
    with database.reading() as session:
        boxes = session.scalars(select(Sealed.box)).all()
    assert not any(b"\xff\xd8\xff" in box or b"%PDF" in box for box in boxes)
    decide(browser(make.moderator()), licence, "refuse", "番号が読めませんでした。")
    assert sealed(database) == 0 and keys(database) == before
    assert send(browser(member), licence, photo()).status_code == 409, "nothing is taken once it is decided"


def test_xs_11_a_second_file_whatever_it_is_called_takes_the_place_of_the_first_and_can_be_taken_back(
    browser: Open, database: Database, member: Member, licence: UUID
) -> None:
    person = browser(member)
    send(person, licence, scan(2))
    send(person, licence, photo("PNG"), '"><img src=x>\u202efdp.png')
    assert sealed(database) == 1
    person.post(f"/me/licences/{licence}/evidence/withdrawal")
    assert sealed(database) == 0 and "お預かりしています" not in person.get("/me").text


def test_whoever_leaves_takes_it_along(database: Database, browser: Open, member: Member, licence: UUID) -> None:
    send(browser(member), licence, photo())
    with database.writing() as session:
        erasure.remove_member(session, member.id, Fate.ERASE)
    assert sealed(database) == 0


def test_a_copy_of_ones_data_says_that_one_is_kept(
    database: Database, browser: Open, member: Member, licence: UUID
) -> None:
    assert '"proof_sent_at": null' in browser(member).get("/me/data/json").text
    send(browser(member), licence, photo())
    assert '"proof_sent_at": "20' in browser(member).get("/me/data/json").text
    assert "資格を示すものをお預かりしています" in browser(member).get("/me/data/txt").text


def test_it_can_come_with_the_claim(browser: Open, make: Make, database: Database) -> None:
    person = browser(make.member())
    assert 'type="file"' in person.get("/me/licences/new").text
    assert person.post("/me/licences", CLAIM, files={"evidence": ("c.jpg", photo())}).status_code == 303
    assert sealed(database) == 1
    assert (
        person.post("/me/licences", {**CLAIM, "licence": "uk-bacp"}, files={"evidence": ("", b"")}).status_code == 303
    )
    assert sealed(database) == 1


def bomb() -> bytes:
    """A few kilobytes that would be more pixels than are ever decoded."""
    out = io.BytesIO()
    Image.new("1", (7_200, 7_200)).save(out, "PNG")
    return out.getvalue()


REFUSED = {
    "large": (lambda: photo() + bytes(FILE_LIMIT), "大きすぎます"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "受け取れません"),
    "html before a pdf": (lambda: b"<script>1</script>" + scan(1), "受け取れません"),
    "an iPhone's photo": (lambda: b"\0\0\0\x18ftypheic" + bytes(64), "iPhone でこのページを開き"),
    "four pages": (lambda: scan(4), "3 ページまで"),
    "broken": (lambda: photo()[:200], "読み取れませんでした"),
    "a torn pdf": (lambda: scan(1)[:120], "読み取れませんでした"),
    "a bomb": (bomb, "縦横が大きすぎます"),
    "empty": (lambda: b"", "受け取れません"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_xs_10_and_dt_12_what_cannot_be_taken_is_said_and_nothing_else_is_lost(
    browser: Open, make: Make, database: Database, what: str
) -> None:
    content, said = REFUSED[what]
    answer = browser(make.member()).post("/me/licences", CLAIM, files={"evidence": ("licence.jpg", content())})
    assert answer.status_code == 422 and said in answer.text
    assert 'value="38436"' in answer.text and "selected" in answer.text
    assert sealed(database) == 0
    with database.reading() as session:
        assert not session.scalars(select(Licence).where(Licence.state == "claimed")).all()


def test_a_file_beyond_all_measure_is_not_read(browser: Open, make: Make) -> None:
    person = browser(make.member())
    token = person.token()
    answer = person.post(
        "/me/licences", CLAIM, token=token, content=b"x", headers={"Content-Length": str(10**9), "Content-Type": "multipart/form-data; boundary=b"}
    )  # fmt: skip
    assert answer.status_code == 413


def test_nobody_sends_one_for_another_or_before_their_address_is_known(
    browser: Open, make: Make, database: Database, licence: UUID, member: Member
) -> None:
    assert send(browser(make.member()), licence, photo()).status_code == 404
    assert send(browser(), licence, photo()).status_code == 401
    with database.writing() as session:
        session.execute(update(Member).where(Member.id == member.id).values(confirmed_at=None))
    person = browser(member)
    assert 'type="file"' not in person.get("/me/licences/new").text
    assert send(person, licence, photo()).status_code == 422
    assert sealed(database) == 0


def test_ac_07_nobody_opens_their_own_or_without_the_duty(browser: Open, make: Make, database: Database) -> None:
    moderator = make.moderator()
    licence = claimed(database, moderator)
    send(browser(moderator), licence, photo())
    assert browser(moderator).post(f"/moderation/licences/{licence}/opening").status_code == 403
    assert browser(make.member()).post(f"/moderation/licences/{licence}/opening").status_code == 404
    assert browser(make.moderator()).post(f"/moderation/licences/{UUID(int=1)}/opening").status_code == 404


def test_ac_07_a_proof_is_opened_by_whoever_checks_it_and_shown_to_nobody_else(
    browser: Open, make: Make, database: Database, member: Member, licence: UUID
) -> None:
    send(browser(member), licence, photo())
    checker = make.moderator()
    other = claimed(database, make.member(verified=False))
    people = {
        "visitor": browser(),
        "unverified": browser(make.member(verified=False)),
        "counsellor": browser(make.member()),
        "moderator": browser(make.moderator()),
        "admin": browser(make.member(role=Role.ADMIN)),
        "whose it is": browser(member),
    }
    for opened in (False, True):
        if opened:
            assert browser(checker).post(f"/moderation/licences/{licence}/opening").status_code == 303
        for who, person in people.items():
            for one in (licence, other, UUID(int=1)):
                for page in ("evidence", "evidence/1", "evidence/2", "evidence/0", "evidence/-1"):
                    answer = person.get(f"/moderation/licences/{one}/{page}")
                    kept_out = (404,) if who in ("counsellor", "moderator", "admin") else (303, 404)
                    assert answer.status_code in kept_out, (who, page)
                    assert b"\xff\xd8\xff" not in answer.content
    assert browser(checker).get(f"/moderation/licences/{licence}/evidence/1").content.startswith(b"\xff\xd8\xff")


def test_no_proof_stays_behind_a_decision(make: Make, database: Database) -> None:
    """A proof and a decision at the same moment: whichever is first, nothing is left that nobody can decide on."""
    moderator, now = make.moderator(), clock.now()
    together = Barrier(2)

    def at_once(act: Callable[..., None], *more: object) -> None:
        together.wait()
        with suppress(OutOfDate), database.writing() as session:
            act(session, *more, now)

    for _ in range(4):
        sender = make.member(verified=False)
        licence = claimed(database, sender)
        with ThreadPoolExecutor(2) as pool:
            done = [
                pool.submit(at_once, licensing.prove, sender.id, licence, [b"a picture"]),
                pool.submit(at_once, licensing.decide, moderator.id, licence, LicenceDecision(Outcome.CONFIRM)),
            ]
            [one.result() for one in done]
        with database.reading() as session:
            assert session.get_one(Licence, licence).state == "confirmed"
        assert sealed(database) == 0
