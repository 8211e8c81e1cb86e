"""Where Chromium is, and how it comes to be there."""

import os
import shutil
import subprocess

from tools import system

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find() -> str | None:
    """Return the path of a Chromium that starts: CHROMIUM if it is set, else the first of the usual names."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else (*NAMES, *ON_A_MAC):
        path = shutil.which(name)
        if path and _starts(path):
            return path
    return None


def install() -> bool:
    """Install Chromium, and letters for what it shows: without a Japanese font every page would be boxes."""
    return system.install("chromium", "fonts-noto-cjk") and find() is not None


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser is a script that only recommends a snap, and fails where there is none.
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
