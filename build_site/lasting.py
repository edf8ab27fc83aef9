"""Results of the stages over the corpus that are kept from one build to the next.

A stage calls its pure functions through ``recall``; of those in the table here the results stay below a
project's ``.verbatim``, under a digest of all that they were made of. So a build after an edit compares
again only what the edit touched. What is kept is sealed with a digest of itself and of the program: what is
damaged, or another program's, counts for nothing.
"""

from __future__ import annotations

import io
import marshal
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from build_site.digests import Digests, digest
from build_site.exports.edition import Printed
from build_site.keeping import SINGLE, keep_sealed, program, read_sealed
from build_site.model import Article, CorpusArticle, Quotation, ResolvedMention, Spans
from build_site.recall import once
from build_site.stages.attribution.addressees import addressees
from build_site.stages.media import Names, reached
from build_site.stages.statements.evidence import Evidence, Setting
from build_site.stages.statements.judging import of_one_mouth
from build_site.stages.statements.occasion import occasions
from build_site.stages.statements.relating import read_text
from build_site.stages.statements.traits import traits_of
from build_site.stages.statements.verdicts import two_speakers

T = TypeVar("T")
Named = tuple[Any, ...]
"""Plain values that tell all that a call was given."""


def _occasions(
    told: Digests, id: str, published: str | None, article: Article, _: object, *own: Quotation
) -> Named:
    return (id, published, told(article), *map(told, own))


def _text(told: Digests, article: Article, title: str, quoted: Spans, _: object) -> Named:
    return told(article), title, quoted


def _reached(told: Digests, article: CorpusArticle, names: Names, _: object, *own: Quotation) -> Named:
    return (told(article), names, *map(told, own))


def _addressees(
    told: Digests, article: Article, named: Sequence[ResolvedMention], _: object, *own: Quotation
) -> Named:
    return (told(article), told(named), *map(told, own))


def _one_mouth(told: Digests, _: object, *given: Evidence) -> Named:
    return _judged(told, *given)


def _judged(told: Digests, *given: Evidence) -> Named:
    """What is said is made of its quotation alone."""
    return tuple(told(part) for one in given for part in (one.setting, one.quotation, one.occasion))


def _traits(_: Digests, text: str, __: object) -> Named:
    return (text,)


LASTING: Mapping[Callable[..., Any], Callable[..., Named]] = {
    reached: _reached,
    addressees: _addressees,
    occasions: _occasions,
    read_text: _text,
    of_one_mouth: _one_mouth,
    two_speakers: _judged,
    traits_of: _traits,
}
"""What is kept, and what tells all that each is made of; vocabulary is the program's."""
VALUES = {
    ("array", "_array_reconstructor"),
    ("array", "array"),
    ("builtins", "frozenset"),
    ("datetime", "date"),
    ("build_site.model.corpus", "ChainLink"),
    ("build_site.stages.statements.clustering", "Link"),
    ("build_site.stages.statements.verdicts", "Verdict"),
    ("build_site.stages.statements.occasion", "Occasion"),
    ("build_site.stages.statements.relating", "Text"),
    ("build_site.stages.statements.reuse", "Copy"),
    ("build_site.stages.statements.traits", "Traits"),
}
"""All that is looked up in reading; nothing else is ever called."""


TOLD = (*SINGLE, Printed, Setting)
"""Values that the files of a site are made of, each told by a digest of its own."""


class Lasting:
    """Recalls what the last build of a project was given, and keeps what this one is.

    ``told`` tells values by what they hold.
    """

    def __init__(self, memory: Path) -> None:
        self._memory = memory
        self.told = Digests(TOLD)
        self._before = _read(memory)
        self._now: dict[bytes, bytes] = {}

    def __call__(self, function: Callable[..., T], *given: Any) -> T:
        """The function's result for these values."""
        named = LASTING.get(function)
        if named is None:
            return once(function, *given)
        key = digest((function.__qualname__, named(self.told, *given)))
        found = self._now.get(key) or self._before.get(key)
        if found is not None:
            self._now[key] = found
            result: T = _Values(io.BytesIO(found)).load()
            return result
        result = function(*given)
        self._now[key] = pickle.dumps(result, protocol=5)
        return result

    def keep(self) -> None:
        """Keep what was asked for, and no more, and let go of it; no matter if nothing can be written."""
        now, before, self._now, self._before = self._now, self._before, {}, {}
        if now.keys() != before.keys():
            keep_sealed(self._memory, marshal.dumps(now), program())


def _read(memory: Path) -> dict[bytes, bytes]:
    data = read_sealed(memory, program())
    kept: dict[bytes, bytes] = marshal.loads(data) if data else {}  # noqa: S302 -- sealed
    return kept


class _Values(pickle.Unpickler):
    """Reads the values that are kept, and nothing else, whatever a file asks for."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in VALUES:
            return getattr(sys.modules[module], name)
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept")
