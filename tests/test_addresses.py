"""No address is lost and none changes its meaning, whichever article comes or goes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from build_site.config import Project, open_project
from build_site.curation import Addresses, addresses_text, load_addresses
from build_site.curation.addresses import addresses_of, as_written
from build_site.curation.yaml import parse_yaml
from build_site.errors import CurationError
from build_site.model import Dataset
from build_site.pipeline import Options, build, files_of

OPTIONS = Options()
HARBOUR = (
    "The mayor, Ada Lindqvist, said on Monday: “We will open the old locks before the winter storms arrive.”"
    " Hugo Brandt, an engineer, disagreed. “The locks will never hold a single winter,” Brandt said."
)
STORIES = {
    "gazette": ("The Gazette", "2024-03-05", f"Locks to open\n{HARBOUR}"),
    "courier": (
        "The Courier",
        "2024-03-06",
        (
            "Mayor promises locks\n“We will open the old locks before the winter storms arrive,” Mayor Ada"
            " Lindqvist said on Monday. Hugo Brandt, the engineer, was not convinced."
        ),
    ),
    "herald": (
        "The Herald",
        "2024-03-04",
        (
            "A harbour waits\nAda Lindqvist said: “We will open the old locks before the winter storms"
            " arrive.” The Harbour Commission said the plan was late. “The locks will never hold a single"
            " winter,” said Hugo Brandt."
        ),
    ),
    "star": (
        "The Star",
        "2024-03-07",
        (
            "Another Brandt\nOlga Brandt, a teacher, spoke. “Children need the harbour,” Olga Brandt said."
            " A senior official said the locks were safe."
        ),
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n", "utf-8")
    return open_project(tmp_path)


def put(project: Project, name: str) -> None:
    """Add one of the stories."""
    outlet, published, text = STORIES[name]
    (project.seeds / f"{name}.txt").write_text(text, "utf-8")
    (project.seeds / f"{name}.yml").write_text(f"outlet: {outlet}\npublished: {published}\n", "utf-8")


def take(project: Project, name: str) -> None:
    """Remove one of the stories."""
    (project.seeds / f"{name}.txt").unlink()
    (project.seeds / f"{name}.yml").unlink()


def pages(dataset: Dataset) -> dict[str, str]:
    """Address → text of every page and redirect."""
    found = {path: str(text) for path, text in files_of(dataset) if path.endswith((".md", ".html"))}
    return {re.sub(r"\.md$", ".html", path): text for path, text in found.items()}


def meaning(dataset: Dataset) -> dict[str, str]:
    """Address → whose page it is: the actor's name, or words that all versions of a statement hold."""
    actors = {f"actors/{a.id}.html": a.name.split()[-1] for a in dataset.actors if a.standing.value == "page"}
    first = {q.id: q.text.casefold()[:24] for q in dataset.quotations}
    said = {f"statements/{s.id}.html": first[s.base] for s in dataset.statements if s.paged}
    return {**actors, **said, **{f"articles/{a.slug}.html": a.article.document.id for a in dataset.articles}}


