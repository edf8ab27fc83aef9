"""The desk of a coder: the sample's units one after the other, and nothing of what others say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from build_site.curation.records import UNATTRIBUTED
from build_site.desk import settled
from build_site.desk.coding import NONE, SETTLED, Answer, Coding, Unit, draw, open_units
from build_site.desk.edits import Plan, who
from build_site.desk.files import RefusedError
from build_site.desk.scene import Scene
from build_site.errors import VerbatimError
from build_site.model import Dataset

Record = dict[str, Any]
SHOWN = 40


class Blind:
    """One coder at one sample; with ``settle`` whoever settles what was answered differently."""

    def __init__(self, coding: Coding, coder: str, *, settle: bool = False) -> None:
        if (not coder and not settle) or coder == SETTLED:
            raise VerbatimError("Say who codes: --by NAME.")
        self.coding, self.settle = coding, settle
        self.coder = SETTLED if settle else coder

    def begin(self, dataset: Dataset, size: int, seed: int) -> None:
        """Draw the sample, unless it is drawn."""
        if not self.coding.drawn:
            if self.settle:
                self.coding.sample()  # tells that there is none
            self.coding.keep(draw(dataset, self.coding.name, size, seed))

    def state(self) -> Record:
        """How far the coder is."""
        sample, answers = self.coding.sample(), self.coding.answers()
        left = len(open_units(sample, answers, self.coder))
        done = len(answers.get(self.coder, {}))
        words = f"{left} to settle, {done} settled" if self.settle else f"{done} of {len(sample.units)} coded"
        return {
            "coding": {"name": sample.name, "settle": self.settle},
            "progress": f"Sample {sample.name}: {words}",
            "undo": None,
            "redo": None,
        }

    def queue(self, scene: Scene) -> Record:
        """What is still to be answered."""
        answers = self.coding.answers()
        left = open_units(self.coding.sample(), answers, self.coder)
        return {"left": len(left), "items": list(self._items(scene, left, answers))}

    def code(self, scene: Scene, asked: Mapping[str, Any]) -> Record:
        """Take one answer."""
        unit = str(asked.get("unit", ""))
        if unit not in {one.id for one in self.coding.sample().units}:
            raise RefusedError("This is not of the sample.")
        kind = str(asked.get("type", ""))
        speaker = "" if kind == NONE else who(scene, asked)["speaker"]
        speaker = "" if speaker == UNATTRIBUTED else speaker
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.coding.answer(self.coder, Answer(unit, kind, speaker, now))
        return {"label": f"{kind}{f', {speaker}' if speaker else ''}", "changed": True}

    def plan(self, scene: Scene) -> Plan:
        """What was agreed on and settled, as corrections."""
        if not self.settle:
            raise RefusedError("What is settled becomes corrections where it is settled: --settle NAME.")
        return settled.plan(scene, self.coding.sample(), self.coding.answers())

    def _items(
        self, scene: Scene, units: Iterable[Unit], answers: Mapping[str, Mapping[str, Answer]]
    ) -> Iterable[Record]:
        for unit, _ in zip(units, range(SHOWN), strict=False):
            q = scene.quotation(unit.id)
            article = scene.article(q.article)
            if article.article.document.sha256 != unit.sha256:
                raise RefusedError(f"{unit.article} is not the text that was drawn. Put that one back.")
            said = [
                {"coder": coder, "kind": own[unit.id].kind, "speaker": own[unit.id].speaker}
                for coder, own in sorted(answers.items())
                if self.settle and unit.id in own
            ]
            yield {
                "id": unit.id,
                "anchor": q.anchor,
                "path": f"articles/{article.slug}.html#{q.anchor}",
                "where": article.title[:60],
                "text": unit.words[:300],
                "answers": said,
                "batch": [],
            }
