"""Fuzzing that watches which branches a text reaches: `python -m tests.fuzz.guided TARGET -max_total_time=600`, and
whatever else libFuzzer takes. Needs requirements-fuzz.txt."""

import sys

import atheris

# What reads what people wrote is watched; libraries are not.
WATCHED = [
    "app.deid",
    "app.markup",
    "app.posts",
    "app.cases.forms",
    "app.search.query",
    "app.fulltext.terms",
    "app.web",
]
with atheris.instrument_imports(include=WATCHED):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    check = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        check(provider.ConsumeUnicode(len(data)))

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
