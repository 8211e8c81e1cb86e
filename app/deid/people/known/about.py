"""What stands around a name of somebody whom the writer knows: a title, a relative, a deed in the room."""

from app.deid import patterns as re
from app.deid.people.latin.letters import GIVEN

CAP = r"[A-ZÀ-ÖØ-ÞŁŚŽ][A-Za-zÀ-ɏ'’-]{1,30}"

TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Nurse|Officer|Sister|Auntie|Aunt|Uncle|Coach|Sgt|Constable|PC)\.? $")

PERSON_BEFORE = re.compile(
    r"(?:\b(?:[Cc]lient|[Pp]atient|[Cc]ouple|[Ff]amily|[Nn]amed?|[Ss]urname|[Ss]igned|told|tell|tells|asked|ask|met|rang|ring|phoned|texted|emailed|married|divorced|sacked|hired|"
    r"boss|manager|supervisor|colleague|friend|neighbou?r|teacher|tutor|nurse|doctor|husband|wife|partner|brother|sister|son|daughter|cousin|uncle|aunt|friends|parents|sons|daughters|brothers|sisters|[Yy]oung|[Bb]aby)(?: is| was|:|,|'s|’s)? [\"“‘']?)$"
)

PERSON_AFTER = re.compile(
    r"['’]s? (?:mother|mum|father|dad|wife|husband|partner|son|daughter|brother|sister|parents|children|kids|girlfriend|boyfriend|GF|BF|family|file|notes|chart|desk|boss|house|phone|GP)\b"
    r"| (?:came|comes|arrived|arrives|rang|phoned|texted|emailed|cried|wept|sat|nodded|shrugged|attended|attends|cancelled|presented|presents|walked|moved|married|died|lives|lived|works|worked as|drinks|drank|sleeps|slept|is aged|turned|retired|(?:is|was) (?:late|off sick|a client|my client|referred|tearful|married|divorced|pregnant))\b"
    r"| ?\((?:aged?|\d{1,2}[,)]|client|[fmFM][),]|[Yy](?:ear )?\d)"
)

# 店長のロジャース, 主治医神林: whose post stands before the name is of the text, whoever wrote books under it.
POSTED_JA = re.compile(
    r"(?:[店校園院所室課部係班社塾寮館]長|施設長|工場長|教頭|主任|担任|顧問|主治医|担当医|産業医|学校医|上司|同僚|部下|先輩|後輩|同期|同級生|後任|前任|記者|警備員|運転手|調査官|福祉司|児童委員|民生委員|"
    r"看護師|保健師|保育士|助産師|支援員|相談員|指導員|職員|社員|店員|事務員|座員|利用者|クライエント|クライアント|相談者|来談者|生徒|児童|園児|受講者|隣人|番頭)の?\Z"
)
POST_REACH = 8  # characters of such a word

NOT_GIVEN = frozenset(
    "the as and but from per after like in for with see what when if perhaps following both using does did would is of by on to that reading thanks i i'm i've i'd i'll professor prof dr so".split()
)


def is_given(surface: str) -> bool:
    """Whether a word is a given name, written as one."""
    return surface.isascii() and surface == surface.capitalize() and surface.lower() in GIVEN
