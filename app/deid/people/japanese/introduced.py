"""Names that somebody says of themselves or is called by: よしこです, アンと呼ばれ."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.at import NAMED_ENDS, name_until
from app.deid.people.japanese.parts import grown, is_nameless, is_role, is_tagged, kana_name
from app.deid.people.japanese.vocabulary import (
    COMMON,
    GIVEN_KANA,
    KANA,
    NOT_NAMES_KANA,
    ROLES,
    SELDOM_WORDS_KANA,
    SURNAMES,
)
from app.deid.people.span import Name
from app.deid.reading import Reading

CALLED = re.compile(
    r"(?:と申しま|といいます|と言います|と名乗|と呼ん|と呼ば|って呼ん|って呼ば|って言います|っていいます|という名前|という名の|という者|という方|という子|という人|という女|という男|"
    r"という生徒|という患者|という名|という姓|という苗字|という名字|という同僚|なんて人|なんて子|なんて名|という女性|という男性|という学生|という先生|という上司|って名前|って子|って人|っていう子|っていう人|っていう名前|っていう先生|ちゃんって|くんって|さんって)"
)
OPENING = re.compile(
    r"(?:はじめまして|初めまして|こんにちは|こんばんは|おはようございます|お世話になっております|お世話になります|失礼します|私は|わたしは|僕は|俺は|あたしは|名前は|名前が|苗字は|名字は|下の名前は|もしもし|\d{1,2}(?:歳|代)?の?(?:女性?|男性?|母|父|主婦|会社員)?|.{0,14}の|産業カウンセラー|キャリアコンサルタント)[、。,!！ ・の]*"
)
DESU = re.compile(
    r"(?:だよ(?=[」』。、!！])|だけど(?=[、。])|です|でーす|と申します|といいます|と言います|でございます)(?![かがけの]?[ぁ-ゖ]{2,}|か)"
)
CALL_NAME = re.compile(
    r"(?:(?<=[「『、。!！ \n(（])|^)([ぁ-ゖー]{2,4}?|[ァ-ヺー]{2,5})(?:ちゃん|くん)(?=と呼|って|[はがもをにの、。」』!！])"
)
# What a nickname ends in.
FOND_END = r"(?:ママ|パパ|っち|ちゃん|りん|ぴょん|さん|くん|姉|兄|姐|坊|ちん|たん|爺|婆|ぽん|やん|じい|ばあ|ねえ|にい|のん|っぺ|どん|ー)"
NICKNAMED = re.compile(
    rf"(?:には|からは?|では|[、。「『はにを\n]|^)([ぁ-ゖァ-ヺー一-鿿]{{1,5}}?{FOND_END})[」』]?(?:と|って)(?:呼ば|よば|呼ん|よん|慕わ|い[うわ]れ)"
)
# A person is the object, and what stands in quotation marks is a name: 彼女を「レチ」と呼ぶ.
NAMED_SO = re.compile(
    r"(?:彼女?|わたし|私|僕|俺|自分|あたし|さん|くん|ちゃん|氏|子|息子|娘|孫|弟|妹|兄|姉|夫|妻|先生|人|君)(?:を|のことを?|のこと、)[^、。\n「」]{0,8}、?「([ぁ-ゖー]{2,5}|[ァ-ヺー]{2,8}|[一-鿿々]{1,3})」(?:と|って)(?:だけ)?(?:[呼よ]|言|い[うっわ]|。)"
)
# ろくさん、 at the start of a line: whom a comment speaks to; 「むーさん」 in quotation marks.
GREETED = re.compile(r"(?:^|\n|「)([ぁ-ゖァ-ヺー]{2,6}?)(?:さん|さま|くん|ちゃん)(?=[、」!！])")
LATIN_CALLED = re.compile(
    r"(?<![A-Za-z])([A-Z][a-zà-ÿ]{2,14}(?:[ -][A-Z][a-zà-ÿ]+)?|[A-Z]{3,12} [A-Z][A-Za-z]{2,14}|[A-Z][a-z]{2,14} [A-Z]{3,12})(?=って(?:名前|名の|子|人)|(?:と|って)い(?:う|います|いました)(?:名|子|人|女|男|方|者)|と(?:名乗|申し)| ?(?:さん|くん|君|ちゃん|氏|様|さま)(?![一-鿿]))"
)
READ_AS = re.compile(
    r"(?:読みは|読み方は|[読よ]みで)?[「『(（]([ぁ-ゖァ-ヺ]{2,8})[」』)）]?(?:さん)?(?:と(?:読む|読み|読ま|お読み|よむ|よみ|読んで(?:くださ|もら|ほし))|の?読みは)"
)
# 名札に「かよ」とある: what stands written on somebody's things.
WRITTEN_ON = re.compile(
    r"(?:名札|表札|ラベル|付箋|封筒|郵便受け|ロッカー|靴箱|下駄箱|下足箱|カップ|水筒|弁当箱|持ち物|表紙|名簿|台帳|予約欄|署名|差出人|宛名|鉛筆|ペン|マジック|刺繍)"
    r"[^。\n「」]{0,8}「([ぁ-ゖ]{2,5})」(?:と|って|の字|、|が)"
)
# 「きらりの たいおん」, 「ぬまた そうたのおとうと」 on such a thing: whose it is.
OWNED = re.compile(
    r"(?:名札|表札|ラベル|付箋|封筒|表紙|ノート|水筒|弁当箱|持ち物|連絡帳|タグ|刺繍|マジック|鉛筆|クレヨン|札)[^。\n「」]{0,16}「(?P<name>(?:(?P<family>[ぁ-ゖ]{2,5}) )?(?P<given>[ぁ-ゖ]{2,5}?))の ?[ぁ-ゖァ-ヺ一-鿿]{1,8}」"
)
KANA_INTRODUCED = re.compile(
    r"(?:(?<=[「『、。!！ \n])|^)([ぁ-ゖ]{3,6}?)(?:だよ|です|でーす|っていう|だけど)(?=[」』。、!！])"
)


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    for match in CALLED.finditer(text):
        found = name_until(reading, match.start(), named=match.group().endswith(NAMED_ENDS))
        if found:
            yield Name(*found, True)
    for sentence in reading.sentences:
        if sentence.language == "ja":
            yield from _introduced(reading, sentence.start, sentence.end)
    for match in NICKNAMED.finditer(text):
        if not _of_kin(match[1]):
            yield Name(*match.span(1), True)
    for pattern in (NAMED_SO, GREETED):
        for match in pattern.finditer(text):
            if not _of_kin(match[1]) and not (pattern is NAMED_SO and _a_word(reading, *match.span(1))):
                quoted = pattern is GREETED and text[match.start()] == "「"
                yield Name(match.start(1), match.end() if quoted else match.end(1), True)
    for pattern in (LATIN_CALLED, READ_AS):
        for match in pattern.finditer(text):
            yield Name(*match.span(1), True)
    for match in CALL_NAME.finditer(text):
        if not any(match[1].removeprefix(lead) in ROLES for lead in ("", "お", "あ")):
            yield Name(*match.span(), True)
    yield from _owned(reading)
    for match in (*KANA_INTRODUCED.finditer(text), *WRITTEN_ON.finditer(text)):
        if match[1] in GIVEN_KANA and match[1] not in NOT_NAMES_KANA:
            yield Name(*match.span(1), True)


def _owned(reading: Reading) -> Iterator[Name]:
    for match in OWNED.finditer(reading.text):
        if match["given"] in GIVEN_KANA and (match["family"] or match["given"] not in NOT_NAMES_KANA):
            yield Name(*match.span("name"), True)


def _of_kin(name: str) -> bool:
    """Whether a stretch is a word for a relative or a role, with or without what is put before and behind it."""
    plain = name
    for end in ("さん", "さま", "ちゃん", "くん", "様"):
        plain = plain.removesuffix(end)
    return any(form.removeprefix(lead) in ROLES | KIN_KANA for form in (name, plain) for lead in ("", "お", "ご"))


def _a_word(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch is one everyday word of the dictionary: 宝物, and not レチ."""
    index = reading.word_index(start)
    word = reading.words[index] if index < len(reading.words) else None
    return word is not None and word.known and word.end == end and not is_tagged(word)


