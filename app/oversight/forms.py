"""What the record is narrowed to, and the form it is exported in. What makes no sense narrows nothing."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.audit import Act, Narrowed
from app.oversight.policy import MACHINE, Asked, FileForm
from app.web.fields import Fields
from app.web.paging import page_number

Errors = dict[str, str]


def read_asked(form: Fields) -> Asked:
    since, until = _day(form.one("since")), _day(form.one("until"))
    return Asked(
        act=form.one("act") if form.one("act") in list(Act) else "",
        who=form.one("who") if form.one("who") == MACHINE or _id(form.one("who")) else "",
        about=str(_id(form.one("about")) or ""),
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        page=page_number(form.one("page")),
    )


def narrowed(asked: Asked, zone: ZoneInfo) -> Narrowed:
    """Return what the database is asked for. Days are those of the reader's zone, the last one included."""
    since, until = _day(asked.since), _day(asked.until)
    return Narrowed(
        act=asked.act,
        actor=_id(asked.who),
        machine=asked.who == MACHINE,
        about=_id(asked.about),
        since=datetime.combine(since, time(), zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(), zone) if until else None,
    )


def read_file_form(form: Fields) -> tuple[FileForm | None, Errors]:
    typed = form.one("form")
    if typed not in list(FileForm):
        return None, {"form": "oversight.export.form_missing"}
    return FileForm(typed), {}


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
