"""A member takes a copy of what is theirs, and leaves: with their posts, or leaving them behind without a name."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlmodel import SQLModel

from app import taxonomy
from app.accounts import passwords, service
from app.accounts.models import Member
from app.appeals import service as appeals
from app.appeals.policy import Answer, Verdict
from app.cases.models import Case
from app.database import Database
from app.erasure import service as erasure
from app.erasure.policy import Fate
from app.moderation import service as moderation
from app.moderation.models import Decision, Report
from app.moderation.policy import Complaint, Judgement, Outcome, Reason
from app.posts import screening
from app.posts.models import Post
from app.posts.policy import Cover, Draft, covered
from app.web.visit import Role
from tests import texts
from tests.accounts.doors import PASSWORD
from tests.make import Made, Make
from tests.people import Browser
from tests.security.conftest import Site, kiku
from tests.security.files import holding

LEAVING = {"own_posts": "keep", "current_password": PASSWORD, "leaving_sure": "1"}


@pytest.fixture
def member(make: Make, database: Database) -> Member:
    """A member with a password and a name nobody else has."""
    found = make.member(f"名{texts.marker()[:20]}")
    with database.writing() as session:
        stored = session.get_one(Member, found.id)
        stored.password_hash = passwords.hashed(PASSWORD)
        session.add(stored)
    return found


def everything(database: Database) -> str:
    """Return every value of every table but the record, which holds ids alone."""
    with database.reading() as session:
        return "\n".join(
            repr(row)
            for table in SQLModel.metadata.sorted_tables
            if table.name not in ("audit_entry", "purged")
            for row in session.execute(select(table))
        )


def disputed(person: Browser, made: Made, note: str) -> None:
    said = {"finding": "1", "reason": "author", "note": note, "seen": str(made.revision_id)}
    assert person.post(f"/posts/{made.post_id}/disputes", said).status_code == 303


def appeal(database: Database, person: Browser, made: Made, note: str) -> None:
    with database.reading() as session:
        decision = session.scalars(select(Decision.id).where(Decision.revision_id == made.revision_id)).one()
    assert person.post(f"/decisions/{decision}/appeal", {"note": note}).status_code == 303


def redact(database: Database, moderator: Member, made: Made) -> None:
    """Replace the name in a text and publish the rest."""
    start = texts.NAMED.index("佐藤美咲")
    cover = Cover("body", start, start + 4, "Aさん")
    judgement = Judgement(Outcome.REDACT, "お名前を置き換えました。", "", covers=(cover,))
    words = Draft("ja", texts.NAMED, texts.CLEAR_TITLE, texts.CLEAR_QUESTION)
    read = screening.read(database, covered(words, judgement.covers), made.case_id)
    with database.writing() as session:
        moderation.decide(session, moderator.id, made.revision_id, judgement, read=read)


def test_lk_41_a_member_who_leaves_their_posts_behind_is_nobody_in_any_table(
    database: Database, make: Make, browser: Callable[..., Browser], member: Member
) -> None:
    public = make.case("「待つこと」についての事例です。", author=member)
    comment = make.reply(make.case(), "「ひとこと」書きました。", author=member)
    held = make.case(texts.NAMED, author=member)
    answer = make.reply(public, "「お返事」です。")
    with database.writing() as session:
        moderation.report(session, member.id, answer.revision_id, Complaint(Reason.OTHER, ""))
    person = browser(member)
    left = person.post("/me/removal", LEAVING)
    assert left.status_code == 303 and left.headers["location"] == "/"
    said = everything(database)
    assert member.email not in said and member.name not in said and str(member.id) not in said
    assert person.get("/me").status_code == 303, "signed out here and everywhere"
    peer = browser(make.member())
    page = peer.get(f"/cases/{public.case_id}").text
    assert "待つこと" in page and "退会した会員" in page and "お返事" in page
    assert "ひとこと" in peer.get(f"/cases/{comment.case_id}").text
    with database.reading() as session:
        assert session.get(Case, held.case_id) is None, "what was not public goes"
        authors = session.execute(
            select(Post.author_id).where(Post.id.in_([public.post_id, comment.post_id]))
        ).scalars()
        assert len(set(authors)) == 2, "nothing joins one thread's former member to another's"
        assert session.scalar(select(Report.reason)) == Reason.OTHER, "what they reported is still looked at"


def test_lk_41_what_they_wrote_to_the_moderators_goes_with_a_member_who_leaves_their_posts_behind(
    database: Database, make: Make, browser: Callable[..., Browser], member: Member
) -> None:
    plea = texts.marker()
    person, moderator = browser(member), make.moderator()
    argued, redacted = make.case(texts.NAMED, author=member), make.case(texts.NAMED, author=member)
    disputed(person, argued, plea)
    with database.writing() as session:
        moderation.decide(session, moderator.id, argued.revision_id, Judgement(Outcome.RELEASE, "", ""), two="never")
    redact(database, moderator, redacted)
    assert person.post(f"/posts/{redacted.post_id}/objection", {"note": plea}).status_code == 303
    assert plea in everything(database)
    assert person.post("/me/removal", LEAVING).status_code == 303
    assert plea not in everything(database)
    peer = browser(make.member())
    assert peer.get(f"/cases/{argued.case_id}").status_code == peer.get(f"/cases/{redacted.case_id}").status_code == 200
    with database.reading() as session:
        waits = session.execute(text("select count(*) from review where closed_at is null")).scalar()
        assert waits == 0, "nobody is asked to answer somebody who has left"
        assert session.execute(text("select count(*) from dispute")).scalar() == 1, "that there was one is counted"


def test_a_member_who_erases_everything_leaves_nothing(
    database: Database, make: Make, browser: Callable[..., Browser], member: Member
) -> None:
    mark = texts.marker()
    own = make.revised(make.case(f"「{mark}」の事例です。", author=member), f"「{mark}」を書き直しました。")
    make.reply(own, f"「{mark}」と答えます。", author=member)
    elsewhere = make.case()
    make.reply(elsewhere, f"「{mark}」と思います。", author=member)
    disputed(browser(member), make.case(texts.NAMED, author=member), mark)
    assert browser(member).post("/me/removal", {**LEAVING, "own_posts": "erase"}).status_code == 303
    said = everything(database)
    assert mark not in said and member.email not in said and member.id.hex not in said
    peer = browser(make.member())
    assert peer.get(f"/cases/{own.case_id}").status_code == 404
    assert mark not in peer.get(f"/cases/{elsewhere.case_id}").text


def test_leaving_needs_the_password_a_choice_and_a_yes(
    browser: Callable[..., Browser], member: Member, database: Database
) -> None:
    person = browser(member)
    assert person.get("/me/removal").status_code == 200
    for fields in (
        {**LEAVING, "current_password": "not this one"},
        {**LEAVING, "current_password": ""},
        {**LEAVING, "own_posts": "perhaps"},
        {**LEAVING, "leaving_sure": ""},
    ):
        answer = person.post("/me/removal", fields)
        assert answer.status_code == 422 and PASSWORD not in answer.text
    with database.reading() as session:
        assert session.get(Member, member.id)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_staff_hand_back_their_role_before_they_leave(make: Make, browser: Callable[..., Browser], role: Role) -> None:
    person = browser(make.member(role=role))
    assert 'name="own_posts"' not in person.get("/me/removal").text
    assert person.post("/me/removal", LEAVING).status_code == 403


def test_what_a_former_moderator_decided_stays_decided(database: Database, make: Make) -> None:
    moderator, held = make.moderator(), make.case(texts.NAMED)
    with database.writing() as session:
        moderation.decide(
            session, moderator.id, held.revision_id, Judgement(Outcome.RETURN, "お名前を変えてください。", "")
        )
    with database.writing() as session:
        service.change_role(session, moderator.id, Role.COUNSELLOR, moderator.joined_at)
    with database.writing() as session:
        erasure.remove_member(session, moderator.id, Fate.ERASE)
    with database.reading() as session:
        assert session.execute(text("select count(*) from decision")).scalar() == 1


def test_nobody_is_written_a_letter_who_has_left(database: Database, make: Make, member: Member, outbox) -> None:  # type: ignore[no-untyped-def]
    from app import outbox as letters

    with database.writing() as session:
        letters.put(session, "confirm", f"{uuid4().hex}@nobody.invalid", "ja", "/me")
        letters.put(session, "confirm", "peer@example.org", "ja", "/me")
    with database.reading() as session:
        assert session.execute(text("select address from mail")).scalars().all() == ["peer@example.org"]


def test_lk_40_a_copy_has_ones_own_words_and_nobody_elses(
    database: Database, make: Make, browser: Callable[..., Browser], member: Member
) -> None:
    own, others, note = texts.marker(), texts.marker(), texts.marker()
    case = make.case(f"「{own}」の事例です。", author=member)
    answer = make.reply(case, f"「{others}」と思います。", author=make.member(f"名{others[:12]}"))
    draft = make.case(f"書きかけ {own}", author=member, draft=True)
    moderator = make.moderator(f"担当{note[:12]}")
    held = make.case(texts.NAMED + own, author=member)
    with database.writing() as session:
        moderation.decide(session, moderator.id, held.revision_id, Judgement(Outcome.RETURN, note, ""))
    with database.writing() as session:
        moderation.report(session, member.id, answer.revision_id, Complaint(Reason.OTHER, f"my own words {own}"))
    person = browser(member)
    plea, answered, redacted = texts.marker(), texts.marker(), make.case(texts.NAMED, author=member)
    appeal(database, person, held, plea)
    with database.writing() as session:
        appeals.decide(session, make.moderator().id, held.revision_id, Verdict(Answer.UPHOLD, answered))
    redact(database, moderator, redacted)
    assert person.post(f"/posts/{redacted.post_id}/objection", {"note": plea}).status_code == 303
    disputed(person, make.case(texts.NAMED, author=member), plea)
    assert "/me/data/json" in person.get("/me/data").text
    for form in ("json", "txt"):
        answer_ = person.get(f"/me/data/{form}")
        assert answer_.status_code == 200
        assert answer_.headers["content-disposition"] == f'attachment; filename="kiku.{form}"'
        assert "no-store" in answer_.headers["cache-control"]
        assert answer_.text.count(own) >= 4 and member.email in answer_.text
        assert answer_.text.count(plea) == 3 and answered not in answer_.text
        assert others not in answer_.text and note not in answer_.text and str(moderator.id) not in answer_.text
    found = json.loads(person.get("/me/data/json").text)
    assert {post["versions"][0]["state"] for post in found["posts"]} == {
        "published",
        "draft",
        "returned",
        "superseded",
        "held",
    }
    assert f"/cases/{draft.case_id}" in {post["address"] for post in found["posts"]}
    readable = person.get("/me/data/txt").text
    assert f"\n\n尋ねたいこと：{texts.CLEAR_QUESTION}\n" in readable, "set apart from what was written before it"
    assert "other-manual" not in readable and taxonomy.licences()["other-manual"].label.ja in readable
    assert person.get("/me/data/exe").status_code == 404
    assert browser().get("/me/data/json").status_code == 303


def test_lk_41_after_a_removal_at_the_machine_the_name_is_in_no_file(own_site: Site) -> None:
    name = f"名{texts.marker()}"
    member = own_site.make.member(name)
    own_site.make.case("「残る」事例です。", author=member)
    assert holding(own_site.folder, name)
    came = kiku(own_site, "member", "remove", "--email", member.email, "--keep-posts")
    assert came.status == 0, came.said
    assert holding(own_site.folder, name) == holding(own_site.folder, member.email) == []
    assert kiku(own_site, "member", "remove", "--email", member.email).status == 1


def test_ft_22_a_member_who_left_does_not_come_back_with_an_older_backup(own_site: Site) -> None:
    name = f"名{texts.marker()}"
    member = own_site.make.member(name)
    own_site.make.case("「残る」事例です。", author=member)
    path = own_site.folder.with_name("one.backup")
    assert kiku(own_site, "backup", str(path)).status == 0
    assert kiku(own_site, "member", "remove", "--email", member.email, "--keep-posts").status == 0
    own_site.database.engine.dispose()
    came = kiku(own_site, "restore", str(path), "--replace")
    assert came.status == 0 and "1 things" in came.said, came.said
    assert holding(own_site.folder, name) == holding(own_site.folder, member.email) == []
