"""Ages told in Japanese: by 歳 and 才, as an answer, behind a name, in a column, by the year of birth."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.ages.age import OLDEST, Age
from app.deid.ages.bands import band
from app.deid.ages.numbers import of_kanji
from app.deid.kin import of_relative
from app.deid.reading import Reading

YOUNGEST_BARE = 13  # years; a smaller number without 歳 is mostly a count
JAPANESE = re.compile(r"(?<![\d.~〜～-])(?<!\d,)(?:満|当時|現在|年齢[は:]?)?(\d{1,3})(?:歳|才)(?:\d{1,2}[かヶカヵ]月)?")
NOT_AFTER_JA = re.compile(
    r"(?:児|半?健診|半?検診|半児|以上|以下|未満|以降|前後|程度|代|ごろまで|までの|からの|年上|年下|差|違い|[〜~～-]\d|[のか]ら\d|か\d|で(?:将来|成人|選挙|定年)|定年|の壁|手前|も\d{1,3}[歳才]も|、\d{1,3}[歳才]まで|まで働|が[^、。\n]{0,8}(?:限界|節目|上限|分かれ目)|になれば|を超え|を?(?:過ぎ|すぎ)|[でに](?:も)?なったら|まで(?:に|の)?(?:無料|対象))"
)
NOT_BEFORE_JA = re.compile(
    r"(?:[歳才]も|精神年齢|発達年齢|知能年齢|平均|およそ|約|定年は?|対象は?|[〜~～]|から|満年齢|人生|年齢差|歳と)$"
)
GENERAL_JA = re.compile(
    r"というのは|たいていの(?:方|人)|ほとんどの(?:方|人)|多くの(?:方|人)は|俗説|といえば|考えてみれば|制度|法律|民法|年金|選挙権|成人年齢|平均寿命|一般に|統計"
)
BORN_JA = re.compile(r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:早)?生(?:まれ|れ)?(?![徒活命産後涯])")
# An age as an answer: もう38ですよ, "Sixteen." as a sentence of its own.
ANSWER_JA = re.compile(
    r"(?<![一-鿿])(?:もう|今年で|今年|来月で|来年で|今度で|まだ|わたしも|私も|俺も|僕も|年は|歳は|としは|とし[、,]|[「『])([1-9]\d|[二三四五六七八九]?十[一二三四五六七八九]?)(?=です|なんです|だよ|だし|だから|なので|なのに|にも?な[りっる]|ですけど|や(?:で|し|から|わ)|じゃ|。[」』]|[」』])"
)
GROWN_JA = re.compile(
    r"(?<![\d一-鿿.年月第])([3-9]\d|[三四五六七八九]十[一二三四五六七八九]?)(?=に(?:も)?なって(?:も|まで|から|[、。,])|にもな(?:ると|れば|るのに))"
)
NUMBERED_JA = re.compile(r"点|回|個|人|番|分|円|件|時|数|キロ|何(?!歳)|いくつの")
BRACKETED_JA = re.compile(r"(?<=[一-鿿ァ-ヺー])[（(](\d{2})[)）]")
# An age behind somebody's honorific, or in a form's field: 望さん(17), 白鳥さん、二十九、 年齢の欄は19.
BEHIND_JA = re.compile(
    r"(?:さん|くん|君|ちゃん|氏|様|クライエント|クライアント|相談者|本人|男性?|女性?|[男女])[（(、]{1,2}((?:[1-9]\d)|[二三四五六七八]?十[一二三四五六七八九]?)(?=[)）、。]|$)"
    r"|(?:さん|くん|君|ちゃん|氏|彼女?|本人|息子|娘|夫|妻|父|母|兄|弟|姉|妹)(?:[（(][^）)\n]{0,30}[）)])?は、?([1-9]\d)(?=で、|[、。]?(?:まだ|もう)|。)"
    r"|(?<=[ァ-ヺー][ァ-ヺー])、([1-9]\d|[二三四五六七八]?十[一二三四五六七八九]?)(?=。)"
    r"|(?:年齢|とし|歳)(?:の欄)?(?:は|が|:|=|、| )+([1-9]\d)(?=[、。\n)）]|$|で|だ|と)"
)


def told(reading: Reading) -> Iterator[Age]:
    yield from _behind_a_name(reading)
    yield from _by_word(reading)


def _behind_a_name(reading: Reading) -> Iterator[Age]:
    """Ages in brackets or behind a mark after somebody's name, and in a form's field."""
    text = reading.text
    for match in BRACKETED_JA.finditer(text):
        word = reading.words[max(0, reading.word_index(match.start()) - 1)]
        if word.pos[2] == "人名" and word.end == match.start():
            yield Age(match.span(1), band(int(match[1]), "ja"))
    for match in BEHIND_JA.finditer(text):
        group = match.lastindex or 0
        age = of_kanji(match[group])
        if age >= YOUNGEST_BARE:
            yield Age(match.span(group), band(age, "ja"), str(age))


def _by_word(reading: Reading) -> Iterator[Age]:
    text = reading.text
    for match in JAPANESE.finditer(text):
        age = int(match[1])
        if (
            age > OLDEST
            or NOT_AFTER_JA.match(text, match.end())
            or NOT_BEFORE_JA.search(text[max(0, match.start() - 8) : match.start()])
        ):
            continue
        sentence = reading.sentence_at(match.start())
        if GENERAL_JA.search(text, max(sentence.start, match.start() - 60), min(sentence.end, match.end() + 60)):
            continue
        past = re.match(
            r"(?:の時|のとき|の頃|のころ|頃|ごろ|で(?!あ|す|、)|まで|から|に)", text[match.end() : match.end() + 3]
        )
        other = past or of_relative(text, *match.span(), "ja")
        yield Age(match.span(), band(age, "ja"), "" if other else str(age))
    for match in (*ANSWER_JA.finditer(text), *GROWN_JA.finditer(text)):
        if not NUMBERED_JA.search(text, max(0, match.start() - 20), match.start(1)):
            age = of_kanji(match[1])
            if age < YOUNGEST_BARE:
                continue
            other = of_relative(text, *match.span(1), "ja")
            yield Age(match.span(1), band(age, "ja"), "" if other else str(age))
    for match in BORN_JA.finditer(text):
        yield Age(match.span(), (f"{match.group()[:3]}0年代生まれ",))
