"""Actors, outlets, indexes, matrix and timeline: figures as a reader would count them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build_site.config import Project
from build_site.errors import CurationError
from build_site.model import (
    Actor,
    ActorKind,
    Basis,
    Dataset,
    Finding,
    Level,
    MentionKind,
    Name,
    Outlet,
    Portrait,
    QuotationType,
    ResolvedMention,
    Story,
    When,
)
from build_site.pages import actor, indexes, matrix, outlet, render, speakers, timeline
from build_site.pages.catalogue import catalogue
from build_site.pages.method import TRADE, load_trade
from build_site.pages.tally import Share
from build_site.pipeline import Options, build
from tests.builders import ChainLink, corpus, said, story
from tests.builders import Story as Paper
from tests.pages.reading import body


def harbour() -> Dataset:
    """Three papers and one without a name; Ana Ruiz in four articles, quoted in three."""
    yes = "We sail at dawn,"
    friday = When("2024-03-15", Basis.INFERRED)
    tide = ChainLink("The Tide", "outlet", None, "the-tide")
    return corpus(
        story(
            "Two\nThe Tide wrote that Ana Ruiz would sail at dawn. “Never,” said Bo Lind.",
            said(
                "would sail at dawn",
                by="Ana Ruiz",
                type="indirect",
                statement="s",
                chain=(tide,),
                when=friday,
            ),
            said("Never,", by="Bo Lind", cue="said", when=When("XXXX-03-14", Basis.INFERRED)),
            outlet="The Quay",
        ),
        story(
            f"One\n“{yes}” Ana Ruiz told Bo Lind on Friday.",
            said(yes, by="Ana Ruiz", cue="told", statement="s", when=friday),
            outlet="The Quay",
            published="2024-03-16",
        ),
        story("Three\nAna Ruiz is ill.", outlet="The Tide", published="2024-03-20"),
        story(
            "Four\nThe harbour is “Ana Ruiz’s shame”, somebody said.",
            said("Ana Ruiz’s shame", type="mixed", verbatim=("Ana Ruiz’s shame",)),
            said("The harbour is", by="Ana Ruiz", type="indirect"),
        ),
    )


def actor_page(data: Dataset, id: str = "ana-ruiz") -> actor.ActorPage:
    return next(p for p in actor.contexts(catalogue(data)) if p.path == f"actors/{id}.md")


def test_an_actor_in_figures() -> None:
    """Quoted how often, where, how; the statement that most carry first."""
    page = actor_page(harbour())
    assert (page.quotations, page.articles, page.named_in, page.outlets) == (3, 3, 4, 0)
    assert [(s.label, s.count) for s in page.types] == [("direct", 1), ("indirect", 2), ("mixed", 0)]
    assert [(s.versions, len(s.carried)) for s in page.sayings] == [(2, 2), (1, 1)]
    assert page.sayings[0].path
    assert page.sayings[1].path is None
    assert [q.text for q in page.spoken_about] == ["Ana Ruiz’s shame"]


@pytest.mark.slow
def test_the_page_of_a_nameless_source_is_short() -> None:
    """What one article says of it once stands there once: no table, no bar of one part."""
    data = corpus(story("A\n“Yes,” a spokesman said.", said("Yes,", by="a spokesman", cue="said")))
    data = replace(data, actors=tuple(replace(a, kind=ActorKind.ANONYMOUS) for a in data.actors))
    page = actor_page(data, data.actors[0].id)
    assert (page.reporters, page.places, page.neighbours) == ((), (), ())
    html = body(dict(render(data))[page.path])
    assert "in <b>1 article</b>, direct." in html
    assert "v-share-bar" not in html


def test_who_reports_an_actor_and_who_is_silent() -> None:
    """An outlet that names and never quotes is on the list, with its zero."""
    rows = [(r.outlet, r.articles, r.quotations, r.second_hand) for r in actor_page(harbour()).reporters]
    assert rows == [("The Quay", 2, 2, 1), (None, 1, 1, 0), ("The Tide", 1, 0, 0)]


def test_the_drawings_of_an_actor_have_their_tables() -> None:
    """Said and published on one axis; who is around stands in a table, and few are not drawn besides."""
    page = actor_page(harbour())
    assert page.timeline
    assert page.timeline.table == (("15 March 2024", (2, 0)), ("16 March 2024", (0, 1)))
    assert page.network is None
    assert [n.actor.name for n in page.neighbours] == ["Bo Lind"]
    html = body(dict(render(harbour()))["actors/ana-ruiz.md"])
    assert "v-network" not in html
    assert re.search(r'<th scope="row"><a [^>]*>Bo Lind</a></th><td>1</td>', html)


def test_a_curated_actor() -> None:
    """Description, links, portrait with its credit, and the same as JSON-LD; only web addresses are links."""
    data = harbour()
    known = {a.id: a for a in data.actors}
    made = replace(
        known["ana-ruiz"],
        aliases=(Name("Ana Ruiz", 4, ("one", "two", "three", "four")), Name("A. Ruiz", 0, ())),
        titles=(Name("mayor", 2, ("one",)),),
        description="Mayor of the harbour",
        same_as=("https://www.wikidata.org/wiki/Q1", "javascript:alert(1)"),
        portrait=Portrait("portraits/ana.jpg", "Jo Lind <photo>"),
    )
    data = replace(data, actors=tuple(made if a.id == made.id else a for a in data.actors))
    html = body(dict(render(data))["actors/ana-ruiz.md"])
    assert '<img src="../assets/portraits/ana-ruiz.jpg" alt="Portrait of Ana Ruiz"' in html
    assert "Jo Lind &lt;photo&gt;" in html
    assert '<a rel="external" href="https://www.wikidata.org/wiki/Q1">wikidata.org</a>' in html
    assert "javascript" not in html
    assert "given by the curator" in html
    schema = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert schema["@type"] == "Person"
    assert schema["sameAs"] == ["https://www.wikidata.org/wiki/Q1"]
    assert schema["alternateName"] == ["A. Ruiz"]


PICTURE = b"\xff\xd8\xff\xe0 a picture"


def test_a_portrait_is_published_with_its_page(tmp_path: Path) -> None:
    """The picture is copied; one that is not there stops the build and says what to do."""
    project = Project(tmp_path)
    project.seeds.mkdir()
    (project.seeds / "one.txt").write_text("Harbour\n\n“We sail,” Ana Ruiz said.", "utf-8")
    project.actors_file.write_text(
        "actors:\n  - name: Ana Ruiz\n    portrait: {path: ana ruiz.jpg, credit: Jo Lind}\n", "utf-8"
    )
    with pytest.raises(CurationError, match=r"portrait of Ana Ruiz .*ana ruiz\.jpg"):
        build(project, Options())
    assert not project.docs.exists()
    (project.seeds / "ana ruiz.jpg").write_bytes(PICTURE)
    build(project, Options())
    assert (project.docs / "assets" / "portraits" / "ana-ruiz.jpg").read_bytes() == PICTURE
    assert "../assets/portraits/ana-ruiz.jpg" in (project.docs / "actors" / "ana-ruiz.md").read_text("utf-8")


def test_who_is_quoted_in_one_article_has_a_short_page() -> None:
    """The line below the name tells of mentions; no column says what all have; a name alone is no data."""
    text = "“Jon Vale must go,” Ana Ruiz said. She laughed."
    data = corpus(story(text, said("Jon Vale must go,", by="Ana Ruiz"), said("must go", by="Jon Vale")))
    data = replace(data, actors=tuple(replace(a, aliases=()) for a in data.actors))
    page = next(p for p in actor.contexts(catalogue(data)) if p.id == "ana-ruiz")
    assert (page.places, page.named, page.schema) == ((), (1, 1), None)
    assert [head for head, _ in page.bonds] == ["Spoke about"]
    assert "Mentioned <b>1 time</b> there." in body(dict(render(data))["actors/ana-ruiz.md"])


@pytest.mark.parametrize("kind", [ActorKind.DOCUMENT, ActorKind.ANONYMOUS])
def test_who_is_neither_person_nor_body_has_no_schema(kind: ActorKind) -> None:
    """schema.org has no name for them, and none is made up."""
    data = harbour()
    data = replace(data, actors=tuple(replace(a, kind=kind) for a in data.actors))
    assert actor_page(data).schema is None


def test_somebody_only_named_once_has_a_short_page() -> None:
    """No drawing, no table of company: the one article says it."""
    data = harbour()
    stranger = Actor("cy-falk", "Cy Falk", ActorKind.PERSON)
    mention = ResolvedMention((0, 3), MentionKind.NAME, "cy-falk")
    articles = tuple(
        replace(a, mentions=(mention, *a.mentions)) if a.id == "three" else a for a in data.articles
    )
    data = replace(data, actors=(*data.actors, stranger), articles=articles)
    page = actor_page(data, "cy-falk")
    assert (page.quotations, page.named_in, page.network, page.neighbours) == (0, 1, None, ())


def outlet_page(data: Dataset, id: str) -> outlet.OutletPage:
    return next(p for p in outlet.contexts(catalogue(data)) if p.path == f"outlets/{id}.md")


def test_an_outlet_in_figures() -> None:
    """Whom it quotes, how, how it names them, and from whom it has it."""
    page = outlet_page(harbour(), "the-quay")
    assert (page.article_count, page.quotations) == (2, 3)
    assert [(s.label, s.count, s.percent) for s in page.types] == [
        ("direct", 2, "67\u00a0%"),
        ("indirect", 1, "33\u00a0%"),
        ("mixed", 0, "0\u00a0%"),
    ]
    assert [(s.label, s.count) for s in page.naming] == [("person by name", 3)]
    assert [(r.actor and r.actor.name, r.quotations, r.elsewhere) for r in page.speakers] == [
        ("Ana Ruiz", 2, 1),
        ("Bo Lind", 1, 0),
    ]
    assert [(s.name, s.id, s.total) for s in page.sources] == [("The Tide", "the-tide", 1)]
    assert page.carriers == ()


def test_an_outlet_is_told_who_carries_its_words() -> None:
    """The other end of a chain."""
    page = outlet_page(harbour(), "the-tide")
    assert [(s.name, s.total) for s in page.carriers] == [("The Quay", 1)]
    assert page.sources == ()


def test_speakers_beyond_the_table_are_a_link_away() -> None:
    """To all quotations of the outlet."""
    names = [f"{chr(65 + n // 26)}{chr(97 + n % 26)}n Ruiz" for n in range(outlet.SPEAKERS + 2)]
    text = "\n".join(["Title", *(f"“Number {n},” {name} said." for n, name in enumerate(names))])
    sayings = (said(f"Number {n},", by=name) for n, name in enumerate(names))
    html = body(dict(render(corpus(story(text, *sayings, outlet="The Quay"))))["outlets/the-quay.md"])
    assert '2 more speakers in the <a href="../quotations/index.html?outlet=the-quay">' in html


def test_an_outlet_without_articles_says_so() -> None:
    """One that is known from chains only."""
    data = harbour()
    data = replace(data, outlets=(*data.outlets, Outlet("wire", "The Wire", "https://wire.example/")))
    html = body(dict(render(data))["outlets/wire.md"])
    assert "No article of its own is in this corpus" in html
    assert "v-split" not in html
    index = body(dict(render(data))["outlets/index.md"])
    table, through_others = index.split("Heard through others only")
    assert "The Wire" in through_others
    assert "The Wire" not in table


def test_a_small_share_is_not_nothing() -> None:
    """One in a thousand is less than one percent, none is none."""
    assert [Share("x", "x", n, 1000).percent for n in (0, 1, 6, 1000)] == [
        "0\u00a0%",
        "<1\u00a0%",
        "1\u00a0%",
        "100\u00a0%",
    ]
    assert Share("x", "x", 0, 0).percent == "0\u00a0%"


def the_matrix(data: Dataset) -> matrix.MatrixPage:
    (page,) = matrix.contexts(catalogue(data))
    return page


def test_the_matrix_shows_silence() -> None:
    """Quoted, named and never quoted, not named: three different cells."""
    page = the_matrix(harbour())
    assert [c.name for c in page.columns] == ["The Quay", "The Tide", "“Four”"]
    ana, bo, nobody = page.rows
    assert [(c.quotations, c.named, c.silent) for c in ana.cells] == [
        (2, 0, False),
        (0, 1, True),
        (1, 0, False),
    ]
    assert [(c.quotations, c.silent) for c in bo.cells] == [(1, False), (0, False), (0, False)]
    assert (nobody.actor, nobody.total) == (None, 1)
    assert ana.cells[0].path == "quotations/index.html?speaker=ana-ruiz&outlet=the-quay"
    assert ana.cells[2].path == "articles/four.html"
    assert page.lead == (
        "Ana Ruiz is quoted most: 3 times, in 3 of 4 articles.",
        "The Tide names Ana Ruiz in 1 article with no quotation of them found.",
    )


def many() -> Dataset:
    """60 speakers in 40 outlets, and 20 articles without one; somebody who is not identified."""

    def made(number: int, **facts: Any) -> Paper:
        name = f"Ana {chr(65 + number // 10)}{chr(97 + number % 10)}"
        return story(f"{number}\n“Yes,” said {name}.", said("Yes,", by=name, cue="said"), **facts)

    stories = [made(n, **({"outlet": f"Paper {n}"} if n < 40 else {})) for n in range(59)]
    return corpus(*stories, story("Last\n“Yes,” “No,” said Ana Fj.", said("Yes,", by="Ana Fj"), said("No,")))


def test_the_matrix_sums_what_it_does_not_show() -> None:
    """Nothing is lost: every row, the last one too, adds up, and so does the whole."""
    page = the_matrix(many())
    assert (len(page.columns), len(page.rows)) == (matrix.OUTLETS + 1, matrix.SPEAKERS + 2)
    assert page.columns[-1].name == "11 more"
    assert [row.name for row in page.rows[-2:]] == ["10 other speakers", "Speaker not identified"]
    assert sum(row.total for row in page.rows) == 61
    assert all(sum(c.quotations for c in row.cells) == row.total for row in page.rows)
    assert sum(c.articles for c in page.columns) == 60


def test_many_articles_without_an_outlet_share_a_column() -> None:
    """A few have one each."""
    data = many()
    few = replace(data, articles=tuple(replace(a, outlet=None) for a in data.articles))
    assert [c.name for c in the_matrix(few).columns] == ["Outlet not stated"]


def test_tints_grow_by_doubling() -> None:
    """One quotation can be seen beside a hundred."""
    heats = [matrix._heat(n, 100) for n in (0, 1, 3, 10, 50, 100)]
    assert heats == sorted(heats)
    assert heats[0] == 0
    assert heats[1] >= 1
    assert heats[-1] == matrix.STEPS


def test_the_timeline_runs_by_the_date_of_speaking() -> None:
    """Dated ones first, then those without a year, never the undated; each with its first publication."""
    (page,) = timeline.contexts(catalogue(harbour()))
    assert [name for name, _ in page.groups] == ["March 2024", "No year stated"]
    first = page.groups[0][1][0]
    assert (first.said, first.published, first.articles) == ("15 March 2024", "16 March 2024", 2)
    assert page.groups[1][1][0].said == "14 March of a year not stated"
    assert page.lead == "1 statement can be dated, on 15 March 2024."


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (("2024-03-15", "2024-03-15?"), "on 15 March 2024"),
        (("2009", "2010-05-02~"), "from 2009 to 2 May 2010"),
        (("2009-01-01", "2009", "2019-03", "2019-03-31"), "from 2009 to March 2019"),
        (("2009-03/2009-05", "2009-04"), "from March 2009 to May 2009"),
        (("2009-03", "2009-03-02"), "in March 2009"),
    ],
)
def test_the_span_of_time_is_as_exact_as_its_dates(dates: tuple[str, ...], span: str) -> None:
    """What is known by its year began in that year, not on its first of January."""
    data = many()
    whens = (When(date, Basis.STATED) for date in dates)
    dated = tuple(replace(s, when=next(whens, None)) for s in data.statements)
    page = next(timeline.contexts(catalogue(replace(data, statements=dated))))
    assert page.lead.endswith(f"can be dated, {span}.")


def test_every_statement_is_on_the_timeline_once() -> None:
    """Over all pages; the chart stands on the first."""
    data = many()
    dated = tuple(
        replace(s, when=When(f"2024-01-{n % 28 + 1:02}", Basis.STATED)) for n, s in enumerate(data.statements)
    )
    pages = list(timeline.contexts(catalogue(replace(data, statements=dated))))
    assert sum(len(rows) for p in pages for _, rows in p.groups) == len(data.statements)
    assert pages[0].chart
    assert sum(n for _, row in pages[0].chart.table for n in row) == len(data.statements)


def test_indexes_rank_and_count() -> None:
    """Speakers by quotations, statements by articles, outlets by articles."""
    known = catalogue(harbour())
    people = next(speakers.contexts(known))
    assert [(c.actor.name, c.quotations) for c in people.cards] == [("Ana Ruiz", 3), ("Bo Lind", 1)]
    (several,) = indexes.statements(known)
    assert [(r.versions, r.articles) for r in several.rows if isinstance(r, indexes.StatementRow)] == [(2, 2)]
    assert "stood in one place" not in several.lead
    (papers,) = indexes.outlets(known)
    assert [(r.id, r.articles, r.carried) for r in papers.rows if isinstance(r, indexes.OutletRow)] == [
        ("the-quay", 2, 0),
        ("the-tide", 1, 1),
    ]
    assert "Of 1 article the outlet is not stated." in papers.lead


def test_speakers_have_tabs_and_letters() -> None:
    """People by their last word, institutions apart; everybody stands on a letter's page, quoted or not."""
    data = harbour()
    fund = replace(data.actors[0], id="the-fund", name="The Fund", kind=ActorKind.ORGANISATION, mentions=())
    pages = {p.path: p for p in speakers.contexts(catalogue(replace(data, actors=(*data.actors, fund))))}
    assert [t.total for t in pages["actors/index.md"].tabs] == [2, 0, 0, 0]
    assert pages["actors/index-institutions.md"].lead.endswith("1 more are named and not quoted.")
    names = {path: [n.actor.name for n in p.names] for path, p in pages.items() if p.names}
    assert names == {
        "actors/index-f.md": ["The Fund"],
        "actors/index-l.md": ["Bo Lind"],
        "actors/index-r.md": ["Ana Ruiz"],
    }


