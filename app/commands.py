"""What `kiku` does with the settings and the database: serving, migrating, members, demo and bulk data."""

import argparse
import getpass
import os
import sys
import tempfile
from collections import Counter

from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import (
    allowances,
    audit,
    bulk,
    clock,
    danger,
    deid,
    demo,
    fulltext,
    i18n,
    schema,
    settings,
    upkeep,
    vault,
    worker,
)
from app.accounts import naming, passwords, queries, service
from app.audit import Act, anchor
from app.database import Database, Foreign, Unsupported, open_database
from app.errors import Busy, NotAllowed, OutOfDate
from app.posts import indexing, rereading
from app.settings import BadSettings, Settings
from app.web import counts, log
from app.web.visit import Role

UNUSABLE, AGAIN = 2, os.EX_TEMPFAIL  # exit statuses

BROKEN = {
    "changed": "entry {} is not as it was written.",
    "missing": "entry {} is missing.",
    "out_of_place": "entry {} does not follow the one before it.",
    "cut_off": "entry {} was written and is gone, with all after it.",
    "otherwise_noted": "entry {} is not the one that was noted outside: the record was written anew.",
}


def run(options: argparse.Namespace) -> int:
    """Do what was asked, and return the exit status.

    0 done, 1 not done, 2 unusable settings or database, 75 (EX_TEMPFAIL) the database is busy: try again.
    """
    try:
        return _run(options)
    except (OperationalError, InterfaceError, PoolTimeout, Busy) as error:
        return _no_database(error)
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # a statement of ours was refused: that is a mistake of the program, and its trace is wanted
        return _no_database(error)


def _run(options: argparse.Namespace) -> int:
    try:
        known = settings.read()
        if options.command == "restore":
            return upkeep.restore(options, known)
        database = open_database(known.database_url)
        schema.look(database)
        vault.unlock(database, known.vault_key_file)
    except (BadSettings, Unsupported, Foreign, vault.LockedOut) as error:
        sys.stderr.write(f"kiku: {error}\n")
        return UNUSABLE
    log.configure()
    work = {
        "serve": _serve,
        "worker": _work,
        "db": _db,
        "member": _member,
        "invite": _invite,
        "audit": _audit,
        "demo": _demo,
        "fill": _fill,
        "reindex": _reindex,
        "rescan": _rescan,
        "vault": upkeep.keys,
        "purge": upkeep.purge,
        "forget": upkeep.forget,
        "backup": upkeep.backup,
        "move-to": upkeep.move_to,
    }
    try:
        return work[options.command](options, known, database)
    finally:
        database.engine.dispose()


def _no_database(error: DatabaseError | InterfaceError | PoolTimeout | Busy) -> int:
    """Say in a line why the database cannot be used: it is busy, or in its own words a full disk, a server that is gone."""
    cause = error.orig if isinstance(error, DatabaseError | InterfaceError) else error.__cause__
    said = " ".join(str(cause or "").split())
    if cause is None or "locked" in said:
        sys.stderr.write("kiku: the database is busy: somebody else is writing to it. Nothing was done; try again.\n")
        return AGAIN
    sys.stderr.write(f"kiku: the database cannot be used: {said}\n")
    return UNUSABLE


def _serve(options: argparse.Namespace, _: Settings, database: Database) -> int:
    import uvicorn  # here, because no other command needs a server

    from app.web import prompt

    if not _stands(database):
        return 1
    # Without an address in the settings the site is where it is served.
    os.environ.setdefault("KIKU_BASE_URL", f"http://{options.host}:{options.port}")
    worker.beside(settings.read(), database)
    if options.workers > 1:
        # Each worker keeps its counts where whichever is asked can add them up; those of the last start are over.
        os.environ[counts.SHARED] = tempfile.mkdtemp(prefix="kiku-counts-")
    uvicorn.run(
        "app.main:create",
        factory=True,
        http=prompt.WIRE,
        host=options.host,
        port=options.port,
        workers=options.workers,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        log_level="warning",
    )
    return 0


def _work(_: argparse.Namespace, known: Settings, database: Database) -> int:
    worker.run(known, database)
    return 0


def _db(options: argparse.Namespace, _: Settings, database: Database) -> int:
    if options.what == "upgrade":
        schema.upgrade(database)
        return 0
    wrong = database.damage()
    if wrong:
        sys.stderr.write(f"kiku: the database is damaged: {wrong}\n")
    return 0 if _stands(database) and not wrong else 1


def _stands(database: Database) -> bool:
    here, newest = schema.standing(database)
    if here != newest:
        sys.stderr.write(
            f"kiku: the database stands at migration {here}, this version needs {newest}: run kiku db upgrade\n"
        )
        return False
    with database.reading() as session:
        erases = fulltext.erases(session)
    if not erases:
        sys.stderr.write("kiku: the search index does not erase what it drops: run kiku db upgrade\n")
    return erases


def _member(options: argparse.Namespace, known: Settings, database: Database) -> int:
    work = {"add": _add_member, "role": _change_role, "reset": _reset_member, "remove": upkeep.remove_member}
    return work[options.what](options, known, database)


