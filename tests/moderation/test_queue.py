"""What waits for a person: its order, what its rows tell, and what they keep to themselves."""

import re
from datetime import timedelta
from html import unescape

from sqlalchemy import event, update

from app import clock, deid
from app.moderation import held as texts_held
from app.moderation import policy, queries, service
from app.moderation.policy import Complaint, Filters, Reason
from app.posts.models import Review, Screening
from app.posts.policy import Risk
from app.web.visit import Role
from tests import texts

ISLAND = "Aさんは42歳の獣医師で、青ヶ島にお住まいです。"


def where(revision) -> str:
    return f"/moderation/{revision.revision_id}"


def report(database, member, made, reason=Reason.RECOGNISED) -> None:
    with database.writing() as session:
        service.report(session, member.id, made.revision_id, Complaint(reason, "第2段落のあたりです。"))


def change(database, made, **values) -> None:
    with database.writing() as session:
        session.execute(update(Review).where(Review.revision_id == made.revision_id).values(**values))


def older(database, made, days: int) -> None:
    change(database, made, opened_at=clock.now() - timedelta(days=days))


def order(page: str, *made) -> list:
    """Return what was made in the order in which it stands on a page."""
    return sorted((one for one in made if where(one) in page), key=lambda one: page.index(where(one)))


def test_the_queue_begins_with_what_has_waited_longest(browser, make, database):
    second, first = make.case(texts.NAMED), make.case(texts.NUMBERED)
    older(database, first, 3)
    page = browser(make.moderator()).get("/moderation").text
    assert order(page, second, first) == [first, second]


def test_what_is_more_pressing_stands_before_what_has_waited_longer(browser, make, database):
    made = {risk: make.case(texts.NAMED) for risk in reversed(Risk)}
    for waited, (risk, one) in enumerate(made.items(), 1):
        change(database, one, risk=risk)
        older(database, one, 30 - waited)
    page = browser(make.moderator()).get("/moderation").text
    assert order(page, *made.values()) == [made[risk] for risk in Risk]


def test_a_report_that_somebody_is_in_danger_comes_first(browser, make, database):
    held, reported = make.case(texts.NAMED), make.case()
    report(database, make.member(), reported, Reason.DANGER)
    page = browser(make.moderator()).get("/moderation").text
    assert order(page, held, reported) == [reported, held]
    assert "いま危険があるかもしれない" in page


def test_every_reason_for_a_report_has_its_place_in_the_order():
    assert set(policy.PRESSING) == set(Reason)


def test_a_reported_post_waits_since_it_was_reported(browser, make, database):
    reported, held = make.case(), make.case(texts.NAMED)
    report(database, make.member(), reported)  # identifies somebody, its reader says, like the held one
    page = browser(make.moderator()).get("/moderation").text
    assert order(page, reported, held) == [held, reported]


def test_a_row_has_no_word_of_the_text_nor_its_title_nor_anyones_name(browser, make):
    author = make.member("しずかな欅")
    make.case(texts.NAMED, title="沈黙の題", question="沈黙の問い", author=author)
    page = browser(make.moderator()).get("/moderation").text
    for word in ("佐藤", "美咲", "泣かれた", "沈黙", "しずかな欅"):
        assert word not in page


def test_a_row_says_which_rules_fired_and_how_often(browser, make, db):
    moderator = make.moderator()
    make.case(texts.NAMED)
    (row,) = queries.queue(db, moderator.id, Filters(), page=1).rows
    assert ("person_name", "direct", 1) in row.rules
    assert row.opening and row.lang == "ja" and not row.revised and row.risk is Risk.DIRECT


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


def test_the_queue_can_be_narrowed_to_comments_to_a_rule_and_to_what_was_reported(browser, make, database):
    case, numbered, reported = make.case(texts.NAMED), make.case(texts.NUMBERED), make.case()
    comment = make.reply(reported, texts.NAMED)
    report(database, make.member(), reported)
    everything = (case, numbered, reported, comment)
    moderator = browser(make.moderator())

    def shown(query: str) -> list:
        page = moderator.get(f"/moderation?{query}").text
        return [made for made in everything if where(made) in page]

    assert shown("kind=comment") == [comment]
    assert shown("kind=case") == [case, numbered, reported]
    assert shown("rule=phone") == [numbered]
    assert shown("rule=person_name&kind=case") == [case]
    assert shown("reported=1") == [reported]
    assert shown("lang=xx&kind=x&rule=%25&claimed=x&reported=x") == list(everything)


