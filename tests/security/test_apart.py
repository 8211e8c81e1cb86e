"""Texts are read in a process of their own: one that hangs, dies or fails holds the text, and nobody else waits for it."""

import inspect
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import danger, deid, limits
from app.danger.rules import RULES
from app.database import Database
from app.limits import Limit
from app.main import build
from app.posts import apart, screening
from app.posts.apart import Reader, Unanswered
from app.posts.policy import State
from tests import texts
from tests.clock import PATIENCE, wait_until
from tests.make import Make
from tests.people import Browsers

pytestmark = pytest.mark.slow

WRITING = Limit("a write of the tests", times=10**6, seconds=60)
BESIDE = (
    20  # pages and writes beside a detector that hangs; a hundred where nothing else is done, two if they wait for it
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A process that is ready, kept for the tests of this file: it takes seconds to start."""
    started = apart.begin()
    wait_for(started)
    yield started
    apart.end()


def wait_for(reader: Reader) -> None:
    """Wait until a process that was just started reads, however busy the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "TURN", PATIENCE)
        assert reader.ask("find", "待つ。") == ()


def test_dt_03_what_is_read_apart_is_read_alike(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    told = deid.assess(texts.CLEAR_CASE).traits
    wanted = [deid.assess(text, told=told) for text in (texts.NAMED, texts.NUMBERED, texts.NAMED_EN)]

    def here(*_: object, **__: object) -> None:
        raise AssertionError("it was read in this process")

    monkeypatch.setattr(deid, "assess", here)
    monkeypatch.setattr(danger, "find", here)
    assert [screening.look(text, told) for text in (texts.NAMED, texts.NUMBERED, texts.NAMED_EN)] == wanted
    alarms = screening.listen(RULES[0].RULE.flags[0])
    assert alarms and all(isinstance(alarm, danger.Alarm) for alarm in alarms)


def test_dt_03_a_detector_that_hangs_holds_the_text_others_read_on_and_the_next_one_is_read_again(
    reader: Reader, make: Make, browser: Browsers, database: Database
) -> None:
    case, peer, hung = make.case(), browser(make.member()), reader.pid
    os.kill(hung, signal.SIGSTOP)
    states: list[State] = []
    sending = threading.Thread(target=lambda: states.append(make.reply(case, "これは読まれません。").state))
    began = time.monotonic()
    sending.start()
    beside = 0
    while alive(hung):
        assert peer.get(f"/cases/{case.case_id}").status_code == 200
        limits.take(database, WRITING, "somebody")
        beside += 1
        time.sleep(0.02)
    sending.join()
    assert states == [State.HELD]
    assert beside >= BESIDE, "others read on, and write on: nobody waits for a transaction in which a text is read"
    assert time.monotonic() - began < 2 * (apart.TURN + apart.WITHIN), "once for each of the two that read"
    assert reader.pid != hung
    wait_for(reader)
    assert make.reply(case, "これは読まれます。").state is State.PUBLISHED


def test_dt_03_a_process_that_was_ended_is_started_anew_and_no_text_is_held_for_it(
    reader: Reader, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, ended = make.case(), reader.pid
    os.kill(ended, signal.SIGKILL)
    wait_until(lambda: not alive(ended))
    monkeypatch.setattr(apart, "TURN", PATIENCE)
    assert make.reply(case, "読まれます。").state is State.PUBLISHED


def test_dt_03_a_failure_is_told_without_a_word_of_the_text(reader: Reader) -> None:
    with pytest.raises(Unanswered) as failed:
        reader.ask("assess", "x" * 10**6)
    assert str(failed.value) == "TooLong" and reader.ask("find", "待つ。") == ()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except OSError:
        return False


def test_dt_03_the_site_reads_apart_from_its_start_to_its_end(site_settings, database) -> None:
    built = build(site_settings, database)
    begins = "".join(inspect.getsource(one) for one in built.on_startup)
    assert apart.end in built.on_shutdown and "apart.begin()" in begins


def test_dt_03_a_text_that_is_read_again_while_others_wait_is_not_waited_for_long(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WITHIN", 30.0)
    monkeypatch.setattr(apart, "AGAIN", 0.3)
    os.kill(reader.pid, signal.SIGSTOP)
    began = time.monotonic()
    assert screening.look("四十代の女性。", again=True) is None
    assert time.monotonic() - began < apart.WITHIN / 2
