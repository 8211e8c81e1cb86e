"""What may be given anything at all: each takes a text or bytes, and says what must be so whatever they were."""

import asyncio
import unicodedata
from collections.abc import Callable

from app import deid, markup
from app.cases import forms as cases
from app.errors import Malformed
from app.fulltext import terms
from app.posts import changes, checking, forms, policy, sections
from app.search.query import read_query
from app.web import fields, pages, visit
from app.web.fields import Fields
from tests.security.dom import acting
from tests.security.test_files import FILE, HEAD, LIMIT, TAIL, Sent

Check = Callable[[str], None]


def tidy(text: str) -> str | None:
    """Return a text as the site takes it in; None for one it refuses."""
    try:
        return fields.clean(text)
    except Malformed:
        assert "\0" in text or any("\ud800" <= one <= "\udfff" for one in text)
        return None


def detector(text: str) -> None:
    text = tidy(text) or ""
    found = deid.assess(text)
    assert found == deid.assess(text), "the same text has the same answer"
    for finding in found.findings:
        assert 0 <= finding.start < finding.end <= len(text)
    starts = [finding.start for finding in found.findings]
    assert starts == sorted(starts)


def renderer(text: str) -> None:
    html = str(markup.render(text))
    assert acting(html) == [], acting(html)
    assert "<img" not in html and "<script" not in html


def differ(text: str) -> None:
    before, _, after = text.partition("|")
    found = changes.changes(before, after)
    if found is not None:
        assert "".join(one.text for one in found if one.what != "dropped") == after
        assert "".join(one.text for one in found if one.what != "added") == before


def query(text: str) -> None:
    for part in read_query(text):
        assert part.text and any(map(str.isalnum, part.text))
    terms.index(text, ())


def form(text: str) -> None:
    clean = tidy(text)
    if clean is None:
        return
    names = (
        "title",
        "body",
        "question",
        "lang",
        "consent",
        "alias",
        "seen",
        "intent",
        "approaches",
        "once",
        *sections.SECTIONS,
    )
    pieces = clean.split("|")
    sent = Fields({name: (pieces[place % len(pieces)],) for place, name in enumerate(names)})
    intent = forms.read_intent(sent)
    case, errors = cases.read_case(sent, intent, "ja")
    forms.read_comment(sent)
    draft = case.writing.draft()
    for part in case.writing.parts():
        assert draft.text()[part.start : part.start + len(part.text)] == part.text
    if intent.sends and not errors:
        assert draft.title and draft.body and len(draft.body) <= policy.BODY_LIMIT
    assert unicodedata.is_normalized("NFC", clean)
    assert checking.utf16(clean, len(clean)) == len(clean.encode("utf-16-le")) // 2


def requests(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    visit.read_cookies(raw)
    visit.parts_of(text)
    local = pages.local(text)
    assert local.startswith("/") and not local.startswith("//") and "\\" not in local
    assert visit.block(text)


def files(text: str) -> None:
    """A form with a file whose parts are torn anywhere: it is refused, or what is kept is within its limit."""
    raw = text.encode("utf-8", "surrogatepass")
    whole = HEAD + FILE % (b"a.png", raw) + TAIL
    for body in (raw, HEAD + raw + TAIL, whole[: len(raw) * 3], whole):
        try:
            read = asyncio.run(fields.read(Sent(body, 7), file_limit=LIMIT))  # type: ignore[arg-type]
        except Malformed:
            continue
        file = read.file("evidence")
        assert file is None or len(file.content) <= LIMIT


TARGETS: dict[str, Check] = {one.__name__: one for one in (detector, renderer, differ, query, form, requests, files)}
