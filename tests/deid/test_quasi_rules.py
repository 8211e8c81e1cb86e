"""What the quasi rules show, what they only count, and what they leave, beyond each rule's own examples."""

from types import ModuleType

import pytest

from app.deid.reading import Reading
from app.deid.recognisers.quasi import (
    age,
    condition,
    event_date,
    family,
    initials,
    occupation,
    origin,
    place,
    public_event,
    school,
    sex,
    workplace,
)
from app.deid.types import Finding

RULES = (age, sex, event_date, place, occupation, workplace, school, family, condition, origin, public_event, initials)


def shown(rule: ModuleType, text: str) -> list[str]:
    reading = Reading(text)
    return [reading.text[found.start : found.end] for found in rule.find(reading) if found.listed]


def counted(rule: ModuleType, text: str) -> set[str]:
    return {found.trait.code for found in rule.find(Reading(text)) if found.trait}


def findings(rule: ModuleType, text: str) -> list[Finding]:
    return list(rule.find(Reading(text)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.RULE.code)
def test_every_shown_finding_has_a_gentler_wording_and_lies_in_its_text(rule):
    for text in rule.RULE.flags:
        reading = Reading(text)
        for found in rule.find(reading):
            assert 0 <= found.start < found.end <= len(reading.text)
            assert found.instead or not found.listed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.RULE.code)
def test_no_trait_holds_words_of_the_text(rule):
    for text in rule.RULE.flags:
        for code in counted(rule, text):
            assert code.isascii()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("クライエントは48歳の男性", "48歳"),
        ("91歳の利用者", "91歳"),
        ("a 29-year-old dental nurse", "29-year-old"),
        ("I'd just turned thirteen.", "just turned thirteen"),
        ("Ct is a 34 y/o male", "34 y/o"),
    ],
)
def test_an_exact_age_is_shown(text, span):
    assert span in shown(age, text)


@pytest.mark.parametrize(
    "text",
    [
        "40代前半の女性",
        "65歳以上の人",
        "1歳半健診",
        "in his late forties",
        "mid-40s",
        "高校2年女子",
        "three sessions",
        "50分",
        "open to under-18s",
    ],
)
def test_bands_grades_and_rules_are_not_shown(text):
    assert shown(age, text) == []


def test_a_band_and_a_grade_count():
    assert counted(age, "40代前半の女性") == {"40-44"}
    assert counted(age, "高校2年女子") == {"16-17"}
    assert counted(age, "in her late forties") == {"45-49"}


def test_a_relatives_age_is_shown_and_does_not_count_as_the_clients():
    assert shown(age, "長男(15歳)と暮らす") == ["15歳"]
    assert counted(age, "長男(15歳)と暮らす") == set()


def test_an_age_is_put_as_the_profession_puts_it():
    assert findings(age, "48歳の男性")[0].instead[0] == "40代後半"
    assert findings(age, "a 52-year-old man")[0].instead[0] == "in their early fifties"


@pytest.mark.parametrize(
    "text",
    [
        "Rogers(1957)を参照",
        "X年Y月に来談",
        "2か月後",
        "先週の木曜",
        "2022年の法改正",
        "last spring",
        "May I ask",
        "on Thursday",
        "march on",
    ],
)
def test_dates_that_tell_nothing_are_left(text):
    assert shown(event_date, text) == []


def test_a_birthday_counts_as_one_of_365():
    assert "birthday" in counted(event_date, "1月23日生まれ")
    assert "birthday" in counted(event_date, "She was born on 3 June 1984")


@pytest.mark.parametrize(
    "text",
    [
        "日本に帰る",
        "アメリカで育った",
        "東北地方の市",
        "A市に住む",
        "in the UK",
        "across Europe",
        "somewhere in the Midwest",
        "Hope is what she needs",
        "a Gestalt approach",
    ],
)
def test_countries_regions_and_labels_are_not_shown(text):
    assert shown(place, text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("函館市で暮らす", "jp-01-202"),
        ("長崎県の出身", "jp-42"),
        ("She lives in Stockport", "gb:stockport"),
        ("パリに住む", "fr:paris"),
        ("moved from Shreveport", "us:shreveport"),
    ],
)
def test_a_place_has_a_code_of_the_gazetteer(text, code):
    assert code in counted(place, text)


def test_a_city_is_widened_to_its_region_in_words():
    assert next(f for f in findings(place, "函館市で暮らす") if f.listed).instead[0] == "北日本の市"
    assert next(f for f in findings(place, "仙台市で暮らす") if f.listed).instead[0] == "東北地方の市"


@pytest.mark.parametrize(
    "text",
    [
        "心療内科に通う",
        "ハローワークに行った",
        "B社に勤める",
        "児童相談所に通告",
        "小学校に入学",
        "大学院生",
        "the job centre",
        "her GP",
        "occupational health",
        "Cognitive Behavioural Therapy",
    ],
)
def test_generic_institutions_are_left(text):
    assert shown(workplace, text) == []
    assert shown(school, text) == []


def test_a_common_job_counts_and_is_not_shown():
    assert shown(occupation, "看護師として働く") == []
    assert counted(occupation, "看護師として働く") == {"nurse"}


def test_common_diagnoses_are_left():
    for text in (
        "うつ病",
        "適応障害",
        "双極性障害",
        "パーキンソン病",
        "ADHD",
        "IBS",
        "Down's syndrome",
        "empty nest syndrome",
    ):
        assert shown(condition, text) == []


def test_a_letter_is_shown_only_beside_the_name_it_begins():
    assert shown(initials, "Sさんは来談した") == []
    assert shown(initials, "Sさんこと佐藤さんは来談した") == ["S"]


def test_ordinary_talk_raises_no_alarm():
    japanese = (
        "最近、仕事に行くのがつらくて、朝になると体が動かないんです。上司に相談したら、少し休んだらと言われました。"
        "家族には心配をかけたくなくて、まだ話せていません。夜も眠れず、食欲もありません。"
    )
    english = (
        "I keep telling myself it will pass. Work has been a lot, and my partner says I never switch off. "
        "I lie awake and go over every word I said. My doctor thinks it is stress, and maybe she is right."
    )
    for text in (japanese, english):
        for rule in RULES:
            assert shown(rule, text) == []
