"""What other sites set into a frame: a small page per article and per statement, without a script.

The fragment of the frame's address picks the quotation (``embed/ARTICLE.html#q-…``, by ``:target``): a file
for each quotation of a corpus of a hundred thousand would be a hundred thousand files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from build_site.model import Quotation, QuotationType, Statement
from build_site.pages.catalogue import Catalogue, Quoted
from build_site.pages.escape import with_marks
from build_site.pages.frame import environment
from build_site.pages.links import root_of
from build_site.pages.words import count, percent

NAMED = 3
"""So many other outlets are named in an evidence line."""
WIDTH = 600
HEIGHT = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation with what speaks for it, in one line."""

    quoted: Quoted
    how: str
    """``Direct quotation in The Quay``, ``As paraphrased by The Quay``."""
    sure: str
    also: str
    """Who else has it, and in how many wordings."""


def embeds(known: Catalogue) -> Iterator[tuple[str, str]]:
    """Every file below ``embed/``."""
    yield from of_article(known)
    yield from of_statement(known)


def of_article(known: Catalogue) -> Iterator[tuple[str, str]]:
    """A frame for the quotations of each article with words in marks, for a paraphrase is the reporter's."""
    every = known.dataset.corpus.embeds == "all"
    for article in known.dataset.articles:
        link = known.article(article.id)
        quoted = known.in_article.get(article.id, ())
        own = [_shown(known, q) for q in quoted if every or q.type is not QuotationType.INDIRECT]
        if own:
            yield _page(f"embed/{link.slug}.html", link.title, link.path, own, link.published)


def of_statement(known: Catalogue) -> Iterator[tuple[str, str]]:
    """A frame for each statement that has a page, and what programs are told that ask for it."""
    for statement in known.dataset.statements:
        if statement.paged:
            base = known.quotations[statement.base]
            path = known.statement_path(statement.id)
            title = f"{known.quoted(base).who}: {known.heading(statement, 60)}"
            yield _page(embed_path(statement), title, path, [_shown(known, base)])
            if known.dataset.corpus.address:
                yield oembed_path(statement), _oembed(known, statement, title)


def _page(
    path: str, title: str, back: str, shown: Sequence[Shown], published: str | None = None
) -> tuple[str, str]:
    template = environment().get_template("embed.html")
    one = path.startswith("embed/statements/")
    page = template.render(
        title=title, back=back, shown=shown, one=one, published=published, root=root_of(path)
    )
    return path, with_marks(page.replace("\n", "")) + "\n"


def embed_path(statement: Statement) -> str:
    """Where the frame of a statement stands, from the site's root."""
    return f"embed/statements/{statement.id}.html"


def oembed_path(statement: Statement) -> str:
    """Where its oEmbed answer stands."""
    return f"embed/statements/{statement.id}.json"


def iframe(address: str, title: str) -> str:
    """The HTML that shows a page of another site.

    >>> iframe("https://a.example/embed/x.html", "A: “B”")[:53]
    '<iframe src="https://a.example/embed/x.html" title="A'
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{WIDTH}" height="{HEIGHT}"'
        ' loading="lazy" style="max-width:100%;border:0"></iframe>'
    )


def _oembed(known: Catalogue, statement: Statement, title: str) -> str:
    """What https://oembed.com/ version 1.0 asks of a provider, for one address."""
    corpus = known.dataset.corpus
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": corpus.title,
        "provider_url": corpus.address,
        "html": iframe(f"{corpus.address}{embed_path(statement)}", title),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return json.dumps(answer, ensure_ascii=False) + "\n"


def _shown(known: Catalogue, q: Quotation) -> Shown:
    quoted = known.quoted(q)
    where = quoted.article.where
    outlet = quoted.article.outlet
    how = (
        f"As paraphrased by {outlet or 'the article'}"
        if q.type is QuotationType.INDIRECT
        else f"{q.type.value.capitalize()} quotation" + (f" in {outlet}" if outlet else "")
    )
    return Shown(quoted, how, f"{percent(q.confidence)} sure", _also(known, q, where))


def _also(known: Catalogue, q: Quotation, here: str) -> str:
    statement = known.statements.get(q.statement or "")
    if not statement or not statement.paged:
        return ""
    places = (known.article(known.quotations[v.quotation].article).where for v in statement.versions)
    names = [name for name in dict.fromkeys(places) if name != here]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    words = known.worded[statement.id]
    told = count(words, "wording") if words > 1 else "the same words"
    return f"also in {', '.join(names[:NAMED])}{more}: {told}" if names else told
