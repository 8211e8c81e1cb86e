"""Jobs and ranks: the singular ones are shown, the general ones only count.

Flags    "the only female fire chief in the county", 部でただ一人のファゴット, 曳船の機関士, 離島の小学校の養護教諭, deputy mayor.
Why      where one person holds a post, the post names them.
Leaves   occupations many people have (they count in the combination), the counsellor's own, a relative's.
Limits   an uncommon job outside words/occupations.tsv is seen only with a word that makes it singular.
Source   国勢調査 2015 table 0003412184, ONS Annual Population Survey 2022 (words/occupations.tsv); general reference knowledge.
"""

from collections.abc import Iterator
from functools import cache

from app.deid import patterns as re
from app.deid import roles
from app.deid.clauses import merged
from app.deid.kin import of_relative
from app.deid.near import near
from app.deid.reading import Reading
from app.deid.tables import occupations, rows
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "occupation",
    Kind.OCCUPATION,
    Identifier.QUASI,
    flags=(
        "部でただ一人のファゴットで",
        "曳船の機関士をしている",
        "離島の小学校の養護教諭",
        "県内初の女性消防署長",
        "the only female fire chief in the county",
        "her stepdad is deputy mayor",
        "he works as a lighthouse keeper",
    ),
    leaves=(
        "会社員の夫",
        "産業カウンセラーとして",
        "唯一の楽しみ",
        "a nurse on nights",
        "the only thing that helps",
        "my supervisor said",
    ),
)
INSTEAD = {"ja": ("専門職", "会社員"), "en": ("a specialist role", "someone in a public role")}
RARE = 4  # thousands of people in a country: an occupation of fewer is shown; about 1 in 30,000 people in Japan

