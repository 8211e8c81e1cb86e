"""Names that the text says are not real: pseudonyms, letters that stand for people, figures of stories."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.known.about import CAP
from app.deid.reading import Reading
from app.deid.types import Span

# 仮名ではありません, 仮名にできず, 仮名の許可は得ていません: what says that the name is the real one.
NOT_SO = r"(?!で[はも](?:な|あり)|じゃ|に(?:でき|せず|し(?:ない|ていな|忘れ))|の許可)"

NOT_REAL_AFTER = re.compile(
    rf"(?:さん|くん|ちゃん|様|君|氏|先生)?[」』\"”’'»]? ?[,(（\[［]? ?(?:以下、?)?(?:「?(?:(?:仮名|仮称|偽名|匿名|架空){NOT_SO}|プライバシー保護のため)|(?:not (?:her|his|their|the client'?s|a|my client'?s) real name|a pseudonym|pseudonym|name changed|names? (?:has|have) been changed|changed name|not real name|fictitious|made-up name|as I(?:'ll| will| shall)? call (?:her|him|them)|an alias"
    r"|(?<=\()not (?:her|his|their) name(?![a-z])|is nobody(?=[.,;])|(?<=\()as (?:he|she|they) put it\)|(?:her|his|their|the client['’]s) (?:own )?(?:choice|pick|alias)(?: of [a-z]+)?(?=[,;.)])|(?:the|a) (?:name|alias|pseudonym) (?:that )?(?:she|he|they)(?:['’]d| had| has| have)? (?:chose|chosen|picked|asked for|wanted)|so called (?:for|because|after)))",
    re.IGNORECASE,
)

NOT_REAL_BEFORE = re.compile(
    r"(?:(?:whom? )?(?:I(?:'ll| will| shall|'ve| have)?|we(?:'ll| will| shall)?|let me|let us|let's) (?:have )?(?:call(?:ed)?|refer(?:red)? to|name[d]?) (?:her|him|them|this client|the client|my client|this person|this (?:wo)?man)?(?: as| by the name)? ?|"
    r"(?<![A-Za-z])(?:known|called|named) (?:here|in this (?:account|post|case|piece|note|thread|write-up)) (?:as )?|(?<![A-Za-z])here (?:called|named|known as) (?:[A-Z][a-z]+ and )?|(?<![A-Za-z])I(?:['’]ll| will| shall) use (?=[\"“])|"
    r"(?:pseudonym|alias|not (?:her|his|their) real name)(?: of| is|:)? |(?:made-up|fictional|fictitious|imaginary|invented|hypothetical|composite|pretend) (?:[a-z]+ ){1,2}(?:called|named|we(?:'ll| will)? call|I(?:'ll| will)? call),? |(?:仮に|仮名で|仮名を|ここでは|以下では?|便宜上)、?)[\"“‘'「『]?$",
    re.IGNORECASE,
)

# "We called Siobhan in" gives nobody a name, "I called him Gus until he told me" gives him one of his own, and "I call her Mum" is what she is called.
BARELY_CALLED = re.compile(
    r"(?<!whom )(?<!who )\b(?:I|[Ww]e)(?:(?:['’]ve| have| had)? (?:called|named)| (?:call|called|named) (?:him|her|them)| call) [\"“‘']?$"
)

# ドラえもんの出木杉くん, 映画の寅さん: whoever is of a story, and a proverb that begins with a name.
OF_FICTION = re.compile(
    r"(?:マンガ|まんが|漫画|アニメ|ドラマ|映画|小説|絵本|童話|ゲーム|朝ドラ|大河|文学|物語|芝居|歌舞伎|落語|昔話|民話|神話|聖書)(?:の(?:主人公|登場人物|ヒロイン|中)?の?|で(?:いう|いえば)と?、?)((?:[ァ-ヺー]{2,10}|[一-鿿々]{1,4}|[ぁ-ゖ]{2,5})(?:[・ ][ァ-ヺー]{2,10})?)(?=くん|君|さん|ちゃん|様|先生|みたい|のよう|に似|じゃ|のせりふ|の台詞)|(千里)(?=の道|の馬|眼)"
)

# Who speaks, in a transcript.
SPEAKER = re.compile(r"^ ?(Co|Cl|Th|Pt|Cou|Sv)(?=\d{0,3}[ :.])", re.MULTILINE)

# A letter and what makes a name of it: F子, J男.
LETTERED = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}(?:子|男|美|太|也|介|江|代|郎|助|夫|雄|香|乃)(?![一-鿿])")

# A letter that stands for somebody: Aさん, B先生.
LETTER = re.compile(r"(?<![A-Za-z0-9.・])[A-Z](?:さん|くん|ちゃん|氏|君|様|先生)")

# What is quoted as a word, and not as somebody: 「さいご」という言葉.
AS_A_WORD = re.compile(
    r"「[^」\n]{1,16}」(?=(?:という|との|って(?:いう)?)(?:言葉|ことば|語|言い方|表現|単語|一言|ひと言|フレーズ|台詞|せりふ|歌|曲|本|映画|題|字|漢字|感覚|気持ち|問い))"
)

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

# What is told apart from a person by a name (White and Epston's externalising): 不安に「ザワ子」と名前をつけた, 怒りを「ドカンくん」と呼ぶ.
THING_JA = "不安|怒り|悲しみ|恐怖|こわさ|怖さ|気持ち|気分|感情|声|音|症状|病気|衝動|考え|思考|癖|くせ|チック|強迫|パニック|発作|抑うつ|うつ|落ち込み|痛み|問題|記憶|夢|影|モヤモヤ|イライラ|もやもや|いらいら|ザワザワ|それ|こだわり|眠気|食欲|過食|幻聴|批判|自分責め"
NAMED_THING_JA = re.compile(
    rf"(?:{THING_JA})(?:[^。「」\n]{{0,8}})(?:に|を|のこと[をに]?|へ)[^。「」\n]{{0,24}}「((?P<plain>[^」\n]{{1,10}}?)(?:さん|くん|ちゃん|君|様)?)」(?:と|って)(?:いう)?(?:名前を?|名を)?(?:[つ付]け|名[づ付]け|呼|命名|表現)"
)
# A name that somebody chose to be called by here, or that several are told apart by.
CHOSEN_JA = re.compile(
    r"([一-鿿々ぁ-ゖァ-ヺー]{1,8}?)(?:さん|くん|ちゃん|氏)?[(（](?:本人の?|ご本人の?)(?:希望|選んだ|つけた)[^)）\n]{0,10}[)）]"
)
BY_SORT_JA = re.compile(
    r"((?:「[^」\n]{1,6}」、?){2,5})と?(?:季節|色|花|動物|果物|曜日|星|鳥|魚|木|番号|記号|ニックネーム)で(?:呼|表記|記)"
)
QUOTED_JA = re.compile(r"「([^」\n]{1,6}?)(?:さん|くん|ちゃん)?」")
NAMED_THING_EN = re.compile(
    r"(?:(?:[Cc]all(?:s|ed)?|[Nn]am(?:e|es|ed)|[Nn]icknamed|[Cc]hristened) (?:it|this|that|(?:the|her|his|their|this|that) (?:own )?(?:worry|worries|anxiety|anger|depression|voice|critic|inner critic|panic|OCD|eating disorder|illness|pain|tic|tics|fear|grief|shame|craving|addiction|black dog|black cloud|feeling|monster|tumou?r|stoma)),? "
    r"|(?:[Gg]ave|[Gg]iven|[Gg]iving) (?:it|the|her|his|their|this|that) ?(?:worry|anxiety|anger|depression|voice|critic|inner critic|panic|OCD|eating disorder|illness|pain|tic|fear|grief|shame|craving|addiction|feeling|monster|tumou?r|stoma)? ?a name(?::|,| \()? ?)[\"“‘']?((?:(?:Mr|Mrs|Miss|Ms|Captain|Uncle|Aunt|Auntie|Professor|Doctor|Dr|Lady|Lord|Sergeant|Inspector)\.? )?[A-Z][a-z]+)"
)
# "If the worry had a name?" "Gerald." and "Is it a he?" "He's called Norman.": a thing is asked for its name.
ASKED_OF_A_THING = re.compile(
    r"(?:(?:the|your|this|that) (?:worry|worries|anxiety|anger|depression|voice|critic|panic|OCD|pain|fear|grief|shame|craving|feeling|monster|illness)[^?\n]{0,24} (?:had|has|have|got) a name[^?\n]{0,24}\?|(?:[Dd]oes it have|[Hh]as it got|[Ii]f it had) a name[^?\n]{0,24}\?|[Ii]s it a (?:he|she|him|her)(?![a-z])[^?\n]{0,24}\?)"
    r"\n[A-Za-z]{1,12}\d{0,3}: (?:(?:He|She|It)(?:['’]s| is) (?:called )?)?((?:(?:Mr|Mrs|Miss|Ms|Dr) )?[A-Z][a-z]+)(?=[.,])"
)
# "Humming Jolene", "Song: "Eleanor Rigby"": what is sung, and a title that stands in quotation marks soon behind that.
SUNG = re.compile(
    r"(?<![A-Za-z])(?:(?:[Hh]um(?:s|med|ming)|[Ss]ings?|[Ss]ang|[Ss]inging|[Ww]histl(?:es|ed|ing)) (?=[A-Z\"“])|(?:[Ss]ongs?|[Tt]unes?|[Ll]yrics?|[Hh]um|[Bb]and|karaoke)(?![a-z])[^\"“]{0,40})[\"“]?(?P<quoted>(?<=[\"“])[A-Z][a-z]+(?: [A-Z][a-z]+)?(?=[.,?!]?[\"”])|(?<=ing )[A-Z][a-z]+(?=[.,]))"
)
# "Less Freud, more Friday": what a form asks for.
ASKED_FOR = re.compile(r"(?<=[\"“])(?:Less|More|No more|Too much|Enough) [A-Z][a-z]+")
# "Cleo", a name that she picked.
CHOSEN_EN = re.compile(
    r"[\"“‘']([A-Z][a-z]{1,14})[\"”’']?,?[\"”’']? ?[,(–—-] ?(?:the |a )?(?:name|pseudonym|alias) (?:that )?(?:she|he|they|the client|my client) (?:has |had )?(?:picked|chose|chosen|asked|gave|came up)"
)

# 山田太郎 and 太郎くん, whom nobody is called; but こたろう and うみ太郎 are names that end so.
FICTION_JA = re.compile(
    r"(?<![一-鿿々ァ-ヺー])(?<![ぁ-ゖ](?<![はがをにのとでもやへ]))(?:クライエント|クライアント|CL|相談者|キャリコン|カウンセラー|ロープレ|山田|鈴木|田中|佐藤|架空)?(?:太郎|花子|次郎|一郎|たろう|はなこ)"
)


def pseudonyms(reading: Reading) -> frozenset[str]:
    """Return the names that the text itself says are not real."""
    if reading.nobody is None:
        reading.nobody = frozenset(reading.text[start:end] for start, end in _declared(reading))
    return reading.nobody


# "with details changed": then a name in quotation marks is the one given instead.
CHANGED = re.compile(
    r"(?:[Nn]ames?|[Dd]etails|[Ii]dentif(?:ying|iers?)[a-z ]{0,20}|[Pp]articulars) (?:(?:and|&) [a-z ]{1,20} )?(?:(?:have|has) (?:all )?been |(?:is|are|were|was) )?(?:changed|altered|disguised|invented)"
)

QUOTED_NAME = re.compile(r"[\"“‘]([A-ZÀ-Þ][a-zà-ɏ]{1,14})[\"”’](?=[, ]|\.)")

LATIN_NAME = re.compile(rf"{CAP}(?: {CAP})?")

PSEUDONYM_CANDIDATE = re.compile(
    rf"[一-鿿々ぁ-ゖァ-ヺー]{{1,12}}?(?=(?:さん|くん|ちゃん|様|君|氏)?[」』]? ?[（(［\[](?:以下、?)?(?:仮名|仮称|偽名|架空){NOT_SO})"
)

NOT_REAL_JA = re.compile("仮名|仮称|偽名|架空")

# A pseudonym is declared to readers. ここでは……さんとお呼びしてよいですか and ここでは……がいいです are said of what somebody is really called.
ASKED_HOW = r"(?!お呼びし(?:ても?(?:よ|い|大丈夫|構わ|かま)|ましょうか|ますね|ますか)|呼んでも?(?:いい|よ|くださ|ほし|もら|くれ)|呼ばれ)"
CALLED_JA = re.compile(
    r"(?:仮に|仮名で|仮名を|ここでは|以下では?|便宜上)、?「?『?([一-鿿々ぁ-ゖァ-ヺー]{1,6}?)(?:さん|くん|ちゃん)?[」』]?"
    rf"(?:と{ASKED_HOW}(?:呼|する|し|お呼び|表記|いう|記)|(?<!がいい)(?<!でいい)です)"
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
    yield from _of_things(text)
    if CHANGED.search(text):
        for match in QUOTED_NAME.finditer(text):
            yield match.span(1)
    said_before = text.may_hold(NOT_REAL_BEFORE)  # seldom, and dear to look for before every name
    for match in LATIN_NAME.finditer(text):
        if NOT_REAL_AFTER.match(text, match.end()) and text[match.end() : match.end() + 1] in " \"”’'),([—-":
            yield match.span()
        elif (
            said_before
            and NOT_REAL_BEFORE.search(text, max(0, match.start() - 70), match.start())
            and not BARELY_CALLED.search(text, max(0, match.start() - 24), match.start())
        ):
            yield match.span()


def _of_things(text: str) -> Iterator[Span]:
    """Names of feelings and symptoms, and those that were chosen to stand for somebody."""
    for pattern in (NAMED_THING_JA, CHOSEN_JA, NAMED_THING_EN, CHOSEN_EN, ASKED_OF_A_THING):
        for match in pattern.finditer(text):
            yield match.span(1)
            if pattern is NAMED_THING_JA:
                yield match.span("plain")
    for match in BY_SORT_JA.finditer(text):
        for one in QUOTED_JA.finditer(text, *match.span(1)):
            yield one.span(1)


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
    for lettered in (LETTER, AS_A_WORD, LETTERED, STEMS, MASKED_BODY, COUNTED_FROM_X):
        for match in lettered.finditer(text):
            yield match.span()
    for match in ASKED_FOR.finditer(text):
        yield match.span()
    for match in SUNG.finditer(text):
        yield match.span("quoted")
    for match in OF_FICTION.finditer(text):
        yield match.span(1 if match[1] else 2)
    for match in FICTION_JA.finditer(text):
        yield match.span()
