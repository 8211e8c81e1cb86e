"""Whether the process lives and whether it can work: a status and no details; and its counts, for machines near by."""

from litestar import MediaType, get

from app.errors import Missing
from app.web import counts, log
from app.web.inject import Answer, Ask, Store, open_to_all, visit_of
from app.web.visit import Visit, within


@get("/healthz", guards=[open_to_all], sync_to_thread=False)
def alive() -> Answer:
    return Answer("ok\n", media_type=MediaType.TEXT)


@get("/readyz", guards=[open_to_all], sync_to_thread=True)
def ready(store: Store) -> Answer:
    try:
        answers = store.answers()
    except Exception as error:  # noqa: BLE001  # whatever is wrong, this process is not ready
        log.failure(error, "/readyz")
        answers = False
    return Answer(
        "ready\n" if answers else "not ready\n", status_code=200 if answers else 503, media_type=MediaType.TEXT
    )


@get("/metrics", guards=[open_to_all], sync_to_thread=False)
def metrics(request: Ask) -> Answer:
    """Answer the machines that the settings name. To everybody else there is no such page."""
    if not _may_measure(visit_of(request), request):
        raise Missing
    return Answer(counts.listed(), media_type=counts.KIND)


def _may_measure(visit: Visit, request: Ask) -> bool:
    # Behind a proxy that the settings do not name everybody seems to come from the proxy, which may be this machine.
    through_a_stranger = not visit.settings.trusted_proxies and any(
        name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via")
    )
    return not through_a_stranger and within(visit.address, visit.settings.metrics_from)
