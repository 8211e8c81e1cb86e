"""What the quasi rules show, what they only count, and what they leave, beyond each rule's own examples."""

from types import ModuleType

import pytest

from app.deid import Kind, assess
from app.deid.reading import Reading
from app.deid.recognisers.quasi import (
    age,
    condition,
    event_date,
    family,
    initials,
    occupation,
    origin,
    place,
    public_event,
    school,
    sex,
    workplace,
)
from app.deid.types import Finding
from tests.clock import measured, within

RULES = (age, sex, event_date, place, occupation, workplace, school, family, condition, origin, public_event, initials)


def shown(rule: ModuleType, text: str) -> list[str]:
    reading = Reading(text)
    return [reading.text[found.start : found.end] for found in rule.find(reading) if found.listed]


def counted(rule: ModuleType, text: str) -> set[str]:
    return {found.trait.code for found in rule.find(Reading(text)) if found.trait}


def findings(rule: ModuleType, text: str) -> list[Finding]:
    return list(rule.find(Reading(text)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.RULE.code)
def test_every_shown_finding_has_a_gentler_wording_and_lies_in_its_text(rule):
    for text in rule.RULE.flags:
        reading = Reading(text)
        for found in rule.find(reading):
            assert 0 <= found.start < found.end <= len(reading.text)
            assert found.instead or not found.listed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.RULE.code)
def test_no_trait_holds_words_of_the_text(rule):
    for text in rule.RULE.flags:
        for code in counted(rule, text):
            assert code.isascii()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("クライエントは48歳の男性", "48歳"),
        ("91歳の利用者", "91歳"),
        ("a 29-year-old dental nurse", "29-year-old"),
        ("I'd just turned thirteen.", "just turned thirteen"),
        ("Ct is a 34 y/o male", "34 y/o"),
    ],
)
def test_an_exact_age_is_shown(text, span):
    assert span in shown(age, text)


@pytest.mark.parametrize(
    "text",
    [
        "40代前半の女性",
        "65歳以上の人",
        "1歳半健診",
        "たいていの方は40歳くらいから先を薄く塗る",
        "35歳が転職の限界だという俗説",
        "18歳も80歳も黙る",
        "in his late forties",
        "mid-40s",
        "高校2年女子",
        "three sessions",
        "50分",
        "open to under-18s",
    ],
)
def test_bands_grades_and_rules_are_not_shown(text):
    assert shown(age, text) == []


def test_a_band_and_a_grade_count():
    assert counted(age, "40代前半の女性") == {"40-44"}
    assert counted(age, "高校2年女子") == {"16-17"}
    assert counted(age, "in her late forties") == {"45-49"}


def test_a_relatives_age_is_shown_and_does_not_count_as_the_clients():
    assert shown(age, "長男(15歳)と暮らす") == ["15歳"]
    assert counted(age, "長男(15歳)と暮らす") == set()


def test_an_age_is_put_as_the_profession_puts_it():
    assert findings(age, "48歳の男性")[0].instead[0] == "40代後半"
    assert findings(age, "a 52-year-old man")[0].instead[0] == "in their early fifties"


@pytest.mark.parametrize(
    "text",
    [
        "Rogers(1957)を参照",
        "X年Y月に来談",
        "2か月後",
        "先週の木曜",
        "2022年の法改正",
        "last spring",
        "May I ask",
        "on Thursday",
        "march on",
    ],
)
def test_dates_that_tell_nothing_are_left(text):
    assert shown(event_date, text) == []


def test_a_birthday_counts_as_one_of_365():
    assert "birthday" in counted(event_date, "1月23日生まれ")
    assert "birthday" in counted(event_date, "She was born on 3 June 1984")


