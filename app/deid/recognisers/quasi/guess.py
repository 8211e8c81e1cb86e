"""A reader's guess at who or where it is: it tells nothing new by itself, and confirms everything.

Flags    「もしかして、あの島の診療所でしょうか」, 「どなたのことか分かりました」, "isn't that the island clinic?",
         "I think I know which school you mean".
Why      a guess turns a text that fits many into one that fits the place guessed, for every reader after.
Leaves   guesses at meaning and feeling, "isn't that the point?", questions about the setting as such.
Limits   a guess put as a statement ("the island one closed in spring") is not seen.
Source   the WP216 test of inference (Article 29 Working Party, 05/2014): could a guess be made with confidence?
"""

import re
from collections.abc import Iterator

from app.deid.reading import Reading
from app.deid.tongue import has_english, has_japanese
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
        "Isn't that the island clinic?",
        "I think I know which school you mean.",
        "Could this be the family from the church on the hill?",
        "I'm fairly sure I know who this is.",
    ),
    leaves=(
        "もしかして、怒りの下にある寂しさではないでしょうか。",
        "その学校での支援はどのような形でしたか。",
        "何のことか分かりませんでした、と言われた。",
        "名前を伏せても、誰のことか分かってしまいます。",
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
)  # fmt: skip


def find(reading: Reading) -> Iterator[Finding]:
    for pattern in (*(JAPANESE if has_japanese(reading) else ()), *(ENGLISH if has_english(reading) else ())):
        for match in pattern.finditer(reading.text):
            yield RULE.finding(match.span("who" if "who" in pattern.groupindex else 0))
