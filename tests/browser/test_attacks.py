"""What only a browser can show: nothing stays behind in it, nothing inline runs, and a form goes nowhere else."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from app.web.visit import Role
from tests.browser.conftest import Live
from tests.browser.test_flows import sign_in
from tests.make import Make

Sit = Callable[..., Page]
STORED = "() => Object.keys(localStorage).length + Object.keys(sessionStorage).length"


def counsellor(person: Sit, staff: Callable[..., str]) -> Page:
    page = person("ja")
    sign_in(page, staff("窓辺の人", "ja", Role.COUNSELLOR))
    return page


def test_lk_09_lk_10_nothing_of_a_case_stays_in_the_browser_after_signing_out(
    person: Sit, staff: Callable[..., str], live: Live
) -> None:
    made = Make(live.database).case("「もくれん」という言葉の事例です。")
    page = counsellor(person, staff)
    page.goto("/cases")
    page.goto(f"/cases/{made.case_id}")
    expect(page.locator("main")).to_contain_text("もくれん")
    assert page.evaluate(STORED) == 0
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    page.locator('form[action="/sign-out"] button').first.click(force=True)
    page.wait_for_url(lambda url: f"/cases/{made.case_id}" not in url)
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("body")).not_to_contain_text("もくれん")
    assert page.evaluate(STORED) == 0


def test_xs_18_nothing_inline_runs_and_no_form_goes_elsewhere(
    chromium: Browser, staff: Callable[..., str], live: Live
) -> None:
    page = chromium.new_context(base_url=live.url, locale="ja-JP").new_page()
    sign_in(page, staff("窓辺の人", "ja", Role.COUNSELLOR))
    page.goto("/cases")
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", event => seen.push(event.effectiveDirective));
            const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
            add("script", {textContent: "window.ran = 1"});
            add("script", {src: "https://evil.example/x.js"});
            add("style", {textContent: "body { color: red }"});
            add("img", {src: "https://evil.example/p.gif"});
            add("iframe", {src: "https://evil.example/"});
            const form = document.createElement("form");
            form.action = "https://evil.example/";
            form.method = "post";
            document.body.append(form);
            form.submit();
            for (let tries = 0; tries < 100 && !seen.includes("form-action"); tries++)
                await new Promise(done => setTimeout(done, 100));
            return {seen, ran: window.ran || 0};
        }"""
    )
    assert blocked["ran"] == 0
    kinds = {one.split("-")[0] for one in blocked["seen"]}
    assert {"script", "style", "img", "frame", "form"} <= kinds, blocked
    assert page.url.startswith(live.url)
    page.context.close()