ROLE_JA = (
    r"[一-鿿ァ-ヺーA-Za-z]{0,10}(?:部員|選手|主将|部長|会長|社長|所長|署長|園長|校長|教頭|院長|館長|駅長|局長|課長|係長|組合長|医師|医|看護師|助産師|保健師|教諭|教師|教員|司書|学芸員|職人|漁師|猟師|住職|神主|宮司|牧師|"
    r"弁護士|議員|市長|町長|村長|研究者|研究員|教授|講師|技師|技術者|機関士|船長|航海士|パイロット|運転士|整備士|記者|アナウンサー|作家|画家|奏者|演奏家|担当者|担当|社員|職員|事務長|消防士|消防団長|警察官|刑事|駐在|獣医師?|"
    r"薬剤師|歯科医師?|助役|理事長?|女将|店主|杜氏|調律師|通訳|管制官|潜水士|操縦士|設計者|開発者|継承者|後継者|女性管理職|女性役員|管理職|役員|経験者|メダリスト|総代|生徒|学生|児童|ドラマー|ピアニスト|オルガニスト|指揮者|コンサートマスター|ゴールキーパー|投手|捕手|ファゴット|オーボエ|チューバ|ハープ|コントラバス|ティンパニ|バイオリン|チェロ|ホルン|ピッコロ|セッター|マネージャー|宮大工|海女|灯台守)"
)
SINGULAR_JA = re.compile(
    rf"(?:[一-鿿ァ-ヺーA-Za-z0-9]{{1,12}}(?:で|に|の中で|内で|でも)(?:は)?)?(?:ただ一人の?|たった一人の?|唯一の?|ただ一軒の|たった一軒の|一人しかいない|1人しかいない|一軒だけの|一人だけの?|1人だけの?|ただひとりの?|初の|初めての|史上最年少の?|最年少の?|最年長の?|最高齢の?|日本初の|県内初の|(?:日本|全国|世界|国内)に数人しかいない|(?:日本|全国|世界|国内|県内|町|村|島|市内)[でに](?:数|[2-9二三四五])人(?:しかいない|だけ)の?)(?:女性の?|男性の?|外国人の?|現役の?)?(?:{ROLE_JA}|[一-鿿ァ-ヺー]{{1,8}}(?:の[一-鿿ァ-ヺー]{{1,8}})?(?:者|員|師|長|士|官|手|家|主|医|役|方|職人|令官|御者)(?![一-鿿]))"
)
RARE_JA = re.compile(r"(?:全国|県内|国内|日本|世界|市内|町|島|村|業界|道内|府内|都内|地域)(?:で|に)")
CRAFTS_JA = re.compile(r"[長人者氏匠工師家方士手隊員女官教父ムビ守使]")
SINGLE = re.compile(r"一人|1人|ひとりの|唯一|一軒|初の|初めての|最年|最高齢|しかいない|人だけ|史上")
KANJI_BEFORE = re.compile(r"[一-鿿ァ-ヺー](?<![元性の])")
SMALL_JA = re.compile(
    r"(?:離島|小島|島|山村|村|へき地|僻地|過疎地|集落|限界集落|山あいの町|漁村|孤島|分校)(?:に一つ(?:だけ)?の|唯一の|にある|で一軒の|の)(?:[一-鿿ァ-ヺー]{0,8}(?:小学校|中学校|小中学校|分校|診療所|病院|役場|郵便局|保育所|保育園|駐在所|寺|神社|学校|漁協|農協|消防署|支所|介護施設|高校|商店|旅館|民宿|薬局)の)?"
    r"(?:女性|唯一の|ただ一人の)?(?:養護教諭|教諭|教師|教員|先生|校長|教頭|医師|医者|看護師|保健師|助産師|職員|局長|駐在|駐在員|巡査|住職|保育士|薬剤師|介護士|店主|女将|ヘルパー|獣医|司書|村長|区長|組合長|消防団長|漁師)"
)
# A noun phrase that ends in a word for whoever does something.
DOER_JA = r"(?:[一-鿿ァ-ヺー々][一-鿿ァ-ヺー々しりちげけえれ]{0,9}(?:の|をする|のできる)){0,3}[一-鿿ァ-ヺー々]{0,9}(?:[師士員手婦夫屋守匠官僧尼頭医職]|[一-鿿ァ-ヺー](?:長|者|役|方|家|主|人)|船頭|運転手|先生|職人|教諭|管理職|女将|杜氏|海女|マタギ|ガイド|パイロット|ドライバー|トレーナー|コーチ|カウンセラー|ソーシャルワーカー|ピアニスト|オルガニスト|通訳|巫女|神父|牧師|保母|保父|板前)"
ONE_JA = (
    r"(?:最後の|一軒きりの|一人きりの|ひとりきりの|たったひとりの|一人だけの|ひとりだけの|唯一無二の|(?:数|[一二三四五六七八九十1-9]{1,2})(?:人|名|軒|社)(?:しか|だけ|ほど|ばかり|ほどしか|足らずしか)(?:い|お)?(?:ない|らない|いない|の|いる)|"
    r"(?:数|[一二三四五1-5])(?:人|名)の|ほかに(?:誰も)?いない|他にいない|並ぶ者のない|指折りの)"
)
WHERE_JA = r"(?:(?:全国|国内|日本|世界|県内|府内|道内|都内|市内|町内|村内|島内|業界|地域|地元|町|村|島|市|県|山|港|部|園|校内|社内|院内|課|寺|組合|劇団|楽団|流派|一門)(?:に|で|でも|の中で|には|では)?(?:は)?(?:わずか|ほんの|もう|たった|今では|今や)?)"
FEW_JA = re.compile(rf"{WHERE_JA}{ONE_JA}(?:という|うちの|中の)?{DOER_JA}(?![一-鿿ァ-ヺー])")
SELF = "僕|私|わたし|俺|自分|うち|彼|彼女|本人|この人|この方|父|母|夫|妻|息子|娘|兄|姉|弟|妹|[A-Z]さん"
ONLY_JA = re.compile(
    rf"(?:[一-鿿ァ-ヺー]{{1,8}}(?:に|で|には|では))(?:は)?[^、。\n「」]{{0,12}}?(?:[師士員手婦夫官長医者]|職人|先生|教諭|女性|男性|男|女|外国人|ドライバー|ヘルパー|パート|正社員)(?:は|って|が)(?:、)?(?:{SELF})(?:一人|ひとり|1人)?(?:だけ|きり|のみ|しか(?:い|お)[らな])|"
    rf"[一-鿿ァ-ヺー]{{1,10}}を[^、。\n「」]{{0,4}}(?:弾|吹|操|扱|直せ|修理|訳|織|染|彫|研|打て|焼け|漉|鋳|調律|溶接|診|運転|操縦|整備|読め|話せ|描け|叩け|踊れ|舞え)[^、。\n「」]{{0,6}}?(?:の|人|者)(?:が|は|って)(?:、)?[^、。\n「」]{{0,8}}?(?:{SELF})(?:一人|ひとり|1人)?(?:だけ|きり|のみ|しか(?:い|お)[らな])"
)
# Whatever stands behind "only": 全校でただ一人の音楽専科.
SOLE_JA = re.compile(
    r"(?:[一-鿿ァ-ヺー]{1,10}(?:で|に|の中で|では))?(?:ただ一人の|たった一人の|ただひとりの|唯一の)(?!楽しみ|救い|味方|支え|居場所|理解者|家族|肉親|友人|友達|話し相手|相談相手|方法|手段|逃げ場|時間|趣味|息抜き|慰め|希望|条件|例外|理由|心残り|生き残|頼り|よりどころ|身内|子|孫|息子|娘|きょうだい|取り柄|自慢|特技|拠り所|窓口|道|正解|機会|接点|場所|存在|人|相手|血縁|連絡|つながり|休み|ぜいたく|贅沢|ルール|約束|望み|財産|記憶|思い出|不満|悩み|問題|後悔)[一-鿿ァ-ヺー][^、。\n「」はがをにで]{1,12}"
)
# Trades that a few dozen or a few hundred ply, whatever they make, keep or play.
RARE_TRADE_JA = re.compile(
    r"(?:塗師|蒔絵師|仏師|能面師|面打師|表具師|経師|鋳物師|指物師|筆師|刀鍛冶|野鍛冶|摺師|人形師|花火師|鷹匠|調香師|奇術師|曲芸師|香具師|瞽女|海女|海士|マタギ|鉄砲撃ち|潜水艦乗り|猿回し|鵜飼い|象使い|蜂飼い|養蜂家|塩職人|"
    r"渡し船の船頭|川下りの船頭|三味線方|三味線弾き|太夫|義太夫|囃子方|鼓方|笛方|琵琶奏者|巫女|いたこ|イタコ|ユタ|宮大工|船大工|茅葺き職人|檜皮葺師|石工|灯台守|山小屋番|歩荷|強力|鉱夫|抗夫|捕鯨船員|砲手|遠洋漁船の[一-鿿]{2,4}|南極観測隊員?|越冬隊員?|保護監視員|自然保護官|樹木医|鷹師|山守|灯台長|燻蒸師|獣医官|検疫官|宇宙飛行士|競輪選手|競艇選手|オートレーサー|騎手|行司|呼出し?|床山|"
    r"力士|奨励会員|プロ棋士|女流棋士|バレエダンサー|オペラ歌手|サーカス団員|ピエロ|腹話術師|講談師|浪曲師|落語家|前座|活動弁士|紙芝居師|スタントマン|傭兵|潜水士|サルベージ船員|爆発物処理班員?|救難隊員?|特殊救難隊員?|山岳救助隊員?|鑑識官|検視官|麻薬取締官|皇宮護衛官|航空管制官|原発作業員|除染作業員|死刑執行|納棺師|火葬場の職員|"
    r"(?:筆|刀|鼓|琴|笛|仏壇|陶|漆|金箔|和紙|簾|傘|和傘|扇子|太鼓|提灯|灯籠|三味線|尺八|甲冑|硯|鋏|鋸|包丁|蝋燭|和蝋燭|線香|墨|畳|瓦|桶|樽|下駄|草履|足袋|かんざし|簪|こけし|人形|だるま|凧|切子|螺鈿|象嵌|友禅|藍染め?|紬|絣|機織り)(?:の)?(?:職人|師|作家))"
    r"(?=を(?:し|務|つと|\d|続|長|や[っりるめ]|引退|目指|志|継|辞)|として|で(?:、|す|あ|働|[一-鿿])|だ(?:っ|。|か|し)|の(?:家|妻|夫|息子|娘|仕事|男|女|方|見習|父|母|弟子|修業|修行|[A-Z])|に(?:な|弟子|就)|。|、|[」』）)]|と(?:いう|し)|見習|一筋|歴|$)"
)
TRADE_LEFT = re.compile(r"(?<![一-鿿ァ-ヺー々])(?:[一-鿿ァ-ヺー々]{1,8}の)?[一-鿿ァ-ヺー々]{0,6}\Z")
MAKER_JA = re.compile(
    r"[一-鿿ァ-ヺー々]{1,8}(?:の[一-鿿ァ-ヺー々]{1,8})?(?:だけ)?を(?:作る|つくる|造る|織る|打つ|染める|塗る|彫る|漉く|鋳る|編む|研ぐ|張る|葺く)(?:唯一の|最後の)?(?:職人|職方|家業?|工房の主|[一-鿿]{1,3}師)"
)
FORMER_JA = re.compile(
    r"(?<![一-鿿])元(?:プロ野球|プロサッカー|プロバスケ|プロ|Jリーグ|実業団|社会人野球|五輪|日本代表)?(?:の)?(?:[一-鿿ァ-ヺー]{0,8})(?:選手|力士|関取|騎手|アイドル|タカラジェンヌ|女優|俳優|子役|代表候補|選手候補|市長|町長|村長|議員|県議|市議|大臣|アナウンサー|お笑い芸人|芸人|漫画家|棋士|Jリーガー|プロボクサー|ボクサー|レスラー|競輪選手|宇宙飛行士|機関長|船長|漁労長|司祭|神父|僧侶)(?![一-鿿])"
)
ELITE_JA = re.compile(
    r"(?:競輪選手養成所|競馬学校|騎手課程|宝塚音楽学校|奨励会|相撲部屋|歌舞伎の?養成|文楽の研修|劇団四季|南極(?:観測隊|越冬隊)?|越冬隊|昭和基地|国際宇宙ステーション|航空学生|海上保安学校|防衛大学校|皇宮警察)(?:を|に|で|から)[^、。\n「」]{0,8}?(?:退所|退団|退会|退学|入[一-鿿]|辞め|やめ|除名|卒業|引退|脱走|在籍|いた|参加|赴任|派遣|滞在)[ぁ-ゖ]{0,3}"
)
ANCHORS = {
    ONLY_JA: re.compile(r"だけ|きり|のみ|しか(?:い|お)"),
    SOLE_JA: re.compile(r"ただ一人の|たった一人の|ただひとりの|唯一の"),
    MAKER_JA: re.compile(r"を(?:作る|つくる|造る|織る|打つ|染める|塗る|彫る|漉く|鋳る|編む|研ぐ|張る|葺く)"),
}
SINGULAR_EN = re.compile(
    r"(?<![A-Za-z])(?:the |his |her |their |our )?(?:only(?! (?:one|two|three|four|five|some|a|when|if|the|my|her|his))|sole|one and only|first(?: ever)?|youngest(?: ever)?|oldest|longest-serving|last remaining|lone)(?: (?:ever|serving|working|practising|practicing|remaining|full-time|openly gay|black|Black|Asian|Muslim|Jewish|deaf|blind|trans|female|male|woman|women|gay|female-led|resident|qualified|trained|licensed|professional|registered|certified)){0,3} "
    r"(?:[a-z-]+ ){0,2}?(?:chief|officer|doctor|GP|nurse|midwife|teacher|head|headteacher|principal|vicar|priest|rabbi|imam|minister|mayor|councillor|firefighter|pilot|captain|surgeon|consultant|vet|dentist|pharmacist|solicitor|lawyer|judge|magistrate|coroner|engineer|professor|lecturer|scientist|researcher|paramedic|driver|keeper|interpreter|translator|organist|conductor|bassoonist|oboist|harpist|player|goalkeeper|librarian|archivist|curator|psychologist|psychiatrist|social worker|farmer|blacksmith|thatcher|bell-?ringer|postmaster|postmistress|postman|publican|undertaker|embalmer|butcher|baker|florist|barber|electrician|plumber|diver|fisherman|skipper|coxswain|trustee|manager|director|partner|sergeant|inspector|detective|chaplain|cantor|piper|champion|speaker|apprentice|trainee|student|crane operator|operator|welder|signaller|ranger|warden|falconer|beekeeper|physicist|astronomer|dancer|soloist|tutor|technician|radiographer|optician|physiotherapist|therapist|carer|childminder|mechanic|MP)s?"
    r"(?: (?:in|on|at|for|of|ever) (?:the |her |his |our |this |that |a )?(?:[A-Z][a-z]+|whole )?(?: ?[a-z]+)?(?: [a-z]+)?)?"
)
# A trade that few ply, by how its name is made: the thing kept, made, mended or led, and the one who does.
CRAFT_EN = re.compile(
    r"(?<![A-Za-z-])(?:(?:lock|lighthouse|bridge|game|bee|zoo|toll|stud|green|piano|organ|violin|clock|watch|barrel|sail|boat|harpsichord|rope|saddle|lace|basket|puppet|wig|stained[- ]glass|bell|bagpipe|whisky|gin|perfume|cheese|air ambulance|mountain rescue|bomb disposal|deep[- ]sea|oil[- ]rig|lifeboat|steam[- ]train|tram|ferry|hot[- ]air balloon|harbou?r|air traffic|circus|opera|ballet|racehorse|sheepdog|church organ|avalanche|Antarctic|polar|submarine) (?:keeper|maker|builder|tuner|restorer|blender|taster|paramedic|diver|skipper|master|pilot|crew(?:man|woman)|controller|singer|dancer|trainer|medic|artist|engineer|officer|conductor|mechanic|captain|driver|repairer|founder|technician)|gamekeeper|falconer|farrier|wheelwright|shipwright|cooper|thatcher|luthier|cordwainer|fletcher|ventriloquist|taxidermist|glaciologist|volcanologist|entomologist|mortician|embalmer|steeplejack|coxswain|ghillie|crofter|bookbinder|campanologist|stonemason|dry[- ]stone waller)(?=s?(?![A-Za-z]))"
)
CRAFT_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:an?|the|as|is|was|her|his|their|my|our|retired|former|trainee|works?|village|local|head|old|man|woman) (?:[a-z-]+ )?$|, $"
)
CRAFT_JA = re.compile(
    r"(?:(?:漁労長|水先人|水先案内人|御者|杜氏|鷹匠|鵜匠|刀匠|宮大工|船大工|蒔絵師|漆芸家|人形遣い|浄瑠璃太夫|調教師|猛獣使い|飼育員|灯台守|山小屋の主人|歩荷|潜水士|海女|銛打ち|砲手|尺八奏者|能楽師|狂言師|文楽[一-鿿]*|落語家|講談師|行司|床山|呼出|力士|騎手|競輪選手|競艇選手|棋士|囃子方|笛方|太鼓方|花火師|彫師|研ぎ師|染師|織り?師|紙漉き職人|和紙職人|桶職人|樽職人|畳職人|瓦職人|左官職人|鍛冶職人|爆発物処理[一-鿿]*|南極観測隊員|山岳救助隊員|救難員|機動救難士|航空管制官|検視官|刑務官|皇宮護衛官|通訳捜査官|司教|修道女|修道士|神父|イマーム|ラビ))(?=を(?:し|務|つと|\d|続|長|や[っりるめ]|引退|目指|志|継|辞)|として|で(?:、|す|あ|働)|だ(?:っ|。|か|し)|の(?:家|妻|夫|息子|娘|仕事|男|女|方|見習|父|母|[AＡ-ＺB-Z])|に(?:な|弟子|就)|。|、|[」』）)]|と(?:いう|し)|見習|一筋|を継|を辞)"
)
NATIONWIDE_JA = re.compile(
    r"[一-鿿ァ-ヺーA-Za-z]{2,12}(?:は|って|なんて|をしている(?:人|の)は|になれるのは|の(?:資格|免許)(?:者|を持つ人)は)(?:、)?(?:全国|県内|国内|日本|世界|市内|町|島|村|業界|道内|府内|都内|地域)(?:に|で|でも|には|では)(?:も)?(?:一人|1人|ひとり|二人|2人|ふたり|三人|3人|数人|数えるほど|一軒|1軒|一つ|10人|十人|数名|1名|2名)(?:しか|だけ|ほど|き?り|も|く|と|です|の|程度|いる|。|、)"
)
# A shop, a house of prayer or a family that is the only one of its sort, and a place with one or two of a trade.
SOLE_EN = re.compile(
    r"(?<![A-Za-z])the only (?:(?:[a-z-]+|[A-Z][a-z]+) ){0,2}(?:bakery|baker's|butcher'?s?|shop|caf[eé]|restaurant|takeaway|pub|garage|farm|forge|bookshop|pharmacy|surgery|practice|school|church|mosque|synagogue|temple|gurdwara|family|household|couple|pupil|child|teenager|trans woman|trans man) (?:in|on|at) (?:[A-Z][a-z]+(?: [A-Z][a-z]+)?|the (?:[a-z]+ )?(?:village|island|town|valley|county|parish))(?![a-z])|(?<![A-Za-z])(?:there (?:is|was|are|were) )?[Oo]nly (?:the )?(?:one|two|three) (?:[a-z-]+ ){0,2}(?:physiotherapists?|doctors?|GPs?|vets?|dentists?|midwi(?:fe|ves)|nurses?|solicitors?|teachers?|pharmacists?|farriers?|barbers?|priests?|vicars?|imams?|rabbis?|undertakers?|postm[ae]n|police officers?|social workers?|interpreters?|ferry(?:man|men)|skippers?)(?:, (?:who|and (?:he|she)) [^.,;\n]{3,40}| (?:in|on|at|for|serv(?:es?|ed|ing)) (?:the |this |our )?[A-Za-z]+)"
)
THERE_EN = re.compile(
    r"(?<![A-Za-z])the (?:[a-z]+ )?(?:minister|manager|doctor|priest|vicar|head|headteacher|postmaster|teacher|nurse|matron|chef|landlord|warden|governor|caretaker|secretary|organist|ferryman) there(?![a-z])"
)
STAFF_EN = re.compile(
    r"(?<![A-Za-z])(?:the )?(?:only|sole) (?:man|woman|person|male|female|[A-Z][a-z]+ (?:man|woman|person)) (?:on|in|at) (?:the|her|his|my|their|our) (?:[a-z]+ )?(?:staff|team|office|department|ward|village|crew|board|unit|year|course|class|choir|company|parish|school|island|shift|squad|regiment)"
)
WITHIN_EN = re.compile(
    r"(?<![A-Za-z])(?:one of (?:only |just )?(?:two|three|four|five|a handful of|a dozen|the few|very few)) (?:[a-z-]+ ){1,3}(?:in|on|at) (?:the |this |our )?(?:county|country|town|village|island|state|city|region|world|UK|US|valley|district|force|hospital|school|parish)|(?<![A-Za-z])one of (?:only |just )?(?:two|three|four|five) (?:[a-z-]+ ){0,2}(?:pilots|midwives|doctors|nurses|vets|keepers|skippers|engineers|surgeons|organists|teachers|officers|dentists|solicitors|judges|interpreters|wardens|rangers|farriers|drivers|divers|makers|curators|translators|chaplains|priests|rabbis|imams)(?![a-z])"
)
OFFICE_EN = re.compile(
    r"(?<![A-Za-z])(?:(?:the |a |our )?(?:deputy|lord|former|sitting|current|acting|vice|assistant|county|town|city|village|state|local) )?(?:mayor|fire chief|police chief|chief constable|coroner|sheriff|harbour ?master|harbor ?master|lifeboat coxswain|town clerk|postmaster|postmistress|school superintendent|chief of police|lord lieutenant|lighthouse keeper|bishop|county commissioner|alderman|district attorney|state senator|congressman|congresswoman|poet laureate|town crier|bell founder|master falconer|chief fire officer|concertmaster)(?![A-Za-z'])(?: of [A-Z][a-z]+| (?:of|for) (?:the |our |a )?(?:[a-z]+ ){0,2}(?:town|county|city|village|district|island|state|borough|region|parish|valley))?",
    re.IGNORECASE,
)
OWN = re.compile(
    r"(?:産業カウンセラー|キャリアコンサルタント|公認心理師|臨床心理士|カウンセラー|精神保健福祉士|スクールカウンセラー|心理士|主治医|担任|養護教諭|counsell?or|psychologist|therapist|supervisor|social worker|GP)",
    re.IGNORECASE,
)
WORKS_EN = re.compile(
    r"(?:(?<![A-Za-z])(?:an?|as|is|was|former|retired|ex-|trainee|newly qualified|works? as|, |male |female |old |woman |man |self-employed|part-time|full-time|senior|junior|primary|secondary|qualified|the)[ -]+(?:[a-z-]+ ){0,2})$"
)
WORKS_JA = re.compile(
    r"(?:を(?:し|務め|つとめ)|として|で(?:、|。|ある|働|勤)|の(?:女性|男性|仕事|職)|(?:女性|男性)|。|、|だった|に(?:転職|就))"
)

