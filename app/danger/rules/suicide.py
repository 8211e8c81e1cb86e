"""Somebody means to die, with a time, a means or a leave-taking.

Flags    a deed with a near time (「今夜死ぬと言っている」, "she is going to kill herself tonight"); a means at hand beside
         a wish to die; a letter of farewell; a person who said so and cannot be reached; the writer's own leave-taking;
         what is being done as it is told; two signs of leave-taking, or one beside a wish to die, over three sentences.
Why      intent with a plan, a means and a time is where risk is imminent; hours count, and a forum answers in days.
Leaves   wishes to die without a plan, which are told in every second case; denials; what is long past or was survived;
         scales, training, theory; figures of speech (死ぬほど, "dying of boredom").
Limits   a single hint ("she gave away her books") is not seen, nor a plan told over more than three sentences.
Source   Columbia-Suicide Severity Rating Scale (Posner et al. 2011), ideation 4 and 5: intent, plan; and WHO,
         Preventing suicide: a resource for counsellors (2006): plan, means, time set.
"""

import re

from app.danger.passages import Passage
from app.danger.signs import first
from app.danger.signs.suicide import ENGLISH, JAPANESE
from app.danger.types import Danger, Rule

RULE = Rule(
    Danger.SUICIDE,
    flags=(
        "今夜死ぬと言って、電話が切れました。",
        "「明日、駅で飛び降りるつもりです」と話されています。",
        "死にたい気持ちが強く、睡眠薬をため込んでいます。",
        "ロープを買ってあり、もう死ぬしかないと話す。",
        "Aさんは遺書を書いて、家族あてに置いているそうです。",
        "週末に決行すると決めていて、場所も決めています。死にたいと繰り返しています。",
        "「さようなら、死にます」とメールが来てから、連絡が取れません。",
        "もう限界です。これから死にます。",
        "自殺の方法も日にちも決めていると、きょう打ち明けられました。",
        "希死念慮があり、具体的な計画も話している。",
        "薬を二か月分ためこんでいて、今夜飲むつもりだと言う。",
        "練炭を車に積んでいると打ち明けた。",
        "He told me he has a plan and the means, and he would not promise to be safe.",
        "She is actively suicidal with intent and a date.",
        "He has been saving his tablets and plans to take them tonight.",
        "She says she is going to kill herself tonight.",
        "He told me he will jump from the bridge tomorrow.",
        "She wants to die and has been saving up her tablets.",
        "He is suicidal and has bought a rope.",
        "My client has written a suicide note and sent it to her sister.",
        "She has a plan to end her life on Friday.",
        "I am going to end my life tonight.",
        "He texted that he wanted to die and I cannot reach him.",
    ),
    leaves=(
        "希死念慮はないと話された。",
        "死にたい気持ちが語られ、主治医と連携している。",
        "二年前、睡眠薬をため込み、死のうとして入院したことがある。",
        "自殺念慮の項目は1点だった。",
        "もし今夜死ぬと言われたら、どう応じますか。",
        "死ぬほど疲れた、と笑っておられた。",
        "明日の発表のことを考えると死にそうだ、と話す。",
        "父が亡くなる前に遺書を書いたと聞いた。",
        "死ぬつもりはない、ただ休みたいのだと言われた。",
        "第3回、「今夜死ぬ」と言って帰られた。第4回には、あの夜は眠れたと話された。",
        "具体的な計画や手段はなく、自殺のおそれは低いと見立てた。",
        "彼女は学生時代に遺書を書いたことがある。",
        "She has thoughts of dying but no plan and no means.",
        "希死念慮はあるが、計画は話されなかった。",
        "She has no plan and no means, and promised to stay safe.",
        "I asked whether he had a plan and the means; he had not.",
        "He would not promise to be on time.",
        "She denied any plan to kill herself.",
        "He attempted to hang himself ten years ago.",
        "When she was a student she had stockpiled tablets and wanted to die.",
        "If a client says she will kill herself tonight, what do you do?",
        "Item 9 of the PHQ asks about being better off dead.",
        "I nearly died of embarrassment today.",
        "Her sister died by suicide, and the anniversary is tomorrow.",
        "She does not intend to end her life this weekend or ever, she said.",
        "He says he would rather die than go back tomorrow.",
    ),
)

