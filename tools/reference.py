"""The documentation's reference, written from the program whenever MkDocs builds it: a hook of MkDocs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_site import exports  # noqa: E402
from build_site.cli import parser  # noqa: E402
from build_site.curation import editors  # noqa: E402
from build_site.importing import IMPORTERS  # noqa: E402


def pages() -> Mapping[str, str]:
    """Name → text of each generated page."""
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in _pages()}


def _pages() -> Iterator[tuple[str, list[str]]]:
    yield "commands.md", list(_commands())
    yield "files.md", list(_files())
    yield "data.md", list(_data())
    yield "lexicon.md", list(_lexicon())


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Exit codes: 0 done; 1 the input has errors, or a check found some; 2 the call was wrong;"
    yield "130 interrupted."
    for name, sub in _subparsers().items():
        yield ""
        yield f"## verbatim {name}"
        yield ""
        yield str(sub.description)
        yield ""
        yield "| option | what it does |"
        yield "| --- | --- |"
        for action in sub._actions:
            if not isinstance(action, argparse._HelpAction):
                yield f"| {_shown(action)} | {_said(action, sub)} |"


def _subparsers() -> Mapping[str, argparse.ArgumentParser]:
    group = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return group.choices


def _shown(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar or action.dest}`"
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return ", ".join(f"`{option}{value}`" for option in action.option_strings)


def _said(action: argparse.Action, sub: argparse.ArgumentParser) -> str:
    if action.dest == "jobs":
        return "processes (default: one a core)"
    words = (action.help or "").replace("%(default)s", str(action.default))
    choices = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
    return f"{words}{choices}".replace("|", "\\|")


def _files() -> Iterator[str]:
    yield "# Files of the curator"
    yield ""
    yield "In `seeds/`. A key that is not known is an error; in front matter and side-cars, a finding."
    titles = {
        "corpus": "corpus.yml",
        "actor": "actors.yml, a list of actors",
        "correction": "corrections.yml, under quotations:",
        "check": "corrections.yml, under checked:",
        "article": "An article's side-car",
        "transcript": "A transcript's side-car",
    }
    for file, title in titles.items():
        yield ""
        yield f"## {title}"
        yield ""
        if file == "article":
            yield "`vote.yml` beside `vote.txt`; front matter of Markdown and JSON Lines have the same keys."
            yield ""
        if file == "transcript":
            yield "`speech.yml` beside `speech.vtt`; front matter of `.txt` and `.md` has the same keys."
            yield ""
        yield "| key | what it says |"
        yield "| --- | --- |"
        for key, words in editors.ABOUT[file].items():
            yield f"| `{key}` | {words} |"
    yield ""
    yield "`corrections.yml` also has `actors:` (`merge:` with `into:`, or `split:` with `article:` and"
    yield "`into:`) and `statements:` (`join:`, `separate:` or `echo:`, each a list of quotations)."
    yield ""
    yield "## Files that verbatim add takes"
    yield ""
    yield "| suffix | needs |"
    yield "| --- | --- |"
    for suffix, importer in IMPORTERS.items():
        yield f"| `{suffix}` | {f'`[{importer.extra}]`' if importer.extra else 'nothing'} |"


def _data() -> Iterator[str]:
    yield "# Data of the site"
    yield ""
    yield "| name | what it is |"
    yield "| --- | --- |"
    for export in exports.EXPORTS:
        if export.listed:
            yield f"| `{export.name}` | {export.title} |"
        elif export.asked:
            yield f"| `{export.name}` | {export.title}; not in the site: `verbatim export {export.name}` |"
    for path in sorted((ROOT / "build_site/exports/schemas").glob("*.schema.json")):
        schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
        yield ""
        yield f"## {path.name.removesuffix('.schema.json')}.json"
        yield ""
        yield "| field | what it says |"
        yield "| --- | --- |"
        record = schema.get("items", schema)
        for key, value in record.get("properties", {}).items():
            yield f"| `{key}` | {value.get('description', '')} |"


def _lexicon() -> Iterator[str]:
    yield "# Vocabulary"
    yield ""
    yield "The program's word lists, in `build_site/lexicon/`: plain text, one entry a line."
    yield ""
    yield "| file | what it holds |"
    yield "| --- | --- |"
    folder = ROOT / "build_site" / "lexicon"
    for path in sorted(folder.rglob("*.txt")):
        head = []
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                break
            head.append(line.removeprefix("#").strip())
        words = " ".join(head).replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")
        yield f"| `{path.relative_to(folder).as_posix()}` | {words} |"


def on_pre_build(config: Any) -> None:
    """Write the pages before MkDocs looks for them."""
    folder = Path(config.docs_dir) / "reference"
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        path = folder / name
        if not (path.is_file() and path.read_text("utf-8") == text):
            path.write_text(text, "utf-8")
