"""What follows a corpus from look to look gives what one that never saw it gives."""

from __future__ import annotations

import random
from dataclasses import replace

from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Analysis, Document
from build_site.recall import Recall
from build_site.stages.resolution import resolve_corpus
from build_site.stages.statements.kinship import Kinship, Weights
from build_site.stages.statements.postings import Postings
from build_site.stages.statements.relating import read_text
from build_site.stages.statements.reuse import Printed, Reused
from build_site.stages.statements.words import vocabulary
from tests.builders import corpus, story

KNOWN = vocabulary(load_lexicon())
LINE = "harbour lock barge weir mayor choir gate ferry levee dredger pier tide council engineer crane"
WORDS = LINE.split()
DAYS = ("2024-03-01", "2024-03-04", "2024-04-20", None)


def walks(chance: random.Random, turns: int) -> list[dict[str, int]]:
    """Name → version, turn after turn: some come, some go, some change, and their order does."""
    now = {f"a{n}": 0 for n in range(12)}
    found = []
    for turn in range(turns):
        for name in chance.sample(sorted(now), 2):
            del now[name]
        for name in chance.sample(sorted(now), 2):
            now[name] += 1
        now |= {f"b{turn}": 0, f"c{turn}": 1}
        names = list(now)
        if turn % 3 == 0:
            chance.shuffle(names)
        found.append({name: now[name] for name in names})
    return found


def test_keys_are_shared_as_by_a_new_one() -> None:
    """Whoever came or went; and what is told of every change is who shared a key before."""
    chance = random.Random(3)
    known: dict[tuple[str, int], frozenset[int]] = {}
    followed = Postings[frozenset[int]](lambda keys: keys)
    for now in walks(chance, 60):
        for one in now.items():
            known.setdefault(one, frozenset(chance.sample(range(60), 6)))
        values = {name: known[name, version] for name, version in now.items()}
        before = {key: set(owners) for key, owners in followed.shared.items()}
        told = followed.take(values)
        fresh = Postings[frozenset[int]](lambda keys: keys)
        fresh.take(values)
        after = {key: set(owners) for key, owners in fresh.shared.items()}
        assert {key: set(owners) for key, owners in followed.shared.items()} == after
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        assert changed <= told.keys()
        assert all(set(owners) == before.get(key, set()) for key, owners in told.items())


def written(chance: random.Random) -> str:
    """Sentences of few words, of which other articles have some too."""
    stock = [" ".join(random.Random(n).choices(WORDS, k=14)) for n in range(9)]
    own = [" ".join(chance.choices(WORDS, k=5)) for _ in range(3)]
    return "A day at sea\n" + " ".join(f"{line.capitalize()}." for line in (*chance.sample(stock, 2), *own))


def test_kin_and_shared_passages_are_those_of_a_new_corpus() -> None:
    """After articles came, went, changed, got another day, or another place among the others."""
    chance = random.Random(8)
    printed: dict[tuple[str, int], tuple[Printed, Weights, str | None]] = {}
    kinship, reused = Kinship(), Reused()
    pairs = passages = 0
    for now in walks(chance, 30):
        for one in now.items():
            if one not in printed:
                (article,) = corpus(story(written(chance))).articles
                text = read_text(article.article, article.title, (), KNOWN)
                printed[one] = (text.copy, text.prints), text.weights, chance.choice(DAYS)
        told = {name: printed[name, version][1:] for name, version in now.items()}
        copies = {name: printed[name, version][0] for name, version in now.items()}
        alike, shared = Kinship().of(told), Reused().of(copies, KNOWN)
        assert kinship.of(told) == alike
        assert reused.of(copies, KNOWN) == shared
        pairs, passages = pairs + len(alike), passages + len(shared)
    assert pairs > 100
    assert passages > 100


PEOPLE = (
    "Ada Lindqvist",
    "Bo Ekman",
    "Bo R. Ekman",
    "Mayor Cleo Marsh",
    "Dag Holm",
    "Dag Holm Jr.",
    "Eva Ruiz",
)
BODIES = (
    "Norway’s Parliament",
    "Parliament",
    "the Harbour Board",
    "Denmark’s Parliament",
    "the Ekman campaign",
)
OTHERS = ("a senior official", "Marsh", "Ekman", "critics", "the mayor", "Office of Eva Ruiz")


def reported(chance: random.Random) -> Document:
    """Few sentences by people and bodies whom other articles name too, in full or not."""
    every = (*chance.sample(PEOPLE, 3), *chance.sample(BODIES, 2), *chance.sample(OTHERS, 2))
    lines = (
        f"“We shall see the {chance.choice(WORDS)} number {n},” said {who}." for n, who in enumerate(every)
    )
    where = chance.choice(("Norway", "Denmark", "Norway and Denmark"))
    text = f"A day in {where}\n\n" + "\n\n".join(lines) + f"\n\nIt rained in {where}."
    return Document("", "", text, "")


def test_who_is_who_is_what_a_new_corpus_tells() -> None:
    """After articles changed, came, went, or stood in another order: actors, findings, and who is which."""
    chance, lexicon, recall = random.Random(5), load_lexicon(), Recall()
    analysed: dict[tuple[str, int], Analysis] = {}
    for turn, now in enumerate(walks(chance, 16)):
        names = now if turn % 2 else dict(list(now.items())[:12])
        for name, version in names.items():
            if (name, version) not in analysed:
                document = replace(reported(chance), id=name, path=f"seeds/{name}.txt")
                analysed[name, version] = analyse(document, lexicon)
        analyses = [analysed[one] for one in names.items()]
        with recall.looking():
            assert resolve_corpus(analyses, (), lexicon, recall) == resolve_corpus(analyses, (), lexicon)
