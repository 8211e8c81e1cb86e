"""A connection to PostgreSQL that gives up on a server which has fallen silent in the middle of a statement."""

from typing import Any

from psycopg import Connection, OperationalError
from psycopg.pq import TransactionStatus

# Longer than a statement may take (postgres.STATEMENT): whoever is silent for so long has not even said that it was ended.
# What is sent to a machine that is gone is noticed by tcp_user_timeout; a server that is stopped, or a proxy that holds
# what it was given, takes all that is sent to it and looks alive.
SILENT = 12.0  # seconds


class Impatient(Connection[Any]):
    """Closed when it was waited for too long, so that nobody is given it again."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, SILENT if timeout is None else timeout)
        except OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:  # it was waited for, and nothing came
                self.close()
            raise
