"""Cut off from power at any moment, or given a disk that fails at any place: what was acknowledged is there, what was
refused is not, and the site goes on by itself.

The numbers are small in `make test`; `make torture` sets them.
"""

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from app.database import open_database
from tests.torture import cuts
from tests.torture.ground import Ground, compiled, nursery, prepare, stored, whole

pytestmark = pytest.mark.slow

CUTS = int(os.environ.get("CUTS", "150"))
FAULTS = int(os.environ.get("FAULTS", "12"))  # of all places where one can happen, spread evenly; 0 is every one
LOG_PAGES = 40  # pages after which the log is written into the database, so that cuts fall into that as well


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return prepare(tmp_path / "site")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("shim"))


def recorded(ground: Ground, shim: Path, folder: Path, *pragmas: str, times: int = 60) -> tuple[Path, list[str]]:
    """Let a site take comments, and return its files as they were before and what it was sent."""
    base = folder / "before"
    with nursery(ground, shim=shim) as site:
        said = site.ask(
            work="posts",
            base=str(base),
            journal=str(folder / "journal"),
            times=times,
            pragmas=[f"wal_autocheckpoint={LOG_PAGES}", *pragmas],
        )
    assert all(said["sent"]), said
    return base, said["sent"]


def lost_in_cuts(base: Path, sent: list[str], folder: Path, times: int) -> tuple[int, int]:
    """Return how many acknowledged texts were lost in how many damaged files, over many cuts of the power."""
    lost = damaged = 0
    for number, cut in enumerate(cuts.cuts(base, cuts.read(folder / "journal"), times, seed=2)):
        there = folder / f"cut{number}"
        there.mkdir()
        for name, content in cut.files.items():
            if content or name == "kiku.sqlite":
                (there / name).write_bytes(content)
        database = open_database(f"sqlite:///{there / 'kiku.sqlite'}")
        damaged += bool(whole(database))
        lost += len({sent[mark] for mark in cut.marks} - stored(database))
        database.engine.dispose()
        shutil.rmtree(there)
    return lost, damaged


def test_ft_02_what_was_acknowledged_outlives_the_power(
    ground: Ground, shim: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, sent = recorded(ground, shim, tmp_path)
    lost, damaged = lost_in_cuts(base, sent, tmp_path, CUTS)
    with capsys.disabled():
        sys.stdout.write(f"\n{CUTS} cuts of the power: {lost} lost, {damaged} damaged")
    assert (lost, damaged) == (0, 0)


def test_ft_02_a_database_that_does_not_wait_for_the_disk_is_seen_to_lose(
    ground: Ground, shim: Path, tmp_path: Path
) -> None:
    """The measure measures: with one setting less careful, acknowledged texts are gone."""
    base, sent = recorded(ground, shim, tmp_path, "synchronous=NORMAL", times=30)
    lost, _ = lost_in_cuts(base, sent, tmp_path, 40)
    assert lost > 0


@pytest.mark.parametrize(("fault", "times"), [(errno.EIO, 1), (errno.ENOSPC, -1)], ids=["one", "from then on"])
def test_ft_03_whichever_write_fails_nothing_is_said_to_be_saved_that_is_not(
    fault: int, times: int, ground: Ground, shim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with nursery(ground, shim=shim) as site:
        undisturbed = site.ask(work="steps", at=0, errno=0, times=0)
        places = undisturbed["counted"]
        assert undisturbed["answers"] == [303] * 3 and places > 20, undisturbed
        tried = range(1, places + 1, max(1, places // FAULTS) if FAULTS else 1)
        for at in tried:
            said = site.ask(work="steps", at=at, errno=fault, times=times)
            assert "died" not in said, at
            for answer, kept in zip(said["answers"], said["kept"], strict=False):
                assert answer in (303, 500, 503), f"at {at}: {answer}"
                assert answer != 303 or kept, f"at {at}: said to be saved, and is not"
                assert answer == 303 or not kept, f"at {at}: said not to be saved, and is"
            assert said["alive"] == 200 and said["page"] in (200, 503), f"at {at}: {said}"
            if times < 0 and 303 not in said["answers"]:
                assert said["ready"] == 503, f"at {at}: {said}"
            assert said["after"] == [200, 303] and said["kept"][3], f"at {at}: it does not heal by itself: {said}"
    database = ground.open()
    assert whole(database) == []
    database.engine.dispose()
    with capsys.disabled():
        sys.stdout.write(f"\n{len(tried)} of {places} places where a write can fail")