def test_articles_stand_with_their_story() -> None:
    """The latest first; what is in no story stands under its year."""
    data = harbour()
    told = Story("sail-0000", "They sail", (data.articles[0].id, data.articles[1].id))
    (page,) = indexes.articles(catalogue(replace(data, stories=(told,))))
    groups = [(g.title, g.path, len(g.rows)) for g in page.rows if isinstance(g, indexes.Group)]
    assert groups == [
        ("2024", None, 1),
        ("They sail", "stories/sail-0000.html", 2),
        ("Date not stated", None, 1),
    ]


def test_what_no_article_states_is_said_once() -> None:
    """Indexes of articles, statements and moments do not repeat what is unknown on every line."""
    data = harbour()
    bare = tuple(replace(article, published=None) for article in data.articles)
    pages = dict(render(replace(data, articles=bare)))
    for path in ("articles/index.md", "statements/index.md", "outlets/the-quay.md", "timeline.md"):
        assert body(pages[path]).count("ate not stated") <= 1, path
    (page,) = indexes.articles(catalogue(replace(data, articles=bare)))
    assert page.lead.endswith(", by story. Of 4 articles the date is not stated.")
    (page,) = indexes.articles(catalogue(data))
    assert ", by story, the latest first." in page.lead


def test_no_table_is_called_as_words_of_the_reporter_are() -> None:
    """Those stand in italics: a table of that class would, all of it."""
    html = "".join(str(page) for _, page in render(harbour()))
    assert not re.search(r"<table[^>]*\bv-told\b", html)


