"""The one writer of files: whole or not at all, only what changed, never over what a person wrote."""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_site import switch, write
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


OLD = {f"{name}.md": b"old" for name in "abc"}
NEW = {f"{name}.md": f"new {name}".encode() for name in "bcde"}


def ended(writer: Writer, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Iterator[int]:
    """From the former files to the new ones, ended at each step that changes a name, in turn."""
    steps, at, calls = {name: getattr(Path, name) for name in ("replace", "rename", "unlink")}, 0, 1
    while calls > at:
        calls, at = 0, at + 1
        writer.write(OLD.items())

        def failing(name: str, last: int = at) -> Any:
            def step(self: Path, *given: Any, **named: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == last:
                    raise error
                return steps[name](self, *given, **named)

            return step

        with monkeypatch.context() as patch:
            for name in steps:
                patch.setattr(Path, name, failing(name))
            with contextlib.suppress(OutputError, KeyboardInterrupt):
                writer.write(NEW.items())
        yield at


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("steps", [1, 2], ids=["in one step", "one after another"])
def test_a_full_disk_or_an_end_at_any_step_is_healed_by_the_next(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, error: BaseException, steps: int
) -> None:
    """All is the former or the new wherever the system exchanges folders; the next time all is there."""
    if steps > 1:
        monkeypatch.setattr(write, "exchange", lambda one, other: False)
    for _ in ended(writer, monkeypatch, error):
        assert steps > 1 or tree(writer.root) in (OLD, NEW)
        writer.write(NEW.items())
        assert tree(writer.root) == NEW
        assert [path.name for path in writer.manifest.parent.iterdir()] == ["manifest.json"]


def test_what_a_person_saves_meanwhile_stays(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page saved anew, one in place and one more, while the folder that is to come was put together."""
    writer.write(OLD.items())
    mine = [writer.root / "own" / name for name in ("whole.md", "place.md", "more.md")]
    mine[0].parent.mkdir()
    for path in mine[:2]:
        path.write_text("before", "utf-8")

    def late(fresh: Path, place: Path) -> bool:
        write.put_whole(mine[0], b"whole")
        mine[1].write_bytes(b"place")
        mine[2].write_bytes(b"more")
        return switch.exchange(fresh, place)

    monkeypatch.setattr(write, "exchange", late)
    writer.write(NEW.items())
    assert tree(writer.root) == NEW | {f"own/{path.name}": path.stem.encode() for path in mine}


def test_links_and_empty_folders_of_a_person_stay(writer: Writer) -> None:
    writer.write(OLD.items())
    (writer.root / "empty").mkdir()
    (writer.root / "same.md").symlink_to("a.md")
    mode = writer.root.stat().st_mode
    writer.write(NEW.items())
    assert (writer.root / "empty").is_dir()
    assert (writer.root / "same.md").readlink() == Path("a.md")
    assert writer.root.stat().st_mode == mode


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
def test_of_what_makes_the_next_build_faster_only_a_full_disk_is_told(error: int) -> None:
    told = pytest.raises(OutputError, match="pieces") if error == errno.ENOSPC else contextlib.nullcontext()
    with told, write.remembering():
        raise OSError(error, "no", "pieces.json")
