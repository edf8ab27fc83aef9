"""The line, on one screen: a folder of articles goes in, the files of a site come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from build_site import curation, exports, pages
from build_site.config import Project
from build_site.digests import Digests
from build_site.engine import analyse, analyse_anyhow
from build_site.errors import CurationError, InputError
from build_site.exports.pieces import InPieces, whole_of
from build_site.keeping import unhurried
from build_site.lasting import TOLD, Lasting
from build_site.lexicon import Lexicon, load_lexicon
from build_site.model import (
    Analysis,
    Corpus,
    Dataset,
    Finding,
    Quotation,
    Transcript,
)
from build_site.options import FEW, Options, silent
from build_site.pages.catalogue import Download, catalogue
from build_site.pages.links import portrait_path
from build_site.piecing import Piecing, downloads, exported
from build_site.readers.picture import read_picture
from build_site.reading import Read, analyse_all, read, read_corpus, read_record, reread
from build_site.recall import Recalling, same
from build_site.redrawing import Redrawing
from build_site.said import hearing
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
    "offered",
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
MANY = 3_000
"""Above so many articles no process is copied to write them: each copy grows to all that it reads."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Begun:
    """What is known of the corpus once no analysis is needed any more."""

    corpus: Corpus
    authority: tuple[curation.AuthorityActor, ...]
    fixes: curation.Corrections
    draft: _Drafted
    findings: tuple[Finding, ...]
    """Of reading and of the analyses."""


def resolve(
    analyses: Sequence[Analysis],
    unread: tuple[Finding, ...],
    project: Project,
    options: Options,
    record: tuple[Transcript, ...] = (),
) -> Dataset:
    """What was found in each article → the corpus: actors, corrections, statements, dates, what was said."""
    return _finished(_begun(analyses, unread, project, options), project, options, record)


def _begun(
    analyses: Sequence[Analysis], unread: tuple[Finding, ...], project: Project, options: Options
) -> _Begun:
    lexicon, recall = load_lexicon(), options.recall
    corpus, authority, fixes = curation.load(
        project.corpus_file, project.actors_file, project.corrections_file, curated=options.curated
    )
    corpus = recall(same, replace(corpus, address=curation.load_address(project.root / "mkdocs.yml", recall)))
    authority = recall(same, authority)
    options.progress("resolving actors", 0, 1)
    draft = recall(_drafted, analyses, authority, corpus, lexicon, recall)
    findings = (*unread, *(finding for a in analyses for finding in a.findings))
    return _Begun(corpus, authority, fixes, draft, findings)


def _finished(begun: _Begun, project: Project, options: Options, record: tuple[Transcript, ...]) -> Dataset:
    lexicon, recall = load_lexicon(), options.recall
    corpus, fixes = begun.corpus, begun.fixes
    found, told = begun.draft.found, begun.draft.told
    refused = [f.where for f in begun.findings if f.code == "unreadable-article"]
    corrected = corrections.apply(
        found.articles, told, found.actors, fixes, begun.authority, refused, recall, together.with_others
    )
    options.progress("linking statements", 0, 1)
    named = {id for fix in corrected.statements for id in fix.quotations}
    gate = replace(default_gate(lexicon), **{kind.value: least for kind, least in corpus.publish_above})
    whole = sort_out(corrected.articles, corrected.quotations, named, gate, recall)
    linked = link_statements(whole.articles, whole.quotations, corrected.statements, lexicon, recall)
    quotations = assembly.with_statements(whole.quotations, linked.statement_of, recall)
    quotations = witnesses.with_witnesses(quotations, linked.statements, corrected.actors, recall)
    related = assembly.with_relations(whole.articles, linked.relations, recall)
    dataset = Dataset(
        corpus=corpus,
        articles=related,
        quotations=assembly.with_own_articles(quotations, whole.articles, recall),
        actors=corrected.actors,
        statements=linked.statements,
        outlets=found.outlets,
        findings=(
            *begun.findings,
            *begun.draft.resolved.findings,
            *corrected.findings,
            *linked.findings,
        ),
        doubts=whole.doubts,
        stories=stories.tell(related),
        decisions=corrected.decisions,
    )
    known = curation.load_addresses(project.addresses_file, recall)
    reported = reporting.report(standing.stand(dataset, lexicon, recall), recall)
    settled = addressing.settle(reported, known, recall)
    return hearing.with_record(with_addressees(settled, lexicon, recall), record, lexicon, recall)


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


def load(project: Project, options: Options, found: Read | None = None) -> Dataset:
    """From ``seeds/`` to the whole corpus; of what was ``found`` in it already only the curator's files."""
    with unhurried():
        found = found or read(project, options)
        record, begun = found.record, _begun(found.analyses, found.findings, project, options)
        del found  # a third of the memory
        return _finished(begun, project, options, record)


def build(project: Project, options: Options) -> Dataset:
    """From ``seeds/`` to ``docs/``, whole or not at all."""
    with unhurried():
        lasting = Lasting(project.manifest.parent / "linked")
        dataset = load(project, replace(options, recall=lasting))
        lasting.keep()
        options.progress("writing pages", 0, 1)
        if options.curated:
            remember_addresses(dataset, project)
        redrawing = Redrawing(project.manifest.parent / "pages", project.docs, lasting.told)
        piecing = Piecing(project.manifest.parent / "pieces", project.docs, lasting.told)
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
