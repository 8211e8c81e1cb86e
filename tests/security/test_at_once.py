"""Two at once: exactly one of two opposite things happens, the other is told, and nothing that nobody looked at is public."""

import random
import re
import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import func, select, text, update
from sqlmodel import col

from app import markup
from app.accounts.models import Licence, Member
from app.audit.models import Entry
from app.database import Database
from app.moderation.models import Decision
from app.posts.models import Post, Review, Revision
from app.posts.policy import State
from tests import texts
from tests.clock import PATIENCE, wait_until
from tests.make import Make
from tests.people import Browsers
from tests.posts.test_at_once import together
from tests.security.often import often

SEEN = re.compile(r'name="seen" value="([^"]*)"')
RELEASE = {"outcome": "release"}
CASE = {"lang": "ja", "approaches": "person-centred-therapy", "consent": "consent_peer", "intent": "submit"}


def answers(*sends: Callable[[], Any]) -> list[int]:
    """Send several forms at the same moment, and return the statuses of their answers in order."""
    found: dict[int, int] = {}

    def one(number: int, send: Callable[[], Any]) -> Callable[[], None]:
        def work() -> None:
            found[number] = send().status_code

        return work

    assert not any(together(*(one(number, send) for number, send in enumerate(sends))))
    return [found[number] for number in range(len(sends))]


def states(database: Database, post_id: object) -> list[str]:
    with database.reading() as session:
        found = select(Revision.state).where(col(Revision.post_id) == post_id).order_by(col(Revision.number))
        return list(session.scalars(found))


def rewritten(revision_id: object) -> dict[str, str]:
    """Return the form of a new text with a name in it."""
    return {**CASE, "title": "題", "question": "問い", "body": "高橋由美子さんのこと。", "seen": str(revision_id)}


def test_to_01_whoever_decides_on_a_text_that_was_written_anew_decides_nothing(
    make: Make, browser: Browsers, database: Database
) -> None:
    held = make.case(texts.NAMED)
    moderator, author = browser(make.moderator()), browser(held.author)
    seen = SEEN.search(moderator.get(f"/moderation/{held.revision_id}").text)
    assert seen
    assert author.post(f"/posts/{held.post_id}/revisions", rewritten(held.revision_id)).status_code == 303
    decision = {"outcome": "release", "note": "消えては困る覚え", "seen": seen[1]}
    answer = moderator.post(f"/moderation/{held.revision_id}/decision", decision)
    assert answer.status_code == 409 and "消えては困る覚え" in answer.text
    assert states(database, held.post_id) == [State.SUPERSEDED, State.HELD]
    assert browser(make.member()).get(f"/cases/{held.case_id}").status_code == 404


def test_to_02_to_06_whatever_is_public_after_a_race_was_decided_on_as_it_stands(
    make: Make, browser: Browsers, database: Database
) -> None:
    chance = random.Random(3)
    moderator, peer = browser(make.moderator()), browser(make.member())
    moderator_token = moderator.token("/moderation")
    for _ in range(often(6, 1_000)):
        held = make.case(texts.NAMED)
        author = browser(held.author)
        token = author.token("/desk")
        sends: list[Callable[[], Any]] = [
            partial(moderator.post, f"/moderation/{held.revision_id}/decision", RELEASE, token=moderator_token),
            partial(author.post, f"/posts/{held.post_id}/revisions", rewritten(held.revision_id), token=token),
        ]
        chance.shuffle(sends)
        assert set(answers(*sends)) <= {303, 409}
        with database.reading() as session:
            published = session.execute(
                select(Revision.id, Revision.body, Revision.html).where(
                    col(Revision.post_id) == held.post_id, col(Revision.state) == State.PUBLISHED
                )
            ).all()
            decided = set(session.scalars(select(Decision.revision_id)).all())
        assert {row.id for row in published} <= decided
        page = peer.get(f"/cases/{held.case_id}")
        assert "高橋由美子" not in page.text
        for row in published:
            assert row.html == str(markup.render(row.body)) and row.html in page.text


