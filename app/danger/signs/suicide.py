"""Somebody is about to die by their own hand: what they need for it, where they stand, when, and how they take their leave."""

from app.danger.signs import Signs, sign

_SOON_JA = sign(
    r"今(?:夜|晩|日|朝|週|月|から)|いまから|これから|この(?:あと|後|連休|週末|ままだ)|ゆうべ|昨(?:夜|日|晩)|きのう|明(?:日|後日)|あした|あさって|来(?:週|月)|週末|連休|次の[月火水木金土日]曜|[月火水木金土日]曜|"
    r"[0-9０-９一二三四五六七八九十]{1,3}日(?:に|まで|後|分)|命日|誕生日|卒業式|結婚式|給料日|四十九日|退院したら|(?:済|終わ)(?:んだら|ったら)|帰(?:った|宅した)ら|そろそろ|もう(?:すぐ|じき)|いつでも|次は|まで(?:に|もて)|冬が来る前|夜になると|毎晩"
)
_DIE_JA = sign(
    r"(?<![必])死ぬ(?!ほど|まで|気で|かと|思い|間際|前|こと(?:は|が)|とき|の(?:は|が|を))|死にます|死のう|死に(?:場所|方|かた)|自殺し(?:よう|ます)|命を絶(?:つ|ち|とう)|首を(?:吊|つ)(?:る|ろう|り)|首(?:に|へ)[^、。]{0,6}(?:紐|ひも|縄|ロープ|ベルト)|"
    r"飛び(?:降り(?:る|よう|ます|たくな)|込(?:む|もう|みます|みたくな))|(?:全部|すべて|何もかも|人生|自分|もう|どうやって)[^、。]{0,3}終わ(?:らせ(?:る|ます|よう)|りに(?:する|します|しよう))|終わりに(?:する|します)(?=と)|生きてい(?:たくな|られな|る気がし)|"
    r"(?:自分|私|わたし|僕)が?いなくなれ(?:ば|たら)|逝(?:く|き|け)|(?<!気)を失敗しない|決行|死ぬ(?:順番|準備)|迎えが来る(?:から|まで)|眠ってしまうつもり|(?:首に跡|首の高さ)"
)
_JOIN_JA = sign(
    r"(?:母|父|夫|妻|主人|息子|娘|あの人|あの子|彼|彼女|祖母|祖父|赤ちゃん)の(?:ところ|そば|もと|処)(?:へ|に)(?:も)?(?:行|逝|い(?:く|き|こ))"
)
_GRAVE_JA = sign(r"命日|四十九日|一周忌|三回忌|亡(?:き|くした)|天国|あちら|あの世|支度|(?:式|四十九日)が(?:済|過ぎ)")
_LETHAL_JA = sign(
    r"ロープ|縄(?!跳び|張り|文)|練炭|七輪|ヘリウム|硫化水素|猟銃|(?<!抑)拳銃|農薬|カミソリ|剃刀|(?:首吊り|首つり)用|ドアノブ"
)
_PILLS_JA = sign(
    r"(?:睡眠|胃|処方)?薬(?!局|剤師|物療法|学)|眠剤|錠剤|[0-9０-９百千二三四五六七八九]+錠|インスリン|注射"
)
_READY_JA = sign(
    r"買(?:って|った|い(?:ま|そろ))|持って(?:き|い)|抜いて持|(?:二種類|浴室に)|なくなって|結び方|注文し|購入|用意(?:し|で)|準備(?:し|で|は)|そろえ|揃え|積(?:んで|み)|隠(?:し|して)|練習し|下見|手に入れ|持ち歩|置いてあ|持ち出|枕も|届い(?:た|て)|しまって(?:あ|い)"
)
_HOARD_JA = sign(
    r"た(?:め|まっ)(?:て|込|こ|い)|溜め|貯め|集めて|並べ|数え(?:て|た)|飲み干|全部(?:打|飲)|まとめて飲|(?:何|どれだけ|どのくらい)[^、。]{0,4}(?:飲めば|打てば)|量[をも]?計算|足りる"
)
_USE_JA = sign(
    r"(?:全部|一度に|まとめて|一気に)[^、。]{0,4}(?:飲|打)|使うか|いつ使|つもり|これで足り|死|楽に|終わ|逝|眠る(?:よう|あいだ)|教えてくれな|言わな|起こさないで|眠るよう"
)
_EDGE_JA = sign(
    r"屋上|橋(?!本|渡|爪)|ホーム(?!ステ|ルーム|シック|ページ|ヘル|レス|ドラマ)|線路|踏切|崖|欄干|手すり|白線|非常階段|窓枠|樹海|(?<!内)海に(?=入|身|沈|向)|柵|歩道橋|電車"
)
_ON_IT_JA = sign(
    r"飛び(?:込|降|たく)|またが|越え|腰かけ|(?:端|先|外|上|真ん中)(?:に|で|まで)[^、。]{0,6}(?:出た|立|座|来て)|から電話|下を見|あと(?:一歩|半歩)|身を乗り出|吸い込まれ|入(?:ります|ろう|る)と|足が向|行く(?:つもり|と)|鍵を手に入れ|下見|写真が|時間を数え|放課後"
)
_CUT_JA = sign(r"手首|動脈|リストカット|首筋|喉(?:に|を)|刃(?:を|だけ|が)|切(?:り方|る場所)")
_DEEPER_JA = sign(
    r"深く(?:な|切)|狙(?:っ|う)|止められ|帰ったら|続きを|血(?:を|が)(?:流|止ま)|当てて|今夜(?:は)?(?:もっと|きっと|また)|次は|放課後に使う"
)
_NOTE_JA = sign(r"遺書|遺影|死に装束|白い着物|お?別れの手紙")
_WROTE_JA = sign(
    r"書(?:い|き)(?:て|た|終|ま)|下書き|見せて|選んだ|用意|準備|残し|置い|出して|枕元|(?:三|二|四|数)通|もう(?:ある|あり)"
)
_BYE_JA = sign(
    r"お世話になりました|これで(?:皆|みな|全部|心残り)|心残りは|今(?:日|夜|晩|回)(?:で|が)最後|最後に(?:します|しよう)|さようなら|だれのせいでも|誰のせいでも|もう(?:お)?会えな|身(?:辺|の回りの物?)(?:の)?整理|"
    r"(?:猫|犬|ペット|飼って\S{1,6})[^。]{0,8}(?:譲|渡し|預け|手放)|形見|(?:通帳|鍵|暗証番号)[^、。]{0,10}(?:渡し|教え|預け|植木鉢)|解約し|あいさつは|大切に(?:して(?:い|き))?た[^、。]{0,10}(?:譲|あげ|渡)"
)
_GONE_JA = sign(
    r"(?:その(?:頃|ころ|日|時|とき)|来(?:週|月|年)|明日|春|次)(?:に)?(?:は|には)[^、。]{0,4}(?:もう)?(?:私は)?(?:いない|いません|ない|ありません)(?=ので|から|と|です|、|。|」)|もういない(?:ので|から|と)|(?:読む|届く)(?:ころ|頃)には"
)
_NEXT_JA = sign(r"予約|面接|次の?回|次を|手帳|約束|葉書|手紙|メール")
_BYE_TOO_JA = sign(
    r"死|メール|手紙|いま|先ほど|さっき|届(?:き|い)|準備が?(?:でき|は|も)|始めて(?:い|お)|見えない|晴れ|(?:今夜|今日|明日)(?!で最後)|火曜までに|[月火水木金土日]曜まで"
)
_HALF_JA = sign(r"準備(?:は|も)?(?:もう)?(?:でき|整)|決心|片づけ|覚悟はでき|もう決め(?:た|て|まし)")
_INSURED_JA = sign(r"保険(?:金)?(?:が|を)?(?:下り|おり|残)")
_SEEM_JA = sign(r"事故(?:に|の)?(?:見せ|よう|と思)|自然に見え")
_OVER_JA = sign(
    r"(?<!学生)家族|生命保険|いなくなれば|全部片づく|迷惑(?:が|を)か(?:から|け)な|終わらせ|終わる?方法|どうやって(?:死|終)"
)
_SEARCH_JA = sign(r"調べ|検索|考えてばかり|車の中|積んで|ロープ|縄|練炭|薬")
_BEYOND_JA = sign(
    r"(?:読んだ|観た|見た)(?:本|映画|小説|ドラマ)|推し|バンジー|テスト|試験|発表|ライブ|祖(?:父|母)の話|保険(?:の)?(?:見直|営業|会社)|引っ越し|釣り|サーフィン|泳(?:ぎ|い)|旅行|花火|デート|写生|演劇|舞台"
)

