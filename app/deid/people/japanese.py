"""Names in Japanese script: with an honorific, in full, introduced, called, labelled, or standing alone."""

import re
from collections.abc import Iterator, Sequence

from app.deid.lists import word_set
from app.deid.people.span import Name
from app.deid.reading import Reading
from app.words import Word

SURNAMES = word_set("japanese_surnames")
SURNAMES_KANA = word_set("japanese_surnames_kana")
GIVEN_KANA = word_set("japanese_given_kana") | word_set("japanese_given_kana_more")
FOREIGN_KANA = word_set("foreign_names_kana")
COMMON = word_set("common_names_ja")
ROLES = word_set("roles")

HONORIFICS = frozenset({"さん", "さま", "様", "氏", "くん", "君", "ちゃん", "ちゃま", "殿", "どの", "たん", "さーん", "ちん", "っち", "夫妻", "さんち", "クン", "サン", "チャン"})  # fmt: skip
FAMILIAR = frozenset({"くん", "君", "ちゃん", "ちゃま", "たん", "っち", "クン", "チャン"})
TITLES = frozenset({
    "先生", "せんせい", "センセイ", "センセー", "教授", "准教授", "医師", "主任", "課長", "部長", "係長", "次長", "室長", "局長", "店長", "院長", "所長", "園長",
    "校長", "教頭", "社長", "専務", "常務", "会長", "班長", "隊長", "船長", "監督", "コーチ", "看護師", "保健師", "先輩", "師長", "婦長", "主査", "主事", "弁護士",
    "博士", "ドクター", "チーフ", "マネージャー", "リーダー", "社員", "巡査", "検事", "住職", "牧師", "神父", "シスター", "議員", "警部", "一家", "家", "SV",
    "心理士", "相談員", "支援員", "保育士", "ワーカー", "ケアマネ", "担任", "教諭", "老人", "容疑者", "被告", "選手", "投手", "巡査部長", "工場長", "町長", "村長",
    "女史", "嬢", "兄さん", "姉さん", "兄ちゃん", "姉ちゃん", "おじさん", "おばさん", "おじちゃん", "おばちゃん", "じいちゃん", "ばあちゃん", "じいさん", "ばあさん",
    "大統領", "首相", "大臣", "総理大臣", "総理", "少将", "中将", "大将", "大佐", "中佐", "少佐", "大尉", "中尉", "少尉", "提督", "将軍", "元帥", "伯爵", "公爵", "侯爵", "男爵", "子爵", "卿", "親王", "内親王",
    "夫人", "皇帝", "教皇", "司教", "総裁", "総督", "長官", "知事", "市長", "区長", "大使", "公使", "警部補", "刑事", "捜査官", "騎手", "棋士", "名人", "九段", "八段", "力士", "関", "親方", "師匠", "兄弟", "姉妹", "夫妻", "父子", "親子",
    "ママ", "パパ", "両名", "姓", "名義", "宅",
})  # fmt: skip
NOT_BEFORE_TITLE = frozenset("前元新現旧次同各某係副総全両本当他別正助大小中上下今") | {
    "北部",
    "南部",
    "東部",
    "西部",
    "中央",
    "中",
    "大",
    "小",
    "高",
    "新",
}
KIN = (
    "長男|長女|次男|次女|二男|二女|三男|三女|四男|四女|末っ子|息子|娘|夫|妻|主人|旦那|父親?|母親?|祖父|祖母|兄|姉|弟|妹|双子|孫|甥|姪|いとこ|従兄弟?|従姉妹?|従姉|従弟|"
    "叔父|叔母|伯父|伯母|義父|義母|義兄|義姉|義弟|義妹|彼氏|彼女|彼|恋人|婚約者|元夫|元妻|元彼|元カノ|元カレ|パートナー|親友|友人|友達|友だち|知人|同僚|上司|部下|先輩|"
    "後輩|同期|同級生|クラスメイト|幼なじみ|幼馴染み?|ママ友|隣人|担任|副担任|顧問|主治医|担当医|産業医|カウンセラー|キャリアコンサルタント|心理士|心理師|保健師|看護師|養護教諭|"
    "支援員|相談員|ヘルパー|ケアマネ|ワーカー|院長|園長|校長|教頭|店長|課長|部長|係長|主任|班長|社長|室長|後任|前任|担当|通訳|施設長|生徒|児童|園児|部員|子ども|子|友|SC|SV|CO|CL|IP|"
    "クライエント|クライアント|相談者|来談者|利用者|患者|受講者|参加者|職員|社員|スタッフ|バイザー|バイジー|スーパーバイザー|ボランティア|講師|医師|弁護士|教員|教諭|先生|新人|実習生|アルバイト|パート"
)
NAME = r"[一-鿿々ヶぁ-ゖァ-ヺー]{1,10}"
KIN_OF = re.compile(rf"(?:{KIN})(?:の方)?(?:の、|の|である|、|・|「|[（(])")
# Words of the dictionary that are given names far more often than words: a relative or a quotation mark before one is enough.
GIVEN_KANJI = frozenset(
    "小百合 百合子 蒼空 凛 澪 颯 昴 梓 舞 小夜 千代 八重 千歳 若菜 早苗 小雪 深雪 初音 琴音 風花 一花 一颯 大河 大地 飛鳥 真砂 聖 茉莉 翠 雫 湊 律 蓮 葵 茜 菫 楓 杏 遥 渚 碧 蒼 睦 翔 駿 悠 諒 亮 隼 岳 "
    "聡 智 哲 徹 淳 潤 毅 浩 弘 宏 稔 馨 薫 莉 轟 弥生 皐月 日向 結 樹".split()
)
# Characters of which given names are made.
NAME_KANJI = frozenset(
    "嗣子美香奈菜恵江代枝乃佳花華歌里理梨莉沙紗央音織緒穂帆葉衣依結那愛真実希季紀貴樹輝斗翔太大介助輔祐佑郎朗人仁也哉弥矢司志士史之幸行雄夫男生治彦平吾悟馬磨空海陽晴春夏秋冬月星光晃明亮蓮颯琉瑠璃蒼碧翠凛"
    "澪湊悠遥優佑勇雅正昌将翼颯隼駿龍竜虎拓匠巧聡智哲徹淳潤毅浩弘宏隆稔薫馨健賢謙康保守学誠剛武一二三千百万久寿文和清静節信義孝忠良吉喜久美咲彩綾桜桃杏梅椿楓梓茜葵心音羽望夢咲芽萌朱珠鈴涼玲麗礼奏詩都倫典尚直"
)
KIN_BEFORE_NAME = re.compile(
    r"(?:長男|長女|次男|次女|二男|二女|三男|三女|四男|四女|五男|五女|末子|息子|妻|夫|[実義養](?:父|母|弟|妹|兄|姉)|(?<=[:、・(（\n ])(?:父|母|兄|姉|弟|妹|祖父|祖母))(?=[一-鿿々]{2,3}(?:[はがもをにと、。(（)）・]|$))"
)

