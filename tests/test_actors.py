"""Resolution over a corpus: what is joined, what stays apart and is reported, and that an authority wins."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import pytest

from build_site.curation import AuthorityActor
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Actor, ActorKind, Analysis, Corpus, Document, Portrait, Reason, Why
from build_site.recall import Recall
from build_site.stages.assembly import assemble
from build_site.stages.resolution import Resolution, resolve_corpus
from build_site.stages.resolution.joining import Joiner
from tests.actors import analysis


def resolved(*texts: str, authority: Sequence[AuthorityActor] = ()) -> Resolution:
    """The actors of a corpus of texts."""
    analyses = [analysis(text, f"a{number}") for number, text in enumerate(texts)]
    return resolve_corpus(analyses, authority, load_lexicon())


def names(resolution: Resolution, kind: ActorKind = ActorKind.PERSON) -> list[str]:
    """The actors' names of a kind."""
    return sorted(actor.name for actor in resolution.actors if actor.kind is kind)


def actor(resolution: Resolution, name: str) -> Actor:
    """The one actor of that name."""
    found = [a for a in resolution.actors if a.name == name]
    assert len(found) == 1, f"{name!r} is not one of {[a.name for a in resolution.actors]}"
    return found[0]


def aliases(resolution: Resolution, name: str) -> set[str]:
    """The spellings seen of an actor."""
    return {alias.text for alias in actor(resolution, name).aliases}


def test_one_name_is_one_actor() -> None:
    """The same full name in two articles is one person, with counts, places and titles of both."""
    found = resolved("Governor Agnes Tolliver came. Tolliver sat.", "Senator Agnes Tolliver came.")
    whole = actor(found, "Agnes Tolliver")
    assert whole.id == "agnes-tolliver"
    assert [(a.text, a.count, len(a.articles)) for a in whole.aliases] == [
        ("Agnes Tolliver", 2, 2),
        ("Tolliver", 1, 1),
    ]
    assert [(t.text, t.count) for t in whole.titles] == [("Governor", 1), ("Senator", 1)]
    assert found.of_entity == (("agnes-tolliver",), ("agnes-tolliver",))


def test_middle_initials_join() -> None:
    """A name with and without its middle initial is one."""
    assert names(resolved("Agnes R. Tolliver came.", "Agnes Tolliver came.")) in (
        [["Agnes R. Tolliver"], ["Agnes Tolliver"]]
    )


def test_an_ambiguous_form_stays_apart() -> None:
    """A name that two others could be is neither, and both pairs are reported."""
    found = resolved("George W. Ashdown came.", "George H. Ashdown came.", "George Ashdown came.")
    assert len(names(found)) == 3
    assert len([f for f in found.findings if f.code == "actors-alike"]) == 2


def test_a_typing_error_joins_in_the_same_company() -> None:
    """A surname a letter off, the same given name, and somebody else named in both articles: one person."""
    found = resolved(
        "Cordelia Vanderhoof met Hugo Brandt.",
        "Cordelia Vanderhof met Hugo Brandt.",
        "Cordelia Vanderhoof sat.",
    )
    assert names(found) == ["Cordelia Vanderhoof", "Hugo Brandt"]
    assert aliases(found, "Cordelia Vanderhoof") == {"Cordelia Vanderhoof", "Cordelia Vanderhof"}


def test_a_typing_error_joins_with_the_same_title() -> None:
    """… or the same title."""
    found = resolved("Captain Benyamin Orloff came.", "Captain Benyamon Orloff came.")
    assert len(names(found)) == 1


def test_a_near_name_without_context_is_a_finding() -> None:
    """Without either it stays apart, and the finding holds the line that would join the two."""
    found = resolved("Cordelia Vanderhoof sat.", "Cordelia Vanderhof stood.")
    assert len(names(found)) == 2
    (finding,) = found.findings
    assert finding.code == "actors-alike"
    assert finding.where in {"seeds/a0.txt", "seeds/a1.txt"}
    assert '- {name: "Cordelia Vanderhoof", aliases: ["Cordelia Vanderhof"]}' in finding.message


