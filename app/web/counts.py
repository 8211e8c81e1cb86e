"""How many requests, how long they took and what broke, by the routes' templates: never an id, a word or a person.

With several processes each keeps its numbers in a file of the folder that PROMETHEUS_MULTIPROC_DIR names, and whichever
is asked adds them all up.
"""

import os

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

KIND = CONTENT_TYPE_LATEST
SHARED = "PROMETHEUS_MULTIPROC_DIR"
STEPS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
METHODS = frozenset({"GET", "POST"})

_own = CollectorRegistry()
_requests = Counter("kiku_requests", "Requests answered.", ("method", "route", "status"), registry=_own)
_seconds = Histogram("kiku_request_seconds", "How long answers took.", ("route",), buckets=STEPS, registry=_own)
_failures = Counter("kiku_failures", "What broke, as the log has it.", ("error", "route"), registry=_own)


def request(method: str, route: str, status: int, seconds: float) -> None:
    _requests.labels(method if method in METHODS else "other", route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def failure(error: BaseException, route: str) -> None:
    _failures.labels(type(error).__name__, route).inc()


def listed() -> bytes:
    """Return the numbers as Prometheus reads them."""
    found = _own
    if os.environ.get(SHARED):
        found = CollectorRegistry()
        MultiProcessCollector(found)  # type: ignore[no-untyped-call]
    return generate_latest(found)
