"""The whole story in a real browser: in Japanese with scripts, in English without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.factors import codes
from app.web.visit import Role
from tests.browser.conftest import APPS, PASSWORD, Live, step

LINK = re.compile(r"https?://\S+/confirm\S*")
JA = {
    "title": "待つことと、放っておくことのあいだで",
    "question": "沈黙が続くとき、何を手がかりに待っていますか。",
    "comment": "私なら、その沈黙を一緒に味わいたくなります。",
    "guess": "もしかして、石巻の水産会社の佐々木さんのことではないですか。",
    "note": "お名前と地名を、書かずにお願いします。",
    "again": "もしかして、海の近くにお住まいの方ではないでしょうか。",
}
EN = {
    "title": "Between waiting and leaving alone",
    "question": "What do you hold on to while a silence lasts?",
    "comment": "In your place I would stay with the moment just before the tears.",
    "guess": "Isn't that Sarah Whitcombe from the clinic in Stockport?",
    "note": "Please leave out the name and the town.",
    "again": "In your place I would wait, and say that I was waiting.",
}


def join(page: Page, live: Live, locale: str, email: str, name: str) -> None:
    page.goto("/join")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=name]", name)
    page.select_option("[name=licence]", "jp-career-consultant" if locale == "ja" else "uk-bacp")
    page.fill("[name=licence_number]", "00123456")
    press(page, 'form[action="/join"]')
    link = LINK.search(live.letters(email)[-1])
    assert link, "the letter has a link to confirm the address"
    page.goto(link[0])
    press(page, 'main form[method="post"]')


def sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    press(page, 'form[action="/sign-in"]')
    if email in APPS:
        page.fill("[name=code]", codes.code_at(APPS[email], step(clock.now())))
        press(page, 'form[action="/sign-in/code"]')


def press(page: Page, form: str, value: str = "") -> None:
    """Press a form's button: the one with a value, or its main one."""
    button = page.locator(f'{form} button[value="{value}"]:visible' if value else f"{form} button:visible")
    button.last.click() if value else button.first.click()
    page.wait_for_load_state()


def confirm_licence(moderator: Page) -> None:
    moderator.goto("/moderation/licences")
    press(moderator, 'form[action$="/claim"]', "take")
    moderator.locator('form[action$="/decision"] [name=tier][value=seen]').first.check()
    press(moderator, 'form[action$="/decision"]', "confirm")


def decide(moderator: Page, words: str, outcome: str, note: str = "") -> None:
    moderator.goto("/moderation")
    assert words not in moderator.content(), "the queue shows no words"
    moderator.locator('[data-queue] a[href^="/moderation/"]').first.click()
    moderator.wait_for_load_state()
    expect(moderator.locator("main")).to_contain_text(words[:8])
    if note:
        moderator.fill("[name=note]", note)
    press(moderator, 'form[action$="/decision"]', outcome)


def write_case(page: Page, texts: dict[str, str], locale: str, body: str) -> None:
    page.goto("/cases/new")
    page.check(f'[name=lang][value="{locale}"]')
    page.fill("[name=title]", texts["title"])
    page.fill("[name=course]", body)
    page.fill("[name=question]", texts["question"])
    page.locator('[name=approaches][value="person-centred-therapy"]').evaluate_all("boxes => boxes.length")
    page.locator("details", has=page.locator('[value="person-centred-therapy"]')).locator("summary").click()
    page.check('[name=approaches][value="person-centred-therapy"]')
    page.check('[name=consent][value="consent_peer"]')


def address_of_case(page: Page) -> str:
    return "/cases/" + re.findall(r"/cases/([0-9a-f-]{36})", page.url)[0]


