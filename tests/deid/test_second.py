"""What the rules found is read a second time: what no rule sees is added, what is told of a citation is dropped."""

import numpy as np
import pytest

from app.deid import Identifier, Kind, assess, likely, meanings
from app.deid.assess import by_rules
from app.deid.reading import Reading
from app.deid.recognisers.quasi import occupation
from app.deid.second import DIRECT, read_again, tagger
from app.deid.tagger import AT_ONCE, LABELS, REACH, WEIGHTS
from app.deid.tokens import checksums, meaning, tokens
from tests import texts
from tests.deid import corpus


def test_tokens_are_in_order_and_apart_and_leave_out_nothing_but_white_space() -> None:
    for text in (*corpus.texts("ja", "dev"), *corpus.texts("en", "dev")):
        reading = Reading(text.body)
        at = 0
        for token in tokens(reading):
            assert not reading.text[at : token.start].strip()
            assert token.start < token.end
            at = token.end
        assert not reading.text[at:].strip()


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_a_long_text_is_judged_in_pieces_as_it_would_be_in_one(language: str) -> None:
    body = "\n".join(text.body for text in corpus.texts(language, "dev"))
    forms = [token.features for token in tokens(Reading(body))]
    assert len(forms) > AT_ONCE + REACH
    chances = tagger().chances(forms)
    assert chances.shape == (len(forms), len(LABELS))
    middle = slice(AT_ONCE - 3 * REACH, AT_ONCE + 3 * REACH)
    alone = tagger().chances(forms[middle])
    inner = slice(REACH, -REACH)
    assert np.allclose(chances[middle][inner], alone[inner], atol=1e-4), "a token is judged by its neighbours alone"


def test_a_telephone_number_stays_found_whatever_stands_around_it() -> None:
    for around in ("{}", "PHQ-9は{}点だった。", "Rogers ({}) と書かれている。", "{} times a week"):
        found = assess(around.format("090-1234-5678")).findings
        assert any(finding.identifier is Identifier.DIRECT for finding in found), around


def test_what_leads_to_a_guideline_or_a_paper_leads_to_nobody() -> None:
    for printed in (
        "厚生労働省の頁 https://www.mhlw.go.jp/stf/seisaku.html を参照しました。",
        "See https://www.nice.org.uk/guidance/cg90 for the guideline.",
        "文献は https://doi.org/10.1037/h0045357 に、本は ISBN 978-4-7724-1234-5 にあります。",
    ):
        assert assess(printed).findings == (), printed


def test_nothing_is_told_of_a_text_without_words() -> None:
    for empty in ("", " ", "\n\n", "。", "……"):
        assert read_again(Reading(empty), by_rules(Reading(empty))) == []


def test_signs_that_are_digits_in_another_script_are_read_as_signs() -> None:
    for sign in "፮²④٣៥〇":
        assert assess(f"{sign} {sign}{sign}").findings is not None, sign


def test_a_word_is_like_what_it_ends_in() -> None:
    assert meanings.number("代表", "ja") is not None
    assert meanings.number("vet", "en") is not None
    assert meanings.number("zzxqvk", "en") is None
    ends = [checksums(token.features)[0] for token in tokens(Reading("副代表と代表"))]
    assert ends[0] == ends[-1] == meaning(meanings.number("代表", "ja") or 0)


def test_the_words_and_the_weights_are_of_one_learning() -> None:
    with np.load(WEIGHTS) as stored:
        assert len(stored["table"]) == len(stored["known"])
        assert {meaning(number) for number in range(meanings.count())} <= set(stored["known"].tolist())
        assert (np.diff(stored["known"].astype(np.int64)) >= 0).all(), "it is searched in halves"


def test_nobody_is_found_inside_a_link_and_no_contact_in_code() -> None:
    for written in (
        "The paper is at https://pubmed.ncbi.nlm.nih.gov/31452104/ and it is worth your while on a slow evening; we read it in the group.",
        "**大事**なところ <script>alert(1)</script> <img src=x onerror=alert(1)>",
    ):
        assert [written[f.start : f.end] for f in assess(written).findings] == [], written


def test_a_pet_name_that_begins_like_a_particle_is_found_whole() -> None:
    told = "亡くなった犬の話になると、もえぴが、と言って黙ってしまう。もえぴは娘のことらしい。仕事の話では声が明るく、こちらも少し笑った。"
    assert [told[found.start : found.end] for found in assess(told).findings] == ["もえぴ", "もえぴ"]


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ("Referred on Monday. The new one is Oonagh M., and she comes at four.", "Oonagh M."),
        ("Referral for Parminder Sahota, MRN 6620418-P, who asked to be seen in the mornings.", "MRN 6620418-P"),
        ("The insurer wants the policy (LV 0067-22-941-K) by the week's end.", "LV 0067-22-941-K"),
        ("相談者は印刷所に勤める 真壁 千早(三十代)である。上司との不和から眠れず、来談した。", "真壁 千早"),
        (
            "相談者 入山 瑞穂 55歳\n続柄 母\n主訴は夜眠れないこと。息子の面会について語り、長く黙った。次回は来週。",
            "入山 瑞穂",
        ),
        (
            "Joint discharge\nPatient: Page, Jocasta\nHospital number: L0442197\nShe slept badly, and asked for the letter twice.",
            "Page, Jocasta",
        ),
        ("次の方は口座番号が普通 0729164、名義は鬼頭みのりさんです。", "普通 0729164"),
    ],
)
def test_what_is_one_name_or_one_number_is_found_as_one(told: str, whole: str) -> None:
    assert whole in [told[found.start : found.end] for found in assess(told).findings]


