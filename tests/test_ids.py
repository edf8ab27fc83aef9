"""Addresses: readable, unique, and nobody else's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_site.ids import anchors, slugify, unique_slugs


@pytest.mark.parametrize("name", ["Index", "Page 2", "CON", "Nul", "aux.", "COM1"])
def test_pages_of_the_site_and_devices_keep_their_names(name: str) -> None:
    """An outlet called Index must not take the place of the outlets' index."""
    slug = slugify(name)
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{6}", slug)
    assert slugify(slug) == slug


@given(st.text())
def test_any_name_has_a_slug(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(name))


@given(st.lists(st.sampled_from(["Index", "index", "A b", "a-b", "a b 2", ""])))
def test_slugs_and_anchors_are_unique(names: list[str]) -> None:
    """Also those that are numbered because others have the same name or words."""
    for made in (unique_slugs(names), anchors(names)):
        assert len(set(made)) == len(names)


def test_an_anchor_hangs_on_its_words_only() -> None:
    """Order, case and white space of the others are nothing to it; the second of two differs."""
    assert anchors(["Yes", "no"]) == anchors(["no", "yes "])[::-1]
    one, two = anchors(["yes", "yes"])
    assert one == anchors(["yes"])[0] != two


def test_many_quotations_with_the_same_words_take_linear_time() -> None:
    """Quadratic, this would take minutes."""
    assert len(set(anchors(["yes"] * 50_000))) == 50_000