LABEL = re.compile(
    r"(?:氏名|名前|お名前|本名|実名|姓名|呼び名|呼称|通称|愛称|あだ名|ニックネーム|フリガナ|ふりがな|読み仮名|ハンドルネーム|ペンネーム|旧姓|姓|名字|苗字|"
    r"クライエント名?|クライアント名?|相談者名?|来談者名?|患者名?|利用者名?|対象者名?|担当者?|担当カウンセラー|記録者?|記載者|報告者|発表者|事例提供者|文責|作成者?|署名|保護者|面接者|"
    r"家族構成|夫|妻|父|母|長男|長女|次男|次女|三男|三女|息子|娘|兄|姉|弟|妹|祖父|祖母|孫|子|友人|同僚|上司|差出人|宛先|宛名|宛|From|To|Name|NAME|name|件名|Sent by)"
    r"(?: ?[（(][^）)\n]{0,12}[）)])? ?[:=は｜|,\t] ?[「『\"]?"
)
STRONG_LABEL = re.compile(
    r"(?:氏名|名前|本名|実名|姓名|呼び名|通称|愛称|あだ名|ニックネーム|フリガナ|ふりがな|旧姓|名字|苗字|name|Name|NAME)"
)
CALLED = re.compile(
    r"(?:と申しま|といいます|と言います|と名乗|と呼ん|と呼ば|って呼ん|って呼ば|って言います|っていいます|という名前|という名の|という者|という方|という子|という人|という女|という男|"
    r"という生徒|という患者|という名|という姓|という苗字|という名字|という同僚|なんて人|なんて子|なんて名|という女性|という男性|という学生|という先生|という上司|って名前|って子|って人|っていう子|っていう人|っていう名前|っていう先生|ちゃんって|くんって|さんって)"
)
INTRODUCED = re.compile(r"(?:です|でーす|ですが|と申します|といいます|でございます|だよ|だけど|です。)")
QUOTED = re.compile(r"[「『“\"]([ぁ-ゖァ-ヺー一-鿿々]{1,8}?)(?=[、,!?！？っ…。]|ー*[」』])")
FULL_KATAKANA = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,}+(?:[・=＝ ·][ァ-ヺー]{1,}+){1,5}")
KATAKANA = re.compile(r"[ァ-ヺー]+")
KANA = re.compile(r"[ぁ-ゖー]+")
KANJI = re.compile(r"[一-鿿々]+")
MASKS = "◯○〇●◎*＊×✕✖■□▲△▼_?？XxＸ"
MASKED = re.compile(
    r"(?<![一-鿿々ァ-ヺ])(?:[一-鿿々ァ-ヺぁ-ゖ]{1,2}[◯○〇●◎*×✕■□▲△▼]{1,3}|[◯○〇●◎*×✕■□▲△▼]{1,2}[一-鿿々]{1,2}|[一-鿿々ァ-ヺぁ-ゖ][◯○〇●◎*×✕■□▲△▼]{1,2}[一-鿿々ァ-ヺぁ-ゖ]{1,2}?)"
    r"(?=さん|様|さま|氏|くん|君|ちゃん|先生|課長|部長|主任|係長|店長|先輩|[（(]\d)"
)
SPACED = re.compile(r"(?<![一-鿿々ぁ-ゖァ-ヺー])[一-鿿々](?: [一-鿿々]){1,4}(?![一-鿿々])")
SPACED_KANA = re.compile(
    r"(?<![ぁ-ゖァ-ヺー一-鿿])[ぁ-ゖ](?:[ ・-][ぁ-ゖ]){2,8}(?![ぁ-ゖ])|(?<![ぁ-ゖァ-ヺー一-鿿])[ァ-ヺ](?:[ ・-][ァ-ヺー]){2,8}(?![ァ-ヺー])"
)
SPELT = re.compile(
    r"(?:[一-鿿]|「[一-鿿]」|『[一-鿿]』)(?:に|と|へん)(?:[一-鿿]|「[一-鿿]」|『[一-鿿]』)(?:の[一-鿿])?(?:で「?[一-鿿]{2,4}」?|と書いて[「『]?[一-鿿ぁ-ゖ]{2,6}[」』]?|と書く)"
)
AGED = re.compile(r" ?[（(、] ?(?:仮名ではな|本名|男|女|\d{1,3}(?:歳|才|代)|[小中高]\d)")

NOT_NAMES_KANA = frozenset({
    "ことは", "ことも", "ものは", "ひとは", "ときは", "こと", "ため", "ほう", "もの", "こころ", "いのち", "きもち", "はなし", "みかた", "ゆめ", "のぞみ", "ひかり", "ひと", "とき", "ところ", "まま", "うち", "そと",
    "なか", "まえ", "あと", "いま", "きょう", "あした", "あさ", "よる", "ひる", "はる", "なつ", "あき", "ふゆ", "つき", "ほし", "そら", "うみ", "やま", "かわ", "はな", "いし",
    "すみ", "かた", "あい", "いえ", "さき", "まだ", "まさか", "きっと", "もし", "なお", "また", "さて", "ただ", "ほら", "なに", "なんで", "いや", "うん", "ええ", "はい", "ねえ",
    "ねぇ", "もう", "あの", "その", "この", "どの", "さあ", "まあ", "おい", "こら", "やめて", "ごめん", "だめ", "うそ", "でも", "だって", "だから", "そう", "ああ", "えっと", "すごい",
    "みんな", "まじ", "やばい", "いい", "よし", "しおり", "いつき", "みのり", "いのり", "しずく", "みらい", "あゆみ", "みどり", "たから", "ちから", "しあわせ", "まこと", "いずみ",
    "さと", "みち", "くるみ", "もも", "すず", "かえで", "もみじ", "たまき", "いぶき", "ほのか", "のどか", "しずか", "やすらぎ", "みさき", "いろは", "かなた", "はるか", "さくら",
    "ゆき", "まき", "ゆう", "かい", "しん", "けん", "とも", "よう", "りん", "れん", "じゅん", "みき", "ゆり", "かな", "なな", "まい", "あゆ", "いく", "せい", "かん", "てん",
})  # fmt: skip
SELDOM_WORDS_KANA = frozenset({
    "しおり", "いつき", "みのり", "しずく", "みらい", "あゆみ", "みどり", "まこと", "いずみ", "くるみ", "もも", "すず", "かえで", "もみじ", "たまき", "いぶき", "ほのか", "のどか",
    "みさき", "いろは", "かなた", "はるか", "さくら", "ゆき", "まき", "ゆう", "けん", "とも", "りん", "れん", "じゅん", "みき", "ゆり", "かな", "なな", "まい", "あゆ", "のぞみ", "ひかり", "あい",
    "そら", "うみ", "はな", "はる", "なつ", "あき", "さき", "しん", "かい", "ゆめ", "こころ", "あさひ", "ひなた",
})  # fmt: skip
ORG_AFTER = re.compile(
    r"(?:株式会社|製作所|工業|建設|商店|病院|医院|クリニック|歯科|内科|小学校|中学校|高校|大学|学園|幼稚園|保育園|市|町|村|区|県|府|都|駅|線|式|ビネー|杯|賞|法|理論|モデル|療法|城|川|山|池|神社|寺|通り|橋|港|銀行|自動車|重工|屋|堂|本店|支店|島|半島|温泉|ダム|株|製|版|派|流|型)"
)


def names(reading: Reading) -> Iterator[Name]:
    """Yield names in Japanese script, in no order; some lie in others."""
    if not reading.words:
        return
    yield from _honoured(reading)
    yield from _in_full(reading)
    yield from _on_a_line(reading)
    yield from _katakana(reading)
    yield from _foreign(reading)
    yield from _in_one_run(reading)
    yield from _cued(reading)
    yield from _alone(reading)
    yield from _hidden(reading)


def _tagged(word: Word, *parts: str) -> bool:
    return word.pos[2] == "人名" and (not parts or word.pos[3] in parts)


def _surname(word: Word) -> bool:
    return word.surface in SURNAMES or _tagged(word, "姓")


def _hiragana(surface: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in surface)


