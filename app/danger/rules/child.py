"""A child is being hurt, now or again and again.

Flags    a child and a deed that goes on (「小学生の息子が毎晩父親に殴られている」, "he beats his son every night"), fresh
         marks of it, food withheld, being locked in.
Why      whoever learns of it has to act at once, in many countries by law; a thread of colleagues is no report.
Leaves   an adult's own childhood, however it was; what has been reported already or a child who is in safety; theory,
         training, statistics; discipline and quarrels without violence.
Limits   what is only suspected ("I wonder about home") is not seen; an abused adult is no child.
Source   児童虐待の防止等に関する法律 (Act 82 of 2000), articles 2 and 6: what it is, and the duty to report it;
         WHO, Child maltreatment, fact sheet (2024).
"""

import re

from app.danger.passages import Passage
from app.danger.signs import first
from app.danger.signs.child import ENGLISH, JAPANESE
from app.danger.types import Danger, Rule

RULE = Rule(
    Danger.CHILD,
    flags=(
        "小学生の息子が、毎晩父親に殴られている。",
        "お子さんは、いまも食事を与えられていないようです。",
        "娘が継父に体を触られていると、きょう打ち明けられました。",
        "五歳の子が、泣くたびに押し入れに閉じ込められている。",
        "つい手が出て、今朝も子どもを蹴ってしまったと話された。",
        "昨夜も三歳の娘の首を絞めてしまったと言う。",
        "夫が子どもに暴力をふるっています。",
        "生徒の腕に新しいあざがあり、家で叩かれていると話した。",
        "His stepfather beats him every night and he is nine.",
        "Her son is being hit at home.",
        "She told me that she hit her baby again this morning.",
        "The girl is being sexually abused by her uncle.",
        "The children are locked in their room and not fed.",
        "My client's partner hits the children.",
    ),
    leaves=(
        "幼少期に父から殴られていたと語られた。",
        "子どもの頃、母に食事を与えられていなかったそうです。",
        "児童相談所に通告し、お子さんは一時保護されている。",
        "虐待されている子どもの心理について、研修で学んだ。",
        "子どもに手をあげそうになる自分が怖い、と話された。",
        "叩かれて育った世代の親にとって、しつけとは何か。",
        "娘さんは部活で先輩に叱られている。",
        "十年前、息子に手をあげていた時期があるという。",
        "She was beaten by her father as a child.",
        "Her father hit her when she was seven.",
        "We reported it, and the child is safe with foster carers.",
        "Research on children who are being abused shows how late they tell.",
        "She is afraid that she might hit her son one day.",
        "The boy hits his sister, as brothers do.",
        "He had been beaten every night at boarding school.",
    ),
)

