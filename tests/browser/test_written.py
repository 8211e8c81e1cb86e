"""What is found while somebody writes is marked where they write it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.web.visit import Role
from tests.browser.test_flows import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.database]

# Whether the layer behind a field has its letters where the field has its own: as wide, as high, scrolled as far.
ALIKE = """field => {
  const layer = field.previousElementSibling;
  return layer.className === "written" && ["clientWidth", "scrollHeight", "scrollTop"].every((one) => Math.abs(layer[one] - field[one]) <= 1)
    && Math.abs(layer.getBoundingClientRect().top - field.getBoundingClientRect().top) <= 1;
}"""


@pytest.mark.parametrize(
    ("locale", "clear", "named", "name"),
    [
        ("ja", "静かな時間が流れた。\n", "第4回、佐藤さんは長く黙っていた。", "佐藤"),
        ("en", "We sat in silence for a while. ", "In session four Sarah Whitcombe was quiet.", "Sarah Whitcombe"),
    ],
)
def test_a_mark_lies_where_the_name_is_written_and_goes_with_it(
    person: Callable[..., Page], staff: Callable[..., str], locale: str, clear: str, named: str, name: str
) -> None:
    writer = person(locale)
    sign_in(writer, staff("縁側", locale, Role.COUNSELLOR))
    writer.goto("/cases/new")
    field, marks = writer.locator("[name=course]"), writer.locator(".written:has(+ #course) mark")
    field.fill(clear * 80 + named)
    expect(marks).to_have_text([name])
    assert field.evaluate("field => field.scrollHeight > field.clientHeight"), "it is longer than is seen at once"
    field.evaluate("field => field.scrollTo(0, field.scrollHeight)")
    writer.wait_for_function(f"({ALIKE})(document.getElementById('course'))")

    field.press("ControlOrMeta+Home")
    field.press_sequentially("・・・\n")
    expect(marks).to_have_text([name])
    writer.set_viewport_size({"width": 320, "height": 700})
    writer.wait_for_function(f"({ALIKE})(document.getElementById('course'))")

    writer.locator(f'[data-put][data-words="{name}"]').first.click()
    expect(marks).to_have_count(0)


def test_a_name_in_the_title_is_marked_there(person: Callable[..., Page], staff: Callable[..., str]) -> None:
    writer = person("ja")
    sign_in(writer, staff("縁側", "ja", Role.COUNSELLOR))
    writer.goto("/cases/new")
    writer.locator("[name=title]").press_sequentially("佐藤さんの沈黙")
    expect(writer.locator(".written:has(+ #title) mark.direct")).to_have_text("佐藤")
    writer.wait_for_function(f"({ALIKE})(document.getElementById('title'))")
