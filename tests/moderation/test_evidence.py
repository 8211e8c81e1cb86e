"""What a moderator is shown beside the words: the author's own answers, what has changed, how earlier texts fared."""

from html import unescape
from uuid import UUID

import pytest
from markupsafe import escape
from sqlalchemy import select
from sqlmodel import col

from app import audit
from app.audit.models import Entry
from app.i18n import translator
from app.moderation import held as texts_held
from app.posts.models import Revision
from app.posts.policy import Answers
from app.posts.texts import FoundWords, Heard, pieces
from tests import texts
from tests.cases.test_opening import COMPLETE

NOTE = "お名前を、Aさんのように書き換えてください。"


def where(made) -> str:
    return f"/moderation/{made.revision_id}"


def sent(db, make, browser, **answers):
    """Bring a held case as its author does, and return which text it is."""
    browser(make.member()).post("/cases", {**COMPLETE, "body": texts.NAMED, **answers})
    revision = db.scalars(select(Revision.id)).one()
    db.rollback()
    return revision


def test_the_authors_answers_to_the_three_questions_reach_the_moderator(browser, make, db):
    revision = sent(db, make, browser, picked_out="no", joined_up="unsure", guessed="yes")
    page = browser(make.moderator()).get(f"/moderation/{revision}").text
    answers = page[page.index('id="answers-head"') :]
    said = [answers.index(word) for word in ("いいえ", "迷う", "はい")]
    assert said == sorted(said)


def test_a_rule_explains_itself_once_however_often_it_fired(browser, make):
    page = browser(make.moderator()).get(where(make.case(texts.NAMED + "妹の佐藤由紀さんのことも話された。"))).text
    assert page.count(str(escape(translator("ja")("deid.person_name.why")))) == 1


def test_words_of_live_danger_are_marked_in_the_text_beside_what_was_found(browser, make):
    held = make.case("佐藤美咲さんは、きょうの面接で、今夜死ぬと言って帰られました。")
    page = browser(make.moderator()).get(where(held)).text
    assert '<mark id="finding-danger-1" class="mark mark--danger">' in page and 'href="#finding-danger-1"' in page
    assert '<mark id="finding-1"' in page


@pytest.mark.parametrize(
    ("alarm", "heard"),
    [((0, 10), ["ab", "efghij"]), ((2, 4), []), ((3, 6), ["ef"]), ((5, 9), ["fghi"])],
)
def test_of_an_alarm_is_marked_what_no_finding_covers(alarm, heard):
    found = FoundWords(1, "person_name", "PERSON", "direct", "body", 2, 4, "cd")
    cut = pieces("abcdefghij", [found], [Heard("suicide", "body", *alarm, "", "danger-1")])
    assert "".join(piece.text for piece in cut) == "abcdefghij"
    assert [piece.text for piece in cut if isinstance(piece.mark, Heard)] == heard
    numbers = [piece.mark.number for piece in cut if piece.mark]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("## 経過\n\n待った。", ["## 経過"]),
        ("## 佐藤さんの経過\n待った。\n### あと", ["## ", "佐藤さん", "の経過", "### あと"]),
        ("待った。\n#経過\n    ## 経過", []),
        ("# 佐藤さん", ["# ", "佐藤さん"]),
    ],
)
def test_a_heading_is_seen_as_one_and_every_letter_stays_where_it_was(text, headings):
    at = text.find("佐藤さん")
    found = [FoundWords(1, "person_name", "PERSON", "direct", "body", at, at + 4, "佐藤さん")] if at >= 0 else []
    cut = pieces(text, found, headings=True)
    assert "".join(piece.text for piece in cut) == text
    assert [piece.text for piece in cut if piece.heading] == headings
    assert [piece.text for piece in cut if piece.mark] == ["佐藤さん"] * len(found)


def test_a_moderator_reads_the_headings_of_a_text_that_waits_as_headings(browser, make):
    held = make.case(f"## 経過\n\n{texts.NAMED}")
    moderator = browser(make.moderator())
    for page in (where(held), where(held) + "/redaction"):
        assert '<b class="passage__heading">## 経過</b>' in moderator.get(page).text


def test_a_moderator_is_told_when_the_author_reads_another_language(browser, make):
    moderator = browser(make.moderator())
    said = translator("ja")("moderation.decision.lang_en")
    assert said in moderator.get(where(make.case(texts.NAMED_EN))).text
    assert said not in moderator.get(where(make.case(texts.NAMED))).text


