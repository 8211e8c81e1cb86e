"""Names that are words, told by how the text says that they are names: 「部長」というあだ名, あだ名の部長こと浅田, なんて呼ばれてるんですか。「にいに」."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.introduced import KIN_KANA
from app.deid.people.japanese.labelled import NO_NAME
from app.deid.people.japanese.parts import is_surname, is_tagged
from app.deid.people.japanese.vocabulary import PSEUDONYM, ROLES
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
WRITTEN = r"(?:[一-鿿々]{1,3}|[ぁ-ゖー]{2,5}|[ァ-ヺー]{2,8})"
# 家では「すぅ」と呼ぶ, 無線では「3番」、休憩室では「トンビ」: what somebody is called in one place.
SOMEWHERE = re.compile(
    r"(?:学校|家|うち|職場|施設|休憩室|控室|無線|病棟|店|会社|園|寮|クラス|部活|現場|ゲーム|工場|作業所|教室|院内)(?:の中)?で?は「([一-鿿々]{1,2}|[ぁ-ゖー]{2,5}|[ァ-ヺー]{2,6})」(?:と呼|って呼|で通|、|。)"
)
# 「トンビ」で通っている.
PASSES = re.compile(r"「([一-鿿々]{1,2}|[ぁ-ゖー]{2,5}|[ァ-ヺー]{2,6})」で通[っるりす]")
# 呼び名は七重である, ハンドルネームがどんぐりだった.
NAME_IS_SO = re.compile(
    rf"(?:{NICK})(?:は|が|:)([一-鿿々]{{1,4}}|[ぁ-ゖー]{{2,6}}|[ァ-ヺー]{{2,8}})(?=である|だった|でした|です|だ。|。)"
)
# 本人の名は霧。, うちの子、糸っていうんですけど, 飛鳥って名前も俺がつけた: whatever word it is elsewhere.
NAME_OF = re.compile(
    rf"(?:本人|子|赤ちゃん|弟|妹|兄|姉|息子|娘|孫|父|母|夫|妻)の(?:名|名前|下の名前)は「?({WRITTEN})」?(?=[。、]|で(?:、|す)|である|だ。|と(?:い|言|書))"
)
# The same said of a child: 娘は糸っていうんです.
OF_A_CHILD = re.compile(
    rf"(?:うちの子|上の子|下の子|息子|娘|長男|長女|次男|次女|弟|妹|孫)(?:は|が|、|、名前は|の名前は)({WRITTEN})(?:って|と)(?:いう|言う|いい|言い)(?:んです|の|ます|子|ん)"
)
# 霧という名前: whatever stands where a clause or a quotation begins and is said to be a name.
HEAD = r"(?:(?<=[「『、。: \n])|^)"
BY_NAME = re.compile(
    rf"{HEAD}([一-鿿々]{{1,3}}|[ぁ-ゖ]{{2,5}}|[ァ-ヺー]{{2,8}})」?(?:って|っていう|という)(?:お?名前|名字|苗字)(?!の(?:猫|犬|店|会社|薬|病))",
    re.MULTILINE,
)
# 堀って人がいて: of whom somebody begins to tell.
WHO_IT_IS = re.compile(
    rf"{HEAD}([一-鿿々]{{1,2}})(?:って|っていう)(?:子|人|後輩|先輩|同期|上司)(?=なんです|が(?:い|お)|がね|です)",
    re.MULTILINE,
)
# あだ名は「主」: one kanji.
SIGN_NAME = re.compile(r"(?:サインネーム|あだ名|呼び名|下の名前|通称|愛称)(?:は|が|の|で|、|:)?[「『]([一-鿿])[」』]")
# 弟子を全員あだ名で呼びました。私はゆでだこでした.
MINE = re.compile(
    r"(?:あだ名|ニックネーム)で(?:呼|名乗)[^。\n]{0,8}。(?:私|僕|俺|彼女?|本人)は([ぁ-ゖ]{2,6}|[ァ-ヺー]{2,6})(?=。|でした|だった)"
)
NOT_CALLED = KIN_KANA | frozenset(
    "名前 本名 仮名 匿名 番号 普通 何でも なんでも ばあちゃん じいちゃん お父さん お母さん 変 嫌 無理 駄目 同じ 別 違う 珍しい そういう こういう ああいう どういう いい 良い 悪い どちら どっち そのまま 苗字 名字 下の名前 これ それ あれ 何 なに なん 誰 だれ 私 僕 俺 先生".split()
)


def names(reading: Reading) -> Iterator[Name]:
    text = reading.text
    for pattern in (SAID_TO_BE_ONE, ASKED_FOR, WISHED, BY_ALL):
        for match in pattern.finditer(text):
            if _may_be(match[1]):
                yield _name(match)
    for pattern in (SOMEWHERE, PASSES, NAME_IS_SO, NAME_OF, OF_A_CHILD, BY_NAME, WHO_IT_IS, SIGN_NAME, MINE):
        for match in pattern.finditer(text):
            if _may_be(match[1]) and match[1] not in ROLES and not _of_grammar(reading, *match.span(1)):
                yield Name(*match.span(1), True)
    for match in ALSO.finditer(text):
        behind = reading.words[min(reading.word_index(match.end()), len(reading.words) - 1)]
        if _may_be(match[1]) and (is_tagged(behind) or is_surname(behind)):
            yield _name(match)


def _name(match: re.Match[str]) -> Name:
    """What is surely a name wherever it stands, but for a 部長: the real one is called so too."""
    return Name(*match.span(1), not match[1].endswith("長"))


def _may_be(name: str) -> bool:
    return name not in NO_NAME and name not in NOT_CALLED and not PSEUDONYM.match(name)


def _of_grammar(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands there begins inside a word, or is one of grammar: どういう of どういう名前."""
    word = reading.words[reading.word_index(start)]
    return word.start != start or (
        word.end == end
        and word.pos[0] in ("連体詞", "副詞", "形容詞", "動詞", "助動詞", "接続詞")
        and word.known
        and end - start > 1
    )
