"""Whatever a source holds comes out as harmless text, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_site.pages.escape import escaped, plain, source_html
from build_site.pages.frame import script_json
from tests.pages.reading import published, read

HOSTILE = (
    "<script>alert(1)</script>",
    "</div></article></p><h1>mine</h1>",
    "<!-- no end",
    "]]> <![CDATA[ x ]]>",
    "{{ 7 * 7 }} {% raw %} {# note #}",
    "# not a heading **not bold** _x_ `code` [x](javascript:alert(1)) ![i](x)",
    "| a | b |\n|---|---|",
    "\ttab\tand    blanks  ",
    "a\n\n   \n\n    indented after blank lines\n",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0001",
    "control \x01\x05\x0b\x0c\x1b\x7f\x80\x85\x9f done",
    "bidi \u202eover\u202c \u2066in\u2069 \u200b\ufeff",
    "&amp; &#60; &lt;b&gt; &nosuch; & &&",
    "\"double\" 'single' =onload=",
    "[^1] [^1]: footnote {: #id .class onclick=x }",
    "*[HTML]: x\n!!! note\n--8<-- file\n:smile:",
    "\u2028\u2029 \U0001f600 e\u0301 \ufdd0",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """One element, its text content the source, before and after Python-Markdown."""
    html = f'<div>\n<p data-span="0 {len(text)}">{source_html(text)}</p>\n</div>\n'
    for page in (html, published(f"---\ntitle: x\n---\n\n{html}")):
        found = read(page)
        assert found.blocks == [((0, len(text)), text)]
        assert set(found.tags) <= {"div", "p", "bdi"}


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    """The same for any text at all."""
    html = f'<div><p data-span="0 {len(text)}">{source_html(text)}</p></div>\n'
    assert read(published(f"---\nx: y\n---\n{html}")).blocks == [((0, len(text)), text)]


@pytest.mark.slow
def test_a_line_of_a_megabyte() -> None:
    """Length alone breaks nothing."""
    text = "word & <tag> " * 80_000
    html = f'<div><p data-span="0 {len(text)}">{source_html(text)}</p></div>\n'
    assert read(published(f"---\nx: y\n---\n{html}")).blocks == [((0, len(text)), text)]


def test_characters_that_cannot_be_seen_are_shown() -> None:
    """Each in its own isolate, named by its code point; HTML cannot carry NUL."""
    assert source_html("a\u202eb") == 'a<bdi class="v-odd" data-code="U+202E">\u202e</bdi>b'
    assert source_html("\0") == '<bdi class="v-odd" data-code="U+0000">&#65533;</bdi>'


def test_attributes_get_no_elements() -> None:
    """What stands in an attribute has references only."""
    assert escaped("a\x02\"'<") == "a&#2;&#34;&#39;&lt;"


def test_labels_are_one_readable_line() -> None:
    """Line ends, controls and doubled blanks go; letters stay."""
    assert plain(" a\n\tb\u202e  c\x00d ") == "a b c d"


def test_json_cannot_end_its_script() -> None:
    """No character that HTML gives a meaning is left."""
    assert (
        script_json({"a": "</script><!-- &\u2028"})
        == '{"a":"\\u003c/script\\u003e\\u003c!-- \\u0026\\u2028"}'
    )
