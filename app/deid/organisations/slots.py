"""Organisations in Japanese that no word for one shows: by a mark, by what is said of them, by the place before them."""

from collections.abc import Iterator, Sequence

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.bodies import BODIES, NEVER
from app.deid.near import near
from app.deid.organisations.organisation import Organisation
from app.words import Word

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.\-']*$")
KATAKANA = re.compile(r"[ァ-ヺー・=]{2,}$")
SHORT_SCHOOL = re.compile(
    r"(?:北|南|東|西|中央|第?[一二三1-3]|工業|商業|農業|女子|学芸|高)(?=(?:に|へ)(?:合格|進学|入学|受か|落ち|行かせ|転入|通(?!り|じ))|を(?:受験|受け(?:て|る|た)|目指|卒業|中退|出て|志望|落ち)|の(?:生徒|制服|野球部|吹奏楽部|サッカー部|[一-鿿ァ-ヺー]{1,6}部|校舎|文化祭|[1-3]年|入試|出身|卒業生|受験|同級生)|から(?:東大|京大|大学|国立|推薦)|出身|志望|受験|卒(?![一-鿿])|OB|合格)"
)
# (株)きたかぜ物流 苫小牧営業所, みどり物産(有)
MARKED = re.compile(
    r"\((?:株|有|同|医|社|学|財|福|特非)\)(?![一-鿿]{0,3}(?:など|とか))[一-鿿ァ-ヺーぁ-ゖA-Za-z・]{2,16}?(?=[の、。,()「」\n ]|に|で|を|は|が|から|へ|$)(?: [一-鿿ァ-ヺー]{2,12}(?:支店|営業所|工場|本社|支社|店|事業所|センター))?"
    r"|[一-鿿ァ-ヺーA-Za-z・]{2,14}\((?:株|有|医|社|学)\)"
)
# A word in katakana, or one the place of which is a firm's: ドラッグコスモ・フィールドの配送センター.
OWNER = re.compile(
    r"(?<![一-鿿ァ-ヺーA-Za-z・])(?P<name>[ァ-ヺー・]{5,20}|[A-Z][A-Za-z]{3,12})の(?:配送センター|物流センター|コールセンター|配送倉庫|倉庫|工場|本社|支社|支店|営業所|店舗|[一-鿿]{1,4}店(?!長)|子会社|下請け?|孫請け?|工房|社員|従業員|店長|契約社員|期間工|正社員|パート|アルバイト|派遣)(?![一-鿿ァ-ヺー]{3})"
)
COMMON_OWNER = re.compile(
    r"(?:パチンコ|スーパー|コンビニ|ファミレス|ホームセンター|ドラッグストア|ガソリンスタンド|インターネット|アパレル|メーカー|システム|プログラ|エンジニア|コールセンター|カウンセ|クライ|プラスチック|ゲーム|スマホ|アニメ|ペット|リサイクル|クリーニング|ショッピング|モール|デパート|コーヒー|チョコレート|ケーキ|アルミ|セメント|ガラス|タイヤ|エレベーター|ビスケット|アイスクリーム|レストラン|カラオケ|ホテル|テーマパーク|スポーツ|フランチャイズ|チェーン|グループ|ベンチャー|サービス)"
)
# What somebody is told to work in, to attend or to be called: Xという会社, 小笠原太鼓の会, 聖マリア教会, 麦の穂に通う.
SORT = r"(?:会社|企業|店|お店|工場|施設|病院|医院|作業所|事業所|NPO|法人|団体|塾|園|学校|ホーム|教会|劇団|バンド|スーパー|居酒屋|カフェ|喫茶店|飲食店|旅館|宿|サークル|クラブ|チーム|美容室|工房|農園|牧場|寮|船|漁船)"
SO_CALLED = re.compile(
    rf"(?<![一-鿿ァ-ヺーA-Za-z・])([一-鿿ァ-ヺーA-Za-z][一-鿿ァ-ヺーA-Za-z・]{{1,15}}|[ぁ-ゖ]{{2,8}})[」』]?(?:という|っていう|とかいう)(?:名前の|名の|小さな)?{SORT}(?![一-鿿])"
)
# The same in quotation marks, whatever it is written in: 「ことりカフェ」という作業所.
IN_MARKS = re.compile(
    rf"[「『]([^「」『』\n]{{2,16}})[」』](?:という|っていう|とかいう)(?:名前の|名の|小さな)?{SORT}(?![一-鿿])"
)
CALLED = re.compile(
    r"(?:という|っていう|とかいう)(?:名前の|名の|小さな)?[会企店お工施病医作事N法団塾園学ホ教劇バス居カ喫飲旅宿サクチ美農牧寮船漁]"
)
SOCIETY = re.compile(
    r"(?<![一-鿿ァ-ヺーぁ-ゖ])[一-鿿ァ-ヺー]{2,10}の会(?=の(?:一員|会員|会長|メンバー|世話人|代表|例会|集まり|仲間)|に(?:入|通|所属|参加|顔)|で(?:知|出会|話))"
)
SAINTED = re.compile(
    r"(?<![一-鿿])聖[ァ-ヺー一-鿿・]{2,16}?(?:教会|修道院|学院|病院|ホーム|幼稚園|保育園|学園|女子|女学院|大学|中学|高校|寮|荘)(?![一-鿿])"
)
FANCIFUL = re.compile(
    r"(?<![一-鿿ぁ-ゖァ-ヺー])[一-鿿ァ-ヺーぁ-ゖ]{1,6}の(?:穂|丘|森|樹|木|里|風|星|虹|種|芽|実|翼|鐘|泉|庭|郷|杜|舟|灯|灯り|雫|輪|広場|ひろば|いえ|おうち|もり|そら|たね|木陰|とびら|扉)(?=に(?:通|入所|入居|入って|勤|就職)|で(?:働|作業|暮ら)|の(?:職員|利用者|スタッフ|作業|メンバー|園長|施設長|支援員|保育士))"
)
# A shop by its sort and its name: フラワーショップ水引, 麺屋かえで.
SHOP = re.compile(
    r"(?<![一-鿿ァ-ヺー])(?:フラワーショップ|生花店|ベーカリー|パティスリー|ビストロ|トラットリア|ヘアサロン|美容室|美容院|ヘアーサロン|サロン|ラーメン|麺屋|麺処|割烹|小料理|料亭|食事処|民宿|ペンション|ゲストハウス|カフェ|珈琲|喫茶|スナック|パブ|バー|アトリエ|工房|学習塾|そろばん塾|スタジオ|道場|薬局|動物病院|ペットショップ|グループホーム|デイサービス|居酒屋|焼肉|焼鳥|寿司|鮨|うどん|そば処|蕎麦|弁当|クリーニング|質屋|古書|書店|雀荘|パチンコ|キャバクラ|ホスト|クラブ|旅館|温泉宿)"
    r"[ 「『]?[一-鿿ァ-ヺーぁ-ゖA-Za-z]{2,8}?[」』]?(?=で(?:働|勤|アルバイト|バイト|パート|修業|会)|に(?:勤|就職|通い|いた)|の(?:店長|ママ|女将|主人|マスター|常連|従業員|店員|仲居|板場))"
)
# A small body by the place's name before it: 八女の家族会, 児湯の訪問看護ステーション.
LOCAL = re.compile(
    r"の(?:[一-鿿ァ-ヺー]{0,6})(?:家族会|自助グループ|断酒会|患者会|親の会|当事者会|訪問看護ステーション|ステーション|作業所|教会|寺|お寺|道場|修道院|少年院|刑務所|拘置所|児童相談所|乳児院|児童養護施設|保育園|幼稚園|診療所|クリニック|相談室|支所|漁協|農協|分校|寮|福祉作業所|支援学校|フリースクール)(?![一-鿿ァ-ヺー])"
)


