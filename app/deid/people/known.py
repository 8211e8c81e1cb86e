"""Whom a text may name: theorists and authors, figures everybody knows, and names the text says are not real."""

import re
from collections.abc import Iterator, Sequence

from app.deid.lists import word_set
from app.deid.people import cited, cited_english
from app.deid.people.authors import JAPANESE_FAMILIES, JAPANESE_FULL, KATAKANA_FORMS, LONG_FAMILY, PUBLIC
from app.deid.people.japanese.vocabulary import FOREIGN_KANA, SURNAMES
from app.deid.people.latin.letters import LISTED, bare, plain
from app.deid.people.theorists import FAMILIES, FULL_LATIN
from app.deid.reading import Reading
from app.deid.types import Span

GIVEN_NAMES = frozenset(name.capitalize() for name in word_set("given_names"))
LATIN_PUBLIC = frozenset(figure for figure in PUBLIC if figure[0].isascii())

KATAKANA_NAME = re.compile(r"(?:[A-Z][.・ ]{1,2}){0,3}[ァ-ヺー]+(?:[・=＝ ][ァ-ヺー]+)*")
CJK_RUN = re.compile(r"[一-鿿々ぁ-ゖァ-ヺークレイグ]+")
CITED_JA = re.compile(
    r"([一-鿿々ぁ-ゖ]{1,5}?|[ァ-ヺー・]{2,14})(?:(?:[・、&＆]|と)([一-鿿々]{1,5}|[ァ-ヺー]{2,14})){0,3}(?:ら|他|ほか|先生|氏|編著?|監修|訳)?(?: ?et al\.?)?"
    r" ?[（(,、] ?(?:1[89]|20)\d\d[a-z]?年?"
)
CITED_START = re.compile(r"[（(,、] ?(?:1[89]|20)\d\d[a-z]?年?(?:[)）、,;/]|(?=[」』\n ]))")
THEORY_AFTER = re.compile(
    r"(?:先生|氏|博士|さん)?(?:ら)?(?:の(?:いう|言う|理論|本|著作|著書|論文|講演|モデル|説|概念|考え|言葉|指摘|研究|技法|定義|図式|提唱|訳|主張|実践|立場|臨床|療法|アプローチ|枠組み|分類|尺度|質問紙|"
    r"『|「|アサーション|四|三|五|六|六条件|発達|カウンセリング)|が(?:提唱|言う|いう|述べ|指摘|示し|論じ|説|まとめ|開発|紹介|書い|挙げ)|は(?:.{0,12}と?(?:述べ|指摘|論じ|書い))|に(?:よれば|よると|ならって|学|教わっ)|を(?:参考|参照|引用|援用|読)|式|派|流|編|著|訳|『)"
)
NAME_STOPS = re.compile(r"(?:さん|くん|ちゃん|様|君)")

