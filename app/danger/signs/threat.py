"""Somebody is about to be hurt by another: the deed, whom it is for, the weapon, the waiting; or whoever fears it says so."""

from app.danger.signs import Signs, sign

_DEED_JA = sign(
    r"(?:殺|刺|撃)(?:す(?!ほど|くらい|ような|かのよう|気)|して(?:やる|から|くる|しま(?:う|い)そう|自分)|し(?:に行|ます|たら)|そう(?!だ)|せ(?=と|」))|(?:殴り|刺し|絞め|焼き|ひき)殺|(?:轢|ひ)(?:く|いて(?:や|し)|こう)(?=と|つもり|と笑|やる|」|、|。)|やり返す|"
    r"(?:首|喉)を(?:絞め(?:る|て(?!い))|掻|切(?:る|り|っ))|喉だ|火を(?:つけ(?:る|て)|放)|燃やす|放火|爆弾|爆破|突っ込(?:む|も)|突き落と(?:す|そう)|待ち伏せ|拉致|細工|(?:ねじ|ブレーキ)を(?:緩|切)|襲(?:う|って)|皆殺し|思い知らせ|油をかけ|酸(?:を|の入)|毒"
)
_MEANT_JA = sign(
    r"(?:る|す|く|つ|う|む|ます|よう|よ|そう|せ)(?:、|」)?と[^、。]{0,6}(?:いう|言|話|告|書|打ち|語|笑|叫|脅|伝|宣言|宣|繰り返|の(?:電話|メール|手紙))|つもり|予定|計画|しかない|調べ|次は|次に|逆らえ|実行|日を決め|準備|考えている|失うもの|許(?:さな|さん|され|せな)|今夜|明日|今から|これから|"
    r"もう買|買ってあ|借りた|隠して|毎(?:晩|日|夜)|混ぜ(?:て|始)|始めている|命じ|命令|と言われ|寝静まる|から電話|やったことがあ|命(?:は|が)な|どうなっても"
)
_VICTIM_JA = sign(
    r"上司|同僚|部下|社長|部長|課長|店長|父|母|親|(?:元)?(?:夫|妻|彼|カレ|カノ)|元の夫|恋人|交際相手|兄|姉|弟|妹|子|息子|娘|先生|担任|教(?:師|員)|主治医|看護師|隣(?:の|人|に座)|あいつ|あの(?:人|女|男|子|団体)|相手|通行人|みんな|全員|家族|義[父母]|姑|友人|先輩|後輩|同級生|いじめた|証人|患者|利用者|訪問員|役所|学校|会社|病院|教室|人を|"
    r"[a-zａ-ｚ]さん|二人とも|誰か|見つけたら|逃げたら|次に来たら|私に|飼い主|家に|首を|わたし"
)
_WEAPON_JA = sign(
    r"包丁|ナイフ|刃物|カッター|彫刻刀|斧|ハンマー|金づち|金槌|バット|灯油|ガソリン|(?:猟|拳)?銃|ライフル|爆弾|鉄パイプ|日本刀|クロスボウ|火炎|農薬|毒|酸の|彫刻刀"
)
_CARRIED_JA = sign(
    r"持っ?て(?:行|い(?:く|き|る|ます)|登校|、|役所|家|会|来)|持ち(?:出|歩|込)|(?:鞄|かばん|カバン|ポケット|懐|リュック|水筒|車)に(?:入れ|隠|積)|入れて(?:登校|持|い)|忍ばせ|見せ(?:て|ら|ま)|握っ|(?:玄関|枕元)に(?:置|まい)|隠してあ|買った|買ってあ|まいて|座(?:って|り込)|用意"
)
_TOWARDS_JA = sign(
    r"登校|学校|職場|会社|役所|市役所|窓口|家(?!族|計|事)|前(?:で|に)|部屋の前|保育園|駅|電車|通学路|マンション|明日|今夜|今日|やり返|使う|許[させ]な|怯え|出所|勝手に|次は|殺|刺|終わ(?:る|ら)|元妻|元夫|別れた"
)
_TRACED_JA = sign(
    r"(?:職場|家|居場所|住所|避難先|引っ越し先|学校|帰(?:宅|り)の?(?:時間|時刻|道)|部屋番号|出所日|予定)(?:の場所)?(?:を|が|も|まで|に合わせ)[^。]{0,10}(?:突き止め|知って(?:い|る)|知られ|調べ|特定|見つけ|ばれ|送って|有給)|合鍵|待(?:って|ち)(?:い|伏せ|構)|(?:gps|発信機)を|尾行|つけ(?:回|まわ)"
)
_FEARED_JA = sign(
    r"怯え|おびえ|怖(?:い|く|か)|こわ(?:い|く)|(?:恐|おそ)ろし|今夜|明日|今晩|毎(?:晩|夜)|殺|刺|ひく|轢|許さ|包丁|ナイフ|ただでは|席を立|言い残|失うもの|金づち|やる|二人とも"
)
_WARNED_JA = sign(
    r"(?:殺す|刺す|殺して(?:やる|しまう)|殴り殺す|焼き殺す|首を絞め|喉を切|殺され(?:る|そう))[^。]{0,6}(?:と|」|られ)"
)
_STILL_JA = sign(
    r"毎(?:晩|日|夜)|次(?:は|に)|今夜|今日|明日|帰って(?:い|行)|家に帰|また|ずっと|いま(?!は)|電話が|続け(?:て|るべき)|と言うの|逃げ|本当に|面接の最後|隣の部屋"
)
_DIE_TOO_JA = sign(
    r"一緒に死|(?:無理)?心中|道連れ|子ども(?:を連れて|と)[^、。]{0,4}(?:海|死)|殺してから?自分|自分も終わ|(?:妻|夫|子|母|父|家族)[^。]{0,6}(?:を乗せて|に薬を飲ませ|の首)"
)
_SOON_JA = sign(
    r"今(?:夜|晩|日|から)|いまから|いま|明日|週末|面会日|しかない|つもり|かもしれない|そうだ|計画|(?:む|う|く|る)と(?:言|話)|思っています|残したまま"
)
_SLOW_JA = sign(
    r"(?:毒|農薬|洗剤|漂白剤|薬|何か|殺鼠剤|油)(?:を|で)[^。]{0,12}(?:混ぜ|入れて|入れる|盛|塗)|(?:味噌汁|お?酒|食事|お茶|飲み物|弁当|給食)に[^。]{0,8}(?:混ぜ|入れ|盛)|顔に枕|枕を押し|管を[^。]{0,6}抜く"
)
_APART_JA = sign(
    r"判決|義務|試合|ゲーム|小説|映画|ドラマ|報道|ニュース|事件|殺意|殺したい(?:ほど|くらい)|夢を|夢に|料理|ご飯の|カレー|猟師|猟友|狩|釣|キャンプ|焚き火|陶芸|図工|工作|大工|舞台|芝居|演じ|(?:笑|わら)い(?:なが|合)|笑っておられ|医師の処方|粉薬|ゼリー|シロップ|首を切られ|クビ|時間を殺|息を殺|声を殺|自分を殺|押し殺|契約|締め切り|ペン立て"
)

