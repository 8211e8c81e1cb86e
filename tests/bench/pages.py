"""`make bench`: pages under load, each as a share of a bare route that answers as many bytes in the same run.

The machine may be shared and its speed drifts, so only the ratios of one run are worth quoting. Every measured route
alternates with its floor, round after round, and the medians are compared.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from sqlalchemy import event, select

from app import bulk, clock, schema, settings, vault
from app.accounts import service
from app.accounts.models import Member
from app.bulk import waiting
from app.database import Database, open_database
from app.posts.models import Post, Revision
from app.posts.policy import State
from app.web.visit import Role
from tests.bench.served import boundless

ROOT = Path(__file__).parents[2]
DATA = ROOT / "build" / "bench"
WORKERS = 2
ROUNDS = 3
SECONDS = 3  # a measurement
HELD = 5_000  # texts that wait
TIMES = 3  # what the queue may take of what its template alone takes
READ = 0.05  # of what its template alone does: a held text is read only once that is on the record, on the disk
WARM = 40  # answers in a row
CONNECTIONS = (1, 16)
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
PERCENTILE = re.compile(r"(50|99)%\s+([\d.]+)(us|ms|s)")
BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)")
UNIT = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Page:
    """What is measured. `body` makes it a form that is sent, with `more` beside it; a list of paths is gone through in turn.

    least  the ratio it has to have with one connection; the bench fails below it.
    """

    name: str
    paths: tuple[str, ...]
    body: str = ""
    more: tuple[tuple[str, str], ...] = ()
    floor: str = "/floor/page"
    moderator: bool = False
    least: float = 0.0


@dataclass(frozen=True)
class Measured:
    rate: float
    p50: float
    p99: float
    bad: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--comments", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="part of the names of the pages to measure")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("bench: wrk is needed to make the load (Debian's package wrk)")
        return 1
    database = _data(options.cases, options.comments)
    key, fifty, quiet = _signed_in(database)
    moderator, waits = _moderator(database), _waiting(database)
    pages = (
        Page("thread, 50 comments", (f"/cases/{fifty}",)),
        Page("thread against its template", (f"/cases/{fifty}",), floor="/floor/thread"),
        Page("latest cases", ("/cases",)),
        Page(f"queue, {HELD} held", ("/moderation",), moderator=True),
        Page("queue against its template", ("/moderation",), floor="/floor/queue", moderator=True, least=1 / TIMES),
        Page(
            "held text against its template", (f"/moderation/{waits}",), floor="/floor/held", moderator=True, least=READ
        ),
        Page("search 不安", ("/search?q=" + quote("不安"),)),
        Page("search session", ("/search?q=session",)),
        Page(
            "search 社交不安 by approach", ("/search?approach=person-centred-therapy&lang=ja&q=" + quote("社交不安"),)
        ),
        Page(
            "comment, with screening",
            tuple(f"/cases/{case}/posts" for case in quiet),
            body=(
                "待つあいだに何が起きているのか、私も同じところで立ち止まったことがあります。私なら、その沈黙を一緒に味わいたくなります。"
            ),
        ),
        Page(
            "case, with screening",
            ("/cases",),
            body=(
                "面接が始まると長い沈黙が続きます。こちらから話しかけると短い返事があり、また静かになります。待つことに意味があるのか、待ちすぎているのか、わからなくなりました。"
            ),
            more=(
                ("title", "沈黙をどう待つか"),
                ("question", "みなさんは、どのように待ちますか。"),
                ("lang", "ja"),
                ("approaches", "person-centred-therapy"),
                ("consent", "composite"),
                ("intent", "submit"),
            ),
        ),
    )
    pages = tuple(page for page in pages if options.only in page.name)
    keys = {False: key, True: moderator}
    counted = _statements(database, keys, pages)
    print(
        f"{len(os.sched_getaffinity(0))} cores, {WORKERS} workers, {options.cases} cases, {options.comments} comments, "
        f"{options.rounds} rounds of {options.seconds} s; ratio = rate / rate of the floor in the same run"
    )
    slow = []
    for page in pages:
        for connections in CONNECTIONS:
            ratio = _measure(page, connections, keys[page.moderator], counted[page.name], options)
            if connections == 1 and ratio < page.least:
                slow.append(f"bench: {page.name} has {ratio:.3f} of its floor, and {page.least:.3f} is the least")
    database.engine.dispose()
    print(*slow, sep="\n", end="\n" if slow else "")
    return 1 if slow else 0


def _data(cases: int, comments: int) -> Database:
    """Return a database with the bulk data, made once and kept under build/."""
    folder = DATA / f"{cases}-{comments}-{HELD}"
    os.environ["KIKU_DATA"] = str(folder)
    os.environ.setdefault("KIKU_BASE_URL", "http://127.0.0.1")
    known = settings.read()
    database = open_database(known.database_url)
    vault.unlock(database, known.vault_key_file)
    done = folder / "filled"
    if not done.exists():
        schema.upgrade(database)
        began = time.perf_counter()
        bulk.fill(database, members=200, cases=cases, comments=comments, seed=1)
        waiting.hold(database, HELD, seed=1)
        print(f"fill: {cases} cases and {comments} comments in {time.perf_counter() - began:.0f} s")
        done.touch()
    return database


def _signed_in(database: Database) -> tuple[str, str, list[str]]:
    """Return a sign-in's key, the thread of fifty comments, and threads nobody has commented on."""
    with database.writing() as session:
        member = session.scalars(select(Member).limit(1)).one()
        key = service.begin_sign_in(session, member, "bench", clock.now())
        fifty = session.scalars(select(Post.case_id).where(Post.opening, Post.comments == bulk.FIFTY).limit(1)).one()
        public = (Post.opening, Post.published_at.is_not(None))
        quiet = session.scalars(select(Post.case_id).where(*public, Post.comments < 3).limit(64)).all()
    return key, str(fifty), [str(case) for case in quiet]