NOT_REAL_AFTER = re.compile(
    r"(?:さん|くん|ちゃん|様|君|氏|先生)?[」』\"”’'»]? ?[,(（\[［]? ?(?:以下、?)?(?:「?(?:仮名|仮称|偽名|匿名|架空|プライバシー保護のため)|(?:not (?:her|his|their|the client'?s|a|my client'?s) real name|a pseudonym|pseudonym|name changed|names? (?:has|have) been changed|changed name|not real name|fictitious|made-up name|as I(?:'ll| will| shall)? call (?:her|him|them)|an alias))",
    re.IGNORECASE,
)
NOT_REAL_BEFORE = re.compile(
    r"(?:(?:whom? )?(?:I(?:'ll| will| shall|'ve| have)?|we(?:'ll| will| shall)?|let me|let us|let's) (?:have )?(?:call(?:ed)?|refer(?:red)? to|name[d]?) (?:her|him|them|this client|the client|my client|this person|this (?:wo)?man)?(?: as| by the name)? ?|"
    r"(?:pseudonym|alias|not (?:her|his|their) real name)(?: of| is|:)? |(?:made-up|fictional|fictitious|imaginary|invented|hypothetical|composite|pretend) (?:[a-z]+ ){1,2}(?:called|named|we(?:'ll| will)? call|I(?:'ll| will)? call),? |(?:仮に|仮名で|仮名を|ここでは|以下では?|便宜上)、?)[\"“‘'「『]?$",
    re.IGNORECASE,
)
# "We called Siobhan in" gives nobody a name.
BARELY_CALLED = re.compile(r"\b(?:I|[Ww]e)(?:['’]ve| have| had)? (?:called|named) $")
# ドラえもんの出木杉くん, 映画の寅さん: whoever is of a story, and a proverb that begins with a name.
OF_FICTION = re.compile(
    r"(?:マンガ|まんが|漫画|アニメ|ドラマ|映画|小説|絵本|童話|ゲーム|朝ドラ|大河|文学|物語|芝居|歌舞伎|落語|昔話|民話|神話|聖書)(?:の(?:主人公|登場人物|ヒロイン|中)?の?|で(?:いう|いえば)と?、?)((?:[ァ-ヺー]{2,10}|[一-鿿々]{1,4}|[ぁ-ゖ]{2,5})(?:[・ ][ァ-ヺー]{2,10})?)(?=くん|君|さん|ちゃん|様|先生|みたい|のよう|に似|じゃ|のせりふ|の台詞)|(千里)(?=の道|の馬|眼)"
)
# Who speaks, in a transcript.
SPEAKER = re.compile(r"^ ?(Co|Cl|Th|Pt|Cou|Sv)(?=\d{0,3}[ :.])", re.MULTILINE)
# A letter and what makes a name of it: F子, J男.
LETTERED = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}(?:子|男|美|太|也|介|江|代|郎|助|夫|雄|香|乃)(?![一-鿿])")
FICTION_JA = re.compile(
    r"(?<![一-鿿々])(?:クライエント|クライアント|CL|相談者|キャリコン|カウンセラー|ロープレ|山田|鈴木|田中|佐藤|架空)?(?:太郎|花子|次郎|一郎|たろう|はなこ)"
)