def _given(word: Word) -> bool:
    if _tagged(word, "名"):
        return True
    surface = word.surface
    return bool(KANA.fullmatch(surface) or KATAKANA.fullmatch(surface)) and _hiragana(surface) in GIVEN_KANA


def _named(surface: str) -> bool:
    """Whether a stretch of kana is a family or a given name."""
    plain = _hiragana(surface)
    return plain in GIVEN_KANA or plain in SURNAMES_KANA or surface in FOREIGN_KANA


ROLE_ENDS = ("者", "員", "師", "屋", "士", "官", "係", "手", "主", "生", "人", "長", "職", "親", "科", "課", "部", "室", "所", "店", "社", "局", "院", "園", "校", "会", "団", "組", "側", "達", "たち", "ら", "方", "代", "性")  # fmt: skip


def _role(word: Word) -> bool:
    surface = word.surface
    if surface in ROLES or surface.removeprefix("お") in ROLES or surface.removeprefix("ご") in ROLES:
        return True
    return (
        word.known
        and not _tagged(word)
        and len(surface) > 1
        and surface not in SURNAMES
        and surface.endswith(ROLE_ENDS)
    )


def _nameless(word: Word) -> bool:
    """Whether a word can be no part of a name: a number, a letter, a sign, a word of grammar."""
    if word.pos[1] == "数詞" and word.surface not in SURNAMES:
        return True
    return not (
        KANJI.fullmatch(word.surface)
        or KANA.fullmatch(word.surface)
        or KATAKANA.fullmatch(word.surface)
        or word.surface in SURNAMES
        or _mixed(word.surface)
    )


def _mixed(surface: str) -> bool:
    return bool(re.fullmatch(r"[一-鿿々ヶぁ-ゖァ-ヺー]+", surface))


def _honoured(reading: Reading) -> Iterator[Name]:
    """佐藤さん, 林くん, 武井先生, みーちゃん; not お客さん, 担任の先生, Aさん."""
    words = reading.words
    for index, word in enumerate(words):
        honorific = word.surface in HONORIFICS
        split_title = word.surface in SPLIT_TITLES and reading.text.startswith("長", word.end)
        if not honorific and word.surface not in TITLES and not split_title:
            fused = _fused(word)
            if fused is not None:
                yield fused
            continue
        if index == 0:
            continue
        before = words[index - 1]
        gap = word.start - before.end
        if (
            gap > 1
            or (gap and reading.text[before.end] != " ")
            or (gap and word.surface in ("家", "様", "君", "殿", "氏"))
        ):
            continue
        start = _name_before(reading, index, honorific=honorific, familiar=word.surface in FAMILIAR)
        if start is None:
            continue
        name = reading.text[start : before.end]
        nickname = word.surface in FAMILIAR and bool(
            KANA.fullmatch(name) or KATAKANA.fullmatch(name) or (len(name) == 1 and name not in SURNAMES)
        )
        yield Name(start, word.end if nickname else before.end, True)


SPLIT_TITLES = frozenset("課係部室店班院園局次所駅船")


def _known_name(name: str) -> bool:
    return name in SURNAMES or _named(name) or KANJI.fullmatch(name) is not None


FUSED = re.compile(r"([ぁ-ゖァ-ヺー一-鿿]{1,6}?)(ちゃん|くん|さん)")


def _fused(word: Word) -> Name | None:
    """A nickname that the dictionary holds as one word, when it is tagged as a person's."""
    if (
        not word.surface.endswith(("ちゃん", "くん"))
        or word.surface[:-3] in ROLES
        or not (_tagged(word) or not word.known)
    ):
        return None
    stem = word.surface.removesuffix("ちゃん").removesuffix("くん")
    if not stem or stem in ROLES or stem.removeprefix("お") in ROLES:
        return None
    return Name(word.start, word.end if not _known_name(stem) else word.start + len(stem), True)


def _name_before(reading: Reading, index: int, *, honorific: bool, familiar: bool) -> int | None:
    """Return where the name that ends before the word at `index` begins, or None if none does."""
    words = reading.words
    before = words[index - 1]
    if KANA.fullmatch(before.surface) and not _tagged(before):
        start = _kana_name(reading, index, familiar=familiar)
        if start is not None or before.pos[0] != "名詞":
            return start
    if _nameless(before):
        return None
    if _role(before) and not (_surname(before) and before.surface not in COMMON):
        return None
    joined = _joined(reading, index)
    if joined is not None and joined < before.start and not _surname(before):
        return joined
    if (
        (familiar or not honorific)
        and len(before.surface) == 1
        and KANJI.fullmatch(before.surface)
        and before.surface not in NOT_SINGLE
        and not KANJI.match(reading.text[before.start - 1 : before.start])
    ):
        return before.start
    run = _made_name(reading, before) if familiar else None
    if run is not None:
        return run
    if honorific:
        if not (
            _surname(before)
            or _given(before)
            or _tagged(before)
            or not before.known
            or before.surface in COMMON
            or _familiar_noun(before, familiar=familiar)
            or (index > 1 and KATAKANA.fullmatch(before.surface) and _tagged(words[index - 2], "姓"))
        ):
            return _joined(reading, index)
    elif before.surface in NOT_BEFORE_TITLE or not (
        (before.pos[2] == "地名" and words[index].surface == "先生" and len(before.surface) > 1)
        or _surname(before)
        or _given(before)
        or _tagged(before)
        or (not before.known and len(before.surface) > 1)
    ):
        return _joined(reading, index)
    return _grown(reading, index - 1)


def _made_name(reading: Reading, before: Word) -> int | None:
    """Where the two or three kanji of names that end with `before` begin, if they are all there is (蒼空, 心春)."""
    text, start = reading.text, before.end
    index = reading.word_index(before.start)
    if index and before.start == reading.words[index - 1].end:
        beside = reading.words[index - 1]
        if len(before.surface) > 1 and NAME_KANJI.issuperset(before.surface) and before.surface not in ROLES:
            if _tagged(beside, "姓"):
                return beside.start
            if _role(beside):
                return before.start
    while start and KANJI.match(text[start - 1]) and before.end - start < LONGEST_MADE + 1:
        start -= 1
    name = text[start : before.end]
    if 2 <= len(name) <= LONGEST_MADE and NAME_KANJI.issuperset(name) and name not in ROLES:
        return start
    return None


LONGEST_MADE = 3  # kanji of a given name
NOT_SINGLE = frozenset(
    "前元新現旧次同各某係総副課部局班男女老若主我両全本名恩大亡故当他別母父兄姉夫妻弟妹一二三四五六七八九十小中高上下左右東西南北町村市区県国私僕俺君彼人子者員長士師医院校園室店社会家猫犬馬"
)


def _familiar_noun(word: Word, *, familiar: bool) -> bool:
    """An everyday word used as a call-name: ねこちゃん is an animal, スイカさん is somebody."""
    if (
        word.pos[0] != "名詞"
        or word.pos[1] not in ("普通名詞", "固有名詞")
        or word.pos[2] in ("地名", "サ変可能", "助数詞可能", "副詞可能", "形状詞可能")
    ):
        return False
    kana = KANA.fullmatch(word.surface) or KATAKANA.fullmatch(word.surface)
    return bool(kana) and (familiar or len(word.surface) <= 4)


def _joined(reading: Reading, index: int) -> int | None:
    """A family name that the tokeniser cut in pieces (三 + 輪 さん), from the list."""
    end = reading.words[index - 1].end
    for length in (4, 3, 2):
        if (
            reading.text[end - length : end] in SURNAMES
            and end - length >= 0
            and not KANJI.match(reading.text[end - length - 1 : end - length])
        ):
            return end - length
    return None


