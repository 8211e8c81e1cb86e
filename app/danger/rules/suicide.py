"""Somebody means to die, with a time, a means or a leave-taking.

Flags    a deed with a near time (「今夜死ぬと言っている」, "she is going to kill herself tonight"); a means at hand beside
         a wish to die; a letter of farewell; a person who said so and cannot be reached; the writer's own leave-taking.
Why      intent with a plan, a means and a time is where risk is imminent; hours count, and a forum answers in days.
Leaves   wishes to die without a plan, which are told in every second case; denials; what is long past or was survived;
         scales, training, theory; figures of speech (死ぬほど, "dying of boredom").
Limits   what is only hinted at ("she gave away her books") is not seen, nor a plan told over many sentences.
Source   Columbia-Suicide Severity Rating Scale (Posner et al. 2011), ideation 4 and 5: intent, plan; and WHO,
         Preventing suicide: a resource for counsellors (2006): plan, means, time set.
"""

import re

from app.danger.passages import Passage
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
    r"(?:つもり|気|計画|予定|考え|手段|方法|準備|おそれ|恐れ|危険|念慮)(?:は|も|が|など(?:は|も)?)(?:[^、。\n]{0,6})(?:ない|なく|ありません|なかった|ないと|低い)|わけではない|否定|ほどではない|かもしれない"
)

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
    rf"suicid|want(?:s|ed)? to die|wish(?:es)? to die|better off dead|kill(?:ing)? {_SELF}|end(?:ing)? (?:it all|{_POSS} (?:own )?life)|tak(?:e|ing) {_POSS} (?:own )?life",
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
    r"\b(?:no|not|never|denie[sd]|deny|denying|without|nor|neither|does ?n['’]t|is ?n['’]t|was ?n['’]t|wo ?n['’]t|did ?n['’]t|has ?n['’]t|have ?n['’]t|rather die|safe from|instead of|promised)\b",
    re.IGNORECASE,
)


def find(passage: Passage) -> tuple[int, int] | None:
    text = passage.text
    if not _NO_JA.search(text):
        for pattern in (_DATED_JA, _LOST_JA, _FAREWELL_JA, _OWN_JA):
            if match := pattern.search(text):
                return match.span()
        if (match := _MEANS_JA.search(text)) and _SUICIDAL_JA.search(passage.around):
            return match.span()
    if match := _LOST_EN.search(text):
        return match.span()
    if not _NO_EN.search(text):
        for pattern in (_DATED_EN, _FAREWELL_EN, _OWN_EN):
            if match := pattern.search(text):
                return match.span()
        if (match := _MEANS_EN.search(text)) and _SUICIDAL_EN.search(passage.around):
            return match.span()
    return None
