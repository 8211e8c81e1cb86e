"""A child is being hurt: who it is, what is done to it or what marks it bears, and that this goes on."""

from app.danger.signs import Signs, sign

_CHILD_JA = sign(
    r"子(?:ども|供)(?!の頃|時代)|(?:こども|お子さん|わが子|我が子|年子|[の歳児月]子)(?!の頃)|(?<!お嫁)娘|息子|長男|長女|次男|次女|末っ子|赤(?:ちゃん|ん坊)|乳児|幼児|[0-9０-９一二三四五六七八九]{1,2}(?:歳|か月|ヶ月)(?:の|児)|"
    r"園児|児童(?!相|虐|館|福|期|心|精)|生徒|小学|中学[生一二三]|中[一二三123]の|高[一二三123]の|小[一二三四五六1-6]|[一二三四五六1-6]年(?:生|の)|男の子|女の子|女子(?!大)|男子(?!大)|きょうだい|弟妹|妹|弟|上の子|下の子|連れ子|泣き(?:や|止)ま|夜泣き|おむつ|双子|姉妹|兄弟|継母|継父|義父|里親|赤子"
)
_HIT_JA = sign(
    r"(?:殴|叩|たた|蹴|打た|打ちつけ|打つ|ぶた)(?:られ|かれ|って(?:い|しま)|いて(?:い|しま)|れ(?:る|て|た)|る(?:と|の|そう)|く(?:と|の|手|そう)|つのが)|手を(?:上げて|あげて)(?:しま|い)|暴力を(?:ふる|振る|受)|首を絞め|首に手をかけ|髪を(?:つか|切り落と|引)|"
    r"(?:腕|指|骨)を(?:一本ずつ)?折(?:る|って|ら|られ)|揺さぶ(?:って|る|ら)|突き落と|落とされ|踏みつけ|投げつけ|引きずら|(?:頭|顔|体)を[^、。]{0,6}(?:打ちつけ|殴)|窓から落と|川に立たせ|縛(?:ら|って)|首輪|針を刺|突き飛ばされ"
)
_BURN_JA = sign(
    r"(?:煙草|たばこ|タバコ|ライター|アイロン|やかん)(?:の火)?(?:を|で)[^、。]{0,8}(?:押|当て|焼|近づけ|やけど)|熱湯|湯をかけ|沈め(?:る|ら|て)|水を張|口をふさ|顔に(?:タオル|枕)|ライターの火|首に手をかけ"
)
_SHUT_JA = sign(
    r"(?:押し入れ|物置|納戸|ベランダ|庭|玄関の外|倉庫|犬小屋|車|クローゼット)(?:に|で|の)[^。]{0,10}(?:閉じ込め|入れて|入れられ|出さ(?:れ|な)|寝か|立た|置き|残して|縛)|閉じ込め(?:て|ら)|締め出(?:し|さ)|正座のまま|下着一枚"
)
_HUNGRY_JA = sign(
    r"(?:食事|ごはん|ご飯|夕食|朝食|水|ミルク|薬)(?:を|も|は|が)[^、。]{0,8}(?:出していな|出さな|与え(?:て(?:い)?な|な|られ(?:て(?:い)?な|な(?!かった)))|抜(?:く|き|かれ|いて)|もらえ(?:な|て)|食べさせ(?:な|て(?:もら|い)))|給食以外|何も口に|学校(?:に|へ)(?:は)?行かせ|"
    r"台所に入れてもらえ|水道の水で|床に置かれた皿|眠くなる薬|味噌汁に何か|水を飲ませ(?:ず|な)|薬を飲ませな|薬をもら"
)
_SEXUAL_JA = sign(
    r"(?:体|身体|胸|からだ|下着|お尻|足)を(?:触|なめ)|触って(?:く|き)|触られ|服を脱が|裸(?:に|の(?:写真|動画)|で)|布団(?:に入|をめく)|(?:部屋|ところ|寝室|風呂|夜)(?:の鍵を外して夜)?(?:に|へ)[^、。]{0,12}(?:入ってく|入ってき|入りたが|来ると)|膝にのせ|客をとら|泊まりに行かせ|更衣室に残"
)
_MARK_JA = sign(
    r"あざ|アザ|痣|やけど|火傷|(?:指|歯|ベルト|煙草|たばこ|ひも|手)の(?:跡|形)|(?:ような|形の)跡|傷(?!つ|病)|腫れ|焦げ|足が[^、。]{0,4}曲が|歯が折れ"
)
_CAUSE_JA = sign(
    r"ベルト|煙草|たばこ|指の(?:跡|形)|しつけ|布団たたき|コード|押しつけ|打(?:たれ|つ)|殴|叩|蹴|つね|家で|父(?!兄)|母|義父|継父|継母|新しく|増えて|今朝|毎週|日ごとに|「ころんだ」|話が食い違"
)
_GOES_ON_JA = sign(
    r"今(?:も|朝|日|夜)|いまも|ゆうべ|昨(?:日|夜|晩)|きのう|毎(?:晩|朝|日|週|回|夜)|夜ごと|日課|また|いつも|(?:たび|度)に|夜になると|次の|次は|今週|来週|週末|まだ|いまだに|ここ(?:数|三|二)|[二三四五六0-9０-９数]日(?:ほど|前|間)|今も|ずっと|"
    r"て(?:いる|います|おり|おら)(?!た)|(?:られ|され|てく|てしま|かけ)(?:る|ます|う|い)(?=と|、|。|そう|の(?:だ|で)|んで)|(?:る|う)(?:そう(?:だ|で)|とのこと|と(?:話|言|訴|泣|打|、|聞|保|いう|父|母))|(?:られ|さ|せ)て(?:もらえず|いて|います)|"
    r"まっ(?:て|た)(?:い|かも|と)|隠しません|言い切り|繰り返す|増えて|手が止まら|殺してしまいそう|漏らした|打ち明け"
)
_APART_JA = sign(
    r"(?:来る|なる|入る|引き取られる)前|安心して|里親宅",
    r"(?:られ|され|叩かれ|殴られ)て育|通告(?:し|済|を(?:行|し))|一時保護|保護され|児相|児童相談所|施設(?:に|で)(?:入|暮)|そうにな|ことはない|一度もな|サッカー|試合|練習(?:中|で|の)|体育|転んで(?:で|と医)|医師も|打撲|ゲーム|叩くと怒|孫の|"
    r"(?:二|三|四|五|六|七|八)十代の?(?:男性|女性)の事例|振り回され|ニュース|事件|について|害を|教室|勉強会|相撲|空手|柔道|剣道|ピアノ|太鼓|予防|注射|手術|検査|受診|病院",
)
_INFANT_JA = sign(r"乳児|赤(?:ちゃん|ん坊)|生後|[0-9０-９一二三四五六七八九]か月の子")
_DEED = (_HIT_JA, _BURN_JA, _SHUT_JA, _HUNGRY_JA, _SEXUAL_JA)

