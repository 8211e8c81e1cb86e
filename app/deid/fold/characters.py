"""Each character, with the marks that belong to it, in its plain form: width, variants, hidden letters, other scripts."""

import unicodedata
from array import array

from app.deid import patterns as re
from app.deid.fold.folded import Folded, substitute
from app.deid.patterns import Text

# Characters that show nothing: zero-width, soft hyphen, directions, variation selectors, fillers, tags.
UNSEEN = frozenset(
    map(chr, (
        0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0,
        *range(0x180B, 0x180E), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0),
    ))
)  # fmt: skip

# Older and variant forms of kanji, to the form in common use. Source: general reference knowledge.
VARIANTS = dict(
    zip(
        "﨑髙邊邉齋齊澤濱濵廣嶋嶌國櫻惠眞𠮷栁桒淸德瀨槇彌實榮關藏圓豐萬與靜冨舘凜瑤會學壽條莊淺瀧峯隆曾薗蘆賴鷗侠祿驒蓮邨裴埜鷲"
        "黑增橫郞內步每緖敎敍晴曉檜狹稻穗總聰芦萠薰蔣蠣譽讓辻逸逹遙邦鄕鎭鐵顯飜鷄",
        "崎高辺辺斎斉沢浜浜広島島国桜恵真吉柳桑清徳瀬槙弥実栄関蔵円豊万与静富館凛瑶会学寿条荘浅滝峰隆曽園芦頼鴎侠禄騨蓮村裴野鷲"
        "黒増横郎内歩毎緒教叙晴暁桧狭稲穂総聡芦萌薫蒋蛎誉譲辻逸達遥邦郷鎮鉄顕翻鶏",
        strict=True,
    )
)

# Letters of other scripts that look Latin, read as Latin inside a Latin word only.
LOOKALIKES = dict(
    zip(
        "абвсдеԁѕіјкмнорԛтухѵԝԌАВСЕНІЈКМОРЅТХУԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχɑɡı",
        "a6bcdedsijkmhopqtyxvwGABCEHIJKMOPSTXYWABEZHIKMNOPTYXaeikvoptuxagi",
        strict=True,
    )
)
# Kanji that look like katakana, read as katakana between katakana only.
KANA_LOOKALIKES = str.maketrans("力口二工夕卜八三千一", "カロニエタトハミチー")

DASHES = frozenset("‐‑‒–—―−﹣－ｰ")

# Letters and marks that are plain already, but for variants of the same length.
PLAIN_RUN = re.compile(r"[ -~\n、。「」ぁ-ゖァ-ヺー一-鿿]+")
_VARIANTS = str.maketrans({variant: plain for variant, plain in VARIANTS.items() if len(plain) == 1})
LONGEST_CLUSTER = 8  # characters: a letter and the marks on it; more is decoration
_SIMPLE = frozenset(map(chr, (*range(0x20, 0x7F), 0x0A, 0x3001, 0x3002, 0x300C, 0x300D)))
_PLAIN: dict[str, str] = {}
KEPT_FORMS = 20_000  # entries; Japanese prose uses about three thousand

LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏͰ-ԯɑɡ]{2,}")
FOREIGN = re.compile(r"[Ͱ-ԯɑɡı]")
KANA_BETWEEN = re.compile(r"(?<=[ァ-ヺー])[力口二工夕卜八三千一](?=[ァ-ヺー])")


def characters(text: str) -> Folded:
    """Fold each character, with the marks that belong to it, to its plain form."""
    if text.isascii():
        return Folded(Text(text), range(len(text)), range(1, len(text) + 1))
    plain: list[str] = []
    starts, ends = array("I"), array("I")
    position, length = 0, len(text)
    while position < length:
        run = PLAIN_RUN.match(text, position)
        if run:
            stop = run.end()
            if stop < length and _joins(text[stop]):
                stop -= 1  # the last letter belongs with its mark
            if stop > position:
                plain.append(text[position:stop].translate(_VARIANTS))
                starts.extend(range(position, stop))
                ends.extend(range(position + 1, stop + 1))
                position = stop
                continue
        character = text[position]
        after = position + 1
        if character not in _SIMPLE:
            while after < length and _joins(text[after]) and after - position < LONGEST_CLUSTER:
                after += 1
            form = plain_form(text[position:after])
        else:
            form = character
        for piece in form:
            plain.append(piece)
            starts.append(position)
            ends.append(after)
        position = after
    return Folded(Text("".join(plain)), starts, ends)


def lookalikes(folded: Folded) -> Folded:
    """A Cyrillic letter in a Latin word, or 力 in a katakana word, is the letter it looks like."""
    text = folded.text
    edits = []
    if FOREIGN.search(text):
        for match in LATIN_WORD.finditer(text):
            word = match.group()
            if any(piece.isascii() for piece in word) and FOREIGN.search(word):
                edits.append((*match.span(), "".join(LOOKALIKES.get(piece, piece) for piece in word)))
    edits += [(*match.span(), match.group().translate(KANA_LOOKALIKES)) for match in KANA_BETWEEN.finditer(text)]
    return substitute(folded, sorted(edits))


def _joins(character: str) -> bool:
    return character in "\u3099\u309aﾞﾟ" or unicodedata.combining(character) != 0


def plain_form(cluster: str) -> str:
    """Return what a character with its marks is in its plain form; nothing for what shows nothing."""
    known = _PLAIN.get(cluster)
    if known is not None:
        return known
    if "\ud800" <= cluster <= "\udfff":
        form = "\ufffd"  # half of a character, which the tokeniser cannot take
    elif cluster in UNSEEN or cluster == "\r":
        form = ""
    elif cluster in DASHES and cluster != "ｰ":
        form = "-" if cluster not in "–—―" else cluster
    else:
        # A Hangul syllable is taken apart by nothing; an accent on a Latin letter stays with it.
        form = "".join(map(_digit, unicodedata.normalize("NFKC", cluster)))
        form = "".join(VARIANTS.get(piece, piece) for piece in form if piece not in UNSEEN)
        form = " " if form.isspace() and form != "\n" else form
    if len(_PLAIN) < KEPT_FORMS:  # a memory of forms, the same whatever was asked first
        _PLAIN[cluster] = form
    return form


def _digit(character: str) -> str:
    """Return a digit of any script as the recognisers know it."""
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