KIN_KANA = frozenset(
    "かあ とう にい ねえ ばあ じい 母 父 兄 姉 婆 爺 じじ ばば ママ パパ みな みんな たく たくさん おば おじ 子 奥 おく 旦那 だんな 皆 客 きゃく 隣 となり 嫁 婿 孫 赤 坊 あか ぼう 医者 いしゃ 店員 係 患者 学生 お疲れ つかれ ごく ばか バカ あほ アホ クズ くず ゴミ ごみ デブ ブス 天才 変人 化け物 怪物 モンスター お荷物 負け犬 いい子 良い子 悪い子 長女 長男 優等生 問題児 先生".split()
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
        if is_nameless(word) or is_role(word):
            continue
        sure = is_tagged(word, "姓", "名") or (
            word.surface in SURNAMES
            and (word.surface not in COMMON or text[word.start - 1 : word.start] == "の")
            and word.pos[2] != "地名"
        )
        if KANA.fullmatch(word.surface) and not sure:
            begin = kana_name(reading, index + 1, familiar=False)
            if begin is None:
                continue
            name = text[begin:at]
            lead = text[start:begin].strip(' 「『"')
            alone = not lead or lead[-1] in "、。,!！:?" or text[begin - 1] in '「『"' or OPENING.fullmatch(lead)
            if len(name) < 2 or not alone or (name in NOT_NAMES_KANA and name not in SELDOM_WORDS_KANA):
                continue
            if word.known and word.start <= begin and not is_tagged(word) and name not in SELDOM_WORDS_KANA:
                continue
            yield Name(begin, at, True)
        elif sure:
            begin = grown(reading, index)
            if word.surface in COMMON and text[begin - 1 : begin] != "の":
                continue
            yield Name(begin, at, True)
