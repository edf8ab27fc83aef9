"""Long lists are cut into pages that lead to one another."""

from __future__ import annotations

import pytest

from build_site.pages.paging import ROWS, sheets


@pytest.mark.parametrize(("rows", "sizes"), [(0, [0]), (1, [1]), (60, [60]), (61, [60, 1])])
def test_at_most_so_many_rows(rows: int, sizes: list[int]) -> None:
    """No row is lost, and there is always a first page."""
    made = list(sheets(range(rows), "articles/index.html"))
    assert ROWS == 60
    assert [len(s.rows) for s in made] == sizes
    assert [x for s in made for x in s.rows] == list(range(rows))
    assert all(s.total == rows for s in made)


def test_addresses_follow_from_the_first() -> None:
    """In a folder they are ``page-2``; beside other pages they keep the name."""
    assert [s.path for s in sheets("abc", "actors/index.html", per=2)] == [
        "actors/index.md",
        "actors/page-2.md",
    ]
    assert [s.path for s in sheets("abc", "timeline.html", per=1)] == [
        "timeline.md",
        "timeline-2.md",
        "timeline-3.md",
    ]


def test_numbers_and_titles() -> None:
    """A page knows which rows it holds, and later ones say their number."""
    first, second = sheets("abc", "x/index.html", per=2)
    assert (first.first, first.last, second.first, second.last) == (1, 2, 3, 3)
    assert (first.titled("Speakers"), second.titled("Speakers")) == ("Speakers", "Speakers, page 2")


def test_the_pager_leaves_out_what_is_far() -> None:
    """The first, the last, the near ones; a gap for the rest."""
    made = list(sheets(range(12), "x/index.html", per=1))
    assert made[0].links == (1, 2, 3, None, 12)
    assert made[5].links == (1, None, 4, 5, 6, 7, 8, None, 12)
    assert made[11].links == (1, None, 10, 11, 12)
