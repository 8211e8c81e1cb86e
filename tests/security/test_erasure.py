"""What is erased is gone from the tables, the index, the files and the log, and only that."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update
from sqlmodel import SQLModel

from app import clock, fulltext, outbox
from app.database import Database
from app.erasure import service as erasure
from app.erasure.models import Purged
from app.errors import Missing
from app.moderation import service as moderation
from app.moderation.models import Decision, Report
from app.moderation.policy import Complaint, Reason
from app.posts import queries, sealing
from app.posts.models import Post, Revision
from app.posts.policy import State
from app.settings import KEEP
from app.vault.models import RowKey, Sealed
from tests import texts
from tests.make import Made, Make
from tests.people import Browser
from tests.security.conftest import Site, kiku
from tests.security.files import holding


def everything(database: Database) -> str:
    """Return every value of every table, and of the index, in one text."""
    with database.reading() as session:
        found = [
            repr(row)
            for table in SQLModel.metadata.sorted_tables
            if table.name not in ("audit_entry", "purged")
            for row in session.execute(select(table))
        ]
        return "\n".join(found)


def purge(database: Database, what) -> erasure.Erased:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        return erasure.purge(session, what)


@pytest.fixture
def thread(make: Make, database: Database) -> tuple[Made, Made, Made, str]:
    """A case with a comment, a report and its note, a mail that waits, an earlier text; and another thread beside it."""
    mark = texts.marker()
    case = make.case(f"「{mark}」という事例です。")
    case = make.revised(case, f"「{mark}」を書き直しました。")
    comment = make.reply(case, f"「{mark}」について思うこと。")
    other = make.case()
    with database.writing() as session:
        moderation.report(session, make.member().id, comment.revision_id, Complaint(Reason.OTHER, f"note {mark}"))
        outbox.put(session, "confirm", "peer@example.org", "ja", f"/cases/{case.case_id}")
    return case, comment, other, mark


def test_a_purged_case_is_gone_with_everything_that_points_to_it(
    database: Database, thread, browser: Callable[..., Browser], make: Make
) -> None:
    case, _, other, mark = thread
    peer = browser(make.member())
    assert mark in everything(database) and mark in peer.get("/search", params={"q": mark}).text
    erased = purge(database, case.case_id)
    assert erased.kind == "case"
    assert {name: erased.rows[name] for name in ("case", "post", "revision", "report", "mail", "vault_key", "fulltext")} == {
        "case": 1, "post": 2, "revision": 3, "report": 1, "mail": 1, "vault_key": 3, "fulltext": 2,
    }  # fmt: skip
    left = everything(database)
    assert mark not in left and case.case_id.hex not in left and str(case.case_id) not in left
    assert peer.get(f"/cases/{case.case_id}").status_code == 404
    assert 'class="card"' not in peer.get("/search", params={"q": mark}).text
    assert peer.get(f"/cases/{other.case_id}").status_code == 200
    with database.reading() as session:
        assert session.execute(select(Purged.id, Purged.kind)).all() == [(case.case_id, "case")]
        assert session.execute(text("select act from audit_entry order by sequence desc limit 1")).scalar() == "purge"


def test_the_opening_post_stands_for_its_case(database: Database, thread) -> None:  # type: ignore[no-untyped-def]
    case, *_ = thread
    assert purge(database, case.post_id).kind == "case"


def test_a_purged_comment_leaves_its_thread_counted_right_and_its_answers_in_place(
    database: Database, make: Make, browser: Callable[..., Browser]
) -> None:
    case = make.case()
    comment = make.reply(case, "「消える」言葉です。")
    make.reply(case, "答えです。", answers=comment.post_id)
    assert purge(database, comment.post_id).kind == "post"
    page = browser(make.member()).get(f"/cases/{case.case_id}").text
    assert "消える" not in page and "答えです" in page
    with database.reading() as session:
        assert session.scalar(select(Post.comments).where(Post.id == case.post_id)) == 1


def test_one_version_is_purged_and_the_others_stay(database: Database, make: Make, browser) -> None:  # type: ignore[no-untyped-def]
    case = make.case("「はじめの」言葉です。")
    earlier = case.revision_id
    case = make.revised(case, "「あとの」言葉です。")
    assert purge(database, earlier).kind == "revision"
    page = browser(make.member()).get(f"/cases/{case.case_id}")
    assert "あとの" in page.text
    assert purge(database, case.revision_id).rows["case"] == 1, "the last version takes its case with it"


def test_a_public_version_that_is_purged_takes_its_post_out_of_sight(database: Database, make: Make, browser) -> None:  # type: ignore[no-untyped-def]
    case = make.case("「はじめの」言葉です。")
    public = case.revision_id
    make.revised(case, texts.NAMED)
    purge(database, public)
    peer = browser(make.member())
    assert peer.get(f"/cases/{case.case_id}").status_code == 404
    assert 'class="card"' not in peer.get("/search", params={"q": "はじめの"}).text


def test_nothing_is_purged_by_an_id_that_nothing_has(database: Database) -> None:
    with pytest.raises(Missing):
        purge(database, uuid4())


def test_cr_06_lk_18_lk_19_lk_20_a_purged_case_is_in_no_file_any_more(own_site: Site) -> None:
    mark, make = texts.marker(), own_site.make
    case = make.case(f"「{mark}」という言葉の事例です。" + "長い話。" * 2_000)
    make.reply(case, f"「{mark}」について思うこと。")
    assert holding(own_site.folder, mark)
    came = kiku(own_site, "purge", str(case.case_id))
    assert came.status == 0, came.said
    assert "revision" in came.said and "vault_key" in came.said
    assert holding(own_site.folder, mark) == []
    assert (own_site.folder / "kiku.sqlite-wal").stat().st_size == 0


def test_words_out_of_sight_are_forgotten_when_their_time_is_over(database: Database, make: Make) -> None:
    mark = texts.marker()
    returned = make.returned(make.case(texts.NAMED + mark), note=f"「{mark}」を変えてください。")
    waiting, public = make.case(texts.NAMED), make.case()
    with database.writing() as session:
        session.add(
            Decision(
                revision_id=returned.revision_id,
                moderator_id=returned.author.id,
                since="held",
                outcome="return",
                note=f"about {mark}",
                made_at=clock.now(),
            )
        )
    assert forgotten(database) == 0
    age(database, returned.revision_id, KEEP["returned"] + timedelta(hours=1))
    age(database, waiting.revision_id, timedelta(days=900))
    age(database, public.revision_id, timedelta(days=900))
    assert forgotten(database) == 1
    assert mark not in everything(database)
    with database.reading() as session:
        assert sealing.of(session, [returned.revision_id]) == {}
        assert sealing.of(session, [waiting.revision_id]), "what waits for a person is kept as long as it waits"
        own = queries.own(session, returned.author.id, returned.post_id)
    assert own is not None and own.body == "" and own.state is State.RETURNED, "that it was returned stays"
    assert forgotten(database) == 0


def test_a_draft_nobody_touched_for_a_year_is_let_go(database: Database, make: Make, browser) -> None:  # type: ignore[no-untyped-def]
    draft = make.case("書きかけの言葉", draft=True)
    age(database, draft.revision_id, KEEP["draft"] + timedelta(hours=1))
    assert forgotten(database) == 1
    assert browser(draft.author).get("/desk").status_code == 200


def age(database: Database, revision_id, by: timedelta) -> None:  # type: ignore[no-untyped-def]
    with database.writing() as session:
        session.execute(
            update(Revision)
            .where(Revision.id == revision_id)
            .values(made_at=clock.now() - by, moved_at=clock.now() - by)
        )


def forgotten(database: Database) -> int:
    with database.writing() as session:
        return erasure.forget(session, KEEP).rows.get("vault_key", 0)


def test_the_keys_of_what_was_forgotten_are_gone(database: Database, make: Make) -> None:
    case = make.withdrawn(make.case())
    age(database, case.revision_id, KEEP["withdrawn"] + timedelta(hours=1))
    forgotten(database)
    with database.reading() as session:
        for table in (RowKey, Sealed):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_what_is_reported_of_a_version_is_erased_with_it(database: Database, thread) -> None:  # type: ignore[no-untyped-def]
    _, comment, _, _ = thread
    purge(database, comment.revision_id)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 0
        assert not fulltext.drop(session, comment.post_id), "and nothing of it is in the index"
