"""The command `kiku`: what may be typed after it, and who does it."""

import argparse
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

UNUSABLE = 2  # as app/commands/terminal.py says, which may be what cannot be imported
ROLES = ("counsellor", "moderator", "admin")


def main(arguments: Sequence[str] | None = None) -> int:
    # What a site writes is nobody else's on its machine: texts that are public here are not public there.
    os.umask(0o077)
    # Nor does a crash write down what its memory held: words, and the keys to them.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    options = _parser().parse_args(arguments)
    try:
        status = _run(options)
        sys.stdout.flush()  # here, where it is known what to do about a reader who has gone
    except ImportError as error:
        return _not_set_up(error)
    except BrokenPipeError:  # whoever read what was said has read enough: `kiku audit export | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be said at the end
        return 1
    return status


def _not_set_up(error: ImportError) -> int:
    """Say which package is not the one that this version needs: an environment of an earlier one, or half of one."""
    package = (error.name or "").partition(".")[0]
    if package in ("", "app") or package in sys.stdlib_module_names:
        raise error  # a mistake of the program, and its trace is wanted
    sys.stderr.write(
        f"kiku: {package} is not installed here as this version needs it: run make migrate, and try again.\n"
    )
    return UNUSABLE


def _run(options: argparse.Namespace) -> int:
    # Each is imported when it is asked for: scanning needs no settings, no database and no server.
    if options.command == "scan":
        from app.deid import scan

        return scan.run(sys.stdin, sys.stdout)
    from app import commands

    return commands.run(options)


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
    add.add_argument("--role", choices=ROLES, default=ROLES[0])
    add.add_argument("--locale", choices=("ja", "en"), default="ja")
    add.add_argument("--verified", action="store_true", help="address and licence are taken as checked")
    add.add_argument("--password-stdin", action="store_true")
    role = member.add_parser("role", help="give a member other duties")
    role.add_argument("--email", required=True)
    role.add_argument("--role", choices=ROLES, required=True)
    reset = member.add_parser("reset", help="take off a lost second factor and mail a link for a new password")
    reset.add_argument("--email", required=True)
    remove = member.add_parser("remove", help="erase a member, and what they wrote")
    remove.add_argument("--email", required=True)
    remove.add_argument("--keep-posts", action="store_true", help="what is public stays, without a name")
    commands.add_parser("invite", help="let one address join").add_argument("--email", required=True)
    demo = commands.add_parser("demo", help="demo members and cases")
    demo.add_argument("--if-empty", action="store_true", help="only where nobody has joined yet")
    fill = commands.add_parser("fill", help="bulk data for measurements")
    for what, default in (("members", 200), ("cases", 10_000), ("comments", 100_000), ("seed", 1)):
        fill.add_argument(f"--{what}", type=int, default=default)
    record = commands.add_parser("audit", help="the record of who did what").add_subparsers(dest="what", required=True)
    verify = record.add_parser("verify", help="whether it is whole, or where it is not")
    verify.add_argument("--against", action="append", default=[], help="a head noted elsewhere: NUMBER HASH")
    record.add_parser("head", help="where it ends, to be noted elsewhere")
    record.add_parser("export", help="all of it as JSON lines")
    commands.add_parser("scan", help="the detector: JSON lines in, JSON lines out")
    commands.add_parser("purge", help="erase a case, a comment or one version, by its id").add_argument("id", type=UUID)
    commands.add_parser("forget", help="erase the words that were out of sight long enough")
    commands.add_parser("backup", help="everything, sealed, into a file").add_argument("file", type=Path)
    restore = commands.add_parser("restore", help="the database that a backup holds; stop the site before")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="take the place of the database that is there")
    restore.add_argument(
        "--older-keyring", action="store_true", help="lose what was sealed since the keyring was written"
    )
    commands.add_parser("move-to", help="copy everything into an empty PostgreSQL").add_argument("url")
    keys = commands.add_parser("vault", help="the master keys of what is sealed").add_subparsers(
        dest="what", required=True
    )
    keys.add_parser("check", help="how much each master key seals")
    keys.add_parser("rotate", help="seal every key anew, with a new master key; goes on where it was stopped")
    keys.add_parser("retire", help="take a master key out of the file that nothing needs any more").add_argument("key")
    rescan = commands.add_parser("rescan", help="reads published texts again after the rules changed; a person decides")
    rescan.add_argument(
        "--report-only", action="store_true", help="say what would be held, and put nothing in the queue"
    )
    commands.add_parser("reindex", help="makes the search index again from the published words")
    return parser


if __name__ == "__main__":
    sys.exit(main())
