"""Every reason has words for a reader, and says all that it knows."""

from __future__ import annotations

import pytest

from build_site.model import Choice, Reason, Why
from build_site.wording import REASONS, reason_words


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_worded(why: Why) -> None:
    """No code reaches a page, and no gap stays open."""
    told = reason_words(Reason(why, "Ana {Ruiz}", "the mayor", 2, Choice.TITLE_AGREES, 12))
    assert set(REASONS) == set(Why)
    assert told
    assert "\0" not in told
    assert not {"{who}", "{words}", "{where}", "{count}", "{chosen}"} & set(told.split())
    if "{who}" in REASONS[why]:
        assert "Ana {Ruiz}" in told


def test_places_are_told_in_paragraphs() -> None:
    """Near, far, later, and at no known place."""
    told = [
        reason_words(Reason(Why.LAST_SPEAKER, "A", blocks=n)).partition(", ")[2] for n in (0, 1, 3, 12, -1)
    ]
    assert told == [
        "in the same paragraph",
        "in the paragraph before",
        "3 paragraphs before",
        "earlier in the article",
        "later in the article",
    ]
    assert reason_words(Reason(Why.ANOTHER_FORM, "A")) == "another form of “A”"