def _kana_name(reading: Reading, index: int, *, familiar: bool) -> int | None:
    """The name at the end of the hiragana before the word at `index`: longest listed, else a short nickname."""
    words = reading.words
    end = words[index - 1].end
    first = index - 1
    starts = [words[first].start]
    while (
        first > 0
        and words[first - 1].end == words[first].start
        and KANA.fullmatch(words[first - 1].surface)
        and end - words[first - 1].start <= 6
    ):
        first -= 1
        starts.insert(0, words[first].start)
    whole = reading.text[starts[0] : end]
    if whole in ROLES or whole.removeprefix("お") in ROLES or whole.removeprefix("御") in ROLES:
        return None
    for start in starts:
        if words[reading.word_index(start)].pos[0] in ("助動詞", "助詞"):
            continue  # 来ました ends like 真下, and is not
        name = reading.text[start:end]
        if name in ROLES or name.removeprefix("お") in ROLES:
            return None
        if len(name) >= 2 and _named(name) and (familiar or name not in NOT_NAMES_KANA or name in SELDOM_WORDS_KANA):
            return _grown_from(reading, start)
    last = words[index - 1]
    if (
        familiar
        and 1 <= len(last.surface) <= 4
        and last.pos[0] not in ("助詞", "助動詞", "接続詞")
        and last.surface not in ROLES
    ):
        return starts[0] if len(whole) <= 4 and words[first].pos[0] not in ("助詞", "助動詞") else last.start
    if (
        familiar
        and len(whole) <= 4
        and (first == 0 or words[first - 1].end < starts[0] or not KANA.match(words[first - 1].surface))
    ):
        return starts[0]
    return None


def _grown(reading: Reading, index: int) -> int:
    """Return where the name that ends with the word at `index` begins: over given, family and foreign parts."""
    words = reading.words
    first = index
    while first > 0 and index - first < 5:
        left, right = words[first - 1], words[first]
        gap = reading.text[left.end : right.start]
        if gap not in ("", " ", "・", "="):
            break
        if (
            left.surface in "・="
            and first > 1
            and KATAKANA.fullmatch(words[first - 2].surface)
            and KATAKANA.fullmatch(right.surface)
        ):
            first -= 2
            continue
        katakana = (
            KATAKANA.fullmatch(left.surface)
            and KATAKANA.fullmatch(right.surface)
            and (_tagged(left) or not left.known or left.surface in FOREIGN_KANA)
        )
        if not (katakana or (_surname(left) and not _role(left) and left.surface not in NOT_BEFORE_TITLE)):
            break
        if gap == " " and not (
            _surname(left) and (_given(right) or KANJI.fullmatch(right.surface) or KANA.fullmatch(right.surface))
        ):
            break
        first -= 1
    return words[first].start


def _grown_from(reading: Reading, start: int) -> int:
    index = reading.word_index(start)
    if index < len(reading.words) and reading.words[index].start == start:
        return _grown(reading, index)
    return start


def _in_full(reading: Reading) -> Iterator[Name]:
    """佐藤美咲, 林 悠斗: a family name with a given one behind it."""
    words = reading.words
    for index in range(len(words) - 1):
        family, given = words[index], words[index + 1]
        if not _surname(family) or (family.surface in NOT_BEFORE_TITLE and not _tagged(family)):
            continue
        gap = reading.text[family.end : given.start]
        if gap not in ("", " ") or _nameless(given):
            continue
        end = _given_end(reading, index + 1)
        if end is None:
            continue
        if (
            index
            and words[index - 1].end == family.start
            and words[index - 1].pos[0] == "名詞"
            and len(family.surface) == 1
            and KANJI.search(words[index - 1].surface)
        ):
            continue
        known = _tagged(given, "名")
        if len(family.surface) == 1 and not (known or gap):
            continue
        yield Name(family.start, end, True)


LINE_NAME = re.compile(r"(?:^|[\n、。,(（:：「])([一-鿿々]{1,3}) ([一-鿿々ぁ-ゖ]{1,4})(?=[\n,、(（。」:： ]|$)")


def _on_a_line(reading: Reading) -> Iterator[Name]:
    """表 千賀子 between line breaks or marks: any kanji, a space, and a given name."""
    for match in LINE_NAME.finditer(reading.text):
        index = reading.word_index(match.start(2))
        if index < len(reading.words):
            word = reading.words[index]
            if word.start == match.start(2) and _tagged(word, "名") and match[1] not in ROLES:
                yield Name(match.start(1), match.end(2), True)


def _given_end(reading: Reading, index: int) -> int | None:
    """Return where a given name that begins with the word at `index` ends, or None."""
    words = reading.words
    word = words[index]
    if word.surface in HONORIFICS or word.surface in TITLES or _role(word):
        return None
    gap = reading.text[words[index - 1].end : word.start]
    after = reading.text[word.end : word.end + 1]
    if _tagged(word, "名"):
        ending = KANA_KANJI_NAME.match(reading.text, word.start)
        if ending and ending.end() == word.end + 1:
            return ending.end()
        if len(word.surface) == 1 and index + 1 < len(words):
            following = words[index + 1]
            if (
                following.start == word.end
                and len(following.surface) <= 2
                and KANJI.fullmatch(following.surface)
                and following.pos[0] in ("名詞", "接尾辞")
                and not _role(following)
                and following.surface not in HONORIFICS | TITLES
            ):
                return following.end
        return word.end
    if (
        KANA.fullmatch(word.surface)
        and len(word.surface) >= 2
        and word.surface in GIVEN_KANA
        and word.pos[0] == "名詞"
        and word.surface not in ("こと", "ため", "ほう", "たち", "かた")
    ):
        return word.end
    if KANA.match(word.surface) and gap in ("", " "):
        run = KANA.match(reading.text, word.start)
        if (
            run
            and not gap
            and len(words[index - 1].surface) > 1
            and len(run.group()) > 1
            and run.group() in GIVEN_KANA
            and reading.text[run.end() : run.end() + 1] in ",、(（\n\t」:：;；/"
        ):
            return run.end()
        if run and gap and len(run.group()) >= 2 and run.group() in GIVEN_KANA:
            return run.end()
    if KATAKANA.fullmatch(word.surface) and _hiragana(word.surface) in GIVEN_KANA and len(word.surface) >= 2:
        return word.end
    if gap and KANJI.fullmatch(word.surface):
        run = KANJI.match(reading.text, word.start)
        if (
            run
            and len(run.group()) <= 3
            and not word.pos[1].startswith("数")
            and (not word.known or word.surface in COMMON or _tagged(word) or len(word.surface) < len(run.group()))
        ):
            return run.end()
    if (
        not gap
        and KANJI.fullmatch(word.surface)
        and len(words[index - 1].surface) > 1
        and not KANJI.match(after)
        and len(word.surface) == 1
        and word.surface in COMMON
    ):
        return word.end
    if (
        not gap
        and not word.known
        and KANJI.fullmatch(word.surface)
        and len(word.surface) <= 3
        and len(words[index - 1].surface) > 1
    ):
        return word.end
    return None


NOT_FAMILIES = frozenset(
    "タワー スタジアム ホテル ホール アカデミー スクール カレッジ クリニック センター ストリート アベニュー パーク ハウス グループ カンパニー コーポレーション リミテッド ブラザーズ ブラザース レコード レコーズ "
    "シンドローム テスト モデル スケール メソッド セラピー アプローチ スタイル アーツ ワールド カップ リーグ クラブ チーム ランド フィールド アイランド レイク リバー マウンテン ヒル ヒルズ バレー ブリッジ".split()
)


