"""How long it takes until a save or a decision is seen: what was changed derived anew, its page drawn again.

``python -m benchmarks.live --corpus FILE.jsonl … [--sizes 150 1000] [--turns 3]`` makes a project of so many
articles, a file each. Prints CPU seconds: the first look (with every article analysed); for an article's text
that was changed in an editor, until its page is there under ``serve`` and at an open desk; and for every
decision of the desk, from the key to the answer with the page drawn anew. The median of some turns, each of
another quotation, actor or article, and the slowest.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.statements import read
from build_site import cli
from build_site.config import Project
from build_site.desk.files import RefusedError
from build_site.desk.server import Desk
from build_site.live import Live
from build_site.model import Actor, CorpusArticle, Dataset, Quotation, Standing, Statement
from build_site.pipeline import Options

SAID = "\n\n“We shall see number {},” said Mayor Ada Lindqvist on Monday.\n"
Asked = dict[str, Any]


class Asking:
    """What an editor may ask of the desk, each time of something else."""

    def __init__(self, dataset: Dataset) -> None:
        self._chance = random.Random(7)  # noqa: S311 -- no secret
        self._dataset = dataset
        self._articles = {a.id: a for a in dataset.articles}
        quoted = {q.actor for q in dataset.quotations}
        paged = [a for a in dataset.actors if a.standing is Standing.PAGE]
        self._actors = self._mixed([a for a in paged if a.id in quoted])
        self._quotations = self._mixed(dataset.quotations)
        self._doubts = self._mixed(dataset.doubts)
        self._joint = self._mixed([s for s in dataset.statements if len(s.versions) > 1])
        self._of_article = self._mixed(dataset.articles)

    def decisions(self) -> Mapping[str, Callable[[], Asked]]:
        """Every decision by what it is called."""
        quotation = self._quotation
        return {
            "right": lambda: {"do": "right", **quotation()},
            "speaker": lambda: {"do": "speaker", "actor": self._actor.id, **quotation()},
            "speaker: somebody new": lambda: {"do": "speaker", "name": self._name(), **quotation()},
            "speaker: nobody": lambda: {"do": "speaker", "nobody": True, **quotation()},
            "kind": lambda: {"do": "kind", "type": "mixed", **quotation("direct")},
            "bounds": self._bounds,
            "drop": lambda: {"do": "drop", **quotation()},
            "restore": lambda: {"do": "restore", **quotation()},
            "a doubt is right": lambda: {"do": "right", **self._at(next(self._doubts))},
            "new quotation": self._new,
            "date": lambda: {"do": "date", "date": "2019-03-04", **quotation()},
            "join": lambda: self._link("join", next(self._quotations), next(self._quotations)),
            "separate": lambda: self._link("separate", *self._two()),
            "echo": lambda: self._link("echo", *self._two()),
            "merge": lambda: self._who({"do": "merge", "into": self._actor.id}),
            "split": self._split,
            "rename": lambda: self._who({"do": "rename", "name": self._name()}),
            "title": lambda: self._who({"do": "describe", "title": "Harbour master"}),
            "outlet": lambda: self._facts({"outlet": "The Harbour Times"}),
            "published": lambda: self._facts({"published": "2019-03-04"}),
            "author": lambda: self._facts({"author": self._name()}),
        }

    def _mixed(self, every: Sequence[Any]) -> Iterator[Any]:
        mixed = list(every)
        self._chance.shuffle(mixed)
        return iter(mixed)

    @property
    def _actor(self) -> Actor:
        found: Actor = next(self._actors)
        return found

    def _name(self) -> str:
        return f"Ada Holm{''.join(self._chance.choices('aeiou', k=6))}"

    def _page(self, article: str) -> str:
        return f"articles/{self._articles[article].slug}.html"

    def _at(self, q: Quotation) -> Asked:
        return {"quotation": q.id, "place": self._page(q.article)}

    def _quotation(self, kind: str = "") -> Asked:
        return self._at(next(q for q in self._quotations if not kind or q.type.value == kind))

    def _bounds(self) -> Asked:
        """Without its first words."""
        q = next(q for q in self._quotations if len(q.content) == 1 and q.text.count(" ") > 8)
        start, end = q.content[0]
        text = self._articles[q.article].article.text
        cut = text.index(" ", text.index(" ", start) + 1) + 1
        return {"do": "bounds", "span": [cut, end], **self._at(q)}

    def _new(self) -> Asked:
        """The last words of a paragraph."""
        article: CorpusArticle = next(a for a in self._of_article if len(a.article.blocks) > 4)
        end = article.article.blocks[3].span[1]
        text = article.article.text[:end].rstrip()
        start = len(text) - len(" ".join(text.split()[-6:]))
        return {
            "do": "add",
            "article": article.id,
            "span": [start, len(text)],
            "name": self._name(),
            "place": self._page(article.id),
        }

    def _two(self) -> tuple[Quotation, Quotation]:
        statement: Statement = next(self._joint)
        of = {q.id: q for q in self._dataset.quotations}
        one, other = (of[v.quotation] for v in statement.versions[:2])
        return one, other

    def _link(self, action: str, one: Quotation, other: Quotation) -> Asked:
        place = f"statements/{one.statement}.html" if action != "join" else self._page(one.article)
        return {"do": "link", "action": action, "quotations": [one.id, other.id], "place": place}

    def _who(self, asked: Asked) -> Asked:
        actor = self._actor
        return {**asked, "actor": actor.id, "place": f"actors/{actor.id}.html"}

    def _split(self) -> Asked:
        actor = self._actor
        mention = actor.mentions[0]
        words = self._articles[mention.article].article.text[slice(*mention.span)]
        asked = {"do": "split", "article": mention.article, "words": words, "name": self._name()}
        return {**asked, "place": f"actors/{actor.id}.html"}

    def _facts(self, facts: Asked) -> Asked:
        article = next(self._of_article)
        return {"do": "article", "article": article.id, **facts, "place": self._page(article.id)}


def decided(desk: Desk, turns: int) -> Iterator[tuple[str, list[float]]]:
    """CPU seconds of each decision, and of taking it back and deciding it once more."""
    back: list[float] = []
    again: list[float] = []
    for name, ask in Asking(desk.site.dataset).decisions().items():
        times: list[float] = []
        while len(times) < turns:
            asked = ask()
            try:
                if asked["do"] == "restore":
                    desk.edit({**asked, "do": "drop"})
                times.append(_seconds(desk.edit, asked))
            except RefusedError:
                continue  # nothing was decided
            if len(times) == 1:
                back.append(_seconds(desk.undo, {"place": asked["place"]}))
                again.append(_seconds(desk.redo, {"place": asked["place"]}))
        yield name, times
    yield "undo", back
    yield "redo", again


def saved(project: Project, site: Live, desk: Desk, turns: int) -> Iterator[tuple[str, list[float]]]:
    """CPU seconds until what was saved in an editor is seen, page by page; and at the desk."""
    paths = sorted(project.seeds.glob("a*.txt"))
    chosen = random.Random(5).sample(paths, 2 * turns)  # noqa: S311 -- no secret
    times: list[list[float]] = [[], [], [], []]
    for turn, path in enumerate(chosen):
        path.write_text(path.read_text("utf-8") + SAID.format(turn), "utf-8")
        served = turn < turns
        look = site.refresh if served else desk.view
        times[0 if served else 2].append(_seconds(look, *(() if served else (lambda _: None,))))
        slug = next(a.slug for a in site.dataset.articles if a.article.document.id == path.stem)
        page = site.page if served else desk.page
        drawing = _seconds(page, f"articles/{slug}.html")
        times[0 if served else 2][-1] += drawing
        if served:
            times[1].append(_seconds(page, "actors/ada-lindqvist.html"))
        else:
            times[3].append(_seconds(desk.view, lambda scene: scene.queue))
    names = ("save → article's page", "… then an actor's page", "save → page at the desk", "… then the queue")
    yield from zip(names, times, strict=True)


def _seconds(do: Callable[..., object], *given: Any) -> float:
    started = time.process_time()
    do(*given)
    return time.process_time() - started


def measure(root: Path, texts: list[str], jobs: int, turns: int) -> None:
    """Print the figures of one size."""
    cli.main(["new", str(root)])
    project = Project(root)
    for number, text in enumerate(texts):
        (project.seeds / f"a{number:06}.txt").write_text(text, "utf-8", errors="replace")
    site = Live(project, Options(jobs=jobs))
    desk = Desk(project, site, "Ada")
    print(
        f"{len(texts)} articles: first look {_seconds(desk.open):.2f} s; median and slowest of {turns} turns"
    )
    for name, times in (*saved(project, site, desk, turns), *decided(desk, turns)):
        print(f"  {name:24}{statistics.median(times):7.2f}{max(times):7.2f}", flush=True)


def main() -> None:
    """Read the arguments, make the projects, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[150, 1000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    texts = [document.text for document in read(options.corpus)]
    for size in sorted(options.sizes):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "project", texts[:size], options.jobs, options.turns)


if __name__ == "__main__":
    main()
