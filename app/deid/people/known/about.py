"""What stands around a name of somebody whom the writer knows: a title, a relative, a deed in the room."""

from app.deid import patterns as re
from app.deid.people.latin.letters import GIVEN

CAP = r"[A-ZÀ-ÖØ-ÞŁŚŽ][A-Za-zÀ-ɏ'’-]{1,30}"

TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Nurse|Officer|Sister|Auntie|Aunt|Uncle|Coach|Sgt|Constable|PC)\.? $")

PERSON_BEFORE = re.compile(
    r"(?:\b(?:[Cc]lient|[Pp]atient|[Cc]ouple|[Ff]amily|[Nn]amed?|[Ss]urname|[Ss]igned|told|tell|tells|asked|ask|met|rang|ring|phoned|texted|emailed|married|divorced|sacked|hired|"
    r"boss|manager|supervisor|colleague|friend|neighbou?r|teacher|tutor|nurse|doctor|husband|wife|partner|brother|sister|son|daughter|cousin|uncle|aunt)(?: is| was|:|,|'s|’s)? [\"“‘']?)$"
)

PERSON_AFTER = re.compile(
    r"['’]s? (?:mother|mum|father|dad|wife|husband|partner|son|daughter|brother|sister|parents|children|kids|family|file|notes|chart|desk|boss|house|phone|GP)\b"
    r"| (?:came|comes|arrived|arrives|rang|phoned|texted|emailed|cried|wept|sat|nodded|shrugged|attended|attends|cancelled|presented|presents|walked|moved|married|died|lives|lived|works|worked as|drinks|drank|sleeps|slept|is aged|turned|retired|(?:is|was) (?:late|off sick|a client|my client|referred|tearful|married|divorced|pregnant))\b"
    r"| ?\((?:aged?|\d{1,2}[,)]|client)"
)

NOT_GIVEN = frozenset(
    "the as and but from per after like in for with see what when if perhaps following both using does did would is of by on to that reading thanks i i'm i've i'd i'll professor prof dr so".split()
)


def is_given(surface: str) -> bool:
    """Whether a word is a given name, written as one."""
    return surface.isascii() and surface == surface.capitalize() and surface.lower() in GIVEN
