"""Some words are replaced, the rest is published as it was written; its author sees the change and may object."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from app import audit
from app.audit import Act
from app.i18n import translator
from app.moderation import service
from app.moderation.models import Decision
from app.moderation.policy import COVER_LIMIT, Complaint, Reason
from app.posts.models import Review, Revision
from app.posts.policy import Cause, Cover, Draft, Risk, State, covered
from app.web.visit import Role
from tests import texts

NOTE = "お名前だけ伏せさせてください。"
BODY = "佐藤美咲さんは、第3回で初めて泣かれた。𠮷野の桜の話もされた。"


def where(made) -> str:
    return f"/moderation/{made.revision_id}"


def redact(window, made, *, intent="publish", **fields):
    typed = {"cover-1": "1", "instead-1": "Aさん", "note": NOTE, "intent": intent, **fields}
    return window.post(where(made) + "/redaction", typed)


def states(db, made) -> dict[int, State]:
    found = db.execute(select(Revision.number, Revision.state).where(Revision.post_id == made.post_id)).all()
    db.rollback()
    return {number: State(state) for number, state in found}


def redacted(make, browser, moderator=None, body=BODY):
    held = make.case(body)
    assert redact(browser(moderator or make.moderator()), held).status_code == 303
    return held


def object_to(window, made, note="著者の名前です。"):
    return window.post(f"/posts/{made.post_id}/objection", {"note": note})


def test_what_is_published_is_the_text_with_the_words_replaced_and_nothing_else(browser, make, db):
    held = redacted(make, browser)
    assert states(db, held) == {1: State.SUPERSEDED, 2: State.PUBLISHED}
    body = db.scalars(select(Revision.body).where(Revision.number == 2)).one()
    db.rollback()
    assert body == BODY.replace("佐藤美咲", "Aさん", 1)
    page = browser(make.member()).get(f"/cases/{held.case_id}").text
    assert "Aさんさんは" in page and "佐藤" not in page
    assert browser(make.member()).get("/search?q=佐藤美咲").text.count('class="card"') == 0


def test_a_moderator_sees_what_comes_of_it_before_it_is_published(browser, make, db):
    held = make.case(BODY)
    answer = redact(browser(make.moderator()), held, intent="look", note="")
    assert answer.status_code == 200
    assert "<del>佐藤美咲</del><ins>Aさん</ins>" in answer.text and 'value="Aさん"' in answer.text
    assert states(db, held) == {1: State.HELD}


ISLAND = "40代の女性。奥尻島の小学校で教頭をしておられ、五つ子のお子さんがいる。"


def test_a_moderator_reads_beforehand_what_the_text_would_still_tell(browser, make, db):
    moderator = browser(make.moderator())
    left = {
        "nothing": make.case(texts.NAMED),
        "quasi": make.case(BODY),
        "direct": make.case(BODY + "電話は03-1234-5678です。"),
        "combination": make.case(BODY + ISLAND),
    }
    for said, held in left.items():
        page = redact(moderator, held, intent="look", note="").text
        assert translator("ja")(f"moderation.left.{said}") in page
        assert ("奥尻島" in page.partition('id="left-head"')[2]) is (said == "combination")
        assert states(db, held) == {1: State.HELD}


def test_whoever_leaves_something_that_is_enough_alone_is_told_that_it_waits(browser, make):
    moderator = browser(make.moderator())
    redact(moderator, make.case(BODY + "電話は03-1234-5678です。"))
    assert translator("ja")("said.moderation.redact_waits") in moderator.get("/moderation").text


def test_words_are_marked_by_hand_and_counted_in_characters(browser, make, db):
    held = make.case(BODY)
    start = BODY.index("𠮷野")
    stretch = f"body:{start}:{start + 2}"
    fields = {"stretch": stretch, f"instead-{stretch}": "〔地名〕"}
    assert redact(browser(make.moderator()), held, **fields).status_code == 303
    body = db.scalars(select(Revision.body).where(Revision.number == 2)).one()
    assert body == "Aさんさんは、第3回で初めて泣かれた。〔地名〕の桜の話もされた。"


def test_a_text_that_still_says_who_it_is_waits_as_before(browser, make, db):
    held = make.case(BODY + "電話は03-1234-5678です。")
    answer = browser(make.moderator()).post(
        where(held) + "/redaction", {"cover-1": "1", "instead-1": "Aさん", "note": NOTE, "intent": "publish"}
    )
    assert answer.status_code == 303
    assert states(db, held) == {1: State.SUPERSEDED, 2: State.HELD}
    (review,) = db.scalars(select(Review).where(Review.closed_at.is_(None))).all()
    assert review.risk == Risk.DIRECT and review.cause == Cause.HELD
    db.rollback()
    assert browser(make.member()).get(f"/cases/{held.case_id}").status_code == 404


def test_a_reported_text_is_redacted_in_its_place_and_its_reports_are_closed(browser, make, database, db):
    case = make.case()
    comment = make.reply(case, "この街の話に覚えがあります。待つことについて考えました。")
    with database.writing() as session:
        service.report(session, make.member().id, comment.revision_id, Complaint(Reason.RECOGNISED, ""))
    fields = {"stretch": "body:0:4", "instead-body:0:4": "ある場所", "cover-1": "", "note": NOTE, "intent": "publish"}
    assert browser(make.moderator()).post(where(comment) + "/redaction", fields).status_code == 303
    assert states(db, comment) == {1: State.SUPERSEDED, 2: State.PUBLISHED}
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert "ある場所話に覚えが" in page and "この街" not in page
    assert where(comment) not in browser(make.moderator()).get("/moderation").text


def test_the_author_sees_what_was_replaced_and_why(browser, make):
    held = redacted(make, browser)
    author = browser(held.author)
    assert f"/posts/{held.post_id}/redaction" in author.open("/desk").text
    page = author.get(f"/posts/{held.post_id}/redaction").text
    assert "<del>佐藤美咲</del><ins>Aさん</ins>" in page and NOTE in page
    for window in (browser(make.member()), browser(make.moderator())):
        assert window.get(f"/posts/{held.post_id}/redaction").status_code == 404
        assert object_to(window, held).status_code == 404


def test_an_objection_is_looked_at_by_another_moderator(browser, make, db):
    first = make.moderator("置き換えた人")
    held = redacted(make, browser, first)
    answer = browser(held.author).send(f"/posts/{held.post_id}/objection", {"note": "著者の名前です。"})
    assert "異議を受け取りました" in answer.text
    revision = db.scalars(select(Revision.id).where(Revision.number == 2)).one()
    (review,) = db.scalars(select(Review).where(Review.closed_at.is_(None))).all()
    assert (review.revision_id, review.cause, review.risk) == (revision, Cause.OBJECTED, Risk.OBJECTED)
    db.rollback()
    window = browser(first)
    assert "ほかの方が判断します" in window.get(f"/moderation/{revision}").text
    answered = {"outcome": "release", "note": "ほかの方に分かるお名前でした。"}
    answer = window.post(f"/moderation/{revision}/decision", answered)
    assert answer.status_code == 403 and "判断できません" in answer.text
    second = browser(make.moderator())
    assert translator("ja")("moderation.queue.objected") in second.get("/moderation").text
    assert "著者の名前です。" in second.get(f"/moderation/{revision}").text
    wordless = second.post(f"/moderation/{revision}/decision", {"outcome": "release", "note": ""})
    assert wordless.status_code == 422 and translator("ja")("moderation.decision.answer_missing") in wordless.text
    assert second.post(f"/moderation/{revision}/decision", answered).status_code == 303
    assert states(db, held) == {1: State.SUPERSEDED, 2: State.PUBLISHED}
    page = browser(held.author).get(f"/posts/{held.post_id}/redaction").text
    assert "読んで判断しました" in page and "ほかの方に分かるお名前でした。" in page
    assert object_to(browser(held.author), held).status_code == 403


def test_an_admin_who_redacted_does_not_decide_on_the_objection_either(browser, make, db):
    admin = make.member(role=Role.ADMIN)
    held = redacted(make, browser, admin)
    object_to(browser(held.author), held)
    revision = db.scalars(select(Revision.id).where(Revision.number == 2)).one()
    answer = browser(admin).post(f"/moderation/{revision}/decision", {"outcome": "return", "note": NOTE})
    assert answer.status_code == 403


def test_an_objection_needs_a_word(browser, make, db):
    held = redacted(make, browser)
    assert object_to(browser(held.author), held, note=" ").status_code == 422
    assert object_to(browser(held.author), held, note="長" * 1_001).status_code == 422
    assert db.scalars(select(Review).where(Review.closed_at.is_(None))).all() == []


def test_whoever_wrote_the_text_anew_has_nothing_to_object_to(browser, make):
    held = redacted(make, browser)
    make.revised(held, texts.CLEAR_CASE)
    assert browser(held.author).get(f"/posts/{held.post_id}/redaction").status_code == 404
    assert object_to(browser(held.author), held).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cover-1": ""}, "一つ以上選んで"),
        ({"instead-1": ""}, "代わりの言葉を入れて"),
        ({"instead-1": "長" * (COVER_LIMIT + 1)}, "60字まで"),
        ({"stretch": "body:1:3", "instead-body:1:3": "x"}, "重なっているか"),
        ({"stretch": "body:9000:9001", "instead-body:9000:9001": "x"}, "重なっているか"),
        ({"stretch": "body:5:5", "instead-body:5:5": "x"}, "重なっているか"),
        ({"note": ""}, "理由を選ぶか"),
        ({"note": "長" * 1_001}, "長すぎます"),
    ],
)
def test_a_redaction_with_faults_comes_back_and_changes_nothing(browser, make, db, fields, said):
    held = make.case(BODY)
    answer = redact(browser(make.moderator()), held, **fields)
    assert answer.status_code == 422 and said in answer.text
    assert states(db, held) == {1: State.HELD}


def test_a_redaction_is_no_outcome_of_a_word_alone(browser, make, db):
    held = make.case(BODY)
    answer = browser(make.moderator()).post(where(held) + "/decision", {"outcome": "redact", "note": NOTE})
    assert answer.status_code == 422
    assert db.scalars(select(Decision)).all() == []


def test_nobody_redacts_their_own_text_or_what_was_decided_meanwhile(browser, make, db):
    author = make.moderator()
    own, held = make.case(BODY, author=author), make.case(BODY)
    assert redact(browser(author), own).status_code == 403
    browser(make.moderator()).post(where(held) + "/decision", {"outcome": "return", "note": "先に返しました。"})
    answer = redact(browser(make.moderator()), held)
    assert answer.status_code == 409
    assert NOTE in answer.text and "先に返しました。" in answer.text
    assert redact(browser(make.member()), held).status_code == 404


@pytest.mark.parametrize("published", [False, True])
def test_a_redaction_is_taken_back_and_the_text_stands_as_it_stood(browser, make, database, db, published):
    held = make.case() if published else make.case(BODY)
    stretch = {"stretch": "body:0:2", "instead-body:0:2": "〔他〕"}
    if published:
        with database.writing() as session:
            service.report(session, make.member().id, held.revision_id, Complaint(Reason.RECOGNISED, ""))
    moderator = browser(make.moderator())
    fields = stretch if published else {"cover-1": "1", "instead-1": "A"}
    answer = moderator.post(where(held) + "/redaction", {**fields, "note": NOTE, "intent": "publish"})
    assert answer.status_code == 303
    assert moderator.post(where(held) + "/reversal").status_code == 303
    before = State.PUBLISHED if published else State.HELD
    assert states(db, held) == {2: State.SUPERSEDED, 3: before}
    page = browser(make.member()).get(f"/cases/{held.case_id}")
    assert (texts.CLEAR_TITLE in page.text) is published
    assert moderator.post(where(held) + "/redaction", {**fields, "note": NOTE, "intent": "publish"}).status_code == 303


def test_what_its_author_objects_to_is_not_taken_back_but_decided_on(browser, make, db):
    moderator = make.moderator()
    held = redacted(make, browser, moderator)
    object_to(browser(held.author), held)
    assert browser(moderator).post(where(held) + "/reversal").status_code == 409


def test_a_redaction_is_on_the_record_without_a_word(browser, make, db):
    held = redacted(make, browser)
    (entry,) = [entry for entry in audit.entries(db) if entry.act == Act.REDACTION]
    assert entry.about == held.revision_id and "佐藤" not in entry.codes


def test_what_is_suggested_is_in_the_language_of_the_text_and_ticked_where_it_is_enough_alone(browser, make):
    japanese, english = make.case(BODY), make.case(texts.NAMED_EN)
    moderator = browser(make.moderator())
    page = unescape(moderator.get(where(japanese) + "/redaction").text)
    assert 'name="cover-1" value="1" checked' in page and 'name="instead-1" value="A"' in page
    assert 'name="instead-1" value="Client A"' in unescape(moderator.get(where(english) + "/redaction").text)


def test_a_person_is_suggested_one_letter_wherever_they_are_named_and_what_is_left_waits_no_more(browser, make, db):
    body = "Aさんは52歳の女性。佐藤美咲さんという同僚の名前がくり返し出てくる。第3回でも佐藤さんのことを話し、090-1234-5678を見せた。"
    held = make.case(body)
    moderator = browser(make.moderator())
    page = unescape(moderator.get(where(held) + "/redaction").text)
    suggested = dict(re.findall(r'name="(instead-\d+)" value="([^"]+)"', page))
    assert list(suggested.values()) == ["〔年齢〕", "B", "B", "〔連絡先〕"]
    ticked = {f"cover-{number}": "1" for number in (2, 3, 4)}
    sent = moderator.post(where(held) + "/redaction", {**suggested, **ticked, "note": NOTE, "intent": "publish"})
    assert sent.status_code == 303
    assert states(db, held) == {1: State.SUPERSEDED, 2: State.PUBLISHED}


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        ([Cover("body", 0, 2, "A")], "Aさんと𠮷野さん"),
        ([Cover("body", 5, 7, "B"), Cover("body", 0, 2, "A")], "AさんとBさん"),
        ([Cover("body", 0, 2, "長い名前"), Cover("body", 2, 4, "")], "長い名前と𠮷野さん"),
    ],
)
def test_replacing_changes_those_places_alone(covers, expected):
    assert covered(Draft("ja", "佐藤さんと𠮷野さん"), covers).body == expected


@pytest.mark.parametrize(
    "covers",
    [[Cover("body", 0, 3, "A"), Cover("body", 2, 4, "B")], [Cover("body", 8, 99, "A")], [Cover("title", 0, 1, "A")]],
)
def test_places_that_are_not_there_are_refused(covers):
    with pytest.raises(ValueError, match="stretch"):
        covered(Draft("ja", "佐藤さんと𠮷野さん"), covers)


def test_whoever_looks_at_a_replacement_and_goes_back_has_decided_nothing(browser, make, db):
    held = make.case(BODY)
    moderator = browser(make.moderator())
    page = redact(moderator, held, intent="look").text
    assert f'href="{where(held)}"' in page, "the way back is a link, which sends nothing"
    moderator.get(where(held))
    assert states(db, held) == {1: State.HELD}
    assert not db.scalars(select(Decision)).all()
    assert db.scalars(select(Review.closed_at)).one() is None
    db.rollback()
