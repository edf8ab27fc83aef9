"""How well mentions are put together: clusters and canonical names, against gold given by path.

    python benchmarks/actors.py --gum GUM.jsonl --basil BASIL.jsonl --corpus A.jsonl B.jsonl

Clusters: B³ (Bagga & Baldwin 1998) and pairwise F1 over names and nominals of people and organisations; a
gold mention that was not found lowers recall, a found mention without gold is left out of account, for the
gold holds no singletons. Canonical names: of GUM's attributions with a gold entity, once with the gold's
source spans and once with the engine's own; of BASIL's fragments whose label is a person's name, with the
engine's own. A name is right when a reader would accept it: the same surname and no other given name, or the
same words but for articles, marks and short forms. ``--corpus`` lists the most quoted actors of all files
together with every spelling, to be checked by hand for people wrongly joined and wrongly apart.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_site.engine import analyse
from build_site.lexicon import Lexicon, load_lexicon
from build_site.lexicon.naming import Naming, naming
from build_site.model import Analysis, Attribution, Document, Entity, MentionKind, QuotationType, Span
from build_site.stages.resolution import resolve_article, resolve_corpus
from build_site.stages.resolution.article import gather_drafts
from build_site.stages.resolution.bodies import body_key
from build_site.stages.resolution.personal import near_given, parse, same_given

Record = dict[str, Any]
_APART = re.compile(r"^(?:the|his|her|its|their)\b|[’']s |,", re.IGNORECASE)
"""A title that the gold takes for a mention of its own."""
_HE = "he him his himself she her hers herself they them their themselves"
_OTHERS = (
    "i me my mine we us our ours you your it its itself theirs who whom whose which that this these those"
    " one ones both all each"
)
_THIRD, _PRONOUNS = frozenset(_HE.split()), frozenset(f"{_HE} {_OTHERS}".split())


def records(path: Path) -> list[Record]:
    """One object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def analysed(record: Record, lexicon: Lexicon) -> Analysis:
    """A record through the per-article stages."""
    return analyse(Document(record["id"], record["id"], record["text"], ""), lexicon)


def same_actor(found: str | None, gold: str, words: Naming) -> bool:
    """Whether a reader would take the found name for the gold's."""
    if not found:
        return False
    gold = unquote(gold).replace("_", " ").replace("-", " ").split(" (")[0]
    gold = " ".join(w for w in gold.split() if w.capitalize() not in words.titles or w in words.given) or gold
    found = found.replace("-", " ")
    if body_key(found, words) == body_key(gold, words):
        return True
    one, other = parse(found, words), parse(gold, words)
    if one.last == other.last:
        if not one.given or not other.given:
            return True
        return same_given(one.given, other.given, words) or near_given(one.given, other.given, words)
    ours, theirs = set(body_key(found, words).split()), set(body_key(gold, words).split())
    small = {"of", "the", "and", "general", "professor", "mr", "saudi", "arabia"}
    return bool(ours - small) and (
        ours - small <= theirs or (len(theirs - small) > 1 and theirs - small <= ours)
    )


# --- clusters


def gold_clusters(record: Record) -> list[list[Span]]:
    """Chains of names and nominals, two mentions or more."""
    chains = [
        [(s, e) for s, e in chain if record["text"][s:e].lower().strip() not in _PRONOUNS]
        for chain in record["coref_person_org"].values()
    ]
    return [chain for chain in chains if len(chain) > 1]


def found_clusters(analysis: Analysis, lexicon: Lexicon) -> list[list[tuple[Span, Span]]]:
    """Span and head of each cluster's names and nominals; a title between commas is a mention too."""
    a = analysis
    clusters = []
    for draft in gather_drafts(a.article, a.passages, a.mentions, a.attributions, lexicon):
        spans: list[tuple[Span, Span]] = []
        for mention in (a.mentions[index] for index in draft.mentions):
            if mention.kind is MentionKind.PRONOUN:
                continue
            span, title = mention.span, mention.title
            if title and title[0] > mention.head[1]:
                spans.append((title, (title[0], title[0] + 1)))
                span = span[0], mention.head[1]
            elif (
                title
                and title[1] < mention.head[0]
                and _APART.search(a.article.text[title[0] : mention.head[0]])
            ):
                spans.append((title, (title[1] - 1, title[1])))
                span = mention.head
            spans.append((span, mention.head))
        clusters.append(spans)
    return clusters