_CHILD_EN = sign(
    r"\b(?:child(?:ren)?(?! protection| psych|hood)|kids?|son|daughter|baby|toddler|infant|boys?(?!friend)|girls?(?!friend)|pupils?|student is|stepson|stepdaughter|niece|nephew|little one|youngest|eldest|twins|little (?:brother|sister)|"
    r"(?:[1-9]|1[0-6]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)[- ]year[- ]olds?|(?:is|just turned) (?:[3-9]|1[0-5]|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)(?=,| and|;| he| she)|half-term|grandad|grandpa|"
    r"(?:his|her|their|the) (?:teacher|school)|stepdad|stepfather|mummy|daddy|sister says|bad report|nappy|year (?:seven|eight|nine|five|six)|step-?(?:dad|father)|foster (?:father|mother))\b"
)
_HIT_EN = sign(
    r"\b(?:hit(?:s|ting)?|beat(?:s|ing|en)?(?! (?:his|her) record| up by)|punch(?:es|ing)?|kick(?:s|ing)|slap(?:s|ping)|whip(?:s|ping)?|belt(?:s)?(?= marks)|takes (?:his|the|a) belt|hurting|hurts (?:her|him|them)|break(?:s|ing)? (?:his|her|their) (?:fingers|arm)|shak(?:es|ing)|shook|throws?|chok(?:es|ing)|strangl\w+|"
    r"pulls (?:him|her) by|drag(?:s|ging)|loses it|lose it|holds? (?:the |a )?pillow|smother\w*|does to (?:him|her|them))\b"
)
_BURN_EN = sign(
    r"\b(?:burn(?:s|ed|t|ing)?(?! ?out)|scald(?:s|ed|ing)?|cigarette|kettle|hob|under (?:the )?(?:bath )?water|head under|cold bath|chilli)\b"
)
_SHUT_EN = sign(
    r"\b(?:(?:shut|lock|tie|chain|keep|sleep|leave|put)(?:s|ed|ing|t)?(?=(?: \w+){0,4} (?:in|out|to|under) (?:the |a |an |their |his |her )?(?:\w+ )?(?:cupboard|shed|cellar|garage|wardrobe|loft|basement|balcony|beds?|cot|chair|car|room|night|attic))|tied to|left alone since|left alone for)\b"
)
_HUNGRY_EN = sign(
    r"\b(?:(?:has|have)n['’]t been fed|not (?:been )?fed|n['’]t eaten|no food|nothing to eat(?! but)|crusts|starv(?:e|es|ing)|without (?:a )?(?:blanket|food|shoes)|locks the fridge|(?:let|let) (?:the boy|the girl|him|her) have (?:his|her) insulin|sleeping syrup|dosed with)\b"
)
_SEXUAL_EN = sign(
    r"\b(?:touch(?:es|ing) (?:her|him|them|me)|comes? (?:in|to) ?(?:to)? (?:her|his|their) (?:bed)?(?:room|bed)|comes? into (?:her|his) (?:bed)?room|without (?:her|his|their) clothes|undress\w*|naked|pictures|films? (?:her|him|them)|letting men|men into|pregnant|shower with|bathe with|home with him|makes her send|"
    r"(?:is|are) to be married|to be cut|meeting a man|stay behind)\b"
)
_ADULT_EN = sign(
    r"\b(?:father|mother|mum|mom|dad|daddy|mummy|step-?dad|stepfather|stepmother|uncle|aunt|grandad|grandpa|grandfather|grandmother|partner|husband|wife|boyfriend|friend|brother|cousin|coach|teacher|priest|colleague|au pair|parents?|they|my client|he|she|i|who)\b"
)
_GOES_ON_EN = sign(
    r"\b(?:(?:every|each) (?:time|day|night|evening|week|monday|morning)|most days|at night|when(?:ever)? (?:he|she|they|it|the|mum|dad|her|his|i)|again|still|this (?:morning|week|weekend)|today|yesterday|last night|since (?:saturday|friday|monday|tuesday|half-term|sunday)|next|on (?:satur|sun|fri)day|if (?:he|she|they) goes? home|"
    r"(?:has|have) (?:started|begun)|is being|are being|is hurting|so that|even this|now|frightened|won['’]t let me|not to (?:tell|show)|begged me|don['’]t tell|new (?:dressing|welt|every)|fresh|says|told me|whispered|admitted|tells me|makes|keeps|lets|letting|scalds|are tied|flinches|drew)\b"
)
_MARK_EN = sign(
    r"\b(?:bruis(?:e|es|ed|ing)|welts?|burns?|bite marks?|belt marks?|finger ?marks?|(?:hand ?prints?)|black eye|torn|dressing on)\b"
)
_CAUSE_EN = sign(
    r"\b(?:shape(?:d)? (?:of|like) fingers|fresh|new|cigarette|belt|kettle|both (?:thighs|arms)|account for|won['’]t say|looks away|every monday|again|today|this (?:morning|week)|round (?:her|his) (?:neck|arms|thighs)|on the soles)\b"
)
_KNOWN_EN = sign(
    r"\b(?:foster(?:ed)?(?! father| mother)|adopted|social services|reported|safeguarding|case conference|inquiry|news|football(?!,)|paediatrician|fell off|bike|trampoline|rugby|judo|workshop|handout|training|survivors?|forties|fifties|sixty|childhood|throughout|wondered|film|novel|picture book|never|game|chess|embarrass\w*|beamed|"
    r"legal|talk with parents|the death of her|was brought up|grew up|draws? beautifully|allowed|dentist|hospital|vaccin\w+|midwife|scan|her record|record|burnout|burnt out|proud|laugh\w*|married (?:life|couple)|nursery rhyme)\b"
)
_DEED_EN = (_HIT_EN, _BURN_EN, _SHUT_EN, _HUNGRY_EN, _SEXUAL_EN)

JAPANESE = (
    *(Signs((deed, _CHILD_JA, _GOES_ON_JA), _APART_JA) for deed in _DEED),
    Signs((_MARK_JA, _INFANT_JA), _APART_JA),
    Signs((_MARK_JA, _CHILD_JA, _CAUSE_JA, _GOES_ON_JA), _APART_JA),
)
ENGLISH = (
    *(Signs((deed, _CHILD_EN, _ADULT_EN, _GOES_ON_EN), _KNOWN_EN) for deed in _DEED_EN),
    Signs((_MARK_EN, _CHILD_EN, _CAUSE_EN), _KNOWN_EN),
)
