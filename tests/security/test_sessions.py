"""Sign-ins: keys that only the server makes, new ones at every turn, ended at once and everywhere."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app import clock, vault
from app.accounts import policy, service
from app.accounts.models import SignIn
from app.accounts.policy import key_hash
from app.database import open_database
from app.main import build, serve
from app.web.arrival import BESIDE
from app.web.visit import Role
from tests.accounts.doors import PASSWORD, code_of, give_code, long_ago, sign_in, with_app, with_password
from tests.people import Browser, client_of
from tests.security.often import often

COOKIE = "__Host-kiku"
NEW = "たまねぎ三つと赤い自転車"


def copy_of(browser, person: Browser) -> Browser:  # type: ignore[no-untyped-def]
    """A browser with a copy of somebody's cookie."""
    thief: Browser = browser()
    thief.cookies.set(COOKIE, person.cookies[COOKIE], domain="kiku.test", path="/")
    return thief


@pytest.fixture
def another_process(site_settings, migrated):  # type: ignore[no-untyped-def]
    """The same site served a second time, from an engine of its own."""
    second = open_database(site_settings.database_url)
    vault.unlock(second, site_settings.vault_key_file)
    yield lambda member: client_of(serve(site_settings, second), site_settings, second, member, {})
    second.engine.dispose()


def test_se_01_a_key_that_somebody_brings_is_never_taken(browser, midori, database) -> None:
    person = browser()
    person.cookies.set(COOKIE, "chosen-by-an-attacker", domain="kiku.test", path="/")
    sign_in(person, midori.email)
    with database.reading() as session:
        assert key_hash("chosen-by-an-attacker") not in session.scalars(select(SignIn.key_hash)).all()
    thief = browser()
    thief.cookies.set(COOKIE, "chosen-by-an-attacker", domain="kiku.test", path="/")
    assert thief.get("/me").status_code == 303


def test_se_02_every_turn_gives_a_new_key_and_ends_the_old(browser, make, database) -> None:
    member = with_password(database, make.member())
    secret = with_app(database, member)
    person, keys = browser(), []

    def turned() -> None:
        assert person.get("/me").status_code == 200
        keys.append(person.cookies[COOKIE])

    sign_in(person, member.email)
    keys.append(person.cookies["__Host-kiku_step"])
    give_code(person, code_of(secret))
    turned()
    person.post("/proof", {"proof_password": PASSWORD, "proof_code": code_of(secret, 1)})
    turned()
    person.post("/me/password", {"current_password": PASSWORD, "password": NEW})
    turned()
    where = person.post("/me/authenticators").headers["location"]
    assert person.get(where).status_code == 200
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignIn).where(SignIn.ended_at.is_(None))) == 1
    assert len(set(keys)) == len(keys)
    for old in keys[:-1]:
        thief = browser()
        thief.cookies.set(COOKIE, old, domain="kiku.test", path="/")
        assert thief.get("/me").status_code == 303


def test_se_02_other_duties_end_every_key(browser, midori, database) -> None:
    person = browser(midori)
    with database.writing() as session:
        service.change_role(session, midori.id, Role.MODERATOR, clock.now())
    assert person.get("/me").status_code == 303


def test_se_03_a_key_is_worth_nothing_after_signing_out(browser, midori) -> None:
    person = browser(midori)
    thief = copy_of(browser, person)
    assert thief.get("/me").status_code == 200
    assert person.post("/sign-out").headers["clear-site-data"] == '"cache", "storage"'
    assert thief.get("/me").status_code == 303


def test_se_04_a_new_password_or_factor_ends_every_other_sign_in_on_every_process(
    browser, midori, another_process, database
) -> None:
    person, elsewhere = browser(midori), another_process(midori)
    assert elsewhere.get("/me").status_code == 200
    person.post("/me/password", {"current_password": PASSWORD, "password": NEW})
    assert elsewhere.get("/me").status_code == 303
    elsewhere = another_process(midori)
    with_app(database, midori)
    person.post("/me/authenticators")
    with database.writing() as session:
        service.reset_factors(session, midori.email, clock.now())
    assert elsewhere.get("/me").status_code == 303
    assert person.get("/me").status_code == 303


