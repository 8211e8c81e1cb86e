"""Killed over and over under load: nothing that was acknowledged is lost, and no file is damaged.

The number is small in `make test`; `make torture` sets it.
"""

import os
import random
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from tests.clock import PATIENCE, wait_until
from tests.torture.ground import Ground, Load, free_port, gone, kill, nursery, prepare, stored, whole

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "100"))
SECONDS = float(os.environ.get("TORTURE_SECONDS", "25"))  # for the kills, however many there were by then
LEAST = 5  # kills, on however slow a machine
FILES = 64  # and connections that a process may have open at once


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return prepare(tmp_path / "site")


def test_ft_01_what_was_acknowledged_outlives_a_kill(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    chance, port, killed = random.Random(1), free_port(), 0
    with nursery(ground) as site, Load(ground, port) as load:
        until = time.monotonic() + SECONDS  # once all is ready, which takes its time on a busy machine
        while killed < KILLS and (killed < LEAST or time.monotonic() < until):
            pid = site.ask(work="serve", port=port)["pid"]
            try:
                load.wait_for(1)  # the site comes up again by itself
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
    assert not missing and not wrong
    assert set(load.refused) <= {429, 503}, "nothing was answered with a fault of ours"


def test_ft_16_nothing_is_lost_while_the_site_is_started_anew_under_load(ground: Ground) -> None:
    port = free_port()
    with nursery(ground) as site, Load(ground, port) as load:
        for _ in range(4):
            pid = site.ask(work="serve", port=port)["pid"]
            try:
                load.wait_for(3)
                os.kill(pid, signal.SIGTERM)
                wait_until(lambda pid=pid: gone(pid))  # it ends by itself, once what it was doing is done
            finally:
                if not gone(pid):
                    kill(pid)
        answered, cut_off = len(load.acknowledged), load.cut_off
    database = ground.open()
    assert answered >= 12 and set(load.acknowledged) <= stored(database)
    assert whole(database) == [] and not load.refused
    assert cut_off == 0, "whoever was being answered was answered"
    database.engine.dispose()


def test_ft_24_a_site_that_has_no_room_for_another_connection_heals(ground: Ground) -> None:
    port = free_port()
    with nursery(ground) as site:
        pid = site.ask(work="serve", port=port, files=FILES)["pid"]
        try:
            with Load(ground, port) as load:
                load.wait_for(2)
            idle = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(2 * FILES)]
            wait_until(lambda: len([*Path(f"/proc/{pid}/fd").iterdir()]) >= FILES)
            for one in idle:
                one.close()
            with Load(ground, port) as load:
                load.wait_for(3)  # it takes what is sent again
            assert not gone(pid)
        finally:
            kill(pid)
    database = ground.open()
    assert set(load.acknowledged) <= stored(database) and whole(database) == []
    database.engine.dispose()
