"""Two coders: a sample drawn by seed, coded blind by each, how far they agree, and what was settled.

Below ``coding/NAME/`` of the project: ``sample.json``, what was drawn; a ``.jsonl`` a coder, a line an
answer, of which the last one of a unit counts, so that no kill loses more than the key being pressed.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from build_site.config import Project
from build_site.desk.files import RefusedError, append_line
from build_site.errors import VerbatimError
from build_site.ids import slugify
from build_site.model import Dataset, QuotationType

NONE = "none"
"""The kind of words that are no quotation."""
KINDS = (*(kind.value for kind in QuotationType), NONE)
SETTLED = "settled"
"""The name under which answers are kept that coders agreed on afterwards."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Words to be coded."""

    id: str
    """Of the quotation, or of the doubt."""
    article: str
    """The path of the article."""
    sha256: str
    """Of its text: the places hold for this one."""
    begin: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one coder says of one unit."""

    unit: str
    kind: str
    speaker: str
    """'' is nobody."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree in one respect."""

    respect: str
    units: int
    """That two coders or more have answered."""
    share: float
    """Of pairs of answers those that are the same."""
    alpha: float | None
    """Krippendorff's, nominal; None where all answers are one and the same."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, and by which seed."""

    name: str
    seed: int
    units: tuple[Unit, ...]


def draw(dataset: Dataset, name: str, size: int, seed: int) -> Sample:
    """So many quotations and doubts, by chance, in an order of chance."""
    texts = {a.id: a for a in dataset.articles}
    every = sorted((*dataset.quotations, *dataset.doubts), key=lambda q: q.id)
    chosen = random.Random(seed).sample(every, min(size, len(every)))  # noqa: S311 -- no secret
    return Sample(
        name,
        seed,
        tuple(
            Unit(
                q.id,
                texts[q.article].path,
                texts[q.article].article.document.sha256,
                q.content[0][0],
                q.content[-1][1],
                q.text,
            )
            for q in chosen
        ),
    )


class Coding:
    """A sample and its answers, on disk."""

    def __init__(self, project: Project, name: str) -> None:
        if not name or slugify(name) != name:
            raise VerbatimError(f"{name!r}: no name for a sample. Write small letters, digits and hyphens.")
        self.name = name
        self.folder = project.root / "coding" / name

    def sample(self) -> Sample:
        """What was drawn."""
        path = self.folder / "sample.json"
        try:
            found = json.loads(path.read_text("utf-8"))
            return Sample(self.name, found["seed"], tuple(Unit(**unit) for unit in found["units"]))
        except FileNotFoundError:
            raise VerbatimError(f"{path}: no such sample. Draw it: verbatim desk --code NAME") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise VerbatimError(f"{path}: not readable. Draw the sample again under another name.") from None

    def keep(self, sample: Sample) -> None:
        """Write down what was drawn, once: a sample that is being coded does not change."""
        self.folder.mkdir(parents=True, exist_ok=True)
        drawn = {"seed": sample.seed, "units": [asdict(unit) for unit in sample.units]}
        with (self.folder / "sample.json").open("x", encoding="utf-8") as out:
            json.dump(drawn, out, ensure_ascii=False, indent=1)

    @property
    def drawn(self) -> bool:
        """Whether there is a sample."""
        return (self.folder / "sample.json").exists()

    def answer(self, coder: str, answer: Answer) -> None:
        """Add one answer to a coder's."""
        if answer.kind not in KINDS:
            raise RefusedError(f"{answer.kind} is no kind. It is one of {', '.join(KINDS)}.")
        append_line(self._path(coder), {"coder": coder, **asdict(answer)})

    def answers(self) -> dict[str, dict[str, Answer]]:
        """By coder, by unit; what was settled is under ``SETTLED``."""
        found: dict[str, dict[str, Answer]] = {}
        for path in sorted(self.folder.glob("*.jsonl")):
            for line in path.read_text("utf-8").splitlines():
                try:
                    said = json.loads(line)
                    coder = said.pop("coder")
                    found.setdefault(coder, {})[said["unit"]] = Answer(**said)
                except (ValueError, KeyError, TypeError):  # the line that was being written
                    continue
        return found

    def _path(self, coder: str) -> Path:
        return self.folder / f"{slugify(coder)}.jsonl"


def open_units(sample: Sample, answers: Mapping[str, Mapping[str, Answer]], coder: str) -> list[Unit]:
    """What a coder has still to answer; to ``SETTLED`` what the coders answered differently."""
    mine = answers.get(coder, {})
    left = [unit for unit in sample.units if unit.id not in mine]
    if coder != SETTLED:
        return left
    return [unit for unit in left if len({_claim(a) for a in _of(answers, unit.id).values()}) > 1]


