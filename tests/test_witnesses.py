"""One statement whose speakers differ is evidence about the speaker: names tell more than pronouns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_site.lexicon import load_lexicon
from build_site.model import ActorKind, ChainLink, Choice, Claim, MentionKind, Reason, Why
from build_site.stages.statements import link_statements
from build_site.stages.witnesses import with_witnesses
from tests.builders import corpus, said, story

WORDS = "the sea does not wait for the council to make up its mind"
DOUBT = (Reason(Why.LAST_NAMED, "Bela Szabo", chosen=Choice.OTHERS_FIT),)
SHE = MentionKind.PRONOUN
NAME = MentionKind.NAME


def given(
    *told: tuple[MentionKind, tuple[Reason, ...], str], link: ChainLink | None = None
) -> list[str | None]:
    """Whose the words are in each article, by how each names its speaker."""
    stories = [
        story(f"Quay {n}\n“{WORDS},” {by} said.", said(WORDS, by=by, statement="s"), outlet=f"Quay {n}")
        for n, (_, _, by) in enumerate(told)
    ]
    made = corpus(*stories)
    actors = [replace(a, kind=ActorKind.PERSON, claim=Claim.NAMED) for a in made.actors]
    quotations = [
        replace(q, source_kind=kind, how=how, confidence=0.95, chain=(link,) if link and not n else ())
        for n, (q, (kind, how, _)) in enumerate(zip(made.quotations, told, strict=True))
    ]
    return [q.actor for q in with_witnesses(quotations, made.statements, actors)]


@pytest.mark.parametrize(
    ("first", "second", "whose"),
    [
        ((SHE, (), "Bela Szabo"), (NAME, (), "Ana Ruiz"), ["ana-ruiz", "ana-ruiz"]),
        ((SHE, DOUBT, "Bela Szabo"), (SHE, (), "Ana Ruiz"), ["ana-ruiz", "ana-ruiz"]),
        ((NAME, (), "Bela Szabo"), (NAME, (), "Ana Ruiz"), ["bela-szabo", "ana-ruiz"]),
        ((SHE, (), "Bela Szabo"), (SHE, (), "Ana Ruiz"), ["bela-szabo", "ana-ruiz"]),
    ],
)
def test_a_pronoun_gives_way_to_a_name(
    first: tuple[MentionKind, tuple[Reason, ...], str],
    second: tuple[MentionKind, tuple[Reason, ...], str],
    whose: list[str],
) -> None:
    """So does one that others fit nearly as well to one that nobody else fits; equals are a disagreement."""
    assert given(first, second) == whose


def test_who_hands_on_another_s_words_keeps_them() -> None:
    """A spokeswoman's “she said” is no mistake because another paper names whose words they are."""
    link = ChainLink("Ana Ruiz", "spokesperson", actor="ana-ruiz")
    told = (SHE, (), "Bela Szabo"), (NAME, (), "Ana Ruiz")
    assert given(*told, link=link) == ["bela-szabo", "ana-ruiz"]


def test_a_statement_is_not_his_whom_a_doubtful_pronoun_means() -> None:
    """Though his version is the fuller one."""
    stories = [
        story(
            f"Quay {n}\n“{words},” {by} said.", said(words, by=by), outlet=f"Quay {n}", published="2024-03-19"
        )
        for n, (words, by) in enumerate([(f"{WORDS} this year", "Bela Szabo"), (WORDS, "Ana Ruiz")])
    ]
    made = corpus(*stories)
    quotations = tuple(
        replace(q, statement=None, source_kind=SHE, how=how)
        for q, how in zip(made.quotations, (DOUBT, ()), strict=True)
    )
    (statement,) = link_statements(made.articles, quotations, (), load_lexicon()).statements
    assert statement.actor == "ana-ruiz"