ORDINARY = re.compile(r"(?:女性|男性|女|男)?の|(?:(?:an?|the|female|male|young|retired|former) )+")
ALONE_IN_IT = re.compile(
    r"一人|1人|ひとり|唯一|最後|最年|最高齢|初の|初めて|だけ|\b(?:only|last|first|sole|one)\b", re.IGNORECASE
)


@cache
def _jobs() -> tuple[dict[str, str], re.Pattern, re.Pattern]:
    codes: dict[str, str] = {}
    japanese: list[str] = []
    english: list[str] = []
    for row in rows("occupations"):
        japanese += row[2].split("|")
        english += row[3].split("|")
        codes |= {word.lower(): row[0] for word in (*row[2].split("|"), *row[3].split("|"))}
    ja, en = re.any_of(japanese), re.any_of(english)
    return (
        codes,
        # One group first: the engine skips to its first letters.
        re.compile(rf"({ja})(?:(?![一-鿿ァ-ヺー])|(?=(女性|男性)))"),
        re.compile(rf"(?<![A-Za-z-])({en})(?![A-Za-z-])"),
    )


def code_of(words: str) -> str:
    """Return the code of an occupation in any words: one that is counted, one that few have, or a post of which there is one."""
    if ALONE_IN_IT.search(words):
        return "singular"
    return _jobs()[0].get(ORDINARY.sub("", words, count=1).lower(), "rare")


