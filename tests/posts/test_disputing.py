"""An author says that marked words identify nobody; it reaches the moderator beside them, and gets an answer."""

import pytest
from sqlalchemy import select

from app.posts import checking, routes, screening
from app.posts.models import Dispute
from app.posts.policy import DisputeOutcome, State, may_dispute
from tests import texts

WORD = "本の題名にある名前です。"


def form(made) -> str:
    return f"/posts/{made.post_id}/disputes"


def about(made, finding: int = 1, **more: str) -> dict[str, str]:
    return {"seen": str(made.revision_id), "finding": str(finding), "reason": "author", "note": WORD, **more}


def outcomes(db) -> list[str]:
    found = db.scalars(select(Dispute.outcome).order_by(Dispute.made_at, Dispute.finding)).all()
    db.rollback()
    return list(found)


def decide(browser, make, made, outcome: str, **more: str):
    note = "" if outcome == "release" else "お名前を書き換えてください。"
    answer = browser(make.moderator()).post(
        f"/moderation/{made.revision_id}/decision", {"outcome": outcome, "note": note, **more}
    )
    assert answer.status_code == 303
    return answer


def test_beside_each_finding_its_author_can_say_that_it_identifies_nobody(browser, make):
    held = make.case(texts.NAMED + texts.NUMBERED)
    page = browser(held.author).open(f"/cases/{held.case_id}").text
    assert page.count(f'action="{form(held)}"') == page.count('class="finding finding') >= 2


def test_what_an_author_says_reaches_the_moderator_beside_the_words_and_nobody_else(browser, make):
    held = make.case(texts.NAMED)
    answer = browser(held.author).send(form(held), about(held))
    assert "その言葉と並べて届きます" in answer.text and WORD in answer.text
    page = browser(make.moderator()).get(f"/moderation/{held.revision_id}").text
    assert WORD in page[page.index("佐藤美咲") :] and "本の著者や理論家の名前です" in page
    browser(make.moderator()).post(f"/moderation/{held.revision_id}/decision", {"outcome": "release", "note": ""})
    assert WORD not in browser(make.member()).get(f"/cases/{held.case_id}").text


def test_a_comments_author_can_say_it_in_the_thread(browser, make):
    comment = make.reply(make.case(), texts.NAMED)
    assert WORD in browser(comment.author).send(form(comment), about(comment)).text


def test_releasing_a_text_agrees_with_everything_its_author_said(browser, make, db):
    held = make.case(texts.NAMED + texts.NUMBERED)
    browser(held.author).post(form(held), about(held, 1))
    browser(held.author).post(form(held), about(held, 2, reason="method"))
    decide(browser, make, held, "release")
    assert outcomes(db) == ["accepted", "accepted"]


def test_returning_a_text_agrees_with_what_is_ticked_and_declines_the_rest(browser, make, db):
    held = make.case(texts.NAMED + texts.NUMBERED)
    browser(held.author).post(form(held), about(held, 1))
    browser(held.author).post(form(held), about(held, 2, reason="method"))
    decide(browser, make, held, "return", accepted="2")
    assert outcomes(db) == ["declined", "accepted"]
    page = browser(held.author).open(f"/cases/{held.case_id}").text
    assert "このままでは載せられない" in page and "ご説明のとおりと認められました" in page


def test_what_was_said_of_words_that_stay_is_said_of_the_next_text_too(browser, make, db):
    held = make.case("序文。" + texts.NAMED + texts.NUMBERED)
    browser(held.author).post(form(held), about(held, 1))
    make.returned(held)
    newer = make.revised(held, "書き直した序文を、前よりも長く置きました。" + texts.NAMED)
    assert newer.state is State.HELD
    carried = db.scalars(select(Dispute).where(Dispute.revision_id == newer.revision_id)).one()
    assert (carried.reason, carried.note, carried.outcome) == ("author", WORD, "open")
    db.rollback()
    without = make.revised(newer, texts.NUMBERED)
    assert db.scalars(select(Dispute).where(Dispute.revision_id == without.revision_id)).all() == []


def test_saying_it_again_changes_what_was_said_and_it_can_be_taken_back(browser, make, db):
    held = make.case(texts.NAMED)
    author = browser(held.author)
    author.post(form(held), about(held))
    author.post(form(held), about(held, reason="pseudonym", note=""))
    said = db.scalars(select(Dispute)).one()
    assert (said.reason, said.note) == ("pseudonym", "")
    db.rollback()
    assert author.post(form(held), about(held, intent="take_back")).status_code == 303
    assert outcomes(db) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": ""}, "いちばん近い理由"),
        ({"reason": "because"}, "いちばん近い理由"),
        ({"reason": "other", "note": ""}, "ひとことお書きください"),
        ({"note": "長" * 201}, "200字まで"),
        ({"note": "佐藤美咲さんは私の娘ではありません。"}, "名前や連絡先のように見える"),
    ],
)
def test_a_form_with_faults_comes_back_with_what_was_typed(browser, make, db, fields, said):
    held = make.case(texts.NAMED + texts.NUMBERED)
    sent = about(held, 2, **fields)
    answer = browser(held.author).post(form(held), sent)
    assert answer.status_code == 422 and said in answer.text and sent["note"] in answer.text
    assert outcomes(db) == []


