"""Names in every form, and what only looks like one."""

import pytest

from app.deid import Kind, assess


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
        ("I saw Oluwaseun Adeyemi on Monday.", "Oluwaseun Adeyemi"),
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
