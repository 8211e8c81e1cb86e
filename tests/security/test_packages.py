"""What the site is made of: pinned with hashes, listed as it is installed, and silent towards everybody else."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker

from tests import texts
from tests.make import Make
from tests.people import Browser
from tools import sbom

ROOT = Path(__file__).parents[2]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("lock", LOCKS)
def test_dp_01_every_package_is_pinned_with_its_hashes_and_without_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = sbom.python_packages(lock)
    assert packages and all(package["hashes"] for package in packages)
    assert len(packages) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)), (
        "nothing stands there that is not pinned"
    )
    assert "://" not in text and "--index" not in text and "-e " not in text
    assert "--require-hashes" in (ROOT / "tools" / "set_up.py").read_text(encoding="utf-8")


def test_dp_01_nothing_is_pinned_that_nobody_asks_for_any_more() -> None:
    """What a package needed that is gone stays in a lock until `make lock`, and would be installed for nothing."""
    lists = [ROOT / f"requirements{kind}" for kind in ("", "-machines", "-dev")]
    asked = {named(line) for one in lists for line in one.with_suffix(".in").read_text(encoding="utf-8").splitlines()}
    pinned = {package["name"] for one in lists for package in sbom.python_packages(f"{one.name}.txt")}
    for package in pinned:
        with suppress(metadata.PackageNotFoundError):  # for another platform
            asked |= {named(line) for line in metadata.requires(package) or ()}
    assert {named(package) for package in pinned} - asked == set()


def named(requirement: str) -> str:
    """Return which package a requirement asks for."""
    return re.split(r"[^A-Za-z0-9._-]", requirement.strip())[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.slow
def test_dp_01_a_package_whose_hash_is_another_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "anything-1.0-py3-none-any.whl"
    wheel.write_bytes(b"not what was pinned")
    pins = tmp_path / "pins.txt"
    pins.write_text(f"{wheel} --hash=sha256:{'0' * 64}\n")
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--require-hashes", "--dry-run", "-r", str(pins)]
    came = subprocess.run(command, capture_output=True, text=True, check=False)
    assert came.returncode != 0 and "DO NOT MATCH" in came.stdout + came.stderr


def test_dp_02_the_list_of_packages_is_what_is_installed() -> None:
    said = sbom.bill()
    assert said["bomFormat"] == "CycloneDX" and said["specVersion"] == "1.6"
    listed = {
        one["name"]: one["version"]
        for one in said["components"]
        if one["purl"].startswith("pkg:pypi/") and all(Marker(m["value"]).evaluate() for m in one.get("properties", ()))
    }
    assert {name: metadata.version(name) for name in listed} == listed
    names = {one["name"] for one in said["components"]}
    assert {"litestar", "passlib", "htmx.org"} <= names
    direct = re.findall(
        r"^([a-z0-9-]+)(?:\[[a-z0-9,]+\])?==", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert direct and set(direct) <= names


def test_dp_03_lk_34_lk_35_the_site_works_where_it_may_reach_nobody(
    make: Make, browser: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def watched(one: socket.socket, address: object) -> None:
        near = isinstance(address, str | bytes) or str(address[0]) in ("127.0.0.1", "::1", "localhost")  # type: ignore[index]
        if not near:
            reached.append(address)
            raise OSError("nobody is there")
        connect(one, address)  # type: ignore[arg-type]

    def looked_up(host: object, *more: object, **others: object):  # type: ignore[no-untyped-def]
        if host not in (None, "127.0.0.1", "localhost", "::1"):
            reached.append(host)
        return look_up(host, *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    case = make.case("「[頁](https://reached.example/x)」を見た話です。")
    held, person, moderator = make.case(texts.NAMED), browser(make.member()), browser(make.moderator())
    for path in ("/", "/cases", f"/cases/{case.case_id}", "/search?q=話", "/desk", "/me", "/help/rules", "/approaches"):
        assert person.get(path).status_code == 200, path
    assert person.post("/screenings", {"body": "https://reached.example/y", "lang": "ja"}).status_code == 200
    assert moderator.post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"}).status_code == 303
    assert reached == []