_WHEN_JA = (
    r"(?:今夜|今晩|今日(?:中|のうち)?|きょう(?:中|のうち)?|明日|あした|あす|明後日|あさって|今週末?|週末|来週|今月中|このあと|この後|これから|今から|いまから|"
    r"もうすぐ|近いうち|連休(?:明け|中)|誕生日(?:に|まで)|命日に|[月火水木金土日]曜日?に|[0-9０-９]{1,2}日に)"
)
# What is meant, not what was done: the plain form with something that closes it, the volitional, the intention.
_DEED_JA = (
    r"(?:(?:(?<![てで])死ぬ|自殺する|命を絶つ|首を(?:吊|つ)る|飛び降りる|飛び込む|終わらせる)(?=と[^、。]{0,14}(?:言|話|書|送|告げ|伝え|予告|宣言|ほのめか|打ち明|繰り返|メール|連絡|電話|決め)|つもり(?!は)|予定|しかない|ことに(?:し|決め)|[。！」』]|$)|"
    r"死にます|死んでやる|死のうと(?:思(?:う|い|って(?:い|る))|し(?:て)?い)|自殺します|自殺しようと(?:思|し)|命を絶(?:とう|ちます)|首を(?:吊|つ)(?:ろう|ります)|飛び降りよう|飛び降ります|飛び込もう|飛び込みます|決行(?:する|します|すると)|(?:すべて|全部|何もかも|人生を?|自分を?)(?:を)?終わ(?:らせ(?:る(?=[。」と]|つもり)|ます|よう)|りに(?:します|しよう|するつもり)))"
)
_DATED_JA = re.compile(rf"{_WHEN_JA}(?:(?!テスト|試験|発表|締め切り|締切|残業|会議|大会)[^。\n]){{0,24}}?{_DEED_JA}")
_FAREWELL_JA = re.compile(
    r"遺書(?:を|も|は)(?:[^、。\n]{0,12}?)(?:書いて(?:い|お|あ|、)|書いた(?:と|。|」|よう|そう)|書き(?:終え|まし|上げ)|用意し|残し|置いて)"
)
_OWN_JA = re.compile(
    r"(?:^|[。！\s])(?:私は|僕は)?(?:死にます|自殺します|死ぬことにしました|命を絶ちます)(?=[。！\s]|$)|(?:もう|これから|今から|いまから)(?:死にます|自殺します|命を絶ちます)"
)
_SUICIDAL_JA = re.compile(
    r"死に(?:たい|たく|ます)|死ぬ(?!ほど|まで|気で|かと)|死のう|自殺|希死|自死|消えてしまいたい|消えたい|命を絶|終わりにし|いなくなりたい"
)
_MEANS_JA = re.compile(
    r"(?:薬|睡眠薬|眠剤|処方薬|錠剤)[をも][^、。\n]{0,8}?(?:ため込|ためこ|溜め込|貯め込|ためて|溜めて|貯めて|集めて)(?:んで)?(?:い(?:る|ます|て)|お|あ)|"
    r"(?:ロープ|縄|紐|練炭|七輪|ヘリウム|刃物|包丁|カミソリ)を[^、。\n]{0,8}?(?:買(?:って|った|いました|い、)|購入し|用意(?:して|した|しました)|準備(?:して|した)|手に入れ|持ち歩いて)|"
    r"(?:方法|手段|場所|日(?:にち|取り|時)?)(?:も|まで|を)(?:[^、。\n]{0,10}?)(?:決めて(?:い|お|あ)|決めた(?:と|。)|調べて(?:い|お)|考えて(?:いる|あ))|"
    r"決行する"
)
_LOST_JA = re.compile(
    r"(?:死にます|死ぬ|死にたい|自殺|さようなら|さよなら|遺書)[^。\n]{0,40}?(?:連絡が(?:取れ|とれ|つか|つき)|電話に出|応答が|返事が(?:な|あり)|行方が|既読(?:に|が)|所在が)[^。\n]{0,8}?(?:ない|ません|なく|わから|分から|つかな)"
)
_NO_JA = re.compile(
    r"(?:つもり|気|計画|予定|考え|手段|方法|準備|おそれ|恐れ|危険|念慮)(?:は|も|が|など(?:は|も)?)(?:[^、。\n]{0,6})(?:ない|なく|ありません|なかった|ないと|低い)"
)
_TAKEN_BACK_JA = re.compile(r"わけではない|否定|ほどではない|かもしれない")

