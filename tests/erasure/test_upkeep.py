"""What the worker does every hour: what is due is erased, the log is empty, and the keyring is of now."""

import os
from datetime import timedelta

from sqlalchemy import text, update

from app import clock, upkeep
from app.backup import keyring
from app.posts import indexing
from app.posts.models import Revision
from app.settings import KEEP
from tests import texts
from tests.security.conftest import Site


def keys_on(site: Site) -> int:
    return len(keyring.load(keyring.place(site.settings), site.database.carried("vault")).keys)


def test_what_is_due_is_erased_and_its_key_is_not_on_the_new_keyring(own_site: Site) -> None:
    returned = own_site.make.returned(own_site.make.case(texts.NAMED))
    own_site.make.case()
    upkeep.tidy(own_site.settings, own_site.database)
    assert keys_on(own_site) == 2
    with own_site.database.writing() as session:
        long_ago = clock.now() - KEEP["returned"] - timedelta(hours=1)
        session.execute(update(Revision).where(Revision.id == returned.revision_id).values(moved_at=long_ago))
    erased = upkeep.tidy(own_site.settings, own_site.database)
    assert erased.rows["vault_key"] == 1 and keys_on(own_site) == 1
    assert (own_site.folder / "kiku.sqlite-wal").stat().st_size == 0


def test_letters_of_long_ago_are_removed_with_the_addresses_on_them(own_site: Site) -> None:
    folder = own_site.folder / "outbox"
    folder.mkdir()
    old, new = folder / "old.eml", folder / "new.eml"
    for letter in (old, new):
        letter.write_text("To: somebody@example.org")
    before = (clock.now() - KEEP["withdrawn"] - timedelta(days=1)).timestamp()
    os.utime(old, (before, before))
    upkeep.tidy(own_site.settings, own_site.database)
    assert not old.exists() and new.exists()


def test_an_index_made_anew_finds_what_the_old_one_found(own_site: Site) -> None:
    case = own_site.make.case("「縁側」で待つ事例です。")
    own_site.make.reply(case, "「縁側」について思うこと。")
    count = text("select count(*) from fulltext_key")
    with own_site.database.writing() as session:
        before = session.execute(count).scalar()
        assert indexing.reindex(session) == before == 2
