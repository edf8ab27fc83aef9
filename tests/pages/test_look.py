"""The style sheet's colours: text at 4.5 : 1, lines that carry meaning at 3 : 1, in light and in dark."""

from __future__ import annotations

import gzip
import re

import pytest

from build_site.pages.assets import stylesheet

CSS = stylesheet()
TOKENS = {
    name: pair
    for name, *pair in re.findall(r"--v-([a-z0-9]+):light-dark\((#[0-9a-f]{3,6}),(#[0-9a-f]{3,6})\)", CSS)
}
GROUNDS = ("paper", "raised", "tint")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "soft", "link"])
def test_text_can_be_read(text: str, ground: str, dark: int) -> None:
    """Every colour of text on every ground."""
    assert contrast(TOKENS[text][dark], TOKENS[ground][dark]) >= 4.5


@pytest.mark.parametrize("dark", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("hue", ["c0", "c1", "c2", "c3", "c4"])
def test_badges_can_be_read(hue: str, ground: str, dark: int) -> None:
    """A badge's letters are text; the underline of a highlight has the same hue and needs 3 : 1."""
    assert contrast(TOKENS[hue][dark], TOKENS[ground][dark]) >= 4.5


@pytest.mark.parametrize("dark", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_can_be_seen(ground: str, dark: int) -> None:
    """Borders of controls and underlines of types."""
    assert contrast(TOKENS["edge"][dark], TOKENS[ground][dark]) >= 3


def test_nothing_comes_from_elsewhere() -> None:
    """No web font, no import, no image of another origin."""
    assert not re.search(r"url\(|@import|@font-face|//[a-z]", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))


def test_braces_match_and_it_is_light() -> None:
    """One style sheet, small."""
    assert CSS.count("{") == CSS.count("}")
    assert len(gzip.compress(CSS.encode(), mtime=0)) < 12_000
