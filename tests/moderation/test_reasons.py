"""Reasons that are chosen instead of written: what authors read of them, and who puts them in other words."""

import pytest
from sqlalchemy import select

from app import audit, i18n
from app.audit import Act
from app.moderation import canned
from app.moderation.models import Decision
from app.moderation.policy import CANNED, NOTE_LIMIT
from app.posts.models import Revision
from app.web.visit import Role
from tests import texts

NOTE = "第3回のところです。"
NAME = i18n.translator("ja")("moderation.canned.name")
NAME_EN = i18n.translator("en")("moderation.canned.name")


def decide(window, made, **fields):
    return window.post(f"/moderation/{made.revision_id}/decision", {"outcome": "return", "note": "", **fields})


def note(db) -> str:
    found = db.scalars(select(Revision.note)).one()
    db.rollback()
    return found


def test_a_chosen_reason_is_enough_and_reaches_the_author_with_what_was_written(browser, make, db):
    held = make.case(texts.NAMED)
    assert decide(browser(make.moderator()), held, reason="name", note=NOTE).status_code == 303
    assert note(db) == f"{NAME}\n\n{NOTE}"
    assert db.execute(select(Decision.reason, Decision.note)).one() == ("name", f"{NAME}\n\n{NOTE}")
    db.rollback()
    assert NAME in browser(held.author).open("/desk").text


def test_an_author_reads_the_reason_in_the_language_of_the_text(browser, make, db):
    held = make.case(texts.NAMED_EN)
    decide(browser(make.moderator(locale="ja")), held, reason="name")
    assert note(db) == NAME_EN


@pytest.mark.parametrize("fields", [{}, {"reason": ""}, {"reason": "made up"}, {"note": "   "}])
def test_without_a_reason_or_a_word_nothing_is_returned(browser, make, db, fields):
    held = make.case(texts.NAMED)
    assert decide(browser(make.moderator()), held, **fields).status_code == 422
    assert db.scalars(select(Decision)).all() == []


def test_what_was_chosen_and_written_comes_back_with_a_fault(browser, make):
    held = make.case(texts.NAMED)
    answer = decide(browser(make.moderator()), held, reason="place", note="長" * NOTE_LIMIT)
    assert answer.status_code == 422
    assert '<option value="place" selected>' in answer.text and "長" * NOTE_LIMIT in answer.text


def test_an_admin_puts_a_reason_in_other_words_and_what_was_sent_stays(browser, make, db):
    held, later = make.case(texts.NAMED), make.case(texts.NAMED)
    moderator, admin = browser(make.moderator()), browser(make.member(role=Role.ADMIN))
    decide(moderator, held, reason="name")
    answer = admin.send(
        "/admin/reasons/name", {"ja": "お名前を伏せてください。", "en": "No names, please.", "offered": "1"}
    )
    assert "お名前を伏せてください。" in answer.text
    decide(moderator, later, reason="name")
    notes = dict(db.execute(select(Revision.id, Revision.note)).all())
    assert notes == {held.revision_id: NAME, later.revision_id: "お名前を伏せてください。"}
    (entry,) = [entry for entry in audit.entries(db) if entry.act == Act.CANNED_REASONS_CHANGE]
    assert "お名前" not in entry.codes


def test_an_admin_adds_a_reason_and_takes_one_out_of_the_choice(browser, make, db):
    held = make.case(texts.NAMED)
    moderator, admin = browser(make.moderator()), browser(make.member(role=Role.ADMIN))
    admin.post("/admin/reasons", {"ja": "音声の引用はできません。", "en": "No recordings, please."})
    admin.post("/admin/reasons/scope", {"ja": "範囲外です。", "en": "Out of scope."})
    page = moderator.get(f"/moderation/{held.revision_id}").text
    assert "音声の引用はできません。" in page and "範囲外です。" not in page
    own = next(one for one in canned.canned(db) if one.own)
    db.rollback()
    assert decide(moderator, held, reason="scope").status_code == 422
    assert decide(moderator, held, reason=own.code).status_code == 303


@pytest.mark.parametrize(("ja", "en"), [("", "Only in English."), ("日本語だけ。", ""), ("長" * 301, "Fine.")])
def test_a_reason_in_one_language_alone_or_too_long_is_not_kept(browser, make, db, ja, en):
    admin = browser(make.member(role=Role.ADMIN))
    for path in ("/admin/reasons", "/admin/reasons/name"):
        answer = admin.post(path, {"ja": ja, "en": en, "offered": "1"})
        assert answer.status_code == 422 and (ja or en) in answer.text
    assert all(not (one.own or one.reworded) for one in canned.canned(db))


def test_the_page_of_the_reasons_is_for_admins(browser, make):
    moderator = browser(make.moderator())
    assert moderator.get("/admin/reasons").status_code == 404
    assert moderator.post("/admin/reasons", {"ja": "あ", "en": "a"}).status_code == 404
    assert moderator.post("/admin/reasons/name", {"ja": "あ", "en": "a"}).status_code == 404
    assert browser(make.member(role=Role.ADMIN)).post("/admin/reasons/x", {"ja": "あ", "en": "a"}).status_code == 404


def test_every_reason_has_its_sentence_in_both_languages_and_room_for_a_note():
    for code in CANNED:
        for locale in i18n.LOCALES:
            assert 0 < len(i18n.translator(locale)(f"moderation.canned.{code}")) <= 300
