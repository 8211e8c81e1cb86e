"""Templates compile strictly, are titled and used, keep to their order, and carry no script, style or table row."""

import re

import pytest
from jinja2 import nodes

from app.i18n import LOCALES
from app.web.templates import FOLDER, environment

NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
PAGES = [name for name in NAMES if not name.startswith(("layouts/", "components/")) and "/_" not in name]
ORDER = (
    "components",
    "layouts",
    "errors",
    "accounts",
    "erasure",
    "allowances",
    "lifelines",
    "posts",
    "moderation",
    "appeals",
    "cases",
    "search",
    "figures",
    "training",
    "oversight",
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:")
UNSAFE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+false")
HX_POST = re.compile(r"<(\w+)[^>]*\bhx-post=\"([^\"]+)\"[^>]*>")


def source(name: str) -> str:
    return (FOLDER / name).read_text()


def used_by(name: str) -> set[str]:
    """Return the templates that one includes, imports or extends."""
    tree = environment("ja").parse(source(name))
    found = set()
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        if isinstance(node.template, nodes.Const):
            found.add(node.template.value)
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_template_compiles(name: str, locale: str) -> None:
    environment(locale).get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_title(name: str) -> None:
    tree = environment("ja").parse(source(name))
    assert any(block.name == "title" for block in tree.find_all(nodes.Block)), name


def test_macros_are_imported_without_context() -> None:
    """One environment a language lets Jinja import a file once; `with context` would import it once a page."""
    for name in NAMES:
        tree = environment("ja").parse(source(name))
        assert not any(node.with_context for node in tree.find_all((nodes.Import, nodes.FromImport))), name


def test_every_fragment_is_used() -> None:
    used = set().union(*(used_by(name) for name in NAMES))
    python = "\n".join(path.read_text() for path in (FOLDER.parent / "app").rglob("*.py"))
    unused = [name for name in NAMES if name not in used and f'"{name}"' not in python]
    assert unused == []


def test_templates_use_only_what_stands_below_them() -> None:
    for name in NAMES:
        here = ORDER.index(name.partition("/")[0])
        for other in used_by(name):
            assert ORDER.index(other.partition("/")[0]) <= here, f"{name} uses {other}"


def test_fragments_say_what_they_need() -> None:
    for name in NAMES:
        if "/_" in name or name.startswith("components/"):
            assert source(name).lstrip().startswith("{#"), name


@pytest.mark.parametrize("name", NAMES)
def test_no_script_and_no_style_stands_in_a_template(name: str) -> None:
    assert not INLINE.search(source(name)), name
    assert not UNSAFE.search(source(name)), f"{name}: what a template must not escape comes as Markup from a view"


def test_what_htmx_sends_a_form_sends_too() -> None:
    """Every hx-post sits on a form with the same action; the live check alone has no button of its own."""
    for name in NAMES:
        for tag, target in HX_POST.findall(source(name)):
            if target != "/screenings":
                assert tag == "form" and f'action="{target}"' in source(name), f"{name}: {target}"


def test_no_template_is_given_a_table_row(monkeypatch, browser, make) -> None:  # type: ignore[no-untyped-def]
    from sqlmodel import SQLModel

    from app.web import pages

    seen = []

    def watched(request, template, _render=pages.render, **values):  # type: ignore[no-untyped-def]
        seen.append(template)
        stack = list(values.values())
        while stack:
            value = stack.pop()
            assert not isinstance(value, SQLModel), f"{template} was given a row: {value!r}"
            stack += value if isinstance(value, list | tuple) else value.values() if isinstance(value, dict) else ()
        return _render(request, template, **values)

    monkeypatch.setattr(pages, "render", watched)
    case = make.case()
    make.reply(case)
    person = browser(case.author)
    for path in (
        "/",
        "/cases/new",
        f"/cases/{case.case_id}",
        "/desk",
        "/approaches",
        "/search?q=沈黙",
        "/me",
        f"/posts/{case.post_id}/edit",
    ):
        assert person.get(path).status_code == 200, path
    assert len(seen) >= 8
