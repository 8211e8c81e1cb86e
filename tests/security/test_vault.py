"""What is sealed opens in its own place with its own key, and in no other way."""

import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from app import vault
from app.database import Database, open_database
from app.vault import boxes, keys, service
from app.vault.models import RowKey, Sealed
from tests.security.conftest import Site, kiku

WORDS = "三島さんは、言葉を選びながら話した。".encode()


def sealed(database: Database, words: bytes = WORDS, field: str = "words") -> UUID:
    owner = uuid4()
    with database.writing() as session:
        vault.put(session, owner, field, words)
    return owner


def opened(database: Database, owner: UUID, field: str = "words") -> bytes:
    with database.reading() as session:
        return vault.get(session, owner, field)


def test_what_is_sealed_is_read_again(database: Database) -> None:
    owner = sealed(database)
    assert opened(database, owner) == WORDS
    with database.writing() as session:
        vault.put(session, owner, "words", b"later")
        vault.put(session, owner, "seed", b"another field")
    assert opened(database, owner) == b"later"
    assert opened(database, owner, "seed") == b"another field"


def test_several_owners_are_read_at_once_and_who_has_nothing_is_left_out(database: Database) -> None:
    one, two = sealed(database, b"one"), sealed(database, b"two")
    with database.reading() as session:
        assert vault.get_many(session, [one, two, uuid4()], "words") == {one: b"one", two: b"two"}


def test_what_nobody_sealed_is_refused(database: Database) -> None:
    with pytest.raises(vault.Unreadable), database.reading() as session:
        vault.get(session, uuid4(), "words")


def test_cr_02_any_bit_flipped_is_refused() -> None:
    key, place = boxes.new_key(), b"here"
    box = boxes.seal(key, b"a seed", place)
    assert boxes.unseal(key, box, place) == b"a seed"
    for bit in range(8 * len(box)):
        changed = bytearray(box)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(vault.Unreadable):
            boxes.unseal(key, bytes(changed), place)
    for length in range(len(box)):
        with pytest.raises(vault.Unreadable):
            boxes.unseal(key, box[:length], place)


def test_cr_02_a_flipped_bit_in_a_stored_row_or_its_key_is_refused(database: Database) -> None:
    owner = sealed(database)
    for table in (Sealed, RowKey):
        with database.writing() as session:
            box = session.execute(select(table.box).where(table.owner == owner)).scalar_one()
            session.execute(update(table).where(table.owner == owner).values(box=box[:-1] + bytes([box[-1] ^ 1])))
        with pytest.raises(vault.Unreadable):
            opened(database, owner)
        with database.writing() as session:
            session.execute(update(table).where(table.owner == owner).values(box=box))
        assert opened(database, owner) == WORDS


def test_cr_02_a_box_in_anothers_place_is_refused(database: Database) -> None:
    one, two = sealed(database, b"one"), sealed(database, b"two")
    with database.writing() as session:
        session.execute(text("delete from vault_box where owner = :owner").bindparams(owner=bound(database, two)))
        session.execute(update(Sealed).where(Sealed.owner == one).values(owner=two))
    with pytest.raises(vault.Unreadable):
        opened(database, two)
    with database.writing() as session:  # with its key beside it, it is still another's
        session.execute(text("delete from vault_key where owner = :owner").bindparams(owner=bound(database, two)))
        session.execute(update(RowKey).where(RowKey.owner == one).values(owner=two))
    with pytest.raises(vault.Unreadable):
        opened(database, two)


def test_cr_02_a_box_in_another_field_is_refused(database: Database) -> None:
    owner = sealed(database)
    with database.writing() as session:
        session.execute(update(Sealed).where(Sealed.owner == owner).values(field="seed"))
    with pytest.raises(vault.Unreadable):
        opened(database, owner, "seed")


def bound(database: Database, owner: UUID) -> str | UUID:
    return owner if database.remote else owner.hex


def test_cr_03_a_new_master_key_opens_everything_and_the_old_one_can_go(database: Database) -> None:
    owners = {sealed(database, f"words {n}".encode()): f"words {n}".encode() for n in range(7)}
    before = vault.usage(database)
    old = next(iter(before))
    came = vault.rotate(database)
    assert came.wrapped == 7 and not came.resumed and came.master != old
    assert all(opened(database, owner) == words for owner, words in owners.items())
    assert vault.usage(database)[old] == 0
    vault.retire(database, old)
    assert old not in vault.usage(database)
    assert all(opened(database, owner) == words for owner, words in owners.items())
    with pytest.raises(vault.LockedOut):
        vault.retire(database, came.master)