def test_the_full_stop_of_a_sentence_is_no_part_of_a_name() -> None:
    told = "Oonagh and Priya came. I sat with Priya."
    assert [told[found.start : found.end] for found in assess(told).findings] == ["Oonagh", "Priya", "Priya"]


def test_an_answer_to_how_much_is_no_age() -> None:
    asked = "T: How strong is the guilt just now, out of a hundred?\nC: Eighty-five. No. Saying it out loud, seventy.\nT: Write the seventy down."
    assert assess(asked).findings == ()


@pytest.mark.parametrize(
    "told", ["For thirty-one years she kept the tower clock wound.", "She has married eleven hundred couples."]
)
def test_how_long_and_how_many_are_no_age(told: str) -> None:
    around = f"Client is a widow with grown children. {told} She came because the house had gone quiet, and sat with her coat on."
    assert not [found for found in assess(around).findings if found.kind is Kind.AGE]


def test_an_age_is_told_behind_a_scale_all_the_same() -> None:
    asked = "T: On a scale of one to ten, how bad was the week?\nC: I don't know. My birthday was Tuesday and I turned forty-three. Nobody rang me, and I sat there."
    assert "turned forty-three" in [asked[found.start : found.end] for found in assess(asked).findings]


def _labels(text: str, chances: dict[str, float], label: str = "PERSON") -> dict[str, str]:
    """What each word of a text is likely to tell, if the tagger gives these chances to these words and none to the others."""
    reading = Reading(text)
    given = list(tokens(reading))
    words = [reading.text[token.start : token.end] for token in given]
    table = np.zeros((len(given), len(LABELS)), np.float32)
    for index, word in enumerate(words):
        table[index, LABELS.index(label)] = chances.get(word, 0.0)
        table[index, 0] = 1.0 - chances.get(word, 0.0)
    made = likely.labels(reading, given, table, DIRECT, {})
    return dict(zip(words, made, strict=True))


LONG = "It was a long week and nobody had slept, so we sat and said little until the tea was cold and somebody laughed at the rain. "


def test_what_stands_right_beside_a_likely_word_needs_less_to_be_told_with_it() -> None:
    made = _labels(
        LONG + "Then Lourens van Merwe wrote, Merle too.", {"Lourens": 0.9, "van": 0.1, "Merwe": 0.2, "Merle": 0.2}
    )
    assert (made["Lourens"], made["van"], made["Merwe"]) == ("PERSON",) * 3
    assert made["Merle"] == "" and made["wrote"] == ""


def test_a_text_that_surely_tells_of_somebody_is_believed_to_tell_more() -> None:
    told = LONG + "Then Lourens van Merwe rang, and Lourens wrote, and Quillan came."
    silent = _labels(told, {"Quillan": 0.3})
    hardly = _labels(told, {"Merwe": 0.9, "Quillan": 0.3})
    telling = _labels(told, {"van": 0.9, "Merwe": 0.9, "Quillan": 0.3})
    assert (silent["Quillan"], hardly["Quillan"], telling["Quillan"]) == ("", "", "PERSON")


def test_one_sign_is_a_name_more_often_where_others_are_named() -> None:
    told = LONG + "Then Lourens van Merwe came, and Lourens wrote, and 朔 came."
    telling = _labels(told, {"Lourens": 0.9, "van": 0.9, "Merwe": 0.9, "朔": 0.7})
    silent = _labels(told, {"朔": 0.7})
    assert (telling["朔"], silent["朔"]) == ("PERSON", "")


@pytest.mark.parametrize(
    ("told", "sign", "label"),
    [
        ("Then a boy known as T came.", "T", "PERSON"),
        ("Then Miss P. came.", "P", "PERSON"),
        ('The message began "Dear T" and ended.', "T", "PERSON"),
        ("Then vitamin K came.", "K", ""),
        ("寅さんと呼ばれる。", "寅", "PERSON"),
        ("寅の年である。", "寅", ""),
        ("お坊さんと話した。", "坊", ""),
    ],
)
def test_whoever_is_called_by_one_sign_needs_no_more_than_another_name(told: str, sign: str, label: str) -> None:
    named = {"Lourens": 0.9, "Merwe": 0.9}
    assert _labels(LONG + "Lourens Merwe came. " + told, {**named, sign: 0.3})[sign] == label
    assert _labels(LONG + told, {sign: 0.3})[sign] == ""


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("Everybody calls her Biscuit here.", "PERSON"),
        ("Biscuit's mother rang.", "PERSON"),
        ("It's Biscuit. Hello.", "PERSON"),
        ("We ate it with Biscuit crumbs.", ""),
    ],
)
def test_an_everyday_word_by_which_somebody_is_called_needs_no_more_than_another_name(told: str, label: str) -> None:
    named = {"Lourens": 0.9, "Merwe": 0.9}
    assert _labels(LONG + "Lourens Merwe came. " + told, {**named, "Biscuit": 0.3})["Biscuit"] == label


