"""A run of Japanese nouns that ends in a word for an organisation: which words before it are its own, and whether it has a
name at all."""

from collections.abc import Sequence

from app.deid import gazetteer
from app.deid import patterns as re
from app.deid.bodies import BODIES, NEVER, SUFFIXES, WEAK
from app.deid.organisations.organisation import Organisation
from app.deid.organisations.slots import KATAKANA, LATIN
from app.words import Word

# What an organisation may be called by before its name, or without one.
PREFIXES = re.compile(
    r"(?:ハローワーク|株式会社|有限会社|合同会社|医療法人(?:社団|財団)?|社会福祉法人|学校法人|一般社団法人|一般財団法人|公益社団法人|公益財団法人|NPO法人|特定非営利活動法人|宗教法人|国立研究開発法人|独立行政法人|特別養護老人ホーム|グループホーム|訪問看護ステーション|デイサービス|認定こども園|放課後等デイサービス|就労移行支援事業所|ジョブカフェ|特養|老健|スーパー|居酒屋|喫茶|ホテル|旅館|レストラン|カフェ|スナック|美容室|メンタルクリニック)$"
)
PUBLIC = frozenset({"国立", "公立", "県立", "市立", "町立", "村立", "私立", "都立", "府立", "道立", "区立"})
PSEUDONYM = re.compile(r"(?:[A-Za-z]|[〇○◯×△□●]+|X{1,2}|某|ある|その|この|あの)$")


def own(word: Word) -> bool:
    """Whether a word is somebody's or something's own name."""
    surface = word.surface
    if surface in BODIES or surface in NEVER:
        return False
    if word.pos[1] == "固有名詞":
        return word.pos[3] != "国"
    if not word.known:
        return bool(KATAKANA.match(surface)) or (bool(LATIN.match(surface)) and len(surface) > 1) or len(surface) > 1
    return bool(LATIN.match(surface)) and len(surface) > 2


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


# What may follow a common word in katakana and make it a firm's name or a school's: フェンダー社, アーマー研究所.
ONE_SIGN = frozenset(
    "水産 青果 鮮魚 精肉 楽器 運輸 運送 物流 産業 工業 工務店 建設 電設 製菓 食品 商店 急便 社 研究所 株式会社 商会 製作所 銀行 鉄道 航空".split()
)
TRADES = frozenset(
    "カウンセリング スポーツ バス タクシー メーカー ガス ゲーム ネット メディア リサーチ ビジネス マーケティング コンサル ソフト システム デザイン アパレル リフォーム レンタル クレジット ペット モデル アニメ ファミリー グループ フランチャイズ ベンチャー ダミー ペーパー サービス ハウス ビル エネルギー ロボット セメント プラスチック カード パン ケーキ コーヒー メイン ネット ローカル モノレール ケーブル ローコスト".split()
)


KAN_NUMBER = re.compile(r"[一二三四五六七八九十0-9]+")
KANA_WORD = re.compile(r"[ぁ-ゖ]{2,}")
LETTER = re.compile(r"[A-Za-z]")
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


def by_its_end(text: str, words: Sequence[Word]) -> tuple[list[Organisation], bool]:
    """Find the last word for an organisation in a run, with what stands before it; and whether the run is done with."""
    found: list[Organisation] = []
    for last in range(len(words) - 1, -1, -1):
        end = words[last]
        kind = _suffix(end)
        if kind is None or text[words[0].start : end.end] in BODIES or end.surface in BODIES:
            continue
        body = words[_beginning(words, last) : last + 1]
        if len(body) == 1:
            if PREFIXES.search(end.surface) and last + 1 < len(words):
                break
            if _known_whole(end):
                found.append(Organisation(end.start, end.end, kind))
            continue
        named = _names(body, kind)
        if _hidden(text, body, named) or _a_persons(body, named):
            return found, True
        if named or _public(body) or _in_kana(body, kind) or body[0].surface in ("株式会社", "有限会社"):
            return [*found, Organisation(body[0].start, end.end, kind)], True
        break
    return found, False


