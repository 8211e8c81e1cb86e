"""Two moderators at their desks at once, in a real browser and without a mouse."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from app.accounts import queries as accounts
from app.cases import service as cases
from app.cases.policy import CaseForm, Consent
from app.posts import forms, screening
from app.web.visit import Role
from tests import texts
from tests.browser.conftest import Live
from tests.browser.test_flows import sign_in

NAMED = "佐藤美咲さんは、第3回で初めて泣かれた。𠮷野の桜を見に行かれたという。"
SAID = {
    "ja": {
        "text": NAMED,
        "place": "𠮷野",
        "instead": "〔地名〕",
        "name": "佐藤",
        "why": "講演録に名前の載っている方です。",
        "first": "先に見る人",
        "note": "j お名前と地名を伏せました。",
        "return": "第3回のところです。",
        "late": "私は返すつもりでした。",
        "objects": "地名は残してよいと思います。",
        "plea": "公開された講演の引用です。",
        "answer": "j 読み直しました。ご説明のとおりです。",
        "late answer": "j 私は判断を保ちます。",
        "nothing left": "気になる言葉はもう見つかりませんでした",
        "redacted": "置き換えました",
        "returned": "返しました",
        "released": "公開しました",
        "changed": "先に状況が変わっていました",
        "undone": "取り消しました",
        "objected": "異議を受け取りました",
        "own": "ご自身の判断です。ほかの方が見直します",
    },
    "en": {
        "text": "Sarah Whitcombe cried for the first time in session three. She had been to see the willows.",
        "place": "willows",
        "instead": "park",
        "name": "Whitcombe",
        "why": "She is in a published lecture.",
        "first": "First to look",
        "note": "j I left out her name and the place.",
        "return": "It is the part about session three.",
        "late": "I meant to return it.",
        "objects": "The willows could have stayed.",
        "plea": "This is from a lecture that was published.",
        "answer": "j I read it again, and you are right.",
        "late answer": "j I stand by the decision.",
        "nothing left": "nothing is found in it any more",
        "redacted": "Some words have been replaced",
        "returned": "It has gone back to its author",
        "released": "It is published",
        "changed": "Something changed before you decided",
        "undone": "Taken back",
        "objected": "We have your objection",
        "own": "Your own decision: a colleague looks again",
    },
}
ADDRESS = re.compile("/moderation/([0-9a-f-]{36})")


def bring(live: Live, email: str, *bodies: str, lang: str = "ja") -> None:
    """Bring cases as their author does; each is held for a name."""
    with live.database.writing() as session:
        author = accounts.by_email(session, email)
        assert author is not None
        for body in bodies:
            writing = forms.Writing(lang, texts.CLEAR_TITLE, body, {}, texts.CLEAR_QUESTION)
            form = CaseForm(writing, ("person-centred-therapy",), Consent.CONSENT_PEER, False, uuid4().hex)
            cases.open_case(session, author.id, form, screening.read_within(session, writing.draft()))


def here(page: Page) -> str:
    found = ADDRESS.search(page.url)
    assert found, page.url
    return found[1]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def leave(page: Page, *keys: str) -> None:
    """Press keys that lead to another page, and wait for it."""
    before = page.url
    press(page, *keys)
    expect(page).not_to_have_url(before)
    page.wait_for_load_state()


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_two_moderators_take_redact_return_and_release_without_a_mouse(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    said = SAID[locale]
    writer = staff("Writer", locale, Role.COUNSELLOR)
    bring(live, writer, *(f"{said['text']}\n\n{number}." for number in "123"), lang=locale)
    first, second = person(locale), person(locale)
    sign_in(first, staff(said["first"], locale))
    sign_in(second, staff("Second", locale))

    # Into the queue and to its first text, by keys; taking it in hand is seen by the other.
    for page in (first, second):
        page.goto("/moderation")
        expect(page).to_have_title(re.compile("3"))
    leave(first, "j", "Enter")
    one = here(first)
    expect(first.locator("h1")).to_be_focused()
    press(first, "c", "Enter")
    expect(first.locator(".hand--mine")).to_be_visible()
    second.goto(f"/moderation/{one}")
    expect(second.locator(".claim")).to_contain_text(said["first"])
    expect(second.locator("[data-decision]")).to_have_count(0)

    # The other goes on to what is free, while the first replaces a name and sees what comes of it.
    leave(second, "j")
    other = here(second)
    assert other != one
    leave(first, "d")
    expect(first.locator("[data-places] input[type=checkbox]").first).to_be_checked()
    select(first, said["place"])
    first.locator("[data-cover]").focus()
    press(first, "Enter")
    first.keyboard.type(said["instead"])
    first.locator("[name=note]").focus()
    first.keyboard.type(said["note"])  # a letter that is a key elsewhere is a letter here
    assert here(first) == one
    first.locator('button[value="look"]').focus()
    press(first, "Enter")
    expect(first.locator("ins").first).to_be_visible()
    expect(first.locator("del", has_text=said["place"])).to_be_visible()
    expect(first.locator("#left-head + .notice")).to_contain_text(said["nothing left"])
    first.locator('button[value="publish"]').last.focus()
    press(first, "Enter")
    expect(first.locator("#said")).to_contain_text(said["redacted"])

    # The second returns theirs with a reason chosen and a word, and stands at the next text.
    press(second, "b")
    expect(second.locator("[name=note]")).to_be_focused()
    second.keyboard.type(said["return"])
    second.locator("[name=reason]").select_option("name")
    second.locator('[data-decision] button[value="return"]').focus()
    press(second, "Enter")
    expect(second.locator("#said")).to_contain_text(said["returned"])
    expect(second.locator("h1")).to_be_focused()

    # Both now go to the last text: the one who is slower is told, and keeps what was written.
    leave(first, "j")
    assert here(first) == here(second)
    press(first, "r")
    expect(first.locator('button[value="release"]')).to_be_focused()
    press(first, "Enter")
    expect(first.locator("#said")).to_contain_text(said["released"])
    press(second, "b")
    second.keyboard.type(said["late"])
    second.locator('[data-decision] button[value="return"]').focus()
    press(second, "Enter")
    expect(second.locator("h1")).to_contain_text(said["changed"])
    expect(second.locator("main")).to_contain_text(said["first"])
    expect(second.locator("textarea.kept")).to_have_value(re.compile(re.escape(said["late"])))

    # The first thinks better of it.
    first.goto("/moderation")
    press(first, "u", "Enter")
    expect(first.locator("#said")).to_contain_text(said["undone"])

    # Peers read the text without what was replaced; its author sees the change and may object.
    author, peer = person(locale), person(locale)
    sign_in(peer, staff("Reader", locale, Role.COUNSELLOR))
    peer.goto("/cases")
    peer.locator(".card__title a").first.click()
    expect(peer.locator(".passage").first).to_contain_text(said["instead"])
    expect(peer.locator("body")).not_to_contain_text(said["name"])
    sign_in(author, writer)
    author.goto("/desk")
    author.locator('a[href$="/redaction"]').click()
    expect(author.locator("del", has_text=said["place"])).to_be_visible()
    author.fill("[name=note]", said["objects"])
    author.locator('form[action$="/objection"] button').click()
    expect(author.locator("#said")).to_contain_text(said["objected"])
    first.goto("/moderation")
    expect(first.locator(".queue")).to_contain_text(said["own"])


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_dispute_reaches_two_moderators_and_of_two_answers_to_an_appeal_one_counts(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    said = SAID[locale]
    writer = staff("Writer", locale, Role.COUNSELLOR)
    bring(live, writer, said["text"], lang=locale)
    author, decider, first, second = (person(locale) for _ in range(4))
    sign_in(author, writer)
    for page, name in ((decider, "Decider"), (first, said["first"]), (second, "Second")):
        sign_in(page, staff(name, locale))

    # What its author says of a finding is read by whoever looks, also while another has it in hand.
    author.goto("/desk")
    author.locator(".desk a, main li a").first.click()
    author.wait_for_load_state()
    dispute = author.locator("details.dispute").first
    dispute.locator("summary").click()
    dispute.locator('[name=reason][value="author"]').check()
    dispute.locator("[name=note]").fill(said["why"])
    dispute.locator('button[value="say"]').click()
    expect(author.locator(".dispute__said").first).to_contain_text(said["why"])
    for page in (decider, first):
        page.goto("/moderation")
        leave(page, "j", "Enter")
        expect(page.locator(".findings")).to_contain_text(said["why"])
    press(decider, "c", "Enter")
    expect(decider.locator(".hand--mine")).to_be_visible()
    press(decider, "b")
    expect(decider.locator("[name=note]")).to_be_focused()
    decider.keyboard.type(said["return"])
    decider.locator('[data-decision] button[value="return"]').focus()
    press(decider, "Enter")
    expect(decider.locator("#said")).to_contain_text(said["returned"])

    # Its author appeals: not to whoever decided, and two others have it open at once.
    author.goto("/desk")
    author.locator('a[href$="/decisions"]').first.click()
    author.locator("details.appeal summary").first.click()
    author.locator("details.appeal [name=note]").first.fill(said["plea"])
    author.locator('form[action$="/appeal"] button').click()
    expect(author.locator("main")).to_contain_text(said["plea"])
    for page in (decider, first, second):
        page.goto("/moderation?kind=appeal")
        page.locator("ol.queue li a").first.click()
        expect(page.locator("main")).to_contain_text(said["plea"])
    expect(decider.locator("[name=outcome]")).to_have_count(0)
    for page, answer, verdict in ((first, "answer", "overturn"), (second, "late answer", "uphold")):
        expect(page.locator("h1")).to_be_focused()
        press(page, "b")
        expect(page.locator("[name=answer]")).to_be_focused()
        page.keyboard.type(said[answer])
        page.locator(f'[name=outcome][value="{verdict}"]').focus()
    press(first, "Enter")
    expect(first.locator("#said")).not_to_be_empty()
    press(second, "Enter")
    expect(second.locator("#kept-head")).to_be_visible()
    expect(second.locator("main")).to_contain_text(said["first"])
    expect(second.locator("textarea.kept")).to_have_value(re.compile(re.escape(said["late answer"])))
    author.reload()
    expect(author.locator("main")).to_contain_text(said["answer"])
    expect(author.locator("main")).not_to_contain_text(said["late answer"])


def select(page: Page, words: str) -> None:
    """Select words of the text, as shift and arrows do."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector('[data-field="body"]'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            return;
          }
        }""",
        words,
    )


def test_no_key_does_anything_while_somebody_writes_or_has_switched_them_off(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    bring(live, staff("書き手", "ja", Role.COUNSELLOR), NAMED, NAMED + "二つめ。")
    page = person("ja")
    sign_in(page, staff("見守る人", "ja"))
    page.goto("/moderation")
    leave(page, "j", "Enter")
    one = here(page)
    note = page.locator("[name=note]")
    note.focus()
    page.keyboard.type("jkrbdcuq?")
    assert here(page) == one
    expect(note).to_have_value("jkrbdcuq?")
    expect(note).to_be_focused()

    # The Enter and the letters of a Japanese conversion are its own.
    page.locator("h1").focus()
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', isComposing: true, bubbles: true}))"
    )
    assert here(page) == one

    page.locator("h1").focus()
    press(page, "?")
    expect(page.locator(".keys dl")).to_be_visible()
    page.locator(".keys input").uncheck()
    page.locator("h1").focus()
    press(page, "j")
    assert here(page) == one
    page.reload()
    page.locator("h1").focus()
    press(page, "j")
    assert here(page) == one


def test_the_queue_says_quietly_that_it_has_changed_and_leaves_the_focus_where_it_is(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    writer = staff("書き手", "ja", Role.COUNSELLOR)
    bring(live, writer, NAMED)
    page = person("ja")
    sign_in(page, staff("見守る人", "ja"))
    page.goto("/moderation")
    press(page, "j")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    bring(live, writer, NAMED + "二つめ。")
    page.evaluate("htmx.trigger('.news', 'every')")
    expect(page.locator(".news")).to_contain_text("一覧が変わりました")
    expect(page).to_have_title(re.compile("2"))
    assert page.evaluate("document.activeElement.getAttribute('href')") == focused
    page.locator(".news a").click()
    expect(page.locator(".queue > li")).to_have_count(2)


def test_everything_of_it_can_be_done_without_scripts(
    live: Live, person: Callable[..., Page], staff: Callable[..., str]
) -> None:
    bring(live, staff("書き手", "ja", Role.COUNSELLOR), NAMED, NAMED + "二つめ。")
    page = person("en", scripts=False)
    sign_in(page, staff("Lamplighter", "en"))
    page.goto("/moderation")
    page.locator(".queue a").first.click()
    page.locator('[data-claim] button[value="take"]').click()
    expect(page.locator(".hand--mine")).to_be_visible()
    page.locator('a[href*="/redaction"]').click()
    expect(page.locator("[data-cover]")).to_be_hidden()
    page.fill("[name=note]", "The name is replaced.")
    page.locator('button[value="publish"]').click()
    expect(page.locator("#said")).to_contain_text("replaced")
    page.locator("[data-undo] button").click()
    expect(page.locator("#said")).to_contain_text("Taken back")
