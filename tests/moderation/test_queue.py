"""What waits for a person: its order, what its rows tell, and what they keep to themselves."""

from datetime import timedelta
from html import unescape

from sqlalchemy import event, update

from app import clock, deid
from app.moderation import queries, service
from app.moderation.policy import Complaint, Reason
from app.posts.models import Revision, Screening
from app.web.visit import Role
from tests import texts

ISLAND = "Aさんは42歳の獣医師で、青ヶ島にお住まいです。"


def where(revision) -> str:
    return f"/moderation/{revision.revision_id}"


def report(database, member, made, reason=Reason.RECOGNISED) -> None:
    with database.writing() as session:
        service.report(session, member.id, made.revision_id, Complaint(reason, "第2段落のあたりです。"))


def older(database, made, days: int) -> None:
    with database.writing() as session:
        session.execute(
            update(Revision).where(Revision.id == made.revision_id).values(made_at=clock.now() - timedelta(days=days))
        )


def test_the_queue_begins_with_what_has_waited_longest(browser, make, database):
    second, first = make.case(texts.NAMED), make.case(texts.NUMBERED)
    older(database, first, 3)
    page = browser(make.moderator()).get("/moderation").text
    assert 0 < page.index(where(first)) < page.index(where(second))


def test_a_reported_post_waits_since_it_was_reported(browser, make, database):
    reported, held = make.case(), make.case(texts.NAMED)
    older(database, reported, 9)
    report(database, make.member(), reported)
    page = browser(make.moderator()).get("/moderation").text
    assert page.index(where(held)) < page.index(where(reported))


def test_a_row_has_no_word_of_the_text_nor_its_title_nor_anyones_name(browser, make):
    author = make.member("しずかな欅")
    make.case(texts.NAMED, title="沈黙の題", question="沈黙の問い", author=author)
    page = browser(make.moderator()).get("/moderation").text
    for word in ("佐藤", "美咲", "泣かれた", "沈黙", "しずかな欅"):
        assert word not in page


def test_a_row_says_which_rules_fired_and_how_often(browser, make, db):
    moderator = make.moderator()
    make.case(texts.NAMED)
    (row,) = queries.queue(db, moderator.id, lang="", page=1).rows
    assert {"PERSON"} <= {found.kind for found in row.rules}
    assert row.opening and row.lang == "ja" and not row.revised and not row.unread


def test_the_count_of_what_waits_is_in_the_title(browser, make):
    make.case(texts.NAMED)
    make.case(texts.NUMBERED)
    assert "2件" in browser(make.moderator()).get("/moderation").text.partition("</title>")[0]
    assert "(2) " in browser(make.moderator(locale="en")).get("/moderation").text.partition("</title>")[0]


def test_the_queue_can_be_narrowed_to_a_language(browser, make):
    japanese, english = make.case(texts.NAMED), make.case(texts.NAMED_EN)
    page = browser(make.moderator()).get("/moderation?lang=en").text
    assert where(english) in page
    assert where(japanese) not in page


def test_an_empty_queue_is_said_kindly_in_both_languages(browser, make):
    assert "ありがとうございます" in browser(make.moderator()).get("/moderation").text
    assert "Thank you" in browser(make.moderator(locale="en")).get("/moderation").text


def test_ones_own_text_is_marked_as_somebody_elses_to_decide(browser, make):
    moderator = make.moderator()
    make.case(texts.NAMED, author=moderator)
    assert "ご自分の投稿です" in browser(moderator).get("/moderation").text


def test_a_page_that_is_not_there_is_the_last_one(browser, make):
    held = make.case(texts.NAMED)
    moderator = browser(make.moderator())
    for page in ("99", "0", "-1", "x", "9" * 40, "２"):
        answer = moderator.get(f"/moderation?page={page}&lang=xx")
        assert answer.status_code == 200 and where(held) in answer.text


