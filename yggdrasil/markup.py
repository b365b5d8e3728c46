"""Text that people wrote, made safe to show in a web page."""

import re
from html import escape

import nh3

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}
# What XML 1.0 forbids, in a document of which even escaping does not help.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEMES = {"http", "https", "mailto"}


def clean_html(html: str) -> str:
    """Return HTML without anything that acts: scripts, styles, frames, handlers, odd addresses.

    Args:
        html: whatever somebody wrote.

    Returns:
        Well-formed HTML of text, lists, tables, links and pictures; empty for empty.
    """
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def html_from_plain(text: str) -> str:
    """Return plain text as HTML.

    Args:
        text: plain text; an empty line begins a new paragraph.

    Returns:
        Paragraphs; every character stands for itself.
    """
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        f"<p>{escape(paragraph).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )


def without_controls(text: str) -> str:
    """Return a text that fits into XML, and so into a feed.

    Args:
        text: any text, escaped or not.

    Returns:
        The text without control characters and half characters.
    """
    return _CONTROLS.sub("", text)
