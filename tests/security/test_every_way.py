"""Every way in, as everybody, in both languages, with forms as pages make them and filled with what nobody would type:
whatever comes, it is answered, nothing of it is in the log, and where it was only late it comes back.
"""

import html
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import urlsplit

import pytest
from anyio.from_thread import BlockingPortal
from litestar import Litestar
from sqlalchemy import update

from app import limits
from app.accounts.models import Member
from app.database import Database
from app.main import build
from app.settings import Settings
from app.web import log
from app.web.fields import NEVER_GIVEN_BACK
from tests.make import Make
from tests.people import Browser
from tests.security.canaries import Canary
from tests.security.conftest import Site
from tests.security.everyone import ways
from tests.security.sown import Sown

pytestmark = pytest.mark.slow

FORMS = int(os.environ.get("FORMS", "2"))  # of each form that a page has, beside the one as the page made it
IDS = 2  # with which a route is asked for, of those there are
ANSWERED = {200, 303, 400, 401, 403, 404, 405, 409, 413, 422}
TYPED = Canary("typed into every field, every header and every file's name")
ODD = (
    "", " ", "0", "-1", "1", "9" * 40, "1e309", "NaN", "true", "null", "[]", "{}", "'", '"', "\\", "%s", "%", "_", "@",
    "<script>", "{{7*7}}", "${x}", "\u202e名", "か\u3099", "😀" * 60, "a" * 5_000, "あ" * 9_000, "x\r\nBcc: a@example.org",
    "../../etc/passwd", "//evil.example", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "٣", "１２", "ja", "en", "xx",
    "00000000-0000-0000-0000-000000000000", "release", "return", "remove", "redact", "publish", "check", "look", "leave",
    TYPED.line, TYPED.word, f"{TYPED.word}@example.org",
)  # fmt: skip
PARAMETERS = (
    "q", "page", "lang", "approach", "waiting", "rule", "kind", "claimed", "reported", "next", "about", "act", "who",
    "since", "until", "month", "answer", "finding", "risk", "seen", "key", "sent", "emergency", "invitation",
)  # fmt: skip
ASKED_AS = (
    {},
    {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "main"},
    {"HX-Request": "true", "HX-Boosted": "true"},
    {"Accept": "application/json", "User-Agent": TYPED.word, "Referer": f"https://kiku.test/{TYPED.word}"},
)
WITH_FORMS = ("author", "moderator", "waiting", "admin")  # who has most to do on the site
ENDING = ("/sign-out", "/me/sign-ins/end")  # which would end what the rest of a walk needs
READ = {
    200,
    303,
    409,
    422,
}  # what is answered past the door: the form was taken, was late, or says what is wrong with it
# What takes something away from other forms is sent after them: a text that is decided on, a sign-in that ends.
LAST = ("withdrawal", "removal", "decision", "decisions", "password", "email", "authenticators", "second-factors", "reply")  # fmt: skip
# To these no page of the site as it is sown has a form, each for its reason; the tests of their features send it.
WITHOUT_A_FORM = {
    "/admin/allowances/{allowance_id}/withdrawal": "a phrase has to be let pass first",
    "/admin/second-factors/{member_id}/removal": "somebody has to have lost theirs first",
    "/confirmation/{token_id}": "a letter leads there",
    "/email/{change_id}": "a letter leads there",
    "/me/authenticators/{authenticator_id}/removal": "an app has to be set up first",
    "/me/licences/{licence_id}/evidence": "a proof has to be asked for first",
    "/me/passkeys/challenge": "a script asks",
    "/me/sign-ins/end": "it would end the walk",
    "/moderation/licences/decisions": "several have to wait in one hand",
    "/moderation/licences/lapses": "one has to have run out",
    "/moderation/training/rounds": "every exercise has to be answered first",
    "/moderation/{revision_id}/comparison": "a version before has to lie closed",
    "/moderation/{revision_id}/reversal": "a decision has to be minutes old",
    "/password/{token_id}": "a letter leads there",
    "/proof/challenge": "a script asks",
    "/screenings": "a script asks",
    "/sign-in/challenge": "a script asks",
    "/sign-in/code": "a password has to be right first",
    "/sign-out": "it would end the walk",
}


