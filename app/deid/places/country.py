"""Which country a text is about: the one that its language tells, or the words of one country's services."""

from collections.abc import Iterator

from app.deid import patterns as re
from app.deid.places.place import Place
from app.deid.reading import Reading

COUNTRY_CUES = (
    (
        "gb",
        re.compile(
            r"(?<![A-Za-z])(?:NHS|GP|A&E|GCSEs?|A-levels?|BACP|UKCP|HCPC|mum|Mum|solicitor|council (?:house|flat|estate)|£\d|IAPT|CAMHS|Universal Credit|job ?centre)(?![A-Za-z])"
        ),
    ),
    (
        "us",
        re.compile(
            r"(?<![A-Za-z])(?:SSN|EAP|Medicaid|HIPAA|FERPA|ASCA|mom|Mom|Ct|counselor|LCSW|LMFT|SAMHSA|high school|sophomore|freshman|\d{1,2}(?:st|nd|rd|th) grade|ER|county commissioner)(?![A-Za-z])"
        ),
    ),
)


def told(reading: Reading) -> Iterator[Place]:
    """The country that the language tells, or the words of one country's services."""
    sentences = reading.sentences
    if not sentences:
        return
    japanese = sum(sentence.end - sentence.start for sentence in sentences if sentence.language == "ja")
    first = (sentences[0].start, sentences[0].end)
    if 2 * japanese >= len(reading.text):
        yield Place(*first, "jp", listed=False)
        return
    counts = {code: len(pattern.findall(reading.text)) for code, pattern in COUNTRY_CUES}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] and list(counts.values()).count(counts[best]) == 1:
        yield Place(*first, best, listed=False)
