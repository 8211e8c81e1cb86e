"""A site with something in every place where words are kept, and everybody who may come to it.

Each place has a canary of its own, and MAY_READ says whom a page may show it to: whatever is seen beside it is a leak.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from uuid import UUID, uuid4

from anyio.from_thread import BlockingPortal
from litestar import Litestar
from sqlalchemy import select, update
from sqlmodel import col

from app import clock
from app.accounts import licensing, sign_ins
from app.accounts import service as accounts
from app.accounts.models import EmailChange, Licence, MailToken, Member, SignIn
from app.accounts.policy import LicenceClaim, LicenceDecision, Loss, LossProof, LossReason
from app.accounts.policy import Outcome as LicenceOutcome
from app.allowances import service as allowances
from app.allowances.models import Allowance
from app.appeals import service as appeals
from app.appeals.policy import Answer, Verdict
from app.deid import Kind
from app.evidence import service as evidence
from app.factors import service as factors
from app.factors.models import Authenticator, Passkey
from app.factors.policy import NewPasskey
from app.lifelines import service as lifelines
from app.main import serve
from app.moderation import canned
from app.moderation import service as moderation
from app.moderation.models import CannedReason, Decision
from app.moderation.policy import Complaint, Judgement, Outcome, Reason
from app.posts import queries, screening
from app.posts import service as posts
from app.posts.policy import Cover, DisputeReason, Draft, Objection, covered
from app.training import service as training
from app.training.exercises import exercises
from app.training.policy import Outcome as Trained
from app.web.visit import Role
from tests.make import Made
from tests.people import Browser, client_of
from tests.security.canaries import Canary
from tests.security.conftest import Site
from tests.security.everyone import ways

EVERYBODY = frozenset({"visitor", "peer", "author", "reporter", "moderator", "admin", "waiting"})
PEERS = EVERYBODY - {"visitor", "waiting"}
STAFF = frozenset({"moderator", "admin"})
AUTHOR = STAFF | {"author"}
NOBODY: frozenset[str] = frozenset()
# Which place whom a page may show it to.
MAY_READ = MappingProxyType(
    {
        "draft": frozenset({"author"}),
        "held": AUTHOR,
        "held comment": AUTHOR,
        "returned": AUTHOR,
        "returned comment": AUTHOR,
        "published": PEERS,
        "published comment": PEERS,
        "superseded": AUTHOR,
        "withdrawn": AUTHOR,
        "removed": AUTHOR,
        "redacted": AUTHOR,
        "said in its place": PEERS,
        "purged": NOBODY,
        "note to the author": AUTHOR,
        "note of a decision": AUTHOR,
        "note of the first of two": NOBODY,  # until there is a second, who comes to theirs without knowing it
        "note of an appeal": AUTHOR,
        "answer to an appeal": AUTHOR,
        "said against a finding": AUTHOR,
        "said against a redaction": AUTHOR,
        "note of a report": STAFF | {"reporter"},
        "name": PEERS,
        "name behind an alias": NOBODY,  # whose it is reads it on pages of their own, which nobody of these opens
        "name of one who waits": STAFF | {"waiting"},
        "licence number": STAFF | {"waiting"},
        "why a licence was refused": STAFF | {"waiting"},
        "proof of a licence": NOBODY,  # before it is opened, on the record
        "address": frozenset({"author"}),
        "address that is asked for": NOBODY,
        "address of one invited": NOBODY,
        "device": frozenset({"author"}),
        "phrase that is let pass": STAFF,
        "chosen reason": STAFF,
        "answer in training": frozenset({"moderator"}),
        "text of a lifeline": EVERYBODY,
        "query": NOBODY,
        "password": NOBODY,
    }
)
# Whom one page shows it to and no other: an admin makes sure who it is that lost a second factor.
ON_ONE_PAGE = MappingProxyType(
    {
        ("admin", "address"): "/admin/second-factors/",
        ("admin", "name behind an alias"): "/admin/second-factors/",
    }
)
# What may lie open in the database's file: what peers read, and what stands in no text of a case.
MAY_LIE_OPEN = frozenset(MAY_READ) - {
    "draft", "held", "held comment", "returned", "returned comment", "superseded", "withdrawn", "removed", "redacted",
    "purged", "proof of a licence", "query", "password",
}  # fmt: skip


class Sown:
    """A site with a canary in every place. `said` puts another text in its place, with the canary or without."""

    def __init__(self, site: Site, loop: BlockingPortal, said: Callable[[Canary], str] = attrgetter("line")) -> None:
        self.site, self._loop, self._said = site, loop, said
        self.canaries = {place: Canary(place) for place in MAY_READ}
        make = site.make
        self.members = {
            "author": make.member(self.name("name")),
            "peer": make.member(),
            "reporter": make.member(),
            "moderator": make.moderator(),
            "admin": make.member(role=Role.ADMIN),
            "waiting": make.member(self.name("name of one who waits"), verified=False),
        }
        self.others = [make.moderator(), make.moderator(), make.member(role=Role.ADMIN)]
        self.aliased = make.member(self.name("name behind an alias"))
        self.made: dict[str, Made] = {}
        self._texts()
        self._decided()
        self._said_to_moderators()
        self._about_members()
        self._words_of_the_site()
        self.ids = self._ids()

    def name(self, place: str) -> str:
        return self.canaries[place].name

    def says(self, place: str, most: int = 1_000) -> str:
        return self._said(self.canaries[place])[:most]

    def _text(self, place: str) -> str:
        return f"佐藤美咲さんのこと。{self.says(place, 9_000)}。"

    def _case(self, place: str, *, draft: bool = False) -> Made:
        title, question = (f"{kind} {' '.join(self.says(place).split())}"[:110] for kind in ("題", "問い"))
        author = self.members["author"]
        return self.site.make.case(self._text(place), title=title, question=question, author=author, draft=draft)

    def _texts(self) -> None:
        make, made = self.site.make, self.made
        made["draft"] = self._case("draft", draft=True)
        made["held"] = self._case("held")
        made["published"] = make.released(self._case("published"))
        made["returned"] = make.returned(self._case("returned"), note=self.says("note to the author"))
        made["withdrawn"] = make.withdrawn(make.released(self._case("withdrawn")))
        made["superseded"] = make.revised(make.released(self._case("superseded")), "「待つこと」を書き直しました。")
        made["removed"] = make.returned(make.released(self._case("removed")))
        for place in ("held comment", "returned comment", "published comment"):
            made[place] = make.reply(made["published"], self._text(place), author=self.members["author"])
        make.released(made["published comment"])
        make.returned(make.released(made["returned comment"]))
        made["purged"] = make.released(self._case("purged"))
        made["aliased"] = make.case("「もくれん」という言葉の事例です。", author=self.aliased, alias=True)
        make.reply(made["aliased"], "「お返事」です。", author=self.aliased)

    def _held(self, words: str = "佐藤美咲さんのこと。") -> Made:
        return self.site.make.case(words, author=self.members["author"])

    def _decide(self, made: Made, outcome: Outcome, note: str, *covers: Cover, by: int = 0, two: str = "never") -> UUID:
        judgement = Judgement(outcome, note, "", frozenset(), "", covers)
        read = self._read_without(made, covers) if covers else None
        with self.site.database.writing() as session:
            moderation.decide(session, self.others[by].id, made.revision_id, judgement, two=two, read=read)
        with self.site.database.reading() as session:
            found = select(Decision.id).where(col(Decision.revision_id) == made.revision_id)
            return session.scalars(found).first() or uuid4()

    def _read_without(self, made: Made, covers: tuple[Cover, ...]) -> screening.Read:
        with self.site.database.reading() as session:
            text = queries.own(session, made.author.id, made.post_id)
        assert text is not None
        return screening.read(self.site.database, covered(Draft(text.lang, text.body, text.title, text.question), covers), made.case_id)  # fmt: skip

    def _decided(self) -> None:
        made = self.made
        words = self._text("redacted")
        made["redacted"] = self._held(words)
        covers = (Cover("body", 0, 4, "Aさん"), Cover("body", 10, len(words), self.says("said in its place", 60)))
        self._decide(made["redacted"], Outcome.REDACT, "お名前を伏せました。", *covers)
        made["decided"] = self._held()
        self._decide(made["decided"], Outcome.RETURN, self.says("note of a decision"))
        made["looked at once"] = self._held()
        self._decide(made["looked at once"], Outcome.RELEASE, self.says("note of the first of two"), two="always")

    def _said_to_moderators(self) -> None:
        made, author, database = self.made, self.members["author"].id, self.site.database
        made["appealed"], made["answered"], made["disputed"] = self._held(), self._held(), self._held()
        for place in ("appealed", "answered"):
            decision = self._decide(made[place], Outcome.RETURN, "お名前を変えて。")
            note = self.says("note of an appeal") if place == "appealed" else "講演録の名前です。"
            with database.writing() as session:
                appeals.appeal(session, author, decision, note)
        verdict = Verdict(Answer.UPHOLD, self.says("answer to an appeal"))
        with database.writing() as session:
            appeals.decide(session, self.others[1].id, made["answered"].revision_id, verdict, two="never")
        with database.writing() as session:
            objection = Objection(DisputeReason.AUTHOR, self.says("said against a finding", 200))
            one = made["disputed"]
            posts.dispute(session, author, one.post_id, 1, objection, seen=one.revision_id)
        with database.writing() as session:
            moderation.object_to(session, author, made["redacted"].post_id, self.says("said against a redaction"))
        with database.writing() as session:
            complaint = Complaint(Reason.OTHER, self.says("note of a report"))
            moderation.report(session, self.members["reporter"].id, made["published"].revision_id, complaint)

    def _about_members(self) -> None:
        now, author, waiting = clock.now(), self.members["author"], self.members["waiting"]
        with self.site.database.writing() as session:
            at = f"{self.canaries['address'].word}@example.org"
            session.execute(update(Member).where(col(Member.id) == author.id).values(email=at))
            session.flush()
            asked = f"{self.canaries['address that is asked for'].word}@example.org"
            session.add(EmailChange(member_id=author.id, email=asked, expires_at=now + accounts.policy.RESET_WITHIN))
            accounts.invite(session, f"{self.canaries['address of one invited'].word}@example.org")
            sign_ins.begin_sign_in(session, author, self.says("device", 120), now, strong=True)
            factors.begin_app(session, author.id, now)
            factors.add_passkey(session, author.id, NewPasskey(b"credential", b"public key", 0), "端末", now)
            accounts.ask_reset(session, at, "ja", now)
        with self.site.database.writing() as session:
            licensing.claim(session, waiting.id, LicenceClaim("other-manual", self.says("licence number", 60)), now)
            licensing.claim(session, waiting.id, LicenceClaim("jp-clinical-psychologist", "38436"), now)
        with self.site.database.writing() as session:
            waits = select(Licence.slug, Licence.id).where(col(Licence.member_id) == waiting.id)
            claimed = {row.slug: row.id for row in session.execute(waits)}
            proof = self.says("proof of a licence", 9_000).encode()
            evidence.keep(session, claimed["other-manual"], [proof], now)
            refused = LicenceDecision(LicenceOutcome.REFUSE, self.says("why a licence was refused"))
            licensing.decide(session, self.others[0].id, claimed["jp-clinical-psychologist"], refused, now)
        with self.site.database.writing() as session:
            loss = Loss(LossReason.LOST, LossProof.MET)
            accounts.take_factors(session, self.others[2].id, author.id, loss, now)

    def _words_of_the_site(self) -> None:
        admin, moderator = self.members["admin"].id, self.members["moderator"].id
        with self.site.database.writing() as session:
            # Nothing with a number in it is ever let pass.
            phrase = re.sub(r"[\d\s]", "", self.says("phrase that is let pass"))[:60]
            revision = self.made["published"].revision_id
            allowances.propose(session, moderator, phrase=phrase, kind=Kind.ORG, rule="workplace", revision_id=revision)
        with self.site.database.writing() as session:
            self.reason = canned.add(session, admin, self.says("chosen reason", 300), "A reason.")
        with self.site.database.writing() as session:
            lifelines.change(session, admin, "JP", {"ja": self.says("text of a lifeline")})
        with self.site.database.writing() as session:
            note = self.says("answer in training", 400)
            training.answer(session, moderator, next(iter(exercises())), Trained.RETURN, note)

    def browsers(self, **headers: str) -> dict[str, Browser]:
        served = serve(self.site.settings, self.site.database)
        return {
            who: client_of(served, self.site.settings, self.site.database, member, headers, self._loop)
            for who, member in [("visitor", None), *self.members.items()]
        }

    def _ids(self) -> dict[str, set[str]]:
        """Return what may stand in an address, by the name it has there."""
        tables = {
            "decision_id": Decision, "licence_id": Licence, "allowance_id": Allowance, "authenticator_id": Authenticator,
            "passkey_id": Passkey, "sign_in_id": SignIn, "token_id": MailToken, "change_id": EmailChange,
        }  # fmt: skip
        with self.site.database.reading() as session:
            found = {name: set(map(str, session.scalars(select(col(table.id))))) for name, table in tables.items()}
            reasons = set(session.scalars(select(col(CannedReason.code))))
        texts = {name: {str(getattr(one, name)) for one in self.made.values()} for name in ("case_id", "post_id", "revision_id")}  # fmt: skip
        own = {str(one.id) for one in (*self.members.values(), self.aliased)}
        return found | texts | {
            "member_id": own,
            "code": reasons | {"JP", "name"},
            "slug": {"person-centred-therapy", *islice(exercises(), 3)},
            "file_form": {"json", "txt"},
            "number": {"1"},
        }  # fmt: skip

    def may_read(self, who: str, place: str, address: str) -> bool:
        page = ON_ONE_PAGE.get((who, place))
        return who in MAY_READ[place] or (page is not None and address.startswith(page))

    def addresses(self, built: Litestar, method: str = "GET") -> Iterator[str]:
        """Yield every route of a method, with every id that it could be asked for."""
        for way in ways(built):
            names = re.findall(r"\{(\w+)\}", way.path)
            if way.method != method or "static" in way.path:
                continue
            choices = sorted(self.ids.get(names[0], {"nowhere"})) if names else [""]
            for one in choices:
                address = way.path
                for name in names:
                    address = address.replace(f"{{{name}}}", one if name == names[0] else min(self.ids[name]))
                yield address