BESIDE_PERSON = re.compile(
    r"[はがもやと、]|ら|など|による|によって|の(?:妻|夫|父|母|息子|娘|姉|妹|兄|弟)|さん|氏|を(?:率|高|破|下)"
)


def _unknown(word: Word | None) -> bool:
    return word is not None and (not word.known or _tagged(word)) and len(word.surface) >= KATAKANA_LEAST


# ヘンリー・R・ヘイル, Y・モリーナ; ジョゼ1世
WITH_INITIAL = re.compile(
    r"(?<![A-Za-zァ-ヺー・])(?:[ァ-ヺー]{2,}・){0,2}(?:[A-Z][・.]){1,2}[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,}){0,2}(?![ァ-ヺー・])"
)
REIGNING = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,}){0,2}[0-9]{1,2}世")


def _katakana(reading: Reading) -> Iterator[Name]:
    """グエン・ヴァン・アン, キム・ミンス; not アサーション・トレーニング."""
    for pattern in (WITH_INITIAL, REIGNING):
        for match in pattern.finditer(reading.text):
            yield Name(*match.span(), True)
    for match in FULL_KATAKANA.finditer(reading.text):
        parts = KATAKANA.findall(match.group())
        at = reading.word_index(match.start())
        inside = []
        while at < len(reading.words) and reading.words[at].start < match.end():
            inside.append(reading.words[at])
            at += 1
        tags = {word.surface: word for word in inside}
        like = sum(
            part in FOREIGN_KANA or (part in tags and (_tagged(tags[part]) or (not tags[part].known and len(part) > 1)))
            for part in parts
        )
        word_like = sum(
            part in tags and tags[part].known and not _tagged(tags[part]) and part not in FOREIGN_KANA for part in parts
        )
        first_like = (
            parts[0] not in tags or _tagged(tags[parts[0]]) or not tags[parts[0]].known or parts[0] in FOREIGN_KANA
        )
        separated = " " not in match.group() or all(
            part in FOREIGN_KANA or (part in tags and _tagged(tags[part])) or _named(part) for part in parts
        )
        kana_pair = len(parts) == 2 and _hiragana(parts[0]) in SURNAMES_KANA and _hiragana(parts[1]) in GIVEN_KANA
        first = tags.get(parts[0])
        foreign = parts[0] in FOREIGN_KANA or (first is not None and _tagged(first))
        if (
            kana_pair
            or (foreign and separated and parts[-1] not in NOT_FAMILIES)
            or (like > word_like and first_like and separated)
            or (
                len(parts) > 1
                and separated
                and _unknown(tags.get(parts[-1]))
                and parts[-1] not in NOT_FAMILIES
                and not parts[-1].endswith(NOT_PERSON_ENDS)
                and word_like < len(parts)
                and (parts[0] not in tags or not tags[parts[0]].known or len(parts[0]) <= KATAKANA_LEAST)
                and BESIDE_PERSON.match(reading.text, match.end())
            )
        ):
            yield Name(match.start(), match.end(), True)


KANJI_RUN = re.compile(r"(?<![一-鿿々])[一-鿿々]{3,8}(?![一-鿿々])")
NO_GIVEN = re.compile(
    r"[市町村区県府都道駅川山島橋通線寺院社会家氏君様殿長員者店校園式版流派側等間号城戦国軍党役官系台神団部課科館法学隊賞杯型製産業店局所屋堂宅邸組回目年月日時分人]|\A[東西南北新旧前後]|個|[一二三四五六七八九十](?:つ|本|枚|番|丁|代|世|度|階|点|位|条)"
)
LONGEST_GIVEN = 3  # kanji


def _in_one_run(reading: Reading) -> Iterator[Name]:
    """岡本三司, 車吉章: a run of kanji that begins as a family name does, or ends in a given one, and is no compound."""
    words = reading.words
    for match in KANJI_RUN.finditer(reading.text):
        index, start = reading.word_index(match.start()), match.start()
        while (
            index < len(words)
            and words[index].end < match.end()
            and (_role(words[index]) or words[index].surface == "故")
        ):
            start = words[index].end
            index += 1
        run = reading.text[start : match.end()]
        if (
            index >= len(words)
            or words[index].start != start
            or words[index].end >= match.end()
            or words[index].pos[1] == "数詞"
        ):
            continue
        last = words[reading.word_index(match.end() - 1)]
        if _tagged(last, "名") and len(last.surface) > 1:
            if start > match.start() and last.start == start:
                yield Name(start, match.end(), True)
            elif last.start - start <= LONGEST_GIVEN and not _role(words[index]) and not _country(words[index]):
                yield Name(start, match.end(), True)
            continue
        for length in (3, 2, 1):
            rest = run[length:]
            if (
                2 <= len(rest) <= LONGEST_GIVEN
                and run[:length] in SURNAMES
                and (length > 1 or _tagged(words[index], "姓"))
                and not NO_GIVEN.search(rest)
                and (last.end - last.start < len(rest) or not last.known or NAME_KANJI.issuperset(rest))
                and any(word.end == start + length for word in words[index : index + 3])
            ):
                yield Name(start, match.end(), True)
                break


def _country(word: Word) -> bool:
    return word.pos[2:4] == ("地名", "国") or word.surface in NOT_BEFORE_TITLE


DEEDS = (
    "生まれ|死|没|亡くな|結婚|離婚|述べ|歌|演じ|就任|引退|辞任|移籍|著し|要求|拒|依頼|指揮|率い|務め|卒業|留学|入団|入学|逮捕|殺|訪れ|訪ね|出演|恋|"
    "怒|泣|笑|答え|尋ね|黙|叫|戦|命じ|信じ|愛し|嫌|逃げ|誓|決意|決心|主張|批判|提案|説得|断固|来談|帰国|暮ら|住|歩|走|欠席|約束|抱|謝|立候補|雇|退職|敗れ|会談|移民|得点|投獄|弁護|当選|昇格|参戦|優勝|築い|名乗|見つけ|気づ|気付|悟|試み"
)
# What an unknown katakana word does or has that only a person does or has.
PERSON_CONTEXT = re.compile(
    rf"(?:は|が|も)(?!いる|ある|好き|必要)[^。\n「」]{{0,24}}?(?:{DEEDS})|"
    r"[はがも]\d{1,4}(?:年|歳|月)|に(?:よると|技あり|退職|立候補)|たち(?:に|は|が|を)|との(?:不和|乱闘|会談|仲|離婚|結婚|再会|別れ|面接)|と会談|と共に|を(?:下し|弁護|崇拝|高く評価|抹殺)|(?:姓で|学長|外相|米大統領|一族|一家)|"
    r"の(?:提案|主張|自殺|部隊|弟子|秘書|立候補|制止|長年|昇格|動き|指揮|伝記|妹|伯父|叔父|指導|作品)|"
    r"の(?:妻|夫|父|母|息子|娘|弟|兄|姉|妹|子供|子ども|孫|友人|同僚|部下|弟子|死|命|著書|自伝|遺体|墓|顔|声|手紙|涙|手を|言葉|隣|家族|両親|旧友|元へ|もとへ|後任|側近)|"
    r"ら(?:が|は|も|の|を|に|と|、|によ)|自身|本人|(?:に|へ)(?:師事|会い|会っ|恋|言っ|言わ|話し|敗|勝利|相談|電話|頼|頼ん|依頼|命じ|誘わ|殴|告白|謝|教わ)|"
    r"と(?:結婚|離婚|対戦|出会|会っ|会い|話し|暮ら|喧嘩|けんか|別れ|知り合|付き合|つきあ)|を(?:殺|訪ね|説得|破り|破っ|倒|助け|愛し|起用|逮捕|追放|追いかけ|招|任命|指名|迎え|抱|慰め|励ま|呼び|呼ん)|によれば|いわく|亡き|の(?:\d|数)名"
)
NOT_PERSON_ENDS = (
    "ション", "イズム", "リング", "メント", "テスト", "シップ", "ネス", "ロジー", "グラフィー", "セラピー", "ハラスメント", "ハラ", "ケア", "サービス", "システム", "ワーク", "クラブ", "ホテル", "ランド", "チーム", "ゲーム", "アプリ", "スクール",
    "センター", "リーグ", "カップ", "バンク", "ロード", "タウン", "シティ", "シティー", "ホーム", "ペイ", "クス", "ックス", "ドリンク", "フォン", "ソフト", "ネット", "フォーム", "スーツ", "ケアラー", "フォグ", "ロス", "活", "パン", "ライン", "症",
)  # fmt: skip