def test_the_three_questions_are_asked_and_may_be_left_open(browser, make, db):
    form = browser(make.member()).get("/cases/new").text
    for question in Answers._fields:
        assert form.count(f'name="{question}"') == 3
    assert "checked" not in form[form.index('id="picked_out"') : form.index('id="guessed"')]
    page = browser(make.moderator()).get(f"/moderation/{sent(db, make, browser, picked_out='maybe')}").text
    assert translator("ja")("moderation.author.unanswered") in page


def test_answers_stay_with_the_draft_and_come_back_with_the_form(browser, make):
    author = browser(make.member())
    author.post("/cases", {**COMPLETE, "intent": "draft", "guessed": "unsure"})
    desk = author.get("/desk").text
    edit = desk[desk.index("/posts/") :].partition('"')[0]
    assert 'value="unsure" checked' in author.get(edit).text


def test_what_has_changed_since_the_text_that_peers_read_is_shown(browser, make):
    public = make.case(texts.CLEAR_CASE + "前の終わり。")
    newer = make.revised(public, texts.CLEAR_CASE + "次の終わり。" + texts.NAMED)
    page = browser(make.moderator()).get(where(newer)).text
    assert "<del>前</del><ins>次</ins>" in page and f'action="{where(newer)}/comparison"' not in page


def test_a_text_that_came_back_is_compared_by_a_press_and_the_press_is_on_the_record(browser, make, db):
    returned = make.returned(make.case(texts.NAMED + "前の終わり。"))
    newer = make.revised(returned, texts.NAMED + "次の終わり。")
    moderator = browser(make.moderator())
    page = moderator.get(where(newer)).text
    assert (
        "前の終わり" not in page
        and f'action="{where(newer)}/comparison"' in page
        and returned.revision_id not in opened(db)
    )
    compared = moderator.post(where(newer) + "/comparison").text
    assert "<del>前</del><ins>次</ins>" in compared
    assert f'action="{where(newer)}/comparison"' not in compared
    assert f'action="{where(newer)}/decision"' in compared, "and one goes on deciding"
    assert opened(db) == [newer.revision_id, newer.revision_id, returned.revision_id], (
        "read, and read with the one before"
    )


def test_without_an_entry_nothing_is_compared(browser, make, monkeypatch):
    returned = make.returned(make.case(texts.NAMED + "前の終わり。"))
    newer = make.revised(returned, texts.NAMED + "次の終わり。")
    moderator = browser(make.moderator())
    token = moderator.token()

    def broken(*_, **__):
        raise OSError("no space is left for the record")

    monkeypatch.setattr(audit, "record", broken)
    answer = moderator.post(where(newer) + "/comparison", token=token)
    assert answer.status_code == 500 and "前の終わり" not in answer.text


def test_what_its_author_wrote_anew_before_anybody_looked_is_compared_with_nothing(browser, make, db):
    held = make.case(texts.NAMED + "前の終わり。")
    newer = make.revised(held, texts.NAMED + "次の終わり。")
    moderator = browser(make.moderator())
    page = moderator.get(where(newer)).text
    assert "前の終わり" not in page and "/comparison" not in page
    assert moderator.post(where(newer) + "/comparison").status_code == 404
    assert browser(make.member()).post(where(newer) + "/comparison").status_code == 404
    assert held.revision_id not in opened(db)


def opened(db) -> list[UUID | None]:
    found = list(db.scalars(select(Entry.about).where(Entry.act == "unsealing").order_by(col(Entry.sequence))))
    db.rollback()
    return found


def test_a_first_text_has_nothing_to_be_compared_with(browser, make):
    assert "<ins>" not in browser(make.moderator()).get(where(make.case(texts.NAMED))).text


def test_a_text_written_entirely_anew_is_not_compared(browser, make):
    held = make.returned(make.case(texts.NAMED))
    newer = make.revised(held, "Call Sarah Whitcombe on 020 7946 0123 about everything else that happened to her.")
    assert "大きく書き直されている" in browser(make.moderator()).post(where(newer) + "/comparison").text


def test_how_the_authors_earlier_texts_fared_is_counted_without_a_word_of_them(browser, make, db):
    author = make.member()
    moderator = browser(make.moderator())
    for outcome, title in (("return", "ひそかな題"), ("return", "もう一つの題"), ("release", "三つめの題")):
        made = make.case(texts.NAMED, title=title, author=author)
        moderator.post(where(made) + "/decision", {"outcome": outcome, "note": NOTE})
    held = make.case(texts.NAMED, author=author)
    found = texts_held.held(db, make.moderator().id, held.revision_id)
    assert found is not None and set(found.earlier) == {("return", 2), ("release", 1)}
    db.rollback()
    page = unescape(moderator.get(where(held)).text)
    assert "書き手に返した 2回" in page
    for title in ("ひそかな題", "もう一つの題", "三つめの題"):
        assert title not in page
