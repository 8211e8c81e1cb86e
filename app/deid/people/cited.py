"""Authors that no list knows, told by how a Japanese text cites them: 水野真木子さんの本, ブリューワーらの, マイヤーのモデル."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.vocabulary import FOREIGN_KANA, KIN, SURNAMES
from app.deid.people.known.about import POST_REACH, POSTED_JA
from app.deid.reading import Reading
from app.deid.types import Span

# A name and what only follows whoever wrote something; the first group is the name.
CITED = re.compile(
    r"(?<![一-鿿々ァ-ヺー・])([一-鿿々]{2,6}|[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{2,14}){0,3})"
    r"(?:先生|氏|博士|さん|教授)?(?:ら|他|たち)?(?:の(?:本|著書|著作|論文|教科書|テキスト|訳書|入門書|概説書|エッセイ|新書|随筆|論考|提唱|定式化|指摘する|説く|言葉を借り)(?![一-鿿])|"
    r"によ(?:れば|ると)、?|が(?:提唱|述べ|論じ|説い|説く|唱え|考案|定式化|指摘し)|の(?:いう|言う)(?:「|『|[一-鿿ァ-ヺ])|(?:の|著)?『|[編著訳](?:の|[『、。）)]))"
)
LED = re.compile(
    r"(?<![一-鿿々ァ-ヺー・])([一-鿿々]{2,6}|[ァ-ヺー]{2,14}(?:[・=][ァ-ヺー]{2,14}){0,3})(?:先生|氏)?ら(?:の|が|は|に)(?![一-鿿ァ-ヺ]{0,4}(?:家族|面接|様子|声|話を聞))"
)
THEORY = (
    "理論|モデル|概念|尺度|仮説|療法|技法|アプローチ|段階|次元|因子|類型|法則|論駁|図式|スキーマ|カウンセリング|枠組み|原則|原理|命題|尺度|学説|論考|ストレス|アイデンティティ|ライフ|愛着|転移|自己|発達|葛藤|"
    "条件|面接法|質問|ワーク|課題|キャリア|過程|プロセス|システム|動機づけ|サイクル|マトリクス|トライアングル|リスト|チェックリスト|テスト|検査|グリッド|メソッド|プログラム|レジリエンス|喪失|悲嘆|対話"
)
WORK = "研究|考え方?|図|図版|分類|実践|立場|議論|主張|定義|視点|観点|発想|比喩|用語|整理|区別|知見|実験|調査|論|学派|法|説|思想|哲学|精神分析|心理学|臨床|訳語|名言|格言|詩|一節|講義|暗黙知"
OF_THEORY = re.compile(
    rf"(?<![一-鿿々ァ-ヺー・])([ァ-ヺー]{{2,14}}(?:[・=-][ァ-ヺー]{{2,14}}){{0,3}}|[A-Z][a-z]+-[A-Z][a-z]+)(?:夫妻|夫婦)?の(?:[0-9一-鿿ァ-ヺー・]{{0,9}}?(?:{THEORY})|[0-9一二三四五六七八九](?:つの|段階|要素|因子|類型|層)|「[^」\n]{{2}}|[^、。\n「」はがを]{{0,12}}(?:{WORK})(?![一-鿿]))"
)
# A full name and what its bearer has written, whatever that is about: 高城聡子先生の医療通訳の本. A family name alone may be a school's teacher.
IN_FULL = re.compile(
    r"(?<![一-鿿々ぁ-ゖァ-ヺー・])([一-鿿々]{4,6}|[一-鿿々]{1,3}[ぁ-ゖ]{2,3}子?|[ぁ-ゖ]{5,7}|[一-鿿々]{2,3}[ァ-ヺー]{2,4})(?:先生|氏|博士|教授|夫妻)"
    r"の(?:『|[^、。\n「」]{0,14}?(?:本|著書|論文|論考|教科書|手引き|入門書|枠組み|研究|理論|モデル|実践を参考|絵本)(?![一-鿿]))"
)
# Two who wrote something together: バウアー夫妻の本, and what somebody defines: 土井先生は見立てを「……」と定義し.
COUPLE = re.compile(r"(?<![ァ-ヺー・])([ァ-ヺー]{3,14})夫妻の(?:本|著書|著作|論文|教科書|研究|実践)")
DEFINED = re.compile(
    r"(?<![一-鿿々])([一-鿿々]{2,6})(?:先生|氏|博士)は[^、。\n「」]{1,12}を「[^」\n]{4,60}」と(?:定義|名づけ|名付け)"
)
# Two names in a row, of which one is an author's.
PAIR = re.compile(r"([ァ-ヺー]{2,14})(?:と|や|、|・|&)([ァ-ヺー]{2,14})")
# 主治医神林, 大豆生田調査官: a post that stands in one with the name.
POST_WITHIN = re.compile(
    r"\A(?:主治医|担任|校長|担当)|(?:調査官|福祉司|相談員|支援員|看護師|保健師|保育士|主任|担任|課長|校長|指導員)\Z"
)
BORNE = re.compile(r"[一-鿿々ぁ-ゖァ-ヺー]{0,4}(?:さん|さま|様|くん|君|ちゃん)")
OWN = re.compile(rf"(?:{KIN}|お名前|名字|苗字|旧姓)(?:の|である|、|は)$")


def spans(reading: Reading) -> Iterator[Span]:
    """Yield every place where such an author's name stands, unless the text makes the name somebody's of its own."""
    text = reading.text
    if not reading.words:
        return
    names = set()
    for pattern in (CITED, LED, OF_THEORY, IN_FULL, COUPLE, DEFINED):
        for match in pattern.finditer(text):
            if _a_name(reading, match) and not (pattern is OF_THEORY and match[1] in FOREIGN_KANA):
                names.add(match[1])
    for match in PAIR.finditer(text):
        if match[2] in names or match[1] in names:
            names |= {match[1], match[2]}
    for name in names:
        places = [at.start() for at in re.finditer(re.escape(name), text)]
        if not any(_of_its_own(text, at, name) for at in places):
            for at in places:
                yield at, at + len(name)


def _a_name(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the dictionary or a list takes what stands there for a name, or does not know it; 主治医神林 has a post."""
    if POST_WITHIN.search(match[1]) or POSTED_JA.search(
        reading.text, max(0, match.start() - POST_REACH), match.start()
    ):
        return False
    first = reading.word_index(match.start(1))
    last = reading.word_index(match.end(1) - 1)
    inside = reading.words[first : last + 1]
    if match[1].isascii():
        return True
    return any(
        word.pos[2] == "人名" or word.surface in SURNAMES or (not word.known and len(word.surface) > 1)
        for word in inside
    )


def _of_its_own(text: str, at: int, name: str) -> bool:
    borne = BORNE.match(text, at + len(name))
    cited = CITED.match(text, at) or IN_FULL.match(text, at)
    return (borne is not None and not (cited and cited[1] == name)) or OWN.search(text, max(0, at - 8), at) is not None
