"""Bugs by which other forums' moderation leaked, each tried here. The numbers are those of docs/leaks.md."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.moderation import service, undoing
from app.moderation.models import Decision
from app.moderation.policy import Complaint, Judgement, Outcome, Reason
from app.posts import queries, screening
from app.posts.models import Post, Revision
from app.posts.policy import Cover, Draft, State, covered
from app.web import log
from tests.security.everyone import still

MARK = "うぐいす色の傘"
WORDS = f"佐藤美咲さんのこと。{MARK}の話をされた。"
NOTE = "お名前を伏せてください。"


def decide(database, make, made, outcome, *covers) -> None:
    judgement = Judgement(outcome, NOTE, "", frozenset(), "", covers)
    left = read_without(database, made, covers) if covers else None
    with database.writing() as session:
        service.decide(session, make.moderator().id, made.revision_id, judgement, two="never", read=left)


def read_without(database, made, covers) -> screening.Read:
    """Have read what a redaction leaves of a text, as the moderator's page does before it decides."""
    with database.reading() as session:
        text = queries.own(session, made.author.id, made.post_id)
    draft = Draft(text.lang, text.body, text.title, text.question)
    return screening.read(database, covered(draft, covers), made.case_id)


def redacted(database, make):
    held = make.case(WORDS)
    decide(database, make, held, Outcome.REDACT, Cover("body", 0, 4, "Aさん"), Cover("body", 10, 17, "〔持ち物〕"))
    return held


def peer_sees(browser, make, made) -> str:
    """Return everything a peer is shown that has to do with a text, by whatever page."""
    window = browser(make.member())
    pages = [
        f"/cases/{made.case_id}",
        f"/posts/{made.post_id}",
        f"/posts/{made.post_id}/edit",
        f"/posts/{made.post_id}/redaction",
        f"/posts/{made.post_id}/report",
        f"/moderation/{made.revision_id}",
        f"/moderation/{made.revision_id}/redaction",
        "/moderation",
        "/moderation/news?seen=x",
        "/moderation/log",
        "/cases",
        "/",
        "/desk",
    ]
    answers = [window.open(page) for page in pages]
    assert all(answer.status_code < 500 for answer in answers)
    for words in (MARK, "佐藤美咲"):
        assert hits(window, words) == 0
    return "".join(answer.text for answer in answers)


def hits(window, words: str) -> int:
    return window.get(f"/search?q={words}").text.count('class="card"')


def letters(outbox) -> str:
    return "".join(path.read_text() for path in outbox.glob("*.eml")) if outbox.exists() else ""


def test_l1_l8_l9_no_letter_says_a_word_of_what_waits_or_was_decided(browser, make, database, outbox):
    moderator = make.moderator()
    for outcome in (Outcome.RETURN, Outcome.REMOVE, Outcome.RELEASE):
        held = make.case(WORDS, title=f"{MARK}の題")
        browser(moderator).get(f"/moderation/{held.revision_id}")
        decide(database, make, held, outcome)
    assert MARK not in letters(outbox) and NOTE not in letters(outbox)


def test_l10_l11_what_was_taken_away_is_in_no_list_and_no_search(browser, make, database):
    case = make.case(f"{MARK}について考えました。", title=f"{MARK}の題")
    assert MARK in browser(make.member()).get("/cases").text
    with database.writing() as session:
        service.report(session, make.member().id, case.revision_id, Complaint(Reason.IDENTIFIES, ""))
    decide(database, make, case, Outcome.RETURN)
    assert f"{MARK}の題" not in peer_sees(browser, make, case)


def test_l13_l24_a_held_comment_changes_no_count_and_no_last_name(browser, make):
    case = make.case()
    lists = ("/cases", "/cases?waiting=answer", "/", "/approaches", f"/cases/{case.case_id}")
    window = browser(make.member())
    before = [_still(window.get(path).text) for path in lists]
    make.reply(case, WORDS, author=make.member("ひそかな人"))
    assert [_still(window.get(path).text) for path in lists] == before


def _still(page: str) -> str:
    """Return a page without what differs from one look to the next: the form's own marks, and how long ago."""
    return re.sub(r'value="[\w-]{20,}"|<time.*?</time>', "", page, flags=re.DOTALL)


def test_l14_a_comment_goes_out_of_sight_with_its_case_and_comes_back_with_it(browser, make, database):
    case = make.case()
    make.reply(case, f"{MARK}を思い出しました。")
    with database.writing() as session:
        service.report(session, make.member().id, case.revision_id, Complaint(Reason.IDENTIFIES, ""))
    decide(database, make, case, Outcome.RETURN)
    assert hits(browser(make.member()), MARK) == 0
    with database.writing() as session:
        undoing.undo(session, session.scalars(select(Decision.moderator_id)).one(), case.revision_id)
    assert hits(browser(make.member()), MARK) == 1


def test_l22_the_text_before_a_redaction_is_had_by_no_peer_in_any_way(browser, make, database, db):
    held = redacted(database, make)
    assert db.scalars(select(Revision.state).where(Revision.number == 2)).one() == State.PUBLISHED
    columns = db.execute(select(Revision.title, Revision.body, Revision.question, Revision.html)).all()
    db.rollback()
    assert "佐藤" not in str(columns) and MARK not in str(columns)
    seen = peer_sees(browser, make, held)
    assert "佐藤" not in seen and MARK not in seen
    assert "〔持ち物〕" in seen


