"""Links to people's pages, @names and the ids of chat services.

Flags    @names, ids after LINE, Discord, Skype, Instagram, X and the like, links to profiles and to
         shared files, spots on a map, IP addresses.
Why      a handle opens a person's page, with their face and friends.
Leaves   links to articles, bodies and sites of books; names of services by themselves; footnote marks.
Limits   a handle given without its service or its @ is not seen.
Source   shapes of handles: the services' own rules, general reference knowledge.
"""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.lists import packed
from app.deid.reading import Reading
from app.deid.types import Finding, Identifier, Kind, Rule

RULE = Rule(
    "web_handle",
    Kind.CONTACT,
    Identifier.DIRECT,
    flags=(
        "@mii_0807ってアカウント",
        "LINEのIDはhanako1123です",
        "裏アカは「ねむねむ子」という名前",
        "she posts as @quiet.fern",
        "https://www.instagram.com/quietfern",
        "Discord: fern#2231",
        "the link was https://zoom.example/j/98433120071?pwd=kk2",
        "共有リンク https://files.example.net/f/3Hs9pQw を送った",
    ),
    leaves=(
        "LINEで連絡を取っている。",
        "https://www.mhlw.go.jp/stf/seisaku.html",
        "We met @ noon.",
        "they have a line (0800 58 58 58, free)",
        "an article at https://www.bacp.co.uk/ethics",
        "the paper, https://doi.org/10.1037/H0045357",
    ),
)

