"""What Kiku does not start with: a file that is none of its own, of a newer version, damaged, or read by an old library."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.database import Unsupported, open_database, sqlite
from tests.security.conftest import Site, kiku


def left_alone(site: Site, content: bytes, *, says: str) -> None:
    """Every command refuses the file, says why, and changes not a byte of it."""
    path = site.folder / "kiku.sqlite"
    site.database.engine.dispose()
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(content)
    for command in (("db", "check"), ("db", "upgrade"), ("serve",), ("forget",)):
        came = kiku(site, *command)
        assert came.status == 2 and says in came.said, came.said
        assert "Traceback" not in came.said
        assert path.read_bytes() == content, command


def test_ft_17_what_is_no_database_is_left_alone(own_site: Site) -> None:
    left_alone(own_site, b"These are the minutes of a meeting.\n" * 500, says="no database that can be read")


@pytest.mark.parametrize("share", [0.02, 0.5, 0.97], ids=["its head", "half", "all but its end"])
def test_ft_17_a_file_that_was_cut_short_is_left_alone(own_site: Site, share: float) -> None:
    own_site.make.case()
    own_site.database.empty_log()
    whole = (own_site.folder / "kiku.sqlite").read_bytes()
    left_alone(own_site, whole[: int(len(whole) * share)], says="no database that can be read")


def test_ft_17_another_programs_database_is_left_alone(own_site: Site, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("create table song (title text)")
    other.close()
    left_alone(own_site, (tmp_path / "other").read_bytes(), says="belongs to another program")


def test_ft_17_a_newer_kikus_database_is_left_alone(own_site: Site) -> None:
    path = own_site.folder / "kiku.sqlite"
    with own_site.database.writing() as session:
        session.connection().exec_driver_sql("update alembic_version set version_num = '9999'")
    own_site.database.empty_log()
    left_alone(own_site, path.read_bytes(), says="newer version of Kiku")


def test_ft_19_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Old:
        sqlite_version, sqlite_version_info = "3.51.2", (3, 51, 2)

    assert sqlite.OLDEST == (3, 51, 3), "older ones can damage a database that two processes write to"
    monkeypatch.setitem(__import__("sys").modules, "pysqlite3", type("Package", (), {"dbapi2": Old}))
    with pytest.raises(Unsupported, match="too old"):
        open_database(f"sqlite:///{tmp_path / 'kiku.sqlite'}")
    assert sqlite.BUSY_TIMEOUT, "two processes on one file wait for each other"


def test_ft_19_two_instances_on_one_file_write_in_turn(own_site: Site) -> None:
    other = open_database(own_site.settings.database_url)
    other.carry(vault=own_site.database.carried("vault"))
    twin = type(own_site.make)(other)
    for number in range(5):
        for make in (own_site.make, twin):
            make.case(f"「{number}」の事例です。")
    with own_site.database.reading() as session:
        assert session.connection().exec_driver_sql("select count(*) from post").scalar() == 10
        assert session.connection().exec_driver_sql("pragma integrity_check").scalar() == "ok"
    other.engine.dispose()


def test_what_a_site_writes_nobody_else_on_its_machine_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the folder was there before, and is open to everybody."""
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    monkeypatch.setenv("KIKU_DATA", str(folder))
    before = os.umask(0o022)
    try:
        assert main(("db", "upgrade")) == 0 and main(("audit", "head")) == 0
    finally:
        os.umask(before)
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert folder / "kiku.sqlite" in written
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []


@pytest.mark.slow
def test_whoever_has_read_enough_of_a_command_leaves_without_a_trace(own_site: Site) -> None:
    """As in `kiku audit export | head`."""
    environ = os.environ | {"KIKU_DATA": str(own_site.folder)}
    gone, out = os.pipe()
    os.close(gone)
    command = [sys.executable, "-m", "app", "audit", "head"]
    came = subprocess.run(command, env=environ, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    os.close(out)
    assert (came.returncode, came.stderr) == (1, "")


@pytest.mark.parametrize("command", ["db check", "scan"])
def test_a_package_that_is_not_installed_is_named_in_one_line_with_what_to_run(own_site: Site, command: str) -> None:
    """After an update of the program alone: what runs is of today, what is installed of yesterday."""
    stale = "import sys; sys.modules[sys.argv[1]] = None; from app.__main__ import main; sys.exit(main(sys.argv[2:]))"
    package = "re2" if command == "scan" else "litestar"
    came = subprocess.run(
        [sys.executable, "-c", stale, package, *command.split()],
        env=os.environ | {"KIKU_DATA": str(own_site.folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (came.returncode, came.stdout) == (2, "")
    assert (
        came.stderr
        == f"kiku: {package} is not installed here as this version needs it: run make migrate, and try again.\n"
    )
