"""The counts that machines read: of routes and statuses, for the addresses that may, and of nothing that a person wrote."""

import re
from dataclasses import replace
from ipaddress import ip_network

import httpx
from litestar.testing import TestClient

from app.database import Database
from app.main import serve
from app.settings import Settings
from tests import texts
from tests.make import Make
from tests.people import Browsers

NEAR = (ip_network("127.0.0.0/8"),)


def asked(settings: Settings, database: Database, client: str, **headers: str) -> httpx.Response:
    """Ask for the counts from an address."""
    site = serve(settings, database)

    async def from_there(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        await site({**scope, "client": (client, 4_000)} if scope["type"] == "http" else scope, receive, send)

    return TestClient(from_there, base_url="https://kiku.test").get("/metrics", headers=headers)


def test_lk_25_counts_name_routes_and_no_id_word_or_person(
    make: Make, browser: Browsers, site_settings: Settings, database: Database
) -> None:
    member, held = make.member("かぞえる人"), make.case(texts.NAMED)
    person = browser(member)
    for path in (f"/cases/{held.case_id}", "/search?q=zqcounted", "/zqcounted", f"/posts/{held.post_id}/edit", "/desk"):
        person.get(path)
    person.post("/cases", {"title": "zqcounted"}, token="zqcounted")
    said = asked(replace(site_settings, metrics_from=NEAR), database, "127.0.0.1")
    assert said.status_code == 200 and said.headers["content-type"].startswith("text/plain")
    assert 'kiku_requests_total{method="GET",route="/cases/{case_id}",status="404"}' in said.text
    for secret in ("zqcounted", "かぞえる人", str(held.case_id), str(member.id), member.email, texts.NAMED[:4]):
        assert secret not in said.text
    routes = set(re.findall(r'route="([^"]*)"', said.text))
    assert not [route for route in routes if re.search(r"[0-9a-f]{8}|\?", route)], routes


def test_lk_25_counts_are_for_the_addresses_that_the_settings_name(
    make: Make, browser: Browsers, site_settings: Settings, database: Database
) -> None:
    near = replace(site_settings, metrics_from=NEAR)
    nowhere = asked(near, database, "127.0.0.1", **{"X-Forwarded-For": "127.0.0.1"})
    assert nowhere.status_code == 404, "a proxy that nobody named stands between: it may speak for anyone"
    for address, headers in (("203.0.113.9", {}), ("203.0.113.9", {"X-Forwarded-For": "127.0.0.1"}), ("nobody", {})):
        answer = asked(near, database, address, **headers)
        assert answer.status_code == 404 and "kiku_requests" not in answer.text
    behind = replace(near, trusted_proxies=(ip_network("10.0.0.0/8"),))
    assert asked(behind, database, "10.0.0.1", **{"X-Forwarded-For": "127.0.0.1"}).status_code == 200
    assert asked(behind, database, "10.0.0.1", **{"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    assert asked(replace(near, metrics_from=()), database, "127.0.0.1").status_code == 404


def test_dt_02_a_detector_that_fails_is_counted_so_that_somebody_is_told(
    make: Make, site_settings: Settings, database: Database, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("app.deid.assess", lambda *_, **__: 1 / 0)
    make.case()
    said = asked(replace(site_settings, metrics_from=NEAR), database, "127.0.0.1").text
    assert 'kiku_failures_total{error="ZeroDivisionError",route="screening"}' in said