def test_one_surname_never_joins() -> None:
    """Two people of one surname are two, whatever their company."""
    found = resolved("Agnes Tolliver met Hugo Brandt.", "Rita Tolliver met Hugo Brandt.")
    assert names(found) == ["Agnes Tolliver", "Hugo Brandt", "Rita Tolliver"]


def test_genders_stay_apart() -> None:
    """Names that look alike but tell different genders are two people."""
    assert (
        len(names(resolved("Michael Tolliver met Hugo Brandt.", "Michelle Tolliver met Hugo Brandt."))) == 3
    )


def test_a_surname_alone_goes_to_its_only_bearer() -> None:
    """An article that has the surname only means the one person of the corpus who bears it."""
    found = resolved("Agnes Tolliver came.", "“Fine,” said [Tolliver].")
    assert names(found) == ["Agnes Tolliver"]
    assert Why.ONLY_BEARER in {link.why for link in actor(found, "Agnes Tolliver").mentions[1].links}


def test_a_surname_of_several_stays_apart() -> None:
    """With two bearers it is neither's, and the finding says how a curator decides it."""
    found = resolved("Agnes Tolliver came.", "Hugo Tolliver came.", "“Fine,” said [Tolliver].")
    assert names(found) == ["Agnes Tolliver", "Hugo Tolliver", "Tolliver"]
    (finding,) = found.findings
    assert finding.code == "surname-of-several"
    assert '- {split: "Tolliver", article: "a2", into: "Agnes Tolliver"}' in finding.message


def test_pronouns_decide_between_bearers() -> None:
    """Where the pronouns of the article agree, the surname is not that of somebody of the other gender."""
    found = resolved(
        "Agnes Tolliver came.",
        "Hugo Tolliver came.",
        "“Fine,” said [Tolliver]. “Late,” [she] said. “Cold,” [she] said. She left.",
    )
    assert names(found) == ["Agnes Tolliver", "Hugo Tolliver"]
    assert len(actor(found, "Agnes Tolliver").mentions) == 5


def test_a_title_decides_between_bearers() -> None:
    """A title beside the surname means the one who bears that title elsewhere."""
    found = resolved(
        "President Agnes Tolliver came.",
        "President Agnes Tolliver sat.",
        "President Agnes Tolliver ate.",
        "Hugo Tolliver came.",
        "“Fine,” said [President Tolliver].",
    )
    assert names(found) == ["Agnes Tolliver", "Hugo Tolliver"]


def test_a_title_of_another_stays_apart() -> None:
    """A title that the only bearer does not have, in other company, is another's."""
    found = resolved("Captain Agnes Tolliver came.", "“Fine,” said [Justice Tolliver].")
    assert names(found) == ["Agnes Tolliver", "Tolliver"]


def test_a_noun_phrase_goes_to_who_bears_the_title_elsewhere() -> None:
    """A noun phrase of an article that states no title means who bears it in others."""
    found = resolved(
        "Governor Agnes Tolliver came.",
        "Governor Agnes Tolliver sat.",
        "Hugo Brandt met Agnes Tolliver. Rain fell on the harbour for days.\nIt was late.\nIt was cold.\n"
        "“Fine,” said [the governor].",
    )
    assert names(found) == ["Agnes Tolliver", "Hugo Brandt"]


def test_a_role_that_passed_to_somebody_is_not_hers_where_an_article_calls_her_otherwise() -> None:
    """The opposition leader of one article, who is the mayor in later ones, is not yet “the mayor” there."""
    found = resolved(
        "Mayor Agnes Tolliver came.",
        "Mayor Agnes Tolliver sat.",
        "“Fine,” said [the mayor]. Rain fell on the harbour for days.\nIt was late.\n"
        "Opposition leader Agnes Tolliver met Hugo Brandt.",
    )
    assert names(found) == ["Agnes Tolliver", "Hugo Brandt", "the mayor"]


def test_a_whole_title_said_once_elsewhere_tells_its_bearer() -> None:
    """The very words of a title mean who bears it in another article, though that is said but once."""
    found = resolved(
        "The presumptive harbour nominee, Agnes Tolliver, came.",
        "Agnes Tolliver met Hugo Brandt.\nIt was late.\nIt was cold.\nIt was wet.\n"
        "“Fine,” said [the presumptive harbour nominee].",
    )
    assert names(found) == ["Agnes Tolliver", "Hugo Brandt"]  # and goes by the name, though it is shorter