_ME = r"(?:her|him|them|my)self"
_OWN = r"(?:her|his|their|my|the)"
_SOON_EN = sign(
    r"\b(?:to-?night|to-?day|tomorrow|this (?:morning|afternoon|evening|week|weekend)|last night|yesterday|right now|another night|(?:on|by|till|until|next|since|before|for) (?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|next (?:week|month)|(?:the |this |at the )weekend|"
    r"anniversary|birthday|by then|midnight|before (?:christmas|easter|the bailiffs|winter|spring)|(?:the )?only question left is when|as soon as|the moment|once (?:the|his|her|their)|already|every (?:night|evening)|most evenings|now)\b"
)
_DIE_EN = sign(
    rf"\b(?:kill(?:ing)? {_ME}|(?:end|ending) (?:it(?: all)?\b(?! with)|{_OWN} (?:own )?life)|take {_OWN} own life|hang(?:ing)? {_ME}|jump(?:ing)? (?:off|from|in front)|step(?:ping)? (?:off|in front)|drown {_ME}|"
    rf"(?:do(?:es)?|doing|did) n[o'’]?t want to (?:be here|live|wake up)|do it properly|walk into the sea|be (?:dead|gone) by|join(?:ing)? {_OWN} (?:late )?(?:wife|husband|son|daughter|mother|father|baby|partner|brother|sister)|be better off without (?:her|him|them|me)|go(?:ing)? to (?:her|his) (?:wife|husband|son) in|"
    r"how many (?:of )?(?:\w+ ){0,3}?(?:it would take|would be enough)|how much (?:of )?(?:\w+ ){0,3}?it would take|how to do it|(?:he|she|they|i)(?:['’]ll| will| would| is going to|['’]s going to| means to| intends to| plans to) do it|what will stop (?:her|him|them|me))\b"
)
_MEANT_EN = sign(
    r"\b(?:(?:is|are|am|['’]s|['’]re|['’]m) (?:going|planning|determined|ready|about)|plans? to|planning to|means to|intends to|wants to|wish(?:es)? to|will\b|['’]ll\b|the day\b|on the day|(?:have been|has been|['’]ve been|['’]s been) (?:reading|looking|working|planning|researching)|"
    r"thinks (?:he|she|they) (?:is|are) going|has (?:decided|chosen|set|picked|worked out)|calmly|asked me how|says|said|told)\b"
)
_LETHAL_EN = sign(
    r"\b(?:rope|noose|charcoal|helium|shotgun|rifle|pistol|revolver|gun|razor(?: blades?)?|blades?|hose(?:pipe)?|antifreeze|drain cleaner|canister|cord|the means|means)\b"
)
_PILLS_EN = sign(
    r"\b(?:tablets?|pills?|medication|meds|insulin|paracetamol|painkillers|sleeping tablets|antidepressants?|amitriptyline|the lot)\b"
)
_READY_EN = sign(
    r"\b(?:has (?:a |the )?(?:\w+ )?(?:rope|noose|gun|shotgun|rifle|helium|charcoal)|bought|ordered|delivered|hidden|hid(?:es)?|put(?:ting)? (?:\w+ )?by|saved? up|saving|stockpil\w+|hoard\w+|collecting|counted|practis\w+|in the (?:garage|loft|car|boot|shed|barn|wardrobe|cellar)|under (?:his|her|their) (?:bed|pillow)|ready|packed|"
    r"loaded|found (?:a|the)|here and|to hand|won['’]t tell me what|lock the door|look at it|beside (?:him|her|me)|in her (?:wardrobe|mattress|drawer|bag)|in his (?:wardrobe|drawer|bag))\b"
)
_TAKE_EN = sign(
    r"\b(?:take (?:the lot|them all|it all|all of)|the lot|all (?:of (?:it|them) )?at once|it would take|would be enough|it is enough|tonight|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|drowsy|swallowed|nobody would find|has it all|same number of)\b"
)
_EDGE_EN = sign(
    r"\b(?:bridge(?! between)|railings?|ledge|roof|cliffs?|platform|tracks|viaduct|multi-?storey|parapet|the rails|level crossing|motorway|lorry|train|traffic)\b"
)
_ON_IT_EN = sign(
    r"\b(?:wrong side of|one leg over|stood on|standing|parked (?:by|near|at|up)|stepp?(?:ing)? (?:off|in front)|step (?:off|in front)|threw (?:her|him)self|walk(?:ing|s)? to the|which train|goes to (?:look|stand)|looked down|rehears\w+|sitting (?:on|at)|would look like an accident|no reason to|see a reason|one-way|without braking|not be braking|is on the)\b"
)
_CUT_EN = sign(r"\b(?:wrists?|throat|arteries|artery|veins?|cut (?:her|him|my)self)\b")
_BLADE_EN = sign(
    r"\b(?:(?:held|holding|holds|put|has) (?:the |a )?(?:knife|blade|razor)[^.]{0,20}|cut (?:his|her|their) wrists|deeper|isn['’]t sure what|again (?:this|tonight)|bleeding|will not stop)\b"
)
_NOTE_EN = sign(
    r"\b(?:(?:suicide|goodbye|farewell) (?:note|letter)s?|letters? (?:she|he|they) (?:has|have) written|(?:written|wrote) (?:the )?letters to (?:each|all|every|her|his|their)|letters to each|note with today['’]?s date|changed (?:her|his) will|hymns|undertaker)\b"
)
_SEALED_EN = sign(
    r"\b(?:sealed|dated|showed me|under the mattress|for (?:next|the day)|to (?:each of )?(?:the |her |his )?children|chosen|has (?:written|changed|put)|not answering|is not)\b"
)
_BYE_EN = sign(
    r"\b(?:thank(?:s|ed)? (?:you|me) for everything|don['’]t blame yourself|nobody['’]s fault|(?:would|will|['’]ll|['’]d) ?n[o'’]?t be (?:around|here|needing|alive)|wo ?n[’']t be (?:around|here|needing|alive)|giv(?:ing|en|es) (?:her|his|their|all (?:her|his|their)) \w+(?: \w+)? away|gave (?:her|his) \w+ away|"
    r"(?:the )?(?:dog|cat)(?:['’]s| has| is)? (?:gone|going|goes) to|everything['’]?s? sorted|sorted everything|blame (?:your|her|him)self|better off without (?:her|him|them|me)|said goodbye|forgive me|there will be no (?:day after|next)|put (?:his|her) affairs)\b"
)
_BYE_TOO_EN = sign(
    r"\b(?:text|message|letter|by then|(?:just )?waiting for|weekend|next (?:week|time|appointment)|says? (?:her|his)|appointment|smiled|offered|(?:come|came) from|when i|the phone|her phone|sealed|cancell?ed|better off|tomorrow|tonight)\b"
)
_VOICES_EN = sign(r"\b(?:voices?|command\w*)\b")
_OBEY_EN = sign(r"\b(?:going to obey|obey|until midnight|step in front|refuse|cannot resist|has to do it)\b")
_BEYOND_EN = sign(
    r"\b(?:end it with|affair|relationship|by letter|engagement|tenancy|lease|our last session|locked (?:it|them) away|garden|swing|boat|tent|between two|film|novel|play|news|papers|policy|leaflet|helpline|volunteers?|embarrass\w+|dying to|literally|murder a|marathon|audit|photograph\w*|painting|holiday|fishing|sail\w*|climb\w*|clay|wedding cake|commute|trains? (?:set|spotting)|sleep(?:s)? better|recall\w*|grief|bereave\w*|died)\b"
)

