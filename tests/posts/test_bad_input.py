"""Bad input gets a clear answer, what was typed is still there, and nothing is stored by halves."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from app import clock
from app.accounts.models import SignIn
from app.database import Database, Session
from app.posts import service
from app.posts.models import Revision
from tests import texts
from tests.make import Make
from tests.people import Browser

FORM = {"content-type": "application/x-www-form-urlencoded"}


def stored(db: Session) -> int:
    db.rollback()
    return db.scalar(select(func.count()).select_from(Revision)) or 0


@pytest.mark.parametrize(
    "body",
    [
        b"body=%00",
        b"body=a%00b",
        b"body=%ff%fe",
        b"body=%ed%a0%80",  # a lone surrogate, as UTF-8 must not have it
        b"body=\xff\xfe",
        b"body=" + "あ".encode("utf-16"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    body: bytes, make: Make, browser: Callable[..., Browser], db: Session
) -> None:
    person = browser(make.member())
    token = person.token("/desk")
    before = stored(db)
    for path in ("/cases", "/screenings", "/sign-out"):
        answer = person.client.post(path, content=body + b"&_csrf_token=" + token.encode(), headers=FORM)
        assert answer.status_code in (400, 403), path
    assert stored(db) == before


def test_a_broken_multipart_form_is_refused(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    person = browser(make.member())
    for kind, body in (
        ("multipart/form-data", b"x"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\n\xff\xfe\r\n--b--\r\n',
        ),
        ("multipart/form-data; boundary=b", b"--b\r\nnonsense"),
        ("text/plain", b"body=x"),
        ("application/json", b'{"body": "x"}'),
    ):
        answer = person.client.post("/cases", content=body, headers={"content-type": kind})
        assert answer.status_code in (400, 403), kind
    assert stored(db) == 0


def test_a_form_over_the_limit_is_refused_early(make: Make, browser: Callable[..., Browser]) -> None:
    person = browser(make.member())
    answer = person.post("/cases", {"body": "あ" * 400_000})
    assert answer.status_code == 413


def test_three_hundred_fields_are_enough(make: Make, browser: Callable[..., Browser]) -> None:
    body = "&".join(f"f{number}=x" for number in range(2_000)).encode()
    assert browser(make.member()).client.post("/cases", content=body, headers=FORM).status_code in (400, 403)


@pytest.mark.parametrize(
    "odd", ["not-an-id", "00000000-0000-0000-0000-000000000000", "../../etc/passwd", "1 or 1=1", "％"]
)
def test_an_id_that_is_none_is_a_missing_page(odd: str, make: Make, browser: Callable[..., Browser]) -> None:
    person = browser(make.member())
    for path in ("/cases/{}", "/posts/{}", "/posts/{}/edit", "/moderation/{}"):
        assert person.get(path.format(quote(odd, safe=""))).status_code == 404
    assert person.post("/posts/" + quote(odd, safe="") + "/withdrawal").status_code == 404


def test_an_answer_to_nothing_is_an_answer_to_the_case(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    answer = browser(make.member()).post(
        f"/cases/{case.case_id}/posts", {"body": texts.CLEAR_COMMENT, "answers": "nothing", "intent": "submit"}
    )
    assert answer.status_code == 303


def test_whoever_is_signed_out_while_writing_keeps_the_text(
    make: Make, browser: Callable[..., Browser], database: Database, db: Session
) -> None:
    member = make.member()
    person = browser(member)
    token = person.token("/desk")
    with database.writing() as session:
        session.execute(SignIn.__table__.update().values(ended_at=clock.now()))  # type: ignore[attr-defined]
    answer = person.post("/cases", {"title": "書きかけの題", "body": "書きかけの本文"}, token=token)
    assert answer.status_code in (401, 403)
    assert "書きかけの題" in answer.text and "書きかけの本文" in answer.text
    assert stored(db) == 0


def test_a_database_that_is_busy_keeps_the_text_and_stores_nothing(
    make: Make, browser: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch, db: Session
) -> None:
    from sqlalchemy.exc import OperationalError

    case = make.case()

    def locked(*_: object, **__: object) -> None:
        raise OperationalError("insert", {}, Exception("database is locked"))

    monkeypatch.setattr(service, "submit", locked)
    before = stored(db)
    answer = browser(make.member()).post(
        f"/cases/{case.case_id}/posts", {"body": "消えては困るコメント", "intent": "submit"}
    )
    assert answer.status_code == 503 and answer.headers["retry-after"]
    assert "消えては困るコメント" in answer.text
    assert stored(db) == before


def test_while_the_database_is_away_nobody_is_let_in_and_nothing_is_lost(
    make: Make, browser: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = browser(make.member())
    token = person.token("/desk")

    def away(*_: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr("app.accounts.queries.known", away)
    assert person.get("/cases").status_code == 503
    answer = person.post("/cases", {"title": "題", "body": "消えては困る本文"}, token=token)
    assert answer.status_code == 503 and "消えては困る本文" in answer.text


def test_an_unforeseen_fault_is_ours_and_gives_no_details(
    make: Make, browser: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch, db: Session
) -> None:
    case = make.case()
    before = stored(db)
    monkeypatch.setattr(service, "submit", lambda *_, **__: 1 / 0)
    answer = browser(make.member()).post(
        f"/cases/{case.case_id}/posts", {"body": "消えては困るコメント", "intent": "submit"}
    )
    assert answer.status_code == 500
    assert "消えては困るコメント" in answer.text
    assert "ZeroDivision" not in answer.text and "Traceback" not in answer.text
    assert stored(db) == before


def test_a_comment_that_is_too_long_stays_in_its_box(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    words = "長いコメント。" * 1_200
    answer = browser(make.member()).post(f"/cases/{case.case_id}/posts", {"body": words, "intent": "submit"})
    assert answer.status_code == 422 and "8,000字まで" in answer.text and words in answer.text
