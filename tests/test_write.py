"""The one writer of files: whole or not at all, only what changed, never over what a person wrote."""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_site.errors import OutputError
from build_site.write import Writer


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    """A writer of an empty project."""
    return Writer(tmp_path / "docs", tmp_path / ".verbatim" / "manifest.json")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_text_and_bytes_are_written_as_they_are(writer: Writer) -> None:
    """UTF-8, newlines untouched; the manifest lists what was written and nothing is left beside it."""
    writer.write([("a.md", "é\r\n“x”\n"), ("data/b.bin", b"\0\xff")])
    assert tree(writer.root) == {"a.md": "é\r\n“x”\n".encode(), "data/b.bin": b"\0\xff"}
    assert writer.written() == {"a.md", "data/b.bin"}
    assert [p.name for p in writer.manifest.parent.iterdir()] == ["manifest.json"]


def test_what_is_unchanged_is_not_touched(writer: Writer) -> None:
    """Neither its bytes nor its time, nor the manifest's."""
    writer.write([("a.md", "a"), ("b.md", "b")])
    paths = [writer.root / "a.md", writer.manifest]
    before = [path.stat().st_mtime_ns for path in paths]
    inode = (writer.root / "a.md").stat().st_ino
    writer.write([("a.md", "a"), ("b.md", "c")])
    assert (writer.root / "a.md").stat().st_ino == inode
    writer.write([("b.md", "c"), ("a.md", "a")])
    assert [path.stat().st_mtime_ns for path in paths] == before
    assert (writer.root / "b.md").read_text("utf-8") == "c"


def test_what_it_once_wrote_is_pruned_and_nothing_else(writer: Writer) -> None:
    """Folders that this empties go too; a person's file keeps its folder."""
    writer.write([("a/b/c.md", "c"), ("d/e.md", "e"), ("f.md", "f")])
    (writer.root / "d" / "mine.md").write_text("mine", "utf-8")
    writer.write([("f.md", "f")])
    assert tree(writer.root) == {"d/mine.md": b"mine", "f.md": b"f"}
    assert not (writer.root / "a").exists()


def test_trouble_in_making_the_files_changes_nothing(writer: Writer) -> None:
    """A page that fails leaves the former site whole."""
    writer.write([("a.md", "old"), ("b.md", "old")])
    before = tree(writer.root), writer.manifest.read_bytes()

    def failing() -> Iterator[tuple[str, str]]:
        yield "a.md", "new"
        yield "c.md", "new"
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        writer.write(failing())
    assert (tree(writer.root), writer.manifest.read_bytes()) == before
    assert [p.name for p in writer.manifest.parent.iterdir()] == ["manifest.json"]


def test_a_persons_file_is_never_overwritten(writer: Writer) -> None:
    """It stands in the way of the whole build, unless it is what would be written."""
    writer.root.mkdir()
    (writer.root / "mine.md").write_text("mine", "utf-8")
    (writer.root / "same.md").write_text("same", "utf-8")
    with pytest.raises(OutputError, match=r"1 files are in the way.*mine\.md.*Move them"):
        writer.write([("a.md", "a"), ("mine.md", "yours"), ("same.md", "same")])
    assert tree(writer.root) == {"mine.md": b"mine", "same.md": b"same"}
    writer.write([("a.md", "a"), ("same.md", "same")])
    assert writer.written() == {"a.md", "same.md"}


@pytest.mark.parametrize(
    "path",
    ["../a", "a/../../b", "/a", "a//b", "./a", "", "a/", "a\\b", "a:b", 'a"b', "a?b", "a*b", "a<b", "a|b",
     "a\nb", "a\x00b", "a.", "a ", "a /b", "con", "CON.md", "x/nul.html", "com1.txt", "é" * 200],
)  # fmt: skip
def test_paths_that_leave_the_folder_or_exist_not_everywhere(writer: Writer, path: str) -> None:
    """Refused before anything is written."""
    with pytest.raises(OutputError, match="slug"):
        writer.write([("fine.md", "a"), (path, "b")])
    assert tree(writer.root.parent) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.md", "a.md"),
        ("a.md", "A.md"),
        ("a/b", "A/c"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("é", "e\u0301"),
        ("ß", "SS"),
    ],
)
def test_paths_that_are_one_on_some_systems(writer: Writer, one: str, other: str) -> None:
    """A page would silently replace another's."""
    with pytest.raises(OutputError):
        writer.write([(one, "a"), (other, "b")])


