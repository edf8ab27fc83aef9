"""How the engine does on the five seeds, against what a careful reader found (``tests/gold``).

``python benchmarks/seeds.py`` judges the engine on the texts alone, with nothing that a curator wrote;
``--data DIR`` judges the data of a site instead (after corrections, say), ``--extract FILE`` the output of
``verbatim extract``, which has no statements. Figures first, then every error in words.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.seeds_align import Found, FoundArticle, FoundStatement
from benchmarks.seeds_score import Score, judge
from build_site import exports
from build_site.config import open_project
from build_site.pipeline import Options, load
from tests.gold import SEEDS, Gold, Spans
from tests.gold import load as load_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Answers(NamedTuple):
    """What the engine says of the seeds; without statements and articles where it was not asked for them."""

    found: list[Found]
    statements: list[FoundStatement]
    articles: dict[str, FoundArticle]


def _spans(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple((pair[0], pair[1]) for pair in pairs)


def _found(article: str, item: dict[str, Any], names: dict[str, str]) -> Found:
    return Found(
        # An id need only be unique in its article.
        id=item["id"] if item["id"].startswith(article) else f"{article} {item['id']}",
        article=article,
        type=item["type"],
        content=_spans(item["content"]),
        verbatim=_spans(item["verbatim"]),
        cue=_spans(item["cue"]),
        source=_spans(item["source"]),
        actor=names.get(item["actor"], item["actor"]),
        chain=tuple(link if isinstance(link, str) else link["name"] for link in item["chain"]),
        rule=item["rule"],
        statement=item.get("statement"),
    )


def from_extract(lines: Iterable[str]) -> Answers:
    """The JSON Lines of ``verbatim extract``."""
    records = [json.loads(line) for line in lines if line.strip()]
    return Answers([_found(Path(r["path"]).stem, q, {}) for r in records for q in r["quotations"]], [], {})


def from_data(read: Callable[[str], str]) -> Answers:
    """The four files of a site's ``data/``; ``read`` gives the text of ``articles.json`` and so on."""
    articles, quotations, actors, statements = (
        json.loads(read(f"{name}.json")) for name in ("articles", "quotations", "actors", "statements")
    )
    stems = {a["id"]: Path(a["path"]).stem for a in articles}
    names = {a["id"]: a["name"] for a in actors}
    return Answers(
        [_found(stems[q["article"]], q, names) for q in quotations],
        [FoundStatement(s["id"], s["date"], tuple(s["echoes"])) for s in statements],
        {stems[a["id"]]: _article(a) for a in articles},
    )


def _article(record: dict[str, Any]) -> FoundArticle:
    return FoundArticle(
        tuple((b["kind"], tuple(b["span"]), b["outlet"]) for b in record["blocks"]),
        {key: fact and fact["value"] for key, fact in record["metadata"].items()},
    )


def raw() -> Answers:
    """All that the engine makes of the texts alone, doubts too: a project that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "mkdocs.yml").touch()
        (root / "seeds").mkdir()
        (root / "seeds/corpus.yml").write_text("publish_above: 0\n", "utf-8")
        for path in SEEDS.glob("*.txt"):
            shutil.copy(path, root / "seeds")
        dataset = load(open_project(root), Options())
    files = {Path(path).name: content for e in exports.EXPORTS[:4] for path, content in e.files(dataset)}
    return from_data(lambda name: str(files[name]))


def table(gold: Gold, answers: Answers) -> tuple[list[tuple[str, int, int]], Score]:
    """The figures as (what, right, of how many), and the score with its errors."""
    score = judge(gold, *answers)
    count = score.counts
    rows = [
        (title, count[f"{what} right"], count[f"{what} asked"])
        for title, what in (
            ("quotations found", "found"),
            ("… direct", "direct"),
            ("… mixed", "mixed"),
            ("… indirect", "indirect"),
            ("… exact to the word", "exact"),
            ("type right", "type"),
            ("speaker right", "speaker"),
            ("cue right", "cue"),
            ("source words right", "source"),
            ("words in marks right", "verbatim"),
            ("chain right", "chain"),
            ("actors under one name", "one name"),
            ("statement pairs joined", "statement pair"),
            ("echoes linked", "echo"),
            ("dates right", "date"),
            ("blocks right", "block"),
            ("embedded outlets right", "embedded outlet"),
            ("metadata right", "metadata"),
        )
    ]
    rows.append(("speaker right, of all", count["speaker right"], count["found asked"]))
    for title, what in (
        ("precision of quotations", "found"),
        ("precision of pairs", "statement pair"),
        ("precision of echoes", "echo"),
    ):
        right = count[f"{what} right"]
        rows.append((title, right, right + count[f"{what} wrong"]))
    return rows, score


def main() -> None:
    """Print the figures and the errors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--data", type=Path, metavar="DIR", help="a site's data/ folder")
    given.add_argument("--extract", type=Path, metavar="FILE", help="JSON Lines of `verbatim extract`")
    args = parser.parse_args()
    if args.data:
        answers = from_data(lambda name: (args.data / name).read_text("utf-8"))
    elif args.extract:
        answers = from_extract(args.extract.read_text("utf-8").splitlines())
    else:
        answers = raw()
    rows, score = table(load_gold(), answers)
    for title, right, asked in rows:
        print(f"{title:26}{right:4} of {asked:3}  {right / asked:.3f}" if asked else f"{title:26}   –")
    print()
    print("\n".join(score.errors) or "no error")


if __name__ == "__main__":
    main()
