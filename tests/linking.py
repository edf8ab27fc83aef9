"""Articles with one quotation, and the statements that are linked over them."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from build_site.lexicon import load_lexicon
from build_site.model import Attribution, Dataset, StatementFix
from build_site.stages.chronology import date_quotation
from build_site.stages.statements import Linked, link_statements
from tests.builders import Story, corpus, said, story

LONG = "We will deepen the harbour before the winter and hire two hundred pilots"


def dated(made: Dataset) -> Dataset:
    """The same with the date of each quotation, as the line sets it."""
    of = {a.id: a for a in made.articles}
    quotations = tuple(
        replace(
            q,
            statement=None,
            when=date_quotation(
                of[q.article].article, cast(Attribution, q), of[q.article].published, load_lexicon()
            ),
        )
        for q in made.quotations
    )
    return replace(made, quotations=quotations)


def link(*stories: Story, fixes: tuple[StatementFix, ...] = ()) -> Linked:
    """The statements of some articles."""
    made = dated(corpus(*stories))
    return link_statements(made.articles, made.quotations, fixes, load_lexicon())


def one(
    text: str,
    outlet: str,
    words: str,
    by: str | None = "Ana Ruiz",
    published: str = "2023-06-14",
    **more: str,
) -> Story:
    """An article with one quotation."""
    return story(
        f"{outlet} headline\n{text}",
        said(words, by=by, cue="said", **more),
        outlet=outlet,
        published=published,
    )


def quote(
    words: str, outlet: str, rest: str = "", by: str | None = "Ana Ruiz", published: str = "2023-06-14"
) -> Story:
    """An article whose one sentence quotes these words."""
    return one(f"“{words},” {by or 'somebody'} said{rest}.", outlet, words, by, published)


def sizes(linked: Linked) -> list[int]:
    """How many versions the statements have."""
    return sorted(len(s.versions) for s in linked.statements)


def echoes(linked: Linked) -> int:
    """How many pairs of statements are echoes of each other."""
    return sum(len(s.echoes) for s in linked.statements) // 2
