"""Text that people wrote, made safe to show."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from yggdrasil.markup import clean_html, html_from_plain, without_controls

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "<form action='https://evil.example'><input name=password></form>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<base href='https://evil.example'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "\x00<script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
]


class Tags(HTMLParser):
    """Collect what a browser would act on."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


class TestCleanHtml:
    @pytest.mark.parametrize("html", HOSTILE)
    def test_leaves_nothing_that_acts(self, html):
        for tag, attributes in Tags(clean_html(html)).found:
            assert tag in {"p", "a", "img", "li"}
            assert not any(name.startswith("on") or name == "style" for name in attributes)
            assert ":" not in attributes.get("href", "") or attributes["href"].startswith("http")

    def test_keeps_what_people_write_with(self):
        html = "<h2>News</h2><ul><li><em>one</em></li></ul><table><tr><td>1</td></tr></table>"

        assert clean_html(html).replace("<tbody>", "").replace("</tbody>", "") == html

    def test_tells_links_to_keep_to_themselves(self):
        assert 'rel="noopener noreferrer nofollow"' in clean_html("<a href='https://x.y'>x</a>")

    @given(st.text())
    def test_changes_nothing_the_second_time(self, html):
        clean = clean_html(html)

        assert clean_html(clean) == clean


class TestHtmlFromPlain:
    def test_makes_paragraphs_of_lines(self):
        assert html_from_plain("a\nb\r\n\r\nc") == "<p>a<br>b</p><p>c</p>"

    @given(st.text())
    def test_lets_every_character_stand_for_itself(self, text):
        assert {tag for tag, _ in Tags(html_from_plain(text)).found} <= {"p", "br"}


class TestWithoutControls:
    @given(st.text(alphabet=st.characters()))
    def test_makes_text_fit_for_xml(self, text):
        element = ET.Element("x")
        element.text = without_controls(text)

        assert ET.fromstring(ET.tostring(element)) is not None  # noqa: S314 - our own
