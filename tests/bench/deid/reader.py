"""One detector in a process of its own: a question a line on standard input, an answer a line on standard output.

`python -m tests.bench.deid.reader NAME`. The first line out says how long loading took. Each later line answers
`{"language": …, "texts": [{"id": …, "body": …}, …]}` with the findings, and for each text the seconds it took by the
processor's clock and by the wall's.

A detector that knows no verdicts is given the one its findings amount to: a name, a contact or a number blocks, anything
else that is found asks for a person to look.
"""

import contextlib
import gc
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Row = tuple[int, int, str]
Read = Callable[[str, str], tuple[list[Row], str]]

DIRECT = frozenset(("PERSON", "CONTACT", "ID_NUMBER", "ADDRESS"))
RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes, of what the system calls ru_maxrss

# Sekine's extended hierarchy, as the model names it.
GINZA_KINDS = {
    "PERSON": "Person",
    "PLACE": "Country Province City County GPE_Other Location_Other Region_Other Domestic_Region Continental_Region "
    "Geological_Region_Other Island Mountain River Lake Sea Bay Spa Water_Form",
    "ADDRESS": "Postal_Address Address_Other",
    "ORG": "Company Corporation_Other Company_Group Organization_Other International_Organization Government "
    "Political_Organization_Other Political_Party Cabinet Military Show_Organization Sports_Organization_Other "
    "Pro_Sports_Organization Sports_League Sports_Federation Nonprofit_Organization Facility_Other School "
    "Public_Institution Station Airport Museum Theater Park Sports_Facility Worship_Place GOE_Other Research_Institute "
    "Line_Other Railroad Road Bridge Port Zoo Amusement_Park Car_Stop Archaeological_Place_Other Market",
    "DATE": "Date",
    "AGE": "Age",
    "CONTACT": "Phone_Number Email URL",
}
GINZA_KIND = {label: kind for kind, labels in GINZA_KINDS.items() for label in labels.split()}
PRESIDIO_KIND = {
    "PERSON": "PERSON", "LOCATION": "PLACE", "ORGANIZATION": "ORG", "DATE_TIME": "DATE", "AGE": "AGE", "NRP": "OTHER",
    "EMAIL_ADDRESS": "CONTACT", "PHONE_NUMBER": "CONTACT", "URL": "CONTACT", "IP_ADDRESS": "CONTACT",
    "MAC_ADDRESS": "CONTACT",
}  # fmt: skip


def kiku() -> Read:
    from app.deid import assess  # loading it is what is timed

    def read(body: str, _language: str) -> tuple[list[Row], str]:
        said = assess(body)
        return [(found.start, found.end, found.kind.value) for found in said.findings], said.verdict.value

    return read


def ja_ginza() -> Read:
    import spacy  # type: ignore[import-not-found,unused-ignore]  # in the environment of the comparison alone

    model = spacy.load("ja_ginza")

    def read(body: str, _language: str) -> tuple[list[Row], str]:
        rows = [(e.start_char, e.end_char, GINZA_KIND[e.label_]) for e in model(body).ents if e.label_ in GINZA_KIND]
        return rows, _verdict(rows)

    return read


def presidio() -> Read:
    """Presidio with what can be had from the package index: ja_ginza for Japanese, for English its patterns alone.

    Its default map of labels knows none of ja_ginza's, and so it finds no Japanese name; it is given the map above.
    """
    import spacy  # type: ignore[import-not-found,unused-ignore]
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # type: ignore[import-not-found,unused-ignore]
    from presidio_analyzer.nlp_engine import (  # type: ignore[import-not-found,unused-ignore]
        NerModelConfiguration,
        SpacyNlpEngine,
    )

    names = {"PERSON": "PERSON", "PLACE": "LOCATION", "ADDRESS": "LOCATION", "ORG": "ORGANIZATION", "DATE": "DATE_TIME",
             "AGE": "AGE", "CONTACT": "PHONE_NUMBER"}  # fmt: skip
    config = NerModelConfiguration(
        model_to_presidio_entity_mapping={label: names[kind] for label, kind in GINZA_KIND.items()},
        labels_to_ignore=[],
        low_score_entity_names=[],
    )
    engine = SpacyNlpEngine(
        models=[{"lang_code": "ja", "model_name": "ja_ginza"}, {"lang_code": "en", "model_name": "none"}],
        ner_model_configuration=config,
    )
    engine.nlp = {"ja": spacy.load("ja_ginza"), "en": spacy.blank("en")}
    registry = RecognizerRegistry(supported_languages=["ja", "en"])
    registry.load_predefined_recognizers(languages=["ja", "en"], nlp_engine=engine)
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["ja", "en"])

    def read(body: str, language: str) -> tuple[list[Row], str]:
        results = analyzer.analyze(body, language=language)
        rows = [(r.start, r.end, PRESIDIO_KIND.get(r.entity_type, "ID_NUMBER")) for r in results]
        return rows, _verdict(rows)

    return read


def _verdict(rows: list[Row]) -> str:
    if any(kind in DIRECT for _, _, kind in rows):
        return "block"
    return "review" if rows else "pass"


def answer(read: Read, question: dict[str, Any]) -> dict[str, Any]:
    said, processor, wall = {}, [], []
    for text in question["texts"]:
        began = time.process_time(), time.perf_counter()
        rows, verdict = read(text["body"], question["language"])
        processor.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
        said[text["id"]] = {"rows": rows, "verdict": verdict}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT
    return {"said": said, "processor_seconds": processor, "wall_seconds": wall, "peak_bytes": peak}


def main() -> None:
    logging.disable(logging.CRITICAL)  # Presidio tells at length that it cannot reach the network
    started = time.perf_counter()
    # What a library prints goes to standard error: standard output is for answers.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    read = {"kiku": kiku, "ja_ginza": ja_ginza, "presidio": presidio}[sys.argv[1]]()
    with contextlib.suppress(BrokenPipeError):
        read("……", "ja")
        gc.collect()
        gc.freeze()  # as every process does that reads texts for the site, and `kiku scan`
        print(json.dumps({"load_seconds": time.perf_counter() - started}), file=out, flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(read, json.loads(line))), file=out, flush=True)


if __name__ == "__main__":
    main()