def aligned(gold: list[list[Span]], found: list[list[tuple[Span, Span]]]) -> dict[Span, int]:
    """Gold mention → number of the found cluster that holds it, one to one.

    The head must lie in the gold's span, and either the two begin together (what follows a noun is taken in
    by the gold, not by the engine) or they overlap by three tenths.
    """
    pairs = []
    by_head = sorted((head, span, number) for number, cluster in enumerate(found) for span, head in cluster)
    for start, end in {span for chain in gold for span in chain}:
        for head, span, number in by_head:
            if head[0] >= start and head[1] <= end:
                share = (min(end, span[1]) - max(start, span[0])) / (max(end, span[1]) - min(start, span[0]))
                if share >= 0.3 or start == span[0]:
                    pairs.append((-share, (start, end), span, number))
    taken: set[Span] = set()
    result: dict[Span, int] = {}
    for _, mention, span, number in sorted(pairs):
        if mention not in result and span not in taken:
            result[mention] = number
            taken.add(span)
    return result


def cluster_scores(items: Iterable[tuple[list[list[Span]], dict[Span, int]]]) -> dict[str, float]:
    """B³ and pairwise precision, recall, F1, and the share of gold mentions that were found."""
    precision, recall, count = 0.0, 0.0, Counter[str]()
    for gold, of in items:
        chain_of = {span: number for number, chain in enumerate(gold) for span in chain}
        members: dict[int, list[Span]] = defaultdict(list)
        for span, number in of.items():
            members[number].append(span)
        for span, chain in chain_of.items():
            count["gold"] += 1
            if span not in of:
                continue
            count["found"] += 1
            same = sum(chain_of[other] == chain for other in members[of[span]])
            precision += same / len(members[of[span]])
            recall += same / len(gold[chain])
            count["pairs_right"] += same - 1
            count["pairs_found"] += len(members[of[span]]) - 1
        count["pairs_gold"] += sum(len(chain) * (len(chain) - 1) for chain in gold)
    p, r = precision / max(1, count["found"]), recall / max(1, count["gold"])
    pp = count["pairs_right"] / max(1, count["pairs_found"])
    pr = count["pairs_right"] / max(1, count["pairs_gold"])
    return {
        "mentions": count["gold"],
        "found": count["found"] / max(1, count["gold"]),
        "b3_p": p,
        "b3_r": r,
        "b3_f1": 2 * p * r / max(1e-9, p + r),
        "pair_p": pp,
        "pair_r": pr,
        "pair_f1": 2 * pp * pr / max(1e-9, pp + pr),
    }


def count_pronouns(record: Record, analysis: Analysis, lexicon: Lexicon, into: Counter[str]) -> list[str]:
    """Third-person pronouns of gold chains: with the rest of their chain, with another, with nobody."""
    a, wrong = analysis, []
    chain_of = {
        (s, e): number for number, chain in record["coref_person_org"].items() for s, e in map(tuple, chain)
    }
    told: dict[Span, bool | None] = {}
    for draft in gather_drafts(a.article, a.passages, a.mentions, a.attributions, lexicon):
        votes = Counter(
            number
            for index in draft.mentions
            if a.mentions[index].kind is not MentionKind.PRONOUN
            for (s, e), number in chain_of.items()
            if s <= a.mentions[index].head[0] and a.mentions[index].head[1] <= e
        )
        for span in (a.mentions[i].span for i in draft.mentions):
            number = chain_of.get(span)
            told[span] = number is not None and votes[number] > 0 and votes[number] == max(votes.values())
    for span in sorted(chain_of):
        word = record["text"][slice(*span)]
        if word.lower() in _THIRD:
            right = told.get(span)
            into["none" if right is None else "right" if right else "wrong"] += 1
            if right is False:
                wrong.append(
                    f"{record['id'][:24]}  {word} | {record['text'][max(0, span[0] - 120) : span[1]]!r}"
                )
    return wrong