def is_counted(finding: Finding) -> bool:
    """Whether a finding is an occupation of the list, said of somebody by a word of work, which few have."""
    return finding.rule == RULE.code and finding.trait is not None and finding.trait.code in occupations()


def is_only_one_of_a_place(reading: Reading, finding: Finding) -> bool:
    """Whether the text says of a finding that a place has no other: "the town's only speech therapist"."""
    return (
        finding.rule == RULE.code
        and OF_A_PLACE.search(reading.text, max(0, finding.start - OF_A_PLACE_REACH), finding.start) is not None
        and SOLE.match(reading.text, finding.start) is not None
    )


OF_A_PLACE = re.compile(
    r"(?:county|country|town|village|island|state|city|region|valley|district|parish|hamlet|world|nation|force)['’]s \Z"
)
OF_A_PLACE_REACH = 12  # characters
SOLE = re.compile(r"(?:one and )?only |sole |last (?:remaining )?|first |youngest |oldest |lone ")


def find(reading: Reading) -> Iterator[Finding]:
    yield from merged(_found(reading))


def _found(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    patterns = (SINGULAR_EN, SOLE_EN, WITHIN_EN, THERE_EN, STAFF_EN) if reading.english else ()
    for pattern in (*patterns, SINGULAR_JA) if SINGLE.search(text) else patterns:
        for match in pattern.finditer(text):
            yield RULE.finding(
                match.span(),
                instead=INSTEAD[reading.language_at(match.start())],
                trait=Trait(Kind.OCCUPATION, "singular"),
            )
    if reading.japanese:
        for pattern in (FEW_JA, ONLY_JA, SOLE_JA, MAKER_JA, FORMER_JA, ELITE_JA):
            code = "singular" if pattern in (FEW_JA, ONLY_JA, SOLE_JA) else "rare"
            for match in (
                near(pattern, ANCHORS[pattern], text, 40, 40) if pattern in ANCHORS else pattern.finditer(text)
            ):
                yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.OCCUPATION, code))
        for match in RARE_TRADE_JA.finditer(text):
            left = TRADE_LEFT.search(text, max(0, match.start() - 16), match.start())
            start = left.start() if left else match.start()
            yield RULE.finding((start, match.end()), instead=INSTEAD["ja"], trait=Trait(Kind.OCCUPATION, "rare"))
    for span in roles.spans(reading) if reading.english else ():
        yield RULE.finding(span, instead=INSTEAD["en"], trait=Trait(Kind.OCCUPATION, "singular"))
    for match in NATIONWIDE_JA.finditer(text) if RARE_JA.search(text) else ():
        yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.OCCUPATION, "singular"))
    for match in CRAFT_JA.finditer(text) if CRAFTS_JA.search(text) else ():
        left = TRADE_LEFT.search(text, max(0, match.start() - 16), match.start())
        start = left.start() if left else match.start()
        yield RULE.finding((start, match.end()), instead=INSTEAD["ja"], trait=Trait(Kind.OCCUPATION, "rare"))
    for match in CRAFT_EN.finditer(text) if reading.english else ():
        if CRAFT_BEFORE.search(text[max(0, match.start() - 30) : match.start()]):
            yield RULE.finding(match.span(), instead=INSTEAD["en"], trait=Trait(Kind.OCCUPATION, "rare"))
    for match in SMALL_JA.finditer(text) if reading.japanese else ():
        yield RULE.finding(match.span(), instead=INSTEAD["ja"], trait=Trait(Kind.OCCUPATION, "rare"))
    for match in OFFICE_EN.finditer(text) if reading.english else ():
        if not re.match(r"(?:mayor|bishop|sheriff)$", match.group().lower()) or re.search(
            r"(?:is|was|as|the) $", text[max(0, match.start() - 5) : match.start()]
        ):
            yield RULE.finding(match.span(), instead=INSTEAD["en"], trait=Trait(Kind.OCCUPATION, "fire-chief"))
    yield from _general(reading)


