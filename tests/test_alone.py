"""The engine as others use it: ``from build_site import extract``, and ``verbatim extract`` as a stream."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import build_site
from build_site import Said, extract
from build_site.cli import main
from build_site.commands import extract as streaming
from build_site.errors import InputError
from build_site.model import QuotationType
from build_site.pipeline import FEW, Options
from build_site.readers.jsonl import Seen, read_jsonl

TEXT = "“We sail at dawn,” said Ana Ruiz, the mayor.\r\n\r\nShe said the harbour would stay open."


def test_text_in_analysis_out() -> None:
    """Spans are of the text with plain line ends; who is a pronoun has the name."""
    found = extract(TEXT, id="quay")
    first, second = found.quotations
    plain = TEXT.replace("\r\n", "\n")
    assert (found.id, found.doubts, found.findings) == ("quay", (), ())
    assert [plain[slice(*span)] for span in first.content] == ["We sail at dawn,"] == [first.text]
    assert (first.type, first.actor) == (QuotationType.DIRECT, "Ana Ruiz")
    assert (second.type, second.actor) == (QuotationType.INDIRECT, "Ana Ruiz")
    assert all(0 < q.confidence < 1 for q in found.quotations)


def test_a_record_is_what_the_command_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same values, ready for JSON."""
    path = tmp_path / "quay.jsonl"
    path.write_text(json.dumps({"id": "quay", "text": TEXT}), "utf-8")
    assert main(["extract", str(path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    ours = json.loads(json.dumps(extract(TEXT, id="quay").record()))
    assert {**printed, "path": "quay"} == ours
    assert set(printed["quotations"][0]) == {f.name for f in fields(Said)} - {"text"}


def test_the_interface_is_what_it_says() -> None:
    """Every name is there, no other is, and the version is the project's."""
    for name in build_site.__all__:
        assert getattr(build_site, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        build_site.nothing  # noqa: B018
    settings = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    assert build_site.__version__ == settings["project"]["version"]


def lines(count: int, read: list[int]) -> Iterator[bytes]:
    """A stream that tells how far it was read."""
    for number in range(count):
        read.append(number)
        yield json.dumps({"id": str(number), "text": f"“It is {number},” Ana Ruiz said."}).encode()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stream_is_read_as_it_is_printed(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, whatever the number of processes; what is in memory does not grow with the stream."""
    read: list[int] = []
    monkeypatch.setattr(streaming, "_documents", lambda paths, refused: read_jsonl(lines(600, read), "in"))
    found = streaming.extract(["-"], Options(jobs=jobs), lambda error: None)
    ahead = FEW + (streaming.AHEAD * jobs + 1) * streaming.BATCH
    for number, line in enumerate(found):
        assert json.loads(line)["id"] == str(number)
        assert len(read) <= number + 1 + ahead
    assert len(read) == 600


def test_a_bad_line_is_named_and_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So is an id that was met before; only ``--strict`` makes an error of them."""
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"id": "a", "text": "A."}\nno\n{"id": "a", "text": "B."}\n{"id": "c", "text": "C."}\n', "utf-8"
    )
    assert main(["extract", str(path)]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "c"]
    assert [line.partition(":")[0] for line in err.splitlines()] == ["error", "error"]
    assert "in.jsonl:2" in err
    assert "in.jsonl:3" in err
    assert main(["extract", "--strict", str(path)]) == 1


def test_what_was_seen_is_remembered_in_few_bytes() -> None:
    """Twenty thousand texts, each once; less than two dozen bytes for each."""
    seen = Seen()
    assert all(seen.add(f"id {n}") for n in range(20_000))
    assert not any(seen.add(f"id {n}") for n in range(20_000))
    assert seen.size < 24 * 20_000


def test_the_first_error_stops_a_strict_run(tmp_path: Path) -> None:
    """Nothing after it is printed."""
    path = tmp_path / "in.jsonl"
    path.write_text('no\n{"id": "c", "text": "C."}\n', "utf-8")
    with pytest.raises(InputError, match=r"in\.jsonl:1"):
        list(streaming.extract([str(path)], Options(strict=True), lambda error: None))
