"""The documentation is built strictly and names what there is; the schemas judge as the program does."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from build_site.cli import parser
from build_site.commands.authoring import new
from build_site.curation import (
    editors,
    load_actors,
    load_corpus,
    load_corrections,
    load_transcript,
    schema,
)
from build_site.curation.metadata import KEYS
from build_site.curation.transcripts import TRANSCRIPT_KEYS

ROOT = Path(__file__).resolve().parent.parent
PROSE = (ROOT / "README.md", *sorted((ROOT / "docs-site").rglob("*.md")))


def commands() -> dict[str, argparse.ArgumentParser]:
    group = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(group.choices)


@pytest.mark.slow
def test_the_documentation_is_built_strictly(tmp_path: Path) -> None:
    """With its reference, which is written from the program: every command and key stands in it."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            "docs-site/mkdocs.yml",
            "-d",
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    shown = (tmp_path / "reference/commands.html").read_text("utf-8")
    for name, sub in commands().items():
        assert f"verbatim {name}" in shown
        for action in sub._actions:
            assert all(option in shown for option in action.option_strings if option not in ("-h", "--help"))
    files = (tmp_path / "reference/files.html").read_text("utf-8")
    for key in {
        *schema.CORPUS,
        *schema.ACTOR,
        *schema.FIX,
        *schema.ADD,
        *schema.CHECK,
        *KEYS,
        *TRANSCRIPT_KEYS,
    }:
        assert f"<code>{key}</code>" in files, key


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_commands_that_are_named_exist(path: Path) -> None:
    """Every ``verbatim …`` of README and documentation, with its options."""
    known = commands()
    for name, rest in re.findall(
        r"(?:^ +|`|: )verbatim ([a-z]+(?:-[a-z]+)*)([^`\n|#]*)", path.read_text("utf-8"), re.MULTILINE
    ):
        assert name in known, name
        options = {option for action in known[name]._actions for option in action.option_strings}
        assert set(re.findall(r"(?<![\w-])--[a-z-]+", rest)) <= options, (name, rest)


def test_every_command_and_option_is_described() -> None:
    for name, sub in commands().items():
        assert sub.description, name
        assert all(action.help for action in sub._actions), name
        assert f"| `verbatim {name}" in (ROOT / "README.md").read_text("utf-8"), name


def of(name: str) -> Any:
    return jsonschema.Draft202012Validator(editors.schemas()[name])


@pytest.mark.slow
def test_schemas_take_what_the_program_takes(tmp_path: Path) -> None:
    """The demonstration's files, and a new project's; both judge alike what is wrong."""
    seeds = ROOT / "tests/seeds"
    for name in ("corpus", "actors", "corrections"):
        of(name).check_schema(editors.schemas()[name])
        of(name).validate(
            json.loads(json.dumps(yaml.safe_load((seeds / f"{name}.yml").read_text("utf-8")), default=str))
        )
    both = {
        "article": "a.txt",
        "quote": "words",
        "speaker": ["Ada Brun", {"name": "Al Ox", "kind": "person"}],
    }
    of("corrections").validate({"quotations": [both], "checked": [{**both, "type": "direct"}]})
    of("transcript").validate(
        yaml.safe_load(
            "title: Harbour speech, as prepared\ndate: '2023-05-02'\nprepared_for: speech\npublish: full\n"
            "completeness: prepared text\nspeakers:\n  PM: Ana Ruiz\n"
        )
    )
    project = new(tmp_path / "quay", "Quay", "none")
    first = (project.seeds / "corpus.yml").read_text("utf-8").splitlines()[0]
    named = project.seeds / first.partition("$schema=")[2]
    assert json.loads(named.read_text("utf-8")) == editors.schemas()["corpus"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("corpus", "titel: x"),
        ("corpus", "publish: some"),
        ("actors", "- {name: Ada Brun, kind: robot}"),
        ("actors", "- {kind: person}"),
        ("actors", "- {name: Ada Brun, same_as: [no address]}"),
        ("corrections", "quotations: [{article: a.txt, quote: words, speker: Ada Brun}]"),
        ("corrections", "quotations: [{article: a.txt, quote: words, speaker: []}]"),
        ("corrections", "quotations: [{article: a.txt, quote: words, speaker: [{kind: person}]}]"),
        ("corrections", "statements: [{join: [{article: a.txt, quote: one}]}]"),
        ("corrections", "actors: [{merge: [A, B]}]"),
        ("transcript", "completeness: half"),
        ("transcript", "kind: article"),
        ("transcript", "url: by the harbour"),
    ],
)
def test_schemas_refuse_what_the_program_refuses(name: str, text: str, tmp_path: Path) -> None:
    load: Any = {
        "corpus": load_corpus,
        "actors": load_actors,
        "corrections": load_corrections,
        "transcript": lambda path: load_transcript(path, path.name),
    }[name]
    path = tmp_path / f"{name}.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(Exception, match=r"yml:\d+"):
        load(path)
    assert not of(name).is_valid(yaml.safe_load(text))
