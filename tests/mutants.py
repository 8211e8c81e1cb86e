"""Takes one safeguard out at a time and says whether the tests notice: `python -m tests.mutants [name …]`.

Each mutant is a copy of the program with one thing otherwise, against the tests that should be red for it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
COPIED = ("app", "migrations", "static", "templates", "tests", "tools", "docs")


class Mutant(NamedTuple):
    """What is otherwise, in which file, and which tests should notice."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "commits do not wait for the disk",
        "app/database/sqlite.py",
        '"synchronous=FULL"',
        '"synchronous=NORMAL"',
        ("tests/security/test_faults.py",),
    ),
    Mutant(
        "commits do not wait for the disk, and nobody asks",
        "app/database/sqlite.py",
        '"trusted_schema=OFF",\n    ):',
        '"trusted_schema=OFF",\n    ):\n        pragma = pragma.replace("FULL", "NORMAL")',
        ("tests/torture/test_power.py",),
    ),
    Mutant(
        "a case is shown to whoever has an account",
        "app/cases/routes.py",
        '@get("/cases/{case_id:uuid}", guards=[members_only]',
        '@get("/cases/{case_id:uuid}", guards=[open_to_all]',
        ("tests/house/test_routes.py", "tests/security/test_access.py"),
    ),
    Mutant(
        "what is not public passes for public",
        "app/posts/models.py",
        "return revision.state == literal_column(\"'published'\")",
        "return revision.state != literal_column(\"'draft'\")",
        ("tests/house/test_one_door.py", "tests/security/test_access.py"),
    ),
    Mutant(
        "what a thread told while a text was read does not count",
        "app/posts/screening.py",
        "if read.assessment is not None and read.ground != ground:",
        "if read.assessment is not None and read.ground is None:",
        ("tests/posts/test_at_once.py",),
    ),
    Mutant(
        "nobody waits for having read too much",
        "app/main.py",
        "guards=[csrf.check, pace.check]",
        "guards=[csrf.check]",
        ("tests/security/test_pace.py",),
    ),
    Mutant(
        "a page that asks by itself keeps a sign-in awake",
        "app/web/arrival.py",
        "if known.to_note and not asks_by_itself(scope):",
        "if known.to_note:",
        ("tests/security/test_sessions.py",),
    ),
    Mutant(
        "a text is compared with what lies closed, and nobody writes it down",
        "app/moderation/held.py",
        "shown = before is not None and (compared or not policy.lies_closed(before.state))",
        "shown = before is not None",
        ("tests/moderation/test_evidence.py",),
    ),
    Mutant(
        "what waits is shown without an entry on the record",
        "app/moderation/held.py",
        "closed = text.state is not State.PUBLISHED and not opened",
        "closed = policy.lies_closed(text.state) and not opened",
        ("tests/moderation/test_opening.py",),
    ),
    Mutant(
        "the words of what waits are read before the entry is written",
        "app/moderation/deciding.py",
        "return _held(request, session, viewer, revision_id, filters, opened=opened)",
        "return _held(request, session, viewer, revision_id, filters, opened=True)",
        ("tests/moderation/test_opening.py",),
    ),
    Mutant(
        "a proof counts for a day where it should count for an hour",
        "app/accounts/policy.py",
        "LATELY = timedelta(hours=1)",
        "LATELY = timedelta(days=1)",
        ("tests/security/test_second_factor.py",),
    ),
    Mutant(
        "a title is put into the page as it is",
        "templates/cases/show.html",
        "{{ case.title }}",
        "{{ case.title|safe }}",
        ("tests/security/test_content.py",),
    ),
    Mutant(
        "text may hold HTML",
        "app/markup.py",
        "nh3.clean(\n            html,",
        "str(\n            html) or nh3.clean(html,",
        ("tests/security/test_content.py",),
    ),
    Mutant(
        "any address becomes a link",
        "app/markup.py",
        "bool(LINK.match(url))",
        "True",
        ("tests/security/test_content.py",),
    ),
    Mutant(
        "hidden characters stay",
        "app/web/fields.py",
        'HIDDEN.sub("", self.raw(name)).strip()',
        "self.raw(name).strip()",
        ("tests/security/test_content.py",),
    ),
    Mutant(
        "no form needs its token",
        "app/web/csrf.py",
        'raise NotAllowed("stale_form")',
        "return",
        ("tests/house/test_routes.py",),
    ),
    Mutant(
        "a state changes whatever it is by now",
        "app/posts/revisions.py",
        ".where(col(Revision.id) == revision_id, col(Revision.state) == since)",
        ".where(col(Revision.id) == revision_id)",
        ("tests/posts/test_at_once.py", "tests/security/test_at_once.py"),
    ),
    Mutant(
        "what the detector cannot read is public",
        "app/posts/policy.py",
        "danger or assessment is None or",
        "danger or assessment is not None and",
        ("tests/security/test_detector.py",),
    ),
    Mutant(
        "a decision is on no record",
        "app/moderation/service.py",
        "audit.record(session, Act.DECISION",
        "(lambda *_, **__: None)(session, Act.DECISION",
        ("tests/security/test_at_once.py", "tests/security/test_moderators_bounds.py"),
    ),
    Mutant(
        "a moderator decides on their own text",
        "app/moderation/policy.py",
        "def why_not(",
        "def why_not(*_: object) -> None:\n    return None\n\n\ndef _why_not(",
        ("tests/security/test_moderators_bounds.py",),
    ),
    Mutant(
        "the log quotes what went wrong",
        "app/web/log.py",
        "error=type(error).__name__, where",
        "error=str(error), where",
        ("tests/security/test_faults.py", "tests/security/test_leaks.py"),
    ),
    Mutant(
        "the log keeps whatever it is given",
        "app/web/log.py",
        "if key in KEYS}",
        "}",
        ("tests/security/test_content.py", "tests/house/test_one_door.py"),
    ),
    Mutant(
        "sealed words open wherever they are put",
        "app/vault/service.py",
        'return b"box" + owner.bytes + key_id.bytes + field.encode()',
        'return b"box"',
        ("tests/security/test_vault.py",),
    ),
    Mutant(
        "the index keeps what it drops",
        "app/fulltext/sqlite.py",
        "VALUES ('secure-delete', 1)",
        "VALUES ('secure-delete', 0)",
        ("tests/security/test_at_rest.py", "tests/security/test_faults.py"),
    ),
    Mutant(
        "what is deleted stays in the file",
        "app/database/sqlite.py",
        '"secure_delete=ON",',
        '"secure_delete=OFF",',
        ("tests/security/test_at_rest.py",),
    ),
    Mutant(
        "anybody may read the counts",
        "app/web/health.py",
        "if not _may_measure(visit_of(request), request):",
        "if False:",
        ("tests/security/test_counts.py",),
    ),
    Mutant(
        "a thread out of sight still tells",
        "app/posts/routes.py",
        "case_id if threads.in_sight(session, case_id, viewer.id) else None",
        "case_id",
        ("tests/security/test_detector.py",),
    ),
    Mutant(
        "nobody is slowed down",
        "app/limits.py",
        "if count > limit.times else 0",
        "if count < 0 else 0",
        ("tests/security/test_detector.py",),
    ),
    Mutant(
        "a site that cannot write says it is ready",
        "app/web/refusals.py",
        "request.app.state.database.doubt()",
        "pass",
        ("tests/security/test_faults.py",),
    ),
    Mutant(
        "a demoted moderator keeps what was open",
        "app/web/visit.py",
        "return self.verified and self.role in (Role.MODERATOR, Role.ADMIN)",
        "return self.verified",
        ("tests/security/test_moderators_bounds.py",),
    ),
    Mutant(
        "a proof of licence is opened on no record",
        "app/evidence/service.py",
        "audit.record(\n        session, Act.UNSEALING",
        "(lambda *_, **__: None)(\n        session, Act.UNSEALING",
        ("tests/accounts/test_evidence.py",),
    ),
    Mutant(
        "a proof of licence outlives the decision",
        "app/accounts/licensing.py",
        "    evidence.discard(session, licence_id)\n    holder = session",
        "    holder = session",
        ("tests/accounts/test_evidence.py",),
    ),
    Mutant(
        "a proof of licence is kept as it was sent",
        "app/evidence/rendering.py",
        "        return _drawn(kind, content)",
        "        return (_drawn(kind, content) and content,)",
        ("tests/accounts/test_evidence.py",),
    ),
    Mutant(
        "several licences are confirmed that nobody has in hand",
        "app/accounts/licensing.py",
        "if licence.holder_id != moderator_id or not",
        "if licence.holder_id != moderator_id and not",
        ("tests/accounts/test_checking_licences.py",),
    ),
    Mutant(
        "one moderator answers an appeal",
        "app/appeals/service.py",
        "if given or takes_two(",
        "if given and takes_two(",
        ("tests/appeals/test_two_answers.py",),
    ),
    Mutant(
        "a text is read while everybody waits to write",
        "app/posts/routes.py",
        "    read = screening.read(store, draft, case_id)\n    limits.take_within(db, REPLYING, str(viewer.id))",
        "    limits.take_within(db, REPLYING, str(viewer.id))\n    read = screening.read(store, draft, case_id)",
        ("tests/posts/test_submitting.py", "tests/house/test_read_ahead.py"),
    ),
    Mutant(
        "headers may come as slowly as they like",
        "app/web/prompt.py",
        "self._late = self.loop.call_later(HEADERS_WITHIN, self.transport.close)",
        "pass",
        ("tests/security/test_requests.py",),
    ),
    Mutant(
        "one admin takes off anybody's second factor",
        "app/accounts/policy.py",
        "return others or role is not Role.COUNSELLOR",
        "return False",
        ("tests/accounts/test_lost_factor.py",),
    ),
    Mutant(
        "an admin agrees with themselves",
        "app/accounts/losing.py",
        "if asked_by == admin_id and reply is Reply.AGREE:",
        "if False:",
        ("tests/accounts/test_lost_factor.py",),
    ),
    Mutant(
        "closed texts are opened without end",
        "app/accounts/haste.py",
        "limits.take(database, OPENING, str(member_id))",
        "pass",
        ("tests/security/test_pace.py",),
    ),
    Mutant(
        "a proof of licence is opened by whoever sits at the computer",
        "app/accounts/licences.py",
        "guards=[moderators_only, stepped_up]",
        "guards=[moderators_only]",
        ("tests/accounts/test_evidence.py",),
    ),
    Mutant(
        "a database is replaced under a site that runs",
        "app/backup/restoring.py",
        "if not free:",
        "if False:",
        ("tests/security/test_backup.py",),
    ),
    Mutant(
        "what is said against a finding is read for whomever asks",
        "app/posts/routes.py",
        "if queries.own(session, viewer.id, post_id) is None:",
        "if False:",
        ("tests/posts/test_disputing.py",),
    ),
    Mutant(
        "a form's mark of another member breaks a form",
        "app/posts/revisions.py",
        "if once and session.scalar(",
        "if False and session.scalar(",
        ("tests/posts/test_submitting.py",),
    ),
    Mutant(
        "a crash writes its memory down",
        "app/__main__.py",
        "resource.setrlimit(resource.RLIMIT_CORE",
        "_ = (resource.RLIMIT_CORE",
        ("tests/security/test_leaks.py",),
    ),
    Mutant(
        "a table that is locked is waited for without end",
        "app/database/postgres.py",
        'f"-c lock_timeout={BUSY_TIMEOUT}"',
        '"-c lock_timeout=0"',
        ("tests/security/test_server_away.py",),
    ),
    Mutant(
        "a statement of a page may take for ever",
        "app/database/postgres.py",
        "STATEMENT if for_pages else 0",
        "0",
        ("tests/security/test_server_away.py",),
    ),
    Mutant(
        "a server that falls silent is waited for",
        "app/database/impatient.py",
        "SILENT if timeout is None else timeout",
        "60.0",
        ("tests/security/test_server_away.py",),
    ),
    Mutant(
        "words in base64 are words that nobody reads",
        "app/deid/recognisers/__init__.py",
        "    record_number,\n    coded,\n",
        "    record_number,\n",
        ("tests/security/test_detector.py",),
    ),
)


