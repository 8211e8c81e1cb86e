"""Organisations by their names, in both languages: where a run of words ends in a word for one and holds something of its own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.deid import gazetteer
from app.deid.bodies import BODIES, NEVER, SUFFIXES, WEAK
from app.deid.lists import word_set
from app.deid.near import near
from app.deid.people.japanese import weigh
from app.deid.people.latin.cues import KIN, TITLES
from app.deid.people.latin.letters import CAPITALS, bare, sort_of
from app.deid.people.latin.weigh import BODY, stretches
from app.deid.reading import Reading
from app.words import Word


class Organisation(NamedTuple):
    """A stretch of the folded text that names an organisation, and what kind it is."""

    start: int
    end: int
    kind: str


PREFIXES = re.compile(
    r"(?:ハローワーク|株式会社|有限会社|合同会社|医療法人(?:社団|財団)?|社会福祉法人|学校法人|一般社団法人|一般財団法人|公益社団法人|公益財団法人|NPO法人|特定非営利活動法人|宗教法人|国立研究開発法人|独立行政法人|特別養護老人ホーム|グループホーム|訪問看護ステーション|デイサービス|認定こども園|放課後等デイサービス|就労移行支援事業所|ジョブカフェ|特養|老健|スーパー|居酒屋|喫茶|ホテル|旅館|レストラン|カフェ|スナック|美容室|メンタルクリニック)$"
)
PUBLIC = frozenset({"国立", "公立", "県立", "市立", "町立", "村立", "私立", "都立", "府立", "道立", "区立"})
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.\-']*$")
KATAKANA = re.compile(r"[ァ-ヺー・=]{2,}$")
PSEUDONYM = re.compile(r"(?:[A-Za-z]|[〇○◯×△□●]+|X{1,2}|某|ある|その|この|あの)$")
EMPLOYED = re.compile(
    r"(?:に(?:勤務|勤め|入社|就職|在籍|転職|出向|内定|通院|入院|通っ|配属|入所|在学|入学|通う)|で(?:働|勤務|アルバイト|パート)|の(?:社員|従業員|工場|店舗|支店|本社|子会社|正社員|店長|寮|部長|課長|下請け|人事|派遣)|勤務|社員|出身の社|を(?:退職|辞め|卒業|中退))"
)


_found: WeakKeyDictionary[Reading, Sequence[Organisation]] = WeakKeyDictionary()


def organisations(reading: Reading) -> Sequence[Organisation]:
    """Return organisations' names in no order; some may lie in others. Two rules ask, the text is read once."""
    known = _found.get(reading)
    if known is None:
        japanese = _japanese(reading) if reading.words else ()
        english = _english(reading) if reading.english or not reading.words else ()
        known = _found[reading] = [*japanese, *english]
    return known


# From which on a body that is only weighed is shown: with a word for one at its end, and without.
LIKELY, BARELY = 0.4, 0.8


def _weighed(reading: Reading) -> Iterator[Organisation]:
    """Bodies that nothing shows but what stands around them, weighed as learnt from marked sentences."""
    for start, end, label, chance in weigh.stretches(reading):
        if label != weigh.BODY or chance < LIKELY:
            continue
        first = reading.words[reading.word_index(start)]
        last = reading.words[reading.word_index(end - 1)]
        name = reading.text[start:end]
        kind = _suffix(last)
        if kind is None and chance < BARELY:
            continue
        if len(name) < 2 or name in BODIES or name in SUFFIXES or PSEUDONYM.fullmatch(first.surface):
            continue
        yield Organisation(start, end, kind or "company")


def _noun(word: Word) -> bool:
    surface = word.surface
    if word.pos[0] in ("名詞", "接頭辞") or (word.pos[0] == "接尾辞" and word.pos[1] == "名詞的"):
        return True
    return word.pos[0] == "形状詞" or surface in ("・", "=") or (word.pos[0] == "記号" and surface.isalpha())


def _own(word: Word) -> bool:
    """Whether a word is somebody's or something's own name."""
    surface = word.surface
    if surface in BODIES or surface in NEVER:
        return False
    if word.pos[1] == "固有名詞":
        return word.pos[3] != "国"
    if not word.known:
        return bool(KATAKANA.match(surface)) or (bool(LATIN.match(surface)) and len(surface) > 1) or len(surface) > 1
    return bool(LATIN.match(surface)) and len(surface) > 2


LONGEST = 14  # words: no name is longer, and the work stays in proportion


def _japanese(reading: Reading) -> Iterator[Organisation]:
    words, text = reading.words, reading.text
    count = len(words)
    index = 0
    yield from _kana(text)
    yield from _in_slots(text)
    yield from _weighed(reading)
    while index < count:
        if not _noun(words[index]) or words[index].surface in "・=":
            index += 1
            continue
        last = index
        while (
            last + 1 < count
            and words[last + 1].start == words[last].end
            and _noun(words[last + 1])
            and last - index < LONGEST
        ):
            last += 1
        yield from _run(text, words[index : last + 1])
        yield from _local(text, words[index : last + 1])
        index = last + 1


