"""Somebody means to hurt another person, with a time, a weapon or a way.

Flags    a deed that is meant, against a person, with when or with what (「明日、上司を刺してやると言って包丁を持ち歩いている」,
         "he is going to kill his ex-wife tonight").
Why      a person may have to be warned or protected at once; in many places the profession's duty of secrecy ends here.
Leaves   anger and fantasies told as such (殺してやりたい, "I could kill him"), idioms, dreams, what was long ago, theory
         (the duty to warn after Tarasoff is a topic of every course).
Limits   a threat without when or with what is left to the writer's own judgement; so is stalking.
Source   Tarasoff v. Regents of the University of California, 17 Cal. 3d 425 (1976): a serious danger of violence to another;
         HCR-20 V3 (Douglas et al. 2013): imminence as intent, target, means.
"""

import re

from app.danger.passages import Passage
from app.danger.signs import first
from app.danger.signs.threat import ENGLISH, JAPANESE
from app.danger.types import Danger, Rule

RULE = Rule(
    Danger.THREAT,
    flags=(
        "「明日、上司を刺してやる」と言って、包丁をかばんに入れています。",
        "今夜、元妻の家に火をつけると話して帰られました。",
        "ナイフを買って、父を殺すつもりだと言っている。",
        "これから同僚を殺しに行くと電話がありました。",
        "He says he is going to kill his ex-wife tonight.",
        "She has bought a knife and plans to stab her manager.",
        "He told me that he will shoot his brother on Friday.",
        "He is going to burn down his ex's house this weekend.",
    ),
    leaves=(
        "「殺してやりたいくらい腹が立つ」と、涙を流しながら話された。",
        "上司への殺意を覚えたことがある、と打ち明けられた。",
        "夢の中で父を刺した、と話す。",
        "怒りで、ナイフのような言葉を明日もぶつけてしまいそうだという。",
        "二十年前、父が包丁を持ち出して母を刺すと叫んだ夜のこと。",
        "明日の試合では相手を殺すくらいの気持ちで、と監督に言われた。",
        "タラソフ判決以後、殺すと言われた場合の警告義務が研修で扱われる。",
        "She said she could kill him for forgetting her birthday.",
        "He dreamt that he was going to shoot his father tonight.",
        "The deadline is going to kill me this week.",
        "In the Tarasoff case the client said he would kill her; training on the duty to warn starts there.",
        "If a client says he will stab somebody tomorrow, whom do you call?",
        "He had threatened to shoot his brother years ago.",
        "We are going to kill it on stage tonight.",
    ),
)

_PERSON_JA = (
    r"(?:上司|同僚|部下|社長|部長|課長|店長|父|母|親|夫|妻|元夫|元妻|彼|彼女|元彼|元カレ|元カノ|恋人|兄|姉|弟|妹|子ども|息子|娘|先生|教師|教員|医者|医師|隣人|隣の人|"
    r"あいつ|あの人|あの女|あの男|相手|その人|通行人|みんな|全員|クラス全員|家族|義母|義父|姑|友人|先輩|後輩|同級生|クラスメート|職場の人|[A-Z]さん|[A-ZＡ-Ｚ]氏)"
)
_WHEN_JA = r"(?:今夜|今晩|今日|きょう|明日|あした|あす|明後日|あさって|今週|週末|来週|このあと|この後|これから|今から|いまから|[月火水木金土日]曜日?に)"
_WEAPON_JA = (
    r"(?:包丁|ナイフ|刃物|カッター|ハサミ|斧|ハンマー|バット|灯油|ガソリン|銃|ライフル|猟銃|毒|農薬|爆弾|鉄パイプ)"
)
_HAS_JA = r"(?:を[^、。\n]{0,10}?(?:買|購入|用意|準備|持っ(?:て|た)|持ち(?:歩|出|込|、)|隠し|入れ)|で)"
_DEED_JA = (
    r"(?:(?:殺|刺|撃|襲)(?:す|して(?:やる|くる|きます)|しに(?:行|い)|そうと(?:思って|し)|します|う(?:つもり|と)|い(?:に行|ます))(?!くらい|ほど|ような|夢|かのよう)|"
    r"(?:殺す|刺す|撃つ|襲う)(?:つもり|予定|計画|と(?:言|話|決め|予告|脅|電話|メール))|火を(?:つける|放つ|つけてやる|つけに)|放火する|爆破する|皆殺しに)"
)
_TARGET_JA = rf"{_PERSON_JA}(?:の(?:家|車|店|部屋|職場|会社))?(?:を|に|たちを)"
_TIMED_JA = re.compile(rf"{_WHEN_JA}[^。\n]{{0,16}}?{_TARGET_JA}[^。\n]{{0,8}}?{_DEED_JA}")
_ARMED_JA = re.compile(
    rf"{_WEAPON_JA}{_HAS_JA}[^。\n]{{0,24}}?{_TARGET_JA}[^。\n]{{0,8}}?{_DEED_JA}|{_TARGET_JA}[^。\n]{{0,8}}?{_DEED_JA}[^。\n]{{0,20}}?{_WEAPON_JA}{_HAS_JA}"
)
_NO_JA = re.compile(
    r"たいくらい|たいほど|くらいの気持ち|ほどの|殺意を|つもりは(?:な|あり)|気は(?:な|あり)|のような言葉|判決|義務|試合|ゲーム"
)

