"""The record of who did what: whether it is whole, where it ends, a copy of it."""

import argparse

from app import audit
from app.audit import Act, anchor
from app.commands.terminal import DONE, NOT_DONE, UNUSABLE, note, say
from app.database import Database
from app.settings import Settings

BROKEN = {
    "changed": "entry {} is not as it was written.",
    "missing": "entry {} is missing.",
    "out_of_place": "entry {} does not follow the one before it.",
    "cut_off": "entry {} was written and is gone, with all after it.",
    "otherwise_noted": "entry {} is not the one that was noted outside: the record was written anew.",
}


def record(options: argparse.Namespace, known: Settings, database: Database) -> int:
    return {"verify": _verify, "head": _head, "export": _export}[options.what](options, known, database)


def _verify(options: argparse.Namespace, known: Settings, database: Database) -> int:
    noted = anchor.read(anchor.place(known.data))
    for line in options.against:
        head = anchor.parse(line)
        if head is None:
            note("--against takes what kiku audit head printed: NUMBER HASH")
            return UNUSABLE
        noted.append(head)
    with database.reading() as session:
        checked = audit.verify(session, noted)
    if checked.broken is None:
        say(f"{checked.right} entries, each as it was written.\n{checked.head.sequence} {checked.head.digest}\n")
        return DONE
    sentence = BROKEN[checked.broken.how].format(checked.broken.sequence)
    note(f"{sentence} {checked.right} entries before it are right.")
    return NOT_DONE


def _head(_: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.reading() as session:
        head = audit.head(session)
    anchor.note(anchor.place(known.data), head)
    say(f"{head.sequence} {head.digest}\n")
    return DONE


def _export(_: argparse.Namespace, __: Settings, database: Database) -> int:
    with database.writing() as session:
        audit.record(session, Act.EXPORT, actor=None, what="audit", form="jsonl")
    with database.reading() as session:
        for entry in audit.entries(session):
            say(f"{entry.as_json()}\n")
    return DONE
