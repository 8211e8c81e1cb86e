"""Names in every form, and what only looks like one."""

import pytest

from app.deid import Kind, assess
from app.deid.people import known
from app.deid.people.known.unreal import pseudonyms
from app.deid.reading import Reading


def people(text: str) -> list[str]:
    return [text[one.start : one.end] for one in assess(text).findings if one.kind is Kind.PERSON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("坂口美里は先月から来談している。", "坂口美里"),
        ("担任の武井先生に相談した。", "武井"),
        ("上司の大河内課長が呼ぶ。", "大河内"),
        ("産業カウンセラーの黒木です。", "黒木"),
        ("「ともや、何時だと思ってるんだ」", "ともや"),
        ("グエン・ヴァン・ナムさんは二十三歳。", "グエン・ヴァン・ナム"),
        ("以前お会いしたパク・ジフンさん。", "パク・ジフン"),
        ("佐◯さんのことです。", "佐◯"),
        ("佐 藤さんが来た。", "佐 藤"),
        ("氏名:林 悠斗", "林 悠斗"),
        ("書記の尾花と私は話し合った。", "尾花"),
        ("登録名「ゆっきー」、家で話せる人がいない。", "ゆっきー"),
        ("司書の井伊谷さんが席を空けてくれた。", "井伊谷"),
        ("完全の完に太いで完太と読みます。", "完全の完に太いで完太"),
        ("T.K.さんの相談を受けた。", "T.K."),
        ("里親の姓は砂子、実親の姓は神馬で、園では前者を使う。", "神馬"),
        ("CO:下のお名前は。\nCL:りゅうせい。役所で言うと聞き返されます。", "りゅうせい"),
        ("担任の薬袋先生は、毎朝門に立っている。", "薬袋"),
        ("ゲンさんというあだ名の利用者の方です。", "ゲンさん"),
        ("表示名はとうふ🥢。返事は夜に来る。", "とうふ"),
        ("「駅前の神○路カウンセラー」と書かれた。", "神○路"),
        ("カ:ゆづきさん。相:でもゆづきって呼んでほしい。", "ゆづき"),
        ("I saw Oluwaseun Adeyemi on Monday.", "Oluwaseun Adeyemi"),
        ("The Revd Honor Ashgrove-Teale has seven churches.", "Honor Ashgrove-Teale"),
        ("The page gives its author as d.okonjo, whom I know.", "d.okonjo"),
        ("His room-mate Selvam passed away in the spring.", "Selvam"),
        ("She nodded, and then priya left.", "priya"),
        ("Thanks,\nRebecca Thwaite", "Rebecca Thwaite"),
        ("My sister Titi came along.", "Titi"),
        ("Spelt W-o-j-t-e-k, she said.", "W-o-j-t-e-k"),
        ("Nguyễn Thị Thu Hà attended seven sessions.", "Nguyễn Thị Thu Hà"),
        ("Siobhán Ní Bhriain lost her sister.", "Siobhán Ní Bhriain"),
    ],
)
def test_a_name_is_found_in_the_form_it_takes(text: str, name: str) -> None:
    assert name in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "ロジャーズの六条件と平木典子のアサーションを参考にした。",
        "お母さんと弟さん、看護師さん、ヘルパーさんが同席した。",
        "Aさん、Bさん、クライエント太郎さん(仮名)。",
        "森の中を歩いて、光が差した。原因は分からない。",
        "内田クレペリン検査とバウムテスト、P-Fスタディ。",
        "Yalom says it is the relationship that heals (Yalom, 2002).",
        "May I suggest a frank conversation? Hope is not a plan. Mark you, I tried.",
        '"Jane" (not her real name) came late. Jane laughed.',
        "The PHQ-9 and the Beck Depression Inventory went down.",
        "Client A and Partner B met Ms X.",
    ],
)
def test_what_counsellors_write_all_day_is_left_alone(text: str) -> None:
    assert people(text) == []