def test_a_place_may_be_named_to_say_how_large_it_is(browser, make):
    held = make.case(texts.NAMED)
    answer = browser(held.author).post(form(held), about(held, reason="large_place", note="札幌市は人口が多いです。"))
    assert answer.status_code == 303


def test_a_note_that_cannot_be_read_is_not_kept(browser, make, db, monkeypatch):
    held = make.case(texts.NAMED)
    monkeypatch.setattr("app.deid.assess", lambda *_, **__: 1 / 0)
    assert browser(held.author).post(form(held), about(held)).status_code == 422
    assert browser(held.author).post(form(held), about(held, note="")).status_code == 303
    assert outcomes(db) == ["open"]


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """What the detector was given to read."""
    given: list[str] = []
    look = screening.look
    monkeypatch.setattr(
        screening, "look", lambda text, *more, **named: (given.append(text), look(text, *more, **named))[1]
    )
    return given


def test_of_somebody_elses_text_there_is_nothing_to_say_and_nobody_reads_it(browser, make, read):
    held = make.case(texts.NAMED)
    other = browser(make.member())
    read.clear()
    assert other.get(form(held)).status_code == 404
    assert other.post(form(held), about(held)).status_code == 404
    assert read == []


def test_what_was_decided_is_not_argued_about_any_more_but_appealed(browser, make, db):
    held = make.case(texts.NAMED)
    browser(held.author).post(form(held), about(held))
    decide(browser, make, held, "return")
    answer = browser(held.author).post(form(held), about(held, reason="pseudonym"))
    assert answer.status_code == 403 and "判断は済んでいます" in answer.text
    assert outcomes(db) == ["declined"]


def test_a_text_written_anew_meanwhile_is_not_spoken_of_by_mistake(browser, make, db):
    held = make.case(texts.NAMED)
    newer = make.revised(held, texts.NUMBERED)
    assert newer.state is State.HELD
    assert browser(held.author).post(form(held), about(held)).status_code == 409
    for finding in ("0", "99", "x", "-1"):
        assert browser(held.author).post(form(held), {**about(newer), "finding": finding}).status_code == 404
    assert outcomes(db) == []


def test_with_the_text_goes_what_was_said_of_it(browser, make, db):
    held = make.case(texts.NAMED)
    browser(held.author).post(form(held), about(held))
    make.withdrawn(held)
    assert db.scalars(select(Dispute)).all() == []


def test_saying_things_without_end_is_slowed_down(browser, make, monkeypatch, read):
    monkeypatch.setattr(routes, "DISPUTING", routes.DISPUTING._replace(times=1))
    held = make.case(texts.NAMED)
    read.clear()
    assert browser(held.author).post(form(held), about(held)).status_code == 303
    refused = browser(held.author).post(form(held), about(held, note="二度目の説明です。"))
    assert refused.status_code == 429 and "二度目の説明です。" in refused.text
    assert read == [WORD], "nobody has read what is refused"


def test_notes_that_are_not_kept_are_counted_too_so_that_nobody_keeps_the_reader_from_others(
    browser, make, monkeypatch, read
):
    monkeypatch.setattr(checking, "CHECKING", checking.CHECKING._replace(times=1))
    held = make.case(texts.NAMED)
    read.clear()
    named = about(held, note="佐藤美咲さんは私の娘ではありません。")
    assert [browser(held.author).post(form(held), named).status_code for _ in range(2)] == [422, 429]
    assert read == [named["note"]]


def test_in_english_it_reads_as_well(browser, make):
    held = make.case(texts.NAMED_EN, author=make.member(locale="en"))
    page = browser(held.author).open(f"/cases/{held.case_id}").text
    assert "This does not identify anyone, because" in page
    assert browser(held.author).send(form(held), about(held, note="Her book is on my shelf.")).status_code == 200


@pytest.mark.parametrize("state", list(State))
def test_only_what_a_person_will_look_at_is_argued_about(state):
    assert may_dispute(state, None) == (state in (State.HELD, State.RETURNED))
    assert not may_dispute(state, DisputeOutcome.ACCEPTED)