@pytest.mark.parametrize(
    "text",
    [
        "日本に帰る",
        "アメリカで育った",
        "東北地方の市",
        "A市に住む",
        "in the UK",
        "across Europe",
        "somewhere in the Midwest",
        "Hope is what she needs",
        "a Gestalt approach",
    ],
)
def test_countries_regions_and_labels_are_not_shown(text):
    assert shown(place, text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("函館市で暮らす", "jp-01-202"),
        ("長崎県の出身", "jp-42"),
        ("She lives in Stockport", "gb:stockport"),
        ("パリに住む", "fr:paris"),
        ("moved from Shreveport", "us:shreveport"),
    ],
)
def test_a_place_has_a_code_of_the_gazetteer(text, code):
    assert code in counted(place, text)


def test_a_city_is_widened_to_its_region_in_words():
    assert next(f for f in findings(place, "函館市で暮らす") if f.listed).instead[0] == "北日本の市"
    assert next(f for f in findings(place, "仙台市で暮らす") if f.listed).instead[0] == "東北地方の市"
    assert next(f for f in findings(place, "秋田県で暮らす") if f.listed).instead == ("東北地方の県", "A県")
    assert next(f for f in findings(place, "大阪府で暮らす") if f.listed).instead == ("近畿地方",)


@pytest.mark.parametrize(
    "text",
    [
        "心療内科に通う",
        "ハローワークに行った",
        "B社に勤める",
        "児童相談所に通告",
        "小学校に入学",
        "大学院生",
        "the job centre",
        "her GP",
        "occupational health",
        "Cognitive Behavioural Therapy",
    ],
)
def test_generic_institutions_are_left(text):
    assert shown(workplace, text) == []
    assert shown(school, text) == []


def test_a_common_job_counts_and_is_not_shown():
    assert shown(occupation, "看護師として働く") == []
    assert counted(occupation, "看護師として働く") == {"nurse"}


def test_common_diagnoses_are_left():
    for text in (
        "うつ病",
        "適応障害",
        "双極性障害",
        "パーキンソン病",
        "ADHD",
        "IBS",
        "Down's syndrome",
        "empty nest syndrome",
    ):
        assert shown(condition, text) == []


def test_a_letter_is_shown_only_beside_the_name_it_begins():
    assert shown(initials, "Sさんは来談した") == []
    assert shown(initials, "Sさんこと佐藤さんは来談した") == ["S"]


def test_ordinary_talk_raises_no_alarm():
    japanese = (
        "最近、仕事に行くのがつらくて、朝になると体が動かないんです。上司に相談したら、少し休んだらと言われました。"
        "家族には心配をかけたくなくて、まだ話せていません。夜も眠れず、食欲もありません。"
    )
    english = (
        "I keep telling myself it will pass. Work has been a lot, and my partner says I never switch off. "
        "I lie awake and go over every word I said. My doctor thinks it is stress, and maybe she is right."
    )
    for text in (japanese, english):
        for rule in RULES:
            assert shown(rule, text) == []


