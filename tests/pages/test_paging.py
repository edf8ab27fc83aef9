"""Long lists are cut into pages that lead to one another."""

from __future__ import annotations

import re

import pytest

from build_site.pages.paging import PAGES, ROWS, Sheet, sheets


def pages(rows: list[str], first: str = "articles/index.html", per: int = ROWS) -> list[Sheet[str]]:
    """The pages of rows that are their own keys and labels."""
    return list(sheets(rows, first, str, str, per))


def many(number: int) -> list[str]:
    """Rows in order."""
    return [f"row {n:05}" for n in range(number)]


@pytest.mark.parametrize("rows", [0, 1, 60, 61, 500])
def test_pages_hold_every_row_once(rows: int) -> None:
    """No row is lost, there is always a first page, and none is much longer than it should be."""
    made = pages(many(rows))
    assert [x for s in made for x in s.rows] == many(rows)
    assert [s.number for s in made] == list(range(1, len(made) + 1))
    assert all(ROWS // 2 <= len(s.rows) <= 2 * ROWS for s in made[:-1])
    assert len(made) == 1 or rows > ROWS


def test_one_row_more_is_one_page_more_or_another() -> None:
    """Rows that come and go leave the pages behind them as they are."""
    rows = many(3000)
    before = {s.path: s.rows for s in pages(rows)}
    for at in range(0, 3000, 97):
        for changed in ([*rows[:at], "another", *rows[at:]], [*rows[:at], *rows[at + 1 :]]):
            after = {s.path: s.rows for s in pages(changed)}
            assert len(before.items() ^ after.items()) <= 12


def test_addresses_follow_from_the_first() -> None:
    """In a folder they are called ``page``; beside other pages they keep the name."""
    for first, later in (
        ("actors/index.html", r"actors/page-[0-9a-f]{4,}\.md"),
        ("timeline.html", r"timeline-[0-9a-f]{4,}\.md"),
    ):
        one, *more = [s.path for s in pages(many(200), first, per=20)]
        assert one == first.removesuffix(".html") + ".md"
        assert more
        assert all(re.fullmatch(later, path) for path in more)
        assert len({one, *more}) == 1 + len(more)


def test_equal_rows_have_addresses_of_their_own() -> None:
    """Where the rows of a list cannot be told apart, no page takes another one's place."""
    paths = [s.path for s in pages(["a", "b"] * 200, per=2)]
    assert len(set(paths)) == len(paths) > 50


def test_titles_and_neighbours() -> None:
    """A later page says what it begins with, and none names how many there are."""
    made = pages(many(200), "x/index.html", per=20)
    one, other, last = made[0], made[1], made[-1]
    assert (one.titled("Speakers"), one.told("200 rows.")) == ("Speakers", "200 rows.")
    assert other.titled("Speakers") == f"Speakers, from “{other.rows[0]}”"
    assert other.told("200 rows.") == f"This page of the list begins with “{other.rows[0]}”."
    assert one.around == ("", other.paths[1])
    assert last.around == (last.paths[-2], "")


def test_rows_of_one_thing_stand_together() -> None:
    """A page begins with another article, but where one alone is longer than two pages."""
    rows = [f"{article}:{n}" for article in range(60) for n in range(7)] + [f"x:{n}" for n in range(199)]
    made = list(sheets(rows, "x/index.html", str, str, 20, lambda row: row.partition(":")[0]))
    begun = [s.rows[0] for s in made]
    assert all(row.endswith(":0") for row in begun if not row.startswith("x:"))
    assert sum(row.startswith("x:") for row in begun) >= 2


def test_a_very_long_list_has_longer_pages() -> None:
    """Some hundred pages are as many as anybody turns."""
    assert len(pages(many(4 * PAGES * 10), per=10)) <= PAGES * 2
