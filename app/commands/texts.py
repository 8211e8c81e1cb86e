"""Texts: read again after the rules changed, indexed anew, erased for good."""

import argparse
import time
from collections import Counter

from app import allowances, audit, danger, deid, upkeep
from app.audit import Act
from app.commands.terminal import DONE, not_done, note, say
from app.database import Database
from app.erasure import service as erasure
from app.erasure.service import Erased
from app.errors import Missing
from app.posts import indexing, rereading
from app.settings import Settings

TRIES, PAUSE = 5, 1.0  # to empty the log while somebody reads; seconds


def reindex(_: argparse.Namespace, __: Settings, database: Database) -> int:
    with database.writing() as session:
        say(f"{indexing.reindex(session)} texts are in the index.\n")
    return DONE


def rescan(options: argparse.Namespace, _: Settings, database: Database) -> int:
    """Say line by line which published texts the rules of today would hold, and at the end how many by which rule."""
    filing = not options.report_only
    found: list[rereading.Again] = []
    read = 0
    for progress in rereading.rescan(database, filing=filing):
        read = progress.read
        found += progress.found
        note(f"{progress.read} of {progress.of} texts read, {len(found)} would be held")
        for one in progress.found:
            say(f"{one.said()}\n")
    rules = Counter(rule for one in found for rule in one.rules)
    for rule, times in rules.most_common():
        say(f"{rule}: {times}\n")
    waiting = "wait for a moderator" if filing else "would be held; nothing was put in the queue"
    say(f"{read} texts read, {len(found)} {waiting}.\n")
    if filing:
        _record_rescan(database, read, len(found))
    return DONE


def _record_rescan(database: Database, read: int, held: int) -> None:
    with database.writing() as session:
        version = allowances.standing(session).version
        audit.record(
            session,
            Act.RESCAN,
            actor=None,
            ruleset=deid.RULESET,
            danger=danger.RULESET,
            version=version,
            texts=read,
            held=held,
        )


def purge(options: argparse.Namespace, known: Settings, database: Database) -> int:
    try:
        with database.writing() as session:
            erased = erasure.purge(session, options.id)
    except Missing:
        return not_done(f"there is no case, comment or version with the id {options.id}")
    return say_erased(erased, known, database)


def forget(_: argparse.Namespace, known: Settings, database: Database) -> int:
    return say_erased(upkeep.tidy(known, database), known, database)


def say_erased(erased: Erased, known: Settings, database: Database) -> int:
    """Say what went, once it is nowhere: neither in the log nor on the keyring."""
    say(f"Erased: {erased.kind}\n")
    for table, count in sorted(erased.rows.items()):
        say(f"  {table:<20} {count}\n")
    for _ in range(TRIES):
        if upkeep.settle(known, database):
            say("The log is empty, and the keyring is new.\n")
            return DONE
        time.sleep(PAUSE)
    return not_done("somebody is reading, so the log could not be emptied yet: the worker does it within the hour")
