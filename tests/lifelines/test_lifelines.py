"""Where to turn: every country has its lines in both languages, and admins can put them in other words."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.audit.models import Entry
from app.i18n import translator
from app.lifelines import policy, queries, standard
from app.lifelines.models import LifelineCheck, LifelineText
from app.web.visit import Role
from tests import texts

NEW = {
    "ja": "- 救急 **119**\n- この会の当番 **03-0000-0000**",
    "en": "- Ambulance: **119**\n- Whoever is on duty: **03-0000-0000**",
}


@pytest.fixture
def admin(make):
    return make.member(role=Role.ADMIN)


@pytest.mark.parametrize("country", policy.COUNTRIES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_country_has_a_text_in_both_languages(country, lang):
    text = standard.text(country, lang)
    assert "**" in text and len(text) <= policy.LONGEST


@pytest.mark.parametrize("country", [country for country in policy.COUNTRIES if country != policy.OTHER])
def test_every_country_has_an_emergency_number_and_a_line_for_suicide_and_for_children(country):
    kinds = {line.kind for line in standard.lines() if line.country == country}
    assert {"emergency", "suicide", "child"} <= kinds


def test_every_line_has_a_source_and_both_names():
    for line in standard.lines():
        assert line.source.startswith("https://") and line.ja and line.en and line.number
        assert line.seen_on.startswith("http") and line.checked <= clock.now().date()
        assert bool(line.hours_ja) == bool(line.hours_en)


def test_whoever_needs_it_finds_it_signed_in_or_not(browser, make):
    for person in (browser(), browser(make.member()), browser(make.member(verified=False))):
        page = person.get("/lifelines")
        assert page.status_code == 200 and "0120-279-338" in page.text and "116 123" in page.text


def test_it_stands_at_the_foot_of_every_page(browser, make):
    assert 'href="/lifelines"' in browser(make.member()).get("/desk").text
    assert 'href="/lifelines"' in browser().get("/sign-in").text


@pytest.mark.parametrize(
    ("licences", "locale", "country"),
    [
        (("GB",), "ja", "GB"),
        (("US", "JP"), "ja", "US"),
        ((), "ja", "JP"),
        ((), "en", policy.OTHER),
        (("ZZ",), "ja", "JP"),
        (("FR",), "en", policy.OTHER),
    ],
)
def test_the_lines_of_ones_own_country_come_first(licences, locale, country):
    assert policy.country_of(licences, locale) == country
    assert policy.in_order(country)[0] == country and set(policy.in_order(country)) == set(policy.COUNTRIES)


def test_an_admin_puts_a_countrys_text_in_other_words_and_it_is_read_at_once(browser, admin, db):
    answer = browser(admin).send("/admin/lifelines/JP", NEW)
    assert "保存しました" in answer.text and "当番" in answer.text
    assert "当番" in browser().get("/lifelines").text
    rows = db.scalars(select(LifelineText)).all()
    assert {(row.country, row.lang, row.version) for row in rows} == {("JP", "ja", 1), ("JP", "en", 1)}
    assert len(db.scalars(select(Entry).where(Entry.act == "site_texts_change")).all()) == 2


def test_an_admin_sees_when_each_number_was_looked_up_and_where(browser, admin):
    listed = browser(admin).get("/admin/lifelines").text
    oldest = min(line.checked for line in standard.of("JP"))
    assert listed.count(f'datetime="{oldest.isoformat()}"') >= 1
    assert listed.count("まだありません") == 2 * len(policy.COUNTRIES), "neither written anew nor looked over"
    page = browser(admin).get("/admin/lifelines/JP").text
    for line in standard.of("JP"):
        assert line.number in page and line.seen_on in page and f'datetime="{line.checked.isoformat()}"' in page
    browser(admin).post("/admin/lifelines/JP", NEW)
    assert browser(admin).get("/admin/lifelines").text.count("まだありません") == 2 * len(policy.COUNTRIES) - 1


def test_what_stood_before_is_kept_and_what_is_the_same_is_no_change(browser, admin, db):
    browser(admin).post("/admin/lifelines/JP", NEW)
    browser(admin).post("/admin/lifelines/JP", {**NEW, "ja": "- 警察 **110**"})
    rows = db.scalars(select(LifelineText).where(LifelineText.lang == "ja").order_by(LifelineText.version)).all()
    assert [row.text for row in rows] == [NEW["ja"], "- 警察 **110**"]
    assert len(db.scalars(select(LifelineText).where(LifelineText.lang == "en")).all()) == 1


@pytest.mark.parametrize("fields", [{"ja": ""}, {"en": "  "}, {"ja": "長" * 2_001}])
def test_a_text_with_faults_comes_back_with_what_was_typed(browser, admin, db, fields):
    sent = {**NEW, **fields}
    answer = browser(admin).post("/admin/lifelines/JP", sent)
    assert answer.status_code == 422 and sent["ja"].strip() in answer.text
    assert db.scalars(select(LifelineText)).all() == []


def test_a_country_that_is_not_on_the_list_has_no_page(browser, admin):
    for country in ("XX", "jp", "JPN", "%00"):
        assert browser(admin).get(f"/admin/lifelines/{country}").status_code == 404
        assert browser(admin).post(f"/admin/lifelines/{country}", NEW).status_code == 404


def test_nobody_but_an_admin_changes_it(browser, make):
    for person in (make.member(), make.moderator()):
        assert browser(person).get("/admin/lifelines").status_code == 404
        assert browser(person).get("/admin/lifelines/JP").status_code == 404
        assert browser(person).post("/admin/lifelines/JP", NEW).status_code == 404


def test_what_an_admin_writes_as_markup_is_shown_as_text(browser, admin):
    browser(admin).post("/admin/lifelines/JP", {**NEW, "ja": "<script>alert(1)</script> **119**"})
    assert "<script>alert" not in browser().get("/lifelines").text


def test_the_text_is_shown_before_a_text_of_live_danger_is_sent(browser, admin, make):
    browser(admin).post("/admin/lifelines/JP", NEW)
    case = make.case(texts.CLEAR_CASE)
    answer = browser(make.member()).post(
        f"/cases/{case.case_id}/posts", {"body": "今夜死ぬと言っています。", "once": "x"}
    )
    assert answer.status_code == 422 and "当番" in answer.text


def test_an_admin_says_that_nothing_has_to_be_changed_and_the_day_is_shown(browser, admin, db):
    window = browser(admin)
    page = window.get("/admin/lifelines/JP").text
    (seen,) = re.findall(r'name="seen" value="([0-9-]+)"', page)
    answer = window.send("/admin/lifelines/JP/check", {"seen": seen})
    assert translator("ja")("said.lifelines.looked_over") in answer.text
    (entry,) = db.scalars(select(Entry).where(Entry.act == "site_texts_check")).all()
    assert entry.actor == admin.id and '"country":"jp"' in entry.codes
    db.rollback()
    row = answer.text.partition('/admin/lifelines/JP"')[2].partition("</tr>")[0]
    assert row.count("<time") == 2, "the day the numbers were looked up, and this one"


def test_what_an_admin_looked_over_is_what_stands(browser, admin, make, db):
    assert browser(admin).post("/admin/lifelines/JP/check", {"seen": "0-0"}).status_code == 303
    browser(make.member(role=Role.ADMIN)).post("/admin/lifelines/JP", NEW)
    assert browser(admin).post("/admin/lifelines/JP/check", {"seen": "0-0"}).status_code == 409
    assert browser(admin).post("/admin/lifelines/XX/check", {"seen": "0-0"}).status_code == 404
    assert len(db.scalars(select(LifelineCheck)).all()) == 1


def test_after_a_year_lines_are_to_be_looked_over_again_until_somebody_has(db, browser, admin):
    browser(admin).post("/admin/lifelines/JP/check", {"seen": "0-0"})
    found = {one.country: one for one in queries.looked_over(db)}
    today = clock.now().date()
    assert not any(one.is_due(today) for one in found.values())
    year = found["GB"].checked + policy.AGAIN
    assert found["GB"].is_due(year) and not found["GB"].is_due(year - timedelta(days=1))
    assert found["JP"].is_due(today + policy.AGAIN) and not found["JP"].is_due(today + policy.AGAIN - timedelta(days=1))
