"""Members, on the operator's word: added, given other duties, helped in again, removed; and invitations."""

import argparse
import getpass
import sys

from app import clock, i18n
from app.accounts import naming, passwords, queries, service
from app.commands import texts
from app.commands.terminal import DONE, NOT_DONE, not_done, note, say
from app.database import Database
from app.erasure import service as erasure
from app.erasure.policy import Fate
from app.errors import NotAllowed, OutOfDate
from app.settings import Settings
from app.web.visit import Role

NOBODY = "nobody has that address"


def member(options: argparse.Namespace, known: Settings, database: Database) -> int:
    work = {"add": _add, "role": _change_role, "reset": _reset, "remove": _remove}
    return work[options.what](options, known, database)


def invite(options: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.writing() as session:
        secret = service.invite(session, options.email, clock.now())
    say(f"{known.base_url}/join?invitation={secret}\n")
    return DONE


def _add(options: argparse.Namespace, known: Settings, database: Database) -> int:
    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else getpass.getpass("Password: ")
    t = i18n.translator("en")
    weak = passwords.fault(password, email=options.email, name=options.name)
    if weak:
        note(t(weak))
        if known.production or weak == "accounts.password.long":
            return NOT_DONE
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
        return not_done(t(f"refusal.{refusal.key}.title"))
    say(f"{options.email} is a member.\n")
    return DONE


def _change_role(options: argparse.Namespace, _: Settings, database: Database) -> int:
    with database.writing() as session:
        found = queries.by_email(session, naming.email_key(options.email))
        if found is None:
            return not_done(NOBODY)
        try:
            service.change_role(session, found.id, Role(options.role), clock.now())
        except OutOfDate:
            return not_done(f"{options.role} is what they are")
    say(f"{options.email} is {options.role} from the next sign-in on.\n")
    return DONE


def _reset(options: argparse.Namespace, _: Settings, database: Database) -> int:
    """For somebody who lost their second factor and every emergency code. Who asks was made sure of beforehand."""
    with database.writing() as session:
        done = service.reset_factors(session, options.email, clock.now())
    if not done:
        return not_done(f"{options.email} is no member's address.")
    say(f"{options.email} signs in anew: a link for a new password is in the mail.\n")
    return DONE


def _remove(options: argparse.Namespace, known: Settings, database: Database) -> int:
    with database.writing() as session:
        found = queries.by_email(session, naming.email_key(options.email))
        if found is None:
            return not_done(NOBODY)
        erased = erasure.remove_member(session, found.id, Fate.KEEP if options.keep_posts else Fate.ERASE)
    return texts.say_erased(erased, known, database)
