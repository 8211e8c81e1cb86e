"""A real server on loopback, for what only bytes on a wire or a real browser can show."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tests.clock import PATIENCE, wait_until


def door() -> socket.socket:
    """Return a socket at a port of its own. It stays open, so that nobody else is given the port before a server stands there."""
    return socket.create_server(("127.0.0.1", 0))


def port_of(at: socket.socket) -> int:
    number: int = at.getsockname()[1]
    return number


@contextmanager
def serving(site: Any, at: socket.socket, **more: Any) -> Iterator[None]:
    """Answer there, from a thread. `more` is what uvicorn may be told."""
    server = uvicorn.Server(uvicorn.Config(site, access_log=False, **more))
    thread = threading.Thread(target=server.run, args=([at],), daemon=True)
    thread.start()
    wait_until(lambda: server.started or not thread.is_alive())
    assert server.started, "the server ended before it had begun"
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=PATIENCE)