def _foreign(reading: Reading) -> Iterator[Name]:
    """ガントマッハー, whom no list knows, by what he does; an unknown word of katakana that nobody's deed follows stays."""
    text, words = reading.text, reading.words
    for word in words:
        if (
            (word.known and not (_tagged(word) or (word.pos[1] == "固有名詞" and NOBLE.match(text, word.end))))
            or len(word.surface) < KATAKANA_LEAST
            or not KATAKANA.fullmatch(word.surface)
            or text[word.end : word.end + 1] in "・=ー"
            or text[word.start - 1 : word.start] in ("・", "=", "「", "『")
            or KATAKANA.match(text, max(0, word.start - 1), word.start)
            or word.surface.endswith(NOT_PERSON_ENDS)
        ):
            continue
        if PERSON_CONTEXT.match(text, word.end) or NOBLE.match(text, word.end) or RANK.match(text, word.end):
            yield Name(word.start, word.end, not word.known)


NOBLE = re.compile(r"(?:大統領|首相|伯爵|公爵|侯爵|男爵|子爵|元帥|将軍|提督)")
RANK = re.compile(
    r"(?:大統領|首相|伯爵|公爵|侯爵|男爵|子爵|卿|元帥|将軍|大佐|少佐|中佐|大尉|中尉|少尉|提督|皇帝|教皇|司教|帝|王|女王|王子|王女|王妃|夫人|監督|選手|投手)(?!国|朝)"
)


def _cued(reading: Reading) -> Iterator[Name]:
    """娘のさくら, 氏名:佐藤美咲, よしこです, 「ともや、…」, アンと呼ばれ, 葵(8歳)."""
    text = reading.text
    for match in KIN_OF.finditer(text):
        found = _name_at(reading, match.end(), weak=not match.group().endswith(("の", "である", "(", "（", "・")))
        if found and not (match.group().endswith(("「", "、")) and not _certain(reading, found)):
            yield Name(*found, True)
        elif not found:
            yield from _related(reading, match.end())
    for match in KIN_BEFORE_NAME.finditer(text):
        yield from _related(reading, match.end())
    for match in QUOTED_SUBJECT.finditer(text):
        if match[1] in GIVEN_KANJI:
            yield Name(*match.span(1), True)
    for match in LABEL.finditer(text):
        found = _name_at(reading, match.end(), weak=False, labelled=True)
        if found and (STRONG_LABEL.search(match.group()) or _ends(text, found[1])):
            yield Name(*found, True)
    for match in CALLED.finditer(text):
        found = _name_until(reading, match.start(), named=match.group().endswith(NAMED_ENDS))
        if found:
            yield Name(*found, True)
    for sentence in reading.sentences:
        if sentence.language == "ja":
            yield from _introduced(reading, sentence.start, sentence.end)
    for match in QUOTED.finditer(text):
        called = match[1]
        index = reading.word_index(match.start(1))
        if index >= len(reading.words):
            continue
        word = reading.words[index]
        whole = word.start == match.start(1) and word.end == match.end(1)
        if called in NOT_NAMES_KANA and called not in SELDOM_WORDS_KANA:
            continue
        if (
            whole
            and (_tagged(word, "名", "姓") or (word.surface in SELDOM_WORDS_KANA and text[match.end(1)] in "、!?！？"))
        ) or (
            not whole
            and KANA.fullmatch(called)
            and len(called) >= 3
            and called in GIVEN_KANA
            and not _phrase(reading, index, match.end(1))
        ):
            yield Name(match.start(1), match.end(1), True)
    for index, word in enumerate(reading.words):
        if (
            text[word.end : word.end + 1] in (" ", "(", "（", "、")
            and AGED.match(text, word.end)
            and (word.surface in COMMON or word.surface in SURNAMES or _given(word))
            and not _nameless(word)
            and not _role(word)
        ):
            yield Name(_grown(reading, index), word.end, True)


QUOTED_SUBJECT = re.compile(r"「([一-鿿々]{1,3})(?=[はがもを]|って|に(?:は|も|言)|と(?:は|も))")
KANA_KANJI_NAME = re.compile(r"[ぁ-ゖ]{2}[枝子江代美恵乃香](?=[はがもをにと、。」]|さん|$)")
KATAKANA_LEAST = 3  # characters of a word the dictionary lacks, beside a relative


def _related(reading: Reading, position: int) -> Iterator[Name]:
    """A given name the dictionary lacks, beside a relative: 弟の颯真, 祖母のふさ枝, 妻のジェニリン."""
    text = reading.text
    index = reading.word_index(position)
    if index >= len(reading.words) or reading.words[index].start != position:
        return
    word = reading.words[index]
    mixed = KANA_KANJI_NAME.match(text, position)
    if mixed:
        yield Name(*mixed.span(), True)
        return
    run = KANJI.match(text, position)
    if run:
        name = run.group()
        made = 2 <= len(name) <= 3 and NAME_KANJI.issuperset(name) and not SCHOOL_YEAR.search(name)
        cut = word.end < run.end() or not word.known or _tagged(word, "名")
        whole = _tagged(word, "名") and word.end == run.end() and len(name) > 1
        if (name in GIVEN_KANJI or whole or (made and cut)) and AFTER_NAME.match(text, run.end()):
            yield Name(*run.span(), True)
    elif (
        KATAKANA.fullmatch(word.surface)
        and not word.known
        and len(word.surface) >= KATAKANA_LEAST
        and AFTER_NAME.match(text, word.end)
    ):
        yield Name(word.start, word.end, True)


SCHOOL_YEAR = re.compile(r"[小中高大][一二三]|[一二三]人|[一二三]$")


def _phrase(reading: Reading, index: int, end: int) -> bool:
    """Whether the words from `index` to `end` are everyday ones of two or more kana each (いまさら、きっと)."""
    words = []
    while index < len(reading.words) and reading.words[index].start < end:
        words.append(reading.words[index])
        index += 1
    return all(len(word.surface) > 1 and word.pos[0] not in ("助詞", "助動詞") for word in words) or any(
        word.pos[0] in ("動詞", "形容詞", "助動詞") for word in words
    )


