"""A member's words → safe HTML: paragraphs, lists, quotes, emphasis and links, and nothing else."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LINK = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
TAGS = {"p", "br", "ul", "ol", "li", "blockquote", "em", "strong", "a", "h3", "h4", "code", "pre", "hr"}

# The zero preset knows nothing but paragraphs, so each thing a member may write is named here.
# No HTML, no images (a reader's address would go out), no autolinks, no tables.
_markdown = MarkdownIt("zero", {"breaks": True, "html": False, "typographer": False, "maxNesting": 20}).enable(
    ["newline", "escape", "emphasis", "link", "list", "blockquote", "heading", "backticks", "entity"]
)
_markdown.validateLink = lambda url: bool(LINK.match(url))  # type: ignore[method-assign]
_HEADING = {"1": "3", "2": "3", "3": "4", "4": "4", "5": "4", "6": "4"}
_HEADING_TAG = re.compile(r"<(/?)h([1-6])>")
# Characters that reorder or hide what stands round them; a reader would see other words than the detector.
# Halves of characters, which no form lets in, have no place in a page.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ud800-\udfff]")


def render(text: str) -> Markup:
    """Return `text` as HTML of the few elements in TAGS.

    A page's own headings are h1 and h2, so a writer's begin at h3.
    Raises  nothing: every text has a rendering.
    """
    html = _markdown.render(_HIDDEN.sub("", text))
    html = _HEADING_TAG.sub(lambda match: f"<{match[1]}h{_HEADING[match[2]]}>", html)
    return Markup(  # noqa: S704  # made by app/markup, sanitised
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="noopener noreferrer nofollow",
        )
    )
