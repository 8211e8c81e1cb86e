"""Put, drop and match, the same on both databases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import fulltext
from app.database import open_database

TEXTS = [
    "東京都で社交不安の子とCBT。うつ病の母。",
    "京都市の公共感染症",
    "ひきこもりの息子",
    "息子は引きこもっている",
    "不安定な関係",
    "ＣＢＴとﾊﾟﾆｯｸ",
    "Sessions with anxious clients",
    "カクセイした",
    "鬱で休職",
    "social anxiety is hard",
    "anxiety in social work",
    "トラウマインフォームドケア",
]
EPOCH = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def found(session):
    """Return the texts a query finds, newest first."""
    keys = {uuid4(): text for text in TEXTS}
    fulltext.put_many(session, [(key, text, order, ["lang:x"]) for order, (key, text) in enumerate(keys.items())])
    return lambda typed, quoted=False, **more: [
        keys[key] for key in fulltext.match(session, [(typed, quoted)], limit=20, **more)
    ]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("不安", [0]),
        ("社交不安", [0]),
        ("安定", [4]),
        ("うつ", [8, 0]),
        ("鬱", [8, 0]),
        ("うつ病", [0]),
        ("母", [0]),
        ("京都", [1]),
        ("東京", [0]),
        ("共感", []),
        ("感染症", [1]),
        ("ひきこもり", [3, 2]),
        ("引きこもる", [3, 2]),
        ("cbt", [5, 0]),
        ("パニック", [5]),
        ("client", [6]),
        ("session", [6]),
        ("social anxiety", [10, 9]),
        ("かくせい", [7]),
        ("トラウマ", [11]),
        ("息子　引きこもり", [3, 2]),
        ("息子 不安", []),
    ],
)
def test_words_are_found_as_people_write_them(found, typed, hits):
    assert found(typed) == [TEXTS[number] for number in hits]


def test_a_quoted_phrase_is_found_in_its_order_only(found):
    assert found("social anxiety", quoted=True) == [TEXTS[9]]
    assert found("anxiety social", quoted=True) == []
    assert found("引きこもりの息子", quoted=True) == [TEXTS[2]]


def test_labels_narrow_and_order_turns(found):
    assert found("うつ", labels=["lang:x"]) == [TEXTS[8], TEXTS[0]]
    assert found("うつ", labels=["lang:y"]) == []
    assert found("うつ", newest=False) == [TEXTS[0], TEXTS[8]]


@pytest.mark.parametrize(
    "typed",
    ["status:held", "terms:鬱", "{terms}: 鬱休", '"鬱" NEAR "x"', "NEAR(鬱 x, 2)", "x*", "^x", "-x", "' | 'x", "!x",
     "x:*", "x & !y", "\\", "'", '"', "%", "\0", "\ud800", "(" * 5_000, "x" * 100_000, "鬱憤" * 50_000, "x OR " * 9_000],
)  # fmt: skip
def test_what_looks_like_an_operator_is_an_answer_and_no_leak(found, typed):
    assert found(typed) == []
    assert found(typed, quoted=True) == []


def test_a_star_does_not_widen_and_a_minus_does_not_deny(found):
    assert found("sess*") == []
    assert found("鬱 -休職") == [TEXTS[8]]


@given(typed=st.text(alphabet=st.characters(exclude_categories=()), max_size=40), quoted=st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_is_an_error(session, typed, quoted):
    key = uuid4()
    fulltext.put(session, key, typed, order=1, labels=[typed])
    assert fulltext.match(session, [(typed, quoted)], limit=5, labels=[typed]) in ([key], [])
    fulltext.drop(session, key)


def test_a_text_put_again_replaces_the_first(session):
    key = uuid4()
    fulltext.put(session, key, "不安", order=1)
    fulltext.put(session, key, "睡眠", order=2)
    assert fulltext.match(session, [("不安", False)], limit=5) == []
    assert fulltext.match(session, [("睡眠", False)], limit=5) == [key]


def test_what_is_dropped_is_not_found_and_may_be_dropped_twice(session):
    key, other = uuid4(), uuid4()
    fulltext.put_many(session, [(key, "不安", 1, ()), (other, "不安", 2, ())])
    fulltext.drop(session, key)
    fulltext.drop(session, key)
    assert fulltext.match(session, [("不安", False)], limit=5) == [other]


def test_texts_of_one_moment_each_have_a_place(session):
    keys = [UUID(int=number * 1_024) for number in range(1, 8)]
    fulltext.put_many(session, [(key, "不安", EPOCH, ()) for key in keys[:5]])
    for key in keys[5:]:
        fulltext.put(session, key, "不安", order=EPOCH)
    assert set(fulltext.match(session, [("不安", False)], limit=9)) == set(keys)


def test_a_page_follows_a_page(session):
    keys = [uuid4() for _ in range(7)]
    fulltext.put_many(session, [(key, "不安", EPOCH + timedelta(seconds=n), ()) for n, key in enumerate(keys)])
    pages = [fulltext.match(session, [("不安", False)], limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [key for page in pages for key in page] == keys[::-1]


def test_a_count_ends_at_its_limit(session, monkeypatch):
    monkeypatch.setattr(fulltext, "COUNT_LIMIT", 3)
    fulltext.put_many(session, [(uuid4(), "不安", order, ()) for order in range(3)])
    exact = fulltext.find(session, [("不安", False)])
    fulltext.put(session, uuid4(), "不安", order=9)
    above = fulltext.find(session, [("不安", False)])
    assert (exact.count, exact.more, above.count, above.more) == (3, False, 3, True)


def test_a_word_late_in_a_very_long_text_is_found(session):
    key = uuid4()
    fulltext.put(session, key, "クライエントは不安を語った。" * 1_430 + "縞馬", order=1)
    for typed in ("縞馬", "不安", "クライエント"):
        assert fulltext.match(session, [(typed, False)], limit=5) == [key]


def test_the_index_can_be_cleared_and_filled_again(session):
    key = uuid4()
    fulltext.put(session, key, "不安", order=1)
    fulltext.clear(session)
    assert fulltext.find(session, [("不安", False)]).count == 0
    fulltext.put(session, key, "不安", order=1)
    assert fulltext.find(session, [("不安", False)]).count == 1


def test_a_dropped_word_leaves_no_byte_in_the_file(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path / 'index.db'}")
    with database.writing() as session:
        fulltext.create(session.connection())
        fulltext.put_many(session, [(uuid4(), f"不安 common{n} 語り", n, ()) for n in range(500)])
    secret = uuid4()
    with database.writing() as session:
        fulltext.put(session, secret, "神楽坂のカナリヤ zebrafinch", order=250)
    needles = [word.encode() for word in ("神楽坂", "かなりや", "zebrafinch", "ebrafinch", "brafinch", "楽坂")]
    assert sum(map(_stored(database, tmp_path).count, needles)) > 0
    with database.writing() as session:
        fulltext.drop(session, secret)
    assert [needle.decode() for needle in needles if needle in _stored(database, tmp_path)] == []
    with database.reading() as session:
        assert fulltext.find(session, [("不安", False)]).count == 500
    database.engine.dispose()


def _stored(database, folder: Path) -> bytes:
    with database.engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()
    return b"".join(path.read_bytes() for path in folder.iterdir())
