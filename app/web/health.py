"""Whether the process lives, and whether it can work: a status and no details."""

from litestar import MediaType, get

from app.web import log
from app.web.inject import Answer, Store, open_to_all


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
