"""The page of sources without a name: what they belong to first, then names that tell nobody who that is."""

from __future__ import annotations

import re
from dataclasses import replace

from build_site.lexicon import load_lexicon
from build_site.model import ActorKind, Claim, MentionKind
from build_site.pages import render
from build_site.stages.standing import stand
from tests.builders import corpus, said, story


def test_a_surname_alone_stands_behind_those_who_are_described() -> None:
    """It is a name, and no description; what it belongs to is not counted as if it were a body."""
    words = ("a White House official", "officials", "Hale")
    texts = [f"“We sail {n},” {who} said." for n, who in enumerate(words)]
    made = corpus(
        *(
            story(text, said(f"We sail {n}", by=who, source=who), outlet="Quay")
            for n, (text, who) in enumerate(zip(texts, words, strict=True))
        )
    )
    kind = {"Hale": ActorKind.PERSON}
    actors = [replace(a, claim=Claim.NONE, kind=kind.get(a.name, ActorKind.ANONYMOUS)) for a in made.actors]
    quotations = [
        replace(q, source_kind=MentionKind.NAME if q.actor == "hale" else MentionKind.NOMINAL)
        for q in made.quotations
    ]
    whole = stand(replace(made, actors=tuple(actors), quotations=tuple(quotations)), load_lexicon())
    page = dict(render(whole))["sources/index.md"]
    assert re.findall(r"<h3>([^<]*)</h3>|<p><b>([^<]*)</b>", page) == [
        ("", "a White House official"),
        ("Belonging not told", ""),
        ("", "officials"),
        ("Named, but not who that is", ""),
        ("", "Hale"),
    ]
    belonging = re.search(r"Belonging to</dt><dd>(.*?)</dd>", page)
    assert belonging
    assert "Hale" not in belonging[1]
