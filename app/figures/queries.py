"""The figures as two pages show them: to members with the small numbers left out, to moderators rule by rule."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select

from app.database import Session
from app.figures import charts, policy
from app.figures.charts import Columns, Course
from app.figures.models import Figure, FiguresCounted
from app.figures.policy import OF_FINDINGS, OF_TEXTS, Shown, What

BECAME = (What.RELEASED, What.RETURNED, What.REMOVED)

_SINCE = select(Figure.month, Figure.lang, Figure.rule, Figure.what, Figure.number).where(
    Figure.month >= bindparam("since")
)
_COUNTED = select(FiguresCounted.at)

Numbers = Mapping[tuple[str, str, str], Mapping[str, int]]  # month, rule, what → language → number


@dataclass(frozen=True, slots=True)
class Month:
    """What became of the texts that were sent in a month. `waited` is the median until the first decision."""

    first: date
    texts: tuple[Shown, ...]
    waited: timedelta | None


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """In how many texts of the last months a rule fired, and what became of them."""

    rule: str
    texts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Public:
    """What members see of moderation. `quiet` are the rules that fired too seldom to be shown."""

    counted_at: datetime | None
    lang: str
    months: tuple[Month, ...]
    rules: tuple[RuleTexts, ...]
    quiet: tuple[str, ...]
    chart: Columns

    @property
    def anything(self) -> bool:
        return any(shown.number for month in self.months for shown in month.texts)


def public(session: Session, today: date, *, lang: str) -> Public:
    """Return what members see: texts that were held, by month and by rule, and never one alone."""
    firsts = policy.months(today)
    numbers, waits = _read(session, firsts[0])
    months = tuple(
        Month(
            first,
            tuple(policy.shown(numbers.get((policy.month_of(first), "", what), {}), lang) for what in OF_TEXTS),
            waits.get((policy.month_of(first), lang)),
        )
        for first in firsts
    )
    of_rules = _over(numbers)
    rules = tuple(
        RuleTexts(rule, tuple(policy.shown(of_rules[rule, what], lang) for what in OF_TEXTS))
        for rule in sorted({rule for rule, _ in of_rules if rule})
    )
    told = [rule for rule in rules if rule.texts[0].number]
    places = [OF_TEXTS.index(what) for what in BECAME]
    return Public(
        _counted(session),
        lang,
        months,
        tuple(sorted(told, key=lambda one: -(one.texts[0].number or 0))),
        tuple(rule.rule for rule in rules if rule not in told),
        charts.columns(BECAME, [[month.texts[place].number or 0 for place in places] for month in months]),
    )


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """How often a rule fired in the last months, and how often it was right."""

    rule: str
    fired: int
    confirmed: int
    dismissed: int

    @property
    def undecided(self) -> int:
        return self.fired - self.confirmed - self.dismissed

    @property
    def precision(self) -> float | None:
        return policy.precision(self.confirmed, self.dismissed)

    @property
    def percent(self) -> int | None:
        return None if self.precision is None else round(self.precision * 100)

    @property
    def wolf(self) -> float:
        return policy.wolf(self.confirmed, self.dismissed)


@dataclass(frozen=True, slots=True)
class RuleMonth:
    """A rule's findings of one month."""

    first: date
    findings: RuleFindings


@dataclass(frozen=True, slots=True)
class Learning:
    """What moderators' decisions say of the rules: of each, and month by month of one or of all together."""

    counted_at: datetime | None
    lang: str
    rule: str
    rules: tuple[RuleFindings, ...]
    wolves: tuple[RuleFindings, ...]
    months: tuple[RuleMonth, ...]
    course: Course


def learning(session: Session, today: date, *, lang: str, rule: str) -> Learning:
    """Return how often each rule was right. Moderators see small numbers too: they see the texts."""
    firsts = policy.months(today)
    numbers, _ = _read(session, firsts[0])
    firsts = policy.begun(firsts, {month for month, rule, _ in numbers if rule})
    of_rules = _over(numbers)
    rules = [_findings(name, of_rules, lang) for name in sorted({name for name, _ in of_rules if name})]
    fired = [one for one in rules if one.fired]
    months = tuple(RuleMonth(first, _month(numbers, policy.month_of(first), rule, lang)) for first in firsts)
    return Learning(
        _counted(session),
        lang,
        rule if any(one.rule == rule for one in rules) else "",
        tuple(sorted(fired, key=lambda one: (-one.fired, one.rule))),
        tuple(sorted((one for one in fired if one.wolf), key=lambda one: -one.wolf)[: policy.ENOUGH]),
        months,
        charts.course([month.findings.precision for month in months]),
    )


def _findings(rule: str, numbers: Mapping[tuple[str, str], Mapping[str, int]], lang: str) -> RuleFindings:
    return RuleFindings(rule, *(_of(numbers.get((rule, what), {}), lang) for what in OF_FINDINGS))


def _month(numbers: Numbers, month: str, rule: str, lang: str) -> RuleFindings:
    """Return one rule's findings of a month, or all rules' together."""
    fired, confirmed, dismissed = (
        sum(
            _of(by_lang, lang)
            for (at, name, counted), by_lang in numbers.items()
            if at == month and counted == what and name and rule in ("", name)
        )
        for what in OF_FINDINGS
    )
    return RuleFindings(rule, fired, confirmed, dismissed)


def _of(by_lang: Mapping[str, int], lang: str) -> int:
    return by_lang.get(lang, 0) if lang else sum(by_lang.values())


def _read(session: Session, since: date) -> tuple[Numbers, dict[tuple[str, str], timedelta]]:
    numbers: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    waits = {}
    for row in session.execute(_SINCE, {"since": policy.month_of(since)}):
        if row.what == What.WAITED:
            waits[row.month, row.lang] = timedelta(minutes=row.number)
        else:
            numbers[row.month, row.rule, row.what][row.lang] = row.number
    return numbers, waits


def _over(numbers: Numbers) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Return the numbers of all months together: rule, what → language → number."""
    summed: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_, rule, what), by_lang in numbers.items():
        for lang, number in by_lang.items():
            summed[rule, what][lang] += number
    return summed


def _counted(session: Session) -> datetime | None:
    return session.scalars(_COUNTED).one_or_none()
