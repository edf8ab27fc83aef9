"""What coders of a sample agree on, or settled, as the corrections and checks that a person would write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from build_site.desk import edits
from build_site.desk.coding import NONE, SETTLED, Answer, Sample, agreed
from build_site.desk.edits import CORRECTIONS, Op, Plan
from build_site.desk.files import RefusedError
from build_site.desk.scene import Scene
from build_site.model import Quotation


def plan(scene: Scene, sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> Plan:
    """A correction where the page says otherwise, a check where it says the same.

    What somebody has decided already stays as it is; so does what one coder alone has looked at.
    """
    coders = " and ".join(coder for coder in sorted(answers) if coder != SETTLED)
    signed = replace(scene, by=coders)
    ops: list[Op] = []
    put_right = looked_at = 0
    for unit in sample.units:
        answer = agreed(answers, unit.id)
        quotation = scene.quotations.get(unit.id)
        if answer is None or quotation is None or _decided(scene, quotation):
            continue
        if scene.article(quotation.article).article.document.sha256 != unit.sha256:
            raise RefusedError(f"{unit.article} is not the text that was drawn. Put that one back.")
        keys = dict(_otherwise(signed, quotation, answer))
        if keys:
            keys["note"] = f"So coded by {coders} (sample {sample.name})."
            ops += edits.fix(signed, quotation, keys, "").ops
            put_right += 1
        elif answer.kind != NONE:
            ops += edits.right(signed, {"quotation": unit.id}).ops
            looked_at += 1
    label = f"sample {sample.name}: {put_right} corrected, {looked_at} checked"
    return Plan(CORRECTIONS, label, tuple(ops))


def _decided(scene: Scene, quotation: Quotation) -> bool:
    return (quotation.id, "quotations") in scene.decisions or bool(quotation.checked)


def _otherwise(scene: Scene, quotation: Quotation, answer: Answer) -> Iterator[tuple[str, str | bool]]:
    """What the answer says that the page does not."""
    if answer.kind == NONE:
        if quotation.id not in scene.doubts:
            yield "drop", True
        return
    who = edits.who(scene, {"name": answer.speaker} if answer.speaker else {"nobody": True})
    said = {name.casefold() for name in scene.speakers(quotation)}  # a coder names one of them
    if who["speaker"].casefold() not in said:
        yield from who.items()
    if answer.kind != quotation.type.value:
        yield "type", answer.kind