_DEED_EN = sign(
    r"\b(?:kill(?:s|ing)?(?! time| for| an hour)|stab(?:bing)?|shoot(?:ing)?(?! (?:a|the) (?:film|scene|goal|video|photo))|murder|strangl\w+|slit|smash|bullet|burn(?:ing)?(?: the| her| his| their)? ?(?:house|neighbours|flat|down|out the)?|set fire|run (?:\w+ ){0,2}over|drown|poison|smother|throw acid|hurt(?: them| him| her)|cut (?:my|her|his) throat|"
    r"push (?:him|her) down|finish (?:it|what)|hands round (?:her|his) throat|hold(?:s|ing)? (?:\w+ )?(?:his|her|their) (?:throat|neck)|shoot up|get the ones|(?:want(?:s)?|make) them (?:to )?suffer|run (?:him|her|them|his|her) \w* ?over|what he would do to|go for the throat|one of us is going to bleed|drive into|(?:crush|grind) up)\b"
)
_MEANT_EN = sign(
    r"\b(?:(?:is|are|am|['’]s|['’]re|['’]m) (?:going to|planning|about to|choosing|losing the strength)|will\b|['’]ll\b|would\b|means to|intends to|plans to|wants them to|wants to see (?:him|her|them)|may drive|talks of|has sworn|['’]s sworn|has told|orders (?:her|him)|threaten(?:s|ed) to|he is choosing|has been watching|next time|keeps saying)\b"
)
_AIM_EN = sign(
    r"\b(?:(?:his|her|their|my|the|ex-?) ?(?:\w+ ){0,2}?(?:boss|manager|supervis\w+|colleagues?|father|mother|dad|mum|parents|brother|sister|wife|husband|ex|partner|girlfriend|boyfriend|neighbours?|teachers?|doctor|consultant|judge|landlord|classmates?|family|children|child|kids|son|daughter|uncle|house|college|school|throat|old man|nurses?|ones|witness|life)|"
    r"(?<!my boss )(?:her|him|them|us|me|my|somebody|someone|whoever|everyone|people at|the kids|the child|both their)\b)"
)
_LIVE_EN = sign(
    r"\b(?:and he (?:owns|has|means)|every night|when he (?:finds|sees)|before he lets|tonight|tomorrow|a little more each|on his contact|the hour|if (?:he|she) (?:sees|visits|leaves|goes|packs)|if she visits again|next time|so(?:on| as)|told me|he said|she said|said of|has told|is losing|joking|is(?:n['’]t) joking|monday|friday|sunday|it is nearly time|begun to|"
    r"while they sleep|when they sleep|each week|because he means|bullied|in the boot|finds her|and (?:he|she) (?:has|means)|he finds|with the kids|may )\b"
)
_WEAPON_EN = sign(
    r"\b(?:knife|blade|gun|shotgun|rifle|pistol|crossbow|axe|machete|hammer|petrol|acid|matches|bomb|can and a lighter|crossbow)\b"
)
_CARRIED_EN = sign(
    r"\b(?:with (?:a|his|the)|carr(?:y|ies|ying)|in (?:his|her|the) (?:bag|boot|coat|pocket|seat)|on the seat|to (?:school|work|the (?:group|clinic))|bought|shows?|showed me|owns|has (?:his|a|got)|got|waiting for|be waiting|by the front door|has poured|his uncle['’]s)\b"
)
_TOWARDS_EN = sign(
    r"\b(?:tomorrow|tonight|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|after the exam|ex-wife['’]?s?|wife|bullied|neighbours|out|manager|boss|him out|for (?:him|her|the)|to get the|one of us|outside|the man who|her name|because he means|school will|every night|bailiffs|burning|in wait)\b"
)
_TRACED_EN = sign(
    r"\b(?:(?:knows?|found out|find out|worked out|learnt|learn) (?:where|which (?:way|school)|when|exactly where)|(?:has been |is )?(?:watching|following) (?:their|her|his|a)\b|keeps following|footsteps|waits? outside|sits outside|will be waiting|be waiting for|has found (?:the|her|out)|found the refuge|has a list)\b"
)
_FEAR_EN = sign(
    r"\b(?:knife|hammer|axe|suffer|finish (?:it|what)|kill|tomorrow|where i live|my (?:children|kids) go|loosen\w*|when they sleep|sworn|it is nearly time|visited two|wheel nuts|learn when|she leaves|order says|released|every night|an hour ago|what he would do)\b"
)
_WALK_EN = sign(
    r"\b(?:neither of them will|won['’]t live to|will not live to|would not live to|will not see (?:the )?(?:spring|friday|the)|nobody will have|will (?:both )?be dead|won['’]t (?:see|live)|no(?:ne| one) of (?:them|us) will)\b"
)
_IF_EN = sign(
    r"\b(?:walk away|if he sees|collect|see friday|rent|live|told me|he said|spring|he says|she says|have them|see)\b"
)
_HURT_EN = sign(r"\b(?:hands round her throat|strangled (?:her|him)|choked (?:her|him)|beat her|held a knife to)\b")
_BACK_EN = sign(
    r"\b(?:gone back|at home with (?:him|her)|still lives with|is going back|last night|on (?:fri|satur|sun|mon)day|again)\b"
)
_SLOW_EN = sign(
    r"\b(?:(?:putting|puts|mixes|mixing|slipping|adds) (?:\w+ ){0,6}?(?:in|into) (?:his|her|their|the old man['’]s) (?:\w+['’]s )?(?:tea|soup|food|coffee|drink|dinner)|crush(?:ing)? up (?:both )?(?:their|her|his)|tampered with|loosen(?:ed|ing) wheel|oiled the top|cut the brakes)\b"
)
_MORE_EN = sign(
    r"\b(?:each (?:week|evening|day)|tonight|every|tomorrow|little more|both their|next|when he shouts|practice|drives?|plans to|brakes)\b"
)
_TAKING_EN = sign(
    r"\b(?:drive into (?:the|a)|into the sea|off the (?:pier|cliff)|take (?:the|her|his) (?:two )?(?:little ones|kids|children) with)\b"
)
_WITH_EN = sign(r"\b(?:kids|children|little ones|family|wife)\b")
_APART_EN = sign(
    r"\b(?:tarasoff|duty to warn|identifiable|policy|literature|filicide|training|film|novel|play|stage|role-?play\w*|news|reports|forgive\w*|joked|laugh\w*|deadline|my boss will kill|if the notes|cup of tea|murder a|to bed|commute|workload|dying to|literally|chess|fencing|hunt\w*|clays|range|video game|sessions|each other with kindness|would kill for|antiques|calories|diet|"
    r"resit|exam killed|burn(?:t|ed)? out|burnout|snowball|killing (?:her|him|me), so|years ago|when they were boys|metaphor|poem|idiom|clinic waiting room|matches on|badminton|social life)\b"
)