JAPANESE = (
    Signs((_DIE_JA, _SOON_JA), _BEYOND_JA),
    Signs((_DIE_JA, _LETHAL_JA), _BEYOND_JA),
    Signs((_DIE_JA, _EDGE_JA), _BEYOND_JA),
    Signs((_DIE_JA, _SEARCH_JA), _BEYOND_JA),
    Signs((_JOIN_JA, _GRAVE_JA), _BEYOND_JA),
    Signs((_LETHAL_JA, _READY_JA), _BEYOND_JA),
    Signs((_PILLS_JA, _HOARD_JA, _USE_JA), _BEYOND_JA),
    Signs((_PILLS_JA, _HOARD_JA, _SOON_JA), _BEYOND_JA),
    Signs((_EDGE_JA, _ON_IT_JA), _BEYOND_JA),
    Signs((_CUT_JA, _DEEPER_JA), _BEYOND_JA),
    Signs((_NOTE_JA, _WROTE_JA), _BEYOND_JA),
    Signs((_BYE_JA, _BYE_TOO_JA), _BEYOND_JA),
    Signs((_BYE_JA, _BYE_JA), _BEYOND_JA),
    Signs((_GONE_JA, _NEXT_JA), _BEYOND_JA),
    Signs((_HALF_JA, _NOTE_JA), _BEYOND_JA),
    Signs((_INSURED_JA, _SEEM_JA), _BEYOND_JA),
    Signs((_OVER_JA, _LETHAL_JA), _BEYOND_JA),
)
ENGLISH = (
    Signs((_DIE_EN, _MEANT_EN, _SOON_EN), _BEYOND_EN),
    Signs((_DIE_EN, _LETHAL_EN), _BEYOND_EN),
    Signs((_DIE_EN, _PILLS_EN), _BEYOND_EN),
    Signs((_DIE_EN, _EDGE_EN, _MEANT_EN), _BEYOND_EN),
    Signs((_LETHAL_EN, _READY_EN), _BEYOND_EN),
    Signs((_PILLS_EN, _READY_EN, _TAKE_EN), _BEYOND_EN),
    Signs((_EDGE_EN, _ON_IT_EN), _BEYOND_EN),
    Signs((_CUT_EN, _BLADE_EN), _BEYOND_EN),
    Signs((_NOTE_EN, _SEALED_EN), _BEYOND_EN),
    Signs((_BYE_EN, _BYE_TOO_EN), _BEYOND_EN),
    Signs((_BYE_EN, _BYE_EN), _BEYOND_EN),
    Signs((_VOICES_EN, _OBEY_EN), _BEYOND_EN),
)