_WHEN_EN = (
    r"\b(?:tonight|today|tomorrow|this (?:evening|afternoon|morning|weekend|week)|right now|as soon as|after (?:work|school|this)|"
    r"(?:on|next|this|by) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week)|at the weekend|in the next (?:few )?(?:hours|days))\b"
)
_SELF = r"(?:herself|himself|themselves|themself|myself)"
_POSS = r"(?:her|his|their|my)"
_DEED_EN = (
    rf"(?:kill(?:ing)? {_SELF}|end(?:ing)? {_POSS} (?:own )?life|end(?:ing)? it all\b|tak(?:e|ing) {_POSS} (?:own )?life|commit(?:ting)? suicide|die by suicide|"
    rf"(?:hang|drown|stab)(?:ing)? {_SELF}|jump(?:ing)? (?:off|from|in front)|shoot(?:ing)? {_SELF}|overdos(?:e|ing)|take (?:all|the) (?:of )?(?:{_POSS} |the )?(?:pills|tablets|overdose))"
)
_MEANT_EN = (
    r"(?:(?:is|am|are|'s|'m|’s|’m) (?:just )?(?:going to|gonna|planning (?:to|on)|about to|determined to|set on)|will\b|would\b|'ll\b|’ll\b|'d\b|’d\b|plans? to|plans? (?:of|for)|"
    r"intends? to|means? to|(?:has|have|'s|’s) (?:now |just )?(?:decided to|made up (?:her|his|their|my) mind to|a plan to|set a date to)|to)"
)
_DATED_EN = re.compile(
    rf"(?:is|am|are|'s|’s|'m|’m) (?:just )?about to {_DEED_EN}|{_MEANT_EN} (?:\w+ ){{0,3}}?{_DEED_EN}[^.\n]{{0,50}}?{_WHEN_EN}|{_WHEN_EN}[^.\n]{{0,40}}?{_MEANT_EN} (?:\w+ ){{0,3}}?{_DEED_EN}",
    re.IGNORECASE,
)
_FAREWELL_EN = re.compile(
    r"\b(?:has|have|'s|’s|'ve|’ve|is|am) (?:just |already )?(?:written|left|sent|writing|finished) (?:me |us |out )?(?:a |her |his |their |my |the )?(?:suicide|goodbye|farewell) (?:note|letter|message|email|text)s?",
    re.IGNORECASE,
)
_OWN_EN = re.compile(
    rf"\bI(?: am|['’]m) (?:just )?(?:going to|about to) {_DEED_EN}|\bI(?: will|['’]ll) (?:be dead|{_DEED_EN})",
    re.IGNORECASE,
)
_SUICIDAL_EN = re.compile(
    rf"suicid|want(?:s|ed|ing)? to die|wish(?:es)? to die|despair|better off dead|kill(?:ing)? {_SELF}|end(?:ing)? (?:it all|{_POSS} (?:own )?life)|tak(?:e|ing) {_POSS} (?:own )?life",
    re.IGNORECASE,
)
_MEANS_EN = re.compile(
    r"\b(?:has|have|'s|’s|'ve|’ve|is|am|are) (?:just |already |now |been |secretly )*(?:bought|got hold of|got|stockpiled|stockpiling|hoarded|hoarding|saved up|saving up|saving|collected|collecting|"
    rf"put by|hidden|hiding|keeping|carrying) (?:up )?(?:enough |a |an |some |all |{_POSS} |the )*(?:\w+ )?(?:pills?|tablets?|medication|medicines?|insulin|rope|noose|gun|razor blades?|knife|charcoal)\b|"
    rf"\b(?:has|keeps|owns) (?:a |an |her |his |the )?(?:loaded )?(?:gun|rifle|pistol|noose|rope)\b|\bhas (?:the |a )?(?:means|date|method|place)\b|\bhas a plan(?=,| and\b)|\bhas (?:chosen|picked|set|decided on) (?:a |the )?(?:date|day|place|method)\b|\bhas a plan to {_DEED_EN}",
    re.IGNORECASE,
)
_LOST_EN = re.compile(
    r"(?:suicid|want(?:ed|s) to die|goodbye|end (?:it|her life|his life|their life)|kill (?:herself|himself|themselves))[^.\n]{0,60}\b(?:(?:can(?:no|['’])t|unable to) (?:reach|contact|find|get hold of)|(?:is|are)n['’]t answering|not answering|won['’]t answer)",
    re.IGNORECASE,
)
_NO_EN = re.compile(
    r"\b(?:no|not|never|without|nor|neither|does ?n['’]t|is ?n['’]t|was ?n['’]t|wo ?n['’]t|did ?n['’]t|has ?n['’]t|have ?n['’]t)\b",
    re.IGNORECASE,
)
_TAKEN_BACK_EN = re.compile(r"\b(?:denie[sd]|deny|denying|rather die|safe from|instead of|promised)\b", re.IGNORECASE)


