"""Reads texts in a process of its own, which is ended when it takes too long: a file of its own, because it is a process.

Some pattern may one day meet a text it cannot get away from. While Python looks for a pattern no other thread of the
process runs, so a limit in the same process would come too late for everybody. What does not answer in time is ended, the
text is held like any other that could not be read, and the next one is read by a new process.
"""

import gc
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from app import danger, deid
from app.danger import Alarm
from app.deid import Allowed, Assessment, Trait

WITHIN = 4.0  # seconds for one text; the longest takes half of one
TURN = 15.0  # seconds to wait for the texts before, and for a process that has just been started
AGAIN = 2.0  # seconds for both where others wait: of a text that was read a moment ago (screening.screen)
_SIZE = struct.Struct("!I")
_READY = b"ready"

_READS: dict[str, Callable[..., Any]] = {"assess": deid.assess, "find": danger.find}


class Unanswered(RuntimeError):
    """The process did not answer in time, died or failed. What it was asked is not said."""


class Reader:
    """A process that reads one text after another."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, what: str, *given: Any, again: bool = False, **more: Any) -> Any:
        """Return what `deid.assess` or `danger.find` says.

        Raises  Unanswered, after at most TURN and WITHIN; `again`, after at most AGAIN.
        """
        began = time.monotonic()
        until = began + (AGAIN if again else TURN)
        if not self._turn.acquire(timeout=until - began):
            raise Unanswered("others are being read")
        try:
            if self._process.poll() is not None:  # it died by itself since, and not of this text
                self._renew()
            self._wait(until)
            return self._asked(what, given, more, until if again else time.monotonic() + WITHIN)
        except (OSError, EOFError, pickle.PickleError) as error:  # a time-out is an OSError
            self._renew()
            raise Unanswered(type(error).__name__) from error
        finally:
            self._turn.release()

    def close(self) -> None:
        with self._turn:
            self._end()

    def _renew(self) -> None:
        self._end()
        self._start()

    def _start(self) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "app.posts.apart", str(theirs.fileno())]
            # In a session of its own: what is typed to stop the site reaches the site, and this ends with it.
            self._process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), start_new_session=True)
        self._ready = False

    def _wait(self, until: float) -> None:
        if not self._ready:
            self._ours.settimeout(max(0.1, until - time.monotonic()))
            if _received(self._ours) != _READY:
                raise EOFError
            self._ready = True

    def _asked(self, what: str, given: Any, more: Any, until: float) -> Any:
        self._ours.settimeout(max(0.1, until - time.monotonic()))
        _send(self._ours, pickle.dumps((what, given, more)))
        self._ours.settimeout(max(0.1, until - time.monotonic()))
        failed, answer = pickle.loads(_received(self._ours))  # noqa: S301  # from a process of ours, over a pair of sockets
        if failed:
            raise Unanswered(str(answer))
        return answer

    def _end(self) -> None:
        self._ours.close()
        self._process.kill()
        self._process.wait()


_reader: Reader | None = None


def begin() -> Reader:
    """Read in a process of its own from now on. It gets ready by itself; nobody waits for it here."""
    global _reader
    _reader = _reader or Reader()
    return _reader


def end() -> None:
    """Read in this process again, as commands do."""
    global _reader
    if _reader is not None:
        _reader.close()
        _reader = None


def assess(text: str, *, told: Sequence[Trait], allowed: Sequence[Allowed], again: bool = False) -> Assessment:
    if _reader is None:
        return deid.assess(text, told=told, allowed=allowed)
    found: Assessment = _reader.ask("assess", text, again=again, told=tuple(told), allowed=tuple(allowed))
    return found


def find(text: str) -> tuple[Alarm, ...]:
    if _reader is None:
        return danger.find(text)
    found: tuple[Alarm, ...] = _reader.ask("find", text)
    return found


def _send(to: socket.socket, what: bytes) -> None:
    to.sendall(_SIZE.pack(len(what)) + what)


def _received(by: socket.socket) -> bytes:
    return _exactly(by, _SIZE.unpack(_exactly(by, _SIZE.size))[0])


def _exactly(by: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = by.recv(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def main(handle: int) -> None:
    """Answer until whoever asks is gone. Of what fails only the kind is told: messages quote texts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=handle) as theirs, suppress(EOFError, OSError):
        deid.assess("読み取りの準備。 Ready to read.")
        danger.find("読み取りの準備。 Ready to read.")
        # The word lists stay for good. The collector would walk through all of them while a long text is read, and again
        # for every so many findings in it: more than twice the time for twice the text.
        gc.collect()
        gc.freeze()
        _send(theirs, _READY)
        while True:
            what, given, more = pickle.loads(_received(theirs))  # noqa: S301  # from whoever started this process
            try:
                answer = (False, _READS[what](*given, **more))
            except Exception as error:  # noqa: BLE001  # whatever it is, it is told
                answer = (True, type(error).__name__)
            _send(theirs, pickle.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
