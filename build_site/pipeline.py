"""The line, on one screen: a folder of articles goes in, the files of a site come out."""

from __future__ import annotations

import gc
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

from build_site import curation, exports, pages, readers
from build_site.config import Project
from build_site.digests import Digests
from build_site.engine import analyse, analyse_anyhow
from build_site.errors import CurationError, InputError
from build_site.exports.pieces import InPieces, whole_of
from build_site.importing import aggregators
from build_site.keeping import Kept, unhurried
from build_site.lasting import TOLD, Lasting
from build_site.lexicon import Lexicon, load_lexicon
from build_site.model import (
    Analysis,
    Corpus,
    CorpusArticle,
    Dataset,
    Document,
    Finding,
    Level,
    Quotation,
    Relation,
    Transcript,
)
from build_site.options import FEW, Options, silent
from build_site.pages.catalogue import Download, catalogue
from build_site.pages.links import portrait_path
from build_site.piecing import Piecing, downloads, exported
from build_site.readers import transcripts
from build_site.readers.picture import read_picture
from build_site.recall import Recalling, same
from build_site.redrawing import Redrawing
from build_site.said import delivering, hearing
from build_site.stages import (
    addressing,
    assembly,
    corrections,
    media,
    reporting,
    resolution,
    standing,
    stories,
    together,
    witnesses,
)
from build_site.stages.attribution.addressees import with_addressees
from build_site.stages.confidence import default_gate
from build_site.stages.gate import sort_out
from build_site.stages.statements import link_statements
from build_site.write import Writer

__all__ = [
    "FEW",
    "Options",
    "analyse",
    "analyse_all",
    "analyse_anyhow",
    "build",
    "exported",
    "files_of",
    "load",
    "portraits_of",
    "read",
    "read_corpus",
    "read_record",
    "remember_addresses",
    "reread",
    "resolve",
    "silent",
    "written",
]
COPY = 0.85
"""Share of an article's words that stand in another, from which on it is that one's copy."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MANY = 3_000
"""Above so many articles no process is copied to write them: each copy grows to all that it reads."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Drafted:
    """The corpus before corrections."""

    resolved: resolution.Resolution
    found: assembly.Assembly
    told: tuple[Quotation, ...]


def _drafted(
    analyses: Sequence[Analysis],
    authority: Sequence[curation.AuthorityActor],
    corpus: Corpus,
    lexicon: Lexicon,
    recall: Recalling,
) -> _Drafted:
    """Who is who, and who said what, as the machine finds it: no correction changes it."""
    resolved = resolution.resolve_corpus(analyses, authority, lexicon, recall)
    found = assembly.assemble(analyses, resolved.actors, resolved.of_entity, corpus, lexicon, recall)
    told = media.with_media(found.articles, found.quotations, found.outlets, lexicon, recall)
    return _Drafted(resolved, found, told)


def resolve(
    analyses: Sequence[Analysis],
    unread: tuple[Finding, ...],
    project: Project,
    options: Options,
    record: tuple[Transcript, ...] = (),
) -> Dataset:
    """What was found in each article → the corpus: actors, corrections, statements, dates, what was said."""
    lexicon, recall = load_lexicon(), options.recall
    corpus, authority, fixes = curation.load(
        project.corpus_file, project.actors_file, project.corrections_file, curated=options.curated
    )
    corpus = recall(same, replace(corpus, address=curation.load_address(project.root / "mkdocs.yml", recall)))
    authority = recall(same, authority)
    options.progress("resolving actors", 0, 1)
    draft = recall(_drafted, analyses, authority, corpus, lexicon, recall)
    resolved, found, told = draft.resolved, draft.found, draft.told
    refused = [f.where for f in unread if f.code == "unreadable-article"]
    corrected = corrections.apply(
        found.articles, told, found.actors, fixes, authority, refused, recall, together.with_others
    )
    options.progress("linking statements", 0, 1)
    named = {id for fix in corrected.statements for id in fix.quotations}
    gate = replace(default_gate(lexicon), **{kind.value: least for kind, least in corpus.publish_above})
    whole = sort_out(corrected.articles, corrected.quotations, named, gate, recall)
    linked = link_statements(whole.articles, whole.quotations, corrected.statements, lexicon, recall)
    quotations = assembly.with_statements(whole.quotations, linked.statement_of, recall)
    quotations = witnesses.with_witnesses(quotations, linked.statements, corrected.actors, recall)
    copies = _copies(corrected.articles, quotations, linked.relations)
    related = assembly.with_relations(whole.articles, linked.relations, recall)
    dataset = Dataset(
        corpus=corpus,
        articles=related,
        quotations=assembly.with_own_articles(quotations, whole.articles, recall),
        actors=corrected.actors,
        statements=linked.statements,
        outlets=found.outlets,
        findings=(
            *unread,
            *(finding for a in analyses for finding in a.findings),
            *resolved.findings,
            *corrected.findings,
            *linked.findings,
            *copies,
        ),
        doubts=whole.doubts,
        stories=stories.tell(related),
        decisions=corrected.decisions,
    )
    known = curation.load_addresses(project.addresses_file, recall)
    reported = reporting.report(standing.stand(dataset, lexicon, recall), recall)
    settled = addressing.settle(reported, known, recall)
    return hearing.with_record(with_addressees(settled, lexicon, recall), record, lexicon, recall)


