"""Return, revise, supersede, withdraw: a new text is born held, and the one before it stays until then."""

from collections.abc import Callable

from sqlalchemy import select

from app.database import Session
from app.posts import sealing
from app.posts.models import Revision
from app.posts.policy import State
from tests import texts
from tests.make import Made, Make
from tests.people import Browser


def states(db: Session, made: Made) -> list[str]:
    db.rollback()
    return list(db.scalars(select(Revision.state).where(Revision.post_id == made.post_id).order_by(Revision.number)))


def test_a_clear_new_text_takes_the_place_of_the_old_one(
    make: Make, db: Session, browser: Callable[..., Browser]
) -> None:
    case = make.case()
    make.revised(case, "書き直した本文です。")
    assert states(db, case) == ["superseded", "published"]
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert "書き直した本文です。" in page and "何を話せばいいのか" not in page


def test_while_a_new_text_is_held_peers_go_on_reading_the_old_one(
    make: Make, db: Session, browser: Callable[..., Browser]
) -> None:
    case = make.case()
    make.revised(case, texts.NAMED)
    assert states(db, case) == ["published", "held"]
    peer, author = browser(make.member()), browser(case.author)
    assert "佐藤" not in peer.get(f"/cases/{case.case_id}").text
    assert "何を話せばいいのか" in peer.get(f"/cases/{case.case_id}").text
    assert "佐藤" in author.get(f"/cases/{case.case_id}").text


def test_a_second_new_text_replaces_the_one_that_waits(make: Make, db: Session) -> None:
    case = make.case(texts.NAMED)
    make.revised(case, "佐藤美咲さんの別の書き方。")
    assert states(db, case) == ["superseded", "held"]


def test_a_returned_case_opens_with_the_moderators_note_and_its_words(
    make: Make, browser: Callable[..., Browser]
) -> None:
    case = make.returned(make.case(texts.NAMED), note="お名前をAさんにしてください。")
    author = browser(case.author)
    assert "お名前をAさんにしてください。" in author.get("/desk").text
    form = author.get(f"/posts/{case.post_id}/edit").text
    assert "お名前をAさんにしてください。" in form and "佐藤美咲さんは、第3回で初めて泣かれた。" in form


def test_a_returned_case_is_sent_again_and_published(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.returned(make.case(texts.NAMED))
    author = browser(case.author)
    answer = author.send(
        f"/posts/{case.post_id}/revisions",
        {
            "title": texts.CLEAR_TITLE,
            "body": "Aさんは、第3回で初めて泣かれた。",
            "question": texts.CLEAR_QUESTION,
            "seen": str(case.revision_id),
            "intent": "submit",
        },
    )
    assert answer.status_code == 200
    assert "Aさんは、第3回で初めて泣かれた。" in browser(make.member()).get(f"/cases/{case.case_id}").text


def test_of_two_windows_the_slower_is_told_and_keeps_its_words(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    make.revised(case, "先に書き直したほう。")
    answer = browser(case.author).post(
        f"/posts/{case.post_id}/revisions",
        {
            "title": texts.CLEAR_TITLE,
            "body": "あとから書いたほう。",
            "question": texts.CLEAR_QUESTION,
            "seen": str(case.revision_id),
            "intent": "submit",
        },
    )
    assert answer.status_code == 409
    assert "先に書き直したほう。" in answer.text and "あとから書いたほう。" in answer.text


def test_a_draft_goes_on_and_is_sent(make: Make, db: Session, browser: Callable[..., Browser]) -> None:
    draft = make.case("書きかけ", draft=True)
    author = browser(draft.author)
    assert (
        author.post(
            f"/posts/{draft.post_id}/revisions",
            {
                "title": "題",
                "body": "もう少し書いた",
                "question": "",
                "seen": str(draft.revision_id),
                "intent": "draft",
            },
        ).status_code
        == 303
    )
    assert states(db, draft) == ["draft"]
    assert "もう少し書いた" in author.get(f"/posts/{draft.post_id}/edit").text
    (only,) = db.scalars(select(Revision.id)).all()
    assert [found.body for found in sealing.of(db, [only, draft.revision_id]).values()] == ["もう少し書いた"], (
        "a draft that was written over leaves no words"
    )


def test_a_draft_that_is_given_up_leaves_no_words(make: Make, db: Session) -> None:
    given_up = make.withdrawn(make.case("書きかけ", draft=True))
    assert sealing.of(db, [given_up.revision_id]) == {}
    assert set(db.scalars(select(Revision.body)).all()) == {""}


def test_a_form_gone_back_to_after_keeping_a_draft_goes_on_with_it(
    make: Make, browser: Callable[..., Browser], db: Session
) -> None:
    author = browser(make.member())
    typed = {"title": "題", "body": "はじめの言葉。", "question": "どう待ちますか。", "lang": "ja", "once": "one-form",
             "approaches": "focusing", "consent": "consent_peer"}  # fmt: skip
    author.post("/cases", {**typed, "intent": "draft"})
    author.post("/cases", {**typed, "body": "書き足した言葉。", "intent": "submit"})
    assert db.scalars(select(Revision.body)).all() == ["書き足した言葉。"]
    assert db.scalars(select(Revision.state)).all() == ["published"]


def test_a_form_gone_back_to_after_sending_loses_no_words(
    make: Make, browser: Callable[..., Browser], db: Session
) -> None:
    author = browser(make.member())
    typed = {"title": "題", "body": "はじめの言葉。", "question": "どう待ちますか。", "lang": "ja", "once": "one-form",
             "approaches": "focusing", "consent": "consent_peer", "intent": "submit"}  # fmt: skip
    author.post("/cases", typed)
    answer = author.post("/cases", {**typed, "body": "書き足した言葉。"})
    assert answer.status_code == 409
    assert "はじめの言葉。" in answer.text and "書き足した言葉。" in answer.text
    assert len(db.scalars(select(Revision.id)).all()) == 1


def test_a_withdrawn_case_is_gone_with_its_thread(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    comment = make.reply(case, "このコメントも一緒に消えます。")
    peer = browser(make.member())
    assert "このコメントも" in peer.get(f"/cases/{case.case_id}").text
    author = browser(case.author)
    assert "取り下げ" in author.get(f"/posts/{case.post_id}/withdrawal").text
    author.send(f"/posts/{case.post_id}/withdrawal")
    assert peer.get(f"/cases/{case.case_id}").status_code == 404
    assert peer.open(f"/posts/{comment.post_id}").status_code == 404
    assert "このコメントも" not in peer.get("/search?q=このコメント").text
    assert str(case.case_id) not in peer.get("/cases").text


def test_a_withdrawn_comment_leaves_its_place_and_nothing_else(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    first = make.reply(case, "取り下げるコメントです。", author=make.member("こもれび"))
    make.reply(case, "それに答えたコメントです。", answers=first.post_id)
    make.withdrawn(first)
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert f'id="post-{first.post_id}"' in page
    assert "取り下げるコメント" not in page and "こもれび" not in page
    assert "それに答えたコメント" in page


def test_only_the_author_rewrites_or_withdraws(make: Make, browser: Callable[..., Browser], db: Session) -> None:
    case = make.case()
    stranger = browser(make.moderator())
    assert stranger.get(f"/posts/{case.post_id}/edit").status_code == 404
    assert stranger.post(f"/posts/{case.post_id}/withdrawal").status_code == 404
    assert (
        stranger.post(f"/posts/{case.post_id}/revisions", {"body": "x", "seen": str(case.revision_id)}).status_code
        == 404
    )
    assert states(db, case) == [State.PUBLISHED]