def test_a_letter_that_stands_for_somebody_is_nobody_however_much_else_is_told() -> None:
    told = "Aさんは52歳の女性。佐藤美咲さんという同僚の名前がくり返し出てくる。第3回でも佐藤さんのことを話し、090-1234-5678を見せた。"
    assert [told[found.start : found.end] for found in assess(told).findings if found.kind is Kind.PERSON] == [
        "佐藤美咲",
        "佐藤",
    ]


def test_an_english_word_on_no_list_of_names_takes_more_to_be_one() -> None:
    told = LONG + "Then Custard came, and Quillan came, and Brexit, and Lasagne."
    made = _labels(told, {"Custard": 0.75, "Quillan": 0.65, "Brexit": 0.9, "Lasagne": 0.6})
    assert (made["Custard"], made["Quillan"]) == ("PERSON", "PERSON")
    assert (made["Brexit"], made["Lasagne"]) == ("", "")


def test_what_may_be_a_name_in_three_places_is_one() -> None:
    thrice = _labels(LONG + "Bean sat. Then Bean rose. It was Bean, and Pod.", {"Bean": 0.35, "Pod": 0.35})
    assert (thrice["Bean"], thrice["Pod"]) == ("PERSON", "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("女性の獣医", "vet"),
        ("a former vet", "vet"),
        ("装蹄師", "rare"),
        ("移動図書館の最後の運転手", "singular"),
        ("the only bell-founder left", "singular"),
    ],
)
def test_a_post_in_any_words_counts_as_one_that_many_have_or_few_or_one(words: str, code: str) -> None:
    assert occupation.code_of(words) == code


def test_a_clear_case_stays_clear() -> None:
    for clear in (texts.CLEAR_CASE, texts.CLEAR_CASE_EN, texts.CLEAR_COMMENT):
        assert assess(clear).findings == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("She lives in Texas with her two sons. She came because she could not sleep.", "Texas"),
        ("He drives over from Kendal every week. He came because he could not sleep.", "Kendal"),
        ("She lives in Southend-on-Sea with her two sons. She is off work at the moment.", "Southend-on-Sea"),
        ("来談者は黒川村に住む40代の女性である。不眠を訴えて来室した。", "黒川村"),
        ("山田市から一時間かけて通ってくる。仕事は休んでいる。", "山田市"),
    ],
)
def test_a_place_that_is_also_somebodys_name_is_a_place_where_one_lives(text: str, place: str) -> None:
    found = [(finding.kind, text[finding.start : finding.end]) for finding in assess(text).findings]
    assert ("PLACE", place) in found and all(kind != "PERSON" for kind, _ in found)


def test_a_name_that_is_also_a_place_stays_a_name_with_its_honorific() -> None:
    for text, name in (("山田さんは黙ってうなずいた。", "山田"), ("Mr Kendal sat down and said nothing.", "Kendal")):
        assert [text[finding.start : finding.end] for finding in assess(text).findings] == [name]


def test_a_text_that_surely_tells_of_somebody_is_believed_sooner_of_what_a_rule_leaves_alone() -> None:
    told = "Mason Okafor, 35, is a scaffolder from Deal. His sister Abi rang on 07700 900418. His mate {} works with him, and {} sat in once. We used Rogers on regard."
    bars = (likely.SHORT.left, likely.SILENT.left, likely.TELLING.left)
    assert bars == tuple(sorted(bars, reverse=True))
    for name in ("Pip", "Jocasta"):
        text = told.format(name, name)
        found = [text[one.start : one.end] for one in assess(text).findings]
        assert found.count(name) == 2 and "Rogers" not in found, found


def test_a_help_line_stays_one_however_much_is_told() -> None:
    told = "Mason Okafor, 35, is a scaffolder from Deal. His sister Abi rang on 07700 900418 and then he rang Nightline. Nightline listened."
    assert not [one for one in assess(told).findings if told[one.start : one.end] == "Nightline"]


def test_a_link_alone_does_not_make_a_text_one_that_tells_of_somebody() -> None:
    quiet = "待つことと、放っておくことのあいだで。\n「[頁](https://reached.example/x)」を見た話です。\n沈黙が続くとき、皆さんは何を手がかりに待っていますか。"

    assert assess(quiet).findings == ()
