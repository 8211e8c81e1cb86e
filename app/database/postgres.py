"""PostgreSQL: the engine, and how long a server is waited for."""

from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from app.database.sqlite import BUSY_TIMEOUT

STATEMENT = 10_000  # milliseconds for one statement of a page; the dearest takes a fiftieth of it
# What a server is waited for, unless its address says otherwise: as long as another writer is with SQLite. Without
# these a table that somebody has locked, or a server that answers nothing, would keep every thread of the site.
PATIENCE = MappingProxyType(
    {
        "connect_timeout": "5",  # seconds
        "tcp_user_timeout": "10000",  # milliseconds in which nothing that was sent arrives
        "options": f"-c lock_timeout={BUSY_TIMEOUT}",
    }
)


def engine(url: URL, *, for_pages: bool) -> Engine:
    """Return the engine. Whoever waits `for_pages` waits for no statement longer than STATEMENT, and for no silence.

    Commands and the worker copy and search through everything: theirs take as long as they take, whatever the server has
    been told to allow.
    """
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    allowed = f" -c statement_timeout={STATEMENT if for_pages else 0}"
    patience = PATIENCE | {"options": PATIENCE["options"] + allowed}
    url = url.update_query_dict({name: value for name, value in patience.items() if name not in url.query})
    made = create_engine(url, hide_parameters=True, pool_size=20, pool_timeout=BUSY_TIMEOUT / 1000, pool_pre_ping=True)
    if for_pages:
        event.listen(made, "do_connect", _impatient)
    return made


def _impatient(_dialect: Any, _record: Any, given: Any, named: Any) -> Any:
    from app.database.impatient import Impatient  # here: the driver is installed where PostgreSQL is used

    return Impatient.connect(*given, **named)