WORDS = packed("english_words")
AT_NAME = re.compile(r"(?<![A-Za-z0-9._%+@/-])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,38}[A-Za-z0-9_])(?![A-Za-z0-9_]|@)")
SERVICE = (
    r"(?:LINE|ライン|line|Line|Discord|ディスコード|ディスコ|Skype|スカイプ|Instagram|インスタ(?:グラム)?|insta|Insta|IG|Twitter|ツイッター|ツイッタ|旧Twitter|TikTok|ティックトック|Facebook|フェイスブック|FB|Snapchat|snapchat|Snap|snap|"
    r"カカオ(?:トーク)?|Kakao(?:Talk)?|WeChat|ウィーチャット|WhatsApp|Telegram|Signal|PSN|Xbox|Steam|Switch|ゲーム|YouTube|ユーチューブ|Threads|Bluesky|Mastodon|Reddit|reddit|Tumblr|Zoom|X|note|ブログ|blog|Roblox|Fortnite|フォートナイト|Apex|アメブロ|はてな)"
)
NAMED_ID = re.compile(
    rf"(?<![ァ-ヺーA-Za-z]){SERVICE}(?:の| )?(?:アカウント名?|ユーザー名|ユーザーネーム|ハンドル(?:ネーム)?|ID|id|アイディー|アイデー|垢|account|username|user name|handle|name|tag|gamertag|フレンドコード)?(?: ?(?:は|が|:|=|is|as|at|under|\(|「|『)){{1,2}} ?[\"“‘「]?(?!https?:)@?([A-Za-z0-9][A-Za-z0-9_.#-]{{2,39}})(?![A-Za-z0-9])"
)
PLAIN_ID = re.compile(
    r"(?:ユーザー名|ユーザーID|アカウント名?|ハンドルネーム|ハンドル名|裏垢|username|user name|gamertag|screen name|handle|account(?: name)?)(?: ?(?:は|が|:|=|is|was|「|『)| called| named){1,2} ?[\"“‘「『]?@?([A-Za-z0-9][A-Za-z0-9_.#-]{2,39})(?![A-Za-z0-9])"
)
BARE_ID = re.compile(
    r"(?<![A-Za-z])(?:ID|アイディー|アイデー)(?:は|が|:| |「|『){1,3}@?([A-Za-z][A-Za-z0-9_.-]{3,39})(?![A-Za-z0-9])"
)
# A name on a screen in Latin letters: 表示名をnoah.etoから, 母の名はkaasan_0.
SCREEN_JA = re.compile(
    r"(?:表示名|登録名|プレイヤー名|キャラ(?:クター)?名|配信名|ハンドル|(?<=の)名(?:前)?|アカウント)(?:は|を|が|:|も| ){1,2}「?([A-Za-z][A-Za-z0-9]*[._#0-9-][A-Za-z0-9._#-]{1,30})(?![A-Za-z0-9])"
)
PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|mobile\.|ja\.)?(?:instagram\.com|facebook\.com|fb\.com|twitter\.com|x\.com|tiktok\.com|linkedin\.com/in|youtube\.com/@|youtube\.com/(?:channel|user|c)|t\.me|line\.me|snapchat\.com/add|note\.com|ameblo\.jp|threads\.net|github\.com|reddit\.com/(?:u|user)|pinterest\.(?:com|jp)|lit\.link|linktr\.ee|mixi\.jp|tumblr\.com|bsky\.app/profile|discord\.gg)"
    r"/[^\s、。」』）)<>]{1,200}"
)
LINK = re.compile(r"https?://[^\s、。」』）)<>\"]{3,400}|(?<![A-Za-z0-9./@-])www\.[^\s、。」』）)<>\"]{3,400}")
PERSONAL_LINK = re.compile(
    r"(?:user|users|profile|member|people|staff|~|blog|diary|/u/|/@|@|mypage|shop|portfolio|/j/\d|[?&](?:pwd|passcode|token|invite)=|meetup-join|reviews?/)",
    re.IGNORECASE,
)
# Whoever has the link has what it leads to: a word that nobody could guess, or a spot on a map.
UNGUESSABLE = re.compile(
    r"/(?=[A-Za-z_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{6,80}(?=[/?#&]|\Z)"
)
ON_A_MAP = re.compile(r"[=@/,]-?\d{1,3}\.\d{3,},\s?-?\d{1,3}\.\d{3,}")
PUBLIC_HOST = re.compile(
    r"^(?:https?://)?(?:[^/]*\.)?(?:go\.jp|lg\.jp|ac\.jp|or\.jp|gov(?:\.\w\w)?|nhs\.uk|edu|ac\.uk|who\.int|org|org\.uk|doi\.org|wikipedia\.org|ncbi\.nlm\.nih\.gov|co\.uk|org\.au|gov\.au|jst\.go\.jp|cir\.nii\.ac\.jp|amazon\.[a-z.]+|google\.[a-z.]+|youtu\.be|youtube\.com|ted\.com)(?:[/:?#]|$)"
)
ADDRESS = re.compile(r"(?<![0-9.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![0-9.])")
# A name no prose is written in: joined by an underscore, or letters, a point and a year.
BY_SHAPE = re.compile(
    r"(?<![A-Za-z0-9@/._\\-])(?:[A-Za-z][A-Za-z0-9]{0,30}(?:_[A-Za-z0-9]{1,30}){1,5}|[a-z]{2,20}(?:\.[a-z0-9]{1,20}){0,4}\.(?:19|20)?\d{2})(?![A-Za-z0-9_@]|\.[a-z]{2,4}(?![a-z]))"
)
ON_SERVICE = re.compile(
    r"(?<![A-Za-z0-9@./_-])(?P<n>[A-Za-z][A-Za-z0-9]{0,30}(?:[._-][A-Za-z0-9]{1,30}){1,4}|[a-z]+\d+[a-z0-9]*)(?: on (?:[Ii]nstagram|[Ii]nsta|[Tt]witter|TikTok|[Ff]acebook|[Ss]napchat|[Dd]iscord|[Ss]kype|LinkedIn|Bluesky|Threads|Telegram|Signal|WhatsApp|Twitch|Reddit|X(?![a-z])))"
)
OWN_SITE = re.compile(
    r"(?<![A-Za-z0-9@./-])(?:https?://)?[A-Za-z0-9-]{3,40}\.(?:substack|wordpress|blogspot|wixsite|weebly|tumblr|medium|carrd|etsy|bandcamp|soundcloud|livejournal|github)\.(?:com|co|io|me|blog)(?:/[^\s)]{0,80})?"
)
# "My website (www.…)": whose it is stands before the link.
OWN = re.compile(
    r"(?:\b(?:[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir)(?: own| personal| new| old| practice| business| private)? (?:web ?site|site|home ?page|web ?page|page|blog|profile|shop|vlog|channel)|"
    r"(?:私|わたし|自分|当方|本人|うち|彼|彼女|当室|当相談室)の(?:個人)?(?:サイト|ウェブサイト|ホームページ|HP|ブログ|ページ|プロフィール))(?: is| at|は|が| ?[:：–—-])?[ (（「]{0,2}\Z"
)
OWN_REACH = 48  # characters
EXTENSION = re.compile(r"(?<![A-Za-z])(?:[Ee]xt(?:ension)?|[Bb]leep|[Pp]ager)\.? ?(?:no\.? ?)?\d{3,6}(?!\d)")
NOT_HANDLES = frozenset(
    "group call video id app stamp noon home work the and with chat message messages dm works official ok teams meeting for that this was not has have her his about when what how why who".split()
)


