"""Diagnoses and disabilities so rare that few people share them.

Flags    conditions of a list, all at 90 or fewer in 100,000; a syndrome or disease with somebody's name that no common list has.
Why      a disease of one in 50,000 leaves two thousand people in a country, and each of them is known to a clinic.
Leaves   common diagnoses, their abbreviations, drugs, everyday "syndromes" (空の巣症候群, impostor syndrome).
Limits   a rare condition described without its name is not seen.
Source   Orphanet prevalence reports, 指定難病 (words/conditions.tsv); common ones: general reference knowledge.
"""

from collections.abc import Iterator
from functools import cache

from app.deid import patterns as re
from app.deid.reading import Reading
from app.deid.tables import rows
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "condition",
    Kind.HEALTH,
    Identifier.QUASI,
    flags=(
        "クライネ・レヴィン症候群の診断",
        "もやもや病の手術",
        "told she has stiff person syndrome",
        "Huntington's disease in the family",
        "ハンチントン病の検査を受けるか迷う",
        "クッシング症候群で通院している",
        "トリーチャー・コリンズ症候群と言われた",
        "whether to be tested for Huntington's",
    ),
    leaves=("うつ病と診断された", "過敏性腸症候群がある", "ADHD and IBS", "empty nest syndrome", "Parkinson's disease"),
)
COMMON_JA = frozenset(
    "ダウン アスペルガー メニエール パーキンソン アルツハイマー バセドウ クローン シェーグレン トゥレット ストックホルム サザエさん ピーターパン シンデレラ インポスター バーンアウト レビー小体 "
    "ミュンヒハウゼン サヴァン カサンドラ ウェルニッケ コルサコフ シックハウス エコノミークラス ブルーライト マルチタスク スマホ テレビ メタボリック ペットロス ネット ゲーム アルコール "
    "ギャンブル アレルギー ウイルス ヘルペス ロコモティブ フレイル ヒステリー ナルコ レストレスレッグス レストレスレッグ むずむず脚 チャージ サイトメガロ インフルエンザ コロナ ライム デング リウマチ".split()
)
COMMON_EN = frozenset(
    "down downs down's asperger asperger's aspergers tourette tourette's tourettes parkinson parkinson's alzheimer alzheimer's graves graves' crohn crohn's meniere meniere's ménière's hashimoto's "
    "raynaud's sjogren's sjögren's stockholm impostor imposter peter cinderella munchausen munchausen's coeliac celiac lyme hodgkin's hodgkin legionnaires' irritable restless premenstrual carpal "
    "chronic polycystic metabolic burnout empty the this that a her his my any heart lung liver kidney gum what which some tall-poppy".split()
)
NAMED_JA = re.compile(
    r"(?<![ァ-ヺー])([ァ-ヺー]{2,24}+(?:[・=＝-][ァ-ヺー]{1,24}+){0,4}+)(症候群|病(?![棟室院名状気児前後床理歴弱欠休死態識]))"
)
# A diagnosis by what diseases end in, of five signs or more: common ones are listed, and the rest are rare.
LONG_JA = re.compile(
    r"(?:無精子症|早老症|(?:肉腫|鞘腫|芽腫|細胞腫|リンパ腫|骨髄腫|白血病|異栄養症|ジストロフィー|変性症|萎縮症|硬化症|欠損症|欠乏症|無形成症|形成不全症?|異形成症?|色素変性症?|線維症|蓄積症|代謝異常症|ミオパチー|ニューロパチー|無力症|麻痺|舞踏病|血友病|失調症|動脈症|膠原病|紫斑病|脳症|閉鎖症|拘縮症|過眠症|欠失症候群|トリソミー))(?![一-鿿])"
)
LONG_LEFT = re.compile(r"(?<![一-鿿ァ-ヺー])[一-鿿ァ-ヺー・]{0,14}\Z")
COMMON_LONG = re.compile(
    r"動脈硬化症|肝硬変|脳性麻痺|顔面(?:神経)?麻痺|統合失調症|自律神経失調症|骨粗鬆症|鉄欠乏症|ビタミン[A-Z]?欠乏症|悪性リンパ腫|(?:急性|慢性)?白血病|片麻痺|半身麻痺|睡眠麻痺|小児麻痺|耳硬化症|認知症|黄斑変性症?|椎間板|更年期|子宮筋腫|肝性脳症|アルコール"
)
NAMED_EN = re.compile(
    r"(?<![A-Za-z–-])((?:[A-Z][a-zà-ÿ]+(?:['’]s)?(?:[-–][A-Z][a-zà-ÿ]+)*) )(?:[Ss]yndrome|[Dd]isease|[Dd]ystrophy|[Aa]taxia)(?![A-Za-z])"
)
RARE = "rare"  # the code of what no list has
LONG = 4  # signs of a diagnosis that only a specialist makes
INSTEAD = {"ja": ("希少な疾患", "長く付き合う病気"), "en": ("a rare condition", "a long-term illness")}


def is_listed(finding: Finding) -> bool:
    """Whether a finding is a diagnosis of the list, which stands whatever else is named after the same person."""
    return finding.rule == RULE.code and finding.trait is not None and finding.trait.code != RARE


@cache
def _listed() -> tuple[dict[str, str], re.Pattern, re.Pattern]:
    codes: dict[str, str] = {}
    for code, japanese, english, _ in rows("conditions"):
        for word in (*japanese.split("|"), *english.split("|")):
            codes[word.lower()] = code
    latin = re.any_of(word for word in codes if word[0].isascii())
    other = re.any_of(word for word in codes if not word[0].isascii())
    return codes, re.compile(rf"(?<![a-z]){latin}(?![a-z])"), re.compile(other)


def find(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    codes, latin, other = _listed()
    low = text.lower() if len(text.lower()) == len(text) else text
    for match in (*latin.finditer(low), *other.finditer(low)):
        if text[match.start() : match.end()] in ("als", "west syndrome", "melas", "pku"):
            continue
        yield RULE.finding(
            match.span(),
            instead=INSTEAD[reading.language_at(match.start())],
            trait=Trait(Kind.HEALTH, codes[match.group().lower()]),
        )
    for match in NAMED_JA.finditer(text):
        if match[1] not in COMMON_JA and match.group().lower() not in codes:
            yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.HEALTH, RARE))
    for match in LONG_JA.finditer(text):
        left = LONG_LEFT.search(text, max(0, match.start() - 16), match.start())
        start = left.start() if left else match.start()
        name = text[start : match.end()]
        if len(name) >= LONG and not COMMON_LONG.search(name) and name.lower() not in codes:
            yield RULE.finding((start, match.end()), instead=INSTEAD["ja"], trait=Trait(Kind.HEALTH, RARE))
    for match in NAMED_EN.finditer(text):
        if match[1].strip().lower().replace("’", "'") not in COMMON_EN and match.group().lower() not in codes:
            yield RULE.finding(match.span(), instead=INSTEAD["en"], trait=Trait(Kind.HEALTH, RARE))