def test_what_a_speaker_of_many_quotations_said_is_filtered_in_the_address() -> None:
    """By outlet and year the table of quotations answers; few quotations need no filter."""
    often = [f"The harbour stays open for the {n} boats," for n in range(14)]
    text = "Often\n" + "\n".join(f"“{words}” said Ana Ruiz." for words in often)
    data = corpus(
        story(text, *(said(w, by="Ana Ruiz") for w in often), outlet="The Quay", published="2024-03-16")
    )
    page = actor_page(data)
    assert [(f.name, [(c.label, c.number, c.path) for c in f.choices]) for f in page.facets] == [
        ("Outlet", [("The Quay", 14, "quotations/index.html?speaker=ana-ruiz&outlet=the-quay")]),
        ("Year", [("2024", 14, "quotations/index.html?speaker=ana-ruiz&from=2024-01-01&to=2024-12-31")]),
    ]
    assert actor_page(harbour()).facets == ()


def test_every_quotation_is_in_the_plain_table() -> None:
    """With its permalink, its type and how sure it is; the explorer's place stands before it, hidden."""
    data = harbour()
    html = body(dict(render(data))["quotations/index.md"])
    for q in data.quotations:
        assert f'href="../articles/{q.article}.html#{q.anchor}"' in html
    assert html.count("<tr>") == len(data.quotations) + 1
    assert html.count('<tr class="v-of">') == len({q.article for q in data.quotations})
    assert '<form class="v-explorer" hidden data-explorer></form>' in html
    assert all(f'<u class="v-{t.value}">' in html for t in QuotationType)


def test_the_method_says_the_same_on_every_day() -> None:
    """That a date has not come yet is a finding of a day."""
    made = corpus(story("A\n“Yes,” Jo said.", said("Yes,", by="Jo", cue="said")))
    kinds = ("future-date", "unattributed-words")
    findings = tuple(Finding(Level.WARNING, code, "seeds/a.txt", "It is so.") for code in kinds)
    html = dict(render(replace(made, findings=findings)))["method.md"]
    assert "unattributed words" in html
    assert "future date" not in html


def test_the_method_shows_what_the_gate_gives_and_costs() -> None:
    """Measured figures with their corpus and date; what this corpus holds above it and below."""
    made = corpus(story("A\n“Yes,” Jo said.", said("Yes,", by="Jo", cue="said")))
    html = dict(render(replace(made, doubts=made.quotations * 2)))["method.md"]
    trade = load_trade(TRADE)
    assert f"Measured on {trade.corpus} ({trade.measured})" in html
    assert len(trade.rows) == 10
    for row in trade.rows:
        assert f'<td class="v-number">{row.right}</td>' in html
    assert "<dt>held back as doubts</dt><dd>2</dd>" in html
