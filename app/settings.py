"""Environment variables → one frozen Settings."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

KEY_BYTES = 32
SHORTEST_KEY = 32  # bytes


# How long the words of a text are kept that peers do not read, from when that was so; then their key is destroyed.
KEEP = {
    "draft": timedelta(days=365),  # a draft that nobody touched
    "returned": timedelta(days=180),
    "superseded": timedelta(days=90),
    "withdrawn": timedelta(days=30),
}


class BadSettings(ValueError):
    """A setting that the forum refuses to start with. The message is for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What may differ from one installation to another."""

    data: Path
    database_url: str
    base_url: str
    secret_key: bytes
    vault_key_file: Path
    production: bool = False
    smtp_url: str = ""
    # Taken and used for nothing, so that whoever names one goes on starting: what processes share is in the database.
    redis_url: str = ""
    join: str = "open"
    keep: Mapping[str, timedelta] = field(default_factory=lambda: dict(KEEP))
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    two_moderators: str = "auto"
    metrics_from: tuple[IPv4Network | IPv6Network, ...] = ()

    @property
    def secure(self) -> bool:
        """Whether pages travel over https, so that cookies may say so."""
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings, making what a first start lacks.

    Raises  BadSettings where a value is unusable, or unsafe in production.
    """
    data = Path(environ.get("KIKU_DATA", "data")).resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    production = _one_of(environ, "KIKU_ENV", ("development", "production")) == "production"
    base_url = environ.get("KIKU_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        raise BadSettings(f"KIKU_BASE_URL is not an address of a site: {base_url!r}")
    if production and not base_url.startswith("https://"):
        raise BadSettings("KIKU_ENV=production needs https in KIKU_BASE_URL")
    return Settings(
        data=data,
        database_url=environ.get("KIKU_DATABASE_URL", f"sqlite:///{data / 'kiku.sqlite'}"),
        base_url=base_url,
        secret_key=_key(Path(environ.get("KIKU_SECRET_KEY_FILE", data / "keys" / "secret.key"))),
        vault_key_file=Path(environ.get("KIKU_VAULT_KEY_FILE", data / "keys" / "vault.key")),
        production=production,
        smtp_url=environ.get("KIKU_SMTP_URL", ""),
        redis_url=environ.get("KIKU_REDIS_URL", ""),
        join=_one_of(environ, "KIKU_JOIN", ("open", "invited")),
        keep={what: _days(environ, f"KIKU_KEEP_{what.upper()}", usual) for what, usual in KEEP.items()},
        trusted_proxies=_networks(environ, "KIKU_TRUSTED_PROXIES", ""),
        two_moderators=_one_of(environ, "KIKU_TWO_MODERATORS", ("auto", "always", "never")),
        metrics_from=_networks(environ, "KIKU_METRICS_FROM", "127.0.0.0/8 ::1/128"),
    )


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name, choices[0])
    if value not in choices:
        raise BadSettings(f"{name} is {value!r}; it may be {' or '.join(choices)}")
    return value


def _networks(environ: Mapping[str, str], name: str, default: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part) for part in environ.get(name, default).replace(",", " ").split())
    except ValueError as error:
        raise BadSettings(f"{name}: {error}") from error


def _days(environ: Mapping[str, str], name: str, usual: timedelta) -> timedelta:
    value = environ.get(name, str(usual.days))
    if not value.isascii() or not value.isdigit():
        raise BadSettings(f"{name} is {value!r}; it is a number of days")
    return timedelta(days=int(value))


def _key(path: Path) -> bytes:
    """Read the key that signs; on a first start make it, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # O_EXCL: of two processes that start at once, one makes the key and the other reads it.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _key(path)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
    key = path.read_text().strip().encode()
    if len(key) < SHORTEST_KEY:
        raise BadSettings(f"the key in {path.name} is too short: {SHORTEST_KEY} characters are the least")
    return key