def agreed(answers: Mapping[str, Mapping[str, Answer]], unit: str) -> Answer | None:
    """What was settled of a unit, or what two coders or more say of it without a difference."""
    if unit in (settled := answers.get(SETTLED, {})):
        return settled[unit]
    own = list(_of(answers, unit).values())
    return own[0] if len(own) > 1 and len({_claim(answer) for answer in own}) == 1 else None


def _of(answers: Mapping[str, Mapping[str, Answer]], unit: str) -> dict[str, Answer]:
    return {coder: own[unit] for coder, own in answers.items() if coder != SETTLED and unit in own}


def _claim(answer: Answer) -> tuple[str, str]:
    return answer.kind, "" if answer.kind == NONE else answer.speaker.casefold()


def agreement(sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> tuple[Agreement, ...]:
    """On the kind of all units, and on the speaker of those that no coder calls none."""
    kinds = [{c: a.kind for c, a in _of(answers, unit.id).items()} for unit in sample.units]
    speakers = [
        {c: a.speaker.casefold() for c, a in own.items()}
        for unit in sample.units
        if (own := _of(answers, unit.id)) and all(a.kind != NONE for a in own.values())
    ]
    return (_agreement("kind", kinds), _agreement("speaker", speakers))


def confusion(sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> Counter[tuple[str, str]]:
    """Pairs of kinds that two coders gave one unit."""
    found: Counter[tuple[str, str]] = Counter()
    for unit in sample.units:
        for one, other in combinations(_of(answers, unit.id).values(), 2):
            pair = sorted((one.kind, other.kind), key=KINDS.index)
            found[pair[0], pair[1]] += 1
    return found


def _agreement(respect: str, units: Sequence[Mapping[str, str]]) -> Agreement:
    both = [unit for unit in units if len(unit) > 1]
    pairs = [pair for unit in both for pair in combinations(unit.values(), 2)]
    share = sum(one == other for one, other in pairs) / len(pairs) if pairs else 0.0
    return Agreement(respect, len(both), share, _alpha(both))


def _alpha(units: Sequence[Mapping[str, str]]) -> float | None:
    """Krippendorff's α of nominal answers (Krippendorff 2011)."""
    values = sorted({value for unit in units for value in unit.values()})
    if len(values) < 2:
        return None
    try:
        import krippendorff  # noqa: PLC0415 -- an extra
    except ImportError:
        raise VerbatimError(
            'Krippendorff\'s α needs a package more: pip install "verbatim-site[coding]"'
        ) from None
    counts = [[list(unit.values()).count(value) for value in values] for unit in units]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def rows(sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> Iterator[tuple[str | int, ...]]:
    """The coded file: a row a unit and coder, with a head."""
    yield ("unit", "article", "begin", "end", "words", "coder", "kind", "speaker", "at")
    for unit in sample.units:
        for coder in sorted(answers):
            if said := answers[coder].get(unit.id):
                where = (unit.id, unit.article, unit.begin, unit.end, " ".join(unit.words.split()))
                yield (*where, coder, said.kind, said.speaker, said.at)


def table(sample: Sample, answers: Mapping[str, Mapping[str, Answer]]) -> Iterator[str]:
    """What ``verbatim agreement`` prints."""
    coders = [coder for coder in sorted(answers) if coder != SETTLED]
    yield f"sample {sample.name}: {len(sample.units)} units, seed {sample.seed}"
    for coder in coders:
        yield f"  {coder}: {len(answers[coder])} coded"
    for found in agreement(sample, answers):
        alpha = "not defined: all answers are one" if found.alpha is None else f"{found.alpha:.3f}"
        yield (
            f"{found.respect}: Krippendorff's α {alpha}; {100 * found.share:.1f}\u00a0% the same,"
            f" of {found.units} units that two have coded"
        )
    told = confusion(sample, answers)
    if told:
        yield "confusion by kind"
        yield f"  {'':9}" + "".join(f"{kind:>9}" for kind in KINDS)
        for one in KINDS:
            yield f"  {one:9}" + "".join(f"{told.get((one, other), 0) or '·':>9}" for other in KINDS)
    left = len(open_units(sample, answers, SETTLED))
    if left:
        many = "units are" if left > 1 else "unit is"
        yield f"{left} {many} answered differently and not settled: verbatim desk --settle {sample.name}"
