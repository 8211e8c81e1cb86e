"""A backup is made while the site is used, opens only whole and with its keys, and brings back nothing that was erased."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, inspect, make_url, select, text

from app import clock, settings, vault
from app.accounts import licensing
from app.accounts import service as accounts
from app.accounts.models import SignIn
from app.accounts.policy import LicenceDecision, Outcome
from app.audit import anchor
from app.backup import keyring, moving, reading, restoring, rows, writing
from app.backup.envelope import Damaged
from app.backup.target import Refused
from app.backup.writing import LEFT_OUT
from app.database import Database, open_database
from app.erasure import service as erasure
from app.evidence import service as evidence
from app.evidence.models import Evidence
from app.factors import codes
from app.factors import service as factors
from app.factors.policy import DRIFT, STEP
from app.outbox import Mail
from app.posts import queries
from app.posts.models import Revision
from app.posts.policy import State
from app.settings import Settings
from tests import texts
from tests.accounts.test_licences import claimed
from tests.make import Make
from tests.security.conftest import Site, kiku
from tests.security.files import holding


@pytest.fixture
def made(database: Database, site_settings: Settings, tmp_path: Path) -> Callable[[], Path]:
    """Make a backup of the site of the tests."""

    def make_one(name: str = "kiku.backup") -> Path:
        path = tmp_path / name
        writing.backup(database, path, keyring.place(site_settings))
        return path

    return make_one


@pytest.fixture
def elsewhere(empty_url: str, site_settings: Settings) -> Settings:
    """Another machine, which has the key files and nothing else."""
    return replace(site_settings, database_url=empty_url)


def restored(path: Path, known: Settings, *, older_keyring: bool = False, replace: bool = False) -> restoring.Restored:
    keys = vault.Keys(known.vault_key_file)
    return restoring.restore(path, known, keys, replace=replace, older_keyring=older_keyring)


def opened(known: Settings) -> Database:
    database = open_database(known.database_url)
    vault.unlock(database, known.vault_key_file)
    return database


def test_ft_20_everything_comes_back_elsewhere(
    database: Database, make: Make, made: Callable[[], Path], elsewhere: Settings
) -> None:
    case = make.revised(make.case("「はじめの」言葉です。"), "「あとの」言葉です。")
    comment = make.reply(case, "コメントです。")
    make.reply(case, "その答えです。", answers=comment.post_id)
    held = make.case(texts.NAMED)
    draft = make.case("書きかけ", draft=True)
    came = restored(made(), elsewhere)
    assert came.unreadable == came.purged == 0 and came.indexed == 3
    other = opened(elsewhere)
    with database.reading() as here, other.reading() as there:
        assert _rows(here) == _rows(there)
        found = [queries.own(there, one.author.id, one.post_id) for one in (case, held, draft)]
        assert [one.body for one in found if one] == ["「あとの」言葉です。", texts.NAMED, "書きかけ"]
    with other.reading() as session:
        assert session.execute(text("select act from audit_entry order by sequence desc limit 1")).scalar() == "restore"
    other.engine.dispose()


def _rows(session) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """Return every row that a backup carries over, but for the record, which has grown by the restore."""
    return {
        table.name: sorted(map(repr, session.execute(select(table))))
        for table in rows.tables()
        if table.name not in LEFT_OUT and not table.name.startswith("audit_")
    }


def test_ft_20_what_was_answered_before_a_backup_began_is_in_it_while_others_write_on(own_site: Site) -> None:
    make, done = own_site.make, Event()
    before = [make.case(f"「{number}」の事例です。") for number in range(5)]

    def write_on() -> None:
        while not done.is_set():
            make.reply(before[0], "書き続けています。")
            done.wait(0.02)

    writer = Thread(target=write_on)
    writer.start()
    try:
        came = kiku(own_site, "backup", str(own_site.folder / "one.backup"))
    finally:
        done.set()
        writer.join()
    assert came.status == 0, came.said
    copy = elsewhere_than(own_site)
    came = kiku(copy, "restore", str(own_site.folder / "one.backup"))
    assert came.status == 0, came.said
    assert " s.\n" in came.said, "how long it took is printed"
    database = opened(copy.settings)
    with database.reading() as session:
        public = set(session.execute(select(Revision.id).where(Revision.state == State.PUBLISHED)).scalars())
    assert {one.revision_id for one in before} <= public
    database.engine.dispose()


def elsewhere_than(site: Site) -> Site:
    """A new data folder with the key files of another."""
    folder = site.folder.with_name("restored")
    (folder / "keys").mkdir(parents=True, exist_ok=True)
    for name in ("vault.key", "keyring"):
        (folder / "keys" / name).write_bytes((site.folder / "keys" / name).read_bytes())
    known = settings.read({"KIKU_DATA": str(folder), "KIKU_BASE_URL": "https://kiku.test"})
    return Site(folder, known, site.database, site.make)


def test_lk_17_no_word_lies_open_in_a_backup(make: Make, made: Callable[[], Path]) -> None:
    marks = [texts.marker() for _ in range(3)]
    make.case(f"「{marks[0]}」の事例です。")
    make.case(texts.NAMED + marks[1])
    make.member(f"名{marks[2][:20]}")
    path = made()
    assert path.stat().st_mode & 0o077 == 0
    for mark in marks:
        assert holding(path.parent, mark) == []


def test_ft_21_a_backup_with_any_byte_changed_is_refused_before_anything_is_replaced(
    make: Make, made: Callable[[], Path], elsewhere: Settings, database: Database
) -> None:
    make.case()
    path = made()
    whole = path.read_bytes()
    for at in (0, 20, 40, 70, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        refused(path, elsewhere)
    for length in (0, 10, 61, 64, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        refused(path, elsewhere)
    path.write_bytes(whole + b"\x00")
    refused(path, elsewhere)
    path.write_bytes(whole)
    assert restored(path, elsewhere).tables


def refused(path: Path, known: Settings) -> None:
    with pytest.raises(Damaged):
        restored(path, known)
    assert not there(known)


def there(known: Settings) -> bool:
    """Whether there is anything where the database would be."""
    url = make_url(known.database_url)
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").exists()
    database = open_database(known.database_url)
    found = inspect(database.engine).get_table_names()
    database.engine.dispose()
    return bool(found)


def test_ft_21_a_backup_of_two_pieces_cannot_lose_the_second(tmp_path: Path, site_settings: Settings, database) -> None:  # type: ignore[no-untyped-def]
    from app.backup import envelope

    path, keys = tmp_path / "long", database.carried("vault")
    with envelope.sealed(path, keys) as out:
        out.write(b"a" * envelope.PIECE + b"b" * 10)
    assert b"".join(envelope.opened(path, keys)) == b"a" * envelope.PIECE + b"b" * 10
    whole = path.read_bytes()
    path.write_bytes(whole[: -(10 + envelope.TAG + envelope.LENGTH)])
    with pytest.raises(Damaged, match="cut short"):
        list(envelope.opened(path, keys))


def test_ft_21_a_backup_is_refused_with_another_key_and_without_its_keyring(own_site: Site) -> None:
    own_site.make.case()
    path = own_site.folder / "one.backup"
    assert kiku(own_site, "backup", str(path)).status == 0
    copy = elsewhere_than(own_site)
    (copy.folder / "keys" / "keyring").unlink()
    came = kiku(copy, "restore", str(path))
    assert came.status == 1 and "nothing was changed" in came.said and "keyring" in came.said
    elsewhere_than(own_site)
    (copy.folder / "keys" / "vault.key").write_text(f"{'00' * 32}\n")
    came = kiku(copy, "restore", str(path))
    assert came.status == 1 and "master key" in came.said
    assert not (copy.folder / "kiku.sqlite").exists()


def test_a_restore_takes_no_database_away_unasked_and_replaces_a_broken_one_when_asked(own_site: Site) -> None:
    case = own_site.make.case()
    path = own_site.folder / "one.backup"
    assert kiku(own_site, "backup", str(path)).status == 0
    assert kiku(own_site, "backup", str(path)).status == 1, "a backup takes no file's place"
    own_site.database.engine.dispose()
    came = kiku(own_site, "restore", str(path))
    assert came.status == 1 and "--replace" in came.said
    database = own_site.folder / "kiku.sqlite"
    database.write_bytes(b"not a database at all" * 1_000)
    came = kiku(own_site, "restore", str(path), "--replace")
    assert came.status == 0, came.said
    restored_one = opened(own_site.settings)
    with restored_one.reading() as session:
        assert session.scalar(select(Revision.id)) == case.revision_id
    restored_one.engine.dispose()


def test_a_restore_takes_no_database_away_from_a_site_that_runs(own_site: Site) -> None:
    case = own_site.make.case()
    path = own_site.folder / "one.backup"
    assert kiku(own_site, "backup", str(path)).status == 0
    later = own_site.make.case("「あとから」書かれた言葉です。")
    came = kiku(own_site, "restore", str(path), "--replace")  # `own_site` has the file open, as a site has
    assert came.status == 1 and "nothing was changed" in came.said and "in use" in came.said
    with own_site.database.reading() as session:
        assert {case.revision_id, later.revision_id} <= set(session.scalars(select(Revision.id)))
    own_site.database.engine.dispose()
    assert kiku(own_site, "restore", str(path), "--replace").status == 0


def test_after_a_restore_the_record_is_whole_and_where_it_ended_before_is_still_noted(own_site: Site) -> None:
    kiku(own_site, "audit", "export")
    path = own_site.folder / "one.backup"
    assert kiku(own_site, "backup", str(path)).status == 0
    kiku(own_site, "audit", "export")
    kiku(own_site, "audit", "head")
    noted = anchor.place(own_site.folder).read_text().strip()
    own_site.database.engine.dispose()
    came = kiku(own_site, "restore", str(path), "--replace")
    assert came.status == 0 and "on the record no more" in came.said
    assert kiku(own_site, "audit", "verify").status == 0, "from here on it tells again whether somebody changes it"
    (aside,) = own_site.folder.glob("audit-heads.until-*.txt")
    assert noted in aside.read_text(), "and what was lost is not hidden"
    assert kiku(own_site, "audit", "verify", "--against", noted).status == 1


def test_a_site_that_runs_is_not_moved_because_what_it_writes_next_would_stay_behind(
    own_site: Site, empty_url: str
) -> None:
    own_site.make.case()
    came = kiku(own_site, "move-to", empty_url)
    assert came.status == 1 and "stop the site" in came.said
    own_site.database.engine.dispose()
    came = kiku(own_site, "move-to", empty_url)
    assert came.status == 0 and "Everything is there" in came.said


@pytest.mark.parametrize("url", ["nonsense", "mysql://somebody:their-secret@127.0.0.1/kiku"])
def test_an_address_of_no_database_is_said_to_be_none_and_not_repeated(own_site: Site, url: str) -> None:
    own_site.database.engine.dispose()
    for came in (kiku(own_site, "move-to", url), kiku(own_site, "db", "check", KIKU_DATABASE_URL=url)):
        assert came.status in (1, 2) and "neither" in came.said and "secret" not in came.said


def test_ft_22_what_was_purged_after_a_backup_does_not_come_back(
    database: Database, make: Make, made: Callable[[], Path], elsewhere: Settings, site_settings: Settings
) -> None:
    gone, stays = make.case("「消える」言葉です。"), make.case("「残る」言葉です。")
    held = make.case(texts.NAMED)
    path = made()
    with database.writing() as session:
        vault.destroy(session, held.revision_id)
        erasure.purge(session, gone.case_id)
    keyring.write(database, keyring.place(site_settings))
    came = restored(path, elsewhere)
    assert came.purged == 1 and came.unreadable == 2, "both lost their key with the newest keyring"
    other = opened(elsewhere)
    with other.reading() as session:
        assert queries.own(session, gone.author.id, gone.post_id) is None
        kept = queries.own(session, stays.author.id, stays.post_id)
        assert kept is not None and kept.body == "「残る」言葉です。"
        assert session.execute(text("select count(*) from purged")).scalar() == 1, "and the next restore knows as well"
        blank = queries.own(session, held.author.id, held.post_id)
    assert blank is not None and blank.body == ""
    other.engine.dispose()


def test_a_proof_of_a_licence_that_was_decided_on_since_does_not_come_back(
    database: Database, make: Make, made: Callable[[], Path], elsewhere: Settings
) -> None:
    waiting, decided = (claimed(database, make.member(verified=False)) for _ in range(2))
    moderator, now = make.moderator(), clock.now()
    with database.writing() as session:
        for licence in (waiting, decided):
            evidence.keep(session, licence, [b"a picture"], now)
    path = made("one.backup")
    with database.writing() as session:
        licensing.decide(session, moderator.id, decided, LicenceDecision(Outcome.CONFIRM), now)
    made("two.backup")  # which writes the keyring anew
    restored(path, elsewhere)
    other = opened(elsewhere)
    with other.reading() as session:
        assert session.scalars(select(Evidence.licence_id)).all() == [waiting]
    with other.writing() as session:
        licensing.open_proof(session, moderator.id, waiting, now)
        assert evidence.page(session, waiting, moderator.id, 1, now) == b"a picture"
    other.engine.dispose()


def test_cr_06_a_backup_holds_no_key_so_the_words_of_what_was_purged_open_nowhere(
    database: Database, make: Make, made: Callable[[], Path], site_settings: Settings
) -> None:
    mark = texts.marker()
    case = make.case(f"「{mark}」の事例です。")
    path = made()
    content = "\n".join(map(str, reading.lines_of(path, database.carried("vault"))))
    assert mark not in content, "even opened, a backup has no words: they are sealed once more inside"
    assert '"vault_key"' not in content and str(case.revision_id) in content


def test_ft_22_an_older_keyring_is_refused_unless_one_says_so(
    database: Database, make: Make, made: Callable[..., Path], elsewhere: Settings, site_settings: Settings
) -> None:
    make.case()
    made("first.backup")
    older = keyring.place(site_settings).read_bytes()
    make.case(texts.NAMED)
    path = made("second.backup")
    keyring.place(site_settings).write_bytes(older)
    with pytest.raises(Refused, match="older-keyring"):
        restored(path, elsewhere)
    assert restored(path, elsewhere, older_keyring=True).unreadable == 1


def test_ft_23_no_session_token_letter_or_invitation_is_revived(
    database: Database, make: Make, made: Callable[[], Path], elsewhere: Settings, browser
) -> None:
    member = make.member()
    browser(member)
    with database.writing() as session:
        accounts.ask_reset(session, member.email, "ja", member.joined_at)
        accounts.invite(session, "new@example.org")
    restored(made(), elsewhere)
    other = opened(elsewhere)
    with other.reading() as session:
        for table in (SignIn, Mail):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        for name in LEFT_OUT:
            there = session.execute(text(f'select count(*) from "{name}"')).scalar()
            assert not there or name == "vault_key", name
    other.engine.dispose()


def test_ft_23_a_code_that_was_taken_after_the_backup_is_not_taken_again(
    database: Database, make: Make, made: Callable[[], Path], elsewhere: Settings
) -> None:
    member, began = make.member(), clock.now() - timedelta(minutes=2)
    with database.writing() as session:
        app = factors.begin_app(session, member.id, began)
        step = int(began.timestamp()) // STEP
        assert factors.confirm_app(session, member.id, app, codes.code_at(factors.secret(session, app), step), began)
    path = made()
    now = clock.now()
    with database.writing() as session:
        code = codes.code_at(factors.secret(session, app), int(now.timestamp()) // STEP)
        assert factors.take_code(session, member.id, code, now)
    restored(path, elsewhere)
    other = opened(elsewhere)
    later = now + timedelta(seconds=STEP * (2 * DRIFT + 2))
    with other.writing() as session:
        assert not factors.take_code(session, member.id, code, now)
        next_code = codes.code_at(factors.secret(session, app), int(later.timestamp()) // STEP)
        assert factors.take_code(session, member.id, next_code, later), "and after a minute the app works again"
    other.engine.dispose()


def test_what_a_backup_leaves_out_are_tables_and_whatever_is_a_secret_of_the_moment_is_left_out() -> None:
    names = {table.name for table in rows.tables()}
    assert set(LEFT_OUT) <= names
    momentary = {name for name in names if any(part in name for part in ("sign_in", "token", "challenge", "recovery"))}
    assert momentary <= set(LEFT_OUT), momentary - set(LEFT_OUT)


def test_everything_moves_to_another_database_and_is_counted_there(
    database: Database, make: Make, empty_url: str, site_settings: Settings, browser
) -> None:
    case = make.case("「引っ越す」言葉です。")
    comment = make.reply(case, "コメントです。")
    make.reply(case, "その答えです。", answers=comment.post_id)
    held = make.case(texts.NAMED)
    browser(make.member())
    moved = moving.move(database, empty_url)
    assert all(here == there for here, there in moved)
    assert {here.table: here.rows for here, _ in moved}["revision"] == 4
    other = opened(replace(site_settings, database_url=empty_url))
    with other.reading() as session:
        found = queries.own(session, held.author.id, held.post_id)
        assert found is not None and found.body == texts.NAMED
        assert session.scalar(select(func.count()).select_from(SignIn)) == 1, "nobody has to sign in again"
    with pytest.raises(Refused, match="not empty"):
        moving.move(database, empty_url)
    other.engine.dispose()
