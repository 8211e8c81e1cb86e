"""A name that an author, a figure or a pseudonym could have, and that somebody in the text has."""

import time

import pytest

from app.deid import Kind, assess
from app.deid.people import known
from app.deid.people.known.unreal import pseudonyms
from app.deid.reading import Reading

AROUND = "。来談のきっかけは不眠で、夜になると考えが止まらないという。話しながら何度も時計を見ていたが、終わりには肩の力が抜けていた。"


def people(text: str) -> list[str]:
    return [text[one.start : one.end] for one in assess(text).findings if one.kind is Kind.PERSON]


def is_left(text: str, name: str) -> bool:
    at = text.index(name)
    return known.spans(Reading(text)).hold(at, at + len(name))


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("ここでは柴垣さんと呼ぶ。", {"柴垣"}),
        ("便宜上、柴垣さんとお呼びします。", {"柴垣"}),
        ("「ここでは柴垣さんとお呼びしてよいですか」と尋ねた。", set()),
        ("「ここでは柴垣さんと呼んでもいいですか」と尋ねた。", set()),
        ("ここではヒナさんと呼ばれている。", set()),
        ("戸籍は違うんですけど、ここではヒナがいいです。", set()),
        ("柴垣(仮名)は三十代である。", {"柴垣"}),
        ("柴垣さん(仮名にできず実名のままです)は三十代である。", set()),
        ("柴垣さん(仮名ではありません、ご本人の希望です)は三十代である。", set()),
        ("柴垣さん(仮名の許可は得ていません)は三十代である。", set()),
    ],
)
def test_a_client_who_is_asked_how_to_be_called_has_no_pseudonym(text: str, nobody: set[str]) -> None:
    assert pseudonyms(Reading(text)) == nobody


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("こたろうは弟である。", "たろう", False),
        ("船の仲間は山太郎とうみ太郎であった。", "太郎", False),
        ("架空の太郎を例にする。", "太郎", True),
        ("店長のロジャースが休むと言った。", "ロジャース", False),
        ("ロジャースの六条件を読む。", "ロジャース", True),
        ("校長の国分は黙っていた。", "国分", False),
        ("国分は三段階のモデルを示した。", "国分", True),
        ("主治医神林によれば、眠れている。", "神林", False),
        ("家裁の大豆生田調査官によれば、眠れている。", "大豆生田", False),
        ("向坂によれば、遊びが先である。", "向坂", True),
        ("マルコの話なら泣かない。", "マルコ", False),
        ("お名前のタテカワの「タ」が出ない。", "タテカワ", False),
    ],
)
def test_whoever_has_a_post_or_tells_of_somebody_is_no_author(text: str, name: str, left: bool) -> None:
    assert is_left(text, name) is left


def test_a_client_who_has_a_figures_name_is_found_by_all_that_is_told_of_them() -> None:
    assert "江頭" in people("江頭さんは透析の十一年目で、妻の富士子さんと栃原の団地に住む" + AROUND)
    assert not people("江頭さんのような芸を見て笑った" + AROUND)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("高城聡美先生の医療通訳の本は読みました。", "高城聡美"),
        ("坂下順子先生の実践を参考にした。", "坂下順子"),
        ("木原もも子先生の『支える言葉』も候補です。", "木原もも子"),
        ("はまだようこ先生の語りの理論を読む。", "はまだようこ"),
        ("バルナー夫妻の本では司会がいる。", "バルナー"),
        ("土江先生は見立てを「専門家が患者に告げる意見」と定義した。", "土江"),
        ("サザエさんみたいな家でした。", "サザエさん"),
        ("Gwenda Thornquist, The Uses of Silence, is on the shelf.", "Gwenda Thornquist"),
        ("Great books. May I add Gwenda Thornquist for the reading?", "Gwenda Thornquist"),
    ],
)
def test_a_teacher_is_left_alone_by_what_they_wrote(text: str, name: str) -> None:
    assert is_left(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("担任の高城先生の数学の教科書を借りた。", "高城"),
        ("高城聡美先生の面接に陪席した。", "高城聡美"),
        ("バルナー夫妻の家に行った。", "バルナー"),
        ("Gwenda Thornquist, The Old Mill, Oldham.", "Gwenda Thornquist"),
        ("I read Thornquist aloud. Her parents Thornquist and Ida came.", "Thornquist"),
        ("土江先生は本人を「がんばり屋」と呼んだ。", "土江"),
    ],
)
def test_a_teacher_who_wrote_nothing_is_somebody(text: str, name: str) -> None:
    assert not is_left(text, name)


@pytest.mark.slow
def test_a_list_of_figures_is_gone_through_once_and_not_for_every_name_in_it() -> None:
    def once(text: str) -> float:
        started = time.process_time()
        assess(text)
        return time.process_time() - started

    def taken(text: str) -> float:
        return min(once(text) for _ in range(3))

    short = "Dickens C, " * 700

    assert taken(short * 4) < 10 * taken(short), "sixteen times as long would be every name with every other"
