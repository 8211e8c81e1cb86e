"""The log: route, status, milliseconds; never words, never query strings, never addresses of members."""

import logging
import sys
import traceback
from typing import Any

import structlog

from app.web import counts

KEYS = frozenset({"event", "level", "timestamp", "method", "route", "status", "ms", "error", "where", "count", "kind"})


def _only_known(_logger: Any, _name: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop whatever is not on the list: a new key cannot carry words out by accident."""
    return {key: value for key, value in entry.items() if key in KEYS}


def configure() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_known,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # What was cached at the first use would go on writing where it wrote before.
    global _log
    _log = structlog.get_logger()


_log = structlog.get_logger()


def request(method: str, route: str, status: int, seconds: float) -> None:
    counts.request(method, route, status, seconds)
    _log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def note(event: str, **known: Any) -> None:
    _log.info(event, **known)


def failure(error: BaseException, route: str = "") -> None:
    """Write what broke and where, without the message: messages quote values, and values are members' words."""
    counts.failure(error, route)
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    _log.error("failure", error=type(error).__name__, where=where, route=route)
