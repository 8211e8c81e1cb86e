"""The live check shows what it finds and keeps nothing."""

import re
from collections.abc import Callable

from sqlalchemy import event, text

from app import deid
from app.database import Database
from app.posts import checking
from tests import texts
from tests.make import Make
from tests.people import Browser


def test_a_name_is_pointed_out_with_a_gentler_wording(make: Make, browser: Callable[..., Browser]) -> None:
    found = browser(make.member()).post("/screenings", {"body": texts.NAMED, "lang": "ja"}).text
    assert 'id="findings"' in found
    assert 'data-words="佐藤美咲"' in found
    assert re.search(r'data-instead="[A-Z]さん?"|data-instead="[A-Z]"', found)


def test_the_reason_is_in_the_readers_language(make: Make, browser: Callable[..., Browser]) -> None:
    typed = {"body": texts.NAMED, "lang": "ja"}
    ja = browser(make.member(locale="ja")).post("/screenings", typed).text
    en = browser(make.member(locale="en")).post("/screenings", typed).text
    assert "習わし" in ja and "their own initial" in en


def test_theorists_and_pseudonyms_are_left_alone(make: Make, browser: Callable[..., Browser]) -> None:
    typed = {
        "body": "ロジャーズの受容を手がかりに、Aさん(40代)の話を聴いた。Rogers (1957) も読み返した。",
        "lang": "ja",
    }
    found = browser(make.member()).post("/screenings", typed).text
    assert "notice--good" in found and "data-words" not in found


def test_a_finding_says_which_box_it_stands_in(make: Make, browser: Callable[..., Browser]) -> None:
    typed = {"title": "待つこと", "course": "第4回、佐藤さんは黙っていた。", "lang": "ja"}
    found = browser(make.member()).post("/screenings", typed).text
    assert 'data-field="course"' in found and 'data-start="4"' in found and 'data-end="6"' in found


def test_a_comment_is_checked_against_what_its_case_has_told(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case("クライエントは40代の女性。小学校の教師をしている。")
    peer = browser(make.member())
    found = peer.post("/screenings", {"body": "神津島の方でしょうか。", "case": str(case.case_id)}).text
    assert 'data-words="神津島"' in found


def test_what_is_too_weak_to_find_is_shown_where_it_counts(make: Make, browser: Callable[..., Browser]) -> None:
    typed = {"body": "クライエントは42歳の女性。仙台市で歯科衛生士をしている。", "lang": "ja"}
    found = browser(make.member()).post("/screenings", typed).text
    assert re.search(r"およそ\d+人です", found), "how many people fit what has been written"
    assert re.search(r"まず「年齢」を幅のある書き方にすると、およそ\d{3}人になります", found)
    assert 'data-words="歯科衛生士"' in found, "and the words that are no finding, so that she can find them"
    assert 'data-instead="歯科衛生士"' not in found


def test_what_is_counted_together_is_named_by_its_words(make: Make, browser: Callable[..., Browser]) -> None:
    typed = {"body": "34歳の女性で、青葉台小学校の養護教諭をしている。父は北上町の前町長である。", "lang": "ja"}
    found = browser(make.member()).post("/screenings", typed).text
    together = found[found.index('class="combination"') : found.index('class="findings"')]
    assert "<q>青葉台小学校</q>" in together and "<q>父は北上町の前町長</q>" in together


def test_the_check_writes_nothing_but_its_count(
    make: Make, database: Database, browser: Callable[..., Browser]
) -> None:
    peer = browser(make.member())
    token = peer.token("/desk")
    written: list[str] = []

    def watch(_c, _u, statement, parameters, *_):  # type: ignore[no-untyped-def]
        if re.match(r"\s*(insert|update|delete)", statement, re.IGNORECASE):
            written.append(statement)
        assert "佐藤" not in str(parameters)

    event.listen(database.engine, "before_cursor_execute", watch)
    peer.post("/screenings", {"body": texts.NAMED, "lang": "ja"}, token=token)
    event.remove(database.engine, "before_cursor_execute", watch)
    assert [statement for statement in written if "limit_count" not in statement] == []
    with database.engine.connect() as connection:
        assert connection.execute(text("select count(*) from revision")).scalar() == 0


def test_a_detector_that_fails_says_so_and_the_words_stay(
    make: Make, monkeypatch, browser: Callable[..., Browser]
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(deid, "assess", lambda *_, **__: 1 / 0)
    found = browser(make.member()).post("/screenings", {"body": texts.NAMED, "lang": "ja"})
    assert found.status_code == 200 and "いま読み取りができません" in found.text


def test_without_scripts_a_button_reads_the_form_and_puts_a_wording_in(
    make: Make, browser: Callable[..., Browser]
) -> None:
    author = browser(make.member())
    typed = {
        "title": "待つこと",
        "course": "第4回、佐藤さんは黙っていた。",
        "question": "どう待ちますか。",
        "lang": "ja",
    }
    page = author.post("/cases", {**typed, "intent": "check"})
    button = re.search(r'value="(put-1-0-[0-9a-f]{8})"', page.text)
    assert page.status_code == 200 and button
    changed = author.post("/cases", {**typed, "intent": button[1]}).text
    box = re.search(r'<textarea[^>]*name="course"[^>]*>([^<]*)</textarea>', changed)
    assert box and "佐藤" not in box[1] and box[1].strip().startswith("第4回、")


def test_positions_count_as_a_browser_counts() -> None:
    assert checking.utf16("𠮷田さん", 0) == 0
    assert checking.utf16("𠮷田さん", 1) == 2
    assert checking.utf16("😀x𠮷", 3) == 5


def test_the_question_stays_in_view_on_a_comments_own_page(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case()
    comment = make.reply(case, texts.CLEAR_COMMENT)
    sent = {"body": "", "answers": str(comment.post_id), "intent": "submit"}
    page = browser(make.member()).post(f"/cases/{case.case_id}/posts", sent).text
    assert texts.CLEAR_QUESTION in page and f"{comment.author.name}さんに返信します" in page


def test_a_text_that_is_opened_again_has_its_findings_beside_it(make: Make, browser: Callable[..., Browser]) -> None:
    case = make.case(texts.NAMED)
    assert 'data-words="佐藤美咲"' in browser(case.author).get(f"/posts/{case.post_id}/edit").text
    comment = make.reply(make.case(), texts.NAMED)
    assert 'data-words="佐藤美咲"' in browser(comment.author).get(f"/posts/{comment.post_id}/edit").text


def test_one_person_gets_one_letter_wherever_they_are_named(make: Make, browser: Callable[..., Browser]) -> None:
    author = browser(make.member())
    typed = {"title": "待つこと", "background": "佐藤さんは受付の仕事をしている。", "course": "第4回、佐藤さんは黙っていた。",
             "question": "どう待ちますか。", "lang": "ja"}  # fmt: skip
    changed = author.post("/cases", {**typed, "intent": "put-1-0"}).text
    boxes = re.findall(r'<textarea[^>]*name="(?:background|course)"[^>]*>([^<]*)</textarea>', changed)
    assert len(boxes) == 2 and not any("佐藤" in box for box in boxes)
    assert len({re.sub(r"第4回、|[はがを].*", "", box.strip()) for box in boxes}) == 1, boxes
