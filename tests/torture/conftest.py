"""Where there is no C compiler, what needs one is left out, and that is said."""

import shutil

# What stands between a process and its files (shim.c) is compiled when it is needed.
COMPILER = shutil.which("cc")
collect_ignore = [] if COMPILER else ["test_power.py"]


def pytest_report_header() -> str:
    return "" if COMPILER else "No C compiler is here: power cuts and failing disks are left out."
