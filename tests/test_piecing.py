"""Downloads in pieces are those made whole, and an edit makes few pieces anew."""

from __future__ import annotations

import gzip
import random
import zlib
from pathlib import Path

import pytest

from build_site import exports, piecing, pipeline
from build_site.config import Project
from build_site.exports import edition as edition_of
from build_site.exports import pieces
from build_site.exports.edition import Edition
from build_site.exports.pieces import InPieces, Part, Piece, cut, joined, made, part_of
from build_site.model import Dataset
from build_site.pipeline import Options, build, files_of
from tests.test_keeping import made_up, project_in

IN_PIECES = {export.name: export.files for export in exports.EXPORTS if isinstance(export.files, InPieces)}


@pytest.mark.parametrize("texts", [(), ("",), ("a",), ("Łódź", "", "x" * 70_000), ("ab", "cd" * 9, "e")])
def test_parts_are_one_gzip_file(texts: tuple[str, ...]) -> None:
    """Of one member, which every program reads to its end; a small one is not compressed."""
    for parts in ([made(Piece(str, (text,))) for text in texts], list(map(part_of, texts))):
        packed, found = joined(parts, -1)
        whole = zlib.decompressobj(31)
        assert packed
        assert whole.decompress(b"".join(found)) == "".join(texts).encode()
        assert (whole.eof, whole.unused_data) == (True, b"")
        assert gzip.decompress(b"".join(found)) == "".join(texts).encode()
        assert joined(parts, 10**6) == (False, [b"", *(text.encode() for text in texts), b""])


def test_a_cut_hangs_on_names_alone() -> None:
    """One item more changes the run that it stands in."""
    items = [f"item-{number}" for number in range(500)]
    before = [tuple(run) for run in cut(items, str, 16)]
    assert [one for run in before for one in run] == items
    assert 15 < len(before) < 60
    after = {tuple(run) for run in cut([*items[:250], "new", *items[250:]], str, 16)}
    assert len(after - {*before}) <= 2


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose files have several pieces, some of them compressed, built once."""
    monkeypatch.setattr(pieces, "ARTICLES", 2)
    monkeypatch.setattr(piecing, "LARGE", 3_000)
    project = project_in(tmp_path / "project")
    chance = random.Random(8)
    for number in range(6):
        (project.seeds / f"{number}.txt").write_text(made_up(chance), "utf-8")
    build(project, Options())
    return project


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[Piece]:
    """The pieces that are made."""
    seen: list[Piece] = []

    def noted(piece: Piece) -> Part:
        seen.append(piece)
        return made(piece)

    monkeypatch.setattr(piecing, "made", noted)
    return seen


def downloads(dataset: Dataset) -> dict[str, bytes]:
    """What is made of these from nothing."""
    return {p: c if isinstance(c, bytes) else c.encode() for p, c in files_of(dataset) if p[:5] == "data/"}


@pytest.mark.slow
@pytest.mark.parametrize("parts", [False, True])
def test_whatever_is_changed_the_downloads_are_those_from_nothing(
    parts: bool, project: Project, anew: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles, the curator's word, a file or a memory that somebody spoilt; few pieces are made."""
    if parts:
        monkeypatch.setattr(edition_of, "LARGE_CORPUS", 0)
        monkeypatch.setattr(edition_of, "MANY_ARTICLES", 0)
        build(project, Options())
    first = downloads(pipeline.load(project, Options()))
    assert any(path.endswith(".gz") for path in first)
    every = len(anew)
    found = max(path for path in first if path.startswith("data/quotations") and "json" in path)
    quotations = project.docs / found
    memory = project.manifest.parent / "pieces"
    for path, data, most in (
        (project.seeds / "none.yml", b"", 0),
        (project.seeds / "3.txt", made_up(random.Random(2)).encode(), every - 1),
        (project.seeds / "new.txt", made_up(random.Random(4)).encode(), every - 1),
        (project.corpus_file, b"publish: excerpts\n", every - 1),
        (quotations, b"spoilt", every - 1),
        (memory, memory.read_bytes()[:-1] + b"?", every),
        (memory, b"", every),
    ):
        path.write_bytes(data)
        anew.clear()
        dataset = build(project, Options())
        assert len(anew) <= most, path
        now = downloads(dataset)
        assert {at: (project.docs / at).read_bytes() for at in now} == now, path


def test_a_piece_is_made_of_what_it_is_given(project: Project) -> None:
    """Every export in pieces: whole it is the pieces one after another, and no piece is given the corpus."""
    dataset = pipeline.load(project, Options())
    edition = Edition.of(dataset)
    assert {"quotations", "csv", "tei", "annotations", "actors", "statements", "articles"} <= {*IN_PIECES}
    for name, files in IN_PIECES.items():
        path, stretches = files.plan(edition)
        found = [one for one in stretches if isinstance(one, Piece)]
        assert found or name == "doubts", name  # these articles leave none
        assert not any(isinstance(value, (Dataset, Edition)) for one in found for value in one.given), name
        assert [*files(dataset)] == [
            (path, "".join(one if isinstance(one, str) else one.make(*one.given) for one in stretches))
        ]