def test_links_lead_nowhere_else(writer: Writer, tmp_path: Path) -> None:
    """A folder that is a link out of the site is not written through, nor pruned through."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.md").write_text("theirs", "utf-8")
    writer.root.mkdir()
    (writer.root / "a").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="leads elsewhere"):
        writer.write([("a/c.md", "mine")])
    writer.manifest.write_text(json.dumps({"files": ["a/b.md", "../elsewhere/b.md"]}), "utf-8")
    writer.write([("d.md", "d")])
    assert tree(elsewhere) == {"b.md": b"theirs"}


def test_a_file_that_is_a_link_is_a_persons(writer: Writer, tmp_path: Path) -> None:
    """It is neither followed nor replaced, even when it leads nowhere."""
    writer.root.mkdir()
    (writer.root / "a.md").symlink_to(tmp_path / "nowhere.md")
    with pytest.raises(OutputError, match="in the way"):
        writer.write([("a.md", "mine")])
    assert not (tmp_path / "nowhere.md").exists()


def test_half_a_surrogate_pair_is_no_text(writer: Writer) -> None:
    """An error with the path, not a crash."""
    with pytest.raises(OutputError, match=r"a\.md"):
        writer.write([("a.md", "\ud800")])


def test_a_manifest_that_cannot_be_read(writer: Writer) -> None:
    """What the writer does not know it does not guess."""
    writer.manifest.parent.mkdir()
    writer.manifest.write_text("[]", "utf-8")
    with pytest.raises(OutputError, match=r"manifest\.json"):
        writer.write([("a.md", "a")])


def test_a_folder_in_the_way_is_an_error(writer: Writer) -> None:
    """Files are not put over folders."""
    (writer.root / "a.md").mkdir(parents=True)
    with pytest.raises(OutputError, match="in the way"):
        writer.write([("a.md", "a")])


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_end_at_any_rename_is_healed_by_the_next(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """What fails is told in words; the next time all is there, and nothing that was on its way is left."""
    old = [(f"{name}.md", "old") for name in "abc"]
    new = {f"{name}.md": f"new {name}" for name in "bcde"}
    replace, at = Path.replace, 0
    while True:
        calls, at = 0, at + 1
        writer.write(old)

        def failing(self: Path, target: Path, last: int = at) -> Path:
            nonlocal calls
            calls += 1
            if calls == last:
                raise error
            return replace(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", failing)
            with contextlib.suppress(OutputError, KeyboardInterrupt):
                writer.write(new.items())
        if calls < at:
            break
        writer.write(new.items())
        assert tree(writer.root) == {name: text.encode() for name, text in new.items()}
        assert [path.name for path in writer.manifest.parent.iterdir()] == ["manifest.json"]
    assert at > len(new)


def test_what_was_ended_in_the_midst_is_finished_before_anything_is_read(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at any of its steps, all files are the former ones or, at the latest then, the new ones."""
    old = {f"{name}.md": "old" for name in "abc"}
    new = {f"{name}.md": f"new {name}" for name in "bcde"}
    whole = [{path: text.encode() for path, text in files.items()} for files in (old, new)]
    steps = {name: getattr(Path, name) for name in ("replace", "unlink")}
    at, ended = 0, True
    while ended:
        calls, at, ended = 0, at + 1, False
        writer.write(old.items())

        def killed(name: str, last: int = at) -> Any:
            def step(self: Path, *given: Any, **named: Any) -> Any:
                nonlocal calls, ended
                calls += 1
                if calls >= last:
                    ended = True
                    raise KeyboardInterrupt
                return steps[name](self, *given, **named)

            return step

        with monkeypatch.context() as patch:
            for name in steps:
                patch.setattr(Path, name, killed(name))
            with contextlib.suppress(KeyboardInterrupt):
                writer.write(new.items())
        writer.finish()
        assert tree(writer.root) in whole
    assert at > len(new)
    assert [path.name for path in writer.manifest.parent.iterdir()] == ["manifest.json"]


@pytest.mark.parametrize(
    "told",
    ["", "[]", '{"folder": "../x"}', '{"folder": "staged-x", "changed": [1], "gone": [], "paths": [1]}'],
)
def test_a_journal_that_means_nothing_is_dropped(writer: Writer, told: str) -> None:
    writer.write([("a.md", "a")])
    writer.manifest.with_suffix(".moves").write_text(told, "utf-8")
    writer.write([("a.md", "b")])
    assert tree(writer.root) == {"a.md": b"b"}
    assert [path.name for path in writer.manifest.parent.iterdir()] == ["manifest.json"]