# --- canonical names


def gold_sources(record: Record, analysis: Analysis) -> tuple[list[Attribution], list[Record]]:
    """The gold's attributions with a gold entity as if the engine had found them."""
    made, quotes = [], []
    for quote in record["quotes"]:
        if not quote["speaker_canonical"] or quote["speaker_start"] is None:
            continue
        source = quote["speaker_start"], quote["speaker_end"]
        content = ((quote["start"], quote["end"]),)
        mention = best_mention(analysis, source)
        made.append(
            Attribution(
                QuotationType(quote["kind"]), content, (), (), (source,), None, mention, (), 1.0, "gold", 0
            )
        )
        quotes.append(quote)
    return made, quotes


def best_mention(analysis: Analysis, source: Span) -> int | None:
    """The mention that most agrees with a source span."""
    shares = [
        (
            (min(source[1], m.span[1]) - max(source[0], m.span[0]))
            / (max(source[1], m.span[1]) - min(source[0], m.span[0])),
            -i,
        )
        for i, m in enumerate(analysis.mentions)
        if m.span[0] < source[1] and source[0] < m.span[1]
    ]
    return -max(shares)[1] if shares else None


def actor_at(analysis: Analysis, start: int, end: int) -> Entity | None:
    """The actor to whom most of these characters are attributed."""
    entity_of = {m: entity for entity in analysis.entities for m in entity.mentions}
    best: tuple[int, Entity | None] = (0, None)
    for attribution in analysis.attributions:
        covered = sum(max(0, min(end, e) - max(start, s)) for s, e in attribution.content)
        if covered > best[0]:
            best = covered, entity_of.get(attribution.mention) if attribution.mention is not None else None
    return best[1]


def of_chain(entity: Entity | None, record: Record, quote: Record, analysis: Analysis) -> bool:
    """Whether an entity's mentions are mostly those of the gold's chain, among those that gold has."""
    votes = Counter(
        number
        for index in (entity.mentions if entity else ())
        for number, chain in record.get("coref_person_org", {}).items()
        if any(
            s <= analysis.mentions[index].head[0] and analysis.mentions[index].head[1] <= e for s, e in chain
        )
    )
    return bool(votes) and votes[quote["speaker_chain"]] == max(votes.values())


def is_person(label: str, words: Naming) -> bool:
    """Whether a label is a person's name, not a group's."""
    first, _, last = label.partition(" ")
    return first in words.given and bool(last) and not last.lower().endswith("campaign")


class Score:
    """Right ones of a count, with the wrong ones kept."""

    def __init__(self) -> None:
        self.right = self.count = self.chained = 0
        self.wrong: list[str] = []

    def add(
        self, record: Record, quote: Record, entity: Entity | None, analysis: Analysis, words: Naming
    ) -> None:
        """Judge one."""
        gold, found = quote["speaker_canonical"], entity.name if entity else None
        self.count += 1
        if same_actor(found, gold, words):
            self.right += 1
        elif of_chain(entity, record, quote, analysis):
            self.chained += 1
        else:
            said = record["text"][quote["start"] : quote["start"] + 50].replace("\n", " ")
            self.wrong.append(f"{record['id'][:24]}  {gold}  <>  {found}  | {quote['speaker_text']} | {said}")

    def show(self, what: str, errors: bool) -> None:
        """Print the figure, and the errors where they are asked for."""
        either = (self.right + self.chained) / max(1, self.count)
        chained = f", by name or by the gold's chain {either:.3f}" if self.chained else ""
        print(f"{what}: {self.right / max(1, self.count):.3f} ({self.right}/{self.count}){chained}")
        for line in self.wrong if errors else ():
            print("   ", line)


