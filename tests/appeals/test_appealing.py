"""An author asks for a second pair of eyes: once, of somebody else, and with an answer in writing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.appeals import policy, routes, service
from app.appeals.models import Appeal
from app.appeals.policy import Answer, Verdict
from app.audit.models import Entry
from app.errors import OutOfDate
from app.moderation.models import Decision
from app.moderation.policy import Outcome
from app.outbox import Mail
from app.posts.models import Revision
from app.posts.policy import State
from app.web.visit import Role
from tests import texts

NOTE = "お名前を、Aさんのように書き換えてください。"
PLEA = "これは講演録に載っている名前で、クライエントの名前ではありません。"
WORDS = "ご説明のとおりだと思います。お手数をおかけしました。"


def decide(browser, moderator, made, outcome: str = "return") -> None:
    answer = browser(moderator).post(f"/moderation/{made.revision_id}/decision", {"outcome": outcome, "note": NOTE})
    assert answer.status_code == 303


def decision_id(db, made):
    found = db.scalars(select(Decision.id).where(Decision.revision_id == made.revision_id)).one()
    db.rollback()
    return found


def appealed(browser, db, made, note: str = PLEA):
    return browser(made.author).send(f"/decisions/{decision_id(db, made)}/appeal", {"note": note})


def answered(browser, moderator, made, outcome: str, words: str = WORDS):
    return browser(moderator).post(f"/moderation/{made.revision_id}/appeal", {"outcome": outcome, "answer": words})


def state(db, made) -> State:
    found = State(db.scalars(select(Revision.state).where(Revision.id == made.revision_id)).one())
    db.rollback()
    return found


@pytest.fixture
def first(make):
    return make.moderator("はじめの人")


@pytest.fixture
def second(make):
    return make.moderator("つぎの人")


def test_from_the_desk_an_author_finds_the_decision_and_the_way_to_appeal(browser, make, db, first):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    where = f"/posts/{held.post_id}/decisions"
    assert where in browser(held.author).open("/desk").text
    page = browser(held.author).get(where).text
    assert NOTE in page and f"/decisions/{decision_id(db, held)}/appeal" in page
    assert "はじめの人" not in page, "who decided is nobody's name to the author"


def test_an_appeal_waits_in_the_queue_under_its_own_kind_and_shows_what_its_author_says(
    browser, make, db, first, second
):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    page = appealed(browser, db, held).text
    assert PLEA in page and "異議を受け付けました" in page
    assert "異議を受け付けています" in browser(held.author).open("/desk").text
    moderator = browser(second)
    assert str(held.revision_id) in moderator.get("/moderation?kind=appeal").text
    assert str(held.revision_id) not in moderator.get("/moderation?kind=comment").text
    page = moderator.open(f"/moderation/{held.revision_id}").text
    assert PLEA in page and NOTE in page and "佐藤美咲" in page and "はじめの人" in page
    assert 'id="answers-head"' in page, "and what its author had answered before sending it"


def test_the_row_of_an_appeal_has_no_words(browser, make, db, first, second):
    held = make.case(texts.NAMED, title="ひそかな題")
    decide(browser, first, held)
    appealed(browser, db, held)
    page = browser(second).get("/moderation").text
    for word in ("ひそかな題", "佐藤", PLEA, NOTE):
        assert word not in page


def test_overturned_the_text_waits_again_and_is_not_published_unread(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    assert answered(browser, second, held, "overturn").status_code == 303
    assert state(db, held) is State.HELD
    assert browser(make.member()).get(f"/cases/{held.case_id}").status_code == 404
    page = browser(held.author).get(f"/posts/{held.post_id}/decisions").text
    assert WORDS in page and "異議が認められました" in page and "つぎの人" not in page
    assert "お返事を読む" in browser(held.author).open("/desk").text
    assert "異議が認められ" in browser(second).get(f"/moderation/{held.revision_id}").text
    assert browser(second).post(f"/moderation/{held.revision_id}/decision", {"outcome": "release"}).status_code == 303
    assert state(db, held) is State.PUBLISHED


def test_whoever_decided_first_does_not_decide_on_what_an_appeal_brought_back(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    answered(browser, second, held, "overturn")
    again = browser(first).post(f"/moderation/{held.revision_id}/decision", {"outcome": "return", "note": NOTE})
    assert again.status_code == 403 and state(db, held) is State.HELD
    assert "ご自身の判断" in browser(first).get(f"/moderation/{held.revision_id}").text


def test_upheld_the_decision_stands_and_its_author_is_told_why(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held, "remove")
    appealed(browser, db, held)
    answered(browser, second, held, "uphold", "読み返しましたが、やはり一人の方が分かってしまいます。")
    assert state(db, held) is State.WITHDRAWN
    page = browser(held.author).get(f"/posts/{held.post_id}/decisions").text
    assert "やはり一人の方が分かってしまいます" in page and "判断は変わりませんでした" in page
    assert str(held.revision_id) not in browser(second).get("/moderation").text


def test_a_removed_text_comes_back_to_the_queue_when_its_author_was_right(browser, make, db, first, second):
    comment = make.reply(make.case(), texts.NAMED)
    decide(browser, first, comment, "remove")
    appealed(browser, db, comment)
    answered(browser, second, comment, "overturn")
    assert state(db, comment) is State.HELD
    assert "佐藤美咲" in browser(comment.author).get(f"/cases/{comment.case_id}").text


def test_a_text_that_peers_had_read_comes_back_held_and_not_public(browser, make, db, first, second):
    case = make.case()
    browser(make.member()).post(f"/posts/{case.post_id}/report", {"reason": "identifies", "note": ""})
    decide(browser, first, case)
    appealed(browser, db, case)
    answered(browser, second, case, "overturn")
    assert state(db, case) is State.HELD


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_nobody_answers_an_appeal_against_their_own_decision(browser, make, db, role):
    held = make.case(texts.NAMED)
    decider = make.member(role=role)
    decide(browser, decider, held)
    appealed(browser, db, held)
    answer = answered(browser, decider, held, "uphold")
    assert answer.status_code == 403 and "判断できません" in answer.text
    assert db.scalars(select(Appeal.outcome)).one() == "open"
    db.rollback()
    page = browser(decider).get(f"/moderation/{held.revision_id}/appeal").text
    assert "ほかの方がお答えします" in page and 'name="outcome"' not in page
    assert "ご自身の判断です" in browser(decider).get("/moderation").text


def test_nobody_answers_an_appeal_of_their_own(browser, make, db, first):
    author = make.moderator()
    held = make.case(texts.NAMED, author=author)
    decide(browser, first, held)
    appealed(browser, db, held)
    assert answered(browser, author, held, "overturn").status_code == 403
    assert state(db, held) is State.RETURNED


def test_each_decision_is_appealed_against_once(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    again = browser(held.author).post(f"/decisions/{decision_id(db, held)}/appeal", {"note": PLEA})
    assert again.status_code == 403 and PLEA in again.text
    answered(browser, second, held, "uphold")
    again = browser(held.author).post(f"/decisions/{decision_id(db, held)}/appeal", {"note": PLEA})
    assert again.status_code == 403
    assert len(db.scalars(select(Appeal)).all()) == 1


def test_an_answer_is_never_without_words_nor_guessed(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    for sent in (("overturn", ""), ("", WORDS), ("perhaps", WORDS), ("uphold", "長" * 1_001)):
        answer = answered(browser, second, held, *sent)
        assert answer.status_code == 422 and sent[1] in answer.text
    assert db.scalars(select(Appeal.outcome)).one() == "open"


@pytest.mark.parametrize(("note", "said"), [("", "お書きください"), ("長" * 1_001, "1,000字")])
def test_an_appeal_with_faults_comes_back_with_what_was_typed(browser, make, db, first, note, said):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    answer = browser(held.author).post(f"/decisions/{decision_id(db, held)}/appeal", {"note": note})
    assert answer.status_code == 422 and said in answer.text and note in answer.text
    assert db.scalars(select(Appeal)).all() == []


def test_the_second_to_answer_sees_the_first_answer_and_keeps_their_words(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    answered(browser, second, held, "uphold")
    late = answered(browser, make.moderator(), held, "overturn", "私は違う意見です。")
    assert late.status_code == 409 and "私は違う意見です。" in late.text and "つぎの人" in late.text
    assert state(db, held) is State.RETURNED


def test_of_two_who_answer_at_once_one_does(make, db, database, browser, first):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    moderators = [make.moderator().id for _ in range(2)]
    together = Barrier(2)

    def answer(moderator, verdict: Answer) -> bool:
        together.wait()
        try:
            with database.writing() as session:
                service.decide(session, moderator, held.revision_id, Verdict(verdict, WORDS))
        except OutOfDate:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(answer, moderators, (Answer.OVERTURN, Answer.UPHOLD)))
    assert sorted(came) == [False, True]
    assert state(db, held) is (State.HELD if came[0] else State.RETURNED)
    assert len(db.scalars(select(Entry).where(Entry.act == "appeal_decision")).all()) == 1


def test_whoever_writes_the_text_anew_has_nothing_left_to_appeal_for(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    newer = make.revised(held, texts.CLEAR_CASE)
    assert newer.state is State.PUBLISHED
    assert "異議を送る" not in browser(held.author).get(f"/posts/{held.post_id}/decisions").text
    answer = browser(held.author).post(f"/decisions/{decision_id(db, held)}/appeal", {"note": PLEA})
    assert answer.status_code == 403


def test_an_answer_does_not_bring_back_what_its_author_has_written_anew(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    newer = make.revised(held, texts.CLEAR_CASE)
    answered(browser, second, held, "overturn")
    assert state(db, held) is State.RETURNED and state(db, newer) is State.PUBLISHED


def test_whoever_gives_the_text_up_waits_for_no_answer(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    make.withdrawn(held)
    late = answered(browser, second, held, "overturn")
    assert late.status_code == 409 and WORDS in late.text
    assert state(db, held) is State.WITHDRAWN
    assert str(held.revision_id) not in browser(second).get("/moderation?kind=appeal").text


def test_a_draft_kept_meanwhile_is_not_lost(browser, make, db, first, second):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    author = browser(held.author)
    sent = {"body": "途中まで直した本文。", "seen": str(held.revision_id), "intent": "draft"}
    assert author.post(f"/posts/{held.post_id}/revisions", sent).status_code == 303
    appealed(browser, db, held)
    answered(browser, second, held, "overturn")
    assert state(db, held) is State.HELD
    assert "途中まで直した本文。" in author.get(f"/posts/{held.post_id}/edit").text


def test_an_undone_decision_is_no_reason_for_an_appeal(browser, make, db, first):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    assert browser(first).post(f"/moderation/{held.revision_id}/reversal").status_code == 303
    answer = browser(held.author).post(f"/decisions/{decision_id(db, held)}/appeal", {"note": PLEA})
    assert answer.status_code == 404


def test_a_decision_that_was_appealed_against_is_not_undone_any_more(browser, make, db, first):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    appealed(browser, db, held)
    assert browser(first).post(f"/moderation/{held.revision_id}/reversal").status_code == 409
    assert state(db, held) is State.RETURNED


def test_other_peoples_decisions_do_not_exist(browser, make, db, first):
    held = make.case(texts.NAMED)
    decide(browser, first, held)
    other = browser(make.member())
    missing = other.get("/nowhere-at-all").text.replace("/nowhere-at-all", "")
    where = f"/posts/{held.post_id}/decisions"
    assert other.get(where).text.replace(where, "") == missing
    assert other.post(f"/decisions/{decision_id(db, held)}/appeal", {"note": PLEA}).status_code == 404
    assert other.post(f"/decisions/{decision_id(db, held)}/appeal", {"note": ""}).status_code == 404
    assert other.get(f"/moderation/{held.revision_id}/appeal").status_code == 404


def test_a_text_nobody_appealed_for_has_no_page_of_appeal(browser, make, first):
    held = make.case(texts.NAMED)
    moderator = browser(first)
    assert moderator.get(f"/moderation/{held.revision_id}/appeal").status_code == 404
    sent = {"outcome": "overturn", "answer": WORDS}
    assert moderator.post(f"/moderation/{held.revision_id}/appeal", sent).status_code == 404
    assert browser(held.author).get(f"/posts/{held.post_id}/decisions").status_code == 404


def test_the_answer_is_announced_by_a_mail_without_a_word_of_it(browser, make, db, first, second):
    held = make.case(texts.NAMED, title="ひそかな題")
    decide(browser, first, held)
    appealed(browser, db, held)
    answered(browser, second, held, "uphold")
    mail = db.scalars(select(Mail).where(Mail.kind == "appeal_answered")).one()
    assert (mail.address, mail.path) == (held.author.email, f"/posts/{held.post_id}/decisions")


def test_appeals_without_end_are_slowed_down(browser, make, db, first, monkeypatch):
    monkeypatch.setattr(routes, "APPEALING", routes.APPEALING._replace(times=1))
    author = make.member()
    held, other = make.case(texts.NAMED, author=author), make.case(texts.NAMED, author=author)
    decide(browser, first, held)
    decide(browser, first, other)
    appealed(browser, db, held)
    answer = browser(author).post(f"/decisions/{decision_id(db, other)}/appeal", {"note": PLEA})
    assert answer.status_code == 429 and PLEA in answer.text


def test_in_english_it_reads_as_well(browser, make, db, first):
    held = make.case(texts.NAMED_EN, author=make.member(locale="en"))
    decide(browser, first, held)
    page = appealed(browser, db, held, "It is the name in a published lecture.").text
    assert "We have your appeal" in page
    page = browser(make.moderator(locale="en")).get(f"/moderation/{held.revision_id}/appeal").text
    assert "Answer an appeal" in page


@pytest.mark.parametrize("stands", list(State))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_what_keeps_a_text_from_its_readers_is_appealed_against(outcome, stands):
    may = policy.may_appeal(outcome, stands, appealed=False, latest=True)
    assert may == ((outcome, stands) in ((Outcome.RETURN, State.RETURNED), (Outcome.REMOVE, State.WITHDRAWN)))
    assert not policy.may_appeal(outcome, stands, appealed=True, latest=True)
    assert not policy.may_appeal(outcome, stands, appealed=False, latest=False)
