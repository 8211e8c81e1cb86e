"""Headers have a deadline too: a connection on which they come drop by drop is closed. uvicorn has no setting for it."""

from asyncio import BaseTransport, TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN = 10.0  # seconds until a request's headers are complete; a page of ours asks with two thousand bytes
WIRE = "app.web.prompt:PromptProtocol"  # as the server's processes load it


class PromptProtocol(HttpToolsProtocol):
    """What uvicorn speaks, and it waits for a request's headers only so long. What a form has is counted in arrival."""

    _late: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # uvicorn says which kind, asyncio does not
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._arrived()
        super().on_headers_complete()

    def _wait(self) -> None:
        if self._late is None:  # a first byte does not begin the time anew
            self._late = self.loop.call_later(HEADERS_WITHIN, self.transport.close)

    def _arrived(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