def _general(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    codes, japanese, english = _jobs()
    for match in japanese.finditer(text) if reading.japanese else ():
        if KANJI_BEFORE.match(text[match.start() - 1 : match.start()]) and not match[2]:
            continue
        if not WORKS_JA.match(text, match.end()) or of_relative(text, *match.span(), "ja"):
            continue
        word = match[1]
        yield _job(codes[word.lower()], match.span(), "ja", OWN.search(word) is not None)
    for match in english.finditer(text) if reading.english else ():
        if (
            WORKS_EN.search(text[max(0, match.start() - 30) : match.start()])
            and not of_relative(text, *match.span(), "en")
            and not _of_kin_en(text, match.start())
        ):
            yield _job(codes[match[1].lower()], match.span(), "en", OWN.search(match[1]) is not None)


def _of_kin_en(text: str, start: int) -> bool:
    return (
        re.search(
            r"(?:[Hh]er|[Hh]is|[Tt]heir|[Mm]y) (?:[a-z]+ ){0,2}(?:mother|father|mum|mom|dad|brother|sister|husband|wife|partner|son|daughter|uncle|aunt|friend|boss)(?:,| is| was| works)[^.]{0,20}$",
            text[max(0, start - 50) : start],
        )
        is not None
    )


def _job(code: str, span: tuple[int, int], language: str, own: bool) -> Finding:
    row = occupations()[code]
    number = row.male_jp + row.female_jp if language == "ja" else row.gb
    shown = number < RARE and not own
    return RULE.finding(
        span, instead=INSTEAD[language] if shown else (), trait=Trait(Kind.OCCUPATION, code), listed=shown
    )
