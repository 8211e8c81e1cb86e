"""A passkey in a real browser, whose authenticator is Chromium's own imitation of one; and an app's secret on paper."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from app import clock
from app.factors import codes
from app.web.visit import Role
from tests.browser.conftest import Live, step
from tests.browser.test_flows import press, sign_in


def with_authenticator(page: Page) -> None:
    """Give the browser something that knows its owner, as a telephone knows a finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_a_passkey_is_made_and_lets_in_alone(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    page = person("ja")
    with_authenticator(page)
    sign_in(page, staff("ひとり", "ja", Role.COUNSELLOR))
    page.goto("/me/factors")
    page.get_by_role("link", name="パスキーを加える").click()
    page.get_by_role("button", name="この端末でパスキーを作る").click()
    expect(page.locator("#said")).to_contain_text("パスキーを加え")
    page.locator('.head form[action="/sign-out"] button').click()
    page.goto("/sign-in?next=/me/factors")
    page.get_by_role("button", name="パスキーでサインインする").click()
    expect(page.locator("h1")).to_have_text("二段階認証")
    page.goto("/proof?next=/me")
    page.get_by_role("button", name="パスキーで確認する").click()
    expect(page.locator("h1")).to_have_text("あなたのアカウント")


def test_without_scripts_an_app_is_set_up_and_used(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    page = person("en", scripts=False)
    email = staff("By Hand", "en", Role.COUNSELLOR)
    sign_in(page, email)
    page.goto("/me/factors")
    page.get_by_role("button", name="Set up an app").click()
    secret = re.sub(r"\s", "", page.locator(".secret").inner_text())
    page.fill("[name=code]", codes.code_at(secret, step(clock.now())))
    press(page, 'form[action^="/me/authenticators/"]')
    page.get_by_role("button", name="Make backup codes").click()
    made = page.locator(".emergency code").all_inner_texts()
    assert len(made) == 10
    page.locator('.head form[action="/sign-out"] button').click()
    sign_in(page, email)
    page.get_by_role("link", name=re.compile("backup code")).click()
    page.fill("[name=code]", made[0])
    press(page, 'form[action="/sign-in/code"]')
    expect(page.locator("h1")).to_have_text("Two-step verification")
    expect(page.locator("main")).to_contain_text("9 of 10 are left")