def test_cr_03_a_rotation_that_was_killed_goes_on(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    owners = [sealed(database, f"words {n}".encode()) for n in range(9)]
    rounds = iter(range(2))

    def killed_in_the_third(*arguments):  # type: ignore[no-untyped-def]
        if next(rounds, None) is None:
            raise KeyboardInterrupt
        return wrap(*arguments)

    wrap = service._wrap_some
    monkeypatch.setattr(service, "AT_ONCE", 2)
    monkeypatch.setattr(service, "_wrap_some", killed_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        vault.rotate(database)
    monkeypatch.undo()
    counts = list(vault.usage(database).values())
    assert counts[:2] == [4, 5], "half of it is under the one key and half under the other"
    with pytest.raises(vault.LockedOut):
        vault.retire(database, list(vault.usage(database))[1])
    late = sealed(database, b"written in between")
    came = vault.rotate(database)
    assert came.resumed and came.wrapped == 5
    assert [opened(database, owner) for owner in owners] == [f"words {n}".encode() for n in range(9)]
    assert opened(database, late) == b"written in between"


def test_cr_03_the_command_reports_how_many_keys_there_are_and_a_backup_made_before_still_opens(own_site: Site) -> None:
    sealed(own_site.database)
    path = own_site.folder / "one.backup"
    assert kiku(own_site, "backup", str(path)).status == 0
    came = kiku(own_site, "vault", "rotate")
    assert came.status == 0 and "1 keys are now sealed" in came.said
    assert kiku(own_site, "vault", "check").said.splitlines()[0].endswith("  1 keys")
    own_site.database.engine.dispose()
    assert kiku(own_site, "restore", str(path), "--replace").status == 0
    old = list(vault.usage(own_site.database))[1]
    assert kiku(own_site, "vault", "retire", old).status == 0
    assert old in kiku(own_site, "restore", str(path), "--replace").said, "the message names the key it needs"


def test_cr_03_another_process_uses_the_new_key_at_once(database: Database, site_settings) -> None:  # type: ignore[no-untyped-def]
    other = open_database(site_settings.database_url)
    vault.unlock(other, site_settings.vault_key_file)
    owner = sealed(other)
    vault.rotate(database)
    assert opened(other, owner) == WORDS
    sealed(other)
    assert next(iter(vault.usage(database).values())) == 2
    other.engine.dispose()


def test_cr_04_without_the_key_file_nothing_starts_and_no_new_key_is_made(database: Database, tmp_path: Path) -> None:
    sealed(database)
    path = tmp_path / "keys" / "vault.key"
    with pytest.raises(vault.LockedOut, match="is not there"):
        vault.unlock(database, path)
    assert not path.exists()


def test_cr_04_with_a_wrong_key_file_nothing_starts_and_the_file_stays_as_it_was(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "vault.key"
    keys.make(path)
    there = path.read_bytes()
    sealed(database)
    with pytest.raises(vault.LockedOut, match="another installation"):
        vault.unlock(database, path)
    assert path.read_bytes() == there
    for damaged in (b"", b"not a key\n", b"00ff\n"):
        path.write_bytes(damaged)
        with pytest.raises(vault.LockedOut):
            vault.unlock(database, path)
        assert path.read_bytes() == damaged


def test_cr_04_the_command_says_so_and_ends(own_site: Site) -> None:
    key = own_site.settings.vault_key_file
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    sealed(own_site.database)
    key.rename(own_site.folder / "mislaid")
    came = kiku(own_site, "serve")
    assert came.status == 2 and "Put the file back" in came.said
    assert not key.exists()


def test_cr_05_a_million_nonces_are_a_million_and_every_owner_has_a_key_of_its_own(database: Database) -> None:
    assert len({boxes.nonce() for _ in range(1_000_000)}) == 1_000_000
    one, two = sealed(database), sealed(database)
    with database.reading() as session:
        rows = {row.owner: row.box for row in session.execute(select(Sealed.owner, Sealed.box))}
        assert len(set(session.execute(select(RowKey.box)).scalars())) == 2
    assert rows[one] != rows[two], "the same words are never sealed alike"


def test_cr_06_with_its_key_destroyed_a_copy_of_the_box_never_opens_again(database: Database) -> None:
    owner, other = sealed(database), sealed(database)
    with database.reading() as session:
        copy = session.execute(select(Sealed.field, Sealed.key_id, Sealed.box).where(Sealed.owner == owner)).one()
    with database.writing() as session:
        assert vault.destroy(session, owner)
        assert not vault.destroy(session, owner)
    with database.writing() as session:  # a copy from a backup comes back, and its owner has a new key by now
        vault.put(session, owner, "seed", b"something else")
        session.add(Sealed(owner=owner, field=copy.field, key_id=copy.key_id, box=copy.box))
    with pytest.raises(vault.Unreadable, match="destroyed"):
        opened(database, owner)
    assert opened(database, other) == WORDS


def test_the_words_do_not_lie_in_the_boxes(database: Database) -> None:
    sealed(database)
    with database.reading() as session:
        boxes_ = session.execute(select(Sealed.box)).scalars().all()
    assert WORDS not in b"".join(boxes_)


def test_a_database_opened_without_its_keys_seals_nothing(database: Database, site_settings) -> None:  # type: ignore[no-untyped-def]
    locked = open_database(site_settings.database_url)
    with pytest.raises(vault.LockedOut), locked.writing() as session:
        vault.put(session, uuid4(), "words", WORDS)
    locked.engine.dispose()
