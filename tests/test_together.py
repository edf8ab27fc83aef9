"""Who says something together: two names, one quotation, and it is on both pages."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from build_site.commands.report import review
from build_site.exports.data import quotations
from build_site.exports.feeds import sayings
from build_site.exports.known import Known
from build_site.exports.search import ranked_actors
from build_site.exports.tables import database, quotations_csv
from build_site.exports.tei import corpus as tei_corpus
from build_site.exports.webannotation import annotation_page
from build_site.lexicon import load_lexicon
from build_site.model import Actor, ActorKind, Claim, MentionKind, Reason, ResolvedMention, Standing, Why
from build_site.pages.catalogue import catalogue
from build_site.stages.assembly import without_passers_by
from build_site.stages.standing import stand
from build_site.stages.together import with_others
from tests.builders import corpus, said, story

if TYPE_CHECKING:
    from build_site.model import Dataset

NAMES = {
    "Ana Ruiz": ActorKind.PERSON,
    "Bela Szabo": ActorKind.PERSON,
    "Cora Lind": ActorKind.PERSON,
    "Estonia": ActorKind.ORGANISATION,
    "Norway": ActorKind.ORGANISATION,
    "Harbour Council": ActorKind.ORGANISATION,
    "Trade": ActorKind.ORGANISATION,
    "Pilots’ Union": ActorKind.ORGANISATION,
    "two pilots": ActorKind.ANONYMOUS,
}
SAIL = "We sail at dawn"


def actor(name: str, kind: ActorKind) -> Actor:
    """An actor of this name."""
    claim = Claim.NONE if kind is ActorKind.ANONYMOUS else Claim.NAMED
    return Actor(re.sub(r"\W+", "-", name.lower()), name, kind, claim=claim)


def together(source: str, by: str, **more: object) -> Dataset:
    """A corpus of one quotation with this source; every name in the text was resolved."""
    text = f"A headline\n“{SAIL},” {source} said."
    made = corpus(story(text, said(SAIL, by=by, cue="said", source=source)))
    people = [actor(name, kind) for name, kind in NAMES.items()]
    mentions = tuple(
        ResolvedMention(m.span(), MentionKind.NAME, one.id)
        for one in people
        for m in re.finditer(rf"(?:\b[Tt]he )?{re.escape(one.name)}", text)
    )
    articles = (replace(made.articles[0], mentions=mentions),)
    (q,) = made.quotations
    own = replace(q, actor=next(one.id for one in people if one.name == by), **more)  # type: ignore[arg-type]
    return replace(
        made, articles=articles, quotations=with_others(articles, (own,), people), actors=tuple(people)
    )


@pytest.mark.parametrize(
    ("source", "by", "others"),
    [
        ("Ana Ruiz and Bela Szabo", "Ana Ruiz", ["bela-szabo"]),
        ("Both Ana Ruiz and Bela Szabo", "Ana Ruiz", ["bela-szabo"]),
        ("Ana Ruiz, Bela Szabo and Cora Lind", "Ana Ruiz", ["bela-szabo", "cora-lind"]),
        ("Ana Ruiz, the mayor, and Bela Szabo", "Ana Ruiz", ["bela-szabo"]),
        ("Ana Ruiz of Ashford and Bela Szabo", "Ana Ruiz", ["bela-szabo"]),
        ("the port’s Ana Ruiz and the union’s Bela Szabo", "Ana Ruiz", ["bela-szabo"]),
        ("Ana Ruiz as well as Bela Szabo", "Ana Ruiz", ["bela-szabo"]),
        ("Estonia and Norway", "Estonia", ["norway"]),
        ("the Harbour Council and the Pilots’ Union", "Harbour Council", ["pilots-union"]),
        # The name of one body, an owner, part of a description, one told of by the way
        ("the Trade and Harbour Council", "Trade", []),
        ("Ana Ruiz and Norway officials", "Ana Ruiz", []),
        ("Ana Ruiz and Bela Szabo’s brother", "Ana Ruiz", []),
        ("Ana Ruiz, Bela Szabo’s partner", "Ana Ruiz", []),
        ("Ana Ruiz, a friend of Bela Szabo", "Ana Ruiz", []),
        ("Ana Ruiz and two pilots", "Ana Ruiz", []),
        ("two pilots and Ana Ruiz", "two pilots", ["ana-ruiz"]),
        ("two pilots of Estonia and Norway", "two pilots", []),
        ("Ana Ruiz", "Ana Ruiz", []),
    ],
)
def test_those_named_together_speak_together(source: str, by: str, others: list[str]) -> None:
    """In the words of the source, joined by "and" or its like."""
    assert list(together(source, by).quotations[0].together) == others


def test_whose_the_curator_says_it_is_that_one_says_it_alone() -> None:
    """No reading of the source stands against the curator's word."""
    data = together("Ana Ruiz and Bela Szabo", "Ana Ruiz", how=(Reason(Why.CURATOR),))
    assert data.quotations[0].speakers == ("ana-ruiz",)