# A name of one's own making, in quotation marks, as one is found by on a service.
SELF_CALLED = re.compile(
    r"(?:アカウント名?|裏アカ|鍵アカ|本アカ|裏垢|鍵垢|ハンドルネーム|ハンドル名|ユーザー名|表示名|チャンネル名|配信名|活動名)(?:の名前|の名)?(?:は|が|を|も)?、?(?:今は|いまは|昔は)?[「『]([^「」『』\n]{2,20})[」』]"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield handles and personal links; positions are those of the folded text."""
    text = reading.text
    for match in AT_NAME.finditer(text):
        if not match.group()[1:].isdigit():
            yield RULE.finding(match.span())
    for pattern in (NAMED_ID, PLAIN_ID, BARE_ID, SCREEN_JA):
        for match in pattern.finditer(text):
            if _handle(match[1], service=match.group()):
                whole = ":" in match.group() and pattern is NAMED_ID  # LINE: sho_2 is given as one thing
                yield RULE.finding(match.span() if whole else match.span(1))
    for match in SELF_CALLED.finditer(text):
        yield RULE.finding(match.span(1))
    for pattern in (PROFILE, OWN_SITE, EXTENSION, ON_SERVICE):
        for match in pattern.finditer(text):
            yield RULE.finding(match.span())
    for match in BY_SHAPE.finditer(text):
        parts = re.split(r"[_.]", match.group())
        if any(character.isdigit() for character in match.group()) or not all(part.lower() in WORDS for part in parts):
            yield RULE.finding(match.span())
    for match in LINK.finditer(text):
        link = match.group()
        if (
            not PROFILE.match(link)
            and (
                OWN.search(text, max(0, match.start() - OWN_REACH), match.start())
                or PERSONAL_LINK.search(link.split("//")[-1].partition("/")[2])
                or _shared(link)
            )
            and not re.search(r"(?:go\.jp|lg\.jp|gov|nhs\.uk|\.edu|ac\.jp|ac\.uk)", link)
        ):
            yield RULE.finding(match.span())
    for match in ADDRESS.finditer(text) if "IP" in text else ():
        if re.search(r"IP", text[max(0, match.start() - 12) : match.start()]):
            yield RULE.finding(match.span())


def _shared(link: str) -> bool:
    return ON_A_MAP.search(link) is not None or (
        UNGUESSABLE.search(link.rsplit("//", maxsplit=1)[-1]) is not None and PUBLIC_HOST.match(link) is None
    )


def _handle(name: str, *, service: str) -> bool:
    if name.lower() in NOT_HANDLES:
        return False
    marked = any(sign in name for sign in "_#.") or any(map(str.isdigit, name))
    named = (
        re.search(r"(?:ID|id|アカウント|ユーザー|ハンドル|垢|account|user ?name|handle|tag|アイディー|name)", service)
        is not None
    )
    if not named and name.isdigit():  # "a line (0800 …)" is a telephone's
        return False
    return marked or (named and not name.isupper() and len(name) > 3)
