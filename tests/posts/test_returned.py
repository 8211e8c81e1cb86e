"""A text that a moderator sent back comes to its author as a draft to go on with: the reason, the marks, other words at hand."""

import re

from tests import texts

NOTE = "お名前を、Aさんのように書き換えてください。"


def edit(made) -> str:
    return f"/posts/{made.post_id}/edit"


def test_a_returned_case_opens_with_the_moderators_note_and_its_marks(browser, make):
    case = make.returned(make.case("𠮷野家の話。" + texts.NAMED), NOTE)
    page = browser(case.author).get(edit(case)).text
    assert NOTE in page and page.index(NOTE) < page.index('name="intent"')
    assert re.search(r'<mark id="returned-1"[^>]*>佐藤美咲</mark>', page)
    assert "佐藤美咲さんは、第3回で" in page.partition("<textarea")[2]  # and the words are in their box


def test_a_returned_comment_does_so_too(browser, make):
    comment = make.returned(make.reply(make.case(), texts.NAMED), NOTE)
    page = browser(comment.author).get(edit(comment)).text
    assert NOTE in page and re.search(r'<mark id="returned-1"[^>]*>佐藤美咲</mark>', page)


def test_a_gentler_wording_is_one_press_away_without_scripts(browser, make):
    comment = make.returned(make.reply(make.case(), texts.NAMED), NOTE)
    author = browser(comment.author)
    put = re.search(r'value="(put-1-0-[0-9a-f]+)"', author.get(edit(comment)).text)
    assert put
    sent = {"body": texts.NAMED, "seen": str(comment.revision_id), "intent": put[1]}
    form = author.post(f"/posts/{comment.post_id}/revisions", sent).text.split("<main", 1)[1]
    assert "佐藤" not in form[form.index("<textarea") :] and NOTE in form


def test_the_note_and_the_marks_stay_while_a_draft_of_it_is_kept(browser, make):
    case = make.returned(make.case(texts.NAMED), NOTE)
    author = browser(case.author)
    sent = {"body": "途中まで直した本文。", "seen": str(case.revision_id), "intent": "draft"}
    assert author.post(f"/posts/{case.post_id}/revisions", sent).status_code == 303
    page = author.get(edit(case)).text
    assert NOTE in page and '<mark id="returned-1"' in page
    assert "途中まで直した本文。" in page.partition("<textarea")[2]


def test_what_was_sent_anew_is_not_asked_about_again(browser, make):
    case = make.returned(make.case(texts.NAMED), NOTE)
    make.revised(case, texts.CLEAR_CASE)
    assert NOTE not in browser(case.author).get(edit(case)).text


def test_marked_words_that_identify_nobody_can_be_explained_from_there(browser, make):
    case = make.returned(make.case(texts.NAMED), NOTE)
    author = browser(case.author)
    assert f"/posts/{case.post_id}/disputes" in author.get(edit(case)).text
    assert "本の著者や理論家の名前です" in author.get(f"/posts/{case.post_id}/disputes").text


def test_a_returned_text_that_its_author_gives_up_is_gone_from_the_desk(browser, make):
    case = make.returned(make.case(texts.NAMED), NOTE)
    author = browser(case.author)
    page = author.send(f"/posts/{case.post_id}/withdrawal").text
    assert "表示されていません" in page and "戻ってきました" not in page
    assert author.get(edit(case)).status_code == 404
