"""Named employers, hospitals, agencies, clubs and congregations.

Flags    ハローワーク石巻, 聖路加国際病院, 株式会社ニューズ, Harbledean Cricket Club, St Wystan's, "works for Corbishley Foods".
Why      a place of work or treatment gathers a few hundred people, all of whom know each other's sex, age and job.
Leaves   generic institutions (心療内科, the job centre), B社 and D病院, ministries and societies, brands everybody uses.
Limits   a company whose name is an everyday word is seen only beside a word of employment.
Source   経済センサス 2021, 医療施設調査 2022 for their size; bodies everybody deals with: words/bodies.txt.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.organisations import organisations
from app.deid.organisations.japanese import employs
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "workplace",
    Kind.ORG,
    Identifier.QUASI,
    flags=(
        "ハローワーク石巻で紹介を受けた",
        "聖路加国際病院に通院中",
        "株式会社ニューズピックスに勤務",
        "花王に勤めて十年になる",
        "島で一つだけの診療所に勤めている",
        "村に一軒きりの薬局で働く",
        "a partner at the one surgery on the island",
        "the village's only pharmacy",
        "ひまわりクリニックを受診",
        "kept the scorebook for Harbledean Cricket Club",
        "At St Columcille's parish hall the ladies are kind",
        "she works for Corbishley Foods",
    ),
    leaves=(
        "心療内科に通う",
        "世界に一つだけの花",
        "一つだけの診療所では足りない",
        "the only surgery that helped",
        "ハローワークに行く",
        "B社で課長職",
        "D病院に入院",
        "厚生労働省の通知",
        "back at the job centre",
        "the Samaritans",
        "her GP and occupational health",
        "Cognitive Therapy",
    ),
)
# The one body of its sort in a small place: a shop, a surgery, a school.
ONE_THERE_JA = re.compile(
    r"(?:この|その|あの|同じ)?(?:島|離島|村|町|集落|地区|半島|谷|山里|漁村|湾|市内|町内|村内|島内|郡内)(?:じゅう|中)?(?:で|に|では|には|の中で)?(?:ただ|たった|もう)?(?:一つ|ひとつ|一軒|1軒|一件|一校|1校|一か所|一カ所|一箇所|唯一)(?:だけ|きり|しかない|しかなかった)?の?"
    r"[一-鿿ァ-ヺー]{0,6}?(?:診療所|病院|医院|産院|クリニック|薬局|歯科|郵便局|商店|食堂|旅館|民宿|宿|スーパー|給油所|ガソリンスタンド|学校|小学校|中学校|高校|分校|保育所|保育園|幼稚園|こども園|老人ホーム|施設|作業所|駐在所|消防署|役場|銀行|信金|本屋|書店|美容院|床屋|銭湯|工場|酒蔵|造船所|牧場|寺|教会|神社)(?![一-鿿ァ-ヺー])"
)
ONE_THERE_EN = re.compile(
    r"(?<![A-Za-z])(?:the (?:one|only|sole|single|last(?: remaining)?) (?:[a-z-]+ ){0,2}|(?:the |our |this |that )?(?:village|island|town|valley|parish|hamlet|glen)['’]s (?:one|only|sole|last) (?:[a-z-]+ ){0,2})"
    r"(?P<body>surgery|practice|clinic|hospital|pharmacy|chemist['’]?s?|dentist['’]?s?|post office|shop|store|pub|inn|hotel|garage|school|nursery|playgroup|care home|bank|library|forge|bakery|butcher['’]?s?|caf[eé]|church|chapel|mosque|synagogue|mill|factory|boatyard|distillery|vet['’]?s?)"
    r"(?P<where> (?:on|in|at) (?:the|our|this|that|her|his|their) (?:[a-z]+ )?(?:island|village|town|valley|parish|hamlet|glen|peninsula|bay|estate|district|county))?(?![a-z])"
)
BRANCH = re.compile(r"の[一-鿿ァ-ヺー]{0,6}(?:本社|支社|支店|工場|営業所|本店|研究所|事業所|出張所)(?![一-鿿])")
SCHOOLS = frozenset({"school", "high-school", "university", "nursery"})
TRAITS = {"hospital": "hospital", "agency": "agency", "company": "company", "care-home": "club", "club": "club"}
INSTEAD: dict[str, dict[str, tuple[str, ...]]] = {
    "ja": {
        "hospital": ("D病院", "医療機関"),
        "agency": ("公的な支援機関",),
        "company": ("B社",),
        "care-home": ("E施設",),
        "club": ("地域の団体",),
    },
    "en": {
        "hospital": ("a local hospital", "a clinic"),
        "agency": ("a public service",),
        "company": ("a company",),
        "care-home": ("a care setting",),
        "club": ("a local group",),
    },
}


def is_certain(reading: Reading, finding: Finding) -> bool:
    """Whether a finding is a company of the list beside a word of employment (花王に勤めて), or the one of its sort in a small place."""
    if finding.rule != RULE.code:
        return False
    words = reading.text[finding.start : finding.end]
    return employs(reading.text, finding.start, finding.end) or any(
        pattern.fullmatch(words) is not None for pattern in (ONE_THERE_JA, ONE_THERE_EN)
    )


def find(reading: Reading) -> Iterator[Finding]:
    for found in organisations(reading):
        if found.kind not in SCHOOLS:
            instead = INSTEAD[reading.language_at(found.start)][found.kind]
            branch = BRANCH.match(reading.text, found.end)
            yield RULE.finding(
                (found.start, branch.end() if branch else found.end),
                instead=instead,
                trait=Trait(Kind.ORG, TRAITS[found.kind]),
            )
    for pattern in (ONE_THERE_JA if reading.japanese else None, ONE_THERE_EN if reading.english else None):
        for match in pattern.finditer(reading.text) if pattern else ():
            if (
                pattern is ONE_THERE_JA
                or match["where"]
                or "s " in match.group()[: match.start("body") - match.start()]
            ):
                instead = INSTEAD[reading.language_at(match.start())]["company"]
                yield RULE.finding(match.span(), instead=instead, trait=Trait(Kind.ORG, "club"))