def test_to_03_of_two_moderators_one_decides_and_the_other_is_told(
    make: Make, browser: Browsers, database: Database
) -> None:
    one, other = browser(make.moderator()), browser(make.moderator())
    tokens = one.token("/moderation"), other.token("/moderation")
    for _ in range(often(6, 1_000)):
        held = make.case(texts.NAMED)
        where = f"/moderation/{held.revision_id}/decision"
        found = answers(
            partial(one.post, where, RELEASE, token=tokens[0]),
            partial(other.post, where, {"outcome": "return", "note": "年齢を幅に"}, token=tokens[1]),
        )
        assert sorted(found) == [303, 409]
        with database.reading() as session:
            decisions = session.scalar(select(func.count()).where(col(Decision.revision_id) == held.revision_id))
            entries = session.scalar(
                select(func.count()).where(col(Entry.about) == held.revision_id, col(Entry.act) == "decision")
            )
        assert (decisions, entries) == (1, 1)


def test_to_04_of_two_windows_the_second_is_told_and_keeps_its_words(
    make: Make, browser: Browsers, database: Database
) -> None:
    case = make.case()
    windows = browser(case.author), browser(case.author)
    form = {**rewritten(case.revision_id), "body": "一つめの窓の言葉。"}
    assert windows[0].post(f"/posts/{case.post_id}/revisions", form).status_code == 303
    second = windows[1].post(f"/posts/{case.post_id}/revisions", {**form, "body": "二つめの窓の言葉。"})
    assert second.status_code == 409 and "二つめの窓の言葉。" in second.text and "一つめの窓の言葉。" in second.text
    assert states(database, case.post_id) == [State.SUPERSEDED, State.PUBLISHED]


def test_to_05_a_title_or_a_question_that_changes_is_a_new_text(
    make: Make, browser: Browsers, database: Database
) -> None:
    for field in ("title", "question"):
        case = make.case()
        form = {**rewritten(case.revision_id), "body": texts.CLEAR_CASE, field: "佐藤美咲さんのこと"}
        assert browser(case.author).post(f"/posts/{case.post_id}/revisions", form).status_code == 303
        assert states(database, case.post_id) == [State.PUBLISHED, State.HELD]
        assert "佐藤美咲" not in browser(make.member()).get(f"/cases/{case.case_id}").text


def test_to_07_a_form_sent_fifty_times_at_once_makes_one_case_and_asks_one_moderator(
    make: Make, browser: Browsers, database: Database
) -> None:
    author = make.member()
    form = {**CASE, "title": "題", "question": "問い", "body": texts.NAMED, "once": uuid4().hex}
    windows = [browser(author) for _ in range(often(8, 50))]
    tokens = [window.token("/desk") for window in windows]
    pairs = zip(windows, tokens, strict=True)
    found = answers(*(partial(window.post, "/cases", form, token=token) for window, token in pairs))
    assert set(found) <= {303, 409, 503}
    again = [windows[0].post("/cases", form, token=tokens[0]).status_code for _ in range(12)]
    assert set(again) == {303}
    with database.reading() as session:
        for table in (Post, Revision, Review):
            assert session.scalar(select(func.count()).select_from(table)) == 1


def test_to_08_a_text_taken_back_while_it_is_released_is_public_to_nobody(
    make: Make, browser: Browsers, database: Database
) -> None:
    moderator, peer = browser(make.moderator()), browser(make.member())
    token = moderator.token("/moderation")
    for _ in range(5):
        held = make.case(texts.NAMED)
        author = browser(held.author)
        own = author.token("/desk")
        answers(
            partial(moderator.post, f"/moderation/{held.revision_id}/decision", RELEASE, token=token),
            partial(author.post, f"/posts/{held.post_id}/withdrawal", token=own),
        )
        assert states(database, held.post_id) == [State.WITHDRAWN]
        assert peer.get(f"/cases/{held.case_id}").status_code == 404
        with database.reading() as session:
            keys = session.execute(text("select count(*) from fulltext_key")).scalar()
        assert keys == 0


def test_to_09_whoever_answers_a_post_that_is_out_of_sight_by_now_is_told(
    make: Make, browser: Browsers, database: Database
) -> None:
    case = make.case()
    comment = make.reply(case, texts.CLEAR_COMMENT)
    peer = browser(make.member())
    token = peer.token("/desk")
    make.withdrawn(case)
    form = {"body": "開いていた頁から、お答えします。", "answers": str(comment.post_id)}
    answer = peer.post(f"/cases/{case.case_id}/posts", form, token=token)
    assert answer.status_code == 404 and "開いていた頁から" in answer.text, "the words are kept for their writer"


