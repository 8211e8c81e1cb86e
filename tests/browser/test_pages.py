"""axe-core finds nothing on any page, in either language and scheme, on a desk and on a telephone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from app import clock
from app.allowances import service as allowances
from app.allowances.policy import Verdict
from app.allowances.queries import listed
from app.deid import Kind
from app.figures import service as figures
from app.web.visit import Role
from tests import texts
from tests.accounts.test_licences import claimed
from tests.browser.conftest import Live
from tests.browser.test_flows import press, sign_in
from tests.make import Make

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    .then(found => found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).slice(0, 3).join(", ")}`))"""
VISITORS = ("/", "/join", "/sign-in", "/password", "/rules", "/nowhere")
MEMBERS = (
    "/cases", "/cases/new", "/approaches", "/approaches/focusing", "/desk", "/search?q=沈黙", "/search?q=ありえない", "/me", "/me/email",
    "/me/licences/new",
    "/me/factors", "/me/passkeys/new", "/proof", "/reports", "/lifelines", "/admin/lifelines", "/admin/lifelines/JP",
    "/help/rules", "/moderation", "/moderation/licences", "/moderation/log", "/moderation/rules?rule=person_name",
    "/figures", "/admin/record", "/admin/allowances", "/admin/reasons", "/admin/second-factors", "/moderation/training",
    "/moderation/training/ja-quoted-name", "/me/data", "/me/name", "/me/password", "/me/removal",
)  # fmt: skip


def faults(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.evaluate(AXE.read_text())
    return [f"{path}: {fault}" for fault in page.evaluate(RULES)]


def proposed_and_accepted(live: Live, make: Make) -> None:
    """Two phrases to let pass: one waits for an admin, one was accepted."""
    for phrase in ("高木慶子", "浦河の家"):
        with live.database.writing() as session:
            allowances.propose(
                session, make.moderator().id, phrase=phrase, kind=Kind.PERSON, rule="person_name", revision_id=uuid4()
            )
    with live.database.writing() as session:
        admin = uuid4()
        allowances.decide(session, admin, listed(session, admin).waiting[0].id, Verdict.ACCEPT)


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(
    locale: str, dark: bool, live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    make = Make(live.database)
    case = make.case()
    comment = make.reply(case)
    make.reply(case, answers=comment.post_id)
    make.withdrawn(make.reply(case))
    held = make.case(texts.NAMED)
    released = make.released(make.case(texts.NAMED))
    proposed_and_accepted(live, make)
    for _ in range(5):
        make.released(make.case(texts.NUMBERED))
    figures.refresh(live.database, clock.now() + timedelta(days=1))
    claimed(live.database, make.member(verified=False))
    page = person(locale, dark=dark, width=320 if dark is (locale == "ja") else 1280)
    found = [fault for path in VISITORS for fault in faults(page, path)]
    sign_in(page, staff("Moderator", locale, Role.ADMIN))
    shown = (
        *MEMBERS, f"/cases/{case.case_id}", f"/posts/{comment.post_id}/report", f"/moderation/{held.revision_id}",
        f"/moderation/{released.revision_id}/allowance",
    )  # fmt: skip
    found += [fault for path in shown for fault in faults(page, path)]
    page.goto("/moderation/licences")
    press(page, 'form[action$="/claim"]', "take")
    found += faults(page, "/moderation/licences")
    assert found == []
