"""Names from other languages in katakana: グエン・ヴァン・アン, キム・ミンス, ガントマッハー who does what only a person does."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.people.japanese.parts import hiragana, is_named, is_tagged, is_unknown
from app.deid.people.japanese.vocabulary import FOREIGN_KANA, GIVEN_KANA, KATAKANA, KATAKANA_LEAST, SURNAMES_KANA
from app.deid.people.span import Name
from app.deid.reading import Reading

FULL_KATAKANA = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,}+(?:[・=＝ ·][ァ-ヺー]{1,}+){1,5}")
NOT_FAMILIES = frozenset(
    "タワー スタジアム ホテル ホール アカデミー スクール カレッジ クリニック センター ストリート アベニュー パーク ハウス グループ カンパニー コーポレーション リミテッド ブラザーズ ブラザース レコード レコーズ "
    "シンドローム テスト モデル スケール メソッド セラピー アプローチ スタイル アーツ ワールド カップ リーグ クラブ チーム ランド フィールド アイランド レイク リバー マウンテン ヒル ヒルズ バレー ブリッジ".split()
)
BESIDE_PERSON = re.compile(
    r"[はがもやと、]|ら|など|による|によって|の(?:妻|夫|父|母|息子|娘|姉|妹|兄|弟)|さん|氏|を(?:率|高|破|下)"
)
# ヘンリー・R・ヘイル, Y・モリーナ; ジョゼ1世
WITH_INITIAL = re.compile(
    r"(?<![A-Za-zァ-ヺー・])(?:[ァ-ヺー]{2,}・){0,2}(?:[A-Z][・.]){1,2}[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,}){0,2}(?![ァ-ヺー・])"
)
REIGNING = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,}){0,2}[0-9]{1,2}世")
DEEDS = (
    "生まれ|死|没|亡くな|結婚|離婚|述べ|歌|演じ|就任|引退|辞任|移籍|著し|要求|拒|依頼|指揮|率い|務め|卒業|留学|入団|入学|逮捕|殺|訪れ|訪ね|出演|恋|"
    "怒|泣|笑|答え|尋ね|黙|叫|戦|命じ|信じ|愛し|嫌|逃げ|誓|決意|決心|主張|批判|提案|説得|断固|来談|帰国|暮ら|住|歩|走|欠席|約束|抱|謝|立候補|雇|退職|敗れ|会談|移民|得点|投獄|弁護|当選|昇格|参戦|優勝|築い|名乗|見つけ|気づ|気付|悟|試み"
)
# What an unknown katakana word does or has that only a person does or has.
PERSON_CONTEXT = re.compile(
    rf"(?:は|が|も)(?!いる|ある|好き|必要)[^。\n「」]{{0,24}}?(?:{DEEDS})|"
    r"[はがも]\d{1,4}(?:年|歳|月)|に(?:よると|技あり|退職|立候補)|たち(?:に|は|が|を)|との(?:不和|乱闘|会談|仲|離婚|結婚|再会|別れ|面接)|と会談|と共に|を(?:下し|弁護|崇拝|高く評価|抹殺)|(?:姓で|学長|外相|米大統領|一族|一家)|"
    r"の(?:提案|主張|自殺|部隊|弟子|秘書|立候補|制止|長年|昇格|動き|指揮|伝記|妹|伯父|叔父|指導|作品)|"
    r"の(?:妻|夫|父|母|息子|娘|弟|兄|姉|妹|子供|子ども|孫|友人|同僚|部下|弟子|死|命|著書|自伝|遺体|墓|顔|声|手紙|涙|手を|言葉|隣|家族|両親|旧友|元へ|もとへ|後任|側近)|"
    r"ら(?:が|は|も|の|を|に|と|、|によ)|自身|本人|(?:に|へ)(?:師事|会い|会っ|恋|言っ|言わ|話し|敗|勝利|相談|電話|頼|頼ん|依頼|命じ|誘わ|殴|告白|謝|教わ)|"
    r"と(?:結婚|離婚|対戦|出会|会っ|会い|話し|暮ら|喧嘩|けんか|別れ|知り合|付き合|つきあ)|を(?:殺|訪ね|説得|破り|破っ|倒|助け|愛し|起用|逮捕|追放|追いかけ|招|任命|指名|迎え|抱|慰め|励ま|呼び|呼ん)|によれば|いわく|亡き|の(?:\d|数)名"
)
NOT_PERSON_ENDS = (
    "ション", "イズム", "リング", "メント", "テスト", "シップ", "ネス", "ロジー", "グラフィー", "セラピー", "ハラスメント", "ハラ", "ケア", "サービス", "システム", "ワーク", "クラブ", "ホテル", "ランド", "チーム", "ゲーム", "アプリ", "スクール",
    "センター", "リーグ", "カップ", "バンク", "ロード", "タウン", "シティ", "シティー", "ホーム", "ペイ", "クス", "ックス", "ドリンク", "フォン", "ソフト", "ネット", "フォーム", "スーツ", "ケアラー", "フォグ", "ロス", "活", "パン", "ライン", "症",
)  # fmt: skip
NOBLE = re.compile(r"(?:大統領|首相|伯爵|公爵|侯爵|男爵|子爵|元帥|将軍|提督)")
RANK = re.compile(
    r"(?:大統領|首相|伯爵|公爵|侯爵|男爵|子爵|卿|元帥|将軍|大佐|少佐|中佐|大尉|中尉|少尉|提督|皇帝|教皇|司教|帝|王|女王|王子|王女|王妃|夫人|監督|選手|投手)(?!国|朝)"
)


def names(reading: Reading) -> Iterator[Name]:
    yield from _katakana(reading)
    yield from _foreign(reading)


def _katakana(reading: Reading) -> Iterator[Name]:
    """グエン・ヴァン・アン, キム・ミンス; not アサーション・トレーニング."""
    for pattern in (WITH_INITIAL, REIGNING):
        for match in pattern.finditer(reading.text):
            yield Name(*match.span(), True)
    for match in FULL_KATAKANA.finditer(reading.text):
        if reading.text[match.start() - 1 : match.start()] == "聖":
            continue  # 聖マリア・グアダルペ教会
        parts = KATAKANA.findall(match.group())
        at = reading.word_index(match.start())
        inside = []
        while at < len(reading.words) and reading.words[at].start < match.end():
            inside.append(reading.words[at])
            at += 1
        tags = {word.surface: word for word in inside}
        like = sum(
            part in FOREIGN_KANA
            or (part in tags and (is_tagged(tags[part]) or (not tags[part].known and len(part) > 1)))
            for part in parts
        )
        word_like = sum(
            part in tags and tags[part].known and not is_tagged(tags[part]) and part not in FOREIGN_KANA
            for part in parts
        )
        first_like = (
            parts[0] not in tags or is_tagged(tags[parts[0]]) or not tags[parts[0]].known or parts[0] in FOREIGN_KANA
        )
        separated = " " not in match.group() or all(
            part in FOREIGN_KANA or (part in tags and is_tagged(tags[part])) or is_named(part) for part in parts
        )
        kana_pair = len(parts) == 2 and hiragana(parts[0]) in SURNAMES_KANA and hiragana(parts[1]) in GIVEN_KANA
        first = tags.get(parts[0])
        foreign = parts[0] in FOREIGN_KANA or (first is not None and is_tagged(first))
        if (
            kana_pair
            or (foreign and separated and parts[-1] not in NOT_FAMILIES)
            or (like > word_like and first_like and separated)
            or (
                len(parts) > 1
                and separated
                and is_unknown(tags.get(parts[-1]))
                and parts[-1] not in NOT_FAMILIES
                and not parts[-1].endswith(NOT_PERSON_ENDS)
                and word_like < len(parts)
                and (parts[0] not in tags or not tags[parts[0]].known or len(parts[0]) <= KATAKANA_LEAST)
                and BESIDE_PERSON.match(reading.text, match.end())
            )
        ):
            yield Name(match.start(), match.end(), True)


def _foreign(reading: Reading) -> Iterator[Name]:
    """ガントマッハー, whom no list knows, by what he does; an unknown word of katakana that nobody's deed follows stays."""
    text, words = reading.text, reading.words
    for word in words:
        if (
            (word.known and not (is_tagged(word) or (word.pos[1] == "固有名詞" and NOBLE.match(text, word.end))))
            or len(word.surface) < KATAKANA_LEAST
            or not KATAKANA.fullmatch(word.surface)
            or text[word.end : word.end + 1] in "・=ー"
            or text[word.start - 1 : word.start] in ("・", "=", "「", "『")
            or KATAKANA.match(text, max(0, word.start - 1), word.start)
            or word.surface.endswith(NOT_PERSON_ENDS)
        ):
            continue
        if PERSON_CONTEXT.match(text, word.end) or NOBLE.match(text, word.end) or RANK.match(text, word.end):
            yield Name(word.start, word.end, not word.known)
