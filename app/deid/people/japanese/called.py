"""Names that are words, told by how the text says that they are names: 「部長」というあだ名, あだ名の部長こと浅田, なんて呼ばれてるんですか。「にいに」."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.labelled import NO_NAME
from app.deid.people.japanese.parts import is_surname, is_tagged
from app.deid.people.japanese.vocabulary import PSEUDONYM
from app.deid.people.span import Name
from app.deid.reading import Reading

NICK = (
    "あだ名|渾名|ニックネーム|ハンドルネーム|ハンドル|源氏名|ペンネーム|芸名|愛称|通称|呼び名|サインネーム|コールサイン"
)
# Whatever stands in quotation marks and is said to be somebody's nickname, or what somebody gives as a name.
SAID_TO_BE_ONE = re.compile(
    rf"[「『](?![^「」\n]{{0,9}}(?:です|ですが|の[^「」\n]{{1,6}}|ます)[」』])([^「」『』\n。、!？?]{{1,10}})[」』](?:(?:という|って(?:いう)?|との|なる)(?:{NICK})|と名乗|と名のっ|の名で(?!知られ|呼ばれる(?:病|症|理論)))"
)
# 変なあだ名をつけられて, and in one of the next turns 「おかわり」です.
ASKED_FOR = re.compile(
    rf"(?:{NICK}|なんて呼ばれ|何て呼ばれ|何と呼ばれ|なんと呼ばれ|どうお?呼び|どう呼ば|どんなふうに呼ば)[^\n]{{0,40}}(?:\n[^\n「]{{0,24}}){{1,2}}"
    r"「([^「」\n。、]{1,10})」(?=です|。|、|って|で(?:いい|お願い|す)|\n|\Z)"
)
# どうお呼びしましょうか, and in the next turn やまなしで、お願いします.
WISHED = re.compile(
    r"(?:どう(?:お呼び|呼べば|呼んだら|呼ばれ)|何と(?:お呼び|呼べば)|なんて(?:お呼び|呼べば))[^\n]{0,24}\n[A-Za-z一-鿿ァ-ヺー]{1,8}\d{0,3}[: ]{1,2}(?:…|\.|、|えっと|あの|じゃあ|うーん|そうですね|はい|。)*"
    r"([ぁ-ゖ]{2,6}?|[ァ-ヺー]{2,8}|[一-鿿々]{1,4})(?=で(?:、?お願い|いい|。|、)|(?:さん|ちゃん|くん)で)"
)
# あだ名の部長こと浅田: and the family name behind.
ALSO = re.compile(rf"(?:{NICK})(?:の|が|は)「?([ァ-ヺーぁ-ゖ一-鿿]{{1,8}}?)」?こと、?(?=[一-鿿ァ-ヺ])")
# みんなおまけって呼ぶ, 皆はコンと呼ぶ: everybody calls somebody so.
BY_ALL = re.compile(r"(?:みんな|皆)(?:は|が|から|に)?「?([ァ-ヺー]{2,6})」?(?:って|と)(?:呼|よ)[ばびぶべん]")
# What is answered to the question and names nobody: 「番号」でいいです, 「普通」って.
NOT_CALLED = frozenset(
    "名前 本名 仮名 匿名 番号 普通 何でも なんでも どちら どっち そのまま 苗字 名字 下の名前 これ それ あれ 何 なに なん 誰 だれ 私 僕 俺 先生".split()
)


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    for pattern in (SAID_TO_BE_ONE, ASKED_FOR, WISHED, BY_ALL):
        for match in pattern.finditer(text):
            if _may_be(match[1]):
                yield _name(match)
    for match in ALSO.finditer(text):
        behind = reading.words[min(reading.word_index(match.end()), len(reading.words) - 1)]
        if _may_be(match[1]) and (is_tagged(behind) or is_surname(behind)):
            yield _name(match)


def _name(match: re.Match[str]) -> Name:
    """What is surely a name wherever it stands, but for a 部長: the real one is called so too."""
    return Name(*match.span(1), not match[1].endswith("長"))


def _may_be(name: str) -> bool:
    return name not in NO_NAME and name not in NOT_CALLED and not PSEUDONYM.match(name)