def gum(path: Path, lexicon: Lexicon, errors: bool) -> None:
    """Clusters and canonical names on GUM."""
    words = naming(lexicon)
    items, from_gold, from_engine = [], Score(), Score()
    pronouns = Counter[str]()
    for record in records(path):
        analysis = analysed(record, lexicon)
        made, quotes = gold_sources(record, analysis)
        ideal = replace(analysis, attributions=tuple(made))
        entities = resolve_article(ideal.article, ideal.passages, ideal.mentions, made, lexicon)
        entity_of = {m: entity for entity in entities for m in entity.mentions}
        wrong = count_pronouns(record, analysis, lexicon, pronouns)
        gold = gold_clusters(record)
        items.append((gold, aligned(gold, found_clusters(analysis, lexicon))))
        for attribution, quote in zip(made, quotes, strict=True):
            known = None if attribution.mention is None else entity_of.get(attribution.mention)
            from_gold.add(record, quote, known, analysis, words)
            own = actor_at(analysis, quote["start"], quote["end"])
            from_engine.add(record, quote, own, analysis, words)
        if errors:
            show_clusters(record, *items[-1])
            print(*wrong, sep="\n   ")
    print("GUM pronouns of the third person", dict(sorted(pronouns.items())))
    print("GUM clusters", {k: round(v, 3) for k, v in cluster_scores(items).items()})
    from_gold.show("GUM canonical, gold source spans", errors)
    from_engine.show("GUM canonical, engine's attributions", errors)


def show_clusters(record: Record, gold: list[list[Span]], of: dict[Span, int]) -> None:
    """Print chains that were cut or missed."""
    for chain in gold:
        parts = [(of.get(span), record["text"][span[0] : span[1]][:40]) for span in sorted(chain)]
        if len({number for number, _ in parts}) > 1:
            print("  ", record["id"], parts)


def basil(path: Path, lexicon: Lexicon, errors: bool) -> None:
    """Canonical names on BASIL."""
    words = naming(lexicon)
    score = Score()
    for record in records(path):
        analysis = analysed(record, lexicon)
        for quote in record["quotes"]:
            if quote["speaker_canonical"] and is_person(quote["speaker_canonical"], words):
                found = actor_at(analysis, quote["start"], quote["end"])
                score.add(record, quote, found, analysis, words)
    score.show("BASIL canonical, engine's attributions", errors)


def corpus(paths: Sequence[Path], lexicon: Lexicon, top: int) -> None:
    """The most quoted actors of all files together."""
    analyses = [analysed(record, lexicon) for path in paths for record in records(path)]
    resolution = resolve_corpus(analyses, (), lexicon)
    quoted: Counter[str] = Counter()
    for analysis, ids in zip(analyses, resolution.of_entity, strict=True):
        entity_of = {m: n for n, entity in enumerate(analysis.entities) for m in entity.mentions}
        quoted.update(ids[entity_of[a.mention]] for a in analysis.attributions if a.mention in entity_of)
    print(f"{len(analyses)} articles, {len(resolution.actors)} actors, {len(resolution.findings)} findings")
    by_id = {actor.id: actor for actor in resolution.actors}
    for actor_id, count in quoted.most_common(top):
        actor = by_id[actor_id]
        spellings = ", ".join(f"{alias.text} {alias.count}" for alias in actor.aliases)
        titles = "; ".join(title.text for title in actor.titles[:4])
        print(f"{count:4} {actor.kind.value[:4]} {actor.name} [{spellings[:300]}] ({titles[:160]})")


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gum", type=Path)
    parser.add_argument("--basil", type=Path)
    parser.add_argument("--corpus", type=Path, nargs="+", default=[])
    parser.add_argument("--top", type=int, default=120)
    parser.add_argument("--errors", action="store_true", help="print what was wrong")
    options = parser.parse_args()
    lexicon = load_lexicon()
    if options.gum:
        gum(options.gum, lexicon, options.errors)
    if options.basil:
        basil(options.basil, lexicon, options.errors)
    if options.corpus:
        corpus(options.corpus, lexicon, options.top)


if __name__ == "__main__":
    main()
