"""What is said is what was meant: wherever words stand without their sentence, their cue stands with them."""

from __future__ import annotations

import html
import re
from functools import cache

import pytest

from build_site.exports import feeds, previews, search
from build_site.model import Dataset
from build_site.pages import render
from build_site.stages.reporting import report, shortened
from tests.builders import corpus, said, story

WORDS = "“selling the old harbour to foreign shipping lines” for a third of what it cost"
CUES = {
    "denied {}": "denied",
    "said that she had never thought of {}": "never thought of",
    "urged the council against {}": "against",
}


def harbour() -> Dataset:
    """Three outlets have the same words, each behind a cue that turns them; one has them before their cue."""
    stories = []
    for number, (frame, cue) in enumerate(CUES.items()):
        text = f"Harbour {number}\nMayor Ana Ruiz {frame.format(WORDS)} on Friday."
        own = WORDS[1 : WORDS.index("”")]
        saying = said(WORDS, by="Ana Ruiz", type="mixed", verbatim=own, cue=cue, statement="s")
        stories.append(story(text, saying, outlet=f"Paper {number}", title=f"Harbour {number}"))
    return report(corpus(*stories, relations=True))


@cache
def everything() -> dict[str, str]:
    """Every page, feed, preview and record of the search, as plain text."""
    dataset = harbour()
    files = dict(render(dataset))
    files |= dict(feeds.atom(dataset)) | dict(feeds.json_feed(dataset)) | dict(previews.previews(dataset))
    files |= dict(search.search(dataset))
    return {path: plain(text) for path, text in files.items() if not path.startswith("assets/")}


def plain(text: str) -> str:
    """Without tags and without the quotation marks that HTML and JSON write in their ways."""
    text = re.sub(r"(?s)<(script|style)\b(?![^>]*json)[^>]*>.*?</\1>", " ", text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_no_place_has_the_words_without_what_turns_them() -> None:
    """Lists, indexes, statement, story, search, previews, feeds, cards, data of pages."""
    bare, seen = [], set()
    for path, text in everything().items():
        for match in re.finditer(r"selling the old harbour", text):
            seen.add(path.partition("/")[0])
            around = text[max(0, match.start() - 90) : match.start()]
            if not any(cue in around for cue in CUES.values()) and '"text": "' not in around[-12:]:
                bare.append((path, around[-60:], text[match.start() : match.start() + 60]))
    assert bare == []
    assert {"articles", "statements", "actors", "quotations", "search", "previews", "data"} <= seen


@pytest.mark.parametrize(
    ("words", "longest", "cut"),
    [
        (
            "The harbour was sold to foreign lines (denied)",
            80,
            "The harbour was sold to foreign lines (denied)",
        ),
        ("The harbour was sold to foreign lines (denied)", 30, "The harbour was sold… (denied)"),
        ("“The harbour was sold to foreign lines.”", 25, "“The harbour was sold…”"),
        ("denied that the harbour was sold", 20, "denied that the…"),
    ],
)
def test_what_is_cut_keeps_its_cue(words: str, longest: int, cut: str) -> None:
    """In front it stands anyway; behind, it stays behind."""
    assert shortened(words, longest) == cut