JAPANESE = (
    Signs((_DEED_JA, _MEANT_JA, _VICTIM_JA), _APART_JA),
    Signs((_WEAPON_JA, _CARRIED_JA, _TOWARDS_JA), _APART_JA),
    Signs((_DEED_JA, _WEAPON_JA, _MEANT_JA), _APART_JA),
    Signs((_TRACED_JA, _FEARED_JA), _APART_JA),
    Signs((_WARNED_JA, _STILL_JA), _APART_JA),
    Signs((_DIE_TOO_JA, _SOON_JA), _APART_JA),
    Signs((_SLOW_JA, _VICTIM_JA, _MEANT_JA), _APART_JA),
)
ENGLISH = (
    Signs((_DEED_EN, _MEANT_EN, _AIM_EN, _LIVE_EN), _APART_EN),
    Signs((_WEAPON_EN, _CARRIED_EN, _TOWARDS_EN), _APART_EN),
    Signs((_TRACED_EN, _FEAR_EN), _APART_EN),
    Signs((_WALK_EN, _IF_EN), _APART_EN),
    Signs((_HURT_EN, _BACK_EN), _APART_EN),
    Signs((_SLOW_EN, _MORE_EN), _APART_EN),
    Signs((_TAKING_EN, _WITH_EN), _APART_EN),
)