def _moderator(database: Database) -> str:
    """Return the key of somebody who moderates."""
    with database.writing() as session:
        name = f"見守る人{clock.now():%H%M%S}"
        member = service.add_member(
            session,
            email=f"{clock.now():%d%H%M%S}@example.org",
            name=name,
            role=Role.MODERATOR,
            locale="ja",
            password_hash="!",
            verified=True,
        )
        session.flush()
        return service.begin_sign_in(session, member, "bench", clock.now(), strong=True)


def _waiting(database: Database) -> str:
    """Return a text that waits; every view of it is an entry on the record."""
    with database.reading() as session:
        return str(session.scalars(select(Revision.id).where(Revision.state == State.HELD).limit(1)).one())


def _statements(database: Database, keys: dict[bool, str], pages: tuple[Page, ...]) -> dict[str, int]:
    """Count the SQL statements a page makes, in this process, without load."""
    from litestar.testing import TestClient

    from app.main import serve

    boundless()
    counted: dict[str, int] = {}
    seen: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _u, statement, *_: seen.append(statement))
    with TestClient(serve(settings.read(), database), base_url="http://127.0.0.1") as client:
        client.cookies.set("kiku", keys[False])
        token = re.search(r'name="_csrf_token" value="(\w+)"', client.get("/desk").text)
        assert token
        for page in pages:
            client.cookies.set("kiku", keys[page.moderator])
            client.get("/desk")
            seen.clear()
            answer = (
                client.post(page.paths[0], data=_form(page, token[1]), follow_redirects=False)
                if page.body
                else client.get(page.paths[0])
            )
            assert answer.status_code in (200, 303), f"{page.name}: {answer.status_code}"
            counted[page.name] = len(seen)
    return counted


