"""What may be sent: to our name, in time, in one encoding, of a bearable size; and what every answer carries."""

import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial

import pytest

from app import settings
from app.database import open_database
from app.main import BODY_LIMIT, serve
from app.schema import upgrade
from app.web import arrival, prompt
from tests import wire
from tests.clock import PATIENCE, lasted, measured, wait_until, within
from tests.people import client_of

pytestmark = pytest.mark.slow

FORM = "application/x-www-form-urlencoded"
SURROUNDINGS = ("content-security-policy", "referrer-policy", "cross-origin-opener-policy", "permissions-policy")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A real server on loopback, for what only bytes on a wire can show."""
    door = wire.door()
    number = wire.port_of(door)
    known = settings.read(
        {"KIKU_DATA": str(tmp_path_factory.mktemp("wire")), "KIKU_BASE_URL": f"http://127.0.0.1:{number}"}
    )
    database = open_database(known.database_url)
    upgrade(database)
    with wire.serving(serve(known, database), door, http=prompt.WIRE, log_level="critical"):
        yield number
    database.engine.dispose()


def said(port: int, sent: bytes, *, wait: float = PATIENCE) -> bytes:
    """Send bytes, and return what comes until the server closes, hangs up on what it has not read, or is silent."""
    got = b""
    with called(port) as line, suppress(TimeoutError, ConnectionError):
        line.settimeout(wait)
        line.sendall(sent)
        while part := line.recv(65_536):
            got += part
    return got


def called(port: int) -> socket.socket:
    """Call the server. It fails for who is silent for so long that they never answer."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def request(port: int, path: str = "/sign-in", *, method: str = "GET", host: str = "", **more: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{port}'}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_in_18_only_our_own_name_is_answered(browser, site_settings, database) -> None:
    for host in (
        "evil.example",
        "kiku.test.evil.example",
        "evil.example:443",
        "kiku.test:junk",
        "kiku.test:8443",
        "KIKU.TEST",
        "kiku.test.",
        "kiku.test\tx",
        "kiku.test/x?",
        "user@kiku.test",
        "",
    ):
        answer = browser().get("/sign-in", headers={"Host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.text
    assert browser().get("/sign-in", headers={"X-Forwarded-Host": "evil.example"}).status_code == 200
    strict = replace(site_settings, production=True)
    person = client_of(serve(strict, database), strict, database, None, {})
    assert person.get("/sign-in").status_code == 200
    assert person.get("/sign-in", headers={"Host": "127.0.0.1:8000"}).status_code == 400
    assert person.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200, "a probe asks by a number"


def test_in_18_a_request_without_a_host_or_with_two_is_refused(port) -> None:
    assert status(said(port, b"GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n")) == 400
    assert status(said(port, b"GET /sign-in HTTP/1.0\r\n\r\n")) in (0, 400)
    twice = request(port).replace(b"\r\nConnection", b"\r\nHost: evil.example\r\nConnection")
    assert status(said(port, twice)) == 400
    assert status(said(port, request(port))) == 200


def test_in_18_an_address_in_the_request_line_changes_nothing(port) -> None:
    answer = said(port, request(port, "http://evil.example/sign-in"))
    assert status(answer) in (200, 400, 404) and b"evil" not in answer


def test_dt_09_a_form_that_comes_drop_by_drop_is_ended(port, monkeypatch) -> None:
    monkeypatch.setattr(arrival, "BODY_WITHIN", 0.5)
    head = request(port, method="POST", Content_Type=FORM, Content_Length="500").replace(b"close", b"keep-alive")
    with called(port) as line:
        line.sendall(head)
        got = b""
        try:
            for _ in range(40):
                line.sendall(b"a")
                time.sleep(0.05)
        except OSError:
            pass  # the server has hung up
        with suppress(ConnectionError):
            while part := line.recv(65_536):  # until it is closed
                got += part
    assert got == b"" or status(got) == 408


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\n"], ids=["nothing", "drop by drop"])
def test_dt_09_headers_that_come_drop_by_drop_are_not_waited_for(port, monkeypatch, first) -> None:
    monkeypatch.setattr(prompt, "HEADERS_WITHIN", 0.5)
    with called(port) as line:
        drops = 0  # and no seconds: on a busy machine both ends are slow
        with suppress(OSError):  # the server hangs up
            line.sendall(first)
            while drops < 200:
                drops += 1
                if first:
                    line.sendall(b"X")
                time.sleep(0.05)
                line.settimeout(0.01)
                with suppress(TimeoutError):
                    if not line.recv(100):
                        break
    assert drops < 150, "ten times as many as it takes"


def test_dt_09_five_hundred_at_once_that_come_drop_by_drop_keep_nobody_else_out_and_are_hung_up_on(
    port, monkeypatch
) -> None:
    """Every other with headers that never end, every other with a form that never does."""
    monkeypatch.setattr(prompt, "HEADERS_WITHIN", 2.0)
    monkeypatch.setattr(arrival, "BODY_WITHIN", 2.0)
    form = request(port, method="POST", Content_Type=FORM, Content_Length="500").replace(b"close", b"keep-alive")
    with ExitStack() as held, selectors.DefaultSelector() as open_still:
        for number in range(500):
            line = held.enter_context(called(port))
            line.sendall(form + b"a" if number % 2 else form[:40])
            line.setblocking(False)
            open_still.register(line, selectors.EVENT_READ)
        assert status(said(port, request(port))) == 200, "whoever comes beside them is answered"

        def all_closed() -> bool:
            for key, _ in open_still.select(timeout=0.2):
                if hung_up(key.fileobj):  # type: ignore[arg-type]
                    open_still.unregister(key.fileobj)
            for line in [key.fileobj for key in open_still.get_map().values()]:
                with suppress(OSError):
                    line.send(b"a")  # type: ignore[union-attr]
            return not open_still.get_map()

        wait_until(all_closed)
    assert status(said(port, request(port))) == 200


def hung_up(line: socket.socket) -> bool:
    try:
        return not line.recv(65_536)
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_dt_09_a_second_request_on_a_connection_has_its_own_time(port, monkeypatch) -> None:
    monkeypatch.setattr(prompt, "HEADERS_WITHIN", 1.0)
    whole = request(port).replace(b"close", b"keep-alive")

    def kept_open(line: socket.socket) -> bool:
        """Ask four times, each in time, and all together for longer than one request is waited for."""
        for _ in range(4):
            line.sendall(whole)
            got = b""
            while b"</html>" not in got:
                part = line.recv(65_536)
                if not part:
                    return False
                got += part
            time.sleep(0.4)
        return True

    for _ in range(5):  # again where this end was late
        with called(port) as line, suppress(ConnectionError):
            if kept_open(line):
                line.sendall(whole[:40])
                with suppress(ConnectionError):
                    while line.recv(100):  # until it is closed
                        pass
                return
    raise AssertionError("it is closed between two requests that are in time")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"email=%ff%fe", FORM),
        (b"email=\xff\xfe", FORM),
        (b"email=%ED%A0%80", FORM),
        (b"email=a%00b", FORM),
        (
            b"--x\r\nContent-Disposition: form-data; name=email\r\n\r\n\xff\xfe\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        (b"--x\r\nContent-Disposition: form-data; name=email\r\n\r\na\0b\r\n--x--", "multipart/form-data; boundary=x"),
    ],
    ids=["percent", "bytes", "surrogate", "nul", "multipart", "multipart nul"],
)
def test_in_06_and_in_07_and_in_08_what_is_no_text_is_refused_whichever_way_it_comes(browser, make, body, kind) -> None:
    for person in (browser(), browser(make.member())):
        answer = person.client.post("/sign-in", content=body, headers={"Content-Type": kind})
        assert answer.status_code == 400


