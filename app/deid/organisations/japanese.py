"""Organisations in Japanese: a run of nouns that ends in a word for one and holds something of its own."""

from collections.abc import Iterator, Sequence

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.bodies import BODIES, NEVER, SUFFIXES, WEAK
from app.deid.lists import word_set
from app.deid.organisations.organisation import Organisation
from app.deid.organisations.slots import KATAKANA, LATIN, in_slots, led_by_place, local
from app.deid.reading import Reading
from app.words import Word

PREFIXES = re.compile(
    r"(?:ハローワーク|株式会社|有限会社|合同会社|医療法人(?:社団|財団)?|社会福祉法人|学校法人|一般社団法人|一般財団法人|公益社団法人|公益財団法人|NPO法人|特定非営利活動法人|宗教法人|国立研究開発法人|独立行政法人|特別養護老人ホーム|グループホーム|訪問看護ステーション|デイサービス|認定こども園|放課後等デイサービス|就労移行支援事業所|ジョブカフェ|特養|老健|スーパー|居酒屋|喫茶|ホテル|旅館|レストラン|カフェ|スナック|美容室|メンタルクリニック)$"
)
PUBLIC = frozenset({"国立", "公立", "県立", "市立", "町立", "村立", "私立", "都立", "府立", "道立", "区立"})
PSEUDONYM = re.compile(r"(?:[A-Za-z]|[〇○◯×△□●]+|X{1,2}|某|ある|その|この|あの)$")
EMPLOYED = re.compile(
    r"(?:に(?:勤務|勤め|入社|就職|在籍|転職|出向|内定|通院|入院|通っ|配属|入所|在学|入学|通う)|で(?:働|勤務|アルバイト|パート)|の(?:社員|従業員|契約社員|研究所|社宅|関連会社|営業所|営業|窓口|組合|工場|店舗|支店|本社|子会社|正社員|店長|寮|部長|課長|下請け|人事|派遣)|勤務|社員|出身の社|を(?:退職|定年|解雇|クビ|首に|辞め|卒業|中退))"
)


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


def find(reading: Reading) -> Iterator[Organisation]:
    words, text = reading.words, reading.text
    count = len(words)
    index = 0
    yield from _kana(text)
    yield from in_slots(text)
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
        yield from local(text, words[index : last + 1])
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
    if employs(text, words[0].start, words[-1].end):
        yield Organisation(words[0].start, words[-1].end, "company")  # 花王, which the dictionary has as a common noun
        return
    yield from led_by_place(text, words)
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


def employs(text: str, start: int, end: int) -> bool:
    """Whether a company of the list stands there, before a word of employment."""
    return text[start:end] in COMPANY and EMPLOYED.match(text, end) is not None


def _sounds_like_company(word: Word) -> bool:
    return (
        word.surface in COMPANY
        or TEAM.match(word.surface) is not None
        or word.surface.endswith(("社", "大学", "銀行", "テレビ", "新聞", "鉄道", "電力", "航空", "製鉄", "重工"))
    )
