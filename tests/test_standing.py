"""Who has a page: what a name is worth, which titles are shown, and how nameless sources are described."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.lexicon.naming import naming
from build_site.model import ActorKind, Claim, Dataset, Document, Standing
from build_site.stages.assembly import without_passers_by
from build_site.stages.resolution import Resolution, resolve_corpus
from build_site.stages.resolution.corpus import lowered
from build_site.stages.resolution.groups import Group
from build_site.stages.resolution.joining import best_label
from build_site.stages.resolution.titling import tidy, titles_of
from build_site.stages.standing import stand
from tests.actors import analysis
from tests.builders import corpus, said, story

WORDS = naming(load_lexicon())


def resolved(*texts: str) -> Resolution:
    """The actors of a corpus of texts."""
    analyses = [analysis(text, f"a{number}") for number, text in enumerate(texts)]
    return resolve_corpus(analyses, (), load_lexicon())


def claims(*texts: str) -> dict[str, Claim]:
    """Name → claim of the actors."""
    return {a.name: a.claim for a in resolved(*texts).actors}


@pytest.mark.parametrize(
    ("text", "name", "claim"),
    [
        ("Governor Agnes Tolliver came.", "Agnes Tolliver", Claim.NAMED),
        ("“Fine,” said [a senior official].", "a senior official", Claim.NONE),
        ("“Fine,” said [prosecutors].", "prosecutors", Claim.NONE),
        ("“Fine,” said [Democrats].", "Democrats", Claim.QUOTED),
        ("“Fine,” said [the Harbour Commission].", "Harbour Commission", Claim.NAMED),
        ("“Fine,” said [Syria].", "Syria", Claim.QUOTED),
        ("“Fine,” said [J.M. Tolliver].", "J.M. Tolliver", Claim.NAMED),
        ("“Fine,” said [Agnes el-Badri].", "Agnes el-Badri", Claim.NAMED),
    ],
)
def test_what_a_name_is_worth(text: str, name: str, claim: Claim) -> None:
    """Persons and bodies may have a page, descriptions never; a state only where it is quoted."""
    assert claims(text)[name] is claim


def test_a_party_s_people_are_one() -> None:
    """However many articles quote them, with an article or without; those of a chamber are their own."""
    found = resolved(
        "“Fine,” said [Democrats].", "“Late,” said [the Democrats].", "“So,” said [House Democrats]."
    )
    groups = [(a.name, len(a.mentions)) for a in found.actors if a.kind is ActorKind.GROUP]
    assert sorted(groups) == [("Democrats", 2), ("House Democrats", 1)]


def test_a_body_is_one_with_and_without_its_state() -> None:
    """“U.S. Harbour Commission” and “Harbour Commission” are one where no other state has one."""
    one = resolved("“Fine,” said [the U.S. Harbour Commission].", "“So,” said [the Harbour Commission].")
    assert len([a for a in one.actors if a.kind is ActorKind.ORGANISATION]) == 1


def test_a_body_keeps_the_name_that_most_call_it() -> None:
    """A demonym that one article puts before it is not its name."""
    texts = ["“Fine,” said [Congress]."] * 3 + ["“So,” said [the American Congress]."]
    assert [a.name for a in resolved(*texts).actors] == ["Congress"]


def test_an_administration_is_one_whoever_bears_its_name() -> None:
    """“Tolliver Administration” of an article that names no Tolliver is that of the others."""
    found = resolved(
        "President Agnes Tolliver left. “Fine,” said [the Tolliver administration].",
        "Bart Tolliver sang. He left.",
        "“So,” said [the Tolliver Administration].",
    )
    assert [a.name for a in found.actors if "dministration" in a.name] == ["Tolliver administration"]


def test_a_title_is_whole() -> None:
    """A body's first word at the beginning of a sentence belongs to the title as well."""
    found = resolved("Harbour Rights Campaign President Agnes Tolliver came. “Fine,” she said.")
    (person,) = (a for a in found.actors if a.kind is ActorKind.PERSON)
    assert [t.text for t in person.titles] == ["Harbour Rights Campaign President"]


def test_a_department_is_one_however_it_is_turned() -> None:
    """“Department of Harbours” is the “Harbours Department”."""
    found = resolved("“Fine,” said [the Department of Harbours].", "“So,” said [the Harbours Department].")
    assert len([a for a in found.actors if a.kind is ActorKind.ORGANISATION]) == 1


