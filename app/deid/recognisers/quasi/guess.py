"""A reader's guess at who or where it is: it tells nothing new by itself, and confirms everything.

Flags    「もしかして、あの島の診療所でしょうか」, 「どなたのことか分かりました」, "isn't that the island clinic?",
         "I think I know which school you mean".
Why      a guess turns a text that fits many into one that fits the place guessed, for every reader after.
Leaves   guesses at meaning and feeling, "isn't that the point?", questions about the setting as such.
Limits   a guess put as a statement ("the island one closed in spring") is not seen.
Source   the WP216 test of inference (Article 29 Working Party, 05/2014): could a guess be made with confidence?
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "guess",
    Kind.OTHER,
    Identifier.QUASI,
    flags=(
        "もしかして、あの島の診療所のことでしょうか。",
        "ひょっとして、駅前の塾ではありませんか",
        "読んでいて、どなたのことか分かってしまいました。",
        "この方、私も存じ上げているかもしれません。",
        "たぶん私の知っている学校だと思います。",
        "この方、私も以前担当したことがあります。",
        "うちの市の話ですよね。",
        "Isn't that the island clinic?",
        "I know this family. My daughter is in the same class.",
        "I think I trained with her.",
        "Is she the one who used to read the weather?",
        "Sounds like the head teacher who was in the paper last spring.",
        "I think I know which school you mean.",
        "Could this be the family from the church on the hill?",
        "I'm fairly sure I know who this is.",
    ),
    leaves=(
        "もしかして、怒りの下にある寂しさではないでしょうか。",
        "その学校での支援はどのような形でしたか。",
        "何のことか分かりませんでした、と言われた。",
        "名前を伏せても、誰のことか分かってしまいます。",
        "同じ学校の友だちの話だと思っていた。",
        "うちの職場の話ですが、と彼は切り出した。",
        "I know this family will not come back.",
        "I think I sat with her for too long.",
        "Sounds like the child who had to be quiet.",
        "Isn't that the point of the clinic's rule?",
        "I think I know what you mean about silence.",
        "Could this be grief rather than anger?",
        "Is that the kind of school where he could settle?",
    ),
)
PERHAPS_JA = r"(?:もしかし(?:て|たら|ますと)|ひょっとし(?:て|たら)|まさか|たぶん|おそらく|きっと)"
PLACE_JA = (
    r"(?:診療所|医院|病院|クリニック|学校|小学校|中学校|高校|大学|校|園|会社|工場|店|塾|寮|施設|教会|寺|団体|役場|市役所|支所|相談室|"
    r"センター|事業所|職場|島|村|町|地区|集落|事件|事故|ご家族|一家|選手|先生|方)"
)
ASKED_JA = r"(?:で(?:しょう|す)か|では(?:ありません|ない(?:でしょう|です)?)か|じゃ(?:ありません|ない(?:でしょう|です)?)か|ですよね|でしょうね|かな(?:と|。|？|\?))"
JAPANESE = (
    re.compile(
        rf"{PERHAPS_JA}、?[^。！？\n]{{0,16}}?(?P<who>(?:[あこそ]の|[^。、！？\n]{{1,10}}の)[^。、！？\n]{{0,8}}?{PLACE_JA}(?:さん|の[^。、！？\n]{{0,6}}?方)?)(?:のこと)?{ASKED_JA}"
    ),
    re.compile(rf"{PERHAPS_JA}、?(?P<who>[^。、！？\n]{{0,10}}?(?:前|上|隣|近く)の{PLACE_JA}){ASKED_JA}"),
    re.compile(r"(?:どなた|誰|だれ|どこの(?:学校|病院|会社|施設|園|店|方))の?(?:こと)?か[、 ]?(?:すぐに?)?(?:(?:分か|わか)(?:った(?!ら)|ってしまいまし|りまし|りそう|る気)|見当がつ(?:い|き))"),
    re.compile(r"(?:この方|この人|クライエントさん?|ご本人|ご家族)(?:を|は|のこと)?、?私も?、?(?:存じ上げ|知って(?:い|る)|会った|お会いした)[^。\n]{0,10}"),
    re.compile(rf"(?P<who>(?:私|わたし|僕)(?:の|が|も)(?:よく)?知って(?:い)?る{PLACE_JA})(?:だと|かと|では|かも|です|のこと)"),
    # Whoever has met the same person, or is from the same place, says so.
    re.compile(r"(?:この方|この人|この(?:ご家族|クライエント|お子さん|ケース|事例))(?:を|は|のこと|に|とは)?、?(?:実は)?私も?、?(?:以前|前に|昔|かつて|別の場所で)?、?(?:担当|面接|お会い|関わ|受け持|お目にかか|支援)(?:した|して|し(?:まし)|っ(?:た|て)|り(?:まし))[^。、\n]{0,10}"),
    re.compile(r"(?P<who>(?:うち|私|わたし|隣|同じ)の?(?:市|町|村|区|県|島|学校|園|職場|病院|会社|地域|相談室)の(?:話|こと|方|人|ケース|事例))(?:ですよね|でしょうか|では(?:ない|ありません)|じゃ(?:ない|ありません)|だと(?:思い|気)|かもしれ)"),
    re.compile(r"(?:心当たり|思い当たる(?:方|人|学校|病院|会社|施設))が(?:あり|ある)"),
)  # fmt: skip
PLACE_EN = (
    r"(?:clinic|hospital|school|college|university|island|village|town|estate|church|parish|mosque|temple|synagogue|company|firm|factory|"
    r"plant|depot|station|agency|charity|shelter|hostel|home|practice|surgery|nursery|shop|farm|club|team|base|barracks|prison|family|couple|"
    r"case|trial|inquest|fire|crash|accident|teacher|doctor|vicar|coach|player|singer|councillor|officer)"
)
ENGLISH = (
    re.compile(
        rf"(?<![A-Za-z])(?:[Ii]sn['’]t (?:that|this|it)|[Ww]asn['’]t (?:that|this|it)|[Cc]ould (?:that|this|it) be|[Ii]s (?:that|this) by any chance|[Mm]ight (?:that|this) be)"
        rf" (?P<who>(?:the|that) (?:[A-Za-z'’-]+ ){{0,3}}?{PLACE_EN}(?: (?:on|at|in|by|near|from|that|where|who|off|up|down) [^.?!\n]{{1,40}})?)\?"
    ),
    re.compile(rf"(?<![A-Za-z])(?:I (?:think|believe|suspect) I|I(?:['’]m| am) (?:fairly |pretty |quite |almost )?(?:sure|certain) I|I (?:may|might)(?: well)?) (?:actually )?(?:know|recogni[sz]e|have met|met) (?P<who>(?:who|whom|where|(?:which|the|this|that|your) (?:[a-z-]+ ){{0,2}}?(?:client|man|woman|boy|girl|person|one|{PLACE_EN[3:]}))"),
    re.compile(rf"(?<![A-Za-z])(?:[Aa]re you|[Yy]ou(?:['’]re| are)) (?:talking about|describing|referring to) (?P<who>the (?:[A-Za-z'’-]+ ){{0,3}}?{PLACE_EN}(?: (?:on|at|in|by|near|from) [^.?!\n]{{1,40}})?)\?"),
    re.compile(r"(?<![A-Za-z])I (?:know|can guess|guessed|worked out|recogni[sz]ed?) (?:exactly |just |immediately |straight away )?(?:who (?:this|that|he|she|they|it|the client)|where this|which (?:[a-z]+ ){0,2}?(?:this|you))(?: (?:is|was|are|mean|must be))?"),
    re.compile(rf"(?<![A-Za-z])I (?:know|knew|recogni[sz]ed?) (?P<who>(?:this|that) (?:client|man|woman|boy|girl|person|{PLACE_EN[3:-1]}))(?=[.!;]| too| as well| myself)"),
    re.compile(r"(?<![A-Za-z])I (?:think|believe|suspect|am sure|'m sure|’m sure) I (?:trained|worked|studied|taught|sang|was at (?:school|college|university)) (?P<who>with (?:her|him|them))(?![A-Za-z])"),
    re.compile(r"(?<![A-Za-z])I (?:also |once )?(?:saw|treated|worked with|supervised|assessed|counselled) (?P<who>(?:her|him|them|this (?:client|family|man|woman|person|couple)))(?= (?:too|as well|myself|years ago|a while (?:ago|back)|at my last|in my last))"),
    re.compile(r"(?<![A-Za-z])[Ii]s(?:n['’]t)? (?:she|he|this|that|it) (?P<who>the (?:one|man|woman|teacher|head|nurse|doctor|singer|player|mother|father|girl|boy) (?:who|that|from) [^.?!\n]{3,60})\?"),
    re.compile(rf"(?<![A-Za-z])[Ss]ounds (?:a lot |very much |just )?like (?P<who>(?:the|that) (?:[a-z'’-]+ ){{0,3}}?{PLACE_EN} (?:who|from|at|in|on|near) [^.,;?!\n]{{3,40}})"),
)  # fmt: skip


def find(reading: Reading) -> Iterator[Finding]:
    for pattern in (*(JAPANESE if reading.japanese else ()), *(ENGLISH if reading.english else ())):
        for match in pattern.finditer(reading.text):
            yield RULE.finding(match.span("who" if "who" in pattern.groupindex else 0))