def test_the_queue_asks_as_much_of_the_database_for_many_rows_as_for_one(browser, make, database):
    asked: list[str] = []
    moderator = browser(make.moderator())
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for _ in range(2):
        make.case(texts.NAMED)
        make.case(texts.NUMBERED)
        asked.clear()
        moderator.get("/moderation")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_a_peer_is_told_of_no_such_pages(browser, make):
    held = make.case(texts.NAMED)
    peer = browser(make.member())
    missing = peer.get("/nowhere-at-all").text
    for path in ("/moderation", "/moderation/log", where(held)):
        answer = peer.get(path)
        assert answer.status_code == 404
        assert answer.text.replace(path, "") == missing.replace("/nowhere-at-all", "")
    sent = peer.post(where(held) + "/decision", {"outcome": "release", "note": ""})
    assert sent.status_code == 404


def test_a_moderator_sees_the_words_marked_where_they_were_found(browser, make):
    held = make.case(texts.NAMED)
    answer = browser(make.moderator()).get(where(held))
    assert answer.headers["cache-control"] == "no-store"
    assert "<mark" in answer.text and "佐藤美咲" in answer.text


def test_marks_are_set_by_position_and_leave_the_text_whole(make, db):
    moderator = make.moderator()
    held = queries.held(
        db, moderator.id, make.case("𠮷野家の話。佐藤さんと佐藤さんの<b>話</b>。\n" + texts.NAMED).revision_id
    )
    assert held is not None
    assert "".join(piece.text for piece in held.body) == held.text.body
    assert all(piece.mark is None or piece.mark.words == piece.text for piece in held.body)


def test_what_a_member_wrote_as_markup_is_shown_as_text(browser, make):
    held = make.case("<script>alert(1)</script> " + texts.NAMED)
    page = browser(make.moderator()).get(where(held)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_evidence_leads_to_the_posts_that_told_the_rest(browser, make, database):
    case = make.case()
    comment = make.reply(case, texts.NAMED)
    with database.writing() as session:
        session.execute(
            update(Screening).where(Screening.revision_id == case.revision_id).values(traits=[["AGE", "42"]])
        )
        session.execute(
            update(Screening)
            .where(Screening.revision_id == comment.revision_id)
            .values(
                traits=[["PLACE", "jp-13-402"]],
                combination={
                    "traits": [["AGE", "42"], ["PLACE", "jp-13-402"]],
                    "people": 2.4,
                    "low": 1,
                    "high": 5,
                    "widen_first": ["PLACE", "jp-13-402"],
                    "widen_to": ["PLACE", "jp-13"],
                    "people_widened": 90_000,
                },
            )
        )
    page = browser(make.moderator()).get(where(comment)).text
    evidence = page[page.index('id="evidence-head"') :]
    assert f'href="/posts/{case.post_id}"' in evidence
    assert "この文に書かれています" in evidence


def test_a_text_the_detector_could_not_read_says_so(browser, make, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(deid, "assess", fails)
    held = make.case()
    moderator = browser(make.moderator())
    assert "自動の確認ができていません" in moderator.get("/moderation").text
    assert "印がないことは、安全だという意味ではありません" in moderator.get(where(held)).text


def test_a_text_told_under_an_alias_does_not_give_its_author_away(browser, make):
    author = make.member("しずかな欅")
    held = make.case(texts.NAMED, author=author, alias=True)
    page = browser(make.moderator()).get(where(held)).text
    assert "しずかな欅" not in page and author.email not in page
    assert str(author.id) not in page and author.id.hex not in page


def test_a_draft_is_no_moderators_business(browser, make):
    draft = make.case(texts.NAMED, draft=True)
    moderator = browser(make.moderator())
    assert moderator.get(where(draft)).status_code == 404
    assert moderator.post(where(draft) + "/decision", {"outcome": "remove", "note": "だめ"}).status_code == 404


def test_a_text_taken_back_before_anyone_decided_is_not_read(browser, make):
    held = make.case(texts.NAMED)
    make.withdrawn(held)
    page = browser(make.moderator()).get(where(held)).text
    assert "佐藤" not in page and "取り下げたか" in unescape(page)


def test_an_admin_may_come_in_as_well(browser, make):
    assert browser(make.member(role=Role.ADMIN)).get("/moderation").status_code == 200