@dataclass
class Form:
    """A form as a page has it: where it goes, and what each of its fields may hold."""

    action: str
    files: bool
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)

    def as_made(self) -> dict[str, str]:
        return {name: values[0] for name, values in self.fields.items() if values}

    def changed(self, chance: random.Random) -> dict[str, str | list[str]]:
        """Return it with some fields left out, some with what stands elsewhere or nowhere, and some sent twice."""
        sent: dict[str, str | list[str]] = dict(self.as_made())
        for name, values in self.fields.items():
            what = chance.random()
            if what < 0.1:
                sent.pop(name, None)
            elif what < 0.4:
                sent[name] = chance.choice(values or ODD)
            elif what < 0.8:
                sent[name] = chance.choice(ODD)
            elif what < 0.9:
                sent[name] = [chance.choice(ODD), chance.choice(ODD)]
        return sent


class Forms(HTMLParser):
    """The forms of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._within: Form | None = None
        self._chooses = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form" and given.get("method", "").lower() == "post":
            self._within = Form(given["action"], "multipart" in given.get("enctype", ""))
            self.found.append(self._within)
        elif self._within is None:
            return
        elif tag == "option" and self._chooses:
            self._within.fields[self._chooses].append(value)
        elif tag in ("input", "button", "select", "textarea") and name and name != "_csrf_token":
            if given.get("type") == "file":
                self._within.files = True
                return
            values = self._within.fields.setdefault(name, [])
            values += [value] if tag in ("input", "button") else []
            if tag == "textarea" or given.get("type") in ("text", "email", "search"):
                self._within.typed.append(name)
            self._chooses = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._within = None
        elif tag == "select":
            self._chooses = ""


def forms_of(page: str) -> list[Form]:
    reader = Forms()
    reader.feed(page)
    reader.close()
    return [one for one in reader.found if one.action and not one.action.startswith(ENDING)]


class Walk:
    """A site with something everywhere, walked by everybody, and what every route answered."""

    def __init__(self, sown: Sown, built: Litestar, seed: int) -> None:
        self.sown, self.built, self.chance = sown, built, random.Random(seed)
        self.answers: defaultdict[str, set[int]] = defaultdict(set)
        self.sent = 0
        self._ways = [(way.method, way.path, re.compile(re.sub(r"\{\w+\}", "[^/]+", way.path))) for way in ways(built)]
        self.written = StringIO()
        self._people = sown.browsers(**{"X-Canary": TYPED.word})

    def addresses(self, method: str = "GET") -> list[str]:
        """Return each route of a method with a few of the ids that it could be asked for."""
        of_route: defaultdict[str, list[str]] = defaultdict(list)
        for address in self.sown.addresses(self.built, method):
            of_route[self.route(method, address)].append(address)
        return [one for found in of_route.values() for one in self.chance.sample(found, min(len(found), IDS))]

    def route(self, method: str, path: str) -> str:
        return next(known for how, known, pattern in self._ways if how == method and pattern.fullmatch(path))

    def asked(self, person: Browser, address: str, *, oddly: bool) -> str:
        answer = person.get(address, headers=self.chance.choice(ASKED_AS))
        self._note("GET", address, answer)
        if not oddly:
            return str(answer.text)
        odd = {name: self.chance.choice(ODD)[:500] for name in PARAMETERS if self.chance.random() < 0.5}
        self._note("GET", address, person.get(address, params=odd, headers=self.chance.choice(ASKED_AS)))
        return str(answer.text)

    def posted(self, person: Browser, address: str, sent: object, *, files: bool, **more: str):  # type: ignore[no-untyped-def]
        extra = {"files": {"evidence": (f'{TYPED.line}"><.pdf', self.chance.randbytes(200))}} if files else {}
        answer = person.post(address, sent, headers=self.chance.choice(ASKED_AS[:3]), **extra, **more)  # type: ignore[arg-type]
        self._note("POST", address, answer)
        return answer

    def _note(self, method: str, address: str, answer) -> None:  # type: ignore[no-untyped-def]
        self.sent += 1
        status, path = answer.status_code, urlsplit(address).path
        failed = [line for line in self.written.getvalue().splitlines()[-20:] if '"failure"' in line]
        assert status in ANSWERED, f"{method} {address}: {status} {failed[-1:]}"
        assert "Traceback" not in answer.text and "sqlalchemy" not in answer.text.lower(), address
        self.answers[f"{method} {self.route(method, path)}"].add(status)

    def forms(self) -> list[tuple[str, Form]]:
        """Visit every page as everybody, and return each form that somebody was given, once for each of them."""
        found: dict[tuple[str, str, tuple[str, ...]], tuple[str, Form]] = {}
        for who, person in self._people.items():
            few = set(self.addresses())
            for address in self.sown.addresses(self.built) if who in WITH_FORMS else few:
                for form in forms_of(self.asked(person, address, oddly=address in few)):
                    route = self.route("POST", urlsplit(form.action).path)
                    # Of one form on many pages a few: of a text that waits, of one that came back, of one's own.
                    nth = self.chance.randrange(3)
                    found[who, f"{route} {nth}", tuple(sorted(form.fields))] = (who, form)
        return list(found.values())

    def as_made(self, forms: list[tuple[str, Form]]) -> tuple[set[str], set[str]]:
        """Send forms as their pages made them. Return to which ways one was read, and to which none was."""
        of_route: defaultdict[str, list[tuple[str, Form]]] = defaultdict(list)
        for who, form in forms:
            of_route[self.route("POST", urlsplit(form.action).path)].append((who, form))
        read = set()
        for route in sorted(of_route, key=_turn):
            for who, form in of_route[route]:
                answer = self.posted(self._people[who], form.action, form.as_made(), files=form.files)
                if answer.status_code in READ:
                    read.add(route)
                    break
        return read, set(of_route) - read

    def people(self, who: str) -> Browser:
        return self._people[who]

    def names(self, forms: list[tuple[str, Form]]) -> Iterator[str]:
        yield from {name for _, form in forms for name in form.fields}


def _turn(route: str) -> tuple[int, str]:
    last = route.rpartition("/")[2]
    return LAST.index(last) if last in LAST else -1, route


@pytest.fixture(params=["ja", "en"])
def walk(
    request: pytest.FixtureRequest,
    site_settings: Settings,
    database: Database,
    make: Make,
    loop: BlockingPortal,
    monkeypatch: pytest.MonkeyPatch,
) -> Walk:
    sown = Sown(Site(site_settings.data, site_settings, database, make), loop)
    with database.writing() as session:
        session.execute(update(Member).values(locale=request.param))
    # Whoever sends too much is told so elsewhere; here it would keep what is sent from whoever is to read it.
    for name in ("take", "ask", "take_within"):
        monkeypatch.setattr(limits, name, lambda *_, **__: None)
    return Walk(sown, build(site_settings, database), seed=17 if request.param == "ja" else 18)


def test_in_01_lk_23_whatever_is_sent_to_whatever_place_by_whomever_is_answered_and_in_no_log(
    walk: Walk, capsys: pytest.CaptureFixture[str]
) -> None:
    with redirect_stderr(walk.written), redirect_stdout(walk.written):
        log.configure()
        forms = walk.forms()
        names = sorted(walk.names(forms))
        for who, form in forms:
            if typed := {name: TYPED.line for name in form.typed if name not in NEVER_GIVEN_BACK}:
                late = walk.posted(walk.people(who), form.action, {**form.as_made(), **typed}, files=False, token="old")
                back = html.unescape(late.text)
                assert late.status_code == 403 and back.count(TYPED.line) >= len(typed), f"{who}: {form.action}"
        walk.chance.shuffle(forms)
        for who, form in forms:
            person = walk.people(who)
            for number in range(FORMS + 1):
                walk.posted(
                    person, form.action, form.changed(walk.chance) if number else form.as_made(), files=form.files
                )
        # And to places whose form nobody was given, or not this one: of somebody else, of what is over, of nothing.
        for who in walk.sown.members | {"visitor": None}:
            for address in walk.addresses("POST"):
                if not address.startswith(ENDING):
                    sent = {name: walk.chance.choice(ODD) for name in names if walk.chance.random() < 0.3}
                    walk.posted(walk.people(who), address, sent, files=walk.chance.random() < 0.1)
    said = walk.written.getvalue()
    assert said.count('"event": "request"') >= walk.sent and not TYPED.stands_in(said)
    posted = {route: answers for route, answers in walk.answers.items() if route.startswith("POST")}
    read = {route for route, answers in posted.items() if answers & READ}
    with capsys.disabled():
        sys.stdout.write(
            f"\n{walk.sent} requests, {len(forms)} forms, none without an answer; {len(read)} of {len(posted)} ways to write read past the door"
        )


@pytest.mark.parametrize("walk", ["ja"], indirect=True)
def test_every_form_that_somebody_is_given_is_read_past_the_door(walk: Walk) -> None:
    """So that what is sent oddly, above, is refused for what it is, and not everywhere because nothing ever comes in."""
    read, refused = walk.as_made(walk.forms())
    assert refused == set()
    to_write = {way.path for way in ways(walk.built) if way.method == "POST"}
    assert to_write - read == set(WITHOUT_A_FORM), "each has a form, or a reason why not"
