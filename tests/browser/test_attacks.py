"""What only a browser can show: nothing stays behind in it, nothing inline runs, and a form goes nowhere else."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from app.web.visit import Role
from tests.browser.conftest import Live
from tests.browser.test_flows import sign_in
from tests.make import Make
from tests.security.test_content import ATTRIBUTES, ELEMENTS, MARKDOWN, MUTATING, QUOTES, SCRIPTS

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


def test_lk_10_a_text_that_waits_is_not_to_be_had_by_going_back_after_signing_out(
    person: Sit, staff: Callable[..., str], live: Live
) -> None:
    held = Make(live.database).case("佐藤美咲さんのこと。「もくれん」の話をされた。")
    page = person("ja")
    sign_in(page, staff("窓辺の係", "ja", Role.MODERATOR))
    page.goto(f"/moderation/{held.revision_id}")
    expect(page.locator("main")).to_contain_text("もくれん")
    page.locator('form[action="/sign-out"] button').first.click(force=True)
    page.wait_for_url(lambda url: "/moderation/" not in url)
    page.go_back()
    page.wait_for_url(lambda url: "/sign-in" in url)
    expect(page.locator("body")).not_to_contain_text("もくれん")
    assert page.evaluate(STORED) == 0


def test_xs_01_xs_03_xs_04_xs_05_xs_06_xs_12_nothing_a_member_writes_runs_in_a_browser(
    person: Sit, staff: Callable[..., str], live: Live
) -> None:
    """Whatever the browser complains of, or asks of other sites, fails the test as well."""
    payload = f"{ELEMENTS}\n\n{MARKDOWN}\n\n{ATTRIBUTES}\n\n{MUTATING}\n\n{QUOTES}\n\n{SCRIPTS}"
    make = Make(live.database)
    held = make.case(f"佐藤美咲さんのこと。\n\n{payload}", title=QUOTES[:110], question=SCRIPTS)
    shown = make.released(make.case(f"佐藤美咲さんのこと。\n\n{payload}", title="「もくれん」の事例"))
    comment = make.released(make.reply(shown, f"佐藤美咲さんのこと。\n\n{payload}"))
    page, said = person("ja"), list[str]()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    sign_in(page, staff("窓辺の係", "ja", Role.MODERATOR))
    for path in (
        f"/moderation/{held.revision_id}",
        f"/moderation/{held.revision_id}/redaction",
        f"/cases/{shown.case_id}",
    ):
        page.goto(path)
        expect(page.locator("main")).to_contain_text("佐藤美咲")
        page.wait_for_load_state("networkidle")
        assert page.url.startswith(live.url) and said == [], path
        assert (
            page.locator("main iframe, main object, main svg script, main [onerror], main [hx-get='/sign-out']").count()
            == 0
        )
    assert comment.case_id == shown.case_id


def test_xs_18_nothing_inline_runs_and_no_form_goes_elsewhere(
    chromium: Browser, staff: Callable[..., str], live: Live
) -> None:
    page = chromium.new_context(base_url=live.url, locale="ja-JP").new_page()
    sign_in(page, staff("窓辺の人", "ja", Role.COUNSELLOR))
    page.goto("/cases")
    wanted = ["script", "style", "img", "frame", "form", "base", "eval"]
    blocked = page.evaluate(
        """async wanted => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", event => seen.push(event.effectiveDirective));
            const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
            add("script", {textContent: "window.ran = 1"});
            add("script", {src: "https://evil.example/x.js"});
            const handler = Object.assign(document.createElement("p"), {textContent: "x"});
            handler.setAttribute("onclick", "window.ran = 2");
            document.body.append(handler);
            handler.click();
            // Later, and not within what the test itself evaluates, which may.
            setTimeout(() => { try { window.ran = eval("3"); } catch { seen.push("eval"); } });
            document.head.append(Object.assign(document.createElement("base"), {href: "https://evil.example/"}));
            add("style", {textContent: "body { color: red }"});
            add("img", {src: "https://evil.example/p.gif"});
            add("iframe", {src: "https://evil.example/"});
            const form = document.createElement("form");
            form.action = "https://evil.example/";
            form.method = "post";
            document.body.append(form);
            form.submit();
            const missing = () => wanted.some(kind => !seen.some(one => one.split("-")[0] === kind));
            for (let tries = 0; tries < 300 && missing(); tries++)
                await new Promise(done => setTimeout(done, 100));
            return {seen, ran: window.ran || 0};
        }""",
        wanted,
    )
    assert blocked["ran"] == 0
    assert set(wanted) <= {one.split("-")[0] for one in blocked["seen"]}, blocked
    assert page.url.startswith(live.url)
    page.context.close()
