"""Accidents, crimes, disasters and honours that the news carried.

Flags    地元紙の一面で報じられたボイラー火災, "the minibus crash that was on the national news", 東日本大震災, a prize of a country.
Why      a reader who searches for the event finds the names of those in it.
Leaves   the news in general, news nobody is said to be in, a client's feelings about what was reported.
Limits   an event told without a word for news or for what happened in public is not seen.
Source   general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.clauses import around, merged
from app.deid.near import near
from app.deid.reading import Reading
from app.deid.tongue import has_english, has_japanese
from app.deid.types import Finding, Identifier, Kind, Rule, Trait

RULE = Rule(
    "public_event",
    Kind.EVENT,
    Identifier.QUASI,
    flags=(
        "地元紙の一面で報じられたボイラー火災のあと",
        "ニュースになったバス事故の遺族",
        "全国大会で優勝した野球部の主将",
        "2023年の校舎火災のあとから眠れない",
        "弟はトンネル崩落事故で亡くなった",
        "her father was in the mill explosion",
        "since the coach crash nobody sits at the back",
        "After the minibus crash that was on the national news",
        "the woman in the photograph the newspapers used",
        "the sightseeing boat that went down off the pier",
    ),
    leaves=(
        "ニュースを見ると不安になる",
        "新聞を読むのが日課",
        "校舎火災を想定した避難訓練",
        "住宅の火災保険を見直す",
        "the factory fire drill",
        "There had been a fire drill at the store that turned out to be real",
        "a crash course for bus drivers",
        "she watches the news at night",
        "a minor car accident",
        "the boat trip was cancelled",
    ),
)
MEDIA_JA = r"(?:地元紙|全国紙|地方紙|新聞|新聞各社|テレビ|全国ニュース|ニュース|ワイドショー|週刊誌|報道|ネットニュース|マスコミ|メディア|全国放送|記者会見)"
CARRIED_JA = r"(?:で|に|にも|でも|の一面(?:で|に)|で(?:大きく|連日|全国に|何度も)|に(?:大きく|連日)|が(?:大きく|連日)?)?(?:大きく|連日|何度も|たびたび)?(?:報じられた|報道された|取り上げられた|載った|掲載された|流れた|放送された|報じた|なった|出た|取り沙汰された|映った)"
HAPPENED_JA = r"(?:事故|事件|火災|火事|爆発|崩落|転落|沈没|転覆|衝突|脱線|墜落|土砂崩れ|水害|洪水|地震|津波|台風|豪雨|噴火|倒産|閉鎖|不正|横領|汚職|立てこもり|殺人|通り魔|誘拐|失踪|詐欺|集団食中毒|食中毒|いじめ|体罰|虐待|自殺|不祥事|裁判|訴訟|ストライキ|リストラ|閉山|救出劇|事案|騒動)"
PATTERNS = (
    ("news", re.compile(rf"{MEDIA_JA}{CARRIED_JA}(?:、)?(?:[^、。\n「」]{{0,16}}?{HAPPENED_JA})")),
    ("news", re.compile(rf"{MEDIA_JA}{CARRIED_JA}[^、。\n「」はがを]{{1,12}}")),
    (
        "news",
        re.compile(
            rf"(?:[^\s、。「」はがをもで]{{1,12}}の)?[一-鿿ァ-ヺー]{{0,10}}{HAPPENED_JA}(?:が|は|で|として)(?:、)?(?:全国|地元|連日|大きく|テレビの?){{0,2}}(?:の)?(?:{MEDIA_JA}(?:に|で|の)?){{1,2}}[^、。\n]{{0,6}}(?:報じ|報道|取り上げ|載|なった|流れ)[ぁ-ゖ]{{0,4}}"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?:あの|例の|\d+年前の|{'町|村|島|市'.replace('|', 'の|')}の)[一-鿿ァ-ヺー]{{0,10}}(?:爆発|崩落|転覆|沈没|脱線|墜落|立てこもり|通り魔|殺人|誘拐)(?:事故|事件)?"
        ),
    ),
    (
        "disaster",
        re.compile(
            r"東日本大震災|阪神・?淡路大震災|阪神大震災|熊本地震|能登半島地震|中越(?:沖)?地震|北海道胆振東部地震|西日本豪雨|令和\d年7月豪雨|関東・?東北豪雨|台風\d{1,2}号|御嶽山噴火|福島第一原発事故|原発事故|JR福知山線脱線事故|福知山線(?:の)?(?:脱線)?事故|地下鉄サリン事件|日航機(?:墜落)?事故|(?:20\d\d年の?)?[一-鿿]{2,4}(?:地震|豪雨|水害|土砂災害)(?=で|の|に|を)"
        ),
    ),
    (
        "disaster",
        re.compile(
            r"(?:(?:19|20)\d\d年)(?:の?\d{1,2}月)?の(?:[一-鿿]{1,4})?(?:土砂災害|豪雨|水害|地震|震災|台風|噴火|大雨|大雪|洪水|大火)"
        ),
    ),
    (
        "award",
        re.compile(
            r"(?:全国大会|甲子園|インターハイ|全日本選手権|国体|オリンピック|パラリンピック|世界選手権|コンクール|全国コンクール|紅白歌合戦|M-1|箱根駅伝)(?:で|に|の)(?:[^、。\n]{0,8}?)(?:優勝|準優勝|入賞|金賞|銀賞|金メダル|銀メダル|銅メダル|出場|代表|メダリスト|入選|決勝)(?:した|を?果たした|経験(?:が|の)(?:ある)?|選手|者)?(?:[^、。\nはがを]{0,8}(?:主将|監督|選手|部員|部|経験者|エース))?|(?:人間国宝|芥川賞|直木賞|文化勲章|ノーベル賞)(?:受賞|作家|の[一-鿿]{1,4})?"
        ),
    ),
    (
        "news",
        re.compile(
            r"(?:[一-鿿ァ-ヺー]{1,8}の)?(?:小学校|中学校|高校|分校|病院|診療所|工場|鉱山|炭鉱|造船所|製油所|路線|鉄道|百貨店|デパート|港|ダム|村)が(?!\d+年前)[^、。\n]{0,8}?(?:閉校|廃校|閉鎖|閉山|廃線|閉院|廃止|廃村|水没)(?:に?な(?:った|り|って)|した|して|され(?:た|て))"
        ),
    ),
    (
        "news",
        re.compile(
            r"[^、。\n「」『』〔〕]{0,10}(?:記者会見|謝罪会見|会見)で[^、。\n]{0,10}(?:頭を下げ|土下座し|号泣し|謝罪し)[^、。\n]{0,6}?(?:写真|映像|動画|のは?|人|社長|担当者)"
        ),
    ),
)
# What the news carried, a place that closed, a disaster with its day or its damage, a crime, a record: said in a clause of its own.
CARRIED_BY = (
    "地元紙|全国紙|地方紙|県紙|新聞|全国放送|テレビ|ニュース|ワイドショー|週刊誌|報道|マスコミ|メディア|ネットニュース|ネット記事|記事|ラジオ|会見|特集|番組|ドキュメンタリー|"
    "取材|カメラ|記者|中継|号外|紙面|一面|朝刊|夕刊|社会面"
)
DID_CARRY = "報じ|報道され|取り上げ|特集|流れ|載っ|載せ|掲載|放送され|映っ|映され|出た|出て|なった|なって|話題|騒が|追いかけ|取材され|押しかけ|密着|書か|紹介され|囲ま|叩か|たたか|殺到|張り込|顔写真|実名"
NEWS_JA = re.compile(
    rf"(?:{CARRIED_BY})[^、。\n「」]{{0,10}}?(?:{DID_CARRY})|(?:連日|全国に|大々的に|実名で|全国で)[^、。\n「」]{{0,4}}?(?:報道|報じ|放送|中継)"
)
NOT_NEWS_JA = re.compile(
    r"(?:見|観|読|聞|聴)(?:て|た|る|ない|ん|い|ると|くと)|(?:になる|になった(?:ら|とき)|にな(?:れば|りそう)|な(?:い|かった)(?!ん)|ません|かも|だろう|(?:載|出|映|流れ)(?:る|れば|たら|たい))"
    r"|学会|論文|会報|紀要|雑誌に書い|(?:この|その|次の|前の)(?:記事|特集|番組)(?:を|で)|取材(?:では|する側)|気にな|涙が流れ|(?:ニュース|テレビ)(?:を|が(?:流れ|つい))"
)
CLOSED_JA = re.compile(
    r"(?:閉校|廃校|廃線|閉山|閉園|閉館|廃坑|廃村|閉院|廃航|廃寺|離村|集団移転|取り壊し|最後の卒業式|閉村|閉町)(?:に(?:な|決)|と(?:な|決)|し(?:た|て)|さ(?:れ|せ)|が(?:決ま|決定)|の(?:日|前|あと|後|式|年|朝|知らせ)|式|後|前)"
    r"|(?:最終(?:列車|便|バス|運行|営業)|最後の(?:列車|便|バス|船|卒業生|生徒|入学式|祭り|操業|鉱員|航海|一両))(?:[^、。\n「」]{0,8})|(?:線|駅|校|鉱山|炭鉱|工場|病院|百貨店|デパート|球団|航路|渡し|ダム|製鉄所)(?:が|の)(?:廃止|なくな|消え|閉鎖|沈|閉ま|撤退)[^、。\n「」]{0,8}"
)
DISASTER = "大?地震|震災|津波|豪雨|水害|洪水|土砂崩れ|土砂災害|土石流|噴火|台風|大雪|豪雪|大火|竜巻|高潮|雪崩|鉄砲水|堤防決壊|大雨|山火事|断層"
WHEN = "元日|元旦|大晦日|正月|お盆|大みそか|クリスマス|昨年|去年|おととし|一昨年|先月|先日|今年|この(?:前|間|春|夏|秋|冬)|あの日|春先|春|夏|秋|冬|梅雨|年末|年始|\\d{1,3}年前|数年前|何年か前|あの|例の|今回|地元|町|村|市|県|島|郷里|故郷|実家"
DISASTER_JA = re.compile(
    rf"(?:(?:{WHEN})の(?:[一-鿿ァ-ヺー]{{1,4}}の)?(?:{DISASTER})(?:のあと|の後|以来|のとき|の時|の日|の夜)?)|"
    rf"(?:{DISASTER})(?:で|に|が|によ|後|のあと|の後|以来)[^、。\n「」]{{0,10}}?(?:全壊|半壊|倒壊|流さ|流失|決壊|(?:堤防|土手|堤)が切れ|浸水|水没|孤立|断水|全焼|避難|失[いっ]|亡く|被災|被害|埋ま|崩れ|住め|焼け|仮設|つぶれ|潰れ|壊れ|消え|飲ま|のま)[ぁ-ゖ]{{0,3}}"
)
INCIDENT = (
    "列車|踏切|バス|トラック|航空機|飛行機|ヘリ(?:コプター)?|旅客船|遊覧船|観光船|フェリー|漁船|工場|爆発|ガス爆発|転落|転覆|沈没|脱線|墜落|崩落|落盤|殺人|殺傷|刺傷|傷害致死|放火|強盗|誘拐|監禁|通り魔|立てこもり|銃撃|乱射|横領|汚職|"
    "談合|贈収賄|贈賄|収賄|食品偽装|産地偽装|偽装|食中毒|異物混入|情報漏洩|個人情報流出|置き去り|集団感染|無差別|ひき逃げ|虐待死|いじめ自殺|多重衝突|玉突き|遭難|水難|海難|将棋倒し|データ改ざん|不正会計|粉飾|選挙違反|失踪|バラバラ"
)
INCIDENT_JA = re.compile(
    rf"(?:{INCIDENT})(?:の)?(?:死亡)?(?:事件|事故|騒動|事案|未遂|問題|裁判|疑惑)(?:の|で|に|が|を|以来|後|のあと|から)?[^、。\n「」はがを]{{0,10}}|(?:事件|事故)の(?:遺族|被害者|加害者|生存者|第一発見者|目撃者|唯一の)|"
    r"(?:傍聴席|被告席|証言台|記者席|裁判員裁判|第一審|控訴審|死刑(?:判決|囚)|実刑|冤罪|再審|指名手配|逃走犯|立てこもっ)[^、。\n「」]{0,10}|(?:殺人|放火|誘拐|横領|収賄|詐欺|傷害)(?:容疑|罪)で(?:逮捕|起訴|服役)[ぁ-ゖ]{0,3}|(?:動画|写真|投稿|ツイート|映像)が(?:拡散|炎上|バズ|全国に|何万回|一晩で)[^、。\n「」]{0,6}"
)
# What befell a building or a crowd, and an accident told by what happened in it.
BEFALLEN_JA = re.compile(
    r"(?:工場|家|町|村|校舎|園舎|船|港|橋|堤防|病院|体育館|集落|役場|寺|店|ビル|ホテル|旅館|トンネル|ダム|列車|電車|バス|飛行機|観覧車|山小屋)が(?:津波に|海に|土砂に|一夜で|丸ごと)?(?:流され|呑まれ|飲まれ|沈ん|燃え|爆発し|崩れ|崩落し|焼け落ち|倒壊し|転覆し|脱線し|墜落し|孤立し|埋まっ|水没し)(?:た(?:日|夜|朝|とき|年|町|あと)?|て)?"
    r"|[^、。\n「」]{0,10}(?:踏切|園児|児童|生徒|乗客|乗員|バス|電車|列車|船|飛行機|ヘリ|橋|ビル|工場|炉|坑|クレーン|観覧車|山|海|川|遠足|修学旅行|部活)[^、。\n「」]{0,14}?(?:した|された|った|いた|れた|んだ)(?:大?事故|大?事件|大?火災|騒ぎ|惨事)"
)
# The same in one word: 校舎火災, トンネル崩落事故.
CALAMITY_JA = re.compile(
    r"(?:[一-鿿ァ-ヺー]{0,6}(?:工場|校舎|園舎|学校|保育園|幼稚園|施設|体育館|病院|病棟|ホテル|旅館|ビル|団地|寺院|神社|市場|商店街|百貨店|デパート|倉庫|トンネル|橋梁?|高架|鉱山|炭鉱|坑道|製鉄所|製油所|造船所|発電所|"
    r"ボイラー|タンク|クレーン|エレベーター|花火大会|祭り|列車|電車|バス|船|フェリー|ヘリ|飛行機|ロープウェイ|リフト|ゴンドラ|コースター))(?:の)?大?"
    r"(?:火災|火事|爆発|崩落|崩壊|倒壊|転覆|沈没|墜落|転落|脱線|炎上|水没|落下|立てこもり|乱入|襲撃|刺傷|銃撃|殺傷)(?:死亡)?(?:事故|事件)?(?!保険|報知|警報|予防|を?想定|の?避難|の?訓練|対策|防止|に備え|の(?:夢|映画|ドラマ))"
)
CALAMITIES = re.compile(
    "火災|火事|爆発|崩落|崩壊|倒壊|転覆|沈没|墜落|転落|脱線|炎上|水没|落下|立てこもり|乱入|襲撃|刺傷|銃撃|殺傷"
)
BEFALLEN = re.compile(
    r"事故|事件|火災|騒ぎ|惨事|流され|呑まれ|飲まれ|沈ん|燃え|爆発し|崩れ|崩落|焼け落|倒壊|転覆|脱線|墜落|孤立し|埋まっ|水没"
)
DISASTERS = re.compile(DISASTER)
FACED_JA = re.compile(
    r"(?:社長|会長|校長|園長|院長|知事|市長|町長|村長|理事長|学長|監督|当局|教育委員会|会社|学校|病院)が[^、。\n「」]{0,10}?(?:会見し|会見を|頭を下げ|謝罪し|辞任し|逮捕され)[ぁ-ゖ]{0,3}"
    r"|(?:受刑者|囚人|犯人|容疑者|男|熊|クマ|猿|ライオン|虎)(?:の|が)(?:逃走|脱走|逃げ|立てこも)[^、。\n「」]{0,18}|(?:検問が敷かれ|山狩り|規制線が張|ヘリが(?:飛|旋回)|機動隊が)[^、。\n「」]{0,8}"
)
GENERIC_JA = re.compile(
    r"交通事故|ような(?:事件|事故)|という(?:事件|事故)|(?:事件|事故)(?:など|や)|ドラマ|映画|小説|架空|台風の目|恐れ|もし|たら|ば"
)
RECORD_JA = re.compile(
    r"(?:世界記録|日本記録|日本新記録|大会新記録|世界一|日本一|ギネス|全国優勝|全国大会|五輪|オリンピック|パラリンピック|世界選手権|ワールドカップ|世界大会|甲子園|紅白|M-1|箱根駅伝|国体|インターハイ|人間国宝|芥川賞|直木賞|のど自慢|朝ドラ|大河ドラマ|連続ドラマ|国際コンクール|ミス日本|宇宙|南極)"
    r"[^、。\n「」]{0,8}?(?:出場|出た|出て|優勝|入賞|選ば|受賞|獲っ|取っ|とっ|樹立|破っ|代表|選手|出演|映っ|密着|モデル|メダリスト|補欠|候補|観測隊|飛行士|球児|ランナー|投手|四番)[ぁ-ゖ]{0,4}"
)
MEDIA = r"(?:(?:national |local |evening |six o'clock |ten o'clock |regional |TV )*(?:news|papers?|newspapers?|press|headlines|television|TV|telly|front pages?|media|radio|tabloids|Gazette|Herald|Chronicle|Echo|documentary))"
CASUALTY = r"(?:crash|accident|fire|explosion|collapse|sinking|derailment|shooting|stabbing|murder|bombing|attack|flood|floods|landslide|earthquake|hurricane|tornado|wildfire|avalanche|rescue|siege|kidnapping|drowning|disaster|scandal|inquiry|inquest|trial|strike|closure|collision|robbery|raid|outbreak|riot|protest|pile-up|poisoning|blast|hostage[- ]taking|walkout|pit disaster|disappearance|manslaughter|case|tragedy|incident)"
WORDS = r"(?:[A-Za-z'’-]+ ){0,5}?"
ENGLISH = (
    (
        "news",
        re.compile(
            r"(?<![A-Za-z])(?:the|that|our|last year's|this year's) (?:[a-z]+ )?(?:school|mill|factory|foundry|ferry|bridge|coach|minibus|bus|train|tram|plane|helicopter|trawler|pit|mine|colliery|quarry|rig|refinery|shipyard|chapel|church|mosque|temple|hostel|hotel|nightclub|stadium|warehouse|market|tower block|care home|hospital|"
            r"cable car|gas|boiler)[ -](?:fire|explosion|blast|crash|collapse|disaster|sinking|capsizing|derailment|shooting|stabbing|attack|siege|bombing)(?! (?:drill|alarms?|escapes?|exits?|doors?|safety|course|insurance|station|risk|officer|wardens?|marshals?|extinguishers?|helmet|diet|test)s?\b)(?![A-Za-z])"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])the (?:public )?(?:inquiry|inquest|trial|jury|investigation|verdict|hearing) (?:into|of|in|over|on) the (?:[a-z]+ ){{0,3}}?(?:{CASUALTY}s?(?: trial| inquiry| case)?|deaths?|murders?|killings?)"
        ),
    ),
    (
        "disaster",
        re.compile(
            r"(?<![A-Za-z])(?:Grenfell(?: Tower)?|Hillsborough|Aberfan|the Manchester Arena (?:bombing|attack)|the Boston Marathon bombing|Hurricane [A-Z][a-z]+|9/11|the Lockerbie bombing|the Christchurch (?:earthquake|shootings?)|Black Saturday|the Sandy Hook shooting|Columbine|the Omagh bombing|the Dunblane (?:massacre|shooting))"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:the|a|that) {WORDS}{CASUALTY}s?(?: [a-z]+){{0,4}}? (?:that|which)(?: [a-z']+){{0,4}}? (?:news|papers?|newspapers?|press|headlines|television|TV|telly|front pages?|media|radio|tabloids|documentary|everyone (?:saw|read about|remembers)|nationally|nationwide)"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])the {WORDS}(?:boat|ferry|ship|plane|train|bus|coach|minibus|helicopter|bridge|mine|building|tower|dam|stand|pier|trawler|nightclub|tram) (?:that|which) (?:went down|sank|capsized|collapsed|crashed|caught fire|burned down|burnt down|exploded|overturned|derailed|came down|was bombed|blew up|disappeared)(?: (?:in|off|on|at|near|over|into) (?:the )?(?:[A-Z][a-z]+|[a-z]+)(?: [A-Z][a-z]+)?)?"
        ),
    ),
    (
        "news",
        re.compile(
            r"(?<![A-Za-z])the (?:[a-z]+ )?(?:woman|man|girl|boy|face|teacher|nurse|driver|mother|father|child|one|victim|survivor|officer|family) (?:in|from|on) the (?:[a-z]+ )?(?:photograph|photo|picture|video|footage|clip|story|headlines?|news|papers?)(?: (?:that )?(?:the|every|all the)? ?(?:newspapers?|papers?|press|media|everyone|news)(?: [a-z]+){0,2})?"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:the|a|that) {WORDS}{CASUALTY}s? (?:reported|covered|shown|splashed|featured|broadcast|in|on|all over|across) (?:in |on |all over |across )?(?:the |every )?{MEDIA}"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:the )?(?:much|widely|nationally|heavily)[- ](?:publicised|publicized|reported|covered) {WORDS}[a-z]+"
        ),
    ),
    (
        "news",
        re.compile(
            rf"(?<![A-Za-z])(?:sole|only|last|one of (?:the )?(?:two|three|four|five|few)) survivors? (?:of|from) (?:the|a) {WORDS}{CASUALTY}(?: (?:at|in|on) [A-Z][a-z]+)?"
        ),
    ),
    (
        "award",
        re.compile(
            r"(?<![A-Za-z])(?:won|winning|winner of|runner-up (?:on|in)|contestant on|appeared on|semi-finalist (?:on|in)|finalist (?:on|in)|competed (?:on|in)) (?:the |a )?(?:Olympics?|Olympic (?:gold|silver|bronze)(?: medal)?|Paralympics?|Commonwealth Games|Bake Off|The Great British Bake Off|Mastermind|MasterChef|The Voice|X Factor|Strictly|American Idol|Jeopardy!?|Booker(?: Prize)?|Pulitzer(?: Prize)?|national championships?|state championships?|Nobel Prize|World Cup|Eurovision|George Cross|Victoria Cross|Emmy|BAFTA|Oscar)"
        ),
    ),
)
# What everybody heard of, told by where it was seen, by who came, or by how it stands in everybody's memory.
SEEN = r"(?:televised|live-?streamed|broadcast|filmed for television|on (?:the )?(?:[a-z]+ )?(?:news|television|TV|telly|radio|front pages?)|(?:all )?(?:over|across|in|through) (?:the |every |all the |most of the )?(?:[a-z]+ )?(?:news|papers?|newspapers?|headlines|press|media|tabloids|internet)|viral|national news|front-page news|the lead story|in the headlines)"
DIGNITARY = r"(?:Prime Minister|King|Queen|President|Taoiseach|Pope|First Minister|Chancellor|Prince|Princess|Archbishop|Home Secretary|Health Secretary|Premier|Governor|Emperor|Dalai Lama|Secretary of State|BBC|CNN)"
KNOWN = (
    re.compile(
        rf"(?<![A-Za-z])(?P<e>(?:[Tt]he|[Aa]|[Tt]hat|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Mm]y) (?:[a-z'’-]+ ){{0,2}}?(?:[a-z'’-]*(?:{CASUALTY}|court case|cull|wedding|divorce|arrest|hearing|sentencing|sentence|funeral|campaign|march|story|video|clip|speech|interview|resignation|sacking|merger|takeover|collapse|bankruptcy|find|discovery|birth|death|record|win|goal|match|rescue|escape|performance|audition|exam result|case|closure|petition|lawsuit|sit-in|eviction|vote|election|election campaign))(?: (?:over|of|about|on|in|at|against|for) (?:the |a |her |his |their )?(?:[a-z'’-]+ ?|[A-Z][a-z]+ ?){{1,3}}?)?),? (?:which |that )?(?:was|were|had been|has been|got|is|went|made|being|had gone|had made)(?P<p> {SEEN})(?![a-z])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z'’-]+ ){{1,4}}?(?:(?:that|which) (?:brought|made|moved|drew|got|had)|they had|(?:that|which) ended with) the {DIGNITARY}(?: [a-z]+){{0,4}}?)(?=[,.;:!?)\n])"
    ),
    re.compile(
        rf"(?<![A-Za-z])(?P<e>the (?:[a-z'’-]+ ){{1,3}}?(?:that )?the {DIGNITARY} (?:walked out of|opened|visited|came to|attended|apologi[sz]ed for|closed|mentioned|tweeted about|spoke at|unveiled|cried at|flew to|flew in for)(?: [a-z]+){{0,2}}?)(?=[,.;:!?)\n])"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>(?:[Ii]t|[Tt]his|[Tt]hat|[Hh]e|[Ss]he|[Tt]hey|[Ww]e) (?:was|were|had been|got) (?:all over|on the front pages? of|on every front page|in every|across every|in all) (?:the |every )?(?:[a-z]+ )?(?:news|papers?|newspapers?|headlines|press|media|tabloids|internet|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)(?: in (?:the )?[A-Za-z]+)?)(?![a-z])"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>the (?:[a-z]+ )?(?:baby|child|boy|girl|man|woman|soldier|nurse|bride|toddler|kid|pupil|driver|pilot) (?:pulled|carried|dragged|lifted|rescued|saved|found|photographed|filmed|pictured) (?:out of|from|in|on|by|with|at|under) [^.,;:!?\n]{3,60}?)(?=[,.;:!?)\n]| and has| and is)"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>a (?:television|TV|BBC|Netflix|radio|newspaper|feature|prize-winning|true-crime) (?:film|programme|program|documentary|drama|series|play|podcast|serial|story) (?:about|on|of|based on) (?:[a-z]+|[A-Z][a-z]+)(?: [a-z]+){0,3}?)(?=[,.;:!?)\n]| and)"
    ),
    re.compile(
        r"(?:(?<= was )|(?<= is )|(?<=['’]s ))(?P<e>the (?:[a-z]+ )?(?:boy|girl|man|woman|child|baby|lad|lass|nurse|teacher|driver|pilot|mother|father|soldier|bride|pupil|student|neighbour|passenger|officer) who (?:rang|called|found|saved|survived|fell|jumped|escaped|climbed|drove|shot|stopped|started|pulled|carried|hid|reported|discovered|caught|rescued|lived through|walked out of|was (?:pulled|found|rescued|filmed|photographed|lost|missing|taken|left|born|buried)) [^.,;:!?\n]{4,60}?)(?=[,.;:!?)\n])"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>the (?:[a-z]+ )?(?:documentary|podcast|biopic|miniseries|drama|Panorama|docuseries)(?: (?:that|about|on|which|made about|of|they made) [^.,;:!?\n]{3,40}?)?)(?= will| would| has| had| is| was| and|[.,;:!?)\n])"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>the (?:[a-z'’-]+ )?(?!one|thing|time|chair|money|way|car|dog|cat|key|keys|phone|coat)(?:[a-z]+(?:man|woman|er|or|ist|girl|boy|lad|child|baby|couple|family|student|teacher|soldier|nurse|cadet|crew|passengers?|climbers?|miners?)) (?:who (?:was|were) )?(?:killed|murdered|shot|stabbed|drowned|trapped|crushed|buried alive|held hostage|kidnapped|abducted|beheaded|burned to death|swept away) (?:on|in|at|by|off|under|from) (?:the |a |an )?[A-Za-z]+(?: [a-z]+)?)(?=[,.;:!?)\n]| and| when| whose)"
    ),
    re.compile(
        r"(?<![A-Za-z])(?P<e>[Tt]he (?:night|day|morning|afternoon|evening|week|winter|summer) (?:that )?the (?:[a-z'’-]+ ){1,4}?(?:went|fell|collapsed|burned down|burnt down|burst|broke|flooded|sank|exploded|came down|caught fire|gave way|blew up|capsized|derailed|crashed|was bombed|closed for good|ran aground)(?: (?:above|in|on|over|into|through|at|onto) (?:the )?(?:[a-z]+ ){0,1}[a-z]+)?)(?=[,.;:!?)\n]| there| I | we | he | she | they )"
    ),
)
INSTEAD = {"ja": ("地域で知られた出来事", "ある事故"), "en": ("an event people had heard of", "an accident at work")}
EVERYDAY_JA = re.compile(
    r"(?:気になった|に?なった(?:こと|気|の)|流れた(?:涙|時)|(?:新聞|ニュース|テレビ)に(?:出た|なった)(?:こと|ら|り)?(?:は|も)?(?:ない|ありません))"
)

EVERYDAY_EN = re.compile(r"\b(?:fire (?:drills?|alarms?|escapes?|doors?|exits?)|crash (?:course|diet|mat|helmet))\b")


def _known(text: str) -> Iterator[Finding]:
    for pattern in KNOWN:
        for match in pattern.finditer(text):
            # "their trial was televised" is the event; "the cull, which was in every paper" is told apart from it
            whole = "p" in pattern.groupindex and " " not in match["p"].strip() and "which" not in match.group()
            span = match.span() if whole else match.span("e")
            yield RULE.finding(span, instead=INSTEAD["en"], trait=Trait(Kind.EVENT, "news"))


def find(reading: Reading) -> Iterator[Finding]:
    if has_english(reading):
        yield from _known(reading.text)
    yield from merged(_found(reading))


def _found(reading: Reading) -> Iterator[Finding]:
    text = reading.text
    if has_japanese(reading):
        yield from _in_clauses(text)
    for code, pattern in (*(PATTERNS if has_japanese(reading) else ()), *(ENGLISH if has_english(reading) else ())):
        for match in pattern.finditer(text):
            if EVERYDAY_JA.search(match.group()) or EVERYDAY_EN.search(match.group()):
                continue
            yield RULE.finding(
                match.span(), instead=INSTEAD[reading.language_at(match.start())], trait=Trait(Kind.EVENT, code)
            )


def _in_clauses(text: str) -> Iterator[Finding]:
    """Events told in a clause without a set phrase: 異物混入の会見で頭を下げていた写真, 豪雨で堤防が切れた."""
    for code, pattern, anchor, whole in (
        ("news", BEFALLEN_JA, BEFALLEN, False),
        ("news", CALAMITY_JA, CALAMITIES, False),
        ("news", FACED_JA, None, True),
        ("news", NEWS_JA, None, True),
        ("news", CLOSED_JA, None, True),
        ("disaster", DISASTER_JA, DISASTERS, False),
        ("news", INCIDENT_JA, None, False),
        ("award", RECORD_JA, None, False),
    ):
        for match in pattern.finditer(text) if anchor is None else near(pattern, anchor, text):
            start, end = around(text, *match.span()) if whole else match.span()
            said = text[start:end]
            if (NOT_NEWS_JA if pattern is NEWS_JA else GENERIC_JA).search(said) or (
                pattern is NEWS_JA and EVERYDAY_JA.search(said)
            ):
                continue
            yield RULE.finding((start, end), instead=INSTEAD["ja"], trait=Trait(Kind.EVENT, code))