AROUND = "。来談のきっかけは不眠で、夜になると考えが止まらないという。話しながら何度も時計を見ていたが、終わりには肩の力が抜けていた。"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("末っ子の燈(ともし)だけが家に残った", "燈"),
        ("担当は目です。さっかと読みます", "目"),
        ("表札は「四十物谷」(あいものや)であった", "四十物谷"),
        ("長女の心愛(ここな)が付き添った", "心愛"),
        ("後任は雪といいます。すすぎ、とお読みください", "雪"),
        ("児童相談所の能見福祉司から電話があった", "能見"),
        ("家裁の森調査官が同席した", "森"),
        ("寮では大場指導員が話を聞いている", "大場"),
        ("訓練を見ている保科言語聴覚士に尋ねた", "保科"),
        ("民生委員でもある江連保護司が連れてきた", "江連"),
        ("二回目に王さんが口を開いた", "王"),
        ("綾瀬はづきは約束に五分遅れて来た", "綾瀬はづき"),
        ("親には言えません。りくと……弟が、来年受験なので", "りくと"),
    ],
)
def test_a_name_is_told_by_its_reading_by_a_post_or_by_whose_it_is(told: str, name: str) -> None:
    text = told + AROUND
    found = people(text)
    assert any(name in one for one in found), found


@pytest.mark.parametrize(
    "told",
    [
        "理由(わけ)を聞いても黙っている",
        "瀉血(しゃけつ)を受けたと話した",
        "本気(マジ)で困っていると笑った",
        "「瞑想」と読みますと言って本を閉じた",
        "担当の児童福祉司と、主任児童委員に会った",
        "新任教官の研修も兼ねていた",
        "王様の夢を見たという",
    ],
)
def test_a_reading_of_an_everyday_word_and_a_post_alone_name_nobody(told: str) -> None:
    text = told + AROUND
    assert not people(text)


@pytest.mark.parametrize(
    "told",
    [
        "不安に「ザワ子さん」と名前をつけた。ザワ子さんは夜になると元気になる",
        "怒りのことを「ドカンくん」と呼ぶことにした。ドカンくんはよく寝る",
        "その音に名前をつけることになり、本人は「パンさん」とつけた。パンさんは朝に弱い",
        "三人は「春さん」「夏さん」「秋さん」と季節で呼ぶことにした。春さんは姉である",
        "ハムレットさん(本人の希望による呼び名)は二十代である",
        "She named her anxiety Gladys, and we talked about what Gladys wanted. Gladys was loud in the mornings",
        "He called the voice Mr Grumble. We gave Mr Grumble a chair of his own, and he sat in it all month",
        '"Cleo", a name that she picked from a book, is tired of being careful. Cleo has come for a year',
        "We rang Nightline together, and she took the leaflet from Winston's Wish home",
    ],
)
def test_what_is_given_to_a_feeling_or_chosen_to_be_called_by_names_nobody(told: str) -> None:
    text = told + (". We sat for a while and said little until the tea was cold." if told.isascii() else AROUND)
    assert not people(text)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("子どもに「はるか」と名づけた。はるかは八か月になる", "はるか"),
        ("She called her son Toby and asked him to come. Toby sat beside her for the hour", "Toby"),
    ],
)
def test_a_child_that_is_given_a_name_has_it(told: str, name: str) -> None:
    text = told + (". We sat for a while and said little until the tea was cold." if told.isascii() else AROUND)
    assert name in people(text)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("I'll call her Maya here.", {"Maya"}),
        ("I called him Gus until he told me that it was Lionel.", set()),
        ("The doctor's letter calls her Salem.", set()),
        ("She calls her worry Nigel, and it Nigel answers.", {"Nigel"}),
        ("She calls it Bert.", {"Bert"}),
    ],
)
def test_a_pseudonym_is_what_the_writer_gives_and_not_what_somebody_is_called_by(text: str, nobody: set[str]) -> None:
    assert pseudonyms(Reading(text)) == nobody


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("「さいご」という言葉が残った。", True),
        ("「さいご」と呼ばれた人がいた。", False),
        ("俳優原節子の話をした。", True),
        ("石原節子は毎週来る。", False),
    ],
)
def test_a_word_as_a_word_and_a_figure_by_the_whole_name_are_left_alone(text: str, left: bool) -> None:
    assert bool(list(known.spans(Reading(text)))) is left