def test_the_whole_story_in_japanese_with_scripts(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    newcomer, moderator, peer = person("ja"), person("ja"), person("ja")
    join(newcomer, live, "ja", "newcomer@example.org", "縁側")
    sign_in(newcomer, "newcomer@example.org")
    newcomer.goto("/cases")
    expect(newcomer).to_have_url(re.compile("/me$"))  # not verified yet: one's own status, nothing else

    sign_in(moderator, staff("見守り役", "ja"))
    confirm_licence(moderator)

    # She writes; the name is pointed out as she types, with a wording one click away; Rogers is left alone.
    write_case(newcomer, JA, "ja", "")
    newcomer.locator("[name=course]").press_sequentially(
        "第4回、佐藤さんは長く黙っていた。ロジャーズの受容を手がかりに待った。", delay=5
    )
    finding = newcomer.locator('[data-put][data-words="佐藤"]').first
    expect(finding).to_be_visible()
    expect(newcomer.locator(".written mark.direct")).to_have_text("佐藤")
    assert newcomer.locator('[data-words*="ロジャーズ"]').count() == 0
    finding.click()
    expect(newcomer.locator("[name=course]")).not_to_have_value(re.compile("佐藤"))
    expect(newcomer.locator("#findings .notice--good")).to_be_visible()
    press(newcomer, "form#writing", "submit")
    expect(newcomer.locator("h1")).to_have_text(JA["title"])
    case = address_of_case(newcomer)

    # A peer answers, and then guesses; the guess never appears.
    sign_in(peer, staff("ほうじ茶", "ja", Role.COUNSELLOR))
    peer.goto(case)
    expect(peer.locator(".question")).to_contain_text(JA["question"])
    peer.fill("[name=body]", JA["comment"])
    press(peer, "form#comment", "submit")
    expect(peer.locator(".thread")).to_contain_text(JA["comment"])
    peer.goto(case)
    peer.fill("[name=body]", JA["guess"])
    press(peer, "form#comment", "submit")
    expect(peer.locator(".entry--held")).to_contain_text("佐々木")
    newcomer.goto(case)
    expect(newcomer.locator(".thread")).to_contain_text(JA["comment"])
    expect(newcomer.locator("body")).not_to_contain_text("佐々木")

    # The moderator sends it back; the peer finds the words and the reason, and writes it anew.
    decide(moderator, JA["guess"], "return", JA["note"])
    peer.goto("/desk")
    expect(peer.locator("main")).to_contain_text(JA["note"])
    peer.locator('a[href$="/edit"]').first.click()
    expect(peer.locator("[name=body]")).to_have_value(JA["guess"])
    peer.fill("[name=body]", "待つこと自体が、もう応答になっているように感じました。")
    press(peer, "form#comment", "submit")
    newcomer.goto(case)
    expect(newcomer.locator(".thread")).to_contain_text("待つこと自体が、もう応答")

    # Found by a word of it, and withdrawn without trace.
    peer.goto("/search?q=受容")
    expect(peer.locator("#hits")).to_contain_text(JA["title"])
    newcomer.goto(case)
    newcomer.locator('.case a[href$="/withdrawal"]').click()
    press(newcomer, 'form[action$="/withdrawal"]')
    peer.goto("/search?q=受容")
    expect(peer.locator("#hits")).not_to_contain_text(JA["title"])


def test_the_whole_story_in_english_without_scripts(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    newcomer, moderator, peer = person("en", scripts=False), person("en", scripts=False), person("en", scripts=False)
    join(newcomer, live, "en", "newcomer@example.org", "Slow Tea")
    sign_in(newcomer, "newcomer@example.org")
    sign_in(moderator, staff("Lamplighter", "en"))
    confirm_licence(moderator)

    # Reading it through is a button, and so is the gentler wording.
    newcomer.goto("/cases/new")
    newcomer.check('[name=lang][value="en"]')
    newcomer.fill("[name=title]", EN["title"])
    newcomer.fill(
        "[name=course]", "In session four Sarah Whitcombe was quiet for a long time. Rogers helped me to wait."
    )
    newcomer.fill("[name=question]", EN["question"])
    press(newcomer, ".writing__found", "check")
    newcomer.locator('#findings button[value^="put-"]').first.click()
    newcomer.wait_for_load_state()
    expect(newcomer.locator("[name=course]")).not_to_have_value(re.compile("Whitcombe"))
    expect(newcomer.locator("[name=course]")).to_have_value(re.compile("Rogers"))
    newcomer.locator("details", has=newcomer.locator('[value="person-centred-therapy"]')).locator("summary").click()
    newcomer.check('[name=approaches][value="person-centred-therapy"]')
    newcomer.check('[name=consent][value="consent_peer"]')
    press(newcomer, "form#writing", "submit")
    expect(newcomer.locator("h1")).to_have_text(EN["title"])
    case = address_of_case(newcomer)

    sign_in(peer, staff("Halfway Bench", "en", Role.COUNSELLOR))
    for words in (EN["comment"], EN["guess"]):
        peer.goto(case)
        peer.fill("[name=body]", words)
        press(peer, "form#comment", "submit")
    expect(peer.locator(".entry--held")).to_contain_text("Whitcombe")
    newcomer.goto(case)
    expect(newcomer.locator(".thread")).to_contain_text(EN["comment"])
    expect(newcomer.locator("body")).not_to_contain_text("Whitcombe")

    decide(moderator, EN["guess"], "return", EN["note"])
    peer.goto("/desk")
    expect(peer.locator("main")).to_contain_text(EN["note"])
    peer.locator('a[href$="/edit"]').first.click()
    peer.fill("[name=body]", EN["again"])
    press(peer, "form#comment", "submit")
    newcomer.goto(case)
    expect(newcomer.locator(".thread")).to_contain_text(EN["again"])


def test_every_page_fits_a_telephone(live: Live, person: Callable[..., Page], staff: Callable[..., str]) -> None:
    """At 320 px nothing has to be scrolled sideways, in either language."""
    for locale in ("ja", "en"):
        page = person(locale, width=320, dark=locale == "en")
        sign_in(page, staff(f"Reader {locale}", locale))
        for path in (
            "/",
            "/cases",
            "/cases/new",
            "/approaches",
            "/desk",
            "/search?q=x",
            "/me",
            "/me/factors",
            "/me/passkeys/new",
            "/proof",
            "/moderation",
            "/moderation/licences",
            "/nowhere",
        ):
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, f"{path} in {locale} is {wide} px wide"


def test_a_case_is_read_with_the_keyboard_alone(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    page = person("en")
    sign_in(page, staff("Reader", "en"))
    page.goto("/cases")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_pressing_enter_in_the_title_sends_nothing(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    page = person("ja")
    sign_in(page, staff("Writer", "ja", Role.COUNSELLOR))
    page.goto("/cases/new")
    page.fill("[name=title]", "まだ途中の題")
    page.locator("[name=title]").press("Enter")
    page.wait_for_load_state()
    expect(page.locator("[name=title]")).to_have_value("まだ途中の題")
    with live.database.reading() as session:
        from sqlalchemy import func, select

        from app.posts.models import Revision

        assert session.scalar(select(func.count()).select_from(Revision)) == 0


def test_the_back_button_shows_no_case_after_signing_out(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    page = person("ja")
    sign_in(page, staff("Leaver", "ja", Role.COUNSELLOR))
    page.goto("/desk")
    press(page, 'form[action="/sign-out"]')
    page.go_back()
    page.wait_for_load_state()
    expect(page).to_have_url(re.compile("/sign-in"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_other_language_on_a_page_that_answers_a_form_loses_nothing(
    person: Callable[..., Page], scripts: bool
) -> None:
    page = person("ja", scripts=scripts)
    page.goto("/join")
    page.fill("[name=email]", "midori@example.jp")
    page.fill("[name=name]", "みどり")
    page.fill("[name=password]", "short")
    page.fill("[name=licence_number]", "01662")
    page.locator('form[action="/join"]').evaluate("form => form.noValidate = true") if scripts else None
    page.select_option("[name=licence]", "jp-career-consultant")
    press(page, 'form[action="/join"]')
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    for wanted in ("en", "ja"):
        page.locator(".head__language button").click()
        expect(page.locator("html")).to_have_attribute("lang", wanted)
        press(page, 'main form[action="/join"]')
        expect(page.locator("html")).to_have_attribute("lang", wanted)
        expect(page.locator("[name=email]").first).to_have_value("midori@example.jp")
        expect(page.locator("[name=name]").first).to_have_value("みどり")
        expect(page.locator("main .errors")).to_be_visible()


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_what_cannot_be_sent_stays_on_its_page(
    locale: str, live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    texts = {"ja": JA, "en": EN}[locale]
    page = person(locale)
    sign_in(page, staff("Writer", locale, Role.COUNSELLOR))
    write_case(page, texts, locale, texts["comment"])
    page.context.set_offline(True)
    page.locator("[name=course]").press_sequentially(" ")
    expect(page.locator("#findings [data-unreached]")).to_be_visible()
    page.locator('form#writing button[value="submit"]').last.click()
    expect(page.locator(".writing__about [data-unreached]")).to_be_visible()
    expect(page.locator("[name=course]")).to_have_value(texts["comment"] + " ")
    page.context.set_offline(False)
    page.locator('form#writing button[value="submit"]').last.dblclick()
    expect(page.locator("h1")).to_have_text(texts["title"])
    page.goto("/desk")
    expect(page.locator(".card__title", has_text=texts["title"])).to_have_count(1)
