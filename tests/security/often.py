"""How often an attack is tried: as often as the catalogue says by `make attacks`, and less often, by the same code, in `make test`."""

import os

IN_FULL = os.environ.get("ATTACKS") == "full"


def often(short: int, full: int) -> int:
    return full if IN_FULL else short