def _left(text: str, name: str) -> bool:
    """Whether the rules leave a name alone wherever it stands."""
    left = known.spans(Reading(text))
    places = [at for at in range(len(text)) if text.startswith(name, at)]
    return all(left.hold(at, at + len(name)) for at in places)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Seen by A. Okonjo (trainee) on Monday.", "Okonjo"),
        ("Thornquist, A. R., 31, was discharged.", "Thornquist"),
        ('At the bottom was "T. Thornquist, 07700 900062".', "Thornquist"),
        ("His sister Gwenllian has written to the school.", "Gwenllian"),
        ("Gwenllian wrote to him with a list.", "Gwenllian"),
        ("It was loud, and Gwenllian on the sofa slept through it.", "Gwenllian"),
        ("She cried with Jasper on the 13th.", "Jasper"),
        ("I think that Ludmila was right to stay away.", "Ludmila"),
        ("The model was useful. He and Gordon have been for a pint.", "Gordon"),
        ("The idea is hers. Is that you, Kenny?", "Kenny"),
        ('I said that my client "Rowan" had read the chapter.', "Rowan"),
        ("Her flatmate Selvam left. She packed Selvam's box.", "Selvam"),
        ("Maggie's mum rang, and we spoke for an hour.", "Maggie"),
        ("She asked that I call her Zhenya from now on.", "Zhenya"),
    ],
)
def test_whoever_shares_a_name_with_an_author_a_figure_or_a_charity_is_not_left_alone(text: str, name: str) -> None:
    assert not _left(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thornquist, A. R., & Vane, B. (1994) is the older paper.", "Thornquist"),
        ("Thornquist, A. R. (1994). The long goodbye.", "Thornquist"),
        ("A. Thornquist (1994) is the older paper.", "Thornquist"),
        ("Thornquist on metaphor is the book for this.", "Thornquist"),
        ("There is a piece by Thornquist on this, about names.", "Thornquist"),
        ("Gwenllian Thornquist on metaphor is the book for this.", "Gwenllian"),
        ("Thornquist wrote a whole chapter on crying.", "Thornquist"),
        ("Thornquist has written about the first of these.", "Thornquist"),
        ("In the theory of Gordon we looked for a door that sticks.", "Gordon"),
        ("Herlihy and Corey call it managing.", "Corey"),
        ("Rogers would have sat with it. Beck, Bowlby and Linehan would not.", "Rogers"),
        ("Rogers would have sat with it. Beck, Bowlby and Linehan would not.", "Linehan"),
        ("She took the leaflet from Maggie's home.", "Maggie's"),
        ("A man whom I call Zhenya here came back.", "Zhenya"),
    ],
)
def test_an_author_a_charity_and_a_pseudonym_are_left_alone(text: str, name: str) -> None:
    assert _left(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "If you want the history, Gwenda Thornquist has written on the early years of the clinic, and she is fair to it.",
        "Gwenda Thornquist wrote a whole book on crying, and it is a good one for a slow evening.",
        "Approach: Rosalind Ann Thornquist on estrangement, and otherwise little but patience and tea.",
        "Approach: person-centred; Gwenda Thornquist; otherwise little but patience and a great deal of tea.",
        "A colleague swears by Gwenda Thornquist, out of print, and has lent her copy to everybody who asked.",
    ],
)
def test_an_author_whom_no_list_knows_is_left_alone_in_full(text: str) -> None:
    assert people(text) == []


def test_whoever_joins_a_session_is_no_author_of_its_approach() -> None:
    text = "Client: Gwenda Okonjo, 41, a baker.\nApproach: CBT. The peer supporter, Mags Achterberg, is involved with her agreement."
    assert "Mags Achterberg" in people(text)


def test_a_client_in_full_is_found_beside_an_author_in_full() -> None:
    text = "Client: Gwenda Okonjo, 41, a baker. She brought Rosalind Thornquist's book on crying, and Gwenda cried."
    assert people(text) == ["Gwenda Okonjo", "Gwenda"]
