"""The words the forum says: one translator a language, dates and plurals by Babel."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import UnknownLocaleError, negotiate_locale
from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.plural import PluralRule

LOCALES = ("ja", "en")
ZONES = {"ja": ZoneInfo("Asia/Tokyo"), "en": ZoneInfo("Europe/London")}
FOLDER = Path(__file__).parent
# Japanese has one form; English one and other. The order is that of msgstr[0], msgstr[1].
_PLURALS = {"ja": PluralRule({}), "en": PluralRule({"one": "n is 1"})}
UNITS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))
_FORMS = {"ja": ("other",), "en": ("one", "other")}


class Translator:
    """Says a catalogue entry in one language.

    `t("posts.form.submit")` answers the sentence of that key, `t("cases.comments", count=3)` its
    plural, and named values fill its placeholders. The result is text: templates escape it.
    """

    def __init__(self, locale: str, sentences: Mapping[str, tuple[str, ...]]) -> None:
        self.locale = locale
        self._sentences = sentences
        self._plural = _PLURALS[locale]
        self._forms = _FORMS[locale]

    def __call__(self, key: str, **values: object) -> str:
        """Raises KeyError for a key the catalogue lacks: a page never shows a key to a reader."""
        forms = self._sentences[key]
        if not values:
            return forms[0]
        count = values.get("count")
        form = forms[self._forms.index(self._plural(count))] if isinstance(count, int) and len(forms) > 1 else forms[0]
        return form.format(**{name: self._shown(value) for name, value in values.items()})

    def knows(self, key: str) -> bool:
        return key in self._sentences

    def _shown(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    def day(self, moment: datetime | date) -> str:
        """Return a day as a reader of this language writes it: 2026年11月24日, 24 November 2026."""
        if isinstance(moment, datetime):
            moment = self._local(moment)
        return format_date(moment, format="long", locale=_territory(self.locale))

    def moment(self, moment: datetime) -> str:
        """Return a day and a time of day, in the zone of this language's readers."""
        return _moment(self.locale, _aware(moment).replace(second=0, microsecond=0))

    def month(self, day: date) -> str:
        """Return a month of a year: 2026年11月, November 2026."""
        return format_skeleton("yMMMM", day, locale=_territory(self.locale))

    def month_short(self, day: date) -> str:
        """Return a month where the year is known and room is short: 11月, Nov."""
        return format_date(day, "LLL", locale=_territory(self.locale))

    def lasting(self, time: timedelta) -> str:
        """Return about how long: 3時間, 2 days."""
        return _close(
            format_timedelta(max(time, UNITS[-2]), threshold=1.5, locale=_territory(self.locale)), self.locale
        )

    def ago(self, moment: datetime, now: datetime) -> str:
        """Return how long ago, never in the future: a clock that runs ahead says “now”."""
        passed = max(now - _aware(moment), UNITS[-1])
        unit = next((unit for unit in UNITS if passed >= unit), UNITS[-1])
        return _ago(self.locale, passed // unit * unit)

    def _local(self, moment: datetime) -> datetime:
        return _aware(moment).astimezone(ZONES[self.locale])


# A thread's page says a hundred moments, many of them alike, and Babel takes its time over each.
@lru_cache(maxsize=8_192)
def _moment(locale: str, moment: datetime) -> str:
    pattern = "d MMM y, HH:mm z" if locale == "en" else "y年M月d日 H:mm"
    return format_datetime(moment.astimezone(ZONES[locale]), format=pattern, locale=_territory(locale))


@lru_cache(maxsize=8_192)
def _ago(locale: str, passed: timedelta) -> str:
    return _close(format_timedelta(-passed, add_direction=True, locale=_territory(locale)), locale)


def _close(text: str, locale: str) -> str:
    """Return a time as it is set: Japanese has no space between a number and its unit, where Babel puts one."""
    return text.replace(" ", "") if locale == "ja" else text


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _territory(locale: str) -> str:
    return "en_GB" if locale == "en" else locale


@cache
def translator(locale: str) -> Translator:
    """Return the translator of a language: every catalogue of its folder in one, read once."""
    sentences: dict[str, tuple[str, ...]] = {}
    for path in sorted((FOLDER / locale).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale)
        for message in catalogue:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in sentences:
                raise ValueError(f"{path.name}: {key} stands twice")
            said = message.string or ""
            sentences[key] = (said,) if isinstance(said, str) else tuple(said)
    return Translator(locale, sentences)


def read_lang(typed: str | None, otherwise: str = "") -> str:
    """Return a language that was typed or chosen, or `otherwise` for whatever is none of ours."""
    return typed if typed in LOCALES else otherwise


def choose(accepted: str, preferred: str | None = None) -> str:
    """Return the language to speak: what was chosen, else the best of an Accept-Language header, else Japanese."""
    if preferred in LOCALES:
        return preferred
    wanted: list[tuple[float, str]] = []
    for part in accepted[:200].split(","):
        tag, _, parameters = part.strip().partition(";")
        try:
            weight = float(parameters.partition("q=")[2] or 1)
        except ValueError:
            weight = 0
        if weight > 0 and tag:
            wanted.append((-weight, tag))
    try:
        best = negotiate_locale([tag for _, tag in sorted(wanted, key=lambda pair: pair[0])], list(LOCALES), sep="-")
    except (ValueError, UnknownLocaleError):
        best = None
    return best or "ja"
