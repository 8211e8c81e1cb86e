"""What a page would do in a browser: the elements and attributes that act, and are not the site's own."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

NEVER = frozenset(
    "iframe object embed base svg math style applet frame frameset marquee animate foreignobject template noscript".split()
)
LEADING = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background", "ping")
OWN_SCHEMES = frozenset({"", "http", "https", "mailto"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.ids: list[str] = []
        self._in_words = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        if tag in NEVER:
            self.found.append(f"<{tag}>")
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.found.append("a script that is not ours")
        if tag == "link" and not given.get("href", "").startswith("/static/"):
            self.found.append(f"a link to {given.get('href')}")
        if tag == "meta" and "http-equiv" in given:
            self.found.append("a meta that acts")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name in {"style", "srcdoc"}]
        for name in LEADING:
            if name in given and not _ours(given[name]):
                self.found.append(f"{tag} {name}={given[name]}")
        if "id" in given:
            self.ids.append(given["id"])


def _ours(address: str) -> bool:
    tidy = "".join(character for character in address if ord(character) > 32)
    if tidy.startswith(("//", "\\\\", "/\\")):
        return False
    parts = urlsplit(tidy)
    return parts.scheme.lower() in OWN_SCHEMES and bool(parts.netloc) == bool(parts.scheme in ("http", "https"))


def acting(page: str) -> list[str]:
    """Return whatever in a page would act, and no template of ours put there; and ids that stand twice."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    twice = [f"id {one} twice" for one in {one for one in reader.ids if reader.ids.count(one) > 1}]
    return reader.found + twice