def test_se_05_a_request_on_its_way_brings_no_ended_sign_in_back(browser, midori, database) -> None:
    person = browser(midori)
    with database.reading() as session:
        sign_in_id = session.scalars(select(SignIn.id)).one()
    with database.writing() as session:
        service.sign_out(session, midori.id, sign_in_id, clock.now())
    with database.writing() as session:  # what a request that began before would still write
        service.note_use(session, sign_in_id, clock.now() + timedelta(seconds=1))
    assert person.get("/me").status_code == 303


def test_se_06_every_cookie_is_for_this_site_and_its_server_alone(browser, midori, database) -> None:
    secret = with_app(database, midori)
    person = browser()
    answers = [person.get("/sign-in"), sign_in(person, midori.email), give_code(person, code_of(secret))]
    answers += [person.post("/language", {"locale": "ja", "next": "/"}), person.post("/me/sign-ins/end")]
    answers.append(person.post("/sign-out"))
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} >= {
        COOKIE, "__Host-kiku_door", "__Host-kiku_step", "__Host-kiku_known", "__Host-kiku_lang", "__Host-kiku_said",
        "__Host-kiku_left",
    }  # fmt: skip
    for cookie in cookies:
        assert cookie.startswith("__Host-kiku")
        for wanted in ("Path=/", "HttpOnly", "Secure", "SameSite=Lax"):
            assert wanted in cookie
        assert "Domain" not in cookie


def test_se_07_the_frameworks_own_sessions_and_tokens_are_not_in_use(site_settings, database) -> None:
    from app.main import build

    built = build(site_settings, database)
    assert built.csrf_config is None and built.middleware == [] and built.response_cache_config.default_expiration


@pytest.mark.parametrize(
    ("role", "idle"),
    [
        (Role.COUNSELLOR, timedelta(days=7)),
        (Role.MODERATOR, timedelta(minutes=30)),
        (Role.ADMIN, timedelta(minutes=30)),
    ],
)
def test_se_08_a_sign_in_ends_unused_and_in_any_case(browser, make, database, role, idle) -> None:
    member = make.member(role=role)
    person = browser(member)
    long_ago(database, member, seen_at=idle - timedelta(minutes=1))
    assert person.get("/me").status_code == 200, "and this use is noted"
    with database.reading() as session:
        assert clock.now() - session.scalars(select(SignIn.seen_at)).one() < timedelta(minutes=1)
    long_ago(database, member, seen_at=idle + timedelta(seconds=1))
    assert person.get("/me").status_code == 303
    person = browser(member)
    with database.writing() as session:
        session.execute(update(SignIn).values(ends_at=clock.now()))
    assert person.get("/me").status_code == 303
    assert policy.SIGNED_IN[role] <= timedelta(days=14)


def test_se_08_a_use_is_noted_coarsely_and_a_page_writes_nothing_else(browser, midori, database) -> None:
    person = browser(midori)
    with database.reading() as session:
        before = session.scalars(select(SignIn.seen_at)).one()
    person.get("/me")
    with database.reading() as session:
        assert session.scalars(select(SignIn.seen_at)).one() == before


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_se_08_a_page_that_asks_by_itself_keeps_nobody_signed_in(browser, make, database, role) -> None:
    member = make.member(role=role)
    person = browser(member)
    long_ago(database, member, seen_at=timedelta(minutes=29))
    with database.reading() as session:
        before = session.scalars(select(SignIn.seen_at)).one()
    asked = re.search(r'hx-get="([^"]+)" hx-trigger="every', person.get("/moderation").text)
    assert asked
    long_ago(database, member, seen_at=timedelta(minutes=29))
    partly = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert person.get(unescape(asked[1]), headers=partly).status_code == 200
    with database.reading() as session:
        assert session.scalars(select(SignIn.seen_at)).one() - before < timedelta(seconds=30), "this was no use"
    long_ago(database, member, seen_at=timedelta(minutes=31))
    answer = person.get(unescape(asked[1]), headers=partly)
    assert answer.headers["hx-redirect"] == "/sign-in?next=%2Fmoderation", "and from there back to the page itself"


