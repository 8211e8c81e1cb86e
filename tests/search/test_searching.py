"""Search as members meet it: Japanese and English words, filters, snippets, and only what is public."""

from collections.abc import Callable

import pytest

from app.search.queries import SNIPPET, snippet
from tests import texts
from tests.make import Make
from tests.people import Browser


def found(person: Browser, q: str, **more: str) -> str:
    answer = person.get("/search", params={"q": q, **more})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("不安がつよくなったという。", "不安"),
        ("社交不安の強い人が多い。", "不安"),
        ("鬱々とした気分。うつの診断。", "うつ"),
        ("うつの診断を受けている。", "鬱"),
        ("引きこもりの支援について。", "ひきこもり"),
        ("ひきこもりの時期があった。", "引きこもり"),
        ("ＣＢＴの枠に乗せた。", "CBT"),
        ("CBTの枠に乗せた。", "ｃｂｔ"),
        ("ﾊﾟﾆｯｸの場面。", "パニック"),
        ("パニックの場面。", "ﾊﾟﾆｯｸ"),
        ("We ended the sessions gently.", "session"),
        ("She was anxious about ending.", "endings"),
        ("逐語録を読み返した。", "逐語録"),
        ("母の話になると黙る。", "母"),
    ],
)
def test_a_word_is_found_however_it_is_written(
    words: str, typed: str, make: Make, browser: Callable[..., Browser]
) -> None:
    made = make.case(title="見つかるはずの題", body=words)
    if made.state != "published":
        make.released(made)
    assert "見つかるはずの題" in found(browser(make.member()), typed)


def test_kyoto_is_not_found_in_tokyo(make: Make, browser: Callable[..., Browser]) -> None:
    made = make.case(title="見つからないはずの題", body="東京都の研修に参加した。")
    if made.state != "published":
        make.released(made)
    assert "見つからないはずの題" not in found(browser(make.member()), "京都")


def test_a_comment_is_found_and_leads_to_its_place(make: Make, browser: Callable[..., Browser]) -> None:
    comment = make.reply(make.case(), "振り子の比喩がしっくりきました。")
    page = found(browser(make.member()), "振り子")
    assert f'href="/posts/{comment.post_id}"' in page and "<mark>振り子</mark>" in page


def test_filters_narrow_what_is_found(make: Make, browser: Callable[..., Browser]) -> None:
    make.case(title="日本語の題", approaches=("focusing",))
    make.case(texts.CLEAR_CASE_EN + " 沈黙", title="English title", question=texts.CLEAR_QUESTION_EN)
    peer = browser(make.member())
    assert "日本語の題" in found(peer, "沈黙")
    assert "日本語の題" in found(peer, "沈黙", approach="focusing")
    assert "日本語の題" not in found(peer, "沈黙", approach="person-centred-therapy")
    assert "日本語の題" not in found(peer, "沈黙", lang="en")


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "(((((" * 1_000,
        "status:held",
        "NEAR(",
        "*",
        "{title body}: x",
        "' or 1=1 --",
        "%",
        "\\",
        "AND",
        "a" * 100_000,
    ],
)
def test_whatever_is_typed_is_an_answer(typed: str, make: Make, browser: Callable[..., Browser]) -> None:
    make.case()
    assert browser(make.member()).get("/search", params={"q": typed[:7_000]}).status_code == 200


def test_a_withdrawn_case_is_not_found_nor_are_its_comments(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(title="消える題", body="灯台の比喩。")
    make.reply(case, "灯台、いい比喩ですね。")
    peer = browser(make.member())
    assert "消える題" in found(peer, "灯台")
    make.withdrawn(case)
    assert "消える題" not in found(peer, "灯台") and "いい比喩" not in found(peer, "灯台")


def test_an_earlier_text_is_not_found(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(title="書き直した題", body="灯台の比喩。")
    make.revised(case, "波止場の比喩。")
    peer = browser(make.member())
    assert "<mark>灯台</mark>" not in found(peer, "灯台") and "<mark>波止場</mark>" in found(peer, "波止場")


def test_a_returned_case_that_comes_back_is_found_with_its_comments(
    make: Make, browser: Callable[..., Browser]
) -> None:
    case = make.case(title="戻ってくる題", body="灯台の比喩。")
    make.reply(case, "灯台のたとえ、残りました。")
    back = make.returned(case)
    peer = browser(make.member())
    assert "残りました" not in found(peer, "灯台")
    make.revised(back, "灯台の比喩を書き直した。")
    assert "残りました" in found(peer, "灯台")


def test_a_snippet_is_cut_round_the_first_match() -> None:
    text = "あ" * 300 + "灯台" + "い" * 300
    pieces = snippet(text, [(300, 302)])
    assert "".join(piece.text for piece in pieces if piece.matched) == "灯台"
    assert pieces[0].text == "…" and pieces[-1].text == "…"
    assert len("".join(piece.text for piece in pieces)) <= SNIPPET + 2


def test_a_thread_is_found_by_its_tags_of_today(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(title="札を替える題", approaches=("focusing",))
    make.reply(case, "沈黙の話、よくわかります。")
    author = browser(case.author)
    author.post(
        f"/posts/{case.post_id}/revisions",
        {"title": "札を替える題", "body": texts.CLEAR_CASE, "question": texts.CLEAR_QUESTION, "lang": "ja",
         "approaches": "morita-therapy", "seen": str(case.revision_id), "intent": "submit"},
    )  # fmt: skip
    peer = browser(make.member())
    assert "札を替える題" not in found(peer, "沈黙", approach="focusing")
    for word in ("沈黙", "よくわかります"):
        assert "札を替える題" in found(peer, word, approach="morita-therapy")
