"""Whether a stretch lies in one of many is answered as by asking each."""

from hypothesis import given
from hypothesis import strategies as st

from app.deid.stretches import Stretches

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 25)).map(lambda one: (one[0], one[0] + one[1])), max_size=30
)


@given(SPANS, st.integers(0, 60), st.integers(1, 25))
def test_the_answer_is_that_of_asking_every_stretch(spans: list[tuple[int, int]], start: int, length: int) -> None:
    end = start + length
    asked_one_by_one = any(2 * (min(end, right) - max(start, left)) > length for left, right in spans)
    assert Stretches(spans).hold(start, end) is asked_one_by_one


def test_they_come_in_order_and_each_once() -> None:
    assert list(Stretches([(4, 9), (1, 2), (4, 9), (1, 7)])) == [(1, 2), (1, 7), (4, 9)]