@contextmanager
def _serving(size: int) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {**os.environ, "BENCH_BYTES": str(size), "KIKU_BASE_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "tests.bench.served:create",
            "--factory",
            "--port",
            str(port),
            "--workers",
            str(WORKERS),
            "--no-access-log",
            "--log-level",
            "error",
        ],
        cwd=ROOT,
        env=environ,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the site answers: on a busy machine half a minute is not enough for it to be up."""
    for _ in range(1_200):
        if server.poll() is not None:
            break
        try:
            if _get(port, "/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("bench: the site does not come up")


def _get(port: int, path: str, key: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Cookie": f"kiku={key}"} if key else {})
    return connection.getresponse()


def _measure(page: Page, connections: int, key: str, statements: int, options: argparse.Namespace) -> float:
    with _serving(0) as port:
        example = _get(port, page.paths[0] if not page.body else "/desk", key).read()
    with _serving(0 if page.body else len(example)) as port:
        script = _script(page, port, key)
        _warm(port, page, key)
        ours, floor = [], []
        for _ in range(options.rounds):
            ours.append(_wrk(port, connections, options.seconds, page.paths[0], key, script))
            floor.append(_wrk(port, connections, options.seconds, page.floor, key, ""))
        return _report(page, connections, len(example), statements, ours, floor)


def _warm(port: int, page: Page, key: str) -> None:
    """Ask until every worker has compiled its templates and rendered the page its floor renders from memory."""
    path, well = page.paths[0] if not page.body else "/desk", 0
    for _ in range(1_000):
        _get(port, path, key).read()
        well = well + 1 if _get(port, page.floor).status == 200 else 0
        if well == WARM:
            return
    raise SystemExit(f"bench: {page.floor} does not answer")


def _wrk(port: int, connections: int, seconds: int, path: str, key: str, script: str) -> Measured:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", f"Cookie: kiku={key}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if script:
            file.write(script)
            file.flush()
            command += ["-s", file.name]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
        ).stdout
    found = {which: float(value) * UNIT[unit] for which, value, unit in PERCENTILE.findall(said)}
    rate = RATE.search(said)
    bad = BAD.search(said)
    assert rate, said
    return Measured(float(rate[1]), found.get("50", 0.0), found.get("99", 0.0), int(bad[1]) if bad else 0)


def _form(page: Page, token: str) -> dict[str, str]:
    return {"body": page.body, **dict(page.more), "_csrf_token": token}


def _script(page: Page, port: int, key: str) -> str:
    """Return what wrk needs to send a form: the token of this sign-in, and threads gone through in turn."""
    if not page.body:
        return ""
    token = re.search(rb'name="_csrf_token" value="(\w+)"', _get(port, "/desk", key).read())
    assert token
    form = urlencode(_form(page, token[1].decode()))
    return (
        f"local paths = {{{','.join(json.dumps(path) for path in page.paths)}}}\nlocal n = 0\n"
        f"request = function()\n n = n + 1\n return wrk.format('POST', paths[n % #paths + 1], "
        f"{{['Content-Type']='application/x-www-form-urlencoded', ['Cookie']='kiku={key}'}}, {json.dumps(form)})\nend\n"
    )


def _report(
    page: Page, connections: int, size: int, statements: int, ours: list[Measured], floor: list[Measured]
) -> float:
    middle: Callable[[Callable[[Measured], float], list[Measured]], float]
    middle = lambda of, several: statistics.median(of(one) for one in several)  # noqa: E731
    rate, base = middle(lambda one: one.rate, ours), middle(lambda one: one.rate, floor)
    print(
        f"{page.name:<30} c={connections:<3} ratio {rate / base:.3f}  rate {rate:8.1f}/s  floor {base:9.1f}/s  "
        f"p50 {middle(lambda one: one.p50, ours):7.2f} ms  p99 {middle(lambda one: one.p99, ours):7.2f} ms  "
        f"{size:>6} B  {statements} statements  bad {sum(one.bad for one in (*ours, *floor))}",
        flush=True,
    )
    return rate / base


if __name__ == "__main__":
    sys.exit(main())
