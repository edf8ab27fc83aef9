"""Pictures of pages for those who share their address."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from build_site.model import Dataset
from build_site.pages import drawn, share_images
from build_site.pages.catalogue import catalogue
from build_site.pages.pictures import Picture, draw, path_of
from tests.pages.corpora import plain_corpus

LONG = "we sail at dawn, whatever the harbour master of the other town may say of it, and " * 6


def shared(data: Dataset, which: str) -> Dataset:
    """The same, asking for pictures."""
    return replace(data, corpus=replace(data.corpus, share_images=which, address="https://quay.example/"))


def test_a_picture_is_small() -> None:
    """1200 by 630 pixels of four colours, however much is said."""
    made = draw(Picture(LONG, "Ana Ruiz", "4 versions, 3 wordings, 19 March 2024", "The harbour"))
    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">II", made[16:24]) == (1200, 630)
    assert len(made) < 20_000


def test_none_is_made_unasked(tmp_path: Path) -> None:
    """Nor where the site has no address, for a picture is found by a whole one."""
    data = plain_corpus()
    asked = replace(data, corpus=replace(data.corpus, share_images="all"))
    for some in (data, shared(data, "none"), asked):
        assert not list(share_images(catalogue(some), tmp_path))
        assert not any("og:image" in text for path, text in drawn(catalogue(some)) if path.endswith(".md"))


def test_pages_name_the_pictures_that_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once; those that stand there already are not drawn again."""
    monkeypatch.setattr("build_site.pages.draw", lambda picture: picture.words.encode())
    known = catalogue(shared(plain_corpus(), "all"))
    files = dict(drawn(known))
    named = {
        found for text in files.values() for found in re.findall(r"quay\.example/(share/\w+\.png)", text)
    }
    made = dict(share_images(known, tmp_path))
    assert named == set(made)
    path = next(iter(made))
    (tmp_path / "share").mkdir()
    (tmp_path / path).write_bytes(b"kept")
    assert dict(share_images(known, tmp_path))[path] == b"kept"


def test_letters_that_the_font_has_not_are_not_drawn(tmp_path: Path) -> None:
    """An empty box for each letter says nothing."""
    data = shared(plain_corpus(), "all")
    data = replace(data, corpus=replace(data.corpus, title="海港"))
    assert not list(share_images(catalogue(data), tmp_path))
    assert path_of(Picture("a", "", "", "")) != path_of(Picture("b", "", "", ""))
