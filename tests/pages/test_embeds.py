"""What other sites set into a frame."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from build_site.model import Dataset
from build_site.pages import render
from tests.pages.corpora import hostile_corpus, plain_corpus


def test_a_paraphrase_has_a_frame_where_all_have() -> None:
    """It is the reporter's; ``embeds: all`` of corpus.yml frames it too, and its page tells the scripts."""
    data = plain_corpus()
    some, every = dict(render(data)), dict(render(asking(data)))
    for q in data.quotations:
        told = [f"id={q.anchor}>" in files.get(f"embed/{q.article}.html", "") for files in (some, every)]
        assert told == [q.type != "indirect", True]
        pages = [files[f"articles/{q.article}.md"] for files in (some, every)]
        assert ["data-embeds" in page for page in pages] == [False, True]
    assert any(q.type == "indirect" for q in data.quotations)


def test_each_quotation_has_a_frame_without_a_script() -> None:
    """The words, who said them, how they were reported, how sure that is and who else has them."""
    data = asking(plain_corpus())
    files = dict(render(data))
    slugs = {article.id: article.slug for article in data.articles}
    for q in data.quotations:
        page = files[f"embed/{slugs[q.article]}.html"]
        figure = page.split(f"id={q.anchor}>")[1].split("</figure>")[0]
        assert f'<a target=_blank href="../articles/{slugs[q.article]}.html#{q.anchor}">' in figure
        assert "% sure" in figure.replace("\u00a0", " ")
        assert ("As paraphrased by" in figure) == (q.type == "indirect")
        assert "<script" not in page
        assert "<base" not in page, "only a source would say where links lead"
    assert any("wordings" in text for path, text in files.items() if path.startswith("embed/"))


def asking(data: Dataset) -> Dataset:
    """The corpus whose every quotation has a frame."""
    return replace(data, corpus=replace(data.corpus, embeds="all"))


def test_a_statement_has_a_frame_and_an_oembed_answer_where_the_address_is_known() -> None:
    """Its page says both; without an address neither stands there."""
    data = plain_corpus()
    assert not any(path.endswith(".json") for path, _ in render(data))
    files = dict(render(replace(data, corpus=replace(data.corpus, address="https://quay.example/"))))
    (found, *_) = [path for path in files if re.fullmatch(r"embed/statements/.*\.json", path)]
    answer = json.loads(files[found])
    html = found.replace(".json", ".html")
    assert f'src="https://quay.example/{html}"' in answer["html"]
    assert html in files
    page = files[html.removeprefix("embed/").replace(".html", ".md")]
    assert "application/json+oembed" in page
    assert f"https://quay.example/{html}" in page


def test_nothing_of_a_source_runs_in_a_frame() -> None:
    """Whatever articles hold is text."""
    for path, text in render(hostile_corpus()):
        if path.startswith("embed/"):
            assert "<script" not in text.lower()
            assert not re.search(r"<[^>]+\son\w+=", text)
