"""Names in a row, a form, a list or the name of a file: 氏名:佐藤美咲, 葵(8歳), 喜多川_蓮司_まとめ.docx."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.at import name_at
from app.deid.people.japanese.parts import grown, is_given, is_nameless, is_role, is_surname, is_tagged
from app.deid.people.japanese.vocabulary import COMMON, GIVEN_KANA, NOT_NAMES_KANA, PSEUDONYM, ROLES, SURNAMES
from app.deid.people.span import Name
from app.deid.reading import Reading

LABEL = re.compile(
    r"(?:氏名|名前|お名前|本名|実名|姓名|呼び名|呼称|通称|愛称|あだ名|ニックネーム|フリガナ|ふりがな|読み仮名|ハンドルネーム|ペンネーム|旧姓|姓|名字|苗字|"
    r"クライエント名?|クライアント名?|相談者名?|来談者名?|患者名?|利用者名?|対象者名?|担当者?|担当カウンセラー|記録者?|記載者|報告者|発表者|事例提供者|文責|作成者?|署名|保護者|面接者|"
    r"家族構成|夫|妻|父|母|長男|長女|次男|次女|三男|三女|息子|娘|兄|姉|弟|妹|祖父|祖母|孫|子|友人|同僚|上司|差出人|宛先|宛名|宛|From|To|Name|NAME|name|件名|Sent by)"
    r"(?: ?[（(][^）)\n]{0,12}[）)])? ?[:=は｜|,\t] ?[「『\"]?"
)
STRONG_LABEL = re.compile(
    r"(?:氏名|名前|本名|実名|姓名|呼び名|通称|愛称|あだ名|ニックネーム|フリガナ|ふりがな|旧姓|名字|苗字|name|Name|NAME)"
)
AGED = re.compile(r" ?[（(、] ?(?:仮名ではな|本名|通称|男|女|\d{1,3}(?:歳|才|代)|[小中高]\d)")
FILE = re.compile(
    r"(?<![一-鿿々ァ-ヺーぁ-ゖA-Za-z0-9_])[一-鿿々ァ-ヺーぁ-ゖ]{1,12}(?:[_-][一-鿿々ァ-ヺーぁ-ゖA-Za-z0-9]{1,16}){0,5}\.(?:docx?|pdf|m4a|mp[34]|wav|xlsx?|jpe?g|png|txt)(?![A-Za-z])"
)
# A form's field, or a word for the name by which somebody is known and its quotation: whatever stands in it is a name.
FIELD = re.compile(
    r"(?:氏名|お?名前|本名|実名|姓名|フリガナ|ふりがな|旧姓|(?:園児|生徒|児童|患者|利用者|学生|会員|子ども|相談者|本人|担当者?|保護者|登録|表示|芸|本|源氏|通|日本|店での|俗|法|幼|戸籍)名)(?: ?[（(][^）)\n]{0,8}[）)])?[:= \t|]{1,2}"
    r"([一-鿿々ぁ-ゖァ-ヺー]{2,8}(?:[ ・][一-鿿々ぁ-ゖァ-ヺー]{1,12}){0,3}?)(?=様|さま|さん|殿|[\n,、。/|()（）\t:]|$| [一-鿿ぁ-ゖ]{2,6}[:はが])"
)
CALLED_SO = re.compile(
    r"(?:登録名|表示名|ニックネーム|ハンドルネーム|ハンドル|アカウント名|ユーザー名|源氏名|芸名|ペンネーム|筆名|雅号|あだ名|渾名|呼び名|通称|愛称|旧姓|洗礼名|日本名|通名|本名|実名|戸籍(?:上)?の名前?|下の名前|幼名|法名|戒名)"
    r"(?:は|が|の|で|、|:|として|も)?[「『]([一-鿿々ぁ-ゖァ-ヺーA-Za-z .・★☆♪]{1,12})[」』]"
)
# What says which of several teachers is meant, and no family name.
NO_FAMILY = re.compile(
    "[男女若老新旧前元現同両各]|教諭|講師|主任|担当|担任|体育|音楽|美術|英語|国語|数学|理科|社会|専科|外部|学校|クラス|主治|産業|内科|外科|精神|心療|小児|婦人"
)
NO_NAME = frozenset(
    "はい ええ いいえ いや うん ううん えっと ええと あの その まあ さあ ない ありません 言えません 嫌です 嫌 "
    "未記入 不詳 匿名 非公開 なし 同上 省略 仮名 不明 希望 記載なし 未定 本人 空欄 伏せる 秘匿 記入なし ひみつ".split()
)
# 看板の名は月読ひみこ、俗名蓮見伸行: a word for a name and the name, without quotation marks.
NAME_IS = re.compile(
    r"(?:(?:看板|店で|もう一つ|本当|戸籍|ほんと)の名(?:前)?は|(?:[親方妻夫母父前元]|今|いま|もと)の(?:姓|苗字|名字)は|俗名|源氏名は|芸名は|本名は|旧姓は|登録名は|表示名は|ハンドルネームは|アカウント名は)[、: ]?((?=[^ぁ-ゖ]|[ぁ-ゖ]{2,5}[^\w])[一-鿿々]{0,4}[ァ-ヺー]{0,9}[ぁ-ゖ]{0,5}?)(?=[^\w]|から|で(?:、|す)|さん|に変え)"
)
# An answer to a question for a name: 「お名前は」, and on the next line りゅうせい.
ANSWERED = re.compile(
    r"(?:名前|氏名|呼び名)(?:は|を|って|、)[^\n。?？]{0,12}[。?？」]*\n+[A-Za-z一-鿿ァ-ヺー]{1,6}\d{0,3}[: ]{1,2}「?([ぁ-ゖ]{2,5}|[ァ-ヺー]{2,8}|[一-鿿々]{2,4}(?: [一-鿿々ぁ-ゖ]{1,4})?)(?=です|といいます|と申|だよ|[。、」\n(])"
)
# The one who holds a post, and a title: 担任の薬袋先生. Whatever the dictionary makes of what stands between is a name.
OF_POST = re.compile(
    r"(?:担任|教頭|校長|園長|顧問|主治医|学年主任|主任|養護教諭|教諭|指導員|師長|婦長|所長|課長|部長|係長|店長|寮長|会長)の([一-鿿々]{2,3})(?=先生|氏|医師(?![一-鿿]))"
)
# What somebody is called by, honorific and all: ゲンさんというあだ名, 通称モリさん.
FOND_NAME = re.compile(
    r"(?:(?:通称|愛称|あだ名|呼び名)(?:は|が|:| )「?|(?:通称|愛称)「?)((?!の)[ぁ-ゖァ-ヺー一-鿿々]{1,5}(?:さん|ちゃん|くん))(?=[」)、。\n])|([ぁ-ゖァ-ヺー一-鿿々]{1,5}(?:さん|ちゃん|くん))(?=」?という(?:あだ名|愛称|通称|呼び名|ニックネーム))"
)
# What somebody's name was changed to.
RENAMED = re.compile(
    r"(?:名|姓)[^、。\n]{0,20}(?:から|を) ?「?([ぁ-ゖ]{2,5}|[ァ-ヺー]{2,8}|[一-鿿]{2,4})」? ?(?:に|へ)(?:変え|変わ|改め|改名|改姓|戻し)"
)
# カイルこと比嘉海琉: what somebody is called by, and who it is.
ALIAS = re.compile(r"(?:(?<=[、。「\n ])|^)([ァ-ヺーぁ-ゖ一-鿿]{2,8}?)こと、?(?=[一-鿿ァ-ヺ]{2})")
# 相談者 入山 瑞穂 55歳: whose field it is, a family name and a given one, and what a form goes on with.
IN_A_FORM = re.compile(
    r"(?:^|[\n|: ])(?:相談者|来談者|氏名|名前|患者|利用者|対象者|本人|生徒|児童|園児|学生|保護者|受診者|組合員|会員|申込者|申請者|担当者?)[ :]{1,2}"
    r"(?P<family>[一-鿿々]{1,3}) (?P<given>[一-鿿々]{1,3}|[ぁ-ゖ]{2,4}|[ァ-ヺー]{2,5})(?= ?(?:様|さん|殿|[(|、,。]|\d{1,3}[歳才]|[男女]|$))",
    re.MULTILINE,
)
# A line that ends in a role and a name: 面談 産業カウンセラー 砂金.
SIGNED = re.compile(
    r"(?:カウンセラー|コンサルタント|心理士|心理師|相談員|支援員|福祉士|看護師|保健師|医師|教諭|担当|記録者?|文責|報告者?|記|面接者|発表者|事例提供者|主任|課長|係長|室長|所長|SC|SV|MSW|PSW|CO)[ :/・]{1,2}"
    r"([一-鿿々]{1,4}(?: ?[一-鿿々ぁ-ゖ]{1,4})?)[)）]?$",
    re.MULTILINE,
)
# 9:00 奥様, 10:00 間様: the rows of a front desk's book, of which there are two at least.
IN_A_BOOK = re.compile(
    r"^[ ・-]{0,2}\d{1,2}[:時]\d{0,2}分? ([一-鿿々ヶ]{1,4}|[ぁ-ゖ]{2,5}|[ァ-ヺー]{2,8})(?=様|さん|さま|氏)",
    re.MULTILINE,
)
# 蔵前記 at the very end: whoever wrote all that.
WRITTEN_BY = re.compile(r"(?:\A|[\n。.)) ])([一-鿿々ヶ]{2,4})(?: ?記| 拝| より)[)）]?\s*\Z")
# なまえ ふうか: a field that a child fills in.
IN_KANA = re.compile(
    r"(?:^|[\n|/])(?:お?なまえ|よんでほしい ?なまえ|ニックネーム|よびかた|わたしのなまえ|ぼくのなまえ)[: ]{1,2}([ぁ-ゖァ-ヺー]{2,8}(?: [ぁ-ゖァ-ヺー]{2,6})?)(?=$|[\n/(（、。]| {2})",
    re.MULTILINE,
)
# そうた 宿題のあと泣く: rows that begin with a child's name, of which there are two at least.
ROW_OF_A_CHILD = re.compile(r"^[ ・]{0,2}([ぁ-ゖ]{3,5}) (?=[^ \n]{3})", re.MULTILINE)
ROWS = 2
LONGEST_FILED = 6  # characters of a whole name


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    yield from _filed(reading)
    for match in LABEL.finditer(text):
        found = name_at(reading, match.end(), weak=False, labelled=True)
        if found and (STRONG_LABEL.search(match.group()) or _ends(text, found[1])):
            yield Name(*found, True)
    for match in IN_A_FORM.finditer(text):
        family, given = (reading.words[reading.word_index(match.start(part))] for part in ("family", "given"))
        named = is_surname(family) or given.pos[2] in ("人名", "地名") or is_given(given)
        if named and not (is_role(family) or is_role(given) or is_nameless(given)):
            yield Name(match.start("family"), match.end("given"), True)
    for match in ALIAS.finditer(text):
        behind = reading.words[min(reading.word_index(match.end()), len(reading.words) - 1)]
        if is_tagged(behind) or is_surname(behind):
            yield Name(*match.span(1), True)
    for pattern in (FIELD, CALLED_SO, NAME_IS, RENAMED, ANSWERED, OF_POST):
        for match in pattern.finditer(text):
            if (
                len(match[1]) > 1
                and match[1] not in NO_NAME
                and match[1] not in ROLES
                and not PSEUDONYM.match(match[1])
                and not (pattern is OF_POST and NO_FAMILY.search(match[1]))
            ):
                yield Name(*match.span(1), True)
    yield from _in_rows(reading)
    for pattern in (WRITTEN_BY, IN_KANA):
        for match in pattern.finditer(text):
            if match[1] not in NO_NAME and match[1] not in ROLES and not NO_WRITER.search(match[1]):
                yield Name(*match.span(1), True)
    for match in FOND_NAME.finditer(text):
        yield Name(*match.span(match.lastindex or 0), True)
    for match in SIGNED.finditer(text):
        index = reading.word_index(match.start(1))
        if (
            index < len(reading.words)
            and match[1] not in NO_NAME
            and not is_nameless(reading.words[index])
            and not is_role(reading.words[index])
            and not is_role(reading.words[reading.word_index(match.end(1) - 1)])
        ):
            yield Name(*match.span(1), True)
    for index, word in enumerate(reading.words):
        if (
            text[word.end : word.end + 1] in (" ", "(", "（", "、")
            and AGED.match(text, word.end)
            and (word.surface in COMMON or word.surface in SURNAMES or is_given(word))
            and not is_nameless(word)
            and not is_role(word)
        ):
            yield Name(grown(reading, index), word.end, True)


# What ends in 記 and is nobody: 事務局記, 追記.
NO_WRITER = re.compile(r"[部課局室会係者員]\Z|担当|事務|以上")


def _in_rows(reading: Reading) -> Iterator[Name]:
    """The names that the rows of a book or of a list of children begin with."""
    text = reading.text
    booked = list(IN_A_BOOK.finditer(text))
    if len(booked) >= ROWS:
        yield from (Name(*match.span(1), True) for match in booked if match[1] not in NO_GUEST)
    rows = [match for match in ROW_OF_A_CHILD.finditer(text) if match[1] not in NOT_NAMES_KANA]
    if sum(match[1] in GIVEN_KANA for match in rows) >= ROWS:
        yield from (Name(*match.span(1), True) for match in rows if match[1] in GIVEN_KANA)


NO_GUEST = frozenset("お客 客 皆 各 業者 患者 お母 お父 母 父 保護者 家族 ご家族 奥さ 旦那 職員".split())


def _ends(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum() or text.startswith(("さん", "様", "です", "と"), end)


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
                and (is_surname(inside[0]) or is_tagged(inside[-1], "名"))
                and not is_role(inside[-1])
            ):
                start, end = (start if end and first == end + 1 else first), last
                yield Name(start, end, True)
