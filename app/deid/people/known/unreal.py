"""Names that the text says are not real: pseudonyms, letters that stand for people, figures of stories."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.known.about import CAP
from app.deid.reading import Reading
from app.deid.types import Span

NOT_REAL_AFTER = re.compile(
    r"(?:さん|くん|ちゃん|様|君|氏|先生)?[」』\"”’'»]? ?[,(（\[［]? ?(?:以下、?)?(?:「?(?:仮名|仮称|偽名|匿名|架空|プライバシー保護のため)|(?:not (?:her|his|their|the client'?s|a|my client'?s) real name|a pseudonym|pseudonym|name changed|names? (?:has|have) been changed|changed name|not real name|fictitious|made-up name|as I(?:'ll| will| shall)? call (?:her|him|them)|an alias))",
    re.IGNORECASE,
)

NOT_REAL_BEFORE = re.compile(
    r"(?:(?:whom? )?(?:I(?:'ll| will| shall|'ve| have)?|we(?:'ll| will| shall)?|let me|let us|let's) (?:have )?(?:call(?:ed)?|refer(?:red)? to|name[d]?) (?:her|him|them|this client|the client|my client|this person|this (?:wo)?man)?(?: as| by the name)? ?|"
    r"(?:pseudonym|alias|not (?:her|his|their) real name)(?: of| is|:)? |(?:made-up|fictional|fictitious|imaginary|invented|hypothetical|composite|pretend) (?:[a-z]+ ){1,2}(?:called|named|we(?:'ll| will)? call|I(?:'ll| will)? call),? |(?:仮に|仮名で|仮名を|ここでは|以下では?|便宜上)、?)[\"“‘'「『]?$",
    re.IGNORECASE,
)

# "We called Siobhan in" gives nobody a name.
BARELY_CALLED = re.compile(r"\b(?:I|[Ww]e)(?:['’]ve| have| had)? (?:called|named) $")

# ドラえもんの出木杉くん, 映画の寅さん: whoever is of a story, and a proverb that begins with a name.
OF_FICTION = re.compile(
    r"(?:マンガ|まんが|漫画|アニメ|ドラマ|映画|小説|絵本|童話|ゲーム|朝ドラ|大河|文学|物語|芝居|歌舞伎|落語|昔話|民話|神話|聖書)(?:の(?:主人公|登場人物|ヒロイン|中)?の?|で(?:いう|いえば)と?、?)((?:[ァ-ヺー]{2,10}|[一-鿿々]{1,4}|[ぁ-ゖ]{2,5})(?:[・ ][ァ-ヺー]{2,10})?)(?=くん|君|さん|ちゃん|様|先生|みたい|のよう|に似|じゃ|のせりふ|の台詞)|(千里)(?=の道|の馬|眼)"
)

# Who speaks, in a transcript.
SPEAKER = re.compile(r"^ ?(Co|Cl|Th|Pt|Cou|Sv)(?=\d{0,3}[ :.])", re.MULTILINE)

# A letter and what makes a name of it: F子, J男.
LETTERED = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}(?:子|男|美|太|也|介|江|代|郎|助|夫|雄|香|乃)(?![一-鿿])")

# 甲さん and 乙社, which are letters too, but neither 丁さん nor 甲子さん, whose names those are; a time that is counted from a year X.
STEMS = re.compile(
    r"(?<![一-鿿々ァ-ヺー])[甲乙丙](?:さん|氏|社|校|県|市|町|病院|大学|店|園|施設|センター|クリニック)(?![一-鿿])"
)
# 〇〇病院, △△株式会社 and Company X: signs or a letter where a name was, and what it was the name of.
MASKED_BODY = re.compile(
    r"[〇○◯△▲□■◇◆●×＊*☆]{2,6}(?:市立|県立|町立|区立|都立|府立|私立|国立|総合|中央)?(?:都|道|府|県|市|区|町|村|駅|線|島|株式会社|有限会社|会社|商事|工業|銀行|社|店|支店|工場|(?:小|中|高等|高|大|専門|短大)?(?:学校|学園|学院)|高校|中学|大学院?|大学|幼稚園|保育園|"
    r"大学病院|病院|医院|クリニック|診療所|センター|相談室|事務所|事業所|施設|ホーム|教会|寺|塾)|"
    r"(?<![A-Za-z])(?:Company|School|Hospital|Clinic|Agency|Charity|Firm|Employer|Town|City|Village|University|College|Church|Prison) [A-HJ-Z](?![A-Za-z'’.])"
)
COUNTED_FROM_X = re.compile(r"(?<![A-Za-z])[X〇○]{1,2}(?:[-−+] ?\d{1,2})?年(?:度|[\dX]{1,2}月(?:[\dX]{1,2}日)?)?")

# 仮名すずめさん: the name said to be given instead, and whoever gives none.
GIVEN_INSTEAD = re.compile(
    r"(?<![片平振り])(?:仮名|仮称)(?:は|:|、| )?[「『]?([一-鿿々ぁ-ゖァ-ヺー]{1,6}?)(?=さん|くん|ちゃん|君|氏|様)|(匿名希望)"
)

FICTION_JA = re.compile(
    r"(?<![一-鿿々])(?:クライエント|クライアント|CL|相談者|キャリコン|カウンセラー|ロープレ|山田|鈴木|田中|佐藤|架空)?(?:太郎|花子|次郎|一郎|たろう|はなこ)"
)


def pseudonyms(reading: Reading) -> frozenset[str]:
    """Return the names that the text itself says are not real."""
    return frozenset(reading.text[start:end] for start, end in _declared(reading))


# "with details changed": then a name in quotation marks is the one given instead.
CHANGED = re.compile(
    r"(?:[Nn]ames?|[Dd]etails|[Ii]dentif(?:ying|iers?)[a-z ]{0,20}|[Pp]articulars) (?:(?:and|&) [a-z ]{1,20} )?(?:(?:have|has) (?:all )?been |(?:is|are|were|was) )?(?:changed|altered|disguised|invented)"
)

QUOTED_NAME = re.compile(r"[\"“‘]([A-ZÀ-Þ][a-zà-ɏ]{1,14})[\"”’](?=[, ]|\.)")

LATIN_NAME = re.compile(rf"{CAP}(?: {CAP})?")

PSEUDONYM_CANDIDATE = re.compile(
    r"[一-鿿々ぁ-ゖァ-ヺー]{1,12}?(?=(?:さん|くん|ちゃん|様|君|氏)?[」』]? ?[（(［\[](?:以下、?)?(?:仮名|仮称|偽名|架空))"
)

NOT_REAL_JA = re.compile("仮名|仮称|偽名|架空")

CALLED_JA = re.compile(
    r"(?:仮に|仮名で|仮名を|ここでは|以下では?|便宜上)、?「?『?([一-鿿々ぁ-ゖァ-ヺー]{1,6}?)(?:さん|くん|ちゃん)?[」』]?(?:と(?:呼|する|し|お呼び|表記|いう|記)|です)"
)


def _declared(reading: Reading) -> Iterator[Span]:
    text = reading.text
    if NOT_REAL_JA.search(text):  # seldom said, and dear to look for at every letter
        for match in PSEUDONYM_CANDIDATE.finditer(text):
            yield match.span()
    for match in CALLED_JA.finditer(text):
        yield match.span(1)
    for match in GIVEN_INSTEAD.finditer(text):
        yield match.span(match.lastindex or 0)
    if CHANGED.search(text):
        for match in QUOTED_NAME.finditer(text):
            yield match.span(1)
    for match in LATIN_NAME.finditer(text):
        if NOT_REAL_AFTER.match(text, match.end()) and text[match.end() : match.end() + 1] in " \"”’'),([—-":
            yield match.span()
        elif NOT_REAL_BEFORE.search(text, max(0, match.start() - 70), match.start()) and not BARELY_CALLED.search(
            text, max(0, match.start() - 24), match.start()
        ):
            yield match.span()


def spans(reading: Reading) -> Iterator[Span]:
    text = reading.text
    declared = pseudonyms(reading)
    for name in declared:
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))
    for match in SPEAKER.finditer(text):
        yield match.span(1)
    for match in LETTERED.finditer(text):
        yield match.span()
    for lettered in (STEMS, MASKED_BODY, COUNTED_FROM_X):
        for match in lettered.finditer(text):
            yield match.span()
    for match in OF_FICTION.finditer(text):
        yield match.span(1 if match[1] else 2)
    for match in FICTION_JA.finditer(text):
        yield match.span()