def test_lk_28_what_stands_in_the_place_of_words_says_nothing_of_what_or_how_long_they_were(browser, make, database):
    author, window, shown = make.member(), browser(make.member()), []
    for name in ("佐藤美咲", "長谷川小百合子"):
        held = make.case(f"{name}さんのこと。傘の話をされた。", author=author)
        decide(database, make, held, Outcome.REDACT, Cover("body", 0, len(name), "Aさん"))
        comment = make.reply(held, "傘のお話、よくわかります。", author=author)
        pages = [f"/cases/{held.case_id}", f"/cases/{held.case_id}?answer={comment.post_id}", f"/posts/{held.post_id}"]
        shown.append([still(window.open(page).text) for page in pages])
        assert all(name not in page for page in shown[-1]) and "Aさんさんのこと" in shown[-1][0]
    assert shown[0] == shown[1], "also in what no eye sees: attributes, widths and places"


def test_l23_what_is_quoted_of_a_redacted_text_is_what_it_says_now(browser, make, database):
    case = make.case()
    comment = make.reply(case, WORDS)
    decide(database, make, comment, Outcome.REDACT, Cover("body", 0, 4, "Aさん"), Cover("body", 10, 17, "〔他〕"))
    make.reply(case, answers=comment.post_id)
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert MARK not in page and "佐藤" not in page


def test_l26_what_is_held_and_what_never_was_answer_alike_whatever_is_asked(browser, make):
    held = make.case(WORDS)
    window = browser(make.member())
    for path in ("", "/redaction", "/claim", "/decision", "/reversal"):
        for one in (str(held.revision_id), str(uuid4())):
            address = f"/moderation/{one}{path}"
            answers = [window.get(address), window.post(address, {"outcome": "release", "note": ""})]
            assert {answer.status_code for answer in answers} == {404}, address
    hidden, nowhere = (
        window.get(f"/posts/{one}/redaction").text.replace(str(one), "") for one in (held.post_id, uuid4())
    )
    assert hidden == nowhere
    hidden, nowhere = (
        window.post(f"/posts/{one}/objection", {"note": NOTE}).text.replace(str(one), "")
        for one in (held.post_id, uuid4())
    )
    assert hidden == nowhere


@pytest.mark.parametrize("alias", [False, True])
def test_l29_l30_moderators_are_shown_no_address_and_nobody_behind_an_alias(browser, make, alias):
    author = make.member("しずかな欅")
    held = make.case(WORDS, author=author, alias=alias)
    window = browser(make.moderator())
    pages = ("/moderation", f"/moderation/{held.revision_id}", f"/moderation/{held.revision_id}/redaction")
    seen = "".join(window.get(page).text for page in pages)
    assert author.email not in seen and str(author.id) not in seen and author.id.hex not in seen
    assert ("しずかな欅" in seen) is not alias


def test_l29_whoever_moderates_no_longer_reads_no_more_of_what_waits(browser, make, database):
    held = make.case(WORDS)
    moderator = make.moderator()
    window = browser(moderator)
    assert MARK in window.get(f"/moderation/{held.revision_id}").text
    with database.writing() as session:
        session.merge(moderator).role = "counsellor"
    for path in ("/moderation", f"/moderation/{held.revision_id}", "/moderation/news?seen=x"):
        assert window.open(path).status_code == 404 or MARK not in window.open(path).text


class Written:
    """Stands where the log stands, and keeps whatever it is told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def info(self, event: str, **known: object) -> None:
        self.said.append(f"{event} {known}")

    error = info


def test_l32_no_log_and_no_address_of_ours_carries_a_word(browser, make, monkeypatch):
    held = make.case(WORDS, title=f"{MARK}の題")
    window = browser(make.moderator())
    where = f"/moderation/{held.revision_id}"
    written = Written()
    monkeypatch.setattr(log, "_log", written)
    page = window.get(where).text
    window.post(f"{where}/redaction", {"stretch": "body:0:2", "instead-body:0:2": MARK})
    window.post(f"{where}/decision", {"outcome": "return", "note": f"{MARK}を消してください。"})
    window.get(f"/moderation?rule={MARK}")
    assert not [address for address in re.findall(r'(?:href|action)="([^"]+)"', page) if MARK in address]
    assert len(written.said) >= 4
    assert not [said for said in written.said if MARK in said or "佐藤" in said]


def test_what_a_moderator_opened_is_kept_by_no_cache(browser, make):
    held = make.case(WORDS)
    window = browser(make.moderator())
    for path in ("", "/redaction"):
        answer = window.get(f"/moderation/{held.revision_id}{path}")
        assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers


def test_posts_of_peers_keep_their_place_without_a_word_when_they_are_removed(browser, make, database, db):
    case = make.case()
    comment = make.reply(case, f"{MARK}を思い出しました。")
    with database.writing() as session:
        service.report(session, make.member().id, comment.revision_id, Complaint(Reason.GUESSING, ""))
    decide(database, make, comment, Outcome.REMOVE)
    assert MARK not in peer_sees(browser, make, comment)
    assert db.scalars(select(Post.comments).where(Post.id == case.post_id)).one() == 0