def main(chosen: list[str]) -> int:
    survived = []
    mutants = [one for one in MUTANTS if not chosen or any(word in one.name for word in chosen)]
    for mutant in mutants:
        noticed = _noticed(mutant)
        survived += [] if noticed else [mutant.name]
        sys.stdout.write(f"{'noticed' if noticed else 'NOT NOTICED'}: {mutant.name}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(mutants) - len(survived)} of {len(mutants)} noticed\n")
    return 1 if survived else 0


def _noticed(mutant: Mutant) -> bool:
    with tempfile.TemporaryDirectory(prefix="kiku-mutant-") as folder:
        copy = Path(folder)
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in ROOT.iterdir():
            if path.is_file() and path.suffix in (".toml", ".txt", ".in", ".json", ".md"):
                shutil.copyfile(path, copy / path.name)
        changed = copy / mutant.file
        text = changed.read_text(encoding="utf-8")
        if mutant.before not in text:
            raise SystemExit(f"{mutant.name}: {mutant.file} does not have what is to be otherwise any more")
        changed.write_text(text.replace(mutant.before, mutant.after), encoding="utf-8")
        environ = os.environ | {"PYTHONPATH": str(copy), "KILLS": "5", "CUTS": "60", "FAULTS": "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
        came = subprocess.run(command, cwd=copy, env=environ, capture_output=True, text=True, check=False)
    return came.returncode == 1  # tests ran, and one of them was red


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
