"""A PostgreSQL of the tests' own: a new cluster in a temporary folder, on a free port, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNERS = ("postgres", "nobody")  # PostgreSQL refuses to run as root
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
# Nothing here needs to survive a power cut.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
    "log_min_messages=fatal",
)
START = 60  # seconds


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server here, or None."""
    found = [path for pattern in FOLDERS for path in Path("/").glob(pattern.lstrip("/")) if (path / "initdb").is_file()]
    if found:
        return max(found, key=_version)
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(folder: Path) -> int:
    digits = "".join(c if c.isdigit() else " " for c in folder.parent.name).split()
    return int(digits[-1]) if digits else 0


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Start a cluster and give the URL of its empty database. Raises CalledProcessError if it does not start."""
    folder = Path(tempfile.mkdtemp(prefix="kiku-postgres-"))
    owner = _owner()
    data, password = folder / "data", secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")
    if owner:
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)

    def run(*command: str | Path) -> None:
        # Run in the cluster's folder: its owner may not be allowed into this one. With a log file in place of a
        # pipe, nobody waits for the server to close what it inherited.
        with (folder / "log").open("ab") as log:
            subprocess.run(
                [str(part) for part in command],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=True,
                **({"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}),
            )

    try:
        run(
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            "kiku",
            "-A",
            "scram-sha-256",
            f"--pwfile={folder / 'password'}",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            "--no-instructions",
        )
        port = _free_port()
        options = " ".join(("-h 127.0.0.1", f"-p {port}", f"-k {folder}", *(f"-c {setting}" for setting in SETTINGS)))
        run(
            bin_folder / "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            str(START),
            "-l",
            folder / "server.log",
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql+psycopg://kiku:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(bin_folder / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """Return whom the server runs as, if it cannot be whoever runs this."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in OWNERS if name in known)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
