"""Families out of the ordinary, and relatives whose own place would give the client away.

Flags    twins, triplets, the mayor's daughter, a mother who is the island clinic's nurse, "the middle of nine".
Why      few families have it, and neighbours know the one that does.
Leaves   marriage, children, one parent, divorce, bereavement: they count, and are not shown.
Limits   a relative's ordinary job is left; birth order is left below the fifth child.
Source   人口動態統計 and ONS births for multiple births; general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.clauses import merged
from app.deid.near import windows
from app.deid.reading import Reading
from app.deid.tongue import has_english, has_japanese
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "family",
    Kind.FAMILY,
    Identifier.QUASI,
    flags=(
        "双子の娘との四人暮らし",
        "現職市長の次女で",
        "祖父はノーベル賞を受けた化学者で",
        "文化勲章受章者の孫",
        "her uncle won the Nobel Prize",
        "the granddaughter of a Nobel laureate",
        "義母は島の診療所の看護師",
        "father of triplets",
        "the youngest of nine children",
        "her father is the MP",
    ),
    leaves=(
        "妻と子ども二人と暮らす",
        "母は看護師",
        "married, two children",
        "an only child",
        "双子座の話をした",
        "twin beds",
    ),
)
KIN = "長男|長女|次男|次女|二男|二女|三男|三女|息子|娘|夫|妻|父親?|母親?|祖父|祖母|兄|姉|弟|妹|義父|義母|義兄|義姉|義弟|義妹|孫|甥|姪|子|家族|一人娘|一人息子|跡取り息子|実父|実母|伯父|叔父|叔母|伯母"
OFFICE = r"(?:現職|元|前|当時の)?(?:副)?(?:[一-鿿ァ-ヺー]{0,6}?)(?:市長|町長|村長|区長|知事|市議会議員|県議会議員|町議会議員|村議会議員|市議|県議|町議|村議|代議士|国会議員|衆院議員|参院議員|議員|大臣|議長|教育長|警察署長|消防署長|駅長|網元|住職|宮司|神主|名誉教授|人間国宝)"
# What a relative is whom people know by sight or by name.
KNOWN = (
    r"(?:現役|元|現|当代)?の?(?:[ァ-ヺー一-鿿]{0,8}?)(?:横綱|大関|関脇|小結|力士|親方|プロ野球選手|サッカー選手|プロ選手|Jリーガー|プロレスラー|ボクサー|格闘家|レスラー|競輪選手|騎手|棋士|女流棋士|メダリスト|五輪選手|日本代表|王者|チャンピオン|"
    r"歌手|俳優|女優|タレント|アイドル|声優|落語家|漫才師|お笑い芸人|芸人|漫画家|小説家|作家|作曲家|指揮者|画家|映画監督|アナウンサー|解説者|評論家|キャスター|ユーチューバー|YouTuber|モデル|人間国宝|能楽師|狂言師|歌舞伎役者|宇宙飛行士|"
    r"知事|市長|町長|村長|区長|国会議員|県議|市議|町議|村議|議員|大臣|代議士|教育長|警察署長|消防署長|住職|宮司|神主|網元|組長|教祖|教主|宗主|家元|創業者|理事長|名誉教授|学長|大使|裁判官|検事正)"
)
# Honours that a few people in a country have.
HONOUR_JA = "ノーベル賞|ノーベル[一-鿿]{1,5}賞|フィールズ賞|文化勲章|国民栄誉賞|芥川賞|直木賞|アカデミー賞|金メダル|銀メダル|銅メダル|紫綬褒章|日本学士院賞|文化功労者|日展|菊花章"
# A word that every pattern of a Japanese family holds.
TELLING = re.compile(
    rf"{HONOUR_JA}|双子|ふたご|双生児|三つ子|みつご|3つ子|四つ子|五つ子|ばかり|きょうだい|兄弟|姉妹|{KNOWN[KNOWN.index('(?:横綱') :]}|{OFFICE[OFFICE.index('(?:市長') :]}|島|村|集落|地区|離島|地元|町[のでに]|"
    r"[父母兄姉夫妻弟妹]も|最後の|唯一|ただ一人|初代|名物|いずれも|みんな|みな|そろって|全員|とも|だけ|きり|のみ|しかい|ひとり|ふたり|一人|[二三四五六七1-7]人|代々|代続|江戸時代から|創業|代に|代目|提供|代理|赤ちゃんポスト|内密出産|ゆりかご|無戸籍|捨て子|人工授精|生き別れ|特別養子|死刑囚|受刑者|加害者|犯人|人の子|父が|母が|親が"
)
PATTERNS = (
    (
        "twins",
        re.compile(
            r"(?:一卵性|二卵性)?(?:の)?(?:双子|ふたご|双生児)(?:の(?:お?兄(?:さん|弟)?|お?姉(?:さん|妹)?|弟(?:さん)?|妹(?:さん)?|娘(?:さん)?|息子(?:さん)?|男の子|女の子|片割れ|一方|末子|子ども|子供|子|母|父|赤ちゃん)(?:のほう|の方)?)?(?!座|コーデ|の星)"
        ),
    ),
    (
        "triplets",
        re.compile(
            r"(?:三つ子|みつご|3つ子)(?:の(?:兄弟|姉妹|娘|息子|母|父|末子|末っ子|長[男女]|一人|[兄弟姉妹]))?(?!の魂)"
        ),
    ),
    ("quadruplets", re.compile(r"(?:四つ子|五つ子)(?:の(?:母|父|[兄弟姉妹]))?")),
    ("public-relative", re.compile(rf"{OFFICE}(?:の|を務める|をつとめる|である|だった)(?:{KIN})(?:さん)?(?![一-鿿])")),
    (
        "public-relative",
        re.compile(
            rf"(?:{KIN})(?:は|が)(?:、)?(?:地元の|町の|村の|市の|島の|この町の|現職の?|元)?{OFFICE}(?=で|だ|を|、|。|と|の)"
        ),
    ),
    (
        "relative-role",
        re.compile(
            rf"(?:{KIN})(?:は|が)(?:、)?(?:この|その)?(?:島|村|集落|地区|町|離島|地元)(?:で(?:唯一|ただ一人|一軒|一つ)?|の|に一軒)[^、。\n]{{2,18}}?(?:医師|看護師|教師|教員|校長|駐在|駐在員|住職|神主|医|保健師|漁師|網元|組合長|局長|経営者|店主|女将|職員|助産師|巡査)"
        ),
    ),
    (
        "many-siblings",
        re.compile(
            r"(?:娘|息子|女の子|男の子|子ども|子供)(?:さん)?ばかり(?:の)?(?:[4-9四五六七八九]|十)人|(?:[6-9六七八九]|1[0-5]|十[一二]?)人(?:きょうだい|兄弟|姉妹|兄弟姉妹)(?:の(?:末っ子|長男|長女|(?:[上下]から)?[一二三四五六七八九十\d]番目|真ん中))?|(?:[7-9七八九十]|1\d)人の(?:子ども|子供|子)の(?:母|父)"
        ),
    ),
    (
        "public-relative",
        re.compile(
            rf"(?:{KIN})(?:さん)?(?:は|が|も)(?:、)?[^、。\n「」は]{{0,12}}?(?:{KNOWN})(?![一-鿿ァ-ヺー])"
            rf"|(?:{KNOWN})(?:の|である|だった|を務める)(?:{KIN})(?![一-鿿])"
        ),
    ),
    (
        "public-relative",
        re.compile(
            rf"(?:{KIN})(?:さん)?(?:は|が|も)(?:、)?[^、。\n「」は]{{0,12}}?(?:{HONOUR_JA})(?:の(?:受賞|受章)者|受賞者|受章者|作家|学者|を[^、。\n「」はが]{{1,12}}?[者家師士手員]|を(?:受け|受賞し|受章し|取っ|とっ|獲っ|もらっ|いただい)た)"
            rf"|(?:{HONOUR_JA})(?:の)?(?:受賞者|受章者|作家|学者|メダリスト|を(?:受け|受賞し|受章し|取っ|とっ|獲っ|もらっ)た[一-鿿]{{1,6}})(?:の|である|だった)(?:{KIN})(?![一-鿿])"
        ),
    ),
    (
        "relative-role",
        re.compile(
            rf"(?:{KIN})も(?:、)?(?:曽?祖父|曽?祖母|父|母|兄|姉|叔父|伯父|夫|妻|弟|妹)も(?:、)?[^、。\n「」]{{1,16}}?(?:[師員士家官医僧職屋者長手]|駅長|漁師|教師)(?=[でだのと、。」]|$)"
        ),
    ),
    (
        "relative-role",
        re.compile(
            rf"(?:{KIN})(?:は|が)(?:、)?(?:[^、。\n「」はが]{{0,8}}で)?(?:最後の|唯一の|ただ一人の|初代の|名物の?)[^、。\n「」はがを]{{1,10}}"
            rf"|(?:{KIN})(?:と(?:{KIN})){{1,3}}(?:は|が|も)?(?:、)?(?:いずれも|みな|みんな|そろって|全員|ともに|とも)[^、。\n「」]{{2,18}}"
            rf"|(?:[三四五六七八九3-9])人(?:きょうだい|兄弟|姉妹)で、?(?:[兄姉弟妹]も){{1,2}}[^、。\n「」]{{1,10}}"
        ),
    ),
    (
        "few-mates",
        re.compile(
            r"(?:同級生|同期|卒業生|仲間)(?:の)?[一二三四五六七八1-8]人(?:のうち|の中で)[^。\n「」]{2,20}(?:だけ|きり|のみ|ひとり|一人)|(?:同じ学年|同学年|同級生|全校生徒|全校児童|児童|卒業生|新入生|入学者|(?:村|島|集落|町)の(?:子ども|子|若者|住民)|弟子|跡継ぎ|後継ぎ|後継者|門下生|檀家|信者|世帯)(?:は|も|が)(?!いない)[^。\n「」]{0,16}?(?:だけ|きり|のみ|しかい(?:ない|なかった)|ひとり|ふたり|[一二三四五六七12-7]人)(?:のうち[^。\n「」]{2,18})?(?:きり|だけ|で[^。\n「」]{2,10}(?:最年少|最年長|唯一))?"
        ),
    ),
    (
        "many-siblings",
        re.compile(
            r"(?:[5-9五六七八九十]|1[0-5])人(?:きょうだい|兄弟|姉妹|兄弟姉妹)(?:の(?:[一-鿿]{0,3}から)?(?:[一二三四五六七八九十\d]番目|長女|長男|次女|次男|三女|三男|末娘|末子|末弟|末妹|末っ子|真ん中|一番[上下]))?"
        ),
    ),
    (
        "unusual",
        re.compile(
            r"(?:精子提供|卵子提供|代理母|代理出産|赤ちゃんポスト|内密出産|こうのとりのゆりかご|無戸籍|捨て子|人工授精)(?:で(?:生まれ|授か)[ぁ-ゖ]{1,4}|の(?:子|人|当事者))?|生き別れの(?:双子|兄|姉|弟|妹|父|母|娘|息子)|(?:父|母)(?:親)?が(?:二人|三人|2人|3人)(?:いる|で|の)|"
            r"(?:両親|父母|夫婦|夫妻)(?:は|が)?(?:とも|ともに|そろって)(?:に)?[^、。\n「」]{0,6}?(?:ろう者?|聾者?|全盲|盲人|聴覚障害|視覚障害|宣教師|服役|受刑|難民|俳優|芸人|力士|被爆者|牧師|僧侶)|[二三四五六七八九十]{1,2}代(?:続く|続いた|にわたる|つづく)[^、。\n「」はがを]{1,12}"
        ),
    ),
    (
        "unusual",
        re.compile(
            r"(?:代々|[一-鿿\d]{1,3}代続く|江戸時代から続く|創業\d{2,3}年の)[^、。\n]{1,14}(?:の(?:跡取り息子|跡取り娘|跡取り|長男|長女|次男|次女|[一二三四五六七八九十\d]+代目|一人娘|一人息子|跡継ぎ)|家系|の家)|(?:特別養子縁組|赤ちゃんポスト|代理出産|卵子提供|精子提供)で(?:生まれ|迎え|授か)[ぁ-ゖ]{1,4}|(?:死刑囚|受刑者|加害者|犯人)の(?:娘|息子|妻|夫|父|母|家族|姉|妹|兄|弟)"
        ),
    ),
)
ENGLISH = (
    (
        "twins",
        re.compile(
            r"(?<![A-Za-z-])(?:(?:identical|fraternal|conjoined|non-identical|twin) (?:twins?|sisters?|brothers?|sons?|daughters?|boys?|girls?|babies)|twins?)(?![A-Za-z]| (?:bed|room|track|peaks|towers|town|flame|study|studies|pillars|goals|aims|poles))(?: (?:sisters?|brothers?|sons?|daughters?|boys?|girls?))?",
            re.IGNORECASE,
        ),
    ),
    (
        "triplets",
        re.compile(r"(?<![A-Za-z])triplets?(?: (?:sisters|brothers|sons|daughters))?(?![A-Za-z])", re.IGNORECASE),
    ),
    (
        "quadruplets",
        re.compile(r"(?<![A-Za-z])(?:quadruplets?|quads|quintuplets?|sextuplets?)(?![A-Za-z])", re.IGNORECASE),
    ),
    (
        "public-relative",
        re.compile(
            r"(?:the )?(?:daughter|son|wife|husband|widow|sister|brother|mother|father|niece|nephew|partner|stepson|stepdaughter|grandson|granddaughter) of (?:the|a|our)(?: (?:local|former|current|sitting|serving|town's|town|city|county|village|late))* (?:mayor|MP|councillor|senator|congressman|congresswoman|governor|vicar|bishop|minister|headmaster|headteacher|head teacher|head|sheriff|police chief|chief constable|judge|lord mayor|laird|footballer|lifeboat coxswain|coxswain|lighthouse keeper|harbour master|ferryman|publican|deputy mayor|fire chief|postmaster|doctor|GP|pastor|priest|rabbi|imam)"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?:the |our )?(?:mayor|MP|local councillor|senator|congressman|governor|vicar|bishop|headmaster|headteacher|sheriff|police chief|chief constable|lord mayor|laird|pastor|rabbi|imam|minister)['’]s (?:eldest |youngest |only |middle |younger |older |second |ex-?)?(?:daughter|son|wife|husband|widow|sister|brother|niece|nephew|granddaughter|grandson|child|kid)"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?<![A-Za-z])(?:[Hh]er|[Hh]is|[Mm]y|[Tt]heir|[Ww]hose) (?:step)?(?:father|mother|dad|mum|mom|husband|wife|brother|sister|son|daughter|uncle|aunt|grandfather|grandmother)(?:-in-law)? (?:is|was|being|had been) (?:the (?:local |town's |village |former |current |sitting |only )*(?:mayor|MP|councillor|vicar|bishop|headmaster|headteacher|head teacher|sheriff|police chief|chief constable|judge|postmaster|doctor|GP|pastor|priest|rabbi|imam|minister|principal|coroner)|(?:a|the) (?:sitting |former |serving )(?:MP|senator|mayor|bishop|minister|congressman))"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?:the )?(?:daughter|son|wife|husband|widow|sister|brother|mother|father|niece|nephew|grandson|granddaughter|grandchild|great-grandson|great-granddaughter) of (?:a|an|the) (?:[a-z]+ )?(?:Nobel|Booker|Pulitzer|Oscar|Olympic|Paralympic|Victoria Cross|George Cross)[- ](?:laureate|Prize ?-?winner|prize ?-?winner|winner|winning [a-z]+|medallist|medalist|champion|holder)"
        ),
    ),
    (
        "many-siblings",
        re.compile(
            r"(?<![A-Za-z])(?:five|six|seven|eight|nine|ten|eleven|twelve) (?:daughters|sons|siblings|brothers|sisters)(?![a-z])|(?:[Tt]he )?(?:[Ee]ldest|[Oo]ldest|[Yy]oungest|middle(?: one| child)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|one) of (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|1[0-5]|[6-9])(?![0-9])(?: (?:children|siblings|brothers|sisters|kids|boys|girls))?|(?:mother|father|mum|mom|dad) (?:of|to) (?:six|seven|eight|nine|ten|eleven|twelve|[6-9]|1[0-5])(?![0-9])"
        ),
    ),
    (
        "public-relative",
        re.compile(
            r"(?<![A-Za-z])the (?:mayor|vicar|bishop|headmaster|headteacher|minister|doctor|pastor|rabbi|imam|chief|sheriff|laird|MP|postmaster|harbour ?master|coxswain|police chief|fire chief|chairman|captain|principal|priest|governor|judge)['’]s (?:ex(?:-wife|-husband)?|mother|father|partner|mistress|lover|stepson|stepdaughter|only|eldest|youngest)(?: (?:son|daughter|child))?(?![a-z])"
        ),
    ),
    (
        "unusual",
        re.compile(
            r"(?<![A-Za-z])(?:(?:(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Aa]ll(?: but one)?|[Bb]oth|[Mm]ost|[Hh]alf|[Nn]one) of (?:(?:her|his|their|the|my) )?(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:siblings|brothers|sisters|children|sons|daughters|cousins|uncles|aunts|kids))|(?:two|three) (?:mothers|fathers|mums|moms|dads|wives|husbands)(?: and (?:the|a|their) (?:donor|surrogate|co-parent)(?:, who [a-z]+(?: [a-z]+){1,4})?)?|(?:a|the) (?:retired |former |serving |defrocked )?(?:bishop|vicar|priest|rabbi|imam|judge|general|admiral|MP|senator|mayor|colonel|abbot|nun|monk|minister) and (?:his husband|her wife|his wife|her husband|their partner)|(?:the )?only one of the (?:three|four|five|six|seven|eight|nine|ten|eleven|twelve) of them(?: who [a-z'’]+(?: [a-z]+){0,3})?)"
        ),
    ),
    (
        "unusual",
        re.compile(
            r"(?<![A-Za-z])(?:(?:only|surviving) (?:surviving )?(?:twin|triplet)|(?:third|fourth|fifth|sixth|seventh)[- ]generation [a-z]+(?: [a-z]+)?|(?:one of )?(?:three|four|five|six|seven) (?:brothers|sisters|siblings) who (?:all )?[a-z]+(?: [a-z]+){1,6}|(?:a |the )?(?:couple|parents|mother|father|family|grandparents|man|woman) who (?:have |had |has )?(?:fostered|adopted|raised|brought up|took in) (?:more than |over |nearly |almost |some |about )?(?:\d{2,3}|a dozen|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|two hundred|[a-z]+teen) (?:children|babies|kids|boys|girls|teenagers)|conceived (?:by|through) (?:donor|surrogacy)|born (?:by|through) surrogacy|donor[- ]conceived|both (?:of )?(?:her|his|their) parents are deaf)"
        ),
    ),
)
# A relative, and what only few people's relatives do; the relative is looked for once.
RELATIVE = re.compile(
    r"(?<![A-Za-z])(?:[Hh]er|[Hh]is|[Mm]y|[Tt]heir|[Ww]hose) (?:late |ex-|half-|step)?(?:father|mother|dad|mum|mom|husband|wife|brother|sister|son|daughter|uncle|aunt|grandfather|grandmother|cousin|ex|partner)(?:-in-law)?"
)
DOES = (
    re.compile(
        r" (?:won|has won|had won|received|was awarded|had been awarded|shared|holds|was given|is|was) (?:the |a |an )?(?:Nobel|Booker|Pulitzer|Oscar|Fields Medal|Turing Award|Victoria Cross|George Cross|Olympic (?:gold|silver|bronze|champion|medallist|medalist)|Grammy|BAFTA|Emmy|Palme d['’]Or)(?:[- ](?:Peace )?(?:Prize|laureate|medal|winner))?(?: (?:for|in) [a-z]+)?(?![a-z])"
    ),
    re.compile(
        r" (?:sits?|sat|serves?|served|plays?|played|sings|sang|stood|is standing|reads|presents|presented|rowed|rode|boxed|swam|ran|commanded|conducts?|captains?|refereed|coaches|coached) (?:in|on|for|at|as) (?:the )?(?:House of (?:Lords|Commons|Representatives)|Parliament|Senate|Congress|D[áa]il|Senedd|Assembly|Supreme Court|High Court|Cabinet|shadow cabinet|(?:city|county|town|parish|village|district) council|council|national team|England|Scotland|Wales|Ireland|Britain|(?:the )?(?:news|radio|television|Proms|Olympics|Commonwealth Games)|[A-Z][a-z]+ (?:United|City|Rovers|Town|Council|Orchestra|Philharmonic|RFC|FC))(?![a-z])"
    ),
    re.compile(
        r" (?:is|was) (?:one of (?:its|the|their) (?:[a-z]+ )?(?:elders|leaders|founders|bishops|ministers|preachers|trustees|governors|councillors|directors|wardens)|(?:its|the) (?:leader|founder|prophet|guru|elder|high priest|spokesman|spokeswoman|chairman|conductor|captain|headman|chief))(?:, and (?:her|his|their) [a-z-]+ (?:another|too|as well))?"
    ),
    re.compile(
        r"(?:['’]s| is| was) the (?:one|man|woman|lad|guy|person) (?:who|that) (?:drove|shot|killed|flew|crashed|started|found|reported|owned|ran|built|designed|won|lost|stole|confessed|resigned|jumped|survived|rescued|led|signed|sold|closed) (?:the |that |a )?[a-z]+(?: [a-z]+)?"
    ),
)
COUNTED = (
    ("divorced", re.compile(r"離婚(?:し|後|歴|して)|バツイチ|(?<![A-Za-z])divorced|(?:his|her) divorce")),
    (
        "widowed",
        re.compile(
            r"(?:夫|妻)(?:を|に|と)(?:亡く|先立た|死別)|死別|未亡人|(?<![A-Za-z])(?:widow(?:ed|er)?|late husband|late wife)(?![A-Za-z])"
        ),
    ),
    (
        "single-parent",
        re.compile(
            r"シングルマザー|シングルファーザー|母子家庭|父子家庭|(?<![A-Za-z])(?:single (?:mother|mum|mom|father|dad|parent)|lone parent)"
        ),
    ),
    (
        "adopted",
        re.compile(
            r"(?:養子|養女)(?:と|に|で|縁組)|(?<![A-Za-z])(?:was|were|been|is) adopted|adoptive (?:mother|father|parents)|(?<![A-Za-z])adoptee"
        ),
    ),
    (
        "foster",
        re.compile(
            r"里親|里子|児童養護施設で育|(?<![A-Za-z])(?:foster (?:care|carer|child|mother|father|parents?|home)|fostered|care leaver|grew up in care)"
        ),
    ),
    (
        "bereaved-suicide",
        re.compile(
            r"(?:父|母|兄|弟|姉|妹|夫|妻|息子|娘)(?:を|の|が)(?:自死|自殺)|自死遺族|(?:lost|lose) (?:her|his|my|a) \w+ to suicide|bereaved by suicide"
        ),
    ),
    (
        "lost-child",
        re.compile(
            r"(?:息子|娘|長男|長女|次男|次女|子ども|わが子)を(?:亡く|喪|失)|(?:lost|death of) (?:her|his|their|my) (?:son|daughter|child|baby|little boy|little girl)"
        ),
    ),
)
INSTEAD = {
    "twins": (("きょうだい", "子ども"), ("siblings", "children")),
    "triplets": (("きょうだい", "子ども"), ("siblings", "children")),
    "quadruplets": (("きょうだい", "子ども"), ("siblings", "children")),
    "public-relative": (
        ("地域で知られた家庭の子", "家族が公的な仕事に就いている"),
        ("from a family known locally", "with a relative in public life"),
    ),
    "relative-role": (("親族も地域の専門職",), ("a relative works locally",)),
    "many-siblings": (("きょうだいが多い",), ("from a large family",)),
    "few-mates": (("小さな学校", "少人数の職場"), ("in a small group",)),
    "unusual": (("家族の事情があり",), ("with an unusual family background",)),
}


def find(reading: Reading) -> Iterator[Finding]:
    yield from merged(_found(reading))


def _found(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    told = windows(TELLING, text) if has_japanese(reading) else ()
    for code, pattern in PATTERNS if told else ():
        for start, end in told:
            for match in pattern.finditer(text, start, end):
                yield RULE.finding(match.span(), instead=INSTEAD[code][0], trait=Trait(Kind.FAMILY, code))
    for code, pattern in ENGLISH if has_english(reading) else ():
        for match in pattern.finditer(text):
            language = 0 if reading.language_at(match.start()) == "ja" else 1
            yield RULE.finding(match.span(), instead=INSTEAD[code][language], trait=Trait(Kind.FAMILY, code))
    for relative in RELATIVE.finditer(text) if has_english(reading) else ():
        for does in DOES:
            deed = does.match(text, relative.end())
            if deed:
                span = (relative.start(), deed.end())
                yield RULE.finding(
                    span, instead=INSTEAD["public-relative"][1], trait=Trait(Kind.FAMILY, "public-relative")
                )
    for code, pattern in COUNTED:
        for match in pattern.finditer(text):
            yield RULE.finding(match.span(), trait=Trait(Kind.FAMILY, code), listed=False)