def test_they_are_the_two_named_before() -> None:
    """A pronoun for a pair is the words of both, not of an actor of its own."""
    text = f"A headline\nAna Ruiz and Bela Szabo met. “{SAIL},” they said."
    made = corpus(story(text, said(SAIL, by="Ana Ruiz and Bela Szabo", cue="said", source="they")))
    people = [actor(name, NAMES[name]) for name in ("Ana Ruiz", "Bela Szabo")]
    pair = actor("Ana Ruiz and Bela Szabo", ActorKind.ANONYMOUS)
    mentions = tuple(
        ResolvedMention(m.span(), MentionKind.NAME, one.id)
        for one in people
        for m in re.finditer(one.name, text)
    )
    (q,) = made.quotations
    both = replace(q, actor=pair.id, source_kind=MentionKind.PRONOUN)
    (found,) = with_others((replace(made.articles[0], mentions=mentions),), (both,), [*people, pair])
    assert found.speakers == ("ana-ruiz", "bela-szabo")


def test_who_speaks_beside_another_has_a_page() -> None:
    """Quoted is quoted; of those without a name only the rest of the description stays."""
    data = stand(together("Ana Ruiz and Bela Szabo", "Ana Ruiz"), load_lexicon())
    pages = {a.id for a in data.actors if a.standing is Standing.PAGE}
    assert pages == {"ana-ruiz", "bela-szabo"}
    (q,) = without_passers_by(data).quotations
    assert q.speakers == ("ana-ruiz", "bela-szabo")


def test_the_quotation_is_on_both_pages_and_in_every_format() -> None:
    """Lists, counts, search, data, tables, database, TEI, annotations and feeds."""
    data = without_passers_by(stand(together("Ana Ruiz and Bela Szabo", "Ana Ruiz"), load_lexicon()))
    known = catalogue(data)
    assert [len(known.by_actor[who]) for who in ("ana-ruiz", "bela-szabo")] == [1, 1]
    assert known.quoted(data.quotations[0]).who == "Ana Ruiz and Bela Szabo"
    assert json.loads(next(quotations(data))[1])[0]["together"] == ["bela-szabo"]
    assert next(quotations_csv(data))[1].rstrip().endswith(",Bela Szabo")
    assert {a.id for a in ranked_actors(data)} == {"ana-ruiz", "bela-szabo"}
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(next(database(data))[1])
        rows = connection.execute("select id, quotations from speakers order by id").fetchall()
    assert rows == [("ana-ruiz", 1), ("bela-szabo", 1)]
    assert 'who="#actor-ana-ruiz #actor-bela-szabo"' in str(next(tei_corpus(data))[1])
    assert "bela-szabo" in str(list(annotation_page(data)))
    assert "Ana Ruiz and Bela Szabo: " in sayings(data.articles[0], Known.of(data))


def test_review_names_all_who_say_it() -> None:
    """A correction that ``review`` writes gives the words to nobody but those who have them."""
    data = together("Ana Ruiz and Bela Szabo", "Ana Ruiz", confidence=0.2)
    (speaker,) = (line for line in review(data, 0.9) if "speaker:" in line)
    assert yaml.safe_load(speaker) == {"speaker": ["Ana Ruiz", "Bela Szabo"]}
