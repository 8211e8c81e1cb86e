"""The author's side in a real browser: a finding disputed and released, a text returned and corrected, a decision appealed against."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.web.visit import Role
from tests.browser.conftest import Live
from tests.browser.test_flows import press, sign_in

CASE = {
    "ja": {
        "title": "待つことと、放っておくことのあいだで",
        "course": "第4回、佐藤美咲さんは長く黙っていた。待つことにした。",
        "clear": "第4回、Aさんは長く黙っていた。待つことにした。",
        "question": "沈黙が続くとき、何を手がかりに待っていますか。",
        "name": "佐藤美咲",
        "why": "講演録に名前の載っている方です。",
        "return": "お名前を、Aさんのように書き換えてください。",
        "plea": "ご本人ではなく、講演録の登場人物です。",
        "answer": "ご説明のとおりだと思います。",
        "danger": "きょうの面接で、今夜死ぬと言って帰られました。",
        "line": "0120-279-338",
    },
    "en": {
        "title": "Between waiting and leaving alone",
        "course": "In session four Sarah Whitcombe was quiet for a long time. I waited.",
        "clear": "In session four client A was quiet for a long time. I waited.",
        "question": "What do you hold on to while a silence lasts?",
        "name": "Whitcombe",
        "why": "She is in a published lecture.",
        "return": "Please leave out the name.",
        "plea": "This is a person in a published lecture, and no client.",
        "answer": "I think you are right.",
        "danger": "She told me today that she is going to kill herself tonight.",
        "line": "112",
    },
}


def bring(page: Page, words: dict[str, str], locale: str) -> str:
    """Send a case that will be held, and return its address."""
    page.goto("/cases/new")
    page.check(f'[name=lang][value="{locale}"]')
    page.fill("[name=title]", words["title"])
    page.fill("[name=course]", words["course"])
    page.fill("[name=question]", words["question"])
    page.locator("details", has=page.locator('[value="person-centred-therapy"]')).locator("summary").click()
    page.check('[name=approaches][value="person-centred-therapy"]')
    page.check('[name=consent][value="consent_peer"]')
    press(page, "form#writing", "submit")
    return "/cases/" + re.findall(r"/cases/([0-9a-f-]{36})", page.url)[0]


def first_in_queue(moderator: Page, narrowed: str = "") -> None:
    moderator.goto(f"/moderation{narrowed}")
    moderator.locator("ol.queue li a").first.click()
    moderator.wait_for_load_state()


@pytest.mark.parametrize(("locale", "scripts"), [("ja", True), ("en", False)])
def test_an_author_disputes_corrects_and_appeals(
    locale: str, scripts: bool, live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    words = CASE[locale]
    author, first, second, peer = (person(locale, scripts=scripts) for _ in range(4))
    sign_in(author, staff("Author", locale, Role.COUNSELLOR))
    sign_in(first, staff("First", locale))
    sign_in(second, staff("Second", locale))
    sign_in(peer, staff("Peer", locale, Role.COUNSELLOR))

    # She says beside the finding that it identifies nobody; the moderator sees it there, agrees, and releases.
    case = bring(author, words, locale)
    dispute = author.locator("details.dispute").first
    dispute.locator("summary").click()
    dispute.locator('[name=reason][value="author"]').check()
    dispute.locator("[name=note]").fill(words["why"])
    dispute.locator('button[value="say"]').click()
    author.wait_for_load_state()
    expect(author.locator(".dispute__said").first).to_contain_text(words["why"])
    first_in_queue(first)
    expect(first.locator(".findings")).to_contain_text(words["why"])
    press(first, 'form[action$="/decision"]', "release")
    peer.goto(case)
    expect(peer.locator("main")).to_contain_text(words["name"])
    expect(peer.locator("body")).not_to_contain_text(words["why"])

    # Another one is returned: it opens with the note and the marks, is corrected, and is public.
    case = bring(author, words, locale)
    first_in_queue(first)
    first.fill("form#decision [name=note], form[action$='/decision'] [name=note]", words["return"])
    press(first, 'form[action$="/decision"]', "return")
    author.goto("/desk")
    expect(author.locator("main")).to_contain_text(words["return"])
    author.locator('a[href$="/edit"]').first.click()
    author.wait_for_load_state()
    expect(author.locator("main")).to_contain_text(words["return"])
    expect(author.locator("mark").first).to_contain_text(words["name"])
    author.fill("[name=course]", words["clear"])
    press(author, "form#writing", "submit")
    peer.goto(case)
    expect(peer.locator("h1")).to_have_text(words["title"])
    expect(peer.locator("body")).not_to_contain_text(words["name"])

    # A third is returned too, and she appeals; whoever decided cannot answer, the second moderator does, and releases.
    case = bring(author, words, locale)
    first_in_queue(first)
    first.fill("form#decision [name=note], form[action$='/decision'] [name=note]", words["return"])
    press(first, 'form[action$="/decision"]', "return")
    author.goto("/desk")
    author.locator('a[href$="/decisions"]').first.click()
    author.locator("details.appeal summary").first.click()
    author.locator("details.appeal [name=note]").first.fill(words["plea"])
    press(author, 'form[action$="/appeal"]')
    expect(author.locator("main")).to_contain_text(words["plea"])
    first_in_queue(first, "?kind=appeal")
    assert first.locator("[name=outcome]").count() == 0
    first_in_queue(second, "?kind=appeal")
    expect(second.locator("main")).to_contain_text(words["plea"])
    if scripts:
        expect(second.locator("h1")).to_be_focused()
        second.keyboard.press("b")
        expect(second.locator("[name=answer]")).to_be_focused()
    second.fill("[name=answer]", words["answer"])
    press(second, 'form[action$="/appeal"]', "overturn")
    author.reload()
    expect(author.locator("main")).to_contain_text(words["answer"])
    first_in_queue(second)
    press(second, 'form[action$="/decision"]', "release")
    peer.goto(case)
    expect(peer.locator("main")).to_contain_text(words["name"])


@pytest.mark.parametrize(("locale", "scripts"), [("ja", True), ("en", False)])
def test_before_words_of_danger_are_sent_their_writer_sees_where_to_turn(
    locale: str, scripts: bool, live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    words = CASE[locale]
    author, moderator = person(locale, scripts=scripts, width=320), person(locale, scripts=scripts)
    sign_in(author, staff("Author", locale, Role.COUNSELLOR))
    sign_in(moderator, staff("Moderator", locale))
    author.goto("/cases/new")
    if scripts:
        author.locator("[name=course]").press_sequentially(words["danger"], delay=5)
        expect(author.locator("#findings .notice--stop")).to_be_visible()
    bring_held = {**words, "course": words["danger"]}
    with pytest.raises(IndexError):  # it is not sent: there is no case to go to
        bring(author, bring_held, locale)
    expect(author.locator("main")).to_contain_text(words["line"])
    assert author.evaluate("document.documentElement.scrollWidth") <= 320
    press(author, 'form[data-leave="unsent"]', "check")
    expect(author.locator("[name=course]")).to_have_value(words["danger"])
    press(author, "form#writing", "submit")
    press(author, 'form[data-leave="unsent"]', "submit")
    expect(author.locator(".notice--wait").first).to_be_visible()
    first_in_queue(moderator)
    expect(moderator.locator("main")).to_contain_text(words["danger"][:12])