# A deed that has begun, whatever its time; and a weapon that was shown or fetched, beside words that threaten.
_UNDER_WAY_JA = re.compile(
    r"(?:農薬|毒|洗剤|漂白剤|睡眠薬)を(?:[^、。\n]{0,4})(?:混ぜ|入れ)て(?:い|あ|お|飲ま)|(?:殴り|刺し|絞め|焼き)殺す(?:と|つもり)|火炎瓶|"
    r"(?:彼女|彼|妻|夫|元妻|元夫|家族|子ども|子供|母|父|娘|息子)[^。\n]{0,30}(?:と(?:一緒に死|心中)|を(?:道連れ|殺して自分も)|一緒に死(?:ぬ|のう)|無理心中)"
)
# Whoever hides from somebody has been found, and a time is named.
_FOUND_JA = re.compile(
    r"(?:元?夫|元?妻|元カレ|元彼|彼|父|ストーカー|相手|交際相手)(?:に|が)[^。\n]{0,10}?(?:居場所|住所|避難先|引っ越し先|転居先)(?:を|が)[^。\n]{0,8}?(?:突き止め|知られ|特定|ばれ|見つけ|見つか)[^。\n]{0,16}?(?:今夜|今日|明日|これから)[^。\n]{0,8}?(?:行く|来る|向かう|迎えに)"
)
_FOUND_EN = re.compile(
    r"\b(?:ex|ex-(?:husband|wife|partner|boyfriend)|husband|father|stalker|he|she) (?:has )?(?:found|got hold of|worked out|traced) (?:out )?(?:where (?:she|he|they) lives?|(?:the|her|his|their) (?:new )?(?:address|flat|house|refuge))\b[^.\n]{0,50}?\b(?:tonight|today|tomorrow|on (?:his|her) way)\b",
    re.IGNORECASE,
)
_AT_HAND_JA = re.compile(
    rf"{_WEAPON_JA}(?:を[^、。\n]{{0,8}}(?:見せ|持ち出|持って|忍ば|取り出|積ん|入れ)|が(?:入って|あ))"
)
_MENACE_JA = re.compile(
    r"終わらせ(?:る|て)|思い知らせ|ただでは(?:おか|済)|後悔させ|許さない|道連れ|(?:殺|刺|撃|襲)(?:す|して)|覚悟し(?:ろ|て)|待ち伏せ"
)
_PERSON_EN = (
    r"(?:(?:his|her|their|my|the|an?) (?:\w+ ){0,2}?(?:boss|manager|supervisor|colleagues?|co-?workers?|father|mother|dad|mum|mom|parents|brother|sister|wife|husband|ex|ex-wife|ex-husband|partner|ex-partner|girlfriend|"
    r"boyfriend|neighbours?|neighbors?|teachers?|doctor|judge|landlord|classmates?|family|children|son|daughter|uncle|stepfather|house|flat|office|school)|him|her|them|somebody|someone|everyone|people at)"
)
_WHEN_EN = r"\b(?:tonight|today|tomorrow|this (?:evening|afternoon|weekend|week)|right now|after (?:work|school)|(?:on|next) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week)|when (?:he|she) gets home)\b"
_WEAPON_EN = r"(?:\b(?:has|have|'s|’s|is|carries|keeps) (?:just |already |now )?(?:bought |got |carrying |taken |hidden )?(?:a |an |his |her |the )?(?:\w+ )?(?:knife|gun|shotgun|axe|machete|petrol|gasoline|rifle|pistol|hammer|bomb|poison)\b|\bshow(?:ed|s) (?:me|us|her|him) (?:the|a|his|her) (?:\w+ )?(?:knife|gun|shotgun|axe|machete|hammer)\b)"
_MEANT_EN = r"(?:(?:is|are|am|'s|’s|'m|’m) (?:going to|gonna|planning to|about to)|will|'ll|’ll|plans? to|intends? to|means to|(?:has|'s|’s) decided to|threatens to|is threatening to)"
_DEED_EN = r"(?:kill|stab|shoot|murder|strangle|poison|attack|burn down|set fire to|run over|beat up)"
_MEANS_TO_EN = rf"{_MEANT_EN} (?:\w+ ){{0,2}}?{_DEED_EN} {_PERSON_EN}\b"
_TIMED_EN = re.compile(
    rf"{_MEANS_TO_EN}[^.\n]{{0,40}}?{_WHEN_EN}|{_WHEN_EN}[^.\n]{{0,30}}?{_MEANS_TO_EN}", re.IGNORECASE
)
_ARMED_EN = re.compile(
    rf"{_WEAPON_EN}[^.\n]{{0,50}}?{_MEANS_TO_EN}|{_MEANS_TO_EN}[^.\n]{{0,50}}?{_WEAPON_EN}", re.IGNORECASE
)
_UNDER_WAY_EN = re.compile(
    r"\b(?:is|are|has been|'s|’s) (?:putting|mixing|slipping) (?:\w+ ){0,3}?(?:poison|bleach|antifreeze|insulin|tablets|pills) (?:in|into) (?:his|her|their|the)\b|"
    r"\bon (?:his|her|their) way to (?:[\w’']+ ){1,6}?to (?:beat|kill|stab|shoot|burn|hurt|finish)\b|\b(?:waiting|wait) (?:for (?:him|her|them) )?with (?:a |the |his |her )?(?:\w+ )?(?:petrol|gasoline|knife|gun|hammer|axe|acid|bat)\b",
    re.IGNORECASE,
)
_AT_HAND_EN = re.compile(
    r"\b(?:showed me|has|have|took out|fetched|carries|keeps|brought) (?:\w+ ){0,2}?(?:knife|gun|rifle|axe|machete|petrol|acid|hammer)\b",
    re.IGNORECASE,
)
_MENACE_EN = re.compile(
    r"\b(?:will (?:be sorry|pay|regret|not live)|(?:neither|none) of (?:them|us) will (?:live|survive)|(?:get|come) (?:what|for) (?:he|she|they) deserves?|(?:he|she|they)(?: is|['’]s| are) dead|if I can['’]?t have)\b",
    re.IGNORECASE,
)
_NO_EN = re.compile(
    r"\b(?:could kill|want(?:s|ed)? to kill|feel(?:s)? like|not|never|denie[sd]|no intention|as if|Tarasoff|duty to warn|he would kill|she would kill)\b|n['’]t\b",
    re.IGNORECASE,
)


def find(passage: Passage) -> tuple[int, int] | None:
    text = passage.text
    if not _NO_JA.search(text):
        for pattern in (_TIMED_JA, _ARMED_JA, _UNDER_WAY_JA, _FOUND_JA):
            if match := pattern.search(text):
                return match.span()
        if (match := _AT_HAND_JA.search(text)) and _MENACE_JA.search(passage.around):
            return match.span()
    if match := _UNDER_WAY_EN.search(text) or _FOUND_EN.search(text):
        return match.span()
    if (match := _AT_HAND_EN.search(text)) and _MENACE_EN.search(passage.around):
        return match.span()
    for pattern in (_TIMED_EN, _ARMED_EN):
        if (match := pattern.search(text)) and not _NO_EN.search(passage.clause(match.span())):
            return match.span()
    return first(JAPANESE, ENGLISH, passage)
