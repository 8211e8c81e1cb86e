"""A member says that a published post could identify someone; its author never learns who."""

import pytest
from sqlalchemy import event, select

from app.moderation import policy, routes
from app.moderation.models import Report
from app.outbox import Mail
from app.posts.policy import State
from tests import texts

NOTE = "第2段落のあたりが気になります。"


def form(made) -> str:
    return f"/posts/{made.post_id}/report"


def test_a_member_reports_a_post_and_is_thanked_and_told_what_comes_next(browser, make):
    case = make.case()
    peer = browser(make.member())
    assert peer.get(form(case)).status_code == 200
    answer = peer.send(form(case), {"reason": "recognised", "note": NOTE})
    assert "ありがとうございます" in answer.text and "モデレーターが読み" in answer.text and NOTE in answer.text
    page = browser(make.moderator()).get(f"/moderation/{case.revision_id}").text
    assert NOTE in page and "知っている人のことかもしれない" in page


def test_who_reported_is_unknown_to_the_author_and_on_the_moderators_pages(browser, make):
    case = make.case()
    peer = make.member("こっそりの樫")
    browser(peer).post(form(case), {"reason": "identifies", "note": NOTE})
    author, moderator = browser(case.author), browser(make.moderator())
    for answer in (
        author.open("/desk"),
        author.open(f"/cases/{case.case_id}"),
        moderator.open("/moderation"),
        moderator.open(f"/moderation/{case.revision_id}"),
    ):
        assert "こっそりの樫" not in answer.text and str(peer.id) not in answer.text
    assert NOTE not in author.open("/desk").text + author.open(f"/cases/{case.case_id}").text


def test_a_reported_post_stays_where_it_is_until_a_person_decides(browser, make):
    case = make.case()
    browser(make.member()).post(form(case), {"reason": "identifies", "note": ""})
    assert texts.CLEAR_TITLE in browser(make.member()).get(f"/cases/{case.case_id}").text


def test_reporting_again_changes_what_was_said_and_adds_no_second_report(browser, make, db):
    comment = make.reply(make.case())
    peer = browser(make.member())
    peer.post(form(comment), {"reason": "identifies", "note": ""})
    peer.post(form(comment), {"reason": "guessing", "note": NOTE})
    (report,) = db.scalars(select(Report)).all()
    assert (report.reason, report.note) == ("guessing", NOTE)


def test_one_review_gathers_the_reports_of_several_members(browser, make):
    case = make.case()
    for _ in range(3):
        browser(make.member()).post(form(case), {"reason": "identifies", "note": ""})
    page = browser(make.moderator()).get("/moderation").text
    assert page.count(f"/moderation/{case.revision_id}") == 1 and "報告3件" in page


def test_ones_own_post_is_withdrawn_rather_than_reported(browser, make, db):
    case = make.case()
    author = browser(case.author)
    assert f"/posts/{case.post_id}/withdrawal" in author.get(form(case)).text
    assert author.post(form(case), {"reason": "identifies", "note": ""}).status_code == 403
    assert db.scalars(select(Report)).all() == []


def test_what_peers_do_not_read_cannot_be_reported(browser, make):
    held, draft = make.case(texts.NAMED), make.case(draft=True)
    gone = make.withdrawn(make.case())
    case = make.case()
    orphan = make.reply(case)
    make.returned(case)
    peer = browser(make.member())
    missing = peer.get("/nowhere-at-all").text.replace("/nowhere-at-all", "")
    for made in (held, draft, gone, orphan):
        answer = peer.get(form(made))
        assert answer.status_code == 404 and answer.text.replace(form(made), "") == missing
        assert peer.post(form(made), {"reason": "identifies", "note": ""}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": "", "note": NOTE}, "いちばん近い理由"),
        ({"reason": "because", "note": NOTE}, "いちばん近い理由"),
        ({"reason": "other", "note": ""}, "ひとことお書きください"),
        ({"reason": "other", "note": "長" * 1_001}, "長すぎます"),
    ],
)
def test_a_report_with_faults_comes_back_with_what_was_typed(browser, make, db, fields, said):
    case = make.case()
    answer = browser(make.member()).post(form(case), fields)
    assert answer.status_code == 422 and said in answer.text and fields["note"] in answer.text
    assert db.scalars(select(Report)).all() == []