def test_anonymous_sources_are_apart_per_article() -> None:
    """The same words for a source in two articles are two actors with ids of their own."""
    found = resolved("“Fine,” said [a senior official].", "“Late,” said [a senior official].")
    assert names(found, ActorKind.ANONYMOUS) == ["a senior official", "a senior official"]
    first, second = (ids[0] for ids in found.of_entity)
    assert first != second
    assert first.startswith("a-senior-official-")


def test_short_forms_of_bodies() -> None:
    """Short forms of the lexicon, and those that one article spells out, are the body's in all articles."""
    found = resolved(
        "The Harbour Safety Commission met. “Fine,” said [the HSC].",
        "“Late,” said [the HSC].",
        "“Cold,” said [the U.N.].",
        "“Wet,” said [the United Nations].",
    )
    assert names(found, ActorKind.ORGANISATION) == ["Harbour Safety Commission", "United Nations"]


def test_offices_go_with_their_holders() -> None:
    """The office of one person is one actor, however the articles spell the person; it is not the person."""
    found = resolved(
        "Cordelia Vanderhoof met Hugo Brandt. “Fine,” said [her office].",
        "Cordelia Vanderhof met Hugo Brandt. “Late,” said [Vanderhof’s office].",
    )
    assert names(found, ActorKind.OFFICE) == ["Cordelia Vanderhoof’s office"]
    assert "Cordelia Vanderhoof" in names(found)


def test_the_authority_wins() -> None:
    """Aliases join, whatever they look like; the entry's name, kind and facts are the actor's."""
    entry = AuthorityActor(
        name="Agnes Tolliver-Brandt",
        where="seeds/actors.yml:1",
        kind=ActorKind.OFFICE,
        aliases=("Agnes Tolliver", "Nessie"),
        description="Harbour master",
        same_as=("https://example.org/agnes",),
        portrait=Portrait("agnes.jpg", "A. Painter"),
    )
    found = resolved("Agnes Tolliver came.", "“Fine,” said [Nessie].", authority=[entry])
    whole = actor(found, "Agnes Tolliver-Brandt")
    assert (whole.kind, whole.description, whole.curated) == (ActorKind.OFFICE, "Harbour master", True)
    assert whole.same_as == ("https://example.org/agnes",)
    assert whole.portrait == Portrait("agnes.jpg", "A. Painter")
    assert ("Agnes Tolliver-Brandt", 0) in {(a.text, a.count) for a in whole.aliases}
    assert found.of_entity == ((whole.id,), (whole.id,))


def test_the_authority_keeps_apart() -> None:
    """``not_same_as`` parts what the machine would join."""
    entry = AuthorityActor(
        name="Cordelia Vanderhoof", where="seeds/actors.yml:1", not_same_as=("Cordelia Vanderhof",)
    )
    texts = ("Cordelia Vanderhoof met Hugo Brandt.", "Cordelia Vanderhof met Hugo Brandt.")
    assert names(resolved(*texts)) != names(resolved(*texts, authority=[entry]))
    assert not resolved(*texts, authority=[entry]).findings


def test_an_unused_entry_is_reported() -> None:
    """An entry of whom no article speaks is a finding with its line."""
    entry = AuthorityActor(name="Nobody Atall", where="seeds/actors.yml:7")
    (finding,) = resolved("Agnes Tolliver came.", authority=[entry]).findings
    assert (finding.code, finding.where) == ("actor-not-found", "seeds/actors.yml:7")


def test_ids_of_sources_without_a_name_are_their_articles() -> None:
    """Sources that no article names share no numbering: another article's coming changes no id."""
    one = resolved("“Fine,” said [a painter].")
    found = resolved("“Fine,” said [a painter].", "“Fine,” said [a painter].", "“Fine,” said [a painter].")
    assert len({a.id for a in found.actors}) == 3
    assert one.actors[0].id in {a.id for a in found.actors}


