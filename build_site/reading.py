"""What stands in ``seeds/``: articles, each analysed by itself, and transcripts; what was read is kept."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Collection, Iterator, MutableMapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

from build_site import readers
from build_site.config import Project
from build_site.engine import analyse_anyhow
from build_site.errors import InputError
from build_site.importing import aggregators
from build_site.keeping import Kept, unhurried
from build_site.model import Analysis, Document, Finding, Level, Transcript
from build_site.options import FEW, Options
from build_site.readers import transcripts
from build_site.said import delivering

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def analyse_all(documents: Sequence[Document], options: Options) -> tuple[Analysis, ...]:
    """Every article by itself, in order, over as many processes as are asked for."""
    known = {} if options.known is None else options.known
    fresh = [document for document in documents if document not in known]
    with _mapper(options.jobs if len(fresh) > FEW else 1) as mapped:
        for done, (document, analysis) in enumerate(
            zip(fresh, mapped(analyse_anyhow, fresh), strict=True), 1
        ):
            known[document] = analysis
            options.progress("reading articles", done, len(fresh))
    return tuple(known[document] for document in documents)


@contextmanager
def _mapper(jobs: int) -> Iterator[Callable[..., Iterator[Analysis]]]:
    if jobs == 1:
        yield map
        return
    with ProcessPoolExecutor(jobs, initializer=gc.disable) as pool:
        yield partial(pool.map, chunksize=8)


def read_corpus(project: Project, options: Options) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Every article of ``seeds/``, and a finding for each that cannot be read (an error under ``strict``)."""
    findings = list(readers.unread_files(project.seeds))

    def refused(where: str, error: InputError) -> None:
        if options.strict:
            raise error
        reason = str(error).removeprefix(f"{where}: ")
        findings.append(Finding(Level.ERROR, "unreadable-article", where, reason))

    documents = tuple(readers.read_folder(project.seeds, refused, own=True))
    if not documents:
        raise InputError(
            f"{project.seeds}: no article here that can be read. Put .txt, .md, .html or .jsonl files there."
        )
    return documents, tuple(findings)


def _oddities(document: Document) -> Iterator[Finding]:
    """What no stage can know: several articles in one, and a day that has not come."""
    if aggregators.is_export(document.text):
        message = "Several articles in one file, an export. Move it elsewhere, then: verbatim add FILE"
        yield Finding(Level.WARNING, "several-articles", document.path, message)
    published = document.metadata.published
    if published and _DAY.match(published.value):
        latest = _now() + timedelta(days=1)  # it is tomorrow already elsewhere
        if published.value[:10] > latest.date().isoformat():
            message = f"Published on {published.value}, which has not come. Mend the date."
            yield Finding(Level.WARNING, "future-date", document.path, message)


def _now() -> datetime:
    """The moment of the build, or the one that ``SOURCE_DATE_EPOCH`` names, so that it can be built again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)


def read_record(project: Project, options: Options) -> tuple[tuple[Transcript, ...], tuple[Finding, ...]]:
    """Every transcript of ``seeds/``, and findings as for articles."""
    findings = list(transcripts.unread_transcripts(project.seeds))

    def refused(where: str, error: InputError, code: str = "unreadable-transcript") -> None:
        if options.strict:
            raise error
        reason = str(error).removeprefix(f"{where}: ")
        findings.append(Finding(Level.ERROR, code, where, reason))

    found = tuple(transcripts.read_transcripts(project.seeds, refused, own=True))
    findings += (finding for one in found for finding in one.findings)
    delivering.pairs_of(found, partial(refused, code="unknown-delivery"))
    return found, (*findings, *delivering.hints(found))


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What stands in ``seeds/`` but for the curator's word of the whole: each article read by itself."""

    analyses: tuple[Analysis, ...]
    unread: tuple[Finding, ...]
    """What of the articles' files cannot be read, or is none."""
    odd: tuple[tuple[Finding, ...], ...]
    """What is odd about each article."""
    record: tuple[Transcript, ...]
    doubts: tuple[Finding, ...]
    """Of the transcripts."""
    kept: Kept

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found in reading."""
        return (*self.unread, *chain.from_iterable(self.odd), *self.doubts)


def read(project: Project, options: Options) -> Read:
    """Every article of ``seeds/``, analysed, and the transcripts; what was found in each article is kept."""
    with unhurried():
        documents, unread = read_corpus(project, options)
        known: MutableMapping[Document, Analysis] = {} if options.known is None else options.known
        kept = Kept(project.analyses)
        known.update(kept.of([document for document in documents if document not in known]))
        analyses = analyse_all(documents, replace(options, known=known))
        kept.keep(analyses)
        for gone in known.keys() - set(documents):
            del known[gone]
        record, doubts = read_record(project, options)
        odd = tuple(tuple(_oddities(document)) for document in documents)
        return Read(analyses, unread, odd, record, doubts, kept)


def reread(project: Project, options: Options, before: Read, changed: Collection[str]) -> Read | None:
    """What ``read`` gives where nothing else was changed below ``seeds/`` since than the files named.

    None where these are other files than articles that were read, and what their side-cars state of them.
    """
    with unhurried():
        numbers = {a.article.document.path: n for n, a in enumerate(before.analyses)}
        stems = {path.rpartition(".")[0]: path for path in numbers}
        found: dict[int, Document] = {}
        for file in map(Path, changed):
            path = file.relative_to(project.root).as_posix()
            path = stems.get(path.removesuffix(".yml"), path) if path.endswith(".yml") else path
            if path not in numbers or (file.suffix == ".yml" and readers.tells_of_a_transcript(file)):
                return None
            try:
                found[numbers[path]] = readers.read(project.root / path, project.seeds, own=True)
            except InputError:
                return None  # it is told with all that cannot be read
        analyses, odd = list(before.analyses), list(before.odd)
        known: MutableMapping[Document, Analysis] = {} if options.known is None else options.known
        for number in found:
            known.pop(analyses[number].article.document, None)
        fresh = analyse_all(list(found.values()), replace(options, known=known))
        for (number, document), analysis in zip(found.items(), fresh, strict=True):
            analyses[number], odd[number] = analysis, tuple(_oddities(document))
        before.kept.keep(analyses)
        return replace(before, analyses=tuple(analyses), odd=tuple(odd))