CAP = r"[A-ZÀ-ÖØ-ÞŁŚŽ][A-Za-zÀ-ɏ'’-]{1,30}"
YEAR = r"(?:1[89]|20)\d\d[a-z]?"
# "in July 2019," cites nobody called July.
AUTHOR = rf"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Easter|Christmas|Thanksgiving|Halloween|Ramadan|Eid|Diwali|Passover|Hanukkah|Lent|Advent|Term|Week|Year|Day)(?![A-Za-z])){CAP}"
CITED_EN = re.compile(
    rf"(?:{CAP}(?:, (?:[A-Z]\. ?){{1,3}})?(?:,? (?:and|&|with) |, |; )){{0,5}}(?:(?:[A-Z]\. ?){{1,3}})?(?:(?:van|von|de|der|den|du|la|le) ){{0,2}}{AUTHOR}(?:, (?:[A-Z]\. ?){{1,3}})?(?: et al\.?)?(?:'s|’s)?,? ?(?:\((?:e\.g\.,? |see )?{YEAR}(?:[,/;] ?{YEAR})*\)|\({YEAR}[,)]|{YEAR}(?=[);,.]))"
)
ET_AL = re.compile(rf"(?:(?:{CAP})(?: and |, | & )){{0,4}}{CAP} et al\b|{CAP} and colleagues")
BIBLIO = re.compile(
    rf"{CAP}, (?:[A-Z]\.[ -]?){{1,3}}(?:[,&]|and|\(|ed)|(?<![A-Za-z])(?:[A-Z]\. ){{1,3}}{CAP}(?= \(|,? \d{{4}})"
)
THEORY_WORD = (
    r"(?:theory|model|models|concept|notion|idea|ideas|work|writing|book|books|chapter|paper|papers|article|tasks?|stages?|framework|approach|technique|method|scale|inventory|questionnaire|"
    r"triangles?|conditions?|protocol|typology|hierarchy|cycle|circle|attachment|therapy|hypothesis|principles?|definition|formulation|process|dual|core|levels?|ladder|wheel|types?|codes?|test|index|"
    r"needs|skilled helper|method|phrase|term|term|line|view|account|research|study|studies|position|words|description|critique|question|questions|metaphor|map|maps|window|cards)"
)
AUTHOR_AFTER = re.compile(
    rf"(?:['’]s? (?:\w+[- ]){{0,3}}{THEORY_WORD}\b|['’]s? [\"“‘'A-Z]| on (?!(?:the \d|my|her|his|their|me|him|them|it|us|monday|tuesday|wednesday|thursday|friday|saturday|sunday|friday)\b)[a-z]| (?:would|might) (?:have|say|call|dispute|argue|describe|put|add|probably|ask)| (?:writes|wrote|argues|argued|suggests|describes|described|calls|called|puts|proposes|defines|talks about|has a (?:bit|chapter|paper|line)|says somewhere|reminds us|pointed out|distinguishes|drew|coined|speaks of|meant)\b| \((?!aged?|\d{{1,2}}[,)]|she|he|they|her|his|not|client|mum|my|the))"
)
AUTHOR_BEFORE = re.compile(
    r"(?:\b(?:read(?:ing)?|re-?read(?:ing)?|following|follow|per|cite[sd]?|citing|quot(?:e|es|ed|ing)|see|cf\.?|after|via|according to|in the manner of|in the (?:style|spirit|tradition) of|influenced by|drawing on|draw on|drew on|lean(?:ing)? on|based on|borrow(?:ed|ing)? from|borrowings from|from|and|&|by|of|in|with|as|ed\.|eds\.|on|use(?:d)?|using|adapted from|inspired by|turn(?:ed)? to|thanks to|back to|à la|pure|classic|very|some|to|keep|like|think of|thought of|than) |[(\[“\"‘]|, |; |\A|[.:?!] )$",
    re.IGNORECASE,
)
CLIENT_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\.? $")
OWN_THEORY = re.compile(
    r"['’]s? (?:[a-z]+[- ]){0,3}(?:theory|theories|model|concept|notion|stages?|statuses|scale|inventory|framework|typology|hierarchy|triangles?|hypothesis|work (?:suggests|shows|on)|book on|paper on|tasks of)\b| on the [a-z]+ [a-z]+ (?:was|is|has|helped|gave|offers)\b"
)
# "Dr Bowen had promised" treats; "Dr Bowen's theory" is written about
DOCTORED = re.compile(r"\b(?:Dr|Prof)\.? $")
TREATS = re.compile(
    r"(?:['’]s (?:notes?|letter|report|referral|surgery|clinic|list|waiting room|receptionist|nurse))|(?:,? who)? (?:had |has |have |was |is )?(?:promised|retired|referred|prescribed|rang|phoned|wrote to (?:me|us|her|him)|told|signed|sent|saw|discharged|increased|stopped|changed|asked|away|off sick|on leave)\b"
)
# "Lives in Wells" names a town, whoever else is called so.
LIVED = re.compile(
    r"(?:[Ll]ives?|[Ll]ived|[Ll]iving|[Bb]orn|[Gg]rew up|[Rr]aised|[Bb]ased|[Ff]lat|[Hh]ouse|[Ss]tayed) (?:in|at|near|outside) \Z|(?:[Mm]oved|came|went back) (?:to|from) \Z"
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Nurse|Officer|Sister|Auntie|Aunt|Uncle|Coach|Sgt|Constable|PC)\.? $")


def spans(reading: Reading) -> Sequence[Span]:
    """Return the stretches that no recogniser may claim, in order; they may overlap."""
    if reading.left is None:
        reading.left = sorted(
            {
                *_japanese(reading),
                *cited.spans(reading),
                *cited_english.spans(reading),
                *_latin(reading),
                *_pseudonyms(reading),
            }
        )
    return reading.left


def inside(start: int, end: int, spans_: Sequence[Span]) -> bool:
    """Whether most of the stretch lies under one of the spans."""
    return any(2 * (min(end, right) - max(start, left)) > end - start for left, right in spans_)