# What alone is nothing, and with a wish to die, or with one another, is a leave-taking. C-SSRS: preparatory acts.
_ENDING_JA = (
    re.compile(
        r"(?:持ち物|大事な物|形見|犬|猫|通帳|鍵|部屋)[^。\n]{0,14}?(?:人にあげ|あげて|譲|預け先|渡し|片づけ|片付け|手放)|身の回りを(?:整理|片)|葬儀|葬式|遺影"
    ),
    re.compile(
        r"もう(?:お)?会(?:う|え)(?:こと)?(?:は|が)?(?:ない|ありません|なくなる)|これが?最後|最後の(?:挨拶|面接|日)|お?別れ(?:を言|です|に来)|お世話になりました|さようなら|(?:予約|面接)は(?:もう)?(?:要らない|いらない|必要ない|結構)"
    ),
    re.compile(r"(?:電話|連絡|メール)(?:が|は|に)(?:つなが|取れ|とれ|つか|つき|出)[^。\n]{0,3}(?:ない|ません|なく)"),
    re.compile(
        r"(?:やっと|ようやく)(?:決心|決め|楽に)|決心(?:が)?つ(?:いた|き)|日を決め|あと(?:[0-9０-９一二三四五六七八九数]+)(?:日|晩)|急に(?:晴れやか|穏やか|落ち着)"
    ),
)
_ENDING_EN = (
    re.compile(
        r"\b(?:gave|given|giving) away (?:her|his|their|all|the)\b|\bpaid (?:off )?(?:every|all)\b|\bcancell?ed (?:her|his|their|all)\b|\bwho should have (?:her|his|their)\b|"
        r"\bfuneral\b|\b(?:put|putting) (?:her|his|their) affairs in order\b|\bmade (?:her|his|a) will\b|\bleft (?:the|her|his) keys?\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:thank(?:ed|s) me for everything|said (?:goodbye|farewell)|would not need (?:to keep )?(?:her|his|their|the) (?:hour|session|appointment)|will not see (?:me|each other) again|last (?:session|time)|a note for me)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:not|is ?n['’]t) (?:picking up|answering)\b|\b(?:can(?:no|['’])t|cannot|unable to) (?:reach|find|contact)\b|\bwill not (?:tell|say) (?:me )?where\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:suddenly|strangely|oddly) (?:serene|calm|cheerful|peaceful|at peace)\b|\bhas made (?:her|his|their) (?:decision|peace)\b|\bit will (?:all )?be over\b|\bwill be dead\b",
        re.IGNORECASE,
    ),
)
# A means that is at hand, however it is put: counts beside a wish to die alone.
_AT_HAND_JA = re.compile(
    r"(?:薬|錠剤|眠剤|ロープ|縄|ひも|紐|練炭|カミソリ|刃物|包丁|銃|農薬|ガス)(?:は|が|を|も|の)[^、。\n]{0,10}?"
    r"(?:手も?と|手元|枕も?と|隠し|隠して|持ち歩|持ち出|積ん|握|並べ|数え|届い|探し|(?:入|置い)てある)|(?:死ぬ|死に)(?:ため|場所|かた|方法)を?(?:の場所を?)?探し"
)
_AT_HAND_EN = re.compile(
    r"\b(?:pills?|tablets?|rope|gun|shotgun|rifle|blades?|razor|knife|noose|charcoal|hose|insulin)\b[^.\n]{0,30}\b(?:to hand|at hand|ready|hidden|already|loaded|packed|beside|under (?:her|his|their|the) (?:bed|pillow)|counted)\b|"
    r"\b(?:loaded|hid|packed|counted|laid out|bought|ordered) (?:\w+ ){0,2}?(?:pills?|tablets?|rope|gun|shotgun|rifle|blades?|noose|charcoal|hose)\b",
    re.IGNORECASE,
)
# What is happening as it is told: taken, or at the edge.
_NOW_JA = re.compile(
    r"薬を(?:全部|すべて|ありったけ|大量に)[^、。\n]{0,4}(?:飲んだ|飲みました|飲んで(?:しま|い))(?!こと)|(?:屋上|橋|線路|ホーム|崖|欄干)[^、。\n]{0,6}に(?:いて|立って|います|いる)[^。\n]{0,20}(?:飛|死|終わ|さようなら)|"
    r"(?:カミソリ|刃物|包丁|ナイフ)を(?:手首|首|喉|胸|腕)?(?:に)?(?:当てた|当てて|突きつけ)|首に(?:ひも|紐|縄|ロープ)"
)
_NOW_EN = re.compile(
    r"\b(?:has|have|'s|’s|'ve|’ve) (?:just |already )?(?:taken|swallowed) (?:the whole|all (?:of )?(?:the|her|his|their)|every)|"
    r"\b(?:(?:rang|phoned|called|texted|message[sd]?) [^.\n]{0,30}?\bfrom|(?:is|am|'s|’s|'m|’m) standing on) (?:the|a) (?:roof|bridge|ledge|tracks|platform)|\b(?:tablets|pills|rope|gun|blade|knife) (?:is |are )?in front of (?:me|her|him)|"
    r"\bwill (?:do it properly|try (?:it )?again)\b|\bby this time tomorrow\b|\bdo(?:es)? not want to wake up\b",
    re.IGNORECASE,
)

