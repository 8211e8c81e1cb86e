"""PostgreSQL: the engine, and how long a server is waited for."""

from types import MappingProxyType

from sqlalchemy import URL, Engine, create_engine

from app.database.sqlite import BUSY_TIMEOUT

# What a server is waited for, unless its address says otherwise: as long as another writer is with SQLite. Without
# these a table that somebody has locked, or a server that answers nothing, would keep every thread of the site.
PATIENCE = MappingProxyType(
    {
        "connect_timeout": "5",  # seconds
        "tcp_user_timeout": "10000",  # milliseconds in which nothing that was sent arrives
        "options": f"-c lock_timeout={BUSY_TIMEOUT}",
    }
)


def engine(url: URL) -> Engine:
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    url = url.update_query_dict({name: value for name, value in PATIENCE.items() if name not in url.query})
    return create_engine(url, hide_parameters=True, pool_size=20, pool_timeout=BUSY_TIMEOUT / 1000, pool_pre_ping=True)