ORDINARY = re.compile(
    r"(?:こと|もの|それ|これ|あれ|どこ|そこ|ここ|いい|よい|ブラック|ホワイト|大手|外資|中小|企業|ない|する|した|たい|です)\Z|^(?:する|した|いる|ある)"
)


def in_slots(text: re.Text) -> Iterator[Organisation]:
    """Firms by their mark, and words in katakana that have a works, a shop or staff."""
    for match in MARKED.finditer(text):
        yield Organisation(*match.span(), "company")
    for pattern in (SOCIETY, SAINTED, FANCIFUL, SHOP):
        for match in pattern.finditer(text):
            yield Organisation(*match.span(), "company" if pattern is SHOP else "club")
    for match in (*near(SO_CALLED, CALLED, text, 20, 16), *near(IN_MARKS, CALLED, text, 20, 16)):
        if match[1] not in NEVER and match[1] not in BODIES and not ORDINARY.search(match[1]):
            yield Organisation(*match.span(1), "company")
    for match in OWNER.finditer(text):
        if not COMMON_OWNER.search(match["name"]) and not match["name"].startswith("・"):
            yield Organisation(*match.span("name"), "company")


def local(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
    """A place by name, and a body of which it has one or a few."""
    for word in words:
        if word.pos[2] == "地名" and word.pos[3] != "国" and word.surface not in gazetteer.REGIONS_JA:
            match = LOCAL.match(text, word.end)
            if match:
                yield Organisation(word.start, match.end(), "club")


# What follows a place and a name in katakana that is an occasion or a thing, and no team, firm or building.
OCCASION = re.compile(
    r"(?:[ァ-ヺー]*ショー|ゲームショウ|フェア|ラウンド|キャンプ|フェスタ|トリエンナーレ|ビエンナーレ|ツアー|マーチ|オリンピック|パラリンピック|マラソン|ワールドカップ|カップ|シリーズ|ラーメン|カレー|エリア|オープン|グランプリ|フェスティバル|コレクション|サミット|ルール|モデル|コホート|スタイル|ショック|シンドローム|ブルース|ソース|ライフ|ニュース|ミサ|ベース)\Z"
)


def led_by_place(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
    """A place and a name in katakana behind it: a team, a firm or a building."""
    for position, word in enumerate(words[:-1]):
        if word.pos[2] == "地名" and word.pos[3] != "国" and word.surface not in gazetteer.REGIONS_JA:
            short = SHORT_SCHOOL.match(text, word.end)
            if short:
                yield Organisation(word.start, short.end(), "high-school")
                return
            last = position
            while (
                last + 1 < len(words)
                and (
                    KATAKANA.match(words[last + 1].surface)
                    or LATIN.match(words[last + 1].surface)
                    or words[last + 1].surface in "・="
                )
                and words[last + 1].pos[2] != "地名"
            ):
                last += 1
            own = text[word.end : words[last].end].strip("・=")
            named = len(own) > 2 and words[last].surface not in "・=" and words[last].pos[2] != "人名"
            if (
                named
                and not OCCASION.search(own)
                and text[words[last].end : words[last].end + 1] not in tuple("大杯賞展祭")
            ):
                yield Organisation(word.start, words[last].end, "club")
            return
