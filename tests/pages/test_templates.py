"""Templates are compiled once for all builds, and what they put out is escaped once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from build_site.pages import frame


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only template there is."""
    monkeypatch.setattr(frame, "TEMPLATES", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "page.html"
    path.write_text(
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ bold(words) }} {{ ready }} {{ number }}"
    )
    return path


def drawn(environment: Environment) -> str:
    """What the template makes of a few values."""
    values = {"words": "a < b", "ready": Markup("<i>c</i>"), "number": 3}
    return environment.get_template("page.html").render(values)


def fresh() -> Environment:
    """The templates as another process finds them."""
    made: Environment = frame.environment.__wrapped__()
    return made


def test_what_is_put_out_is_escaped_once(template: Path) -> None:
    """What is markup stays, in a macro as well; a name that nobody gave is refused."""
    assert drawn(fresh()) == "<b>a &lt; b</b> <i>c</i> 3"
    with pytest.raises(UndefinedError):
        fresh().get_template("page.html").render(words="a", ready="b")


def test_a_compiled_template_is_taken_again(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next process compiles nothing; a template that changed is compiled."""
    drawn(fresh())
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "_compile", None)
        assert drawn(fresh()) == "<b>a &lt; b</b> <i>c</i> 3"
    template.write_text("{{ words }}")
    assert drawn(fresh()) == "a &lt; b"


def test_what_was_compiled_and_is_damaged_counts_for_nothing(template: Path) -> None:
    """Nor does a folder that cannot be written to stop anything."""
    drawn(fresh())
    (kept,) = (template.parent / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-40])
    assert drawn(fresh()) == "<b>a &lt; b</b> <i>c</i> 3"
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("no folder")
    assert drawn(fresh()) == "<b>a &lt; b</b> <i>c</i> 3"


def test_nothing_is_kept_where_python_keeps_nothing(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the environment asks for it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    drawn(fresh())
    assert not (template.parent / "__pycache__").exists()
