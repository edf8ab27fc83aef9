"""Noun phrases and pronouns in the order of the text: by role, by gender, number, recency and place."""

from __future__ import annotations

from collections.abc import Callable

from build_site.model import MentionKind
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.stages.resolution.pairs import Pairs
from build_site.stages.resolution.phrases import Phrases
from build_site.stages.resolution.pronouns import Pronouns
from build_site.stages.resolution.scene import Scene


class Discourse:
    """Walks through an article whose names have been assigned."""

    def __init__(self, desk: Desk, pictures: frozenset[int]) -> None:
        self.desk = desk
        self.pictures = pictures
        """Blocks that tell of a picture: nobody below them takes up whom they name."""
        self.scene = Scene(desk)
        pairs = Pairs(desk, self.scene)
        self.phrases = Phrases(desk, self.scene, pairs, self.place)
        self.pronouns = Pronouns(desk, self.scene, pairs)

    def run(self, speakers: Callable[[], dict[int, Draft]]) -> None:
        """Assign what is not a name, then, once the speakers are known, what stands inside quotations."""
        later: list[int] = []
        for index, mention in enumerate(self.desk.mentions):
            inside = self.desk.passage(mention.span[0]) is not None
            if inside and mention.kind is MentionKind.PRONOUN:
                later.append(index)
                continue
            self.place(index)
            if mention.block not in self.pictures or index in self.desk.sources:
                self.scene.note(index, inside=inside)
        known = speakers()
        for index in later:
            passage = self.desk.passage(self.desk.mentions[index].span[0])
            self.pronouns.place_inside(index, known.get(passage) if passage is not None else None)

    def place(self, index: int) -> None:
        """Assign one mention, where that has not been done."""
        if index in self.desk.of:
            return
        mention = self.desk.mentions[index]
        if mention.kind is MentionKind.NOMINAL:
            self.phrases.place(index, mention)
        else:
            self.pronouns.place(index, mention)