# A plan told as one: that there is one and what it needs, a refusal to promise safety, tablets to be taken at a named time.
_PLANNED_JA = re.compile(
    r"(?:希死念慮|自殺念慮|自殺企図|自殺|死にたい)[^。\n]{0,24}?(?:計画|手段|方法|日取り|日にち|場所)(?:も|を|が|まで)[^、。\n]{0,8}?(?:話(?:し|す|され)|語(?:っ|ら)|立ててい|決めてい|決まって|具体的)|"
    r"(?:薬|錠剤|眠剤|睡眠薬)を[^。\n]{0,24}?(?:ため込|ためこ|溜め|貯め|集め)[^。\n]{0,12}?(?:今夜|今晩|明日|あした|今週|週末)[^。\n]{0,10}?飲む|"
    r"(?:練炭|ヘリウム|硫化水素)(?:を|の)[^、。\n]{0,10}?(?:買(?:って|った)|積(?:んで|んだ)|用意|準備|手に入れ|注文)"
)
_PLANNED_EN = re.compile(
    r"\bactively suicidal\b(?! (?:clients?|patients?|people|young))|\b(?:with|has|have|had|told me (?:he|she|they) ha[sd]) (?:a |an |both |the )?(?:intent|intention|plan)(?: and| with|,) (?:a |the |access to )?(?:means|date|plan|method)\b|"
    rf"\b(?:would|will|could|can) ?n[o'’]?t (?:promise|agree|commit|guarantee|undertake)(?: me)?(?: to)? (?:to )?(?:be |stay |keep )(?:{_SELF} )?safe\b|\brefuses? to (?:promise|agree)(?: to)? (?:be|stay|keep {_SELF}) safe\b|"
    rf"\b(?:saving|saved|stockpil\w+|hoard\w+) (?:up )?(?:{_POSS} |the )?(?:tablets|pills|medication|meds)[^.\n]{{0,40}}?\b(?:take|swallow) (?:them|it)(?: all)?\b|"
    r"\bloaded (?:shotgun|gun|rifle|pistol)\b[^.\n]{0,40}?\b(?:tonight|this is it|ready to use)\b",
    re.IGNORECASE,
)
_NO_PLAN_EN = re.compile(
    r"\b(?:no|not|denie[sd]|without|neither|any|whether|never|lacks?)\b[^.\n]{0,24}\b(?:plan|intent|intention|actively)",
    re.IGNORECASE,
)