def _many(count: int) -> list[Analysis]:
    chance = random.Random(7)
    given = ("Agnes", "Hugo", "Rita", "Robert", "Bob", "Cordelia", "Ana", "Anna", "Michael", "George")
    parts = (
        "mar",
        "tol",
        "ven",
        "brin",
        "sko",
        "dal",
        "hof",
        "pel",
        "gru",
        "nyk",
        "zan",
        "wi",
        "fer",
        "cou",
        "jab",
    )
    texts = (
        " ".join(
            f"Governor {chance.choice(given)} {''.join(chance.choices(parts, k=3)).capitalize()} came."
            for _ in range(4)
        )
        for _ in range(count)
    )
    return [analysis(text, f"a{number}") for number, text in enumerate(texts)]


@pytest.mark.slow
def test_work_grows_with_the_corpus() -> None:
    """Eight times the articles, with more names of each surname, take no more than twelve times the steps."""

    def steps(analyses: Sequence[Analysis]) -> int:
        count = 0

        def trace(frame: object, event: str, arg: object) -> object:
            nonlocal count
            count += event == "line"
            return trace

        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            resolve_corpus(analyses, (), load_lexicon())
        finally:
            sys.settrace(None)
        return count

    everything = _many(480)
    assert steps(everything) <= 12 * steps(everything[:60])


def test_the_order_of_articles_changes_no_actor() -> None:
    """Whatever the order of the articles, the same entities are joined."""
    analyses = _many(40)
    turned = list(reversed(analyses))
    one, other = (resolve_corpus(a, (), load_lexicon()) for a in (analyses, turned))
    first = {a.article.document.id: ids for a, ids in zip(analyses, one.of_entity, strict=True)}
    second = {a.article.document.id: ids for a, ids in zip(turned, other.of_entity, strict=True)}
    assert first == second
    assert [(a.id, a.name) for a in one.actors] == [(a.id, a.name) for a in other.actors]


def test_a_quotation_of_the_corpus_is_as_sure_as_in_its_article() -> None:
    """A pronoun two paragraphs on is less sure than a name, by what an analysis says."""
    text = "“It was late,” said Agnes Tolliver.\n\nRain fell.\n\nIt grew dark.\n\n“It was cold,” she said."
    found = analyse(Document("a", "a.txt", text, ""), load_lexicon())
    resolution = resolve_corpus([found], (), load_lexicon())
    whole = assemble([found], resolution.actors, resolution.of_entity, Corpus(), load_lexicon())
    by_name, by_pronoun = whole.quotations
    assert by_name.actor == by_pronoun.actor == "agnes-tolliver"
    assert [q.confidence for q in whole.quotations] == [a.confidence for a in found.attributions]
    assert by_pronoun.confidence < by_name.confidence


def test_a_noun_phrase_that_says_more_than_the_title_stays_apart() -> None:
    """Who bears a title elsewhere is meant by it, not by what adds to it or by what somebody owns."""
    titled = "Director Hugo Brandt sat."
    rest = "Hugo Brandt came.\nIt rained.\nIt snowed.\n“Fine,” said "
    assert "the director" not in {a.name for a in resolved(titled, titled, f"{rest}[the director].").actors}
    for phrase in ("the harbour budget director", "the mayor’s director"):
        assert phrase in {a.name for a in resolved(titled, titled, f"{rest}[{phrase}].").actors}


def test_whom_nearly_every_article_names_is_meant_by_the_surname_alone() -> None:
    """Ten articles name one bearer in full for each that names another; the finding says how to undo it."""
    found = resolved(
        *["Hugo Tolliver came."] * 10, "Agnes Tolliver came.", "“Fine,” said [Tolliver]. He sat."
    )
    assert names(found) == ["Agnes Tolliver", "Hugo Tolliver"]
    links = [mention.links for mention in actor(found, "Hugo Tolliver").mentions]
    assert sum(Reason(Why.BEST_KNOWN, "Hugo Tolliver", count=10) in link for link in links) == 2
    (finding,) = found.findings
    assert '- {split: "Tolliver", article: "a11", into: "…"}' in finding.message


