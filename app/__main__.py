"""The command `kiku`: serving, migrating, members, demo and bulk data, and the detector over JSON lines."""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence

from app import clock, schema, settings, worker
from app.database import Database, Unsupported, open_database
from app.settings import BadSettings, Settings
from app.web import log
from app.web.visit import Role

OUT = sys.stdout.write


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.command == "scan":
        from app.deid import scan  # here, so that scanning needs no settings, no database and no server

        return scan.run(sys.stdin, sys.stdout)
    try:
        known = settings.read()
        database = open_database(known.database_url)
    except (BadSettings, Unsupported) as error:
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
    }
    return work[options.command](options, known, database)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiku", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="the web server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1)
    commands.add_parser("worker", help="sends mail and tidies up, where serving happens elsewhere")
    commands.add_parser("db", help="migrations").add_argument("what", choices=("upgrade", "check"))
    member = commands.add_parser("member", help="add a member on your own word").add_subparsers(
        dest="what", required=True
    )
    add = member.add_parser("add")
    add.add_argument("--email", required=True)
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.COUNSELLOR))
    add.add_argument("--locale", choices=("ja", "en"), default="ja")
    add.add_argument("--verified", action="store_true", help="address and licence are taken as checked")
    add.add_argument("--password-stdin", action="store_true")
    commands.add_parser("invite", help="let one address join").add_argument("--email", required=True)
    demo = commands.add_parser("demo", help="demo members and cases")
    demo.add_argument("--if-empty", action="store_true", help="only where nobody has joined yet")
    fill = commands.add_parser("fill", help="bulk data for measurements")
    for what, default in (("members", 200), ("cases", 10_000), ("comments", 100_000), ("seed", 1)):
        fill.add_argument(f"--{what}", type=int, default=default)
    commands.add_parser("scan", help="the detector: JSON lines in, JSON lines out")
    commands.add_parser("reindex", help="makes the search index again from the published words")
    return parser


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


def _member(options: argparse.Namespace, _: Settings, database: Database) -> int:
    from app.accounts import passwords, service

    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else getpass.getpass("Password: ")
    hashed = passwords.hashed(password)
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
    OUT(f"{options.email} is a member.\n")
    return 0


def _invite(options: argparse.Namespace, known: Settings, database: Database) -> int:
    from app.accounts import service

    with database.writing() as session:
        secret = service.invite(session, options.email, clock.now())
    OUT(f"{known.base_url}/join?invitation={secret}\n")
    return 0


def _demo(options: argparse.Namespace, known: Settings, database: Database) -> int:
    from app import demo

    return demo.run(known, database, only_if_empty=options.if_empty, out=sys.stdout)


def _fill(options: argparse.Namespace, _: Settings, database: Database) -> int:
    from app import bulk

    bulk.fill(database, members=options.members, cases=options.cases, comments=options.comments, seed=options.seed)
    return 0


def _reindex(_: argparse.Namespace, __: Settings, database: Database) -> int:
    from app.posts import service

    with database.writing() as session:
        OUT(f"{service.reindex(session)} texts are in the index.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