def _said(pattern: re.Pattern[str], no: re.Pattern[str], passage: Passage) -> tuple[int, int] | None:
    """Return the first place that says it and in whose part of the sentence it is not denied."""
    spans = (match.span() for match in pattern.finditer(passage.text))
    return next((span for span in spans if not no.search(passage.clause(span))), None)


def _ends(endings: tuple[re.Pattern[str], ...], wish: re.Pattern[str], passage: Passage) -> tuple[int, int] | None:
    """Return a sign of leave-taking in this sentence, if a wish to die or a second kind of sign stands around it."""
    here = next((match for kind in endings if (match := kind.search(passage.text))), None)
    if here is None:
        return None
    kinds = sum(kind.search(passage.around) is not None for kind in endings)
    return here.span() if kinds + (wish.search(passage.around) is not None) > 1 else None


def find(passage: Passage) -> tuple[int, int] | None:
    text = passage.text
    if not _TAKEN_BACK_JA.search(text):
        for pattern in (_DATED_JA, _LOST_JA, _FAREWELL_JA, _OWN_JA, _NOW_JA, _PLANNED_JA):
            if span := _said(pattern, _NO_JA, passage):
                return span
        if _SUICIDAL_JA.search(passage.around):
            for pattern in (_MEANS_JA, _AT_HAND_JA):
                if span := _said(pattern, _NO_JA, passage):
                    return span
        if span := _ends(_ENDING_JA, _SUICIDAL_JA, passage):
            return span
    if match := _LOST_EN.search(text):
        return match.span()
    if (match := _PLANNED_EN.search(text)) and not _NO_PLAN_EN.search(text):
        return match.span()
    if not _TAKEN_BACK_EN.search(text):
        for pattern in (_DATED_EN, _FAREWELL_EN, _OWN_EN):
            if span := _said(pattern, _NO_EN, passage):
                return span
        if match := _NOW_EN.search(text):
            return match.span()
        if _SUICIDAL_EN.search(passage.around):
            for pattern in (_MEANS_EN, _AT_HAND_EN):
                if span := _said(pattern, _NO_EN, passage):
                    return span
        if span := _ends(_ENDING_EN, _SUICIDAL_EN, passage):
            return span
    return first(JAPANESE, ENGLISH, passage)
