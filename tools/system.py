"""Packages of the system, where whoever runs this may install them."""

import os
import shutil
import subprocess

MINUTE = 60  # seconds
_QUIET = ("-q", "-y", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120")


def install(*names: str) -> bool:
    """Install packages with apt-get, as root or through a sudo that asks for no password; say whether it worked."""
    before = _as_root()
    if before is None or not shutil.which("apt-get"):
        return False
    environ = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *_QUIET]
    return _runs([*environ, "update"]) and _runs([*environ, "install", "--no-install-recommends", *names])


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    return [sudo, "-n"] if sudo and _runs([sudo, "-n", "true"]) else None


def _runs(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=15 * MINUTE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
