"""Every sentence stands in both catalogues with the same placeholders, is used, and none stands in a template."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from app import taxonomy
from app.audit import Act
from app.cases.policy import Consent
from app.deid import Kind
from app.deid.recognisers import RECOGNISERS
from app.figures.policy import What
from app.i18n import FOLDER, LOCALES
from app.posts.policy import State
from app.posts.sections import SECTIONS

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
CLASSES = re.compile(r"{% block page %}.*?{% endblock %}")  # names of style, not words
ATTRIBUTES = re.compile(r"(?<=[\s}])[a-z-]+=\"[^\"]*\"(?=[^<>]*(?:<|$))")  # a macro may say attributes, outside any tag
LETTER = re.compile(r"[^\W\d_]")
SAID_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label"}
KEY = re.compile(r"""["']((?:[a-z_]+\.)+[A-Za-z0-9_.-]+)["']""")


def catalogue(locale: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((FOLDER / locale).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.fixture(scope="module")
def sentences() -> dict[str, dict[str, tuple[str, ...]]]:
    return {locale: catalogue(locale) for locale in LOCALES}


def test_both_catalogues_have_the_same_keys_and_no_empty_sentence(sentences) -> None:  # type: ignore[no-untyped-def]
    assert set(sentences["ja"]) == set(sentences["en"])
    for locale in LOCALES:
        assert [key for key, forms in sentences[locale].items() if not all(forms)] == []


def test_a_sentence_has_the_same_placeholders_in_both_languages(sentences) -> None:  # type: ignore[no-untyped-def]
    for key, forms in sentences["ja"].items():
        for form in sentences["en"][key]:
            # English may leave a number out of its singular: “one comment”
            assert placeholders(form) - {"count"} == placeholders(forms[0]) - {"count"}, key


def made_keys() -> set[str]:
    """Return the keys that are put together from closed lists, which no search of the source finds."""
    found = {f"posts.state.{state}" for state in State} | {f"deid.kind.{kind}" for kind in Kind}
    found |= {f"cases.consent.{consent}.label" for consent in Consent}
    found |= {f"deid.{recogniser.RULE.code}.{part}" for recogniser in RECOGNISERS for part in ("name", "why")}
    found |= {f"posts.section.{section}" for section in SECTIONS}
    found |= {f"audit.act.{act}" for act in Act}
    found |= {f"figures.what.{what}" for what in What if what is not What.WAITED}
    return found


def literal_keys() -> set[str]:
    source = [path.read_text() for path in (*(ROOT / "app").rglob("*.py"), *TEMPLATES)]
    return {key for text in source for key in KEY.findall(text)}


def test_every_key_that_is_named_exists(sentences) -> None:  # type: ignore[no-untyped-def]
    known = set(sentences["ja"])
    areas = {key.partition(".")[0] for key in known}
    named = {
        key
        for path in TEMPLATES
        for key in re.findall(r"""\bt\(\s*["']([a-z_]+\.[A-Za-z0-9_.-]+)["']""", path.read_text())
        if not key.endswith((".", "_"))
    }
    assert {key for key in named if key not in known} == set()
    assert {key for key in made_keys() if key not in known} == set()
    assert areas  # there are catalogues at all


def test_every_sentence_is_used(sentences) -> None:  # type: ignore[no-untyped-def]
    source = "\n".join(path.read_text() for path in (*(ROOT / "app").rglob("*.py"), *TEMPLATES))
    used = literal_keys() | made_keys()
    # Keys put together at run time: their beginning stands in the source, up to a dot or an underscore.
    beginnings = set(re.findall(r"""["']((?:[a-z_]+\.)+(?:[a-z_]+_)?)["']\s*~""", source))
    beginnings |= set(re.findall(r"""f["']((?:[a-z_]+\.)+(?:[a-z_]+_)?)\{""", source))
    beginnings |= {"field.", "refusal.", "said."}
    unused = {key for key in sentences["ja"] if key not in used and not key.startswith(tuple(beginnings))}
    assert unused == set()


class Prose(HTMLParser):
    """Collects what a template says by itself: text between tags, and attributes a reader hears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if LETTER.search(data):
            self.found.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            f"{name}={value}" for name, value in attrs if name in SAID_ATTRIBUTES and LETTER.search(value or "")
        ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_sentence_stands_in_a_template(path: Path) -> None:
    prose = Prose()
    bare = JINJA.sub(" ", CLASSES.sub("", path.read_text()))
    prose.feed(ATTRIBUTES.sub(" ", bare) if path.parent.name == "components" else bare)
    # The two languages' own names, and the forum's, are the same in every language.
    assert [text for text in prose.found if text not in ("Kiku", "日本語", "English", "聴く")] == []


def test_every_approach_and_licence_has_a_name_in_both_languages() -> None:
    for thing in (*taxonomy.approaches().values(), *taxonomy.licences().values()):
        assert thing.label.ja and thing.label.en


def refusal_keys() -> set[str]:
    """Return every key a refusal may carry: of its classes, and of the calls that name another."""
    classes, keys = {"Refusal"}, {"broken", "too_large"}
    trees = [ast.parse(path.read_text()) for path in (ROOT / "app").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    for node in nodes:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith(tuple(classes)) for base in node.bases):
            classes.add(node.name)
            keys |= {
                part.value.value
                for part in node.body
                if isinstance(part, ast.Assign)
                and ast.unparse(part.targets[0]) == "key"
                and isinstance(part.value, ast.Constant)
            }
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in classes:
            keys |= {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return keys


def test_every_refusal_has_its_sentences(sentences) -> None:  # type: ignore[no-untyped-def]
    keys = refusal_keys()
    assert {"missing", "out_of_date", "stale_form"} <= keys
    missing = {f"refusal.{key}.{part}" for key in keys for part in ("title", "body")} - set(sentences["ja"])
    assert missing == set()
