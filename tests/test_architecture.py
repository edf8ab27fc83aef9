"""Imports run one way, as CONTRIBUTING draws them, and the inner rooms do no I/O."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import build_site

ROOT = Path(build_site.__file__).parent
FLOORS = (
    ("__main__",),
    ("cli",),
    ("desk", "preview"),
    ("live",),
    ("commands",),
    ("pipeline",),
    ("redrawing", "lasting", "piecing", "reading"),
    ("keeping", "sharing", "options"),
    ("write", "lock"),
    ("switch",),
    ("pages", "exports", "importing"),
    ("engine", "said"),
    ("stages",),
    ("readers",),
    ("curation",),
    ("dates",),
    ("lexicon",),
    ("assets", "pointing"),
    ("visible", "text", "ids", "edtf", "config", "wording", "stamps", "recall", "digests"),
    ("errors",),
    ("model",),
)
"""From the top down: a module may import from lower floors and from its own package."""
STANDARD_ONLY = ("config", "text", "errors", "model", "ids", "visible", "stamps", "recall", "digests")
PURE = ("stages", "said", "model", "text", "ids", "recall", "digests")
DOES_IO = {"open", "print", "input", "exec", "eval"}


def modules() -> list[Path]:
    """Every module of the program but the hook, which MkDocs runs."""
    return sorted(p for p in ROOT.rglob("*.py") if "assets" not in p.relative_to(ROOT).parts)


def floor(name: str) -> int:
    """The floor on which a top-level module or package stands."""
    return next(i for i, names in enumerate(FLOORS) if name in names)


def imported(path: Path) -> Iterator[str]:
    """Dotted names of all imports, wherever they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(path: Path) -> str:
    """The top-level module or package that a file belongs to."""
    return path.relative_to(ROOT).with_suffix("").parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_downwards(path: Path) -> None:
    """A module imports only from lower floors, or from its own package."""
    if path.parent == ROOT and path.name == "__init__.py":
        ours = {name.rpartition(".")[0] for name in imported(path) if name.startswith("build_site.")}
        rooms = {"build_site.engine", "build_site.model", "build_site.commands.records"}
        assert ours <= rooms, "the engine's interface, and no more"
        return
    here = room(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "build_site" and parts[1] != here:
            assert floor(parts[1]) > floor(here), f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "stages").rglob("*.py")), ids=lambda p: p.stem)
def test_no_stage_imports_a_sibling(path: Path) -> None:
    """A stage is a file or a package of ``stages/``; it knows of no other."""
    stage = path.relative_to(ROOT / "stages").with_suffix("").parts[0]
    for name in imported(path):
        parts = name.split(".")
        if parts[:2] == ["build_site", "stages"] and len(parts) > 2:
            assert parts[2] == stage, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_mkdocs_is_never_imported(path: Path) -> None:
    """What is written is plain Markdown, HTML and JSON: any builder of the family publishes it."""
    assert not any(name.split(".")[0] == "mkdocs" for name in imported(path))


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_only_the_command_line_prints_and_the_stages_do_no_io(path: Path) -> None:
    """``print`` stands in ``cli`` alone; a stage neither opens a file nor asks for the time."""
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    if room(path) != "cli":
        assert "print" not in calls
    if room(path) in PURE:
        assert not calls & DOES_IO
        assert not {n.split(".")[0] for n in imported(path)} & {
            "os",
            "sys",
            "time",
            "random",
            "pathlib",
            "io",
        }


@pytest.mark.parametrize("name", STANDARD_ONLY)
def test_the_ground_floor_uses_the_standard_library_only(name: str) -> None:
    """model, errors, text, ids, config stand on nothing but Python."""
    package = ROOT / name
    for path in package.glob("*.py") if package.is_dir() else [ROOT / f"{name}.py"]:
        for imported_name in imported(path):
            top = imported_name.split(".")[0]
            assert top == "build_site" or top in sys.stdlib_module_names
