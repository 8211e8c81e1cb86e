"""`kiku scan`: a line in, a line out, and a status that tells of lines that could not be read."""

import io
import json
from typing import Any

from app.deid import RULESET, TEXT_LIMIT, scan


def scanned(*rows: object) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    status = scan.run([row if isinstance(row, str) else json.dumps(row) for row in rows], out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_finding_is_told_with_its_place_its_rule_and_a_gentler_wording() -> None:
    status, (answer,) = scanned({"id": "1", "text": "佐藤美咲さんが来た。"})

    assert status == 0
    assert answer["verdict"] == "block"
    assert answer["ruleset"] == RULESET
    assert answer["findings"] == [
        {"start": 0, "end": 4, "kind": "PERSON", "identifier": "direct", "rule": "person_name", "instead": ["A"]}
    ]


def test_a_line_that_cannot_be_read_does_not_stop_the_others() -> None:
    status, answers = scanned(
        "not json", {"id": 2, "text": "Aさんが来た。"}, {"id": 3}, {"id": 4, "text": "あ" * (TEXT_LIMIT + 1)}, [1]
    )

    assert status == 1
    assert ["error" in answer for answer in answers] == [True, False, True, True, True]
    assert [answer["id"] for answer in answers] == [None, 2, 3, 4, None]


def test_what_the_thread_has_told_is_read_with_the_text() -> None:
    status, (answer,) = scanned({"id": "1", "text": "もう一度読みました。", "told": ["四十代の女性。教師。"]})

    assert status == 0
    assert answer["verdict"] == "pass"


def test_a_text_with_half_a_character_is_answered() -> None:
    status, (answer,) = scanned('{"id": "\\ud800", "text": "\\ud800"}')
    assert (status, answer["verdict"]) == (0, "pass")