# Words before 高校 or 小学校 that say what sort of school it is.
SORTS = frozenset(
    "普通 総合 進学 通信制 定時制 通信 定時 女子 男子 工業 商業 農業 水産 全日制 中高一貫 養護 附属 付属 夜間 単位制 専門 芸術 体育 音楽 看護 母校 出身 志望 受験 難関 名門 有名 国際 特別 支援 専修 各種 料理 調理 美容 理容 福祉 医療 日本語 外国 英語 現地 海外 伝統 底辺 平均 中学 小学 併願 滑り止め 編入 転校 卒業 入学 在学 本校 分 元 新設 統合 廃校 初等 中等 公立 児童 生徒 学年 担任 教師 相談 心理 職業 教習 水泳 音大 美術 サッカー 野球 書道 語学 パソコン 英会話 ダンス スイミング".split()
)


def _school_name(word: Word) -> bool:
    return (
        word.pos[:3] == ("名詞", "普通名詞", "一般")
        and len(word.surface) == 2
        and word.surface not in SORTS
        and word.surface not in NEVER
    )


def _suffix(word: Word) -> str | None:
    """The kind of organisation that a word names or ends in."""
    if word.surface in SUFFIXES:
        return SUFFIXES[word.surface]
    if word.pos[1] == "固有名詞" and word.pos[2] not in ("人名", "地名"):
        for length in (5, 4, 3, 2):
            kind = SUFFIXES.get(word.surface[-length:]) if len(word.surface) > length else None
            if kind:
                return kind
    if word.pos[1] == "普通名詞" and len(word.surface) > 2 and word.surface not in BODIES:
        return next((SUFFIXES[word.surface[-n:]] for n in (4, 3, 2, 1) if word.surface[-n:] in COMPOUND), None)
    return None


# Ends of longer common nouns that name a body where a place or a name stands before them: 労働局, 道路公団.
COMPOUND = frozenset("局 署 公団 公社 学校 病院 公園 会館 組合 連盟 協会 銀行 工場 農協 漁協 寺 城".split())


# What a place's name is followed by in a school's that is told without the word for school: 浜松北, 水戸第一.
SHORT_SCHOOL = re.compile(
    r"(?:北|南|東|西|中央|第?[一二三1-3]|工業|商業|農業|女子|学芸|高)(?=(?:に|へ)(?:合格|進学|入学|受か|落ち|行かせ|転入|通(?!り|じ))|を(?:受験|受け(?:て|る|た)|目指|卒業|中退|出て|志望|落ち)|の(?:生徒|制服|野球部|吹奏楽部|サッカー部|[一-鿿ァ-ヺー]{1,6}部|校舎|文化祭|[1-3]年|入試|出身|卒業生|受験|同級生)|から(?:東大|京大|大学|国立|推薦)|出身|志望|受験|卒(?![一-鿿])|OB|合格)"
)
# A school or hospital by a name with の, が or ヶ in it, which the tokeniser parts: 杉の台小学校, 美ら海看護専門学校.
WITH_KANA = re.compile(
    r"(?<![一-鿿ァ-ヺーぁ-ゖ])(?:[一-鿿]{1,3}[のがヶケノツ][台丘里森木原宮浜川杜井内辺谷上下花空海山星郷島瀬崎峰野江池沢]|[一-鿿][ぁ-ゖ]{1,2}[一-鿿]{1,2}|[ぁ-ゖ]{2,6}(?<![のはがをにでとへもや])[台丘里森野原]?)(?:第[一二三四1-4])?(?:南|北|東|西|中央)?(?P<kind>(?:看護|福祉|医療|美容|調理|情報)?専門学校|小学校|中学校|高等学校|高校|幼稚園|保育園|こども園|支援学校|学園|病院|医院|クリニック|診療所|作業所|苑|舎|工房)(?![一-鿿])"
)
NOT_WITH_KANA = re.compile(
    r"(?:[一-鿿ぁ-ゖ]*(?:の上|の下|の内)|[この]{2}|[そあど]の?|[一-鿿](?:い|き|な|た|る|り|し|ち|み|け|め|れ|え|せ|って|んだ|した|する|れる|ける|める|った|いた|しい|きな|かな|った|ない)[一-鿿]{0,2}|いつも|それ|これ|あれ|まち|ある|いる|する|した|たち|から|まで|より|など|では|には|とても|もう|まだ|また|ほか|べつ|ちがう|むかし|はじめ|つぎ|おなじ)"
)


