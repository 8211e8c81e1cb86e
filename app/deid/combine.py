"""Which traits together single a person out, how many people they fit, which to widen first.

The formula, what it assumes and where it fails: docs/decisions/0009-how-many-people-a-set-of-traits-fits.md.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import exp, log, sqrt
from typing import NamedTuple

from app.deid import shares
from app.deid.shares import Share
from app.deid.tables import country_of
from app.deid.types import Combination, Kind, Trait

# People. A set that fits fewer singles out. A reader who knows that a client fits guesses right with a chance of
# about one in as many; 1 in 20 (0.05) is the strictest of the precedents for releasing health data that El Emam and
# Malin list (Institute of Medicine, Sharing Clinical Trial Data, 2015, appendix B: cells of 3, 5, 11 and 20). The
# European Medicines Agency takes 0.09, that is 11 (Policy 0070). Counselling notes deserve the strictest.
THRESHOLD = 20  # people
TELLING = 2_000  # people. Up to here a writer is told how many fit; of more, a number says nothing. A judgement.
MOST_SLOTS = 9  # traits weighed together; of more, the rarest: 2 ** 9 sets are the work of a millisecond
DEPENDENCE = 1.3  # by which each further trait may be off because traits lean on each other; a judgement
COUNTRY_UNKNOWN = "gb"  # English without a place: of the countries it may be, a middling one (67 million people)


class Estimate(NamedTuple):
    """How many people a set of traits fits, and the factor by which it may be off either way."""

    people: float
    spread: float
    country: str


def combine(traits: Sequence[Trait], told: Sequence[Trait]) -> Combination | None:
    """Return the smallest set of traits, with something new from `traits` in it, that singles a person out.

    A trait told before is not new, nor is a wider one (told 48, "in his forties" adds nothing). What the
    told traits reach without the new ones is not this text's doing: a set counts only if it is over the
    threshold without what is new in it.
    """
    known = list(dict.fromkeys(told))
    new = [trait for trait in dict.fromkeys(traits) if trait not in known and not _implied(trait, known)]
    if not new:
        return None
    country = _country([*new, *known])
    slots = _slots([*known, *new], country)
    if not slots or _estimate(slots, country).people >= THRESHOLD:
        return None
    slots = _rarest(slots, country, frozenset(new))
    best = _smallest(slots, country, frozenset(new))
    return _told_apart(best, slots, country, frozenset(new)) if best else None


def crowd(traits: Sequence[Trait], told: Sequence[Trait]) -> Combination | None:
    """Return how many people fit everything told so far, and what to widen first; None above `TELLING`.

    It singles nobody out and holds nothing: it is what a writer is told while there is still room.
    """
    new = frozenset(traits) - frozenset(told)
    if not new:
        return None
    everything = list(dict.fromkeys([*told, *traits]))
    country = _country(everything)
    slots = [trait for trait in _slots(everything, country) if _alone(trait, country).value < 1]
    if new.isdisjoint(slots) or _estimate(slots, country).people >= TELLING:
        return None
    return _told_apart(tuple(slots), slots, country, new)


def _implied(trait: Trait, known: Sequence[Trait]) -> bool:
    """Whether a trait is only a wider form of one that is known."""
    for other in known:
        step = shares.wider(other)
        while step is not None:
            if step == trait:
                return True
            step = shares.wider(step)
        if trait.kind is Kind.AGE and other.kind is Kind.AGE and _holds(trait.code, other.code):
            return True
    return False


def _holds(outer: str, inner: str) -> bool:
    (first, after), (low, high) = shares.bounds(outer), shares.bounds(inner)
    return first <= low and high <= after


def _country(traits: Sequence[Trait]) -> str:
    """The country of the narrowest place; else the one the language of the text told; else the documented choice."""
    placed = [(shares.people(trait.code), trait.code) for trait in traits if trait.kind is Kind.PLACE]
    known = [(share.value, code) for share, code in placed if share is not None and code != "unlisted"]
    return country_of(min(known)[1]) if known else COUNTRY_UNKNOWN


def _slots(traits: Sequence[Trait], country: str) -> list[Trait]:
    """Return the traits that count together, at most one sex, age and occupation.

    Of two that say the same, the narrower stays. Two that cannot both be true of one person (48 and 16) may
    be the client's and a relative's: the one that leaves more people stays, so that nothing is claimed that
    does not hold of either. With both sexes told, neither counts.
    """
    kept: list[Trait] = []
    for kind in (Kind.SEX, Kind.AGE, Kind.OCCUPATION):
        kept += _agreed([trait for trait in traits if trait.kind is kind], country)
    for trait in traits:
        if trait.kind in (Kind.SEX, Kind.AGE) or (trait.kind is Kind.OCCUPATION and trait.code != "singular"):
            continue
        if (
            trait.kind is Kind.PLACE
            and ":" not in trait.code
            and "-" not in trait.code
            and shares.people(trait.code)
            and trait.code != "unlisted"
        ):
            continue  # a country is where one counts, not a trait
        kept.append(trait)
    return kept


def _agreed(options: Sequence[Trait], country: str) -> list[Trait]:
    options = [trait for trait in options if trait.code != "singular"]
    if len(options) < 2 or options[0].kind is not Kind.AGE:
        if len({trait.code for trait in options}) > 1:
            return [] if options[0].kind is Kind.SEX else [max(options, key=lambda trait: _alone(trait, country).value)]
        return list(options[:1])
    narrowest = [t for t in options if not any(o != t and _holds(t.code, o.code) for o in options)]
    return [max(narrowest, key=lambda trait: _alone(trait, country).value)]


def _alone(trait: Trait, country: str) -> Share:
    """The share that a trait leaves, taken by itself."""
    if trait.kind is Kind.SEX:
        return shares.sex_and_age(country, trait.code, None)
    if trait.kind is Kind.AGE:
        return shares.sex_and_age(country, None, trait.code)
    number = shares.gathered(trait)
    if number is not None:
        whole = shares.people(country) or shares.UNLISTED_PLACE
        return Share(number.value / whole.value, number.spread)
    if trait.kind is Kind.OCCUPATION:
        return shares.occupation(country, trait.code, None, None)
    return shares.other(country, trait)


def _rarest(slots: Sequence[Trait], country: str, new: frozenset[Trait]) -> list[Trait]:
    """Return the slots worth weighing: those that narrow at all, the rarest first, something new among them."""
    ranked = sorted(
        (trait for trait in slots if _alone(trait, country).value < 1), key=lambda trait: _alone(trait, country).value
    )
    kept = ranked[:MOST_SLOTS]
    if not any(trait in new for trait in kept):
        kept = ranked[: MOST_SLOTS - 1] + [trait for trait in ranked if trait in new][:1]
    return kept


def _smallest(slots: Sequence[Trait], country: str, new: frozenset[Trait]) -> tuple[Trait, ...] | None:
    for size in range(1, len(slots) + 1):
        under = [
            (_estimate(chosen, country).people, chosen)
            for chosen in combinations(slots, size)
            if not new.isdisjoint(chosen)
        ]
        under = [
            (people, chosen) for people, chosen in under if people < THRESHOLD and not _old_alone(chosen, country, new)
        ]
        if under:
            return min(under, key=lambda pair: pair[0])[1]
    return None


def _old_alone(chosen: Sequence[Trait], country: str, new: frozenset[Trait]) -> bool:
    old = [trait for trait in chosen if trait not in new]
    return bool(old) and _estimate(old, country).people < THRESHOLD


def _estimate(chosen: Sequence[Trait], country: str) -> Estimate:
    """People of the smallest gathering told, times the share of each trait among them.

    N = people(place) x share(sex, age) x share(occupation | sex, age) x share of each further trait.
    """
    base = shares.people(country) or shares.UNLISTED_PLACE
    sex = age = job = school = None
    factors: list[Share] = []
    for trait in chosen:
        number = shares.gathered(trait)
        if number is not None:
            if number < base:
                base, school = number, trait.code if trait.kind is Kind.ORG else None
        elif trait.kind is Kind.SEX:
            sex = trait.code
        elif trait.kind is Kind.AGE:
            age = trait.code
        elif trait.kind is Kind.OCCUPATION:
            job = trait.code
        else:
            factors.append(shares.other(country, trait))
    if sex or age:
        factors.append(shares.sex_and_age(country, sex, age, school))
    if job and not (school in shares.ATTENDED_AT and job in shares.AGES):
        factors.append(shares.occupation(country, job, sex, age))
    people, doubt = base.value, log(base.spread) ** 2
    for share in factors:
        people *= share.value
        doubt += log(share.spread) ** 2
    doubt += len(factors) * log(DEPENDENCE) ** 2
    return Estimate(people, exp(sqrt(doubt)), country)


def _told_apart(chosen: tuple[Trait, ...], slots: Sequence[Trait], country: str, new: frozenset[Trait]) -> Combination:
    """Describe a set: its people, and the new trait whose widening lets the most people in."""
    here = _estimate(chosen, country)
    first, to, after = max(_widenings(chosen, slots, country, new), key=lambda option: option[2])
    return Combination(
        traits=chosen,
        people=here.people,
        low=here.people / here.spread,
        high=here.people * here.spread,
        widen_first=first,
        widen_to=to,
        people_widened=after,
        country=country,
    )


def _widenings(
    chosen: Sequence[Trait], slots: Sequence[Trait], country: str, new: frozenset[Trait]
) -> Iterator[tuple[Trait, Trait | None, float]]:
    """One step for each new trait: age to its ten years, town to its region, occupation to its group, others left out.

    A sex is in every pronoun, so it is proposed only where nothing else is new. Of a set of one that is left out
    nothing remains: then what else was told, of other kinds, says how many fit, not the whole country.
    """
    only_sex = all(trait.kind is Kind.SEX for trait in chosen if trait in new)
    for index, trait in enumerate(chosen):
        if trait in new and (only_sex or trait.kind is not Kind.SEX):
            step = shares.wider(trait)
            rest = [*chosen[:index], *([step] if step else []), *chosen[index + 1 :]]
            yield (
                trait,
                step,
                _estimate(rest or [other for other in slots if other.kind is not trait.kind], country).people,
            )
