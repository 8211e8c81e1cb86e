"""The detector is neither fooled by a disguise nor kept busy by a text made for it, and where it fails the text is held."""

import gc
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from app import danger, deid
from app.database import Database
from app.deid import Identifier
from app.posts import changes
from app.posts.models import Post, Review, Revision, Screening
from app.posts.policy import BODY_LIMIT, State
from app.posts.sections import SECTIONS
from tests import texts
from tests.clock import lasted, measured, no_more_than, within
from tests.make import Make
from tests.people import Browsers


def direct(text: str) -> list[str]:
    """Return the words of the direct findings, cut from the text as it was given."""
    found = deid.assess(text).findings
    return [text[one.start : one.end] for one in found if one.identifier is Identifier.DIRECT]


def check(*pairs: tuple[str, str]) -> None:
    for text, words in pairs:
        found = direct(text)
        assert any(words in one for one in found), f"{text!r}: {found}"


def test_un_01_letters_and_digits_of_full_width() -> None:
    check(
        ("電話は０９０－１２３４－５６７８です。", "０９０－１２３４－５６７８"),
        ("〒１００－０００１", "１００－０００１"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
    )


@pytest.mark.parametrize("dash", "‐‑‒–—―−﹣－ー")
def test_un_02_every_kind_of_dash(dash: str) -> None:
    check((f"電話は090{dash}1234{dash}5678です。", f"090{dash}1234{dash}5678"))
    check((f"番号は1234{dash}5678{dash}9018とのこと", f"1234{dash}5678{dash}9018"))


@pytest.mark.parametrize("nothing", ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202e", "\ufe0f"])
def test_un_03_what_shows_nothing_between_two_letters(nothing: str) -> None:
    check(
        (f"佐{nothing}藤美咲さんが来た。", f"佐{nothing}藤美咲"),
        (f"0{nothing}90-1234-5678", "90-1234-5678"),
        (f"ta{nothing}ro@example.com", f"ta{nothing}ro@example.com"),
    )


def test_un_04_spaces_between() -> None:
    check(
        ("090 1234 5678", "090 1234 5678"),
        ("０９０　１２３４　５６７８", "０９０　１２３４　５６７８"),
        ("0 9 0 1 2 3 4 5 6 7 8", "0 9 0 1 2 3 4 5 6 7 8"),
        ("佐 藤 美 咲 さんが来た。", "佐 藤 美 咲"),
        ("taro @ example.com", "taro @ example.com"),
    )


def test_un_05_numbers_in_kanji() -> None:
    check(
        ("〇九〇-一二三四-五六七八", "〇九〇-一二三四-五六七八"),
        ("零九零一二三四五六七八", "零九零一二三四五六七八"),
    )
    assert deid.assess("四十五歳の教師です。").findings and deid.assess("昭和六十二年四月三日生まれ").findings


def test_un_06_digits_of_other_scripts() -> None:
    for digits in ("٠٩٠-١٢٣٤-٥٦٧٨", "०९०-१२३४-५६७८", "๐๙๐-๑๒๓๔-๕๖๗๘"):
        check((f"電話は{digits}です。", digits))


def test_un_07_digits_and_letters_of_mathematics_in_circles_and_below_the_line() -> None:
    for digits in ("𝟎𝟗𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖", "⓪⑨⓪-①②③④-⑤⑥⑦⑧", "₀₉₀-₁₂₃₄-₅₆₇₈"):
        check((f"電話は{digits}です。", digits))
    check(("𝓽𝓪𝓻𝓸@example.com", "𝓽𝓪𝓻𝓸@example.com"))


def test_un_08_kana_of_half_width() -> None:
    check(("ｻﾄｳﾐｻｷさんが来た。", "ｻﾄｳﾐｻｷ"), ("ﾀﾞｲｽｹ君が泣いた。", "ﾀﾞｲｽｹ"), ("電話は090-1234-5678ﾃﾞｽ", "090-1234-5678"))


def test_un_09_line_ends_entities_and_marks_inside() -> None:
    check(
        ("090-1234-\n5678", "090-1234"),
        ("佐*藤*美咲さんが来た。", "佐*藤*美咲"),
        ("田**中**美咲さんが来た。", "田**中**美咲"),
        ("090&#45;1234&#45;5678", "090&#45;1234&#45;5678"),
        ("&#20304;&#34276;美咲さんが来た。", "&#20304;&#34276;美咲"),
    )


def test_un_10_links_code_and_readings_in_brackets() -> None:
    check(
        ("`佐藤美咲さん`", "佐藤美咲"),
        ("```\n090-1234-5678\n```", "090-1234-5678"),
        ("[佐藤美咲さん](https://x.example)", "佐藤美咲"),
        ("佐藤（さとう）美咲（みさき）さんが来た。", "佐藤（さとう）美咲（みさき）"),
        ("[こちら](https://www.facebook.com/sato.misaki.9)", "facebook.com/sato.misaki.9"),
    )


def test_un_10_what_has_to_be_undone_before_it_can_be_read() -> None:
    name, number = b64encode("佐藤美咲".encode()).decode(), b64encode(b"call 090-1234-5678").decode()
    check(
        (f"{name} さんが来た。", name),
        (f"She left {number} with me.", number),
        ("My client Fnenu Juvgpbzor was late.", "Fnenu Juvgpbzor"),
        ("S4rah was late.", "S4rah"),
        ("折り返しはo9o-1234-5678まで。", "o9o-1234-5678"),
    )


def test_un_11_every_box_of_a_text_is_read(make: Make, browser: Browsers) -> None:
    assert make.case(title="佐藤美咲さんのこと").state is State.HELD
    assert make.case(question="佐藤美咲さんをどう思いますか。").state is State.HELD
    assert make.case(texts.NAMED).state is State.HELD
    assert make.reply(make.case(), texts.NAMED).state is State.HELD
    person = browser(make.member())
    for box in ("title", "body", "question", *SECTIONS):
        said = person.post("/screenings", {box: texts.NAMED, "lang": "ja"})
        assert said.status_code == 200 and texts.NAME in said.text, box
        clear = person.post("/screenings", {box: "来室のたびに少しずつ話された。", "lang": "ja"})
        assert texts.NAME not in clear.text and clear.text != said.text, box


def test_un_11_what_a_moderator_puts_in_the_place_of_words_is_read_as_well(
    make: Make, browser: Browsers, database: Database
) -> None:
    held = make.case(texts.NAMED)
    form = {"cover-1": "1", "instead-1": "高橋由美子", "note": "お名前を伏せました。", "intent": "publish"}
    browser(make.moderator()).post(f"/moderation/{held.revision_id}/redaction", form)
    with database.reading() as session:
        assert State.PUBLISHED not in session.scalars(select(Revision.state)).all()


def test_un_12_what_is_shown_is_what_was_read(make: Make, browser: Browsers) -> None:
    """Marks, entities and what shows nothing are read as they show: taken away or resolved, they make no name."""
    author = browser(make.member())
    for body in (
        "佐&#34276;美咲さんのこと。",
        "佐\u202e藤美咲さんのこと。",
        "佐**藤**美咲さんのこと。",
        "佐\\藤美咲さんのこと。",
    ):
        found = author.post("/screenings", {"body": body, "lang": "ja"}).text
        assert texts.NAME in found or direct(body), body
        assert make.case(body).state is State.HELD, body


SLOW = {
    "digits": "1",
    "kana": "あ",
    "kanji": "田",
    "brackets": "[",
    "at signs": "a@a.",
    "line ends": "\n",
    "capitals": "Ab ",
    "ages": "40歳",
    "dates": "4月",
    "quotes": "「",
    "dashes": "090-",
    "honorifics": "さん",
    "marks": "a\u0301",
    "kanji digits": "三",
    "addresses": "http://",
    "spaces": " ",
    "authors": "Rogers and Sarah met. ",
    "links": "https://a.bc/d 佐藤さん ",
}


@pytest.fixture
def as_where_texts_are_read() -> Iterator[None]:
    """The word lists are put away from Python's collector, as app/posts/apart.py does before it reads. It would walk through
    all of them at every so many findings, which is why a few of these texts took three times as long for twice the length."""
    deid.assess("読み取りの準備。 Ready to read.")
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.slow
@pytest.mark.usefixtures("as_where_texts_are_read")
@pytest.mark.parametrize("unit", list(SLOW.values()), ids=list(SLOW))
def test_dt_01_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    half, whole = (unit * BODY_LIMIT)[: BODY_LIMIT // 2], (unit * BODY_LIMIT)[:BODY_LIMIT]
    linear = no_more_than(2.3)
    measured(lambda shorter, longer: linear(shorter, longer) and longer < 5, lambda: deid.assess(half), lambda: deid.assess(whole))  # fmt: skip


def test_dt_01_a_text_no_form_would_take_is_not_read(make: Make, browser: Browsers, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    read: list[int] = []
    assess = deid.assess
    monkeypatch.setattr(deid, "assess", lambda text, **more: read.append(len(text)) or assess(text, **more))
    person = browser(make.member())
    for form in ({"body": "a" * 200_000}, {"title": "a" * 200_000, "intent": "check"}):
        for path in ("/screenings", "/cases"):
            assert person.post(path, {**form, "lang": "en"}).status_code in (200, 413, 422)
    assert not [length for length in read if length > 2 * BODY_LIMIT]


@pytest.mark.parametrize(
    "broken",
    [
        lambda *_, **__: 1 / 0,
        lambda *_, **__: None,
        lambda *_, **__: "pass",
        lambda *_, **__: {"verdict": "pass", "findings": []},
        lambda *_, **__: (_ for _ in ()),
        lambda: None,
        lambda *_, **__: int("x" * 10),
        lambda *_, **__: b"\xff".decode(),
    ],
    ids=["raises", "nothing", "a word", "a dictionary", "a generator", "takes nothing", "no number", "no text"],
)
def test_dt_02_dt_04_a_detector_that_fails_or_answers_nonsense_holds(
    broken: Callable[..., Any], make: Make, browser: Browsers, monkeypatch, database: Database
) -> None:  # type: ignore[no-untyped-def]
    case = make.case()
    monkeypatch.setattr(deid, "assess", broken)
    held = make.case("どこにも何も問題のない文です。")
    said = browser(make.member()).post(f"/cases/{case.case_id}/posts", {"body": "よくわかります。"})
    assert held.state is State.HELD and said.status_code == 303
    with database.reading() as session:
        verdicts = session.scalars(select(Screening.verdict)).all()
        assert sorted(verdicts) == ["pass", "unread", "unread"]
        assert len(session.scalars(select(Review)).all()) == 2, "a person is asked to look at both"
    assert browser(make.moderator()).get(f"/moderation/{held.revision_id}").status_code == 200


def test_dt_05_what_was_decided_on_says_by_which_rules_it_was_read(make: Make, database: Database) -> None:
    held = make.case(texts.NAMED)
    with database.reading() as session:
        found = session.get_one(Screening, held.revision_id)
    assert found.ruleset == f"{deid.RULESET}.{danger.RULESET}"


def test_dt_07_two_texts_that_share_nothing_are_compared_soon() -> None:
    one = "".join(chr(0x4E00 + number % 5_000) for number in range(BODY_LIMIT))
    other = "".join(chr(0x5E00 + number % 4_999) for number in range(BODY_LIMIT))
    for before, after in ((one, other), ("ab" * 10_000, "ba" * 10_000), ("a\n" * 10_000, "b\n" * 10_000), ("あ" * 20_000, "い" * 20_000)):  # fmt: skip
        measured(within(3), partial(changes.changes, before, after))


def test_dt_08_whoever_sends_too_much_waits_and_keeps_the_text(
    make: Make, browser: Browsers, monkeypatch, database: Database
) -> None:  # type: ignore[no-untyped-def]
    from app.posts import routes

    monkeypatch.setattr(routes, "REPLYING", routes.REPLYING._replace(times=2))
    case, person = make.case(), browser(make.member())
    sent = [person.post(f"/cases/{case.case_id}/posts", {"body": f"{n}つめの言葉"}) for n in range(3)]
    assert [answer.status_code for answer in sent] == [303, 303, 429]
    assert "2つめの言葉" in sent[2].text and int(sent[2].headers["retry-after"]) > 0
    with database.reading() as session:
        assert len(session.scalars(select(Post).where(col(Post.opening).is_(False))).all()) == 2
    other = browser(make.member()).post(f"/cases/{case.case_id}/posts", {"body": "別の人の言葉"})
    assert other.status_code == 303, "one member's haste is nobody else's"


def test_dt_11_no_search_is_dear(make: Make, browser: Browsers) -> None:
    for number in range(5):
        make.case(f"「待つこと」について、{number}回目の相談です。")
    person = browser(make.member())
    for query in ("つ", "つこ", "待" * 500, " ".join("あいうえおかきくけこ"), '"' * 300, "a* " * 200):
        for more in ({}, {"page": "10000"}, {"page": "9" * 30, "lang": "ja", "approach": "person-centred-therapy"}):
            ask = partial(person.get, "/search", params={"q": query, **more})
            assert ask().status_code == 200, query
            measured(within(5), ask, by=lasted)


def test_rl_09_what_is_counted_for_one_thing_is_not_counted_for_another(
    make: Make, browser: Browsers, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    from app.posts import checking

    monkeypatch.setattr(checking, "CHECKING", checking.CHECKING._replace(times=1))
    case, person = make.case(), browser(make.member())
    checks = [person.post("/screenings", {"body": "a", "lang": "en"}).status_code for _ in range(3)]
    assert checks == [200, 429, 429]
    assert person.post(f"/cases/{case.case_id}/posts", {"body": "よくわかります。"}).status_code == 303
    assert person.get("/cases").status_code == 200


def test_rl_09_a_form_that_is_only_to_be_read_counts_like_the_live_check(
    make: Make, browser: Browsers, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    from app.posts import checking

    monkeypatch.setattr(checking, "CHECKING", checking.CHECKING._replace(times=2))
    case, person = make.case(), browser(make.member())
    reply, typed = f"/cases/{case.case_id}/posts", {"body": "よくわかります。"}
    read = [person.post(reply, {**typed, "intent": "check"}) for _ in range(3)]
    assert [answer.status_code for answer in read] == [200, 200, 429]
    assert typed["body"] in read[-1].text, "and nothing that was typed is lost"
    assert person.post("/screenings", {"body": "a", "lang": "en"}).status_code == 429
    assert person.post(reply, typed).status_code == 303


def test_lk_28_what_a_thread_told_before_it_was_taken_away_is_told_to_nobody(make: Make, browser: Browsers) -> None:
    """The live check reads against the thread; of one that is out of sight it must not say what stood there."""
    case = make.case("五十代の男性。島でただ一人の獣医をしている。", author=make.member())
    case = make.released(case) if case.state is State.HELD else case
    peer = browser(make.member())
    form = {"body": "双子の妹さんのこと、人口三千人の町のことを思いました。", "lang": "ja"}
    alone = peer.post("/screenings", form).text
    in_thread = {**form, "case": str(case.case_id)}
    assert peer.post("/screenings", in_thread).text != alone, "while it can be read, it counts"
    reply = f"/cases/{case.case_id}/posts"
    assert peer.post(reply, {"body": form["body"], "intent": "check"}).status_code == 200
    make.withdrawn(case)
    assert peer.post("/screenings", in_thread).text == alone
    assert peer.post(reply, {"body": form["body"], "intent": "check"}).status_code == 404
    assert peer.post(reply, {"body": ""}).status_code == 404
