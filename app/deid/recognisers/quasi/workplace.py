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
        "ひまわりクリニックを受診",
        "kept the scorebook for Harbledean Cricket Club",
        "At St Columcille's parish hall the ladies are kind",
        "she works for Corbishley Foods",
    ),
    leaves=(
        "心療内科に通う",
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


def is_employer(reading: Reading, finding: Finding) -> bool:
    """Whether a finding is a company of the list beside a word of employment: 花王に勤めて."""
    return finding.rule == RULE.code and employs(reading.text, finding.start, finding.end)


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