@pytest.mark.parametrize(
    ("title", "shown_as"),
    [
        ("the Senate minority leader", "Senate minority leader"),
        ("Sens.", "Sen."),
        ("Justices", "Justice"),
        ("his friend", ""),
        ("the group’s chief executive", ""),
        ("controversial Gov.", ""),
        ("the younger sister of Wyoming U", ""),
        ("the quiet Mr.", ""),
        ("another candidate", "candidate"),
        ("the elder", ""),
        ("the more moderate", ""),
        ("leading pro-Tolliver super PAC", ""),
        ("GalePRESSRuritania Gov.", ""),
        ("5. Former governor", ""),
        ("president of the Harbour League. Tolliver", "president of the Harbour League"),
        ("Lt. Gov.", "Lt. Gov."),
        ("the husband of a top", ""),
        ("head of the Harbour Board stated", "head of the Harbour Board"),
        ("two remaining candidates - former Penvose governor", "former Penvose governor"),
        ("a member of the House of Representatives", "member of the House of Representatives"),
        ("a person of political influence", ""),
        ("the regime leader", ""),
        ("the dock namesake’s son", ""),
        ("acting director of the Harbour Board and Anna Tolliver", "acting director of the Harbour Board"),
        ("an adviser to Anna and Peter Tolliver", "adviser to Anna and Peter Tolliver"),
        ("secretary of Docks and Harbour Works", "secretary of Docks and Harbour Works"),
    ],
)
def test_what_is_a_title(title: str, shown_as: str) -> None:
    """Titles lose their article and number; relations of an untold owner, judgements and stumps are none."""
    assert tidy(title, WORDS) == shown_as


def test_a_maker_is_not_called_by_the_number_of_what_it_makes() -> None:
    """“Tolliver II” is a thing of Tolliver's, however seldom the maker is named beside it."""
    labels = Counter({"Tolliver": 1, "Tolliver II": 1})
    group = Group(ActorKind.ORGANISATION, named=True, order=(0, 0), labels=labels)
    assert best_label(group) == "Tolliver"


def test_the_title_of_most_outlets_comes_first() -> None:
    """Not the one that one outlet repeats; forms of one title are one."""
    seen = [("Sen.", "a", "x"), ("Senator", "b", "y"), *(("Chairman", f"c{i}", "x") for i in range(5))]
    assert [(t.text, t.count) for t in titles_of(seen, WORDS)] == [("Senator", 2), ("Chairman", 5)]


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("A senior official", "a senior official"),
        ("Critics", "critics"),
        ("Republican aides", "Republican aides"),
    ],
)
def test_descriptions_are_written_one_way(label: str, inside: str) -> None:
    """As inside a sentence: small, but for names."""
    assert lowered(label, WORDS) == inside


def standing(*names: tuple[str, ActorKind, Claim]) -> Dataset:
    """A corpus in which each of these is quoted once."""
    made = corpus(
        *(story(f"“I will stay,” {name} said.", said("I will stay", by=name)) for name, _, _ in names)
    )
    told = {name: (kind, claim) for name, kind, claim in names}
    actors = tuple(replace(a, kind=told[a.name][0], claim=told[a.name][1]) for a in made.actors)
    return stand(replace(made, actors=actors), load_lexicon())


def test_a_source_without_a_name_is_described_and_has_no_page() -> None:
    """Its quotation keeps the description, with number, affiliation and role; its actor is not shown."""
    whole = standing(
        ("Ada Lindqvist", ActorKind.PERSON, Claim.NAMED),
        ("a White House official", ActorKind.PERSON, Claim.NONE),
    )
    assert [a.standing for a in whole.actors] == [Standing.DESCRIBED, Standing.PAGE]
    site = without_passers_by(whole)
    assert [a.name for a in site.actors] == ["Ada Lindqvist"]
    unnamed = [q.unnamed for q in site.quotations if q.actor is None]
    assert [(u.words, u.number, u.affiliation, u.role) for u in unnamed if u] == [
        ("a White House official", "one", "White House", "official")
    ]


