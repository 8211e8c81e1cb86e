"""What `kiku` does with the settings and the database: serving, migrating, members, demo and bulk data."""

import argparse
import getpass
import os
import sys

from app import bulk, clock, demo, i18n, schema, settings, vault, worker
from app.accounts import passwords, service
from app.database import Database, Unsupported, open_database
from app.errors import NotAllowed
from app.posts import service as posts
from app.settings import BadSettings, Settings
from app.web import log

OUT = sys.stdout.write


def run(options: argparse.Namespace) -> int:
    """Do what was asked, and return the exit status: 0 done, 1 not done, 2 unusable settings."""
    try:
        known = settings.read()
        database = open_database(known.database_url)
        vault.unlock(database, known.vault_key_file)
    except (BadSettings, Unsupported, vault.LockedOut) as error:
        sys.stderr.write(f"kiku: {error}\n")
        return 2
    log.configure()
    work = {
        "serve": _serve,
        "worker": _work,
        "db": _db,
        "member": _member,
        "invite": _invite,
        "demo": _demo,
        "fill": _fill,
        "reindex": _reindex,
        "vault": _vault,
    }
    return work[options.command](options, known, database)


def _serve(options: argparse.Namespace, _: Settings, database: Database) -> int:
    import uvicorn  # here, because no other command needs a server

    if not _stands(database):
        return 1
    # Without an address in the settings the site is where it is served.
    os.environ.setdefault("KIKU_BASE_URL", f"http://{options.host}:{options.port}")
    worker.beside(settings.read(), database)
    uvicorn.run(
        "app.main:create",
        factory=True,
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
    return 0 if _stands(database) else 1


def _stands(database: Database) -> bool:
    here, newest = schema.standing(database)
    if here == newest:
        return True
    sys.stderr.write(
        f"kiku: the database stands at migration {here}, this version needs {newest}: run kiku db upgrade\n"
    )
    return False


def _member(options: argparse.Namespace, known: Settings, database: Database) -> int:
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
    OUT(f"{options.email} is a member.\n")
    return 0


def _invite(options: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.writing() as session:
        secret = service.invite(session, options.email, clock.now())
    OUT(f"{known.base_url}/join?invitation={secret}\n")
    return 0


def _demo(options: argparse.Namespace, known: Settings, database: Database) -> int:
    return demo.run(known, database, only_if_empty=options.if_empty, out=sys.stdout)


def _fill(options: argparse.Namespace, _: Settings, database: Database) -> int:
    bulk.fill(database, members=options.members, cases=options.cases, comments=options.comments, seed=options.seed)
    return 0


def _reindex(_: argparse.Namespace, __: Settings, database: Database) -> int:
    with database.writing() as session:
        OUT(f"{posts.reindex(session)} texts are in the index.\n")
    return 0


def _vault(options: argparse.Namespace, _: Settings, database: Database) -> int:
    try:
        if options.what == "rotate":
            came = vault.rotate(database)
            OUT(f"{'Went on: ' if came.resumed else ''}{came.wrapped} keys are now sealed with {came.master}.\n")
        elif options.what == "retire":
            vault.retire(database, options.key)
    except (vault.LockedOut, vault.Unreadable) as error:
        sys.stderr.write(f"kiku: {error}\n")
        return 1
    for name, count in vault.usage(database).items():
        OUT(f"{name}  {count} keys\n")
    return 0