def test_to_10_of_several_who_want_one_address_or_one_name_one_gets_it(
    make: Make, browser: Browsers, database: Database
) -> None:
    address, name = f"race{uuid4().hex[:8]}@example.org", f"おなじ名{uuid4().hex[:4]}"
    form = {
        "email": address,
        "password": "ながい合言葉 つき あかり",
        "name": name,
        "locale": "ja",
        "licence": "jp-certified-public-psychologist",
        "licence_number": "12345",
    }
    strangers = [browser() for _ in range(3)]
    tokens = [person.token() for person in strangers]
    assert answers(*(partial(who.post, "/join", form, token=token) for who, token in zip(strangers, tokens, strict=True))) == [303] * 3  # fmt: skip
    members = [browser(make.member()) for _ in range(4)]
    tokens = [person.token("/desk") for person in members]
    found = answers(*(partial(who.post, "/me/name", {"name": name}, token=token) for who, token in zip(members, tokens, strict=True)))  # fmt: skip
    assert sorted(found) == [303, 422, 422, 422]
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(col(Member.email) == address)) == 1


def test_to_12_whoever_reads_before_writing_is_not_turned_away_by_another_writer(
    database: Database, make: Make
) -> None:
    make.case()

    def read_then_write() -> None:
        for _ in range(5):
            with database.writing() as session:
                count = session.execute(text("select count(*) from post")).scalar()
                session.execute(text("update post set comments = comments + :n"), {"n": count})

    assert not any(together(*[read_then_write] * 6))
    with database.reading() as session:
        assert session.scalar(select(Post.comments)) == 30


def test_to_13_no_peer_who_keeps_looking_ever_sees_what_is_held(
    make: Make, browser: Browsers, database: Database
) -> None:
    held = make.case("佐藤美咲さんのこと。「もくれん」の話です。")
    peer, moderator = browser(make.member()), browser(make.moderator())
    token = moderator.token("/moderation")
    shown: list[tuple[bool, bool, str]] = []
    released, removed, over = threading.Event(), threading.Event(), threading.Event()

    def look() -> None:
        while not over.is_set():
            gone = removed.is_set()
            body = peer.get(f"/cases/{held.case_id}").text + peer.get("/search?q=もくれん").text
            shown.append((released.is_set(), gone, body.replace("もくれん", "")))

    def decide(outcome: str) -> int:
        form = {"outcome": outcome, "note": "お名前が残っています。"}
        return moderator.post(f"/moderation/{held.revision_id}/decision", form, token=token).status_code

    def wait_for_looks() -> None:
        enough = len(shown) + 3
        wait_until(lambda: len(shown) >= enough)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        wait_for_looks()
        released.set()  # from here on a page may show it
        assert decide("release") == 303
        wait_for_looks()
        reporter = browser(make.member())
        reporter.post(f"/posts/{held.post_id}/report", {"reason": "identifies", "note": "この方がわかります"})
        assert decide("remove") == 303
        removed.set()  # from here on none shows it any more
        wait_for_looks()
    finally:
        over.set()
        watcher.join(timeout=PATIENCE)
    assert not [body for might, gone, body in shown if "の話です" in body and (gone or not might)]
    assert [body for _, _, body in shown if "の話です" in body], "and while it was public it was seen"
    assert [body for _, gone, body in shown if gone]


def test_to_08_whoever_loses_the_right_to_write_while_they_write_has_written_it_or_not(
    make: Make, browser: Browsers, database: Database
) -> None:
    case = make.case()
    for number in range(3):
        member = make.member()
        person = browser(member)
        token = person.token("/desk")

        def refuse(member: Member = member) -> httpx.Response:
            with database.writing() as session:
                session.execute(update(Licence).where(col(Licence.member_id) == member.id).values(state="refused"))
            return httpx.Response(200)

        words = f"{number}人目の言葉です。"
        form = {"body": words}
        wrote, _ = answers(partial(person.post, f"/cases/{case.case_id}/posts", form, token=token), refuse)
        assert wrote in (303, 403)
        page = browser(make.member()).get(f"/cases/{case.case_id}").text
        assert (words in page) == (wrote == 303)
        assert person.post(f"/cases/{case.case_id}/posts", form, token=token).status_code == 403