def _ends(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum() or text.startswith(("さん", "様", "です", "と"), end)


def _certain(reading: Reading, span: tuple[int, int]) -> bool:
    index = reading.word_index(span[0])
    return (
        index < len(reading.words)
        and _tagged(reading.words[index], "姓", "名")
        and len(reading.words[index].surface) > 1
    )


AFTER_NAME = re.compile(
    r"[はがもをにとのへ、。,」』）)(（「 \n]|から|より|って|さん|様|くん|君|ちゃん|先生|です|だ|:|$|・|/|／|\Z"
)


def _name_at(reading: Reading, position: int, *, weak: bool, labelled: bool = False) -> tuple[int, int] | None:
    """Return the name that begins at `position`, if a word that can be a name does."""
    words, text = reading.words, reading.text
    while position < len(text) and text[position] in '「『" ':
        position += 1
    index = reading.word_index(position)
    if index >= len(words) or words[index].start != position:
        return None
    word = words[index]
    if (_nameless(word) and word.surface not in SURNAMES) or _role(word):
        return None
    full = (
        _given_end(reading, index + 1)
        if index + 1 < len(words) and _surname(word) and text[word.end : words[index + 1].start] in ("", " ")
        else None
    )
    if full is not None:
        return position, full
    kana = KANA.match(text, position)
    if kana and word.pos[0] != "名詞" and not _tagged(word):
        for length in range(min(len(kana.group()), 6), 1, -1):
            name = text[position : position + length]
            if _named(name) and name not in NOT_NAMES_KANA and AFTER_NAME.match(text, position + length):
                return (position, position + length) if length > 2 or labelled else None
        return None
    if not AFTER_NAME.match(text, word.end):
        joined = next(
            (
                n
                for n in (4, 3, 2)
                if text[position : position + n] in SURNAMES and AFTER_NAME.match(text, position + n)
            ),
            None,
        )
        return (position, position + joined) if joined else None
    surface = word.surface
    if kana and surface in NOT_NAMES_KANA and surface not in SELDOM_WORDS_KANA:
        return None
    if surface in COMMON:
        single = _tagged(word) or labelled or (len(surface) == 1 and surface in SURNAMES and not weak)
        return (position, word.end) if single and not _everyday(text, word.end) else None
    if (
        _tagged(word)
        or surface in SURNAMES
        or (not weak and _named(surface) and len(surface) > 1)
        or surface in FOREIGN_KANA
    ):
        return position, word.end
    if labelled and not word.known:
        return position, word.end
    return None


EVERYDAY = re.compile(
    r"の(?:中|木|奥|道|上|下|花|葉|香|色|音|声|光|匂|空|海|山|枝|根|実|端|側|方|よう|時|日|朝|夜|話|こと|問題|気持|将来)|[がをに](?:差|さ|咲|散|見え|包|満|降|吹|広|歩|迷|入|出|枯|揺|茂|あふれ|溢|ある|ない|欲し)"
)


def _everyday(text: str, end: int) -> bool:
    return EVERYDAY.match(text, end) is not None


NAMED_ENDS = ("人", "子", "名", "名前", "者", "方", "姓", "って言います", "っていいます", "と申しま", "と名乗")


def _name_until(reading: Reading, position: int, *, named: bool = False) -> tuple[int, int] | None:
    """Return the name that ends at `position`, before と呼ばれ and the like."""
    words, text = reading.words, reading.text
    end = position
    while end > 0 and text[end - 1] in '」』"':
        end -= 1
    index = reading.word_index(end - 1) if end else len(words)
    if index >= len(words) or words[index].end != end:
        return None
    word = words[index]
    if word.surface in HONORIFICS or _nameless(word) or _role(word):
        return None
    if KANA.fullmatch(word.surface) and not _tagged(word):
        start = _kana_name(reading, index + 1, familiar=False)
        if start is None:
            return None
        name = text[start:end]
        if (name in NOT_NAMES_KANA and name not in SELDOM_WORDS_KANA) or len(name) < 2:
            return None
        return start, end
    if (
        _tagged(word)
        or (
            named
            and (word.surface in GIVEN_KANJI or word.surface in COMMON)
            and text[word.start - 1 : word.start] in ("", "「", "『", "、", "。")
        )
        or word.surface in SURNAMES - COMMON
        or word.surface in FOREIGN_KANA
        or (_given(word) and len(word.surface) > 1 and not word.known)
    ):
        return _grown(reading, index), end
    return None


OPENING = re.compile(
    r"(?:はじめまして|初めまして|こんにちは|こんばんは|おはようございます|お世話になっております|お世話になります|失礼します|私は|わたしは|僕は|俺は|あたしは|名前は|名前が|苗字は|名字は|下の名前は|もしもし|\d{1,2}(?:歳|代)?の?(?:女性?|男性?|母|父|主婦|会社員)?|.{0,14}の|産業カウンセラー|キャリアコンサルタント)[、。,!！ ・の]*"
)
DESU = re.compile(
    r"(?:だよ(?=[」』。、!！])|だけど(?=[、。])|です|でーす|と申します|といいます|と言います|でございます)(?![かがけの]?[ぁ-ゖ]{2,}|か)"
)


def _introduced(reading: Reading, start: int, end: int) -> Iterator[Name]:
    """よしこです, 産業カウンセラーの黒木です: a name and です with nothing behind."""
    text = reading.text
    for match in DESU.finditer(text, start, end):
        at = match.start()
        index = reading.word_index(at - 1) if at > start else len(reading.words)
        if index >= len(reading.words) or reading.words[index].end != at:
            continue
        word = reading.words[index]
        if _nameless(word) or _role(word):
            continue
        sure = _tagged(word, "姓", "名") or (
            word.surface in SURNAMES
            and (word.surface not in COMMON or text[word.start - 1 : word.start] == "の")
            and word.pos[2] != "地名"
        )
        if KANA.fullmatch(word.surface) and not sure:
            begin = _kana_name(reading, index + 1, familiar=False)
            if begin is None:
                continue
            name = text[begin:at]
            lead = text[start:begin].strip(' 「『"')
            alone = not lead or lead[-1] in "、。,!！:?" or text[begin - 1] in '「『"' or OPENING.fullmatch(lead)
            if len(name) < 2 or not alone or (name in NOT_NAMES_KANA and name not in SELDOM_WORDS_KANA):
                continue
            if word.known and word.start <= begin and not _tagged(word) and name not in SELDOM_WORDS_KANA:
                continue
            yield Name(begin, at, True)
        elif sure:
            begin = _grown(reading, index)
            if word.surface in COMMON and text[begin - 1 : begin] != "の":
                continue
            yield Name(begin, at, True)


def _alone(reading: Reading) -> Iterator[Name]:
    """A word that the dictionary knows as a name and as nothing else, without anything that shows it."""
    words, text = reading.words, reading.text
    for index, word in enumerate(words):
        if (
            not _tagged(word)
            or len(word.surface) < 2
            or word.surface.isascii()
            or word.surface in COMMON
            or _role(word)
        ):
            continue
        surface = word.surface
        if KANA.fullmatch(surface):
            continue
        after = words[index + 1] if index + 1 < len(words) and words[index + 1].start == word.end else None
        before = words[index - 1] if index and words[index - 1].end == word.start else None
        if (
            after is not None
            and after.surface not in HONORIFICS | TITLES
            and (
                ORG_AFTER.match(text, word.end)
                or (after.pos[0] in ("名詞", "接尾辞") and not _tagged(after) and after.surface not in ROLES)
            )
        ):
            continue
        if before is not None and (
            before.pos[0] in ("名詞", "接頭辞")
            and not _tagged(before)
            and KANJI.search(before.surface[-1:])
            and KANJI.match(surface)
            and not (_tagged(word, "姓") and _role(before))
        ):
            continue
        if KATAKANA.fullmatch(surface) and KATAKANA.match(text, max(0, word.start - 1), word.start):
            continue
        if KATAKANA.fullmatch(surface) and len(surface) < 3 and text[word.start - 1 : word.start] not in ("「", "、"):
            continue
        yield Name(_grown(reading, index), word.end, False)


SPELT_WORDS = re.compile(
    r"(?:[一-鿿][ぁ-ゖ]{0,3}|[一-鿿]{2}の[一-鿿])(?:に|と)[一-鿿]{1,3}の[一-鿿]で[、「]?[一-鿿]{1,4}」?"
)
NICKNAME = re.compile(
    r"(?<![ァ-ヺー一-鿿])[ァ-ヺー]{1,4}(?:ばあ|じい|ねえ|にい|ばぁ|じぃ|ねぇ|にぃ|姉|兄|姐|っち|りん|ぴょん|やん|坊|氏|どん|吉|太|助|丸)(?![ァ-ヺー一-鿿ちさ])"
)
CALL_NAME = re.compile(
    r"(?:(?<=[「『、。!！ \n(（])|^)([ぁ-ゖー]{2,4}?|[ァ-ヺー]{2,5})(?:ちゃん|くん)(?=と呼|って|[はがもをにの、。」』!！])"
)
KANA_INTRODUCED = re.compile(
    r"(?:(?<=[「『、。!！ \n])|^)([ぁ-ゖ]{3,6}?)(?:だよ|です|でーす|っていう|だけど)(?=[」』。、!！])"
)
CALLED_OUT = re.compile(
    r"(?:おい|ねえ|ねぇ|こら|なあ|なぁ|ほら|よう|やあ|もしもし|あのね|あのさ|いいか|待て|待って|がんばれ|ごめんね?)[、,!！ ]+([ぁ-ゖァ-ヺー一-鿿々]{1,6}?)(?=[、,!?！？。」』…])"
)


def _has_english(reading: Reading) -> bool:
    return any(sentence.language == "en" for sentence in reading.sentences)


def _quoted_in_english(reading: Reading) -> Iterator[Name]:
    """「蓮は元気です」 in an English sentence: whose name is written as it is at home."""
    for match in QUOTED_SUBJECT.finditer(reading.text):
        index = reading.word_index(match.start(1))
        if (
            reading.language_at(match.start()) == "en"
            and index < len(reading.words)
            and reading.words[index].start == match.start(1)
            and (_given(reading.words[index]) or match[1] in COMMON or match[1] in SURNAMES)
        ):
            yield Name(*match.span(1), True)


FILE = re.compile(
    r"(?<![一-鿿々ァ-ヺーぁ-ゖA-Za-z0-9_])[一-鿿々ァ-ヺーぁ-ゖ]{1,12}(?:[_-][一-鿿々ァ-ヺーぁ-ゖA-Za-z0-9]{1,16}){0,5}\.(?:docx?|pdf|m4a|mp[34]|wav|xlsx?|jpe?g|png|txt)(?![A-Za-z])"
)


def _filed(reading: Reading) -> Iterator[Name]:
    """喜多川_蓮司_まとめ.docx: the parts of a file's name that are a family name, a given one or both."""
    words = reading.words
    for match in FILE.finditer(reading.text):
        start = end = 0
        for part in re.finditer(r"[一-鿿々ァ-ヺーぁ-ゖ]+", match.group()):
            first, last = match.start() + part.start(), match.start() + part.end()
            inside = words[reading.word_index(first) : reading.word_index(last - 1) + 1]
            if (
                inside
                and last - first <= LONGEST_FILED
                and (_surname(inside[0]) or _tagged(inside[-1], "名"))
                and not _role(inside[-1])
            ):
                start, end = (start if end and first == end + 1 else first), last
                yield Name(start, end, True)


LONGEST_FILED = 6  # characters of a whole name


def _hidden(reading: Reading) -> Iterator[Name]:
    """佐◯さん, 佐 藤さん, た な か, and a name spelt out by its letters."""
    text = reading.text
    yield from _filed(reading)
    if _has_english(reading):
        yield from _quoted_in_english(reading)
    for match in MASKED.finditer(text):
        if KANJI.search(match.group().replace("〇", "")) or match.group()[0] not in MASKS:
            yield Name(*match.span(), True)
    for match in SPACED.finditer(text):
        joined = match.group().replace(" ", "")
        if joined in SURNAMES or joined[:2] in SURNAMES or joined[:3] in SURNAMES:
            yield Name(*match.span(), True)
    for match in SPACED_KANA.finditer(text):
        joined = _hiragana("".join(character for character in match.group() if character not in " ・-"))
        if _named(joined) or any(
            joined[:cut] in SURNAMES_KANA and joined[cut:] in GIVEN_KANA for cut in range(2, len(joined) - 1)
        ):
            yield Name(*match.span(), True)
    for pattern in (SPELT, SPELT_WORDS, NICKNAME):
        for match in pattern.finditer(text):
            yield Name(*match.span(), True)
    for match in CALL_NAME.finditer(text):
        if not any(match[1].removeprefix(lead) in ROLES for lead in ("", "お", "あ")):
            yield Name(*match.span(), True)
    for match in KANA_INTRODUCED.finditer(text):
        if match[1] in GIVEN_KANA and match[1] not in NOT_NAMES_KANA:
            yield Name(*match.span(1), True)
    for match in CALLED_OUT.finditer(text):
        name = match[1]
        known = name in SURNAMES or (_named(name) and (name not in NOT_NAMES_KANA or name in SELDOM_WORDS_KANA))
        if known and name not in ROLES and len(name) > 1:
            yield Name(*match.span(1), True)


def repeated(reading: Reading, found: Sequence[Name]) -> Iterator[Name]:
    """Yield every other place where a name that the text has shown stands again, whole word for whole word."""
    text, words = reading.text, reading.words
    shown: set[str] = set()
    for name in found:
        surface = text[name.start : name.end]
        if not name.sure or surface.isascii():
            continue
        shown.add(surface)
        index = reading.word_index(name.start)
        parts = []
        while index < len(words) and words[index].start < name.end:
            if words[index].end <= name.end:
                parts.append(words[index])
            index += 1
        if len(parts) > 1:
            shown.update(
                part.surface
                for part in parts
                if (len(part.surface) > 1 or part.surface in SURNAMES)
                and (_surname(part) or _given(part) or KATAKANA.fullmatch(part.surface))
            )
            if _surname(parts[0]):
                shown.add(text[parts[0].end : name.end].strip())
    shown = {name for name in shown if name and not (len(name) == 1 and KANA.match(name))}
    if not shown:
        return
    firsts = {name[0] for name in shown}
    for index, word in enumerate(words):
        if word.surface[0] not in firsts:
            continue
        for length in (1, 2, 3):
            if index + length > len(words):
                break
            last = words[index + length - 1]
            surface = text[word.start : last.end]
            if surface not in shown:
                continue
            compound = (
                index
                and words[index - 1].end == word.start
                and KANJI.match(words[index - 1].surface[-1])
                and KANJI.match(surface)
                and words[index - 1].pos[0] == "名詞"
            )
            if (surface in COMMON or len(surface) == 1) and (compound or _everyday(text, last.end)):
                continue
            if KANA.fullmatch(surface) and surface in NOT_NAMES_KANA and surface not in SELDOM_WORDS_KANA:
                continue
            yield Name(word.start, last.end, False)