def test_a_member_whose_licence_nobody_has_confirmed_reports_nothing(browser, make, db):
    case = make.case()
    answer = browser(make.member(verified=False)).post(form(case), {"reason": "identifies", "note": ""})
    assert answer.status_code == 403
    assert db.scalars(select(Report)).all() == []


def test_reports_without_end_are_slowed_down(browser, make, monkeypatch):
    monkeypatch.setattr(routes, "REPORTING", routes.REPORTING._replace(times=1))
    case = make.case()
    peer = browser(make.member())
    assert peer.post(form(case), {"reason": "identifies", "note": ""}).status_code == 303
    answer = peer.post(form(case), {"reason": "identifies", "note": NOTE})
    assert answer.status_code == 429 and NOTE in answer.text


def test_a_report_belongs_to_the_version_it_was_made_of(browser, make):
    case = make.case()
    browser(make.member()).post(form(case), {"reason": "identifies", "note": ""})
    newer = make.revised(case, texts.CLEAR_CASE + "\n\n少し書き直しました。")
    assert newer.state is State.PUBLISHED
    page = browser(make.moderator()).get("/moderation").text
    assert str(case.revision_id) not in page and str(newer.revision_id) not in page


def told(browser, reporter) -> str:
    return browser(reporter).get("/reports").text


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("release", "そのまま残すことにしました"), ("return", "書き手に返しました"), ("remove", "取り除きました")],
)
def test_whoever_reported_is_told_what_came_of_it(browser, make, outcome, said):
    case = make.case()
    peer = make.member()
    browser(peer).post(form(case), {"reason": "identifies", "note": NOTE})
    page = told(browser, peer)
    assert NOTE in page and "もう少しお待ちください" in page and f"/posts/{case.post_id}" in page
    browser(make.moderator()).post(
        f"/moderation/{case.revision_id}/decision", {"outcome": outcome, "note": "理由です。"}
    )
    page = told(browser, peer)
    assert said in page and "もう少しお待ちください" not in page and "理由です。" not in page
    assert (f"/posts/{case.post_id}" in page) == (outcome == "release")


def test_whoever_reported_is_told_that_the_author_was_faster(browser, make):
    case = make.case()
    peer = make.member()
    browser(peer).post(form(case), {"reason": "identifies", "note": ""})
    make.revised(case, texts.CLEAR_CASE + "\n\n少し書き直しました。")
    assert "書き直したか、取り下げました" in told(browser, peer)


def test_a_decision_that_was_undone_is_told_to_nobody(browser, make):
    case = make.case()
    peer, moderator = make.member(), make.moderator()
    browser(peer).post(form(case), {"reason": "identifies", "note": ""})
    browser(moderator).post(f"/moderation/{case.revision_id}/decision", {"outcome": "release", "note": ""})
    assert browser(moderator).post(f"/moderation/{case.revision_id}/reversal").status_code == 303
    assert "もう少しお待ちください" in told(browser, peer)


def test_nobody_sees_what_others_have_reported(browser, make):
    case = make.case()
    browser(make.member()).post(form(case), {"reason": "identifies", "note": NOTE})
    for other in (case.author, make.member(), make.moderator()):
        page = told(browser, other)
        assert NOTE not in page and str(case.post_id) not in page


def test_each_reporter_gets_a_mail_without_words_once_the_decision_stands(browser, make, db):
    case = make.case(title="ひそかな題")
    peers = [make.member(), make.member()]
    for peer in peers:
        browser(peer).post(form(case), {"reason": "identifies", "note": NOTE})
    browser(make.moderator()).post(f"/moderation/{case.revision_id}/decision", {"outcome": "release", "note": ""})
    mails = db.scalars(select(Mail).where(Mail.kind == "report_answered")).all()
    assert {mail.address for mail in mails} == {peer.email for peer in peers}
    assert {mail.path for mail in mails} == {"/reports"}
    assert all(mail.due_at - mail.made_at == policy.UNDO for mail in mails)


def test_the_list_of_reports_asks_as_much_of_the_database_for_many_as_for_one(browser, make, database):
    asked: list[str] = []
    peer = browser(make.member())
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for _ in range(2):
        peer.post(form(make.case()), {"reason": "identifies", "note": ""})
        asked.clear()
        peer.get("/reports")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 3
