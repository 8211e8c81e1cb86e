"""A person's browser, without a screen: it keeps cookies, follows forms, and can be asked what it sees."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal
from litestar.testing import TestClient

from app import clock
from app.accounts import service
from app.accounts.models import Member
from app.database import Database
from app.settings import Settings
from app.web.visit import Cookies

TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')
PAGE_WITH_A_FORM = "/sign-in"  # for visitors; a member's every page has the form of signing out


class Browser:
    """What a person can do: open a page, send a form.

    A form is sent with the token of the last page that had one, or of a page just opened: there is one a sign-in.
    """

    def __init__(self, client: TestClient[Any]) -> None:
        self._client = client
        self._read: tuple[dict[str, str], str] | None = None  # the cookies with which a page came, and its token

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._seen(self._client.get(path, follow_redirects=False, **more))

    def open(self, path: str, **more: Any) -> httpx.Response:
        """Open a page and go wherever it leads."""
        return self._seen(self._client.get(path, follow_redirects=True, **more))

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, *, token: str | None = None, **more: Any
    ) -> httpx.Response:
        """Send a form as a page of ours would; 303 is not followed."""
        fields = {**(data or {}), "_csrf_token": self._at_hand() if token is None else token}
        return self._client.post(path, data=fields, follow_redirects=False, **more)

    def send(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form and go wherever it leads."""
        answer = self.post(path, data, **more)
        return self.open(answer.headers["location"]) if answer.status_code == 303 else answer

    def token(self, page: str | None = None) -> str:
        found = TOKEN.search(self.open(page or PAGE_WITH_A_FORM).text)
        assert found, "the page has a form with a token"
        return found[1]

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        found = TOKEN.search(answer.text) if answer.status_code == 200 else None
        if found:
            self._read = (dict(self._client.cookies), found[1])
        return answer

    def _at_hand(self) -> str:
        return self._read[1] if self._read and self._read[0] == dict(self._client.cookies) else self.token()

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    @property
    def client(self) -> TestClient[Any]:
        return self._client


Browsers = Callable[..., Browser]  # gives each person one; the fixture `browser`


def client_of(
    site: Any,
    settings: Settings,
    database: Database,
    member: Member | None,
    headers: Mapping[str, str],
    loop: BlockingPortal | None = None,
) -> Browser:
    """Return the browser of a member, or of a visitor. Without a loop each request runs in one of its own."""
    # https, or the browser would not send the cookies back; raise_server_exceptions off, to see our own 500 page.
    client = TestClient(site, base_url=settings.base_url, raise_server_exceptions=False)
    if loop is not None:
        client.blocking_portal = loop
    client.headers.update(headers)
    if member is not None:
        with database.writing() as session:
            key = service.begin_sign_in(session, member, "a browser of the tests", clock.now(), strong=True)
        client.cookies.set(Cookies(settings.secure).sign_in, key, domain="kiku.test", path="/")
    return Browser(client)