def _japanese(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for match in KATAKANA_NAME.finditer(text):
        yield from _katakana(reading, match)
    said = _said(text) if reading.words else ()
    for form in said:
        start = text.find(form)
        while start >= 0:
            yield start, start + len(form)
            start = text.find(form, start + 1)
    full_families = {
        form[:length] for form in said if len(form) > 2 for length in (1, 2, 3) if form[:length] in SURNAMES
    }
    for match in LONG_FAMILY.finditer(text):
        if THEORY_AFTER.match(text, match.end()) and not NAME_STOPS.match(text, match.end()):
            yield match.span()
    for word in reading.words:
        if word.surface not in JAPANESE_FAMILIES or len(word.surface) < 2:
            continue
        if word.surface in full_families and not NAME_STOPS.match(text, word.end):
            yield word.start, word.end
        elif (
            THEORY_AFTER.match(text, word.end)
            and not NAME_STOPS.match(text, word.end)
            and not _with_given(reading, word.end)
            and not _borne(text, word.surface)
        ):
            yield word.start, word.end
    for match in CITED_START.finditer(text):
        start = match.start()
        run = start
        while (
            run > 0
            and start - run < CITED_REACH
            and (text[run - 1] in "・、&ー々らと" or "一" <= text[run - 1] <= "鿿" or "ァ" <= text[run - 1] <= "ヺ")
        ):
            run -= 1
        if run < start:
            yield run, start


CITED_REACH = 24  # characters before the year that authors' names may take


def _borne(text: str, family: str) -> bool:
    """Whether the text gives the family name to somebody of its own: 渡辺みのりさん."""
    return re.search(rf"{family}[一-鿿々ぁ-ゖァ-ヺー]{{0,4}}{NAME_STOPS.pattern}", text) is not None


def _with_given(reading: Reading, position: int) -> bool:
    index = reading.word_index(position)
    return (
        index < len(reading.words) and reading.words[index].start == position and reading.words[index].pos[2] == "人名"
    )


_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _form in sorted(JAPANESE_FULL):
    _BY_FIRST[_form[0]] = (*_BY_FIRST.get(_form[0], ()), _form)


def _said(text: str) -> Sequence[str]:
    """Return the full names of authors and figures that stand in the text."""
    return [form for first in _BY_FIRST.keys() & set(text) for form in _BY_FIRST[first] if form in text]


def _katakana(reading: Reading, match: re.Match[str]) -> Iterator[Span]:
    """ロジャーズ and カール・ロジャーズ, but not a client who only shares the family name."""
    whole = match.group()
    plain = whole.replace("＝", "=").replace(" ", "")
    stripped = re.sub(r"^(?:[A-Z][.・ ]*)+", "", plain)
    if plain in KATAKANA_FORMS or stripped in KATAKANA_FORMS:
        if not _client_like(reading.text, match.end(), stripped):
            yield match.span()
        return
    parts = re.split(r"[・=]", stripped)
    if len(parts) > 1 and parts[-1] in KATAKANA_FORMS and THEORY_AFTER.match(reading.text, match.end()):
        yield match.span()


def _client_like(text: str, end: int, form: str) -> bool:
    """リーさん and クラークくん are people here, however well known the name."""
    return NAME_STOPS.match(text, end) is not None and not (
        THEORY_AFTER.match(text, end) and form not in _COMMON_FOREIGN
    )


_COMMON_FAMILIES = frozenset(
    "エリス クラーク ジョンソン ミラー ヤング ホワイト ブラウン ウィルソン アンダーソン スチュアート ミッチェル ギルバート ベンジャミン アレン ケリー ホール ハリス ワトソン グリーン "
    "ジョーンズ ハンセン ピーターソン アーロン メイ レイン ボス コーエン マテ リーダー チャップマン ロッシ ギル".split()
)

_COMMON_FOREIGN = FOREIGN_KANA | _COMMON_FAMILIES


YEARS = re.compile(rf"\(?(?:e\.g\. |see )?{YEAR}")
OTHERS = re.compile(r"et al\b|and colleagues")
CITE_REACH = 100  # characters before a year that its authors may take


def _near(text: str, anchor: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[Span]:
    """Yield matches of `pattern` that end near a match of `anchor`, so that a list of names without years costs nothing."""
    done = 0
    for match in anchor.finditer(text):
        for found in pattern.finditer(text, max(done, match.start() - CITE_REACH), min(len(text), match.end() + 12)):
            yield found.span()
            done = found.end()


def _latin(reading: Reading) -> Iterator[Span]:
    text = reading.text
    for match in BIBLIO.finditer(text):
        yield match.span()
    tokens = reading.latin
    cites = [*_near(text, YEARS, CITED_EN), *_near(text, OTHERS, ET_AL)]
    cited = {word for start, end in cites for word in re.findall(CAP, text[start:end])}
    yield from cites
    titled = {
        token.surface
        for token in tokens
        if token.surface in FAMILIES and CLIENT_TITLE.search(text, max(0, token.start - 6), token.start)
    }
    for token in tokens:
        bare = token.surface.replace("’", "'").removesuffix("'s")
        if (bare in cited or OWN_THEORY.match(text, token.start + len(bare))) and not TITLED.search(
            text, max(0, token.start - 10), token.start
        ):
            yield token.start, token.start + len(bare)
    clients = _clients(reading)
    yield from _public_starts(reading)
    for index, token in enumerate(tokens):
        surface = token.surface.replace("’", "'").removesuffix("'s")
        if surface not in FAMILIES or (surface in titled and not AUTHOR_AFTER.match(text, token.start + len(surface))):
            continue
        end = token.start + len(surface)
        previous = tokens[index - 1] if index else None
        joined = (
            previous is not None
            and text[previous.end : token.start] in (" ", ". ", "-")
            and previous.surface[:1].isupper()
            and previous.surface.lower() not in NOT_GIVEN
        )
        if LIVED.search(text, max(0, token.start - 24), token.start):
            continue
        if TITLED.search(text, max(0, token.start - 10), token.start) or (
            DOCTORED.search(text, max(0, token.start - 6), token.start) and TREATS.match(text, end)
        ):
            continue
        if joined and previous is not None:
            given = previous.surface
            if given in FAMILIES[surface] or (
                len(given) == 1 and any(name.startswith(given) for name in FAMILIES[surface])
            ):
                yield previous.start, end
                continue
            if given in FAMILIES and surface in FAMILIES:
                yield token.start, end
                continue
            if not _sentence_word(given):
                continue  # Sarah Rogers is somebody else
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            following is not None
            and text[end : following.start] == " "
            and following.surface[:1].isupper()
            and surface in GIVEN_TOO
            and following.surface not in FAMILIES
            and following.surface.lower() not in THEORY_NOUNS
        ):
            continue
        given_too = surface in GIVEN_NAMES and surface not in FAMILY_FIRST
        if (
            (given_too or surface in clients)
            and surface in COMMON_LATIN
            and not (
                AUTHOR_AFTER.match(text, end) or _author_before(text, token.start) or _beside_author(reading, index)
            )
        ):
            continue
        yield token.start, end


PERSON_BEFORE = re.compile(
    r"(?:\b(?:[Cc]lient|[Pp]atient|[Cc]ouple|[Ff]amily|[Nn]amed?|[Ss]urname|[Ss]igned|told|tell|tells|asked|ask|met|rang|ring|phoned|texted|emailed|married|divorced|sacked|hired|"
    r"boss|manager|supervisor|colleague|friend|neighbou?r|teacher|tutor|nurse|doctor|husband|wife|partner|brother|sister|son|daughter|cousin|uncle|aunt)(?: is| was|:|,|'s|’s)? [\"“‘']?)$"
)
PERSON_AFTER = re.compile(
    r"['’]s? (?:mother|mum|father|dad|wife|husband|partner|son|daughter|brother|sister|parents|children|kids|family|file|notes|chart|desk|boss|house|phone|GP)\b"
    r"| (?:came|comes|arrived|arrives|rang|phoned|texted|emailed|cried|wept|sat|nodded|shrugged|attended|attends|cancelled|presented|presents|walked|moved|married|died|lives|lived|works|worked as|drinks|drank|sleeps|slept|is aged|turned|retired|(?:is|was) (?:late|off sick|a client|my client|referred|tearful|married|divorced|pregnant))\b"
    r"| ?\((?:aged?|\d{1,2}[,)]|client)"
)


def _clients(reading: Reading) -> frozenset[str]:
    """Family names of authors that the text gives to somebody of its own: by a given name, a relative, a deed in the room."""
    tokens, text = reading.latin, reading.text
    found = set()
    for index, token in enumerate(tokens):
        bare = token.surface.replace("’", "'").removesuffix("'s")
        if bare not in COMMON_LATIN or bare in found:
            continue
        start, end = token.start, token.start + len(bare)
        before = tokens[index - 1] if index else None
        if (
            PERSON_AFTER.match(text, end)
            or PERSON_BEFORE.search(text, max(0, start - 24), start)
            or TITLED.search(text, max(0, start - 10), start)
            or (
                before is not None
                and text[before.end : start] == " "
                and before.surface in GIVEN_NAMES
                and before.surface not in FAMILIES.get(bare, ())
                and before.surface not in FAMILIES
            )
        ):
            found.add(bare)
    return frozenset(found)


NOT_GIVEN = frozenset(
    {
        "the",
        "as",
        "and",
        "but",
        "from",
        "per",
        "after",
        "like",
        "in",
        "for",
        "with",
        "see",
        "what",
        "when",
        "if",
        "perhaps",
        "following",
        "both",
        "using",
        "does",
        "did",
        "would",
        "is",
        "of",
        "by",
        "on",
        "to",
        "that",
        "reading",
        "thanks",
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "professor",
        "prof",
        "dr",
        "so",
    }
)
THEORY_NOUNS = frozenset(
    "depression anxiety hopelessness inventory scale adult session theory model therapy institute effect test code types cognitive obsessive brown".split()
)
GIVEN_TOO = frozenset(
    "Clark Beck Young Ellis Frank Gilbert Elliott Stern Kelly Gordon Allen Stewart Rosenberg Carter Scott Mitchell Murray Lambert Ryan Hall Arthur Wilson Rowan May Benjamin Lewin Harris Adler Brown Butler Bond Buber Main Egan".split()
)
# Listed among given names, but borne as one so seldom that a text has to show it.
FAMILY_FIRST = frozenset(
    "Rogers Johnson Miller Brown Williams Jones Wilson White Harris Wright King Green Baker Adams Nelson Roberts Phillips Campbell Evans Edwards Collins Morris Bell Cox Ward Peterson Gray Watson Brooks Sanders "
    "Price Bennett Wood Henderson Jenkins Perry Powell Patterson Hughes Fisher Simmons Wells Stevens West Jacobs Burns Walsh Parsons Hayes Bond Hawkins Anderson Andersen Stern Roth Locke Boss Leader Chapman "
    "Hoffman Gilbert Jacobson Cohen Sullivan Ryle Shear Smith Elliott Watts Bright Berg Meyers Gill Proctor Lambert Gardner Barlow Kendall Wing Skinner Shapiro Schwartz Kramer Persons Macdonald Bridges Strupp "
    "Hansen Cochran Lent Brach Black Neff Leahy Martell Fennell Benson Pavlov Harlow Stroop".split()
)
COMMON_LATIN = frozenset(
    "Clark Young Frank Johnson Miller Brown Williams Jones Wilson White Harris Hall Allen Wright Scott King Green Baker Adams Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards "
    "Collins Stewart Morris Rogers Reed Cook Morgan Bell Murphy Bailey Cooper Cox Ward Peterson Gray James Watson Brooks Kelly Sanders Price Bennett Wood Ross Henderson Jenkins Perry Powell Patterson Hughes "
    "Butler Fisher Simmons Freeman Gordon Wells Stevens West Jackson Jacobs Burns Walsh Ryan Ellis May Main Parsons Hayes Harvey Carroll Page Rowan Bond Hawkins Anderson Andersen Stern Roth Locke George Boss "
    "Leader Chapman Hoffman Gilbert Murray Jacobson Cohen Sullivan Sanders Walker Real Ryle Shear Smith Elliott Evans Watts Bright Arthur Berg Meyers Gill Cole Proctor Lambert Gardner Barlow Kendall Wing "
    "Skinner Shapiro Schwartz Nickman Kramer Persons Macdonald Bridges Strupp Dawis Hansen Cochran Pryor Lent Brach Black Neff Bean Wright Leahy Lewis Martin Martell Fennell Benson Pavlov Harlow Benjamin Stroop".split()
)


def _sentence_word(word: str) -> bool:
    return word.lower() in NOT_GIVEN


def _author_before(text: str, start: int) -> bool:
    return (
        AUTHOR_BEFORE.search(text, max(0, start - 30), start) is not None
        and THEORY_TALK.search(text, max(0, start - 60), start + 80) is not None
    )


THEORY_TALK = re.compile(
    r"\b(?:"
    + THEORY_WORD
    + r"|CBT|ACT|DBT|EMDR|psychodynamic|person-centred|person-centered|humanistic|integrative|schema|compassion|narrative|solution|systemic|existential|gestalt|Gestalt|formulation|intervention|read|cite|"
    r"empathy|congruence|supervision text|therapeutic|relational|cognitive|behaviou?ral|career|vocational|informed|based|literature|textbook|theorist|illness|narratives|motivational|interviewing|mindfulness|trauma|emotionally|focused|anchors?|chaos)\b"
)


def _beside_author(reading: Reading, index: int) -> bool:
    """Mearns and Cooper, Klass, Silverman and Nickman: names in a row with one that is nobody else's."""
    tokens, text = reading.latin, reading.text
    for step in (-1, 1):
        at = index + step
        joined = False
        while 0 <= at < len(tokens):
            low, high = (tokens[at], tokens[at - step]) if step < 0 else (tokens[at - step], tokens[at])
            gap = text[low.end : high.start].strip()
            if gap not in (",", "&", ""):
                break
            if tokens[at].surface == "and":
                joined = True
            elif tokens[at].surface in FAMILIES and (joined or gap in (",", "&")):
                return True
            elif not gap:
                break
            at += step
    return False


def _public_starts(reading: Reading) -> list[Span]:
    text = reading.text
    found: list[Span] = []
    for index, token in enumerate(reading.latin):
        for figure in _PUBLIC_BY_FIRST.get(token.surface.replace("’", "'").removesuffix("'s"), ()):
            end = token.start + len(figure)
            if text.startswith(figure, token.start) and not text[end : end + 1].isalpha():
                lone = " " not in figure
                following = reading.latin[index + 1] if index + 1 < len(reading.latin) else None
                previous = reading.latin[index - 1] if index else None
                if lone and (
                    (figure in AMBIGUOUS_PUBLIC and figure not in UNLIKELY_CLIENTS)
                    or ((figure in UNLIKELY_CLIENTS or plain(figure) in LISTED) and _somebody(reading, figure))
                ):
                    continue
                if (
                    lone
                    and following is not None
                    and text[end : following.start] == " "
                    and following.surface[0].isupper()
                    and bare(following.surface) not in ("I", "A")
                ):
                    continue
                if (
                    lone
                    and previous is not None
                    and text[previous.end : token.start] == " "
                    and previous.surface[0].isupper()
                    and previous.surface.lower() not in NOT_GIVEN
                ):
                    continue
                found.append((token.start, end))
    return found


def _somebody(reading: Reading, name: str) -> bool:
    """Whether the text gives a name that everybody knows to a person of its own, or keeps coming back to it."""
    text = reading.text
    places = [token for token in reading.latin if bare(token.surface) == name]
    return len(places) > 2 or any(
        PERSON_AFTER.match(text, token.start + len(name))
        or PERSON_BEFORE.search(text, max(0, token.start - 24), token.start)
        or TITLED.search(text, max(0, token.start - 10), token.start)
        for token in places
    )


# Given names all the same, but when one stands alone it is the figure.
UNLIKELY_CLIENTS = frozenset(
    "Oprah Romeo Pandora Elvis Obama Sherlock Jesus Hermione Ophelia Moses Job Muhammad Cassandra Lincoln Eliot".split()
)
AMBIGUOUS_PUBLIC = frozenset(
    {
        "Adele",
        "Matilda",
        "Elsa",
        "Job",
        "Noah",
        "Moses",
        "Juliet",
        "Cassandra",
        "Pandora",
        "Hermione",
        "Alice",
        "Blake",
        "Eliot",
        "Lincoln",
        "Obama",
        "Sherlock",
        "Ophelia",
        "Muhammad",
        "Jesus",
        "Romeo",
        "Elvis",
        "Oprah",
    }
)
_PUBLIC_BY_FIRST: dict[str, tuple[str, ...]] = {}
_HYPHENED = {family for family in FAMILIES if "-" in family or " " in family}
for _figure in sorted(
    LATIN_PUBLIC
    | {name for name in FULL_LATIN if " " in name}
    | _HYPHENED
    | {name[0].upper() + name[1:] for name in _HYPHENED}
):
    _first = re.match(r"[A-Za-zÀ-ɏ]+", _figure)
    if _first:
        _PUBLIC_BY_FIRST[_first.group()] = (*_PUBLIC_BY_FIRST.get(_first.group(), ()), _figure)


def pseudonyms(reading: Reading) -> frozenset[str]:
    """Return the names that the text itself says are not real."""
    return frozenset(reading.text[start:end] for start, end in _declared(reading))


# "with details changed": then a name in quotation marks is the one given instead.
CHANGED = re.compile(
    r"(?:[Nn]ames?|[Dd]etails|[Ii]dentif(?:ying|iers?)[a-z ]{0,20}|[Pp]articulars) (?:(?:and|&) [a-z ]{1,20} )?(?:(?:have|has) (?:all )?been |(?:is|are|were|was) )?(?:changed|altered|disguised|invented)"
)
QUOTED_NAME = re.compile(r"[\"“‘]([A-ZÀ-Þ][a-zà-ɏ]{1,14})[\"”’](?=[, ]|\.)")
LATIN_NAME = re.compile(rf"{CAP}(?: {CAP})?")
PSEUDONYM_CANDIDATE = re.compile(
    r"[一-鿿々ぁ-ゖァ-ヺー]{1,12}?(?=(?:さん|くん|ちゃん|様|君|氏)?[」』]? ?[（(［\[](?:以下、?)?(?:仮名|仮称|偽名|架空))"
)
NOT_REAL_JA = re.compile("仮名|仮称|偽名|架空")
CALLED_JA = re.compile(
    r"(?:仮に|仮名で|仮名を|ここでは|以下では?|便宜上)、?「?『?([一-鿿々ぁ-ゖァ-ヺー]{1,6}?)(?:さん|くん|ちゃん)?[」』]?(?:と(?:呼|する|し|お呼び|表記|いう|記)|です)"
)


def _declared(reading: Reading) -> Iterator[Span]:
    text = reading.text
    if NOT_REAL_JA.search(text):  # seldom said, and dear to look for at every letter
        for match in PSEUDONYM_CANDIDATE.finditer(text):
            yield match.span()
    for match in CALLED_JA.finditer(text):
        yield match.span(1)
    if CHANGED.search(text):
        for match in QUOTED_NAME.finditer(text):
            yield match.span(1)
    for match in LATIN_NAME.finditer(text):
        if NOT_REAL_AFTER.match(text, match.end()) and text[match.end() : match.end() + 1] in " \"”’'),([—-":
            yield match.span()
        elif NOT_REAL_BEFORE.search(text, max(0, match.start() - 70), match.start()) and not BARELY_CALLED.search(
            text, max(0, match.start() - 24), match.start()
        ):
            yield match.span()


def _pseudonyms(reading: Reading) -> Iterator[Span]:
    text = reading.text
    declared = pseudonyms(reading)
    for name in declared:
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))
    for match in SPEAKER.finditer(text):
        yield match.span(1)
    for match in LETTERED.finditer(text):
        yield match.span()
    for match in OF_FICTION.finditer(text):
        yield match.span(1 if match[1] else 2)
    for match in FICTION_JA.finditer(text):
        yield match.span()