def test_whom_not_so_many_articles_name_is_not() -> None:
    """Nine to one leave doubt, and so does a pronoun of the other gender."""
    nine = resolved(*["Hugo Tolliver came."] * 9, "Agnes Tolliver came.", "“Fine,” said [Tolliver].")
    assert names(nine) == ["Agnes Tolliver", "Hugo Tolliver", "Tolliver"]
    ten = ["Hugo Tolliver came."] * 10
    she = resolved(*ten, "Agnes Tolliver came.", "“Fine,” said [Tolliver]. “Late,” [she] said.")
    assert names(she) == ["Agnes Tolliver", "Hugo Tolliver", "Tolliver"]
    stray = resolved(*ten, "Agnes Tolliver came.", "“Fine,” said [Tolliver]. Hugo Brandt met her.")
    assert names(stray) == ["Agnes Tolliver", "Hugo Brandt", "Hugo Tolliver"]


def test_a_suffix_may_be_left_out_where_the_title_is_one() -> None:
    """A name with and without "Jr." is one person's with one title, unless an article names both."""
    one = resolved("Chief Justice Hugo R. Brandt Jr. came.", "Chief Justice Hugo Brandt sat.")
    assert len(names(one)) == 1
    other = resolved("Hugo Brandt Jr. came.", "Chief Justice Hugo Brandt sat.")
    assert names(other) == ["Hugo Brandt", "Hugo Brandt Jr."]
    assert [finding.code for finding in other.findings] == ["actors-alike"]
    both = "Justice Hugo Brandt Jr. met his father, Justice Hugo Brandt."
    assert len(names(resolved(both, "Justice Hugo Brandt sat."))) == 2


def test_a_title_may_be_abbreviated() -> None:
    """The short form of a given name joins with the same title, however that is written."""
    found = resolved("Representative Robert Ashdown came.", "Rep. Bob Ashdown sat.")
    assert len(names(found)) == 1


def test_a_body_may_be_spelt_with_other_capitals() -> None:
    """One capitalised word that nothing shows to be a person is the body that others spell so."""
    found = resolved("HarbourWatch said no.", "“Fine,” said [Harbourwatch].")
    assert names(found, ActorKind.ORGANISATION) == ["HarbourWatch"]
    assert not names(found)
    person = resolved("HarbourWatch said no.", "“Fine,” said [Mr. Harbourwatch].")
    assert names(person) == ["Harbourwatch"]


def test_a_short_name_may_stand_for_several_full_ones() -> None:
    """One title makes them one; without it, and between the full ones, the pair is a finding."""
    both = ("Treasury Secretary Jack Tolliver came.", "Treasury Secretary Jacob J. Tolliver came.")
    assert len(names(resolved(*both))) == 1
    assert len(names(resolved("Jack Tolliver came.", "Jacob Tolliver came."))) == 2
    assert len(names(resolved("Mayor John Tolliver came.", "Mayor Jacob Tolliver came."))) == 2


@pytest.mark.parametrize(
    ("entry", "anew"),
    [
        (AuthorityActor("Ana Ruiz", "actors.yml:1", title="harbour master"), False),
        (AuthorityActor("Ana Maria Ruiz", "actors.yml:1", aliases=("Ana Ruiz",)), False),
        (AuthorityActor("Ana Ruiz", "actors.yml:1", aliases=("John Miller",)), True),
        (AuthorityActor("Ana Ruiz", "actors.yml:1", not_same_as=("Ana M. Ruiz",)), True),
    ],
)
def test_who_is_one_is_looked_for_anew_only_where_an_entry_joins_or_parts_somebody(
    entry: AuthorityActor, *, anew: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an entry says of an actor, and what it calls one, changes nobody else; the result is the same."""
    texts = ("“We sail,” said Ana Ruiz. “No,” Ruiz said.", "“They stay,” said John Miller. Ana Ruiz left.")
    analyses, lexicon = [analysis(text, f"a{n}") for n, text in enumerate(texts)], load_lexicon()
    looked: list[Joiner] = []
    people = Joiner.people

    def noted(joiner: Joiner) -> None:
        looked.append(joiner)
        people(joiner)

    monkeypatch.setattr(Joiner, "people", noted)
    recall = Recall()
    for authority in ((), (entry,), ()):
        with recall.looking():
            found = resolve_corpus(analyses, authority, lexicon, recall)
        count = len(looked)
        assert found == resolve_corpus(analyses, authority, lexicon)
        del looked[count:]
    assert len(looked) == (3 if anew else 1)
