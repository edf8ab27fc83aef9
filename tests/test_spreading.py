"""``extract --engine dask``: the rows of one process, whatever machines made them, in Parquet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from build_site import extract_records
from build_site.cli import main
from build_site.commands import spreading

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def text_of(number: int) -> str:
    """An article like another, of its own words."""
    return (
        f"Quay {number}\n\n“We sail at {number} o'clock,” Mayor Ana Ruiz said. She said it cost {number}.\n"
    )


def written(path: Path, count: int) -> Path:
    """A file of JSON Lines with all that may stand in one: blanks, odd keys, what is no article."""
    lines = [json.dumps({"id": f"a{n}", "text": text_of(n), "outlet": "The Quay"}) for n in range(count)]
    lines[2] = json.dumps({"id": "a2", "text": text_of(2), "hue": "red"})
    lines[3:3] = ["", "no object"]
    lines[-1] = json.dumps({"id": "last", "text": text_of(0), "hue": "blue", "shade": 1})
    lines.append('{"id": "empty"}')
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def rows_in(folder: Path) -> list[dict[str, Any]]:
    """The rows that hold an article."""
    found: list[dict[str, Any]] = ds.dataset(str(folder), format="parquet").to_table().to_pylist()
    return [row for row in found if row["sha256"]]


def lines_of(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What one process prints."""
    main(["extract", str(path), "--jobs", "1"])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_rows_are_those_of_one_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In order, with the same places and findings, however the file is cut; what is no article is said."""
    path = written(tmp_path / "a.jsonl", 40)
    alone = lines_of(path, capsys)
    monkeypatch.setattr(spreading.spread, "__defaults__", (None, 900))
    out = tmp_path / "out"
    assert main(["extract", str(path), "--engine", "dask", "--output", str(out), "--jobs", "1"]) == 0
    told = capsys.readouterr()
    assert len(list(out.glob("*.parquet"))) > 5
    assert rows_in(out) == alone
    assert "42 rows in" in told.out
    assert f"{path}:5: not JSON" in told.err
    assert f'{path}:43: "id" and "text" must both be there' in told.err


@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")  # Dask's way with pandas
def test_parquet_in_and_patterns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table's rows are articles; an id that two files have is said, and both are there."""
    records = [{"id": f"t{n}", "text": text_of(n), "author": ["Jo Lind", "Tom Osei"]} for n in range(5)]
    for name in ("one", "two"):
        pq.write_table(pa.Table.from_pylist(records), tmp_path / f"{name}.parquet")
    out = tmp_path / "out"
    pattern = f"{tmp_path}/*.parquet"
    assert (
        main(["extract", pattern, "--engine", "dask", "--output", str(out), "--jobs", "1", "--strict"]) == 1
    )
    found = rows_in(out)
    assert [row["id"] for row in found] == [f"t{n}" for n in range(5)] * 2
    assert found[0]["quotations"] == next(extract_records(records))["quotations"]
    assert not found[0]["findings"]
    assert "the id 't0' was used before" in capsys.readouterr().err


SCRIPT = """
import sys, time, os, signal, threading
from pathlib import Path
from distributed import LocalCluster
from build_site.commands.spreading import spread

if __name__ == "__main__":
    source, out = sys.argv[1:]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        lost = next(iter(cluster.workers.values())).pid

        def kill():
            while not list(Path(out).glob("*.parquet")):
                time.sleep(0.02)
            os.kill(lost, signal.SIGKILL)
            print("killed", flush=True)

        threading.Thread(target=kill, daemon=True).start()
        print(spread([source], out, 1, cluster.scheduler_address, 2000))
"""


def test_a_lost_worker_loses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of two is killed after the first part; the other does what it had."""
    path = written(tmp_path / "a.jsonl", 120)
    script, out = tmp_path / "lose.py", tmp_path / "out"
    script.write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(path), str(out)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "killed" in done.stdout, done.stderr
    assert "(122, " in done.stdout, done.stderr
    assert rows_in(out) == lines_of(path, capsys)


def test_what_is_missing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra, the output, the file, the scheduler; a folder that holds something is not written over."""
    path, out = written(tmp_path / "a.jsonl", 5), tmp_path / "out"
    dask = ["extract", str(path), "--engine", "dask"]

    def refused(arguments: list[str]) -> str:
        assert main(arguments) == 1
        return capsys.readouterr().err

    assert "Name a new folder" in refused(dask)
    assert "go with --engine dask" in refused(["extract", str(path), "--output", str(out)])
    assert "no such file" in refused([*dask[:1], "none.jsonl", *dask[2:], "--output", str(out)])
    assert "no file fits it" in refused([*dask[:1], f"{tmp_path}/*.gz", *dask[2:], "--output", str(out)])
    monkeypatch.setattr(spreading, "PATIENCE", 0.2)
    nobody = ["--scheduler", "tcp://127.0.0.1:9", "--output", str(out)]
    assert "no Dask scheduler answers" in refused([*dask, *nobody])
    out.mkdir()
    (out / "mine.txt").write_text("x", "utf-8")
    assert "nothing is written over" in refused([*dask, "--output", str(out)])
    monkeypatch.setitem(sys.modules, "dask", None)
    assert 'pip install "verbatim-site[dask]"' in refused([*dask, "--output", str(out / "new")])


def test_records_map_one_by_one_and_together() -> None:
    """As Ray and Spark call it; a row of a table with nothing in a field, and one that is no article."""
    rows: list[dict[str, Any]] = [
        {"id": 7, "text": text_of(7), "outlet": float("nan")},
        {"id": "x", "text": None},
    ]
    together = list(extract_records(rows, "table:{}".format))
    assert [row["id"] for row in together] == ["7", "x"]
    assert together[0]["quotations"][0]["actor"] == "Ana Ruiz"
    assert (together[1]["sha256"], together[1]["findings"][0]["where"]) == (None, "table:2")
    assert [next(extract_records([row]))["quotations"] for row in rows] == [r["quotations"] for r in together]