def target(path: str, html: str) -> str | None:
    """Where a redirect leads, from the site's root; None for a page."""
    found = re.search(r'url=([^"]+)"', html) if html.startswith("<!doctype") else None
    if not found:
        return None
    up = path.count("/")
    assert found[1].startswith("../" * up)
    return found[1][3 * up :].split("#")[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
def test_no_address_is_lost_or_taken_over(project: Project, name: str) -> None:
    """Without an article, with it, without it again: an old address is the same subject's or leads on."""
    for other in STORIES:
        if other != name:
            put(project, other)
    meant: dict[str, str] = {}
    for change in (None, put, take, put):
        if change:
            change(project, name)
        dataset = build(project, OPTIONS)
        now, there = meaning(dataset), pages(dataset)
        for address, subject in meant.items():
            assert address in there, f"{address} is lost"
            leads = target(address, there[address])
            if leads is None:
                assert now.get(address, subject) == subject, f"{address} was {subject}"
            else:
                assert leads in there
                assert target(leads, there[leads]) is None, "a redirect leads to a page"
        meant = {**now, **meant}


def test_an_outlet_that_speaks_has_its_own_page_alone(project: Project) -> None:
    """What was never published leads nowhere; a page that was one leads to the outlet's."""
    put(project, "gazette")
    other = project.seeds / "other.txt"
    other.write_text("Quay to close\n\nThe Gazette said on Friday that the quay would be closed.\n", "utf-8")
    dataset = build(project, OPTIONS)
    (outlet,) = [actor for actor in dataset.actors if actor.outlet]
    address = f"actors/{outlet.id}.html"
    assert address not in pages(dataset)
    known = load_addresses(project.addresses_file)
    assert outlet.id not in known.actors
    witnesses = (a.article.document.id for a in dataset.articles)
    published = replace(known, actors={outlet.id: (outlet.name, *witnesses)})
    project.addresses_file.write_text(addresses_text(published), "utf-8")
    assert target(address, pages(build(project, OPTIONS))[address]) == "outlets/gazette.html"


def test_an_earlier_report_changes_no_statement_s_address(project: Project) -> None:
    """The id comes from the earliest quotation that was there, and is kept when an earlier one comes."""
    for name in ("gazette", "courier"):
        put(project, name)
    before = {s.id for s in build(project, OPTIONS).statements if s.paged}
    put(project, "herald")
    after = {s.id: len(s.versions) for s in build(project, OPTIONS).statements if s.paged}
    assert before <= after.keys()
    assert max(after.values()) >= 3


def test_the_file_is_a_line_an_address_and_is_read_back(project: Project) -> None:
    """Two files merge line by line; building again changes nothing."""
    for name in STORIES:
        put(project, name)
    build(project, OPTIONS)
    text = project.addresses_file.read_text("utf-8")
    known = load_addresses(project.addresses_file)
    assert addresses_text(known) == text
    assert set(known.outlets) == {"gazette", "courier", "herald", "star"}
    assert all(len(line.split(": ")) >= 2 for line in text.splitlines()[2:] if line.startswith("  "))
    build(project, OPTIONS)
    assert project.addresses_file.read_text("utf-8") == text


def test_a_name_s_second_bearer_takes_another_address(project: Project) -> None:
    """What was published as one's is never another's, though it would be his natural address."""
    project.addresses_file.write_text(
        addresses_text(Addresses(actors={"ada-lindqvist": ("Ada Nyberg", "gone")})), "utf-8"
    )
    put(project, "gazette")
    dataset = build(project, OPTIONS)
    ids = {a.id for a in dataset.actors if a.name == "Ada Lindqvist"}
    assert ids == {"ada-lindqvist-2"}
    assert dict(dataset.moved)["actors/ada-lindqvist.html"] == "actors/index.html"


def test_a_broken_file_names_its_line(project: Project) -> None:
    """As every file of the curator's."""
    put(project, "gazette")
    project.addresses_file.write_text("actors: {}\npeople: {}\n", "utf-8")
    with pytest.raises(CurationError, match=r"addresses\.yml:2"):
        build(project, OPTIONS)


def test_every_kind_is_kept() -> None:
    """What is written is read back, whatever signs names hold."""
    odd = Addresses(
        actors={"o-neill": ("O’Neill: “Chief”, #1", "a-b")},
        statements={"x-1234": ("slug#q-00000000",)},
        articles={"y": ("z",)},
        outlets={"no": ("No",)},
    )
    assert "".join(chain(addresses_text(odd))).count("\n") == 10


def test_what_the_program_wrote_is_read_as_a_person_would_write_it() -> None:
    """The short way to read it leads to the same; whatever is not as written goes the long way."""
    known = Addresses(
        actors={"ada": ('Ada “the” \\ "Quay" Lindqvist', "a: b", "c, d"), "bo": ("Bo",)},
        articles={"x": ("y",)},
    )
    text = addresses_text(known)
    assert as_written(text) == known == addresses_of(parse_yaml(text, "addresses.yml"))
    others = (
        text.replace("actors:", "actor:"),
        text.replace('"bo"', '"ada"'),
        text.replace('["Bo"]', "[Bo]"),
        text.replace('["Bo"]', '[" Bo"]'),
        text.replace('["Bo"]', '[""]'),
        text + "# by hand\n",
        text.replace("# Addresses", "# Our addresses"),
    )
    assert [other for other in others if as_written(other) is not None] == []