TELLING = (
    "第一志望だった水戸南に落ちて、いまの学校に入った。",
    "兄は宇都宮東を卒業している。",
    "しらさぎ苑で夜勤をしている。",
    "風の森クリニックに通い始めた。",
    "梅ヶ谷小学校の保護者会でのことだった。",
    "ひだまり作業所を休みがちだ。",
    "ハローワーク諫早の窓口で泣いてしまった。",
    "上州時報で記者をしている。",
    "父は県内に一人の鷹匠で、私も見習いだ。",
    "マタギは県内に数人しかいない。",
    "祖父の代から和紙職人をしている。",
    "「年は」「41です」と答えた。",
    "私も今年で52になりますし。",
    "「もう47ですよ」と笑った。",
    "先月、燕に引っ越したばかりだ。",
    "生まれは伊根町で、姉島には祖母がいる。",
    "津軽フェニックスの二軍にいた。",
    "社会福祉法人あけぼの会の施設長だった。",
    "救難員として海に出ていた。",
    "南相馬の実家",
    "臨時で美馬郡の診療所を手伝う。",
    "北上中央の制服を着たまま川へ行った。",
    "Her son goes to Kilbrannan Primary.",
    "They met at Inverbeg Grammar, years ago.",
    "He trained with Ashcombe Vale NHS Trust.",
    "She is a ward sister at Larkfield Royal Infirmary.",
    "He got his degree from Aberystwyth.",
    "She read law at Durham before the breakdown.",
    "Forty-one. That is what she wrote on the form.",
    '"Twenty-nine. I thought I\'d be married."',
    "It began in June 2023, after the fall.",
    "June 2023, the letter came.",
    "He is a gamekeeper on the estate.",
    "She works as a piano tuner.",
    "My dad was a lock keeper all his life.",
    "There are only two farriers in the valley.",
    "She is the only doctor on Colonsay.",
    "He is one of three wardens in the park.",
    "the only Sikh family in the village",
    "the only halal butcher in Kendal",
    "They left the Exclusive Brethren when she was ten.",
    "She was raised in a Hutterite colony.",
    "He belongs to a closed religious community.",
    "a convent with nine nuns",
    "the island surgery on Westray",
    "We live near Port Logan.",
    "「年はもう四十二です」と話した。",
    "六十三にもなると体がきつい。",
    "翌2月から来談が途絶えた。",
    "島の分校がこの春で廃校になった。",
    "娘ばかり五人の家だった。",
    "アンドウ研究所を辞めた。",
    "ナミカワ製作所の寮に入った。",
    "白浜店の店長をしている。",
    "函館労働局に申し立てた。",
    "父は騎手をしていた。",
    "There was only one vet on the island.",
    "the only mosque in Dumfries",
    "She has seven sisters.",
    "a strict religious community outside town",
    "He read maths at Strathmore for a year.",
)
ORDINARY = (
    "ハイデルベルク式の訓練を試した。",
    "ストックホルム症候群という言葉を思い出した。",
    "近くの心療内科に通っている。",
    "小学校の頃から友だちがいなかった。",
    "東北の冬は長いと話す。",
    "スクールカウンセラーに相談した。",
    "第7回の面接で沈黙が続いた。",
    "BDI-IIは21点だった。",
    "個人情報保護法の改正について学んだ。",
    "デパスを飲むと眠れるという。",
    "フランクルの『夜と霧』を読んだ。",
    "夫の会社の人が来た。",
    "学校の先生になりたいと言う。",
    "三年ほど前から眠れない。",
    "二十分ほど黙っていた。",
    "いつもの病院で検査を受けた。",
    "あの病院にはもう行きたくない。",
    "母の施設を探している。",
    "春になると気分が落ちる。",
    "一人で抱えこむ癖がある。",
    "友人は一人しかいない。",
    "相談できる人は職場に一人もいない。",
    "楽しみは一つだけです。",
    "もう20回になります。",
    "まだ10分です。",
    "PHQ-9は今回12、前回は18です。",
    "得点は38です。",
    "日本には昔からある考え方だ。",
    "アメリカの研究では差がなかった。",
    "今年は忙しかった。",
    "大きな病院に移った。",
    "古い学校の夢を見た。",
    "好きな学校を選べなかった。",
    "新しい職場に慣れない。",
    "ひとり親の会に出た。",
    "町内会の役員をしている。",
    "森田療法の不問を意識した。",
    "箱庭に橋と川を置いた。",
    "自助グループにつながった。",
    "生活保護の申請を考えている。",
    "労働基準法では残業に上限がある。",
    "家の中の空気が重い。",
    "職人のように黙々と働く。",
    "神父さんのような人だった。",
    "棋士のように先を読む人だ。",
    "ロールシャッハを行った。",
    "いのちの電話を紹介した。",
    "Stockholm syndrome came up in supervision.",
    "The Edinburgh Postnatal Depression Scale was 14.",
    "He counts to twenty. Then he breathes.",
    "How many drinks? Twenty.",
    "Ten sessions. Then a review.",
    '"Sixteen sessions," I said.',
    "She scored 16. Last week it was 19.",
    "I read about the Milan model.",
    "The Maastricht interview was useful.",
    "She is the only one who listens.",
    "It was the only thing he asked for.",
    "He felt like a captain without a ship.",
    "One of two options in the plan.",
    "We met in a small church hall.",
    "A school with strict rules.",
    "She goes to primary school in the morning.",
    "He saw his GP at the surgery.",
    "The local hospital rang.",
    "In spring it lifts.",
    "For six weeks he slept badly.",
    "The Children Act 1989 applies.",
    "She takes sertraline at night.",
    "He reread The Body Keeps the Score.",
    "We used the London Measure.",
    "The Boston process group wrote on this.",
    "A class of thirty people.",
    "a group of eight members",
    "An informal team of three people.",
    "She studied at university.",
    "He is studying for his finals.",
    "She dreams of being a dancer.",
    "A beekeeper in his dream spoke.",
    "Nice is a word he uses.",
    "She read Bowlby and Winnicott.",
    "He was reading at home.",
    "March on, she told herself.",
    "May I come in?",
    "Monday. Always Monday.",
    "Eighty per cent of the time.",
    "Thirty minutes late.",
    '"Fifty minutes, then we stop."',
)


