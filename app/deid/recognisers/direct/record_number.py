"""Numbers that an office gave to one person: charts, insurance, staff, schools, courts, cards, accounts, cars.

Flags    a number after the word for it (社員番号, 診察券番号, member ID, case no.), and by their own shape or check digits:
         American SSN, British NI and NHS, Irish PPS, Medicare, payment cards, IBAN, residence cards, number plates, court cases.
Why      whoever has the file has the person.
Leaves   session and item numbers, scores, articles of law, doses, years, prices; numbers of bodies.
Limits   a number without its word and without a check digit is taken for a number like any other.
Source   check digits: python-stdnum; names of numbers: general reference knowledge of the forms in use.
"""

from collections.abc import Callable, Iterator

from stdnum import iban, luhn
from stdnum.gb import nhs
from stdnum.ie import pps

from app.deid import patterns as re
from app.deid.near import near
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "record_number",
    Kind.ID_NUMBER,
    Identifier.DIRECT,
    flags=(
        "社員番号B-30511の方",
        "診察券番号:0048-7712",
        "被保険者番号(0412-345678-9)は控えた",
        "Insurance member ID is XKJ884120937",
        "SSN 078-05-1120",
        "NHS number 943 476 5919",
        "NI number QQ 12 34 56 C",
        "Payroll has her as EMP/003316/T",
        "UCI 11-2840-5576",
    ),
    leaves=("第41条の秘密保持義務", "item 9 was zero", "BDI-IIは24点", "session 4 of 8", "PHQ-9: 17, 15, 15, 11"),
)

VALUE = r"((?:[A-Za-z]{1,6}[-–/. ])?(?=[A-Za-z]{0,8}[0-9])[A-Za-z0-9]{1,20}(?:[-–./][A-Za-z0-9]{1,16}){0,6}(?: [A-Za-z]{0,3}[0-9][A-Za-z0-9]{0,12}){0,4}(?: [A-Za-z](?![A-Za-z]))?)"
WORD_JA = (
    r"(?:社員|職員|従業員|診察券|カルテ|患者|病歴|被保険者|保険証|健康保険証?|保険|記号|免許証?|学籍|学生証?|生徒|受験|受付|会員|登録|口座|パスポート|旅券|在留カード|外国人登録|基礎年金|年金|年金手帳|手帳|障害者手帳|療育手帳|"
    r"受給者証?|受給者|証|ケース|相談|整理|管理|事件|求職|求職者|個人|利用者|契約|顧客|お客様|予約|申込|申請|照会|伝票|追跡|注文|訓練生|実習生|クレジットカード|カード|診断書|紹介状|紹介|母子手帳|労災|雇用保険|免許|登録証|資格|認定|会議|ミーティング|識別|本人確認|処方箋?|入館証|車両|車検証|車|端末|製造|シリアル|委託|案件|管理表|台帳|名簿|ロッカー)"
    r"(?:の)?(?:番号|ナンバー|No\.?|NO\.?|no\.?|№|ID|id|コード)"
)
CUED_JA = re.compile(
    rf"(?:{WORD_JA}|(?:ID|患者|カルテ|社員|診察券|会員|学籍|管理|整理) ?(?:No\.?|NO\.?|№|ID|#|番)|(?:患者|利用者|学生|社員|会員|ユーザー)ID|カルテ|診察券|保険証|免許証|パスポート|在留カード|受給者証)[ 　]*第?(?:\([^)\n]{{0,16}}\) ?)?(?:は|が|:|：|=|、|の|で|\(|（|「|『|・|\t| |,|記号|番号|No\.?|\d{{1,2}}桁(?:で|の)?)*{VALUE}"
)
WORD_EN = (
    r"(?:member(?:ship)?|policy|insurance|group|subscriber|patient|hospital|client|case|chart|record|medical record|file|claim|student|pupil|employee|staff|payroll|badge|account|a/?c|passport|driv(?:er'?s?|ing) licen[cs]e|licen[cs]e|licensure|"
    r"registration|reg|reference|ref|booking|confirmation|prison(?:er)?|inmate|offender|docket|police|crime|incident|visa|alien|green card|social security|national insurance|NHS|NI|CHI|H&C|Medicare|Medicaid|Centrelink|CRN|SSN|TFN|tax file|PPS|PPSN|MRN|NINO|UCI|ULN|UPN|EHCP|DVA|IHI|NDIS|NHI|HSP|SIN|health card|OHIP|BSN|invoice|order|ticket|tracking|permit|benefit|"
    r"housing|tenancy|sort|bank|card|credit card|debit card|library card|BACP|UKCP|NPI|provider|DEA|EAP|authori[sz]ation|referral|sample|study|participant|device|serial|service|military|locker|room|bed)"
)
NUMBERED = re.compile(
    r"番号|ナンバー|№|コード|カルテ|診察券|保険証|免許証|パスポート|在留カード|受給者証|(?:No|NO|no|ID|id|Id|[^A-Za-z]番)"
)
# Whatever else an office numbers people by: 称呼番号3172, 船員手帳の番号(第ヤ30811号).
ANY_JA = re.compile(
    rf"(?P<what>[一-鿿ァ-ヺー]{{1,10}})(?:の)?(?:番号|ナンバー|(?<![A-Za-z])(?:ID|No\.?)(?![A-Za-z]))(?:は|が|:|=|、|の|で|\(|「|『|・|\t| )*(?P<whole>(?:第)?[ァ-ヺ一-鿿]?{VALUE}(?:号)?)"
)
NOT_OF_PEOPLE = re.compile(
    r"(?:電話|携帯|連絡先|郵便|項目|設問|質問|問題|問|ページ|頁|章|図|表|回|発言|応答|逐語|会話|行|段落|文献|引用|参考|注|脚注|座席|部屋|面接室|号室|チャンネル|背|背中|ゼッケン|型|品|製品|商品|曲|トラック|内線|話者|通し|シール|法令|条文|告示|法人|DSM|ICD|OR|マイ|個人)\Z"
)
# An account by its bank or its sort: ゆうちょ 11940-3327851, 普通 0729164.
ACCOUNT_JA = re.compile(
    r"(?:ゆうちょ(?:銀行)?|[一-鿿ァ-ヺー]{1,8}(?:銀行|信用金庫|信金|労金|農協|信用組合)|JA[一-鿿]{0,6})[ の、]{0,2}(?:[一-鿿]{1,6}支店[ の、]{0,2})?(?:普通|当座|記号|口座)?(?:預金|番号)?[ :、]{0,2}[0-9][0-9 -]{5,18}[0-9](?![0-9])"
    r"|(?:普通|当座)(?:預金|口座)?(?:番号)?[ :、]{0,2}[0-9]{6,8}(?![0-9])"
)
CUED_EN = re.compile(
    rf"(?<![A-Za-z])(?=[A-Za-z])(?:{WORD_EN}['’s]{{0,2}}(?: card| member| file| health| client| case| policy| benefit| membership)?[ -]?(?:ID|id|Id|number|numbers|no\.?|No\.?|nos?\.?|num\.?|#|code|nr)|ref(?:erence)?(?![A-Za-z])\.?|claim(?![A-Za-z])|docket(?![A-Za-z])|SSN|NHS|NI|MRN|NINO|TFN|CRN|PPSN?|Medicare(?: card)?|Medicaid|passport|docket|NPI|IHI|NHI|ID)"
    rf"(?: (?:is|was|ends in|ending|ending in|on (?:it|the (?:form|card|file|letter|email|referral))|for (?:her|him|them)))?[ ]{{0,2}}(?:[:=#(\t,–—-] ?|is |was |of |\"|No\.? ?|no\.? ?)*{VALUE}",
    re.IGNORECASE,
)
NOT_VALUES = re.compile(r"(?:1[89]|20)\d\d$|\d{1,2}$|\d{1,3}(?:%|mg)?$")