def _reset_member(options: argparse.Namespace, _: Settings, database: Database) -> int:
    """For somebody who lost their second factor and every emergency code. Who asks was made sure of beforehand."""
    with database.writing() as session:
        done = service.reset_factors(session, options.email, clock.now())
    if not done:
        sys.stderr.write(f"kiku: {options.email} is no member's address.\n")
        return 1
    _say(f"{options.email} signs in anew: a link for a new password is in the mail.\n")
    return 0


def _change_role(options: argparse.Namespace, _: Settings, database: Database) -> int:
    with database.writing() as session:
        found = queries.by_email(session, naming.email_key(options.email))
        if found is None:
            sys.stderr.write("kiku: nobody has that address\n")
            return 1
        try:
            service.change_role(session, found.id, Role(options.role), clock.now())
        except OutOfDate:
            sys.stderr.write(f"kiku: {options.role} is what they are\n")
            return 1
    _say(f"{options.email} is {options.role} from the next sign-in on.\n")
    return 0


def _add_member(options: argparse.Namespace, known: Settings, database: Database) -> int:
    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else getpass.getpass("Password: ")
    t = i18n.translator("en")
    weak = passwords.fault(password, email=options.email, name=options.name)
    if weak:
        sys.stderr.write(f"kiku: {t(weak)}\n")
        if known.production or weak == "accounts.password.long":
            return 1
    hashed = passwords.hashed(password)
    try:
        with database.writing() as session:
            service.add_member(
                session,
                email=options.email,
                name=options.name,
                role=options.role,
                locale=options.locale,
                password_hash=hashed,
                verified=options.verified,
            )
    except NotAllowed as refusal:
        sys.stderr.write(f"kiku: {t(f'refusal.{refusal.key}.title')}\n")
        return 1
    _say(f"{options.email} is a member.\n")
    return 0


def _invite(options: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.writing() as session:
        secret = service.invite(session, options.email, clock.now())
    _say(f"{known.base_url}/join?invitation={secret}\n")
    return 0


def _audit(options: argparse.Namespace, known: Settings, database: Database) -> int:
    return {"verify": _verify, "head": _head, "export": _export}[options.what](options, known, database)


def _verify(options: argparse.Namespace, known: Settings, database: Database) -> int:
    noted = anchor.read(anchor.place(known.data))
    for line in options.against:
        head = anchor.parse(line)
        if head is None:
            sys.stderr.write("kiku: --against takes what kiku audit head printed: NUMBER HASH\n")
            return 2
        noted.append(head)
    with database.reading() as session:
        checked = audit.verify(session, noted)
    if checked.broken is None:
        _say(f"{checked.right} entries, each as it was written.\n{checked.head.sequence} {checked.head.digest}\n")
        return 0
    sentence = BROKEN[checked.broken.how].format(checked.broken.sequence)
    sys.stderr.write(f"kiku: {sentence} {checked.right} entries before it are right.\n")
    return 1


def _head(_: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.reading() as session:
        head = audit.head(session)
    anchor.note(anchor.place(known.data), head)
    _say(f"{head.sequence} {head.digest}\n")
    return 0


def _export(_: argparse.Namespace, __: Settings, database: Database) -> int:
    with database.writing() as session:
        audit.record(session, Act.EXPORT, actor=None, what="audit", form="jsonl")
    with database.reading() as session:
        for entry in audit.entries(session):
            _say(f"{entry.as_json()}\n")
    return 0


def _demo(options: argparse.Namespace, known: Settings, database: Database) -> int:
    return demo.run(known, database, only_if_empty=options.if_empty, out=sys.stdout)


def _fill(options: argparse.Namespace, _: Settings, database: Database) -> int:
    bulk.fill(database, members=options.members, cases=options.cases, comments=options.comments, seed=options.seed)
    return 0


def _reindex(_: argparse.Namespace, __: Settings, database: Database) -> int:
    with database.writing() as session:
        _say(f"{indexing.reindex(session)} texts are in the index.\n")
    return 0


def _rescan(options: argparse.Namespace, _: Settings, database: Database) -> int:
    """Say line by line which published texts the rules of today would hold, and at the end how many by which rule."""
    filing = not options.report_only
    found: list[rereading.Again] = []
    read = 0
    for progress in rereading.rescan(database, filing=filing):
        read = progress.read
        found += progress.found
        sys.stderr.write(f"kiku: {progress.read} of {progress.of} texts read, {len(found)} would be held\n")
        for one in progress.found:
            _say(f"{one.said()}\n")
    rules = Counter(rule for one in found for rule in one.rules)
    for rule, texts in rules.most_common():
        _say(f"{rule}: {texts}\n")
    waiting = "wait for a moderator" if filing else "would be held; nothing was put in the queue"
    _say(f"{read} texts read, {len(found)} {waiting}.\n")
    if filing:
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
                held=len(found),
            )
    return 0


def _say(what: str) -> None:
    sys.stdout.write(what)