def test_se_08_every_request_that_a_page_makes_by_itself_is_known_as_one(site_settings, database) -> None:
    templates = Path(__file__).parents[2] / "templates"
    alone = re.compile(r"hx-trigger=\"[^\"]*(?:every|load|revealed|intersect)[^\"]*\"|hx-sse|ws-connect")
    found = [path.name for path in templates.rglob("*.html") if alone.search(path.read_text())]
    marked = [
        route.path_format
        for route in build(site_settings, database).routes
        for handler in route.route_handlers
        if BESIDE in handler.opt
    ]
    assert (found, marked) == (["queue.html"], ["/moderation/news"]), "one marks the other"
    for path in (templates.parent / "static" / "js").glob("*.js"):
        assert not re.search(r"\b(?:setInterval|EventSource|WebSocket|sendBeacon)\b", path.read_text()), path


@pytest.mark.parametrize(
    "header",
    [
        f"{COOKIE}=" + "x" * 100_000,
        f"{COOKIE}=a; {COOKIE}=b",
        f"{COOKIE}=null",
        f"{COOKIE}=\x01\x02",
        f"{COOKIE}=" + "é",
        "; ".join(f"a{n}=b" for n in range(5_000)),
        f"{COOKIE}=;;;=",
    ],
    ids=["long", "twice", "null", "binary", "latin", "thousands", "broken"],
)
def test_se_09_a_broken_cookie_is_no_sign_in_no_failure_and_no_row(browser, database, header) -> None:
    answer = browser().get("/me", headers={"Cookie": header.encode("latin-1")})
    assert answer.status_code in (303, 400)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_se_10_visitors_leave_no_row_behind(browser, database) -> None:
    paths = ("/", "/sign-in", "/join", "/desk", "/nowhere")
    for _ in range(often(1, 1_000)):
        person = browser()
        for _ in range(20):  # first without what a browser is given, then with it
            for path in paths:
                assert person.get(path).status_code in (200, 303, 404)
    with database.reading() as session:
        for table in ("sign_in", "sign_in_attempt", "limit_count", "passkey_challenge"):
            assert session.execute(select(func.count()).select_from(SignIn.metadata.tables[table])).scalar() == 0


def test_se_11_a_key_has_256_bits_and_only_its_hash_is_kept(browser, midori, database) -> None:
    person = browser()
    sign_in(person, midori.email)
    key = person.cookies[COOKIE]
    assert len(key) == 43, "32 bytes in base64"
    with database.reading() as session:
        assert session.scalars(select(SignIn.key_hash)).all() == [key_hash(key)]


def test_se_12_one_sees_where_one_is_signed_in_and_ends_one_or_all_others(
    browser, midori, another_process, database
) -> None:
    person = browser(midori)
    other, third = another_process(midori), another_process(midori)
    page = person.get("/me").text
    assert page.count("a browser of the tests") >= 3 and "いまお使いの端末" in page and "最後に使われたのは" in page
    with database.reading() as session:
        theirs = session.scalars(select(SignIn.id).where(SignIn.key_hash == key_hash(other.cookies[COOKIE]))).one()
    person.post(f"/me/sign-ins/{theirs}/end")
    assert other.get("/me").status_code == 303
    assert third.get("/me").status_code == 200
    person.post("/me/sign-ins/end")
    assert third.get("/me").status_code == 303
    assert person.get("/me").status_code == 200


def test_se_12_a_sign_in_is_nobody_elses_to_end(browser, make, midori, database) -> None:
    person = browser(midori)
    with database.reading() as session:
        mine = session.scalars(select(SignIn.id)).one()
    assert browser(make.member()).post(f"/me/sign-ins/{mine}/end").status_code == 404
    assert person.get("/me").status_code == 200
