"""What moderators and admins do besides deciding on texts, by keys alone: the focus is where one looks next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select, update

from app import clock
from app.accounts import licensing
from app.accounts import queries as accounts
from app.accounts.models import Licence, Member
from app.accounts.policy import LicenceClaim
from app.appeals import service as appeals
from app.evidence import service as evidence
from app.figures import service as figures
from app.figures.policy import SMALLEST
from app.moderation import service as moderation
from app.moderation.models import Decision
from app.moderation.policy import Judgement, Outcome
from app.training import service as training
from app.training.exercises import of_language
from app.web.visit import Role
from tests import texts
from tests.accounts.test_evidence import photo
from tests.browser.conftest import Live
from tests.browser.test_flows import sign_in
from tests.browser.test_moderation import leave, press
from tests.make import Make

SENTENCES = {"ja": "お写真の説明は省いてください。", "en": "Please leave out what the picture shows."}


def tab_to(page: Page, what: Locator, most: int = 60) -> None:
    """Go forward by the tab key until it is focused, as whoever has no mouse does."""
    for _ in range(most):
        if what.evaluate("(element) => element === document.activeElement"):
            return
        press(page, "Tab")
    expect(what).to_be_focused()


def do(page: Page, what: Locator, then: Locator, most: int = 60) -> None:
    """Go to it by the tab key and press enter: where one looks next has the focus afterwards, and shows it."""
    tab_to(page, what, most)
    press(page, "Enter")
    expect(then).to_be_focused()
    see_focus(page)


def see_focus(page: Page) -> None:
    """Wait until what has the focus shows it, and stands in the window: it may still be scrolled to."""
    page.wait_for_function(
        """() => {
          const focused = document.activeElement, place = focused.getBoundingClientRect();
          return focused !== document.body && getComputedStyle(focused).outlineStyle !== 'none'
            && place.bottom > 0 && place.top < innerHeight;
        }"""
    )


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_practice_goes_through_its_texts_to_its_agreement_by_keys(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    email = staff("練習する人", locale)
    *others, second, last = of_language(locale)
    with live.database.writing() as session:
        member = accounts.by_email(session, email)
        assert member is not None
        for exercise in others:
            training.answer(session, member.id, exercise.slug, exercise.accepts[0], "")
    page = person(locale)
    sign_in(page, email)
    page.goto("/moderation/training")
    tab_to(page, page.locator(".practice .action--primary"))
    leave(page, "Enter")
    for exercise in (second, last):
        expect(page.locator("h1")).to_be_focused()
        if exercise.accepts[0] == "release":
            press(page, "r")
        else:
            press(page, "b")
            page.keyboard.type("j")  # a letter that is a key elsewhere
            tab_to(page, page.locator(f'[name="outcome"][value="{exercise.accepts[0]}"]'), 4)
        press(page, "Enter")
        expect(page.locator("#answer-head")).to_be_focused()
        see_focus(page)
        tab_to(page, page.locator("#answer-head ~ .action--primary"), 3)
        leave(page, "Enter")
    expect(page.locator("#standing-head")).to_be_focused()
    expect(page.locator(".practice__sum")).to_contain_text(str(len(others) + 2))
    tab_to(page, page.locator(".practice button"), 2)
    press(page, "Enter")
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator("#standing-head")).to_be_focused()


def waiting(live: Live, *names: str, proof: bool = False) -> None:
    """Let people claim a licence; each has confirmed their address."""
    for name in names:
        member = Make(live.database).member(name, verified=False)
        with live.database.writing() as session:
            session.execute(update(Member).where(Member.id == member.id).values(confirmed_at=clock.now()))
            licensing.claim(session, member.id, LicenceClaim("jp-clinical-psychologist", "38436"), clock.now())
            if proof:
                licence = session.scalars(select(Licence.id).where(Licence.member_id == member.id)).one()
                evidence.keep(session, licence, [photo()], clock.now())


def run_out(live: Live, name: str) -> None:
    """Let a licence run out that was to be looked at again."""
    member = Make(live.database).member(name)
    now = clock.now()
    values = {"again_since": now - timedelta(days=30), "expires_on": now.date() - timedelta(days=3)}
    with live.database.writing() as session:
        session.execute(update(Licence).where(Licence.member_id == member.id).values(**values))


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_licences_are_checked_one_after_the_other_by_keys(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    waiting(live, "さざなみ", proof=True)
    waiting(live, "こもれび")
    run_out(live, "ほうじ茶")
    page = person(locale)
    sign_in(page, staff("確かめる人", locale))
    page.goto("/moderation/licences")
    first, second = page.locator("[data-queue] > li").all()
    press(page, "j")
    expect(first).to_be_focused()
    press(page, "c", "Enter")
    expect(first.locator(".hand--mine")).to_be_visible()
    expect(first).to_be_focused()
    tab_to(page, first.locator('form[action$="/opening"] button'), 6)
    leave(page, "Enter")
    expect(page.locator("h1")).to_be_focused()
    tab_to(page, page.locator('a[href*="#licence-"]'), 3)
    leave(page, "Enter")
    expect(first).to_be_focused()
    press(page, "r", "Space")
    tab_to(page, first.locator('[name="outcome"][value="confirm"]'), 6)
    press(page, "Enter")

    # The next one is where the focus goes; refusing it begins in the note.
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator("[data-queue] > li")).to_have_count(1)
    second = page.locator("[data-queue] > li")
    expect(second).to_be_focused()
    see_focus(page)
    press(page, "b")
    expect(second.locator("textarea")).to_be_focused()
    page.keyboard.type("j")
    do(page, second.locator('[name="outcome"][value="refuse"]'), page.locator("#licences-head"), 3)

    # What has run out meanwhile is set aside in one go.
    do(page, page.locator('form[action$="/lapses"] button'), page.locator("#licences-head"), 20)
    expect(page.locator('form[action$="/lapses"]')).to_have_count(0)


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_an_admin_puts_a_reason_in_other_words_and_looks_a_country_over_by_keys(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    page = person(locale)
    sign_in(page, staff("管理する人", locale, Role.ADMIN))
    page.goto("/admin/reasons")
    last = page.locator("form").last
    tab_to(page, last.locator('[name="ja"]'))
    page.keyboard.type(SENTENCES["ja"])
    press(page, "Tab")
    page.keyboard.type(SENTENCES["en"])
    tab_to(page, last.locator("button"), 3)
    press(page, "Enter")
    added = page.locator("summary", has_text=SENTENCES[locale])
    expect(added).to_be_focused()
    see_focus(page)
    press(page, "Enter")
    row = page.locator("li", has=added)
    tab_to(page, row.locator('[name="offered"]'), 4)
    press(page, "Space")
    tab_to(page, row.locator("button"), 2)
    press(page, "Enter")
    expect(added.locator(".tag").first).to_be_visible()
    expect(added).to_be_focused()

    page.goto("/admin/lifelines")
    tab_to(page, page.locator("#country-GB"))
    leave(page, "Enter")
    tab_to(page, page.locator('form[action$="/check"] button'))
    leave(page, "Enter")
    expect(page.locator("#country-GB")).to_be_focused()
    see_focus(page)
    leave(page, "Enter")
    tab_to(page, page.locator('form[action="/admin/lifelines/GB"] button'))
    press(page, "Enter")
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator("h1")).to_be_focused()

    page.goto("/admin/record")
    with page.expect_download() as download:
        tab_to(page, page.locator('form[action$="/export"] button').first)
        press(page, "Enter")
    assert download.value.suggested_filename
    see_focus(page)


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_words_are_let_pass_from_the_proposal_to_the_acceptance_by_keys(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    make = Make(live.database)
    released = [make.released(make.case(words)) for words in (texts.NAMED, texts.NAMED_EN)]
    page = person(locale)
    sign_in(page, staff("提案する人", locale))
    for made in released:
        page.goto(f"/moderation/{made.revision_id}")
        tab_to(page, page.locator('a[href$="/allowance"]'))
        leave(page, "Enter")
        tab_to(page, page.locator("[name=finding]").first)
        press(page, "Space")
        tab_to(page, page.locator("main form button"), 3)
        leave(page, "Enter")
        expect(page.locator("h1")).to_be_focused()

    admin = person(locale)
    sign_in(admin, staff("認める人", locale, Role.ADMIN))
    admin.goto("/admin/allowances")
    for accepted in (1, 2):
        do(admin, admin.locator('[name="outcome"][value="accept"]').first, admin.locator("#waiting"))
        expect(admin.locator("#said")).not_to_be_empty()
        expect(admin.locator('form[action$="/withdrawal"]')).to_have_count(accepted)


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_tables_of_the_desk_are_read_on_a_telephone_without_scrolling_sideways(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    make = Make(live.database)
    moderator = make.moderator()
    for words in (texts.NAMED, texts.NUMBERED, texts.NAMED_EN) * SMALLEST:
        made = make.case(words)
        with live.database.writing() as session:
            judgement = Judgement(Outcome.RETURN, "お書き直しください。", "")
            moderation.decide(session, moderator.id, made.revision_id, judgement, two="never")
    assert figures.refresh(live.database, clock.now() + timedelta(days=2))  # later than the site's own count
    page = person(locale, width=320)
    sign_in(page, staff("見る人", locale, Role.ADMIN))
    for path in ("/moderation/rules", "/figures", "/admin/lifelines"):
        page.goto(path)
        expect(page.locator(".table td").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        wide = "[...document.querySelectorAll('.table')].filter((one) => one.scrollWidth > one.clientWidth).length"
        assert page.evaluate(wide) == 0, path
        unnamed = "[...document.querySelectorAll('.table td')].filter((one) => !one.dataset.label).length"
        assert page.evaluate(unnamed) == 0, path


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_an_appeal_goes_from_the_queue_to_its_answer_by_keys(
    live: Live, person: Callable[..., Page], staff: Callable[..., str], locale: str
) -> None:
    make = Make(live.database)
    held, first = make.case(texts.NAMED), make.moderator()
    with live.database.writing() as session:
        judgement = Judgement(Outcome.RETURN, "お名前を伏せてください。", "")
        moderation.decide(session, first.id, held.revision_id, judgement, two="never")
        decision = session.scalars(select(Decision.id)).one()
        appeals.appeal(session, held.author.id, decision, "講演録に載っている名前です。")
    page = person(locale)
    sign_in(page, staff("答える人", locale))
    page.goto("/moderation")
    leave(page, "j", "Enter")
    expect(page.locator("h1")).to_be_focused()
    see_focus(page)
    press(page, "b")
    expect(page.locator("[name=answer]")).to_be_focused()
    page.keyboard.type("j 読み直しました。")
    tab_to(page, page.locator('[name="outcome"][value="uphold"]'), 3)
    press(page, "Enter")
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(".empty")).to_be_visible()
    page.goto(f"/moderation/{held.revision_id}/appeal")
    expect(page.locator("main")).to_contain_text("読み直しました。")
