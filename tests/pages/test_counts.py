"""The counts on every page agree with the data, and so with each other."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache

from build_site.model import Dataset, Standing
from build_site.pages import render
from tests.exports.conftest import seeds


@cache
def site() -> tuple[Dataset, dict[str, str]]:
    """The demonstration, and its pages as text; a space stands for every tag."""
    dataset = seeds()
    pages = {path: text for path, text in render(dataset) if path.endswith(".md")}
    return dataset, {path: plain(text) for path, text in pages.items()}


def plain(text: str) -> str:
    """What a reader sees."""
    text = re.sub(r"(?s)<(script|style|svg)\b[^>]*>.*?</\1>", " ", text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def numbers(path: str, pattern: str) -> tuple[int, ...]:
    """The numbers that a page gives in the first place that a pattern fits."""
    match = re.search(pattern, site()[1][path])
    assert match, (path, pattern, site()[1][path][:600])
    return tuple(int(group.replace(",", "")) for group in match.groups())


def test_home_and_indexes_count_the_same() -> None:
    """Articles, quotations, speakers, statements, outlets, stories."""
    data, _ = site()
    quotations = data.quotations
    crossing = sum(s.crosses for s in data.statements)
    outlets = len({a.outlet for a in data.articles if a.outlet})
    assert numbers("index.md", r"\barticles ([\d,]+)") == (len(data.articles),)
    assert numbers("index.md", r"\bquotations ([\d,]+)") == (len(quotations),)
    assert numbers("index.md", r"reported more than once ([\d,]+)") == (crossing,)
    assert numbers("index.md", r"\boutlets? ([\d,]+)") == (outlets,)
    assert numbers("articles/index.md", r"([\d,]+) articles of ([\d,]+) outlets?") == (
        len(data.articles),
        outlets,
    )
    assert numbers("outlets/index.md", r"([\d,]+) outlets?: how") == (outlets,)
    assert numbers("quotations/index.md", r"([\d,]+) quotations, each") == (len(quotations),)
    assert numbers("method.md", r"\bquotations ([\d,]+)") == (len(quotations),)
    assert numbers("method.md", r"held back as doubts ([\d,]+)") == (len(data.doubts),)
    if data.stories:
        assert numbers("index.md", r"\bstor(?:y|ies) ([\d,]+)") == (len(data.stories),)


def test_statements_are_counted_once() -> None:
    """More than once, again, in one place: together they are all; the timeline knows those that are dated."""
    data, _ = site()
    crossing, lone = sum(s.crosses for s in data.statements), sum(not s.paged for s in data.statements)
    text = site()[1]["statements/index.md"]
    assert numbers("statements/index.md", r"([\d,]+) statements reported more than once") == (crossing,)
    again = re.search(r"([\d,]+) more said again", text)
    told = int(again[1]) if again else 0
    assert crossing + told + lone == len(data.statements)
    dated = sum(s.when is not None for s in data.statements)
    assert numbers("timeline.md", r"([\d,]+) statements? can be dated") == (dated,)


def test_every_page_of_an_actor_counts_what_the_data_have() -> None:
    """Quotations, and articles that carry them; sources without a name on their own page."""
    data, pages = site()
    quoted = Counter(q.actor for q in data.quotations if q.unnamed is None)
    for actor in data.actors:
        path = f"actors/{actor.id}.md"
        if actor.standing is not Standing.PAGE or path not in pages or not quoted[actor.id]:
            continue
        articles = len({q.article for q in data.quotations if q.actor == actor.id})
        found = numbers(path, r"Quoted ([\d,]+) times? in ([\d,]+) article")
        assert found == (quoted[actor.id], articles), path
    unnamed = sum(q.unnamed is not None for q in data.quotations)
    assert numbers("sources/index.md", r"with ([\d,]+) quotation") == (unnamed,)
    assert numbers("method.md", r"of sources without a name ([\d,]+)") == (unnamed,)


def test_every_page_of_an_outlet_counts_what_the_data_have() -> None:
    """Its articles, and the quotations in them."""
    data, _ = site()
    for outlet in data.outlets:
        own = [a for a in data.articles if a.outlet == outlet.id]
        if own:
            said = sum(len(a.quotations) for a in own)
            assert numbers(f"outlets/{outlet.id}.md", r"([\d,]+) quotations? in ([\d,]+) article") == (
                said,
                len(own),
            )


def test_the_table_of_who_quotes_whom_adds_up() -> None:
    """Its column of all is every quotation with everybody whose words it is, or nobody."""
    data, _ = site()
    rows = [page for path, page in render(data) if path == "who-quotes-whom.md"]
    cells = re.findall(r'<td class="v-total">(.*?)</td>', rows[0], re.DOTALL)
    assert sum(int(cell.replace(",", "")) for cell in cells) == sum(
        len(q.speakers) or 1 for q in data.quotations
    )
