"""Headers on every answer, errors and redirects too: what a browser may do with our pages."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # not "no-referrer", which makes a browser say "Origin: null" of our own forms
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    (b"x-frame-options", b"DENY"),
    (b"x-robots-tag", b"noindex, nofollow"),
)
# A case must not come back with the back button on a clinic's shared computer.
PAGES = (
    (b"cache-control", b"no-store"),
    (b"vary", b"Cookie, Accept-Language, HX-Request, HX-Request-Type, HX-History-Restore-Request"),
)
SECURE = ((b"strict-transport-security", b"max-age=63072000; includeSubDomains"),)


def added(present: list[tuple[bytes, bytes]], *, secure: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers an answer goes out with; what a handler set itself stays."""
    names = {name.lower() for name, _ in present}
    wanted = (*ALWAYS, *(SECURE if secure else ()), *(() if b"cache-control" in names else PAGES))
    return [*present, *((name, value) for name, value in wanted if name not in names)]