_CHILD_JA = (
    r"(?:子ども|子供|こども|お子さん|娘|息子|長男|長女|次男|次女|三男|三女|末っ子|赤ちゃん|赤ん坊|乳児|幼児|園児|児童|生徒|小学生|中学生|"
    r"[0-9０-９一二三四五六七八九]{1,2}(?:歳|か月|ヶ月)の?(?:子|娘|息子|男の子|女の子|赤)|男の子|女の子|孫|妹|弟)"
)
_SUFFERS_JA = (
    r"(?:殴られ|叩かれ|たたかれ|蹴られ|殴る蹴る|首を絞められ|突き飛ばされ|投げつけられ|暴力を(?:受け|振るわれ|ふるわれ)|虐待(?:され|を受け)|"
    r"性的(?:な)?(?:虐待|暴行|行為|被害)を(?:受け|強い(?:られ)?)|(?:体|身体|胸|下着)を触られ|裸の写真を撮られ|(?:食事|ご飯|水)[をも](?:与えられ|もらえ|食べさせてもらえ)"
    r"|閉じ込められ|締め出され|放置され|置き去りにされ|火を押しつけられ|やけどを負わされ)"
)
_GOES_ON_JA = r"(?:て)?(?:い(?:る|ます|て)|おり|い(?:な|ませ)|続け|きて)(?!た)"
_SUFFERED_JA = re.compile(
    rf"{_CHILD_JA}[^。\n]{{0,40}}?{_SUFFERS_JA}{_GOES_ON_JA}(?!(?:子|児|人|方|親|家庭|ケース|事例|ま(?:せ)?んでした))"
)
_CERTAIN_JA = r"(?:[0-9０-９一二三四五六七八九]{1,2}歳|小学生|中学生|園児|生徒|男の子|女の子|娘|息子|姉弟|兄弟|姉妹|兄妹|幼児|赤ちゃん)"
_WHO_SUFFERS_JA = re.compile(rf"{_SUFFERS_JA}(?:て)?(?:いる|います|いない|続けている){_CERTAIN_JA}(?!の頃|だった)")
_DOES_JA = re.compile(
    rf"(?:{_CHILD_JA}[^。\n]{{0,6}}?(?:に|を(?!見)|の(?:頭|顔|腹|背中|首|腕|尻)を)[^。\n]{{0,12}}?)"
    r"(?:(?:手を(?:あげ|上げ)|激しく揺さぶっ|揺さぶっ|放り投げ|熱湯をかけ|暴力を(?:ふるっ|振るっ)|殴っ|叩い|たたい|蹴っ|突き飛ばし|絞め|閉じ込め|性的(?:な)?(?:虐待|行為)を(?:し|強要し))て(?:い(?:る|ます)|しま(?:う|い|っ)|おり))"
)
_FRESH_JA = re.compile(
    rf"{_CHILD_JA}[^。\n]{{0,24}}?(?:新しい|真新しい|今朝の|また)(?:[^。\n]{{0,8}}?)(?:あざ|アザ|痣|傷|やけど|火傷)[^。\n]{{0,20}}?(?:家で|父|母|親|継父|義父|叩|殴|蹴)"
)
# What is done to children, by kind as the Act and the WHO have them: burnt, choked, held under water; undressed, filmed,
# come to at night; left without food, or made to sleep outside. A child has to stand near it.
_HARM_JA = re.compile(
    r"(?:口|鼻)(?:や鼻)?をふさ(?:い|ぐ)|(?:水|湯|風呂|浴槽)(?:に|の中に)[^、。\n]{0,4}(?:沈め|つけ(?:る|て|ら)|浸け)|(?:たばこ|タバコ|煙草|アイロン|ライター)(?:の火)?(?:を|で)[^、。\n]{0,6}(?:押|当て|焼|され)|"
    r"熱湯を|服を脱が(?:さ|せ|し)|裸(?:に(?:さ|し)|の(?:写真|動画))|(?:父|叔父|伯父|祖父|兄|恋人|彼氏)(?:が|に)[^、。\n]{0,8}(?:布団|ベッド|寝室)に(?:入って(?:こら|き)|来)|"
    r"(?:食事|夕食|ご飯)(?:が|を|も)(?:なく|抜かれて(?!も)|出さ(?:な|れな)|食べさせ(?:な|て(?:もらえ|い?な)))|家で[^。\n]{0,10}何も食べ|(?:ベランダ|物置|車|玄関|外|廊下)で寝かさ?|(?:ベランダ|物置|家の外)に(?:出さ|出し|立たさ)"
)
_NEAR_CHILD_JA = re.compile(_CHILD_JA + r"|連れ子|[中小]学?[一二三四五六1-6]年?の|保育園|幼稚園|女子(?!大)|男子(?!大)")
_NO_JA = re.compile(
    r"通告(?:し|済|を(?:行|し))|一時保護|保護され|児相(?:が|に|と)(?:介入|つな|連携|通告)|児童相談所(?:が|に|と)(?:介入|つな|連携|通告)|施設(?:に|で)(?:入|暮)|そうにな|のではないかと(?:怖|恐|不安)|られて育|てはいな|てはいません|ことはな"
)
_CHILD_EN = (
    r"(?:child|children|kids?|son|daughter|baby|toddler|infant|boys?|girls?|pupil|schoolboy|schoolgirl|stepson|stepdaughter|grandson|granddaughter|little (?:one|brother|sister)|"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)[- ]years?[- ]old)"
)
_ADULT_EN = r"(?:father|mother|dad|mum|mom|stepfather|stepmother|stepdad|uncle|aunt|grandfather|parents?|partner|husband|wife|boyfriend|girlfriend|carer|client|he|she|they)"
_HURT_EN = (
    r"(?:hits|beats|punches|kicks|burns|chokes|starves|molests|rapes|whips|belts|locks up|sexually abuses|abuses)"
)
_PASSIVE_EN = re.compile(
    rf"{_CHILD_EN}\b[^.\n]{{0,24}}?\b(?:is|are|keeps?|gets?) (?:still |now |often |regularly )?(?:being |getting )?(?:hit|beaten|shaken|punched|kicked|burnt|burned|choked|starved|molested|raped|whipped|belted|(?:sexually |physically )?abused|locked (?:in|up|out)|not (?:being )?fed|left alone for days)\b",
    re.IGNORECASE,
)
_ACTIVE_EN = re.compile(
    rf"\b{_ADULT_EN} (?:still |often |regularly |always )?{_HURT_EN} (?:the |her |his |their |my |our )?(?:little |own |young |two |three )?(?:{_CHILD_EN}|him every|her every|them every|him again|her again|them again|him when|her when|him with|her with|him and (?:he|s?he) is|her and she is)\b",
    re.IGNORECASE,
)
_BED_EN = re.compile(
    r"\b(?:her|his|their|the (?:girl|boy|child)'s) (?:father|stepfather|step-?dad|dad|uncle|brother|grandfather|mother's boyfriend|mum's boyfriend) (?:still |often |sometimes )?(?:comes|gets|climbs) into (?:her|his|their) (?:bed|room) at night"
    r"|\b(?:father|stepfather|step-?dad|dad|uncle|brother|grandfather|coach|teacher|boyfriend) (?:still |often |sometimes )?touches (?:him|her|them) (?:at night|in bed|sexually|between)"
    r"|\b(?:they|parents|carers) (?:still )?(?:lock|beat|hit|starve|chain|burn) (?:the |their )(?:\w+ )?(?:child|children|kids|boys?|girls?|baby|son|daughter)\b",
    re.IGNORECASE,
)
_AGAIN_EN = re.compile(
    rf"\b(?:hit|hits|beat|beats|kicked|punched|choked|burnt|shook|slapped) (?:her|his|their|the|my) (?:little |own )?{_CHILD_EN}\b[^.\n]{{0,30}}?\b(?:again|this morning|last night|today|yesterday|every (?:day|night|week))\b",
    re.IGNORECASE,
)
_SHAKEN_EN = re.compile(
    r"\b(?:baby|infant|toddler|newborn) (?:was|got|has been) (?:shaken|thrown|dropped on purpose|hit|slapped)\b[^.\n]{0,30}?\b(?:again|today|yesterday|this (?:morning|week)|last night)\b|"
    r"\b(?:cigarette burns?|burn marks?|bite marks?|welts?|hand ?marks?|bruises|bruising) (?:on|across|around|up) (?:his|her|their) [^.\n]{0,30}?\b(?:again|this (?:morning|week)|today|every (?:week|monday|time))\b",
    re.IGNORECASE,
)
_HARM_EN = re.compile(
    r"\b(?:holds?|held|holding|put(?:s|ting)?) (?:his|her|their) (?:hands?|feet|arm|face|head) (?:on|against|in|into|over|under) (?:the |a )?(?:\w+ )?(?:stove|hob|flame|fire|iron|water|radiator|bath)|"
    r"\bmak(?:es|ing) (?:him|her|them) (?:undress|strip|watch|touch|kneel for)|\b(?:films?|filming|photographs?|photographing) (?:him|her|them|the|his|my) ?(?:\w+ )?(?:in the (?:bath|shower)|naked|undress)|"
    r"\b(?:films|photographs) (?:her|his|their|the) (?:daughter|son|child|children|boy|girl|kids?)\b|\bshak(?:es|ing) (?:the|his|her|my) (?:baby|infant|toddler)|"
    r"\b(?:sleeps?|sleeping|locked|kept|shut) (?:out )?in (?:the|a) (?:shed|cellar|basement|cupboard|garage|car|wardrobe)|\b(?:had|has|have|given|gets?) (?:had )?nothing to eat\b(?! (?:but|before|until|except))|"
    r"\b(?:fresh|new) (?:burns?|bruises?|welts?|bite marks?|cigarette burns?)\b[^.\n]{0,20}\b(?:every|each|again|at home|after (?:the|each|every) weekend|will not say)\b",
    re.IGNORECASE,
)
_AGED_EN = re.compile(
    r"\b(?:is|just turned) (?:[3-9]|1[0-6]|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)\b(?! (?:weeks|months|sessions|stone|minutes|hours|days))",
    re.IGNORECASE,
)
_NEAR_CHILD_EN = re.compile(
    rf"\b(?:{_CHILD_EN}|twins|the little ones?|girl of \w+|boy of \w+|comes to school)\b", re.IGNORECASE
)
_NO_EN = re.compile(
    r"\b(?:was|were|had) (?:\w+ )?(?:being )?(?:hit|beaten|abused|punched|kicked)|\b(?:reported it|has been reported|social services (?:are|have|is|know)|is safe|are safe|foster|in care|might|afraid|fears?|worr(?:y|ies|ied)|never|not hit|no longer|"
    r"as (?:brothers|children|siblings) do)\b",
    re.IGNORECASE,
)
_RESEARCH = re.compile(r"(?:心理|支援|理解|対応|気持ち|特徴)について|children who (?:are|were)", re.IGNORECASE)


def find(passage: Passage) -> tuple[int, int] | None:
    text = passage.text
    if _RESEARCH.search(text):
        return None
    if not _NO_JA.search(text):
        for pattern in (_SUFFERED_JA, _WHO_SUFFERS_JA, _DOES_JA, _FRESH_JA):
            if match := pattern.search(text):
                return match.span()
        if (match := _HARM_JA.search(text)) and _NEAR_CHILD_JA.search(text):
            return match.span()
    if not _NO_EN.search(text):
        for pattern in (_PASSIVE_EN, _ACTIVE_EN, _BED_EN, _AGAIN_EN):
            if match := pattern.search(text):
                return match.span()
        if (match := _SHAKEN_EN.search(text)) and (_NEAR_CHILD_EN.search(text) or _AGED_EN.search(text)):
            return match.span()
        if (match := _HARM_EN.search(text)) and _NEAR_CHILD_EN.search(text):
            return match.span()
    return first(JAPANESE, ENGLISH, passage)
