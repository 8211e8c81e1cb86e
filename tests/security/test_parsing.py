"""Whatever stands in an address is a value: it is no statement, no column and no number that breaks anything."""

import re

import pytest
from sqlalchemy import text

from app.database import Database
from app.main import build
from tests.make import Make
from tests.people import Browser, Browsers
from tests.security.everyone import filled, ways

PARAMETERS = ("q", "page", "lang", "approach", "waiting", "sort", "filter", "rule", "kind", "claimed", "state", "next", "id", "about", "act", "by", "since", "until", "month", "answer")  # fmt: skip
STATEMENTS = ("'", "' or '1'='1", "1; drop table post; --", '" or ""="', "1) union select password_hash from member --", "%27", "\\'", "case_id desc", "random()", "(select 1)", "$1", ":case", "?", "{0}", "%s")  # fmt: skip
NUMBERS = ("-1", "0", "1e309", "NaN", "Infinity", "9223372036854775808", "99999999999999999999", "１２", "٣", "0x10", "1.5", " 1", "+1", "1_000", "null", "")  # fmt: skip
TOGETHER = 4  # requests for all the parameters of an address


@pytest.fixture
def addresses(site_settings, database: Database) -> list[str]:  # type: ignore[no-untyped-def]
    built = build(site_settings, database)
    return [next(filled(way.path)) for way in ways(built) if way.method == "GET" and "static" not in way.path]


def answered(person: Browser, address: str, asked: dict[str, str]) -> int:
    """Ask an address with some parameters, also as lists, and return the status, which is never that of a fault."""
    status = person.get(address, params={**asked, **{f"{name}[]": value for name, value in asked.items()}}).status_code
    assert status in (200, 303, 400, 404), f"{address} {asked}: {status}"
    return status


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["statements", "numbers"])
def test_in_01_in_02_in_05_no_value_in_an_address_breaks_a_page_or_changes_anything(
    kind: str, addresses: list[str], make: Make, browser: Browsers, database: Database
) -> None:
    """Where a list is closed (approaches, languages, kinds), what is not in it narrows nothing: a link to an approach that
    has been renamed still leads to the cases. A 400, which the catalogue wants, would keep somebody from the page and
    protect nothing: no value reaches a statement but as a bound value, and none chooses a column or an order (LK-32)."""
    case = make.case()
    values = STATEMENTS if kind == "statements" else NUMBERS
    person = browser(make.moderator())
    for number, address in enumerate([*addresses, f"/cases/{case.case_id}"]):
        # Every parameter at every address, and every value at every parameter, without all of the product.
        chosen = {name: values[(number + at) % len(values)] for at, name in enumerate(PARAMETERS)}
        usual = person.get(address).status_code
        for start in range(TOGETHER):
            asked = {name: chosen[name] for name in PARAMETERS[start::TOGETHER]}
            if answered(person, address, asked) != usual:  # one of them may have spoken for the others: each alone
                for name, value in asked.items():
                    answered(person, address, {name: value})
    for value in values:
        for name in ("page", "q", "sort", "lang", "approach"):
            assert person.get("/search", params={"q": "待つ", name: value}).status_code == 200, (name, value)
            assert person.get("/cases", params={name: value}).status_code == 200, (name, value)
    with database.engine.connect() as connection:
        assert connection.execute(text("select count(*) from post")).scalar() == 1


@pytest.mark.parametrize("broken", ["A://[", "//[", "/\\[::", "https://[::1", "/cases//[", "http://]"])
def test_in_05_an_address_that_is_none_leads_nowhere_and_breaks_nothing(
    make: Make, browser: Browsers, broken: str
) -> None:
    member = make.member()
    person, visitor = browser(member), browser()
    assert visitor.get("/sign-in", params={"next": broken}).status_code == 200
    assert person.get("/sign-in", params={"next": broken}).status_code == 303
    for headers in ({"Referer": broken}, {"Origin": broken}, {"Referer": broken, "Origin": broken}):
        answer = person.post("/language", {"locale": "ja", "next": broken}, headers=headers)
        assert answer.status_code in (303, 403), headers
        assert answer.headers.get("location", "/") in ("/", "/cases//["), "of this site, if it leads anywhere"


def test_in_02_a_page_beyond_the_last_is_answered(make: Make, browser: Browsers) -> None:
    case, person = make.case(), browser(make.member())
    for page in NUMBERS:
        for where in ("/cases", f"/cases/{case.case_id}", "/desk", "/search?q=待つ"):
            answer = person.get(where, params={"page": page})
            assert answer.status_code == 200, (where, page)
    assert not re.search("[<]script>", person.get("/cases", params={"page": "<script>"}).text)
