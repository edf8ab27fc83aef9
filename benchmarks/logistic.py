"""Logistic regression over sparse traits, in plain Python: a weight for each trait, drawn towards nothing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
STEPS = 80
STILL = 1e-3
LONGEST = 2.0
"""A weight moves so far in one step at most."""


@dataclass(frozen=True, slots=True)
class Case(Generic[T]):
    """One claim: its traits, whether it was right, and how much it counts."""

    traits: Sequence[T]
    right: bool
    counts: float = 1.0


def fitted(
    cases: Sequence[Case[T]], known: Iterable[T], pull: float, free: Iterable[T] = ()
) -> dict[T, float]:
    """A weight for each of the known traits, by coordinate descent; ``free`` ones are hardly pulled."""
    places: dict[T, list[int]] = {trait: [] for trait in known}
    for number, case in enumerate(cases):
        for trait in case.traits:
            if trait in places:
                places[trait].append(number)
    pulls = defaultdict(lambda: pull, dict.fromkeys(free, 0.01))
    weights = dict.fromkeys(places, 0.0)
    sums = [0.0] * len(cases)
    for _ in range(STEPS):
        longest = 0.0
        for trait, numbers in places.items():
            slope, bend = -pulls[trait] * weights[trait], pulls[trait]
            for n in numbers:
                case, p = cases[n], chance(sums[n])
                slope += case.counts * (case.right - p)
                bend += case.counts * p * (1 - p)
            step = max(-LONGEST, min(LONGEST, slope / bend))
            if abs(step) > STILL / 10:
                weights[trait] += step
                for n in numbers:
                    sums[n] += step
            longest = max(longest, abs(step))
        if longest < STILL:
            break
    return weights


def chance(sum_: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum_))))


def predicted(traits: Iterable[T], weights: Mapping[T, float]) -> float:
    """How likely a claim of these traits is right."""
    return chance(sum(weights.get(trait, 0.0) for trait in traits))
