"""How well articles are told into stories: precision and recall of pairs of articles of one event.

``python benchmarks/stories.py --corpus ARTICLES.jsonl``: articles are ``{"id", "text", "event"}`` with any
metadata (``date`` is taken for ``published``). A pair that a story holds is right where both have one event.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.statements import read, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.statements import Found


def pairs(groups: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    """Every two of one group."""
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def events(found: Found) -> list[list[str]]:
    """Articles of the dataset by the event that the corpus gives them."""
    of: dict[str, list[str]] = {}
    for article, own in found.article.items():
        of.setdefault(own.rpartition(":")[0], []).append(article)
    return list(of.values())


def table(found: Found, errors: bool) -> str:
    """The figures, and with ``errors`` the pairs that are wrong."""
    told = pairs([story.articles for story in found.dataset.stories])
    gold = pairs(events(found))
    right = told & gold
    whole = {frozenset(story.articles) for story in found.dataset.stories}
    same = sum(frozenset(event) in whole for event in events(found))
    precision, recall = (len(right) / max(1, len(every)) for every in (told, gold))
    lines = [
        f"stories {len(whole)} of {len(events(found))} events, with the same articles in {same}",
        f"pairs of articles: precision {precision:.3f} ({len(right)}/{len(told)}),",
        f"recall {recall:.3f} ({len(right)}/{len(gold)})",
    ]
    if errors:
        lines += [f"joined wrongly: {' + '.join(sorted(pair))}" for pair in sorted(told - gold, key=sorted)]
        lines += [f"missed: {' + '.join(sorted(pair))}" for pair in sorted(gold - told, key=sorted)]
    return "\n".join(lines)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--errors", action="store_true", help="name the pairs that are wrong")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    print(table(run(read(args.corpus), args.jobs), args.errors))


if __name__ == "__main__":
    main()
