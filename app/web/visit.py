"""One request's circumstances: who asks, in which language, from where, and what their forms are bound to."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from app import i18n
from app.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # what changes nothing
LONGEST_COOKIES = 4_096  # bytes of header; more is not ours
DAY = 86_400  # seconds


class Role(StrEnum):
    COUNSELLOR = "counsellor"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Standing(StrEnum):
    """How far a member has come in: before a licence was confirmed nobody sees anything of other members."""

    UNCONFIRMED = "unconfirmed"  # the mail address is not confirmed yet
    WAITING = "waiting"  # a person is still to look at the licence
    REFUSED = "refused"
    EXPIRED = "expired"  # the licence has run out: reading stays, writing stops
    UNPROVEN = "unproven"  # who moderates and has no second factor yet can set one up, and nothing else
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A member who is signed in, as every page may know them."""

    id: UUID
    sign_in_id: UUID
    name: str
    email: str
    role: Role
    locale: str
    standing: Standing
    proven_at: datetime  # when they last gave a full proof in this browser
    strong: bool  # whether they came in with a second factor

    @property
    def verified(self) -> bool:
        return self.standing is Standing.VERIFIED

    @property
    def reads(self) -> bool:
        """Whether they see what other members write: also with a licence that has run out, until it is renewed."""
        return self.standing in (Standing.VERIFIED, Standing.EXPIRED)

    @property
    def moderates(self) -> bool:
        return self.verified and self.role in (Role.MODERATOR, Role.ADMIN)

    @property
    def administers(self) -> bool:
        return self.verified and self.role is Role.ADMIN


class Known(NamedTuple):
    """What the database says of a sign-in's key."""

    viewer: Viewer | None = None
    was: UUID | None = None  # whose sign-in it was, where it is over
    to_note: bool = False  # whether its last use was noted so long ago that it is time again


class Cookies:
    """The forum's cookies: their names and how they are set. Over https they carry the `__Host-` prefix."""

    def __init__(self, secure: bool) -> None:
        prefix = "__Host-" if secure else ""
        self.sign_in = f"{prefix}kiku"
        self.door = f"{prefix}kiku_door"
        self.language = f"{prefix}kiku_lang"
        self.said = f"{prefix}kiku_said"
        self.attempt = f"{prefix}kiku_step"  # the password was right, the second step is to come
        self.known = f"{prefix}kiku_known"  # a browser in which somebody gave the right password before
        self.left = f"{prefix}kiku_left"  # whose sign-in was ended here within the hour
        self._secure = secure

    def setting(self, name: str, value: str, *, seconds: int | None = None, strict: bool = False) -> str:
        """Return a Set-Cookie header; 0 seconds takes the cookie away, None keeps it while the browser is open."""
        parts = [f"{name}={value}", "Path=/", "HttpOnly", f"SameSite={'Strict' if strict else 'Lax'}"]
        if seconds is not None:
            parts.append(f"Max-Age={seconds}")
        if self._secure:
            parts.append("Secure")
        return "; ".join(parts)


@dataclass(slots=True)
class Visit:
    """What is known of a request before any handler runs. `bound_to` is what a form's token is made for."""

    settings: Settings
    cookies: Cookies
    viewer: Viewer | None
    locale: str
    address: str
    bound_to: str
    door: str = ""  # what forms are bound to while nobody is signed in; it outlives signing in
    said: str = ""
    fields: Any = None
    unknown: bool = False  # there is a sign-in, and the database did not say whose
    was: UUID | None = None  # whose sign-in there was, where it is over
    pace: Any = None  # a web/pace.Pace: how much this process has seen everybody read
    to_set: list[str] = field(default_factory=list)

    def set_cookie(self, name: str, value: str, *, seconds: int | None = None) -> None:
        self.to_set.append(self.cookies.setting(name, value, seconds=seconds))


def begin(
    settings: Settings,
    headers: Mapping[bytes, bytes],
    client: str,
    sent: Mapping[str, str],
    viewer: Viewer | None,
) -> Visit:
    """Put together what a request brings. A cookie that says something unknown is as good as none."""
    cookies = Cookies(settings.secure)
    accepted = headers.get(b"accept-language", b"").decode("latin-1")
    visit = Visit(
        settings=settings,
        cookies=cookies,
        viewer=viewer,
        locale=viewer.locale if viewer else i18n.choose(accepted, sent.get(cookies.language)),
        address=address(settings, client, headers.get(b"x-forwarded-for", b"").decode("latin-1")),
        bound_to=sent.get(cookies.sign_in, "") if viewer else sent.get(cookies.door, ""),
        door=sent.get(cookies.door, ""),
        said=sent.get(cookies.said, ""),
    )
    if not visit.bound_to:
        visit.bound_to = visit.door = secrets.token_urlsafe(24)
        visit.set_cookie(cookies.door, visit.bound_to)
    if visit.said:
        visit.set_cookie(cookies.said, "", seconds=0)
    return visit


def read_cookies(header: bytes) -> dict[str, str]:
    """Return the cookies of a request; none of them where the header is not one."""
    if len(header) > LONGEST_COOKIES:
        return {}
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header.decode("latin-1")).items()}
    except CookieError:
        return {}


def address(settings: Settings, client: str, forwarded: str) -> str:
    """Return where a request comes from: as the socket says, or as a proxy we trust says it.

    Of the forwarded chain the last address that is not a trusted proxy counts; what stands before it, anyone may write.
    """
    for hop in (client, *reversed([part.strip() for part in forwarded.split(",") if part.strip()])):
        try:
            ip_address(hop)
        except ValueError:
            return client
        client = hop
        if not within(hop, settings.trusted_proxies):
            break
    return client


def parts_of(link: str) -> SplitResult:
    """Return the parts of an address that somebody sent; no parts of what is none."""
    try:
        return urlsplit(link)
    except ValueError:  # brackets that hold no number
        return SplitResult("", "", "", "", "")


def within(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


def block(address: str) -> str:
    """Return the block an address is counted with: a /64 of IPv6, a /24 of IPv4. Who has one address has its neighbours."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network(f"{found}/{64 if found.version == 6 else 24}", strict=False))
