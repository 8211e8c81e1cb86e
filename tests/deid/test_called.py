"""A name that is a word, told by how the text says that it is a name."""

import pytest

from app.deid.people import japanese
from app.deid.reading import Reading


def named(text: str) -> set[str]:
    reading = Reading(text)
    return {reading.text[name.start : name.end] for name in japanese.names(reading)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("うちの職場に「会長」というあだ名の人がいます。", "会長"),
        ("ゲームの中では「むぎ茶大将」と名乗っています。", "むぎ茶大将"),
        ("本名を出さず「豆つぶ」の名で写真だけ載せています。", "豆つぶ"),
        ("あだ名の部長こと浅田につないでしまいました。", "部長"),
        ("皆はトンと呼ぶ。", "トン"),
        ("CL:変なあだ名をつけられてて。\nCO:差し支えなければ。\nCL:「おまけ」です。", "おまけ"),
        ("CO:お家では、なんて呼ばれてるんですか。\nCL:「ぽこ」。弟もそう。", "ぽこ"),
        ("CO:どうお呼びしましょうか。\nCL:……ほづみで、お願いします。", "ほづみ"),
    ],
)
def test_a_client_with_a_nickname_is_found_though_it_is_a_word(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "「浜です」と名乗った。",
        "CO:どうお呼びしましょうか。\nCL:番号でいいです。",
        "進路の紙に「未定」と書いている。",
        "壁に「静粛」と書いてあった。",
        "アンケートの「はい」という答えが多かった。",
    ],
)
def test_what_is_written_answered_or_said_by_nobody_is_no_nickname(text: str) -> None:
    assert not named(text) - {"浜"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("下の子は騎士と書いて「ないと」。", {"騎士", "ないと"}),
        ("「今」って書いてこん、です。", {"今", "こん"}),
        ("平さん(たいら)男性", {"平", "たいら"}),
        ("一さん(はじめ、と読む)は八十代。", {"一", "はじめ"}),
        ("二十日出さん(はつか、と読みます)が来た。", {"はつか"}),
        ("2年C組 桐原 空(そら)", {"桐原 空", "そら"}),
        ("ふくべです(瓢箪の瓢と書きますが)。", {"瓢"}),
    ],
)
def test_whose_name_is_spelt_or_read_aloud_is_found_by_it(text: str, names: set[str]) -> None:
    assert names <= named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("母国の弟(ビマル)が高校に進む。", "ビマル"),
        ("おねえちゃん(のえる)のこと", "のえる"),
        ("同僚の名前(ゆめの)が残っていました。", "ゆめの"),
        ("受付の日誌\n9:00 奥様 定刻。\n10:00 平様 遅刻。", "奥"),
        ("来談者カード\nよんでほしい なまえ ふー\nクラス 二組", "ふー"),
        ("学童の記録\nそうた 宿題のあと泣く。\nひなの 帰りの会で出ない。", "そうた"),
        ("名前を大切にしたいと思います。蔵前記", "蔵前"),
        ("兄の名札に「ぬまた そうたのおとうと」と書いてある。", "ぬまた そうた"),
        ("ノートの表紙に「きらりの たいおん」とある。", "きらり"),
    ],
)
def test_a_child_a_guest_and_a_writer_are_found_by_where_their_names_stand(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text", ["以上、担当者記", "父(パート)と話した。", "妹(小四)が来た。", "9:00 お客様 来所。\n10:00 お客様 来所。"]
)
def test_a_post_a_job_and_a_guest_without_a_name_are_nobody(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("異動で来た部長の花輪がたしなめた。", "花輪"),
        ("窓口の安居が電話で復唱した。", "安居"),
        ("演出の堀が二人を呼んだ。", "堀"),
        ("塾長の猪木にどう話すか。", "猪木"),
        ("所長三沢に報告済み。", "三沢"),
        ("保健師 出口が再面談。", "出口"),
    ],
)
def test_a_colleague_with_a_post_is_found_without_an_honorific(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "部長の判断が遅い。",
        "上司の立場に立つ。",
        "担任の手本を見た。",
        "店長の背中が遠い。",
        "相手の本名も知らない。",
        "部長会議は月曜である。",
        "隣の島と話した。",
    ],
)
def test_what_whoever_has_a_post_has_is_nobody(text: str) -> None:
    assert not named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("施設では「隼人丸」で通る。家では「すぅ」と呼ぶ。", "すぅ"),
        ("本人は小6、皆には「キャップ」で通る。", "キャップ"),
        ("本人が選んだ呼び名は七重である。", "七重"),
        ("夫のハンドルネームがどんぐりだったことを知った。", "どんぐり"),
        ("ご本人の名は霧。冬の生まれである。", "霧"),
        ("うちの子、糸っていうんですけど。", "糸"),
        ("父:飛鳥って名前も俺がつけた。", "飛鳥"),
        ("CL3:糸って子なんですけど。", "糸"),
        ("サインネームは「鈴」で、耳元で振る。", "鈴"),
        ("弟子を全員あだ名で呼びました。私はゆでだこでした。", "ゆでだこ"),
    ],
)
def test_whoever_is_said_to_be_called_so_is_found_whatever_the_word_is(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "昔のあだ名だった。",
        "どういう名前がよいか。",
        "家では「お父さん」と呼ばれる。",
        "家では「うん」と言う。",
        "ああ、変って人がいた。",
        "本人の名前は、まだ聞いていない。",
    ],
)
def test_what_nobody_is_called_is_no_name(text: str) -> None:
    assert not named(text)


def test_a_child_who_is_named_with_an_honorific_is_found_without_it() -> None:
    reading = Reading("担任から翼くんのことで電話。後で翼に聞いたら、違うと言う。")
    again = {name.start for name in japanese.repeated(reading, list(japanese.names(reading)))}
    assert reading.text.index("翼に") in again


def test_a_brother_in_brackets_is_found_by_a_short_word() -> None:
    assert "ソウ" in named("備考:兄(ソウ)の携帯に連絡。")
    assert "サラリーマン" not in named("父(サラリーマン)、母、本人。")
