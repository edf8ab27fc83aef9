"""Two people named together, who may be meant together: "Ada Brack and her brother … they"."""

from __future__ import annotations

from itertools import pairwise

from build_site.model import ActorKind
from build_site.stages.resolution.drafts import Desk, Draft
from build_site.stages.resolution.scene import PEOPLE, Scene

_RECENT = 40
_SUBJECTS = 16


class Pairs:
    """The pairs of an article."""

    def __init__(self, desk: Desk, scene: Scene) -> None:
        self.desk = desk
        self.scene = scene
        self.known: dict[tuple[Draft, Draft], Draft] = {}

    def last(self, block: int, since: int = -1) -> Draft | None:
        """The last two who were subjects or speakers together, since a mention, up to a paragraph before."""
        desk = self.desk
        subjects = {there for there, _ in self.scene.subjects[-_SUBJECTS:]}
        for one, other in reversed(tuple(pairwise(self.scene.recent[-_RECENT:]))):
            if other < since or block - desk.mentions[other].block > 1:
                return None
            between = desk.text[desk.mentions[one].span[1] : desk.mentions[other].span[0]]
            if between == " and " and one in subjects and self._two(desk.of[one], desk.of[other]):
                return self._together(one, other)
        return None

    @staticmethod
    def _two(first: Draft, second: Draft) -> bool:
        return first is not second and {first.kind, second.kind} <= PEOPLE and not first.plural

    def _together(self, one: int, other: int) -> Draft:
        """Both as one that speaks, under both names."""
        drafts = self.desk.of[one], self.desk.of[other]
        if drafts not in self.known:
            pair = self.desk.new(ActorKind.ANONYMOUS, named=False, index=one)
            second = drafts[1].name() if drafts[1].named else " ".join(self.desk.words(other).split())
            pair.label, pair.plural = f"{drafts[0].name()} and {second}", True
            self.known[drafts] = pair
        return self.known[drafts]