def _kana(text: str) -> Iterator[Organisation]:
    for match in WITH_KANA.finditer(text):
        name = text[match.start() : match.start("kind")]
        if not NOT_WITH_KANA.fullmatch(name):
            kind = SUFFIXES.get(match["kind"]) or ("school" if "学校" in match["kind"] else "care-home")
            yield Organisation(match.start(), match.end(), kind)


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
SO_CALLED = re.compile(
    r"(?<![一-鿿ァ-ヺーA-Za-z・])([一-鿿ァ-ヺーA-Za-z][一-鿿ァ-ヺーA-Za-z・]{1,15}|[ぁ-ゖ]{2,8})[」』]?(?:という|っていう|とかいう)(?:名前の|名の|小さな)?(?:会社|企業|店|お店|工場|施設|病院|医院|作業所|事業所|NPO|法人|団体|塾|園|学校|ホーム|教会|劇団|バンド|スーパー|居酒屋|カフェ|喫茶店|飲食店|旅館|宿|サークル|クラブ|チーム|美容室|工房|農園|牧場|寮|船|漁船)(?![一-鿿])"
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


def _in_slots(text: str) -> Iterator[Organisation]:
    """Firms by their mark, and words in katakana that have a works, a shop or staff."""
    for match in MARKED.finditer(text):
        yield Organisation(*match.span(), "company")
    for pattern in (SOCIETY, SAINTED, FANCIFUL, SHOP):
        for match in pattern.finditer(text):
            yield Organisation(*match.span(), "company" if pattern is SHOP else "club")
    for match in near(SO_CALLED, CALLED, text, 20, 16):
        if match[1] not in NEVER and match[1] not in BODIES and not ORDINARY.search(match[1]):
            yield Organisation(*match.span(1), "company")
    for match in OWNER.finditer(text):
        if not COMMON_OWNER.search(match["name"]) and not match["name"].startswith("・"):
            yield Organisation(*match.span("name"), "company")


def _local(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
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


def _led_by_place(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
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


# What may follow a common word in katakana and make it a firm's name or a school's: フェンダー社, アーマー研究所.
ONE_SIGN = frozenset(
    "水産 青果 鮮魚 精肉 楽器 運輸 運送 物流 産業 工業 工務店 建設 電設 製菓 食品 商店 急便 社 研究所 株式会社 商会 製作所 銀行 鉄道 航空".split()
)
TRADES = frozenset(
    "カウンセリング スポーツ バス タクシー メーカー ガス ゲーム ネット メディア リサーチ ビジネス マーケティング コンサル ソフト システム デザイン アパレル リフォーム レンタル クレジット ペット モデル アニメ ファミリー グループ フランチャイズ ベンチャー ダミー ペーパー サービス ハウス ビル エネルギー ロボット セメント プラスチック カード パン ケーキ コーヒー メイン ネット ローカル モノレール ケーブル ローコスト".split()
)


KAN_NUMBER = re.compile(r"[一二三四五六七八九十0-9]+")
KANA_WORD = re.compile(r"[ぁ-ゖ]{2,}")
OWN_NAMED = frozenset({"hospital", "nursery", "care-home"})
# What a hospital, a nursery or a home is called by when it is only described: 近所の精神科クリニック, 認可保育園.
GENERIC = frozenset(
    "心療 内科 精神 神経 脳 脳神経 外科 整形 小児 小児科 皮膚 眼 眼科 耳鼻 咽喉 耳鼻科 産婦 産婦人科 婦人 産 産科 泌尿 器 科 歯 歯科 口腔 美容 形成 ペイン メンタル メンタルヘルス ヘルス 女性 レディース 男性 総合 大学 附属 付属 救急 救命 専門 専門科 "
    "かかりつけ 近く 近所 地域 個人 公立 市民 国立 県立 都立 市立 町立 村立 府立 道立 民間 私立 単科 リハビリ リハビリテーション 療養 急性 期 急性期 慢性 慢性期 回復期 思春期 児童 発達 睡眠 禁煙 ストレス 不妊 糖尿 アレルギー 職場 社内 企業 訪問 在宅 緩和 ケア "
    "認可 無認可 認可外 公設 小規模 企業内 夜間 院内 私設 事業所内 事業 高齢 高齢者 障害 障害者 障がい 身体 知的 有料 特別 養護 養護老人 介護 老人 児童養護 母子 父子 自立 支援 生活 就労 移行 継続 共同 通所 入所 入院 外来 紹介 紹介先 転院 転院先 前 元 当 別 サポート 別の 各 同じ 他 新 旧 "
    "医療 保健 心理 相談 臨床 研究 教育 福祉 保護 更生 矯正 軽費 ケアハウス サービス 付き 住宅 型 向け 向 A B C D E X Y メンタルクリニック 療育 重症 重度 認知 認知症 依存 依存症 アルコール 薬物 断酒 性 感染 循環 器科 呼吸 消化 腎 心臓 がん 血液 透析 健診 検診 人間ドック 漢方 鍼灸 整骨 接骨 動物 獣医 院 園 所 病 診療 病棟 病室 受付 相手 先 先々 勤務 勤め 職 近隣 隣 隣町 隣県 街 町 村 島 駅前 駅 地元 県内 市内 都内 遠方 複数 数 二つ 三つ 幾つ 中核 基幹 拠点 協力 指定 公的 大型 中規模 巡回 移動 電話 学校 校内 幼児 乳児 院長 親 家庭 里親 不登校 若者 青少年 青年 少年 少女 男子 女子 学生 独身 単身 社員 会社 社 寮 母 父 全寮 全寮制".split()
)


def _signs(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(
        word.surface for word in words if not KAN_NUMBER.fullmatch(word.surface) and word.pos[0] != "接頭辞"
    )


def _run(text: str, words: Sequence[Word]) -> Iterator[Organisation]:
    """Find the last word for an organisation in a run of nouns, and what stands before it."""
    for last in range(len(words) - 1, -1, -1):
        kind = _suffix(words[last])
        if kind is None or text[words[0].start : words[last].end] in BODIES or words[last].surface in BODIES:
            continue
        first = 0
        for position in range(last - 1, -1, -1):
            if words[position].surface in ("当時", "現在", "元", "旧", "前", "同", "約", "後", "際", "以前") or (
                words[position].surface.isdigit() and position == 0
            ):
                first = position + 1
                break
        body = words[first : last + 1]
        before = text[max(0, body[0].start - 2) : body[0].start]
        if len(body) == 1 and PREFIXES.search(words[last].surface) and last + 1 < len(words):
            break
        if len(body) == 1:
            if (
                words[last].pos[1] == "固有名詞"
                and words[last].surface not in BODIES
                and words[last].pos[2] == "一般"
                and words[last].surface not in SUFFIXES
            ):
                yield Organisation(body[0].start, body[-1].end, kind)
            continue
        named = [
            word
            for word in body[:-1]
            if _own(word) and (words[last].surface not in WEAK or word.surface not in gazetteer.REGIONS_JA)
        ]
        if (
            not named
            and kind in ("school", "high-school")
            and len(body) == 2
            and words[last].surface not in WEAK
            and _school_name(body[0])
        ):
            named = [body[0]]
        if not named and words[last].pos[1] == "固有名詞" and words[last].surface not in SUFFIXES:
            named = [words[last]]
        plain = [
            word
            for word in body[:-1]
            if word.pos[:2] == ("名詞", "普通名詞") and word.surface not in NEVER and word.surface not in SUFFIXES
        ]
        public = any(word.surface in PUBLIC or word.surface == "立" for word in body)
        strong = words[last].surface not in WEAK
        kana_name = (public and len(body) > 3 and KANA_WORD.fullmatch(body[-2].surface) is not None) or (
            strong
            and kind in ("school", "high-school", "nursery", "hospital", "care-home")
            and any(KANA_WORD.fullmatch(word.surface) for word in body[:-1])
        )
        if not named and strong and kind in OWN_NAMED and not GENERIC.issuperset(_signs(body[:-1])):
            named = [word for word in body[:-1] if word.surface not in GENERIC and word.surface not in NEVER]
        if (
            not named
            and words[last].surface in ONE_SIGN
            and (KATAKANA.match(body[-2].surface) or KANA_WORD.fullmatch(body[-2].surface))
            and len(body[-2].surface) > 2
            and body[-2].surface not in TRADES
        ):
            named = [body[-2]]
        if (PSEUDONYM.search(before) and not named) or (re.fullmatch(r"[A-Za-z]", body[0].surface) and len(body) == 2):
            return
        if (
            named
            and words[last].surface in WEAK
            and all(word.pos[2] == "人名" for word in named)
            and words[last].surface not in ("小", "中", "高", "大")
        ):
            return
        if (
            named
            or (public and plain and strong)
            or kana_name
            or (body[0].surface in ("株式会社", "有限会社") and len(body) > 1)
        ):
            yield Organisation(body[0].start, body[-1].end, kind)
            return
        break
    for position, word in enumerate(words[:-1]):
        if PREFIXES.search(text[words[0].start : word.end]) and not PSEUDONYM.match(words[position + 1].surface):
            rest = words[position + 1 :]
            if any(_own(item) or re.fullmatch(r"[ぁ-ゖ]{2,}", item.surface) for item in rest) or word.surface.endswith(
                ("株式会社", "有限会社", "法人")
            ):
                kind = (
                    "agency"
                    if "ハロー" in word.surface or "ジョブ" in word.surface
                    else "care-home"
                    if "ホーム" in word.surface
                    else "company"
                )
                yield Organisation(words[0].start, words[-1].end, kind)
                return
    yield from _led_by_place(text, words)
    for position, word in enumerate(words):
        if word.pos[:3] == ("名詞", "固有名詞", "一般") and word.surface not in BODIES and len(word.surface) > 1:
            end = words[-1].end if position == len(words) - 1 else word.end
            if EMPLOYED.match(text, end) or _sounds_like_company(word):
                yield Organisation(word.start, word.end, "company")


# A team or a broadcaster that the dictionary knows whole: a place or a firm, and what it is called by.
TEAM = re.compile(
    r"(?:[一-鿿]{2,}[ァ-ヺー・]{3,}|[一-鿿ァ-ヺー]{2,}(?:FC|SC|JFC)|(?:FC|SC|JA|JR|NTT|KDDI|TV)[一-鿿ァ-ヺー]{2,}|テレビ[一-鿿]{2,}|[ァ-ヺー]{4,}ズ|[一-鿿ァ-ヺー]{2,}(?:新幹線|証券|海上|汽船|百貨店|不動産|生命|商事|球団|学園|学院))\Z"
)
COMPANY = word_set("companies_ja")


def _sounds_like_company(word: Word) -> bool:
    return (
        word.surface in COMPANY
        or TEAM.match(word.surface) is not None
        or word.surface.endswith(("社", "大学", "銀行", "テレビ", "新聞", "鉄道", "電力", "航空", "製鉄", "重工"))
    )


KINDS_EN = {
    "school": "School Academy High Primary Grammar Infants Juniors Elementary Kindergarten Prep Montessori Junior Middle Comprehensive Convent",
    "high-school": "Sixth Gymnasium Secondary",
    "university": "University College Polytechnic Institute Uni Seminary Conservatoire Conservatory",
    "nursery": "Nursery Preschool Creche Playgroup Daycare",
    "hospital": "Hospital Infirmary Clinic Surgery Hospice Practice Ward Unit Medical Health Healthcare",
    "agency": "Council Centre Center Department Police Constabulary Fire Jobcentre Prison Court Library Museum Gallery Authority Agency Barracks Probation Borough District HMP",
    "company": "Ltd Limited Inc plc PLC LLC Corp Corporation Company Bank Motors Foods Logistics Industries Airlines Hotel Inn Arms Farm Mill Works Shipyard Steelworks Solicitors Partners Associates Holdings Brewery Bakery Stores Supermarket Garage Tavern Foundry Quarry Colliery Press Gazette Herald Theatre Theater Studios Engineering Systems Services Group Shipping Freight Energy Pharmaceuticals Distillery Dairy Ferries Railway",
    "care-home": "House Home Lodge Court Manor Trust Foundation Charity Shelter Project Refuge",
    "club": "Club FC AFC RFC United Rovers Church Chapel Cathedral Mosque Synagogue Temple Parish Priory Abbey Minster Choir Orchestra Band Society Association Union Guild Regiment Battalion Legion Scouts Ministries Fellowship Hall Stadium Arena Pier Rangers Wanderers Mission",
}
SUFFIXES_EN = {suffix: kind for kind, suffixes in KINDS_EN.items() for suffix in suffixes.split()}
WEAK_EN = frozenset(
    "High Primary Health Medical Unit Practice Home House Trust Project Court Fire Group Services Union Works Band Mission Middle Junior Press Police Department Energy Institute Association Society Bank Hall Center Centre Partners District Foundation Prep Sixth".split()
)
NAME_EN = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’]+(?:-[A-Za-zÀ-ÿ]+)*"
RUN_EN = re.compile(
    rf"(?<![A-Za-z'’-])(?:(?:St|Mt|Ft|SS)\.? )?{NAME_EN}(?:(?: (?:of|the|and|for|on|in|&|upon)){{0,2}} (?:St\.? )?{NAME_EN}){{0,5}}"
)
SAINT = re.compile(
    r"(?<![A-Za-z])(?:St\.?|Saint|Our Lady(?: of)?|Holy|Sacred) [A-Z][A-Za-z'’]+(?:['’]s?)?(?: (?:and St |& )?[A-Z][A-Za-z'’]+){0,3}(?: (?:parish hall|parish church|church hall|church|school|primary|hospital|hospice|parish|youth club|hall|chapel|nursery|college|academy|RC primary|C of E primary))?"
)
LOWER_TAIL = re.compile(
    r" (?:parish hall|church hall|village hall|community centre|community center|youth club|sixth form|primary school|high school|secondary school|middle school|elementary school|elementary|primary|school|hospital|clinic|hospice|surgery|health centre|medical centre|medical center|cricket club|football club|rugby club|rowing club|care home|nursing home|prison|library|jobcentre|job centre|brewery|bakery|mill|shipyard|steelworks|factory|plant|depot|branch|nursery|university|college|police|fire station|mosque|church|synagogue|temple|theatre|hotel|pub|garage|farm|quarry|pit|colliery|warehouse|town council|county council|city council|council)(?![A-Za-z])"
)
WORKS_FOR = re.compile(
    r"(?<![A-Za-z])(?:works?|worked|working|employed|job|shifts?|manager|cashier|internship|intern|interned|placement|apprenticeship|driver|engineer|analyst|clerk|nurse|warehouse|branch|contract|hired|started|sacked|fired|laid off|redundant|promoted) (?:at|for|with|by|from) (?:the )?$"
)
NOT_ORG = frozenset(
    "the a an my her his our their your this that i he she we they it and but or so in on at to from of for with as if when while after before since until what why how who where then than there here not no yes mr mrs ms dr miss sir lady lord question outcome process background approach".split()
)
GENERIC_EN = frozenset(
    "primary secondary high middle elementary junior senior grammar sunday medical health community local general national royal art law business nursing private public boarding catholic church family youth day night big new old first mental foster care social children's women's men's".split()
)
SAFE_EN = re.compile(
    r"(?:Samaritans|Relate|Mind|Cruse|Childline|Citizens Advice|Alcoholics Anonymous|Narcotics Anonymous|Mental Health|Health Service|Social Services|Human Services|Family Court|Crown Court|High Court|Supreme Court|Magistrates|Home Office|Job ?[Cc]entre(?: Plus)?|Job Center|Community Mental Health|Child Protection|National Health|Royal College|British Psychological|American Psych|World Health|United Nations|United States|United Kingdom|Red Cross|Salvation Army|Women['’]s Aid|Refuge|Gottman Institute|Tavistock(?: Institute)?|Beck Institute|Zoom|Google|University Press|Oxford University Press|Cambridge University Press|Guilford Press|Social Work|European Union|House of|White House|Health Education|First Aid|Sunday School|Data Protection|Information Commissioner|Professional Standards|Ethical Framework|Depression|Anxiety|Inventory|Scale|Questionnaire|Therapy|Theory|Process|Impact|Trauma)"
)


# A small community by how few it holds: a seminary with fourteen students.
FEW_EN = re.compile(
    r"(?<![A-Za-z])(?:a|an|the|our|her|his|this) (?:[a-z-]+ ){0,2}(?:seminary|convent|monastery|college|school|church|congregation|choir|orchestra|community|firm|practice|department|course|parish|hamlet|village|island|regiment|team|troupe|company) (?:with|of) (?:only |just |about |barely |some )?(?:[2-9]|[1-9]\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty)(?:-[a-z]+)? (?:students|pupils|nuns|monks|members|families|people|souls|houses|households|staff|singers|players|brothers|sisters|residents|inhabitants)(?![A-Za-z])"
)
STUDIED_EN = re.compile(
    r"(?<![A-Za-z])(?:(?:studied|studying|studies|read|reading|lectures?|lecturing|lecturer|degree|PhD|doctorate|masters?|MSc|MA|BA|postdoc|graduated|undergraduate|student|course|place|fresher|dropped out|offer) (?:[a-z]+ ){0,2}?(?:at|from|of) |(?:I|[Ss]he|[Hh]e)['’](?:m|s) at (?=[A-Z][a-z]+ (?:now|doing|studying|reading)))(?P<name>[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?)(?=[.,;:!?)]| (?:and|but|when|where|for|in|last|before|after|because|until|this|who|she|he|to|now|doing|studying|reading)(?![A-Za-z]))"
)
NOT_STUDIED = frozenset(
    "January February March April June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Relate Mind Cruse Samaritans Freud Jung Rogers Beck Bowlby Christmas Easter Therapy Psychology English French".split()
)


# A house, a ship or a firm by the place in the sentence that only such a thing takes.
BY_SLOT = re.compile(
    rf"(?<![A-Za-z])(?P<s>(?:[Tt]he )?(?:MV|MS|SS|RMS|HMS|HMAS|HMNZS|HMCS|USS|RRS|RV|FV|RFA|SV|MY|PS) {NAME_EN}(?: {NAME_EN}){{0,2}})(?![A-Za-z])"
    rf"|(?<![A-Za-z'’-])(?=[A-Z])(?P<c>{NAME_EN}(?: {NAME_EN}){{0,2}} (?:&|and) (?:Co|Sons?|Daughters?|Bros|Partners|Company)\b\.?)"
    rf"|(?<![A-Za-z])(?:[Ll]iving|[Ll]ives?|[Ll]ived|[Rr]esident|[Pp]laced|[Mm]oved|[Ss]taying|[Rr]espite|[Ii]npatient|[Dd]etox|[Rr]ehab|[Dd]etained|[Aa]dmitted) (?:in|at|to|into) (?P<h>[Tt]he {NAME_EN}(?: {NAME_EN}){{0,2}})(?![A-Za-z])"
    rf"|(?=the )(?:(?<= at )|(?<= joined )|(?<= behind )|(?<= outside )|(?<=[.!?] At )|(?<= runs )|(?<= ran )|(?<= manages )|(?<= managed ))(?P<t>the {NAME_EN}(?: {NAME_EN})?)(?=[,.;:!?)\n]| and| in| for| until| where| when| on| as| who| with| since)"
    rf"|(?<![A-Za-z'’-])(?P<a>{NAME_EN}(?: {NAME_EN}){{0,2}})(?=, (?:a|an|the|our|her|his|my|their) (?:[a-z'’-]+ ){{0,3}}(?:children's home|care home|nursing home|home|school|hospital|company|firm|charity|hospice|hostel|refuge|clinic|prison|church|pub|salon|agency|unit|nursery|college|club|choir|band|brewery|hotel|caf[eé]|shop|bakery|garage|ship|trawler|ferry|boat|vessel|newspaper|theatre|museum|warehouse|factory|supermarket|restaurant)(?![a-z]))"
)
NOT_SLOTS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter gp nhs hr internet uk us usa eu un tv bbc dr mr mrs ms "
    "i he she they we it you freud rogers bowlby winnicott yalom beck client mum dad mother father samaritans olympics bible quran koran torah prime minister king queen president".split()
)


def _english(reading: Reading) -> Iterator[Organisation]:
    text = reading.text
    for match in FEW_EN.finditer(text):
        yield Organisation(match.start(), match.end(), "club")
    for match in STUDIED_EN.finditer(text):
        if match["name"].lower() not in NOT_ORG | GENERIC_EN and match["name"] not in NOT_STUDIED:
            yield Organisation(*match.span("name"), "university")
    for match in SAINT.finditer(text):
        if not re.match(r" [A-Z]?(?:Street|Road|Avenue|Day)", text[match.end() : match.end() + 8]):
            yield Organisation(match.start(), match.end(), "club")
    for match in RUN_EN.finditer(text):
        words = match.group().split(" ")
        start = match.start()
        while words and words[0].lower() in NOT_ORG:
            start += len(words[0]) + 1
            words = words[1:]
        if not words:
            continue
        yield from _named(text, start, match.end(), words)
    for match in BY_SLOT.finditer(text):
        name = next(key for key, found in match.groupdict().items() if found)
        words = match[name].split(" ")
        lone = bare(words[-1]).lower()
        if not (
            SAFE_EN.search(match[name])
            or match[name] in BODIES
            or any(word.lower() in NOT_SLOTS for word in words)
            or (name == "t" and (lone in CAPITALS or lone in gazetteer.countries() or gazetteer_word(lone)))
        ):
            yield Organisation(*match.span(name), "club")
    yield from _visited(reading)
    for start, end in stretches(reading, BODY, LEAD):
        if not SAFE_EN.search(text[start:end]) and text[start:end] not in BODIES and not OFFICES.match(text, start):
            yield Organisation(start - 4 if text[max(0, start - 4) : start] == "the " else start, end, "club")


OFFICES = re.compile(r"(?:Head|Director|Dean|Chair|Secretary|Department|Ministry|Code|Act|Chapter) of ")
LEAD = 6.0


# In English one is *at* an institution or a town, and does these things for, with or in one.
AT = re.compile(
    rf"(?<![A-Za-z])[Aa]t(?: the)? (?P<n>{NAME_EN}(?: (?:of |the |& )?{NAME_EN}){{0,3}}(?:['’]s?(?![a-z]))?)"
    rf"|(?<![A-Za-z])(?=[A-Za-z])(?:[Pp]lay(?:s|ed|ing)?|[Ss]w(?:ims|am|imming)|[Rr]ow(?:s|ed|ing)?|[Rr](?:uns|an|unning)|[Ss](?:ings|ang|inging)|[Ww]ork(?:s|ed|ing)?|[Dd]riv(?:es|ing)|[Dd]rove|[Bb]at(?:s|ted)|[Bb]owl(?:s|ed)|[Cc]oach(?:es|ed|ing)?|[Ss]ign(?:s|ed)|[Cc]aptain(?:s|ed)?|[Vv]olunteer(?:s|ed|ing)?|[Cc]ook(?:s|ed)|[Cc]lean(?:s|ed)|[Tt]emps?|[Ff]lies|[Ff]lew|[Dd]eliver(?:s|ed)) (?:[a-z]+ )?(?:for|with|in) (?:the )?(?P<f>{NAME_EN}(?: (?:of |the |& )?{NAME_EN}){{0,3}})"
    rf"|(?<![A-Za-z])(?:[Gg]o(?:es)?|[Ww]ent|[Gg]oing|[Tt]ransferred|[Mm]oved up|[Ss]ent|[Rr]eferred|[Aa]dmitted|[Gg]ot in) to (?:the )?(?P<t>{NAME_EN} (?:North|South|East|West|Road|Lane|Green|Park|Hill|Street|Central|Grove|Juniors|Infants|Girls|Boys)['’]?)"
)
LOOKED_AT = re.compile(
    r"(?<![a-z])(?:look|looks|looked|looking|shout|shouts|shouted|shouting|scream|screamed|yell|yelled|laugh|laughs|laughed|laughing|smile|smiles|smiled|smiling|glance|glanced|stare|stares|stared|point|pointed|pointing|swear|swore|snap|snapped|snapping|angry|cross|furious|mad|annoyed|directed|aimed|threw|throw|throws|throwing|nod|nodded|wave|waved|rage|raged|hurt|surprised|jealous) \Z"
)
NOT_VISITED = frozenset(
    "session sessions intake level week item stage step phase year reception key assessment baseline closure follow-up question part point page chapter section approach process outcome background all home work school church university college court parliament table night dawn noon lunch dinner supper breakfast break playtime registration assembly".split()
)
GOES_ON = re.compile(r" (?:in|on|and|is|was|has|for|where|when|until|she|he|they|we|I|knows?|who)(?![a-z])")


def _visited(reading: Reading) -> Iterator[Organisation]:
    """What somebody is at, plays for or goes to, where no list knows it: at Headwaters, for Camborne Piranhas."""
    text = reading.text
    for match in AT.finditer(text):
        group = "n" if match["n"] else "f" if match["f"] else "t"
        name, start, end = match[group], *match.span(group)
        words = [bare(word) for word in re.split("[ -]", name)]
        kinds = [sort_of(word) for word in words]
        first = words[0].lower()
        owned = name.endswith(("'s", "’s", "'", "’"))
        if (
            LOOKED_AT.search(text, max(0, match.start() - 12), match.start())
            or SAFE_EN.search(name)
            or name in BODIES
            or name in gazetteer.english()
            or first in gazetteer.countries()
            or first in KIN
            or first in TITLES
            or any(word.lower() in NOT_SLOTS for word in words)
            or first in CAPITALS
            or (owned and text[end : end + 1] == " " and not GOES_ON.match(text, end))
            or (kinds[0] == "word" and len(words) == 1 and not owned and (group != "n" or first in NOT_VISITED))
            or (kinds == ["given"] and not owned)
        ):
            continue
        yield Organisation(start - 4 if text[max(0, start - 4) : start] == "the " else start, end, "club")


def _named(text: str, start: int, end: int, words: Sequence[str]) -> Iterator[Organisation]:
    tail = LOWER_TAIL.match(text, end)
    name = " ".join(words)
    safe = SAFE_EN.search(name)
    if (safe and (safe.start() == 0 or "Court" not in name)) or name in BODIES or name.lower() in GENERIC_EN:
        return
    if tail and not (len(words) == 1 and (words[0].lower() in GENERIC_EN or gazetteer_word(words[0]))):
        kind = next((SUFFIXES_EN[word] for word in tail.group().title().split() if word in SUFFIXES_EN), "company")
        if len(words) > 1 or _distinct(words[0], text, start):
            yield Organisation(start, tail.end(), kind)
            return
    for last in range(len(words) - 1, 0, -1):
        kind = SUFFIXES_EN.get(words[last].rstrip("'s’"), "")
        own = [
            word
            for word in words[:last]
            if word.lower().rstrip("'s’") not in GENERIC_EN and word not in SUFFIXES_EN and word.lower() not in NOT_ORG
        ]
        if kind and own and not (words[last] in WEAK_EN and len(own) == 1 and own[0].lower() in gazetteer.WORDS):
            stop = start + len(" ".join(words[: last + 1]))
            yield Organisation(start - 4 if text[max(0, start - 4) : start] == "the " else start, stop, kind)
            return
    if words[0] in ("University", "College", "Bank", "HMP", "RAF", "HMS", "USS", "Camp", "Fort") and len(words) > 1:
        yield Organisation(start, end, "university" if words[0] in ("University", "College") else "agency")
    elif (
        WORKS_FOR.search(text[max(0, start - 40) : start])
        and len(words) <= 3
        and words[0].lower() not in NOT_ORG
        and name not in gazetteer.english()
    ):
        yield Organisation(start, end, "company")


def gazetteer_word(word: str) -> bool:
    return word.lower() in (
        "english",
        "british",
        "american",
        "catholic",
        "muslim",
        "jewish",
        "christian",
        "sunday",
        "saturday",
        "french",
        "irish",
        "scottish",
        "welsh",
    )


def _distinct(word: str, text: str, start: int) -> bool:
    """Whether one capital before "school" is a name rather than the start of a sentence."""
    begins = start == 0 or re.search(r"[.!?:\n\"“]\s*$", text[max(0, start - 3) : start]) is not None
    return not begins or word in gazetteer.english()