def _copies(
    articles: Sequence[CorpusArticle], quotations: Sequence[Quotation], relations: Sequence[Relation]
) -> Iterator[Finding]:
    """A finding for each pair of articles that are one text, as a wire's copies are; both are kept.

    Reused text is told without quotations, so it is held against the words that stand outside of them.
    """
    known = {article.id: article for article in articles}
    quoted: Counter[str] = Counter()
    sharing = {relation.article for relation in relations if relation.share}
    for quotation in quotations:
        if quotation.article in sharing:
            quoted[quotation.article] += len(quotation.text.split())
    for relation in relations:
        if not relation.share:
            continue
        one, other = known[relation.article], known[relation.other]
        words = len(one.article.text.split()) if one.path > other.path else 0
        share = relation.share * words / max(1, words - quoted[one.id])
        if share >= COPY:
            message = f"{min(share, 1):.0%} of its words stand in {other.path} too: a copy. Both are kept."
            yield Finding(Level.INFO, "copy", one.path, f"{message} Remove one if they are one article.")


def files_of(dataset: Dataset, jobs: int = 1) -> Iterator[tuple[str, str | bytes]]:
    """Every file that is written below ``docs/``, made from nothing."""
    told = Digests(TOLD)
    files = _files(dataset, jobs, Redrawing(told=told), Piecing(None, Path(), told))
    return ((path, content) for path, content in files if content is not None)


def _files(
    dataset: Dataset, jobs: int, redrawing: Redrawing, piecing: Piecing, kept: Path | None = None
) -> Iterator[tuple[str, str | bytes | None]]:
    """The same with None for the content of what stands there since the last build, as ``redrawing`` found.

    The data page lists what the exports made. Pictures that ``corpus.yml`` asks for are drawn where ``kept``
    is given, the last build's ``docs/``: those that stand there are taken as they are.
    """
    shown = assembly.without_passers_by(dataset)
    jobs = jobs if FEW < len(dataset.articles) <= MANY else 1
    sizes: dict[str, dict[str, int]] = {}
    for export, files in downloads(dataset, shown, jobs, piecing):
        yield from files
        sizes[export.name] = {path: len(data) for path, data in files}
    known = catalogue(shown, tuple(offered(dataset, sizes)))
    yield from redrawing.files(known, jobs)
    if kept is not None and dataset.corpus.share_images != "none":
        yield from pages.share_images(known, kept)


def offered(dataset: Dataset, sizes: Mapping[str, Mapping[str, int]]) -> Iterator[Download]:
    """What the data page offers: ``sizes`` has the bytes of each file of each export."""
    asked = exports.left_out(dataset)
    for export in (e for e in exports.EXPORTS if e.listed):
        files = sizes.get(export.name, {})
        if export in asked:
            yield Download(export.title, "", 0, asked=export.name)
        elif isinstance(export.files, InPieces) and len(files) > 1:
            whole = whole_of(next(iter(files)))
            yield Download(export.title, whole, sum(files.values()), parts=tuple(files))
        else:
            yield from (Download(export.title, path, size) for path, size in files.items())


def portraits_of(dataset: Dataset, project: Project) -> Iterator[tuple[str, bytes]]:
    """The pictures of actors that ``actors.yml`` names, from ``seeds/``."""
    for actor in dataset.actors:
        path = portrait_path(actor)
        if path and actor.portrait:
            try:
                yield path, read_picture(project.seeds / actor.portrait.path, project.seeds)
            except InputError as error:
                raise CurationError(
                    f"{project.actors_file}: the portrait of {actor.name} cannot be used. {error} Or take the"
                    " portrait out."
                ) from None


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


def load(project: Project, options: Options, found: Read | None = None) -> Dataset:
    """From ``seeds/`` to the whole corpus; of what was ``found`` in it already only the curator's files."""
    with unhurried():
        found = found or read(project, options)
        return resolve(found.analyses, found.findings, project, options, found.record)


def build(project: Project, options: Options) -> Dataset:
    """From ``seeds/`` to ``docs/``, whole or not at all."""
    with unhurried():
        lasting = Lasting(project.manifest.parent / "linked")
        dataset = load(project, replace(options, recall=lasting))
        lasting.keep()
        options.progress("writing pages", 0, 1)
        if options.curated:
            remember_addresses(dataset, project)
        redrawing = Redrawing(project.manifest.parent / "pages.json", project.docs, lasting.told)
        piecing = Piecing(project.manifest.parent / "pieces.json", project.docs, lasting.told)
        files = _files(dataset, options.jobs, redrawing, piecing, project.docs)
        Writer(project.docs, project.manifest).write(chain(files, portraits_of(dataset, project)))
        redrawing.keep()
        piecing.keep()
    options.progress("writing pages", 1, 1)
    return dataset


def remember_addresses(dataset: Dataset, project: Project) -> None:
    """Keep every address that is published now, with the seeds."""
    known = curation.load_addresses(project.addresses_file)
    text = curation.addresses_text(addressing.record(dataset, known))
    try:
        if not project.addresses_file.exists() or project.addresses_file.read_text("utf-8") != text:
            project.addresses_file.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise CurationError(
            f"{project.addresses_file}: cannot be written ({error.strerror}). Addresses are kept"
            " there: let the folder be written to."
        ) from None


def written(project: Project) -> frozenset[str]:
    """The files below ``docs/`` that the last build wrote. Hooks of older projects ask here."""
    return Writer(project.docs, project.manifest).written()
