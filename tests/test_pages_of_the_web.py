"""What pages of the web say of themselves, in the styles that publishing systems write."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks.pages import FACTS, Tally, pages
from build_site.readers import html
from build_site.readers.bylines import organisation, people
from build_site.readers.page import said_of

INVENTED = Path(__file__).resolve().parents[1] / "benchmarks/data/pages"


def test_every_fact_of_every_invented_page() -> None:
    """Headline, authors, day and outlet of each; their texts as well as those of real pages."""
    tally = Tally()
    for name, data, gold in pages(INVENTED):
        tally.add(name, html.read(data, name), gold)
    assert [wrong for wrong in tally.wrong if ": text," not in wrong] == []
    assert {len(tally.facts[key]) for key in FACTS} == {38}
    assert all(recall == 1 for _, recall in tally.texts)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Brun", ("Ada Brun",)),
        ("BY ADA BRUN AND JON O'VALE", ("Ada Brun", "Jon O'Vale")),
        ("Ada Brun, Jon Vale and Mia Holt, The Quay", ("Ada Brun", "Jon Vale", "Mia Holt")),
        ("Ada Brun, chief political correspondent", ("Ada Brun",)),
        ("Ada Brun in Skerry and Jon Vale in Holm", ("Ada Brun", "Jon Vale")),
        ("Analysis by Ada Brun | ada@quay.example | Updated 3 May 2024", ("Ada Brun",)),
        ("Words: Ada Brun. Photographs: Jon Vale", ("Ada Brun",)),
        ("By Ada Brun, with additional reporting by Jon Vale", ("Ada Brun",)),
        ("Dr Ada Brun, PhD", ("Ada Brun",)),
        ("A. B. van der Holt Jr.", ("A. B. van der Holt Jr.",)),
        ("Ada Brun for The Quay", ("Ada Brun",)),
        ("ADA MCHOLT", ("Ada McHolt",)),
        ("By Ada “Dee” Brun", ("Ada “Dee” Brun",)),
        ("The Quay", ()),
        ("Quay Staff", ()),
        ("By Staff Reporters and Agencies", ()),
        ("Harbour Editor", ()),
        ("https://quay.example/authors/ada-brun", ()),
        ("@adabrun", ()),
        ("admin", ()),
        ("3 May 2024", ()),
        ("Monday, May 3", ()),
        ("By signing up you agree to our terms", ()),
        ("Photograph by Jon Vale", ()),
        ("Reuters", ()),
        ("", ()),
    ],
)
def test_whom_a_byline_names(byline: str, names: tuple[str, ...]) -> None:
    """People, without their roles, places, days and addresses."""
    assert people(byline, ["The Quay"]) == names


def test_an_agency_is_named_where_nobody_is() -> None:
    """An organisation that is not the outlet; a desk of the outlet's own is nobody."""
    assert organisation("Agence France-Presse", ["The Quay"]) == "Agence France-Presse"
    assert organisation("The Quay", ["The Quay"]) is organisation("Newsroom", ["The Quay"]) is None
    page = "<title>Shut</title><meta name=author content='{}'><h1>The bridge is shut</h1>"
    assert said_of(page.format("Reuters and Ada Brun")).authors == ("Ada Brun",)
    assert said_of(page.format("Reuters")).authors == ("Reuters",)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The bridge is shut | News | The Quay", "The bridge is shut"),
        ("The Quay: The bridge is shut", "The bridge is shut"),
        ("The bridge is shut - for now", "The bridge is shut - for now"),
        ("The Quay | The bridge is shut", "The bridge is shut"),
        ("The bridge is shut – Kay Politics", "The bridge is shut – Kay Politics"),
        ("The bridge is shut – The Quay Politics", "The bridge is shut"),
    ],
)
def test_a_title_without_its_outlet(title: str, shown: str) -> None:
    """Where the page shows no headline of its own."""
    page = f"<title>{title}</title><meta property=og:site_name content='The Quay'><p>Nobody knows.</p>"
    assert said_of(page).title == shown


def test_odd_data_is_passed_over() -> None:
    """Data of any shape; nothing of it stops the reading."""
    odd = (
        '{"@type": 7}',
        "[[[]]]",
        '{"@graph": "x", "author": 3}',
        "null",
        '{"@type": "Article", "author": [[["A B"]]]}',
    )
    for data in odd:
        page = f"<script type='application/ld+json'>{data}</script><h1>The bridge is shut</h1>"
        assert said_of(page).title == "The bridge is shut"
    for broken in ("", "<", "<?xml version='1.0' encoding='x'?><p>", "<a href='http://[x'>", "\x00"):
        said_of(broken)


@pytest.mark.parametrize(
    "page",
    [
        "<title>Shut down now</title><h1>Shut</h1><div class=comments>"
        + "<div><i class=comment-author>Al Bo</i><p>x</div>" * 2_000,
        "<div><span class=author>" * 3_000,
        "<p class=byline>By Al Bo" * 2_000,
        "<a href=/>x</a>" * 4_000 + "<title>x y z</title>",
    ],
)
def test_the_work_grows_with_the_page(page: str) -> None:
    """Pages made to be slow are not: a tenth of this would do."""
    said_of(page)
    start = time.process_time()
    said_of(page)
    assert time.process_time() - start < 1.0