# What says when, or which of several, and is no part of a name.
BEFORE = frozenset(("当時", "現在", "元", "旧", "前", "同", "約", "後", "際", "以前"))


def _beginning(words: Sequence[Word], last: int) -> int:
    """Return where the body begins that ends at a word: behind what is no part of a name, or a number that leads the run."""
    for position in range(last - 1, -1, -1):
        surface = words[position].surface
        if surface in BEFORE or (position == 0 and surface.isdigit()):
            return position + 1
    return 0


def _known_whole(word: Word) -> bool:
    """Whether the dictionary has a whole organisation as one name."""
    return (
        word.pos[1] == "固有名詞"
        and word.pos[2] == "一般"
        and word.surface not in BODIES
        and word.surface not in SUFFIXES
    )


SCHOOLS = frozenset({"school", "high-school"})


def _names(body: Sequence[Word], kind: str) -> Sequence[Word]:
    """Return the words that are a body's own, and say which of its kind it is."""
    before, end = body[:-1], body[-1]
    strong = end.surface not in WEAK
    named = [word for word in before if own(word) and (strong or word.surface not in gazetteer.REGIONS_JA)]
    if named:
        return named
    if strong and kind in SCHOOLS and len(before) == 1 and _school_name(before[0]):
        return before
    if end.pos[1] == "固有名詞" and end.surface not in SUFFIXES:
        return [end]
    if strong and kind in OWN_NAMED and not GENERIC.issuperset(_signs(before)):
        named = [word for word in before if word.surface not in GENERIC and word.surface not in NEVER]
    if not named and end.surface in ONE_SIGN and _sign(before[-1].surface):
        return before[-1:]
    return named


def _sign(surface: str) -> bool:
    """Whether a common word may be what a firm is called: フェンダー社, and not バス会社."""
    kana = KATAKANA.match(surface) or KANA_WORD.fullmatch(surface)
    return kana is not None and len(surface) > 2 and surface not in TRADES


def _hidden(text: str, body: Sequence[Word], named: Sequence[Word]) -> bool:
    """Whether its writer has put a letter or a circle where the name would be: A病院, 〇〇小学校, ある会社."""
    if len(body) == 2 and LETTER.fullmatch(body[0].surface):
        return True
    start = body[0].start
    return not named and PSEUDONYM.search(text[max(0, start - 2) : start]) is not None


def _a_persons(body: Sequence[Word], named: Sequence[Word]) -> bool:
    """Whether a weak word only follows somebody's name."""
    end = body[-1].surface
    return (
        len(named) > 0
        and end in WEAK
        and end not in ("小", "中", "高", "大")
        and all(word.pos[2] == "人名" for word in named)
    )


def _of_a_town(body: Sequence[Word]) -> bool:
    return any(word.surface in PUBLIC or word.surface == "立" for word in body)


def _public(body: Sequence[Word]) -> bool:
    """Whether a common word stands in what a town or a country runs: 市立中央図書館."""
    return (
        body[-1].surface not in WEAK
        and _of_a_town(body)
        and any(
            word.pos[:2] == ("名詞", "普通名詞") and word.surface not in NEVER and word.surface not in SUFFIXES
            for word in body[:-1]
        )
    )


NAMED_IN_KANA = SCHOOLS | OWN_NAMED


def _in_kana(body: Sequence[Word], kind: str) -> bool:
    """Whether it is called by a word in hiragana: ひまわり保育園, 市立あおば小学校."""
    if _of_a_town(body) and len(body) > 3 and KANA_WORD.fullmatch(body[-2].surface):
        return True
    strong = body[-1].surface not in WEAK
    return strong and kind in NAMED_IN_KANA and any(KANA_WORD.fullmatch(word.surface) for word in body[:-1])