def test_in_06_what_is_no_text_in_an_address_or_a_header_breaks_nothing(port) -> None:
    for path in ("/cases?approach=%ff", "/%ff%fe", "/cases/%00", "/static/%c3%28/x"):
        assert 200 <= status(said(port, request(port, path))) < 500, path
    raw = request(port).replace(b"\r\nConnection", b"\r\nCookie: kiku=\xff\xfe; kiku_lang=\x80\r\nConnection")
    assert status(said(port, raw)) in (200, 400)
    raw = request(port).replace(b"\r\nConnection", b"\r\nAccept-Language: \xff\xfe\r\nConnection")
    assert status(said(port, raw)) in (200, 400)


def test_in_09_a_broken_multipart_form_is_refused_in_bounded_time(browser) -> None:
    part = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n"
    bodies = {
        "no boundary": (b"x", "multipart/form-data"),
        "unterminated": (part, "multipart/form-data; boundary=x"),
        "many parts": (part * 4_000 + b"--x--", "multipart/form-data; boundary=x"),
        "a long header": (b"--x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        "nested": (
            b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
    }
    person = browser()
    for what, (body, kind) in bodies.items():
        ask = partial(person.client.post, "/sign-in", content=body, headers={"Content-Type": kind})
        assert 400 <= ask().status_code < 500, what
        measured(within(3), ask, by=lasted)


def test_in_10_a_form_that_is_too_large_is_refused_with_and_without_its_length(browser, port) -> None:
    body = b"email=" + b"a" * BODY_LIMIT
    answer = browser().client.post("/sign-in", content=body, headers={"Content-Type": FORM})
    assert answer.status_code == 413
    chunked = request(port, method="POST", Content_Type=FORM, Transfer_Encoding="chunked")
    piece = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    assert status(said(port, chunked + piece * 6 + b"0\r\n\r\n")) in (0, 413)


def test_in_11_json_is_no_form(browser, make) -> None:
    person = browser(make.member())
    for body in ("[" * 100_000, '{"a":' * 20_000, '{"_csrf_token": "x"}', "1" * 100_000):
        answer = person.client.post("/screenings", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 403


def test_in_12_nothing_is_unpacked(browser) -> None:
    import gzip

    bomb = gzip.compress(b"email=" + b"a" * 5_000_000)
    answer = browser().client.post("/sign-in", content=bomb, headers={"Content-Type": FORM, "Content-Encoding": "gzip"})
    assert answer.status_code == 400


def test_in_13_two_lengths_or_two_ways_of_counting_are_refused(port) -> None:
    both = request(port, method="POST", Content_Type=FORM, Content_Length="4", Transfer_Encoding="chunked")
    double = request(port, method="POST", Content_Type=FORM, Content_Length="4").replace(
        b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n"
    )
    smuggled = b"0\r\n\r\nGET /desk HTTP/1.1\r\nHost: x\r\n\r\n"
    for sent in (both, double):
        answer = said(port, sent + smuggled, wait=2)
        assert answer.count(b"HTTP/1.1 ") <= 1, "what comes after it is no second request"
    bare = request(port, method="POST", Content_Type=FORM, Content_Length="0").replace(b"\r\n", b"\n")
    assert said(port, bare + b"GET /desk HTTP/1.1\nHost: x\n\n", wait=2).count(b"HTTP/1.1 200") <= 1
    for more in (b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", b"Transfer-Encoding : chunked", b"Content-Length: +4"):  # fmt: skip
        odd = request(port, method="POST", Content_Type=FORM).replace(b"\r\n\r\n", b"\r\n" + more + b"\r\n\r\n")
        assert said(port, odd + smuggled, wait=2).count(b"HTTP/1.1 ") <= 1, more
    folded = request(port).replace(b"\r\nConnection: close", b"\r\nX-A: a\r\n b\r\nConnection: close")
    assert status(said(port, folded)) in (0, 200, 400)


def test_in_14_thousands_of_headers_are_bounded(port) -> None:
    many = request(port).replace(b"\r\n\r\n", b"\r\n" + b"X-A: b\r\n" * 5_000 + b"\r\n")
    assert status(said(port, many)) in (0, 200, 400, 431)
    measured(within(4), lambda: said(port, many), by=lasted)
    assert status(said(port, request(port))) == 200


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "@evil.example",
        "/ok\r\nSet-Cookie: a=b",
        "http:evil.example",
        "\\\\evil.example",
    ],
)
def test_in_15_nobody_is_sent_on_to_another_site(browser, make, onward) -> None:
    person = browser(make.member())
    for answer in (
        person.get("/sign-in", params={"next": onward}),
        person.post("/language", {"locale": "ja", "next": onward}),
        person.post("/proof", {"proof_password": "x", "next": onward}),
    ):
        location = answer.headers.get("location", "/")
        assert location.startswith("/") and not location.startswith(("//", "/\\")), location
        assert "\r" not in location and "\t" not in location


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app/main.py",
        "/static/x/..%2f..%2fapp/main.py",
        "/static/x/%5c..%5capp",
        "/static/x//etc/passwd",
        "/static/x/css/kiku.css",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
    ],
)
def test_in_16_no_path_leads_out_of_the_static_folder(port, path) -> None:
    answer = said(port, request(port, path))
    assert status(answer) == 404 and b"import" not in answer and b"root:" not in answer


def test_xs_19_every_answer_says_what_a_browser_may_do_with_it(browser, make, database) -> None:
    person = browser(make.member())
    answers = [person.get(path) for path in ("/", "/cases", "/nowhere", "/me/factors", "/sign-in", "/healthz")]
    answers += [
        person.post("/screenings", token="wrong"),
        person.post("/sign-out"),
        browser().get("/desk"),
        browser().get("/sign-in", headers={"Host": "evil.example"}),
    ]
    for answer in answers:
        for name in SURROUNDINGS:
            assert name in answer.headers, f"{answer.request.url}: {name}"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["strict-transport-security"].startswith("max-age=63072000")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "charset=utf-8" in answer.headers["content-type"].lower()
