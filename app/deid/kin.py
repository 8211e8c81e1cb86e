"""Words for relatives, so that what is told of a relative is not counted as the client's."""

from app.deid import patterns as re

KIN_JA = (
    "長男|長女|次男|次女|二男|二女|三男|三女|末っ子|末子|息子|娘|夫|妻|主人|旦那|父親?|母親?|祖父母?|祖母|兄|姉|弟|妹|孫|甥|姪|いとこ|叔父|叔母|伯父|伯母|"
    "義父|義母|義兄|義姉|義弟|義妹|彼氏|恋人|婚約者|元夫|元妻|友人|同僚|上司|部下|先輩|後輩|子ども|子供|第一子|第二子|第三子|両親|実父|実母|継父|継母"
)
KIN_EN = (
    "sons?|daughters?|husband|wife|mother|father|mum|mom|dad|brothers?|sisters?|uncle|aunt|cousins?|nephews?|nieces?|grandson|granddaughter|"
    "grandmother|grandfather|grandma|grandad|gran|nan|nana|grandchildren|partner|boyfriend|girlfriend|friend|boss|colleague|child|children|kids?|"
    "baby|toddler|stepson|stepdaughter|stepfather|stepmother|stepdad|stepmum|stepmom|twins?|boys?|girls?|parents?|eldest|youngest|ex"
)
BEFORE_JA = re.compile(rf"(?:{KIN_JA})(?:さん)?(?:[はがもの、（(]|\(|である|にあたる| )?(?:当時|現在|今年)?$")
AFTER_JA = re.compile(rf"[)）]?[の、 ]?(?:一人)?(?:{KIN_JA})")
BEFORE_EN = re.compile(
    rf"(?:{KIN_EN})(?: who)?(?: is| was|'s|,| \(|, who is|, now| has just| had just)? ?(?:just |now |only |nearly |almost )?(?:turned |aged |age )?$",
    re.IGNORECASE,
)
AFTER_EN = re.compile(rf"[- ]?(?:\w+ ){{0,1}}(?:{KIN_EN})(?![A-Za-z])", re.IGNORECASE)


def of_relative(text: str, start: int, end: int, language: str) -> bool:
    """Return whether what stands from `start` to `end` is told of a relative."""
    before, after = text[max(0, start - 30) : start], text[end : end + 25]
    if language == "ja":
        return BEFORE_JA.search(before) is not None or AFTER_JA.match(after) is not None
    return BEFORE_EN.search(before) is not None or AFTER_EN.match(after) is not None
