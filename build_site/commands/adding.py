"""``add``: files, folders, addresses and standard input become articles of ``seeds/``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from build_site import readers
from build_site.config import Project
from build_site.curation import load_sidecar
from build_site.curation.metadata import stated_from
from build_site.errors import CurationError, InputError, VerbatimError
from build_site.importing import IMPORTERS, Found, Options, import_file, web

ORIGINALS = ".originals"
"""Below ``seeds/``, out of sight of the readers: what articles were made from."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Added:
    """One file that was written, or why none was, with what deserves to be known of it."""

    path: Path | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """A file to be written, and where it comes from."""

    target: Path
    found: Found
    facts: Mapping[str, str | tuple[str, ...]]
    sidecar: bytes | None = None
    """One that lies beside the source, byte for byte."""


def add(
    project: Project, sources: Sequence[str], metadata: Mapping[str, str], options: Options
) -> tuple[Added, ...]:
    """Write articles into ``seeds/`` with a side-car for what is stated of them: all, or none.

    ``metadata`` goes before what a source states. Nothing that is there is overwritten; a file that stands
    there already, byte for byte, is passed over.
    """
    stated_from({key: (f"--{key}", value) for key, value in metadata.items()})
    taken = {_stem(path) for path in project.seeds.iterdir()} if project.seeds.is_dir() else set()
    added: list[Added] = []
    planned: list[_Planned] = []
    for source in sources:
        for found, path in _found(source, options):
            if not found.suffix:
                added.append(Added(None, found.doubts))
                continue
            plan = _plan(project, found, path, metadata, taken)
            if plan is None:
                message = f"{found.name}{found.suffix} stands in {project.seeds.name}/ already."
                added.append(Added(None, (message,)))
                continue
            taken.add(_stem(plan.target))
            planned.append(plan)
    _refuse_unreadable(planned)
    for plan in planned:
        _write(plan, project)
        added.append(Added(plan.target, plan.found.doubts))
    return tuple(added)


def _found(source: str, options: Options) -> Iterator[tuple[Found, Path | None]]:
    """The articles of a source, each with its file if that is taken as it is."""
    if source == "-":
        yield _standard_input(), None
        return
    if _ADDRESS.match(source):
        for found in web.articles(source, options):
            yield found, None
        return
    path = Path(source)
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        files = [p for p in inside if p.suffix.lower() in IMPORTERS and p.stem.lower() != "readme"]
        if not files:
            raise VerbatimError(f"{path}: no file in it that an article can be read from.")
        for file in files:
            for found in import_file(file, options):
                yield found, file
        return
    if not path.is_file():
        raise VerbatimError(f"{path}: no such file")
    for found in import_file(path, options):
        yield found, path


def _standard_input() -> Found:
    data = sys.stdin.buffer.read()
    first = next((line.strip() for line in data.decode("utf-8", "replace").split("\n") if line.strip()), "")
    if not first:
        raise InputError("-: standard input is empty. Pipe an article into it.")
    suffix = ".jsonl" if first.startswith("{") else ".html" if first.startswith("<") else ".txt"
    return Found("standard-input", data, suffix)


def _plan(
    project: Project, found: Found, path: Path | None, metadata: Mapping[str, str], taken: set[str]
) -> _Planned | None:
    """Where an article goes; None where it stands there already."""
    as_it_is = path is not None and found.name == path.stem
    target, number = project.seeds / f"{found.name}{found.suffix}", 1
    while _stem(target) in taken or target.is_file():
        if target.is_file() and target.read_bytes() == found.data and _is_the_same(target, found):
            return None
        if as_it_is:
            raise VerbatimError(
                f"{target}: its name stands there already; rename {target.name} or remove the other first"
            )
        number += 1
        target = project.seeds / f"{found.name}-{number}{found.suffix}"
    beside = path.with_suffix(".yml") if path is not None and as_it_is else None
    sidecar = beside.read_bytes() if beside is not None and beside.is_file() else None
    if sidecar is not None and metadata:
        raise VerbatimError(f"{beside}: states what is known already; write it there")
    facts = {**found.facts, **metadata}
    if found.suffix == ".jsonl" and facts:
        raise VerbatimError(f"{path}: a collection states what is known in each of its rows; write it there")
    return _Planned(target, found, {} if sidecar is not None else facts, sidecar)


def _is_the_same(target: Path, found: Found) -> bool:
    """Whether an article of the same words is this one, and not another outlet's copy of the agency's."""
    beside = target.with_suffix(".yml")
    outlet = found.facts.get("outlet")
    if not outlet or not beside.is_file():
        return True
    try:
        stated = load_sidecar(beside, beside.name).metadata.outlet
    except CurationError:
        return True
    return stated is None or stated.value == outlet


def _refuse_unreadable(planned: Sequence[_Planned]) -> None:
    """Raise ``InputError`` where the readers could not read what would be written."""
    for plan in planned:
        if plan.target.suffix.lower() == ".jsonl":
            continue
        if not readers.is_article(plan.target):
            raise VerbatimError(f"{plan.target.name}: no article is read from a file of this name; rename it")
        readers.read_bytes(plan.found.data, plan.target.suffix, plan.target.name)


def _write(plan: _Planned, project: Project) -> None:
    project.seeds.mkdir(exist_ok=True)
    plan.target.write_bytes(plan.found.data)
    if plan.sidecar is not None:
        plan.target.with_suffix(".yml").write_bytes(plan.sidecar)
    elif plan.facts:
        plain = {key: list(value) if isinstance(value, tuple) else value for key, value in plan.facts.items()}
        text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)
        plan.target.with_suffix(".yml").write_text(text, "utf-8")
    if plan.found.original is not None:
        suffix, data = plan.found.original
        folder = project.seeds / ORIGINALS
        folder.mkdir(exist_ok=True)
        (folder / f"{plan.target.stem}{suffix}").write_bytes(data)


def _stem(path: Path) -> str:
    return path.stem.casefold()