@pytest.mark.parametrize("text", TELLING)
def test_what_could_single_a_client_out_is_shown(text):
    assert any(shown(rule, text) for rule in RULES)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_counsellors_write_all_day_is_left(text):
    assert [shown(rule, text) for rule in RULES if shown(rule, text)] == []


@pytest.mark.parametrize(
    "piece", ["1", "さん", "東京都", "Abc-", "the only ", "山駅", "唯一の", "St. Mary's ", "ア・", "市"]
)
def test_the_work_grows_with_the_length_of_the_text_alone(piece):
    text = (piece * 20_000)[:20_000]
    list(place.find(Reading("東京")))  # the lists are read once

    def work() -> None:
        reading = Reading(text)
        for rule in RULES:
            list(rule.find(reading))

    measured(within(2), work)


@pytest.mark.parametrize(
    ("told", "words", "kind"),
    [
        ("島で一つだけの診療所に勤めている", "島で一つだけの診療所", Kind.ORG),
        ("村に一軒きりの薬局で働いている", "村に一軒きりの薬局", Kind.ORG),
        ("父は彼女が小さい頃にノーベル賞を受けた学者である", "ノーベル賞", Kind.FAMILY),
        ("He is a partner at the one surgery on the island", "the one surgery on the island", Kind.ORG),
        ("She keeps the valley's only post office", "the valley's only post office", Kind.ORG),
        ("Her uncle won the Nobel Prize for chemistry", "uncle won the Nobel Prize", Kind.FAMILY),
        ("I visited a lady of 93 who keeps the door open", "93", Kind.AGE),
    ],
)
def test_a_small_place_s_one_surgery_a_laureate_s_niece_and_a_lady_of_93_are_seen(
    told: str, words: str, kind: Kind
) -> None:
    text = told + (
        ". We sat for a while and said little until the tea was cold."
        if told.isascii()
        else "。来談のきっかけは不眠で、夜になると考えが止まらないという。話しながら何度も時計を見ていた。"
    )
    assert [one for one in assess(text).findings if one.kind is kind and words in text[one.start : one.end]]


@pytest.mark.parametrize(
    "text",
    [
        "She is in her forties and grew up in Wales with two brothers. She has taught for years and came because she could not sleep.",
        "ノーベル賞を受けた学者の講演を聞いた。来談者は、自分には何もないと感じたという。夜は眠れないことが多い。",
        "世界に一つだけの花という歌を口ずさみながら来た。眠れない夜には、その歌を何度も聴くのだという。",
        "The leaflet is for nine-year-olds and their teachers. We used it twice this term and nobody asked what it was for.",
    ],
)
def test_a_country_one_grew_up_in_a_lecture_and_a_song_single_nobody_out(text: str) -> None:
    assert not assess(text).findings