def test_what_the_queue_is_narrowed_to_goes_along_from_text_to_text(browser, make):
    make.case(texts.NUMBERED)
    first, second = make.case(texts.NAMED), make.case(texts.NAMED)
    moderator = browser(make.moderator())
    narrowed = "?kind=case&amp;rule=person_name"
    assert where(first) + narrowed in moderator.get("/moderation?kind=case&rule=person_name").text
    page = moderator.get(where(first) + "?kind=case&rule=person_name").text
    assert where(second) + narrowed in page
    assert '<input type="hidden" name="rule" value="person_name">' in page


def test_a_page_of_the_queue_is_told_whether_anything_has_changed_and_nothing_else(browser, make):
    make.case(texts.NAMED, title="沈黙の題")
    moderator = browser(make.moderator())

    def news() -> str:
        address = re.search(r'hx-get="([^"]+)"', page)
        assert address
        return moderator.get(unescape(address[1])).text.strip()

    page = moderator.get("/moderation?lang=ja").text
    assert news() == ""
    held = make.case(texts.NUMBERED)
    told = news()
    assert "2件" in told.partition("</title>")[0] and "/moderation?lang=ja" in told
    assert "沈黙" not in told and where(held) not in told
    page = moderator.get("/moderation?lang=ja").text
    assert news() == ""


def test_an_empty_queue_is_said_kindly_in_both_languages(browser, make):
    assert "ありがとうございます" in browser(make.moderator()).get("/moderation").text
    assert "Thank you" in browser(make.moderator(locale="en")).get("/moderation").text


def test_nobody_is_sent_to_rest_while_something_else_waits(browser, make):
    make.case(texts.NAMED)
    moderator = browser(make.moderator(locale="ja"))
    narrowed = moderator.get("/moderation?lang=en").text
    assert "この条件で待っている投稿はありません" in narrowed and "ひと息" not in narrowed
    assert "この条件で" not in moderator.get("/moderation").text


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
    held = texts_held.held(
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
    assert "この文に書かれています" in evidence and "まずここを広くすると" in evidence


def test_only_a_post_that_told_exactly_the_same_is_named_as_its_source(make, database, db):
    case = make.case()
    forties, exact = make.reply(case), make.reply(case)
    comment = make.reply(case, texts.NAMED)
    combination = {
        "traits": [["AGE", "42"], ["PLACE", "jp-13-402"]],
        "people": 2.4,
        "low": 1,
        "high": 5,
        "widen_first": ["AGE", "42"],
        "widen_to": None,
        "people_widened": 90,
    }
    told = ((forties, [["AGE", "40-49"]]), (exact, [["AGE", "42"]]), (comment, [["PLACE", "jp-13-402"]]))
    with database.writing() as session:
        for made, traits in told:
            where_told = Screening.revision_id == made.revision_id
            session.execute(update(Screening).where(where_told).values(traits=traits))
        of_comment = Screening.revision_id == comment.revision_id
        session.execute(update(Screening).where(of_comment).values(combination=combination))
    held = texts_held.held(db, make.moderator().id, comment.revision_id, opened=True)
    assert held is not None
    age, place = held.combined
    assert (age.posts, age.here, age.widened) == ((exact.post_id,), False, True)
    assert (place.posts, place.here, place.widened) == ((), True, False)


def test_a_trait_of_a_combination_leads_to_the_words_that_tell_it(make, db):
    comment = make.case(ISLAND)
    held = texts_held.held(db, make.moderator().id, comment.revision_id, opened=True)
    assert held is not None and held.combined
    words = {finding.words for source in held.combined for finding in source.findings}
    assert any("青ヶ島" in word for word in words)


def test_a_text_the_detector_could_not_read_says_so(browser, make, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(deid, "assess", fails)
    held = make.case()
    moderator = browser(make.moderator())
    assert "自動の確認ができていない" in moderator.get("/moderation").text
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