@pytest.mark.parametrize(
    ("words", "affiliation", "role"),
    [
        ("two White House officials", "White House", "official"),
        ("some lawmakers", "", "lawmaker"),
        ("a Senate Democratic aide", "Democratic Party", "aide"),
    ],
)
def test_facets_count_what_belongs_together(words: str, affiliation: str, role: str) -> None:
    """One noun in the singular, whatever its number; a party's people are the party's in either chamber."""
    made = corpus(story(f"“We sail,” {words} said.", said("We sail", by=words, source=words)))
    actors = tuple(replace(a, claim=Claim.NONE, kind=ActorKind.GROUP) for a in made.actors)
    whole = stand(replace(made, actors=actors), load_lexicon())
    told = whole.quotations[0].unnamed
    assert told is not None
    assert (told.affiliation, told.role) == (affiliation, role)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Two of the officials", ActorKind.ANONYMOUS),
        ("One of the board’s pilots", ActorKind.ANONYMOUS),
        ("A handful of harbour insiders", ActorKind.ANONYMOUS),
        ("Three senior officials speaking", ActorKind.ANONYMOUS),
        ("Nine in 10", ActorKind.ANONYMOUS),
        ("A letter of the pilots", ActorKind.DOCUMENT),
    ],
)
def test_people_are_told_from_documents_by_what_they_are(words: str, kind: ActorKind) -> None:
    """Where the head of a description only counts, the words after its "of" tell what it is."""
    text = f"The bridge will close in May.\n{words} said that it was unsafe and would have to close."
    found = analyse(Document("a", "a.txt", text, ""), load_lexicon())
    (said_so,) = found.attributions
    assert said_so.mention is not None
    assert found.mentions[said_so.mention].actor_kind is kind


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("one of the officials", ActorKind.ANONYMOUS, "one"),
        ("the company", ActorKind.ORGANISATION, "body"),
        ("two courts", ActorKind.ORGANISATION, "several"),
    ],
)
def test_one_of_several_is_one_and_a_body_nobody(words: str, kind: ActorKind, number: str) -> None:
    """However many there are of whom he is one."""
    made = corpus(story(f"“We sail,” {words} said.", said("We sail", by=words)))
    actors = tuple(replace(a, claim=Claim.NONE, kind=kind) for a in made.actors)
    told = stand(replace(made, actors=actors), load_lexicon()).quotations[0].unnamed
    assert told is not None
    assert told.number == number


def test_the_reason_for_namelessness_is_kept() -> None:
    """What the article says of why a source has no name stands beside it."""
    text = "“We sail,” an aide said, speaking on condition of anonymity to discuss plans."
    made = corpus(story(text, said("We sail", by="an aide", source="an aide")))
    actors = tuple(replace(a, claim=Claim.NONE, kind=ActorKind.PERSON) for a in made.actors)
    whole = stand(replace(made, actors=actors), load_lexicon())
    assert [q.unnamed.why for q in whole.quotations if q.unnamed] == [
        "on condition of anonymity to discuss plans"
    ]


def test_a_body_in_titles_alone_is_not_named_for_itself() -> None:
    """Whose chairman is named in two articles has no page for that; who is named itself has one."""
    texts = ("Harbour Council chairman Agnes Tolliver came.", "Harbour Council chairman Agnes Tolliver went.")
    analyses = [analysis(text, f"a{number}") for number, text in enumerate(texts)]
    actors = resolve_corpus(analyses, (), load_lexicon()).actors
    made = corpus(*(story(text) for text in texts))
    for actor in stand(replace(made, actors=actors), load_lexicon()).actors:
        expected = Standing.PAGE if actor.name == "Agnes Tolliver" else Standing.LISTED
        assert actor.standing is expected, actor.name


def test_a_campaign_that_no_article_calls_so_is_not_named() -> None:
    """“Her campaign” in two articles is a body under its owner's name, and has a page once it is quoted."""
    told = "Agnes Tolliver spoke. Tolliver said her campaign was over."
    assert claims(told, told)["Agnes Tolliver’s campaign"] is Claim.QUOTED
    spelt = "The Tolliver campaign was over. Agnes Tolliver left."
    assert Claim.NAMED in claims(spelt, spelt).values()


def test_a_particle_that_is_a_given_name_is_one_in_every_article() -> None:
    """“Al Tolliver” is no surname alone, of which each article would have its own."""
    found = resolved(
        "Al Tolliver came.", "The Rev. Al Tolliver stayed.", "Tolliver left. Al Tolliver smiled."
    )
    assert [a.name for a in found.actors] == ["Al Tolliver"]
