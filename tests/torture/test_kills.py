"""Killed over and over under load: nothing that was acknowledged is lost, and no file is damaged.

The number is small in `make test`; `make torture` sets it.
"""

import os
import random
import sys
import time
from pathlib import Path

import pytest

from tests.torture.ground import Ground, Load, free_port, kill, nursery, prepare, stored, whole

KILLS = int(os.environ.get("KILLS", "100"))
SECONDS = float(os.environ.get("TORTURE_SECONDS", "25"))  # for the kills, however many there were by then
LEAST = 5  # kills, on however slow a machine


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return prepare(tmp_path / "site")


def test_ft_01_what_was_acknowledged_outlives_a_kill(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    chance, port, killed, until = random.Random(1), free_port(), 0, time.monotonic() + SECONDS
    with nursery(ground) as site, Load(ground, port) as load:
        while killed < KILLS and time.monotonic() < until:
            pid = site.ask(work="serve", port=port)["pid"]
            try:
                assert load.wait_for(1), "the site comes up again by itself, and takes what is sent"
                time.sleep(chance.random() * 0.08)
            finally:
                kill(pid)
            killed += 1
    database = ground.open()
    missing = set(load.acknowledged) - stored(database)
    wrong = whole(database)
    database.engine.dispose()
    with capsys.disabled():
        sys.stdout.write(
            f"\n{killed} kills, {len(load.acknowledged)} acknowledged: {len(missing)} lost, {len(wrong)} wrong"
        )
    assert killed >= min(KILLS, LEAST) and not missing and not wrong
    assert set(load.refused) <= {429, 503}, "nothing was answered with a fault of ours"