SHAPES: tuple[tuple[re.Pattern, Callable[[str], bool] | None], ...] = (
    (re.compile(r"(?<![0-9-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![0-9-])"), None),  # SSN
    (
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])"),
        None,
    ),  # NI; QQ is the sample prefix
    (re.compile(r"(?<![0-9-])\d{3}[- ]?\d{3}[- ]?\d{4}(?![0-9-])"), nhs.is_valid),
    (re.compile(r"(?<![A-Za-z0-9])\d{7}[A-W][A-IW]?(?![A-Za-z0-9])"), pps.is_valid),
    (
        re.compile(r"(?<![0-9-])\d(?:[ -]?\d){12,18}(?![0-9-])"),
        lambda value: luhn.is_valid("".join(filter(str.isdigit, value))),
    ),
    (
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
        iban.is_valid,
    ),
    (re.compile(r"(?<![0-9])[2-6]\d{3} \d{5} \d(?:[ /-]\d)?(?![0-9])"), None),  # Medicare, Australia
    (re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{8}[A-Z]{2}(?![A-Za-z0-9])"), None),  # residence card, Japan
    (re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{7}(?![A-Za-z0-9])"), None),  # passport, Japan
    (re.compile(r"(?<![A-Za-z0-9])[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}(?![A-Za-z0-9])"), None),  # driving licence, Britain
    (
        re.compile(r"[一-鿿]{1,4} ?\d{2,3} ?[ぁ-ん] ?(?:\d{2}-\d{2}|[・.]{0,3}\d{1,4})(?![0-9])"),
        None,
    ),  # number plate, Japan
    (
        re.compile(r"(?<![A-Za-z0-9])[A-HJ-PR-Y]{2}[0-9]{2} [A-HJ-PR-Z]{3}(?![A-Za-z0-9])"),
        None,
    ),  # number plate, Britain
    (
        re.compile(
            r"(?:19|20)\d\d年?\((?:ワ|ネ|オ|受|わ|う|あ|家|家イ|家ホ|少|ラ|フ|ヨ|許|行ウ|労)[ァ-ヺ]?\)第?\d{1,6}号"
        ),
        None,
    ),  # court cases, Japan
    (
        re.compile(
            r"記号 ?[:：]?[0-9A-Za-z-]{2,10} ?[・、,]? ?番号 ?[:：]?[0-9-]{1,10}(?: ?[(（]枝番 ?[0-9]{1,2}[)）])?"
        ),
        None,
    ),  # health insurance, Japan
    (re.compile(r"(?<![0-9-])\d{4}-\d{6}-\d(?![0-9-])"), None),  # employment insurance, Japan
    (re.compile(r"[1-6]年(?:[1-9]\d?|[A-Z一-鿿])組[1-9]\d?番(?!目)"), None),  # a pupil's place in a class, Japan
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield numbers of files and cards; positions are those of the folded text."""
    text = reading.text
    for pattern in (CUED_JA, CUED_EN):
        for match in near(pattern, NUMBERED, text, 32, 80) if pattern is CUED_JA else pattern.finditer(text):
            value = match[1].strip(" -–./:")
            if (
                sum(map(str.isdigit, value)) >= LEAST
                and not NOT_VALUES.fullmatch(value)
                and not _measure(text, match.start(1) + len(match[1]))
            ):
                start = match.start(1) + match[1].index(value)
                label = re.search(r"(?:No\.?|№|#) ?$", text[max(0, start - 4) : start], re.IGNORECASE)
                start -= len(label.group()) if label else 0
                end = match.start(1) + match[1].index(value) + len(value)
                if text[start - 1 : start] == "第" and text.startswith("号", end):  # 第8827-014号 is one number
                    start, end = start - 1, end + 1
                yield RULE.finding((start, end))
    for match in near(ANY_JA, NUMBERED, text, 16, 60):
        value = match["whole"]
        if (
            sum(map(str.isdigit, value)) >= LEAST
            and not NOT_VALUES.fullmatch(value.strip(" -–./:"))
            and not NOT_OF_PEOPLE.search(match["what"])
            and not _measure(text, match.end())
        ):
            yield RULE.finding((match.start("whole"), match.start("whole") + len(value.rstrip(" -–./:"))))
    for match in ACCOUNT_JA.finditer(text):
        yield RULE.finding(match.span())
    for match in LOOSE.finditer(text):
        if (
            reading.language_at(match.start()) == "en"
            and not PUBLIC_BEFORE.search(text, max(0, match.start() - 30), match.start())
            and not PHONE_LIKE.match(match.group())
        ):
            yield RULE.finding(match.span())
    for shape, valid in SHAPES:
        for match in shape.finditer(text):
            if valid is None or valid(match.group()):
                yield RULE.finding(match.span())


# A number nobody explains, by its shape alone: letters and digits, or groups of digits, longer than any score or year.
LOOSE = re.compile(
    r"(?<![A-Za-z0-9@/._#£$€%-])(?=[A-Za-z]{0,5}[ /-]?\d)(?:[A-Z]{1,5}[-/]?\d{5,12}(?:[-/][A-Z0-9]{1,6})*|[A-Z]{1,5}[-/]\d{4,12}(?:[-/][A-Z0-9]{1,6})*|[A-Z]\d{3,4}-\d{3,6}|[A-Z]{2,5} \d{6,10}|[A-Z]{3} \d{3} \d{3,4}|[a-z]\d{6,9}|(?:\d{2}-\d{3,4}-\d{3,5}|\d{3}-\d{2,4}-\d{4,7}(?:-[A-Z])?)|\d{7,12}[A-Z]?|\d{3} \d{3} \d{3}[A-Z]?)(?![A-Za-z0-9@%]|[./-]\d|\.[a-z])"
)
# What stands before numbers that are nobody's: a body's line, a book's number, money, a text to send.
PUBLIC_BEFORE = re.compile(
    r"(?:ISBN|ISSN|doi|DOI|RCT|PMID|NCT|version|£|\$|€|[Ll]ine|[Hh]elpline|[Tt]ext|[Cc]all|[Rr]ing|[Pp]hone|[Tt]el|[Ff]reephone|Act|charity(?: number| no\.?)?|Lifeline|Samaritans|on) ?[:(]? ?$"
)

PHONE_LIKE = re.compile(r"(?:0800|0808|0300|0845|1-?800|988|116)")
LEAST = 3  # digits; fewer is a room, an item or a session


def _measure(text: str, end: int) -> bool:
    return re.match(r"(?:点|回|分|歳|年|月|人|名|mg|%|％|条|時|円|cm|kg)", text[end : end + 2]) is not None
