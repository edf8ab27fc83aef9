"""W3C Web Annotations: selectors that find exactly the words they were made for."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from build_site.exports.webannotation import quote_selector
from build_site.model import Dataset
from tests.builders import corpus, said, story


def page(texts: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(texts["data/annotations.jsonld"])
    return found


def test_a_page_of_annotations(dataset: Dataset, texts: dict[str, str]) -> None:
    """The model's own words: context, types, motivation; an annotation's id is its permalink."""
    found = page(texts)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationPage"
    assert len(found["items"]) == len(dataset.quotations)
    for item, q in zip(found["items"], dataset.quotations, strict=True):
        assert item["type"] == "Annotation"
        assert item["motivation"] == "identifying"
        assert item["id"] == f"../articles/{q.article}.html#{q.anchor}"
        assert item["creator"]["type"] == ("Software" if q.corrected is None else "Person")
        who, *more = item["body"]
        beside, more = more[: len(q.together)], more[len(q.together) :]
        assert [b["source"]["id"] for b in beside] == [f"../actors/{other}.html" for other in q.together]
        assert all(value is not None for body in item["body"] for value in body.values())
        if q.unnamed:
            assert who["value"] == q.unnamed.words
        elif q.actor:
            assert who["type"] == "SpecificResource"
            assert who["source"]["id"] == f"../actors/{q.actor}.html"
        else:
            assert who["type"] == "TextualBody"
        said = {"said": q.when.edtf} if q.when else {}
        assert {body["schema:name"]: body["value"] for body in more} == {
            **said,
            "confidence": str(round(q.confidence, 3)),
        }


def test_selectors_find_the_words(dataset: Dataset, texts: dict[str, str]) -> None:
    """``exact`` stands at the position, and with prefix and suffix nowhere else."""
    articles = {a.id: a.article for a in dataset.articles}
    for item, q in zip(page(texts)["items"], dataset.quotations, strict=True):
        text = articles[q.article].text
        assert len(item["target"]) == len(q.content)
        for target, (start, end) in zip(item["target"], q.content, strict=True):
            quote, position = target["selector"]
            assert (position["start"], position["end"]) == (start, end)
            assert quote["exact"] == text[start:end]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text[start - len(quote["prefix"]) : end + len(quote["suffix"])] == whole
            assert text.count(whole) == 1 or dataset.corpus.publish == "excerpts"
            assert target["source"]["digest"] == f"sha256:{articles[q.article].document.sha256}"


def test_context_grows_until_it_tells_apart() -> None:
    """The same words again and again: as much as is needed, up to the whole of a text that is no book."""
    text = "Title\n" + "She said “yes”. " * 200
    dataset = corpus(story(text, said("yes", by="Ana Ruiz")))
    (start, end) = dataset.quotations[0].content[0]
    for shift in (0, 16 * 100, 16 * 199):
        found = quote_selector(text, (start + shift, end + shift), (0, len(text)))
        whole = found["prefix"] + found["exact"] + found["suffix"]
        assert text.find(whole) + len(found["prefix"]) == start + shift
        assert text.find(whole, text.find(whole) + 1) < 0


def test_offsets_count_in_a_text_that_is_published(dataset: Dataset, texts: dict[str, str]) -> None:
    """What the target names is there, byte for byte what its digest says; where texts are not, none is."""
    for item in page(texts)["items"]:
        for target in item["target"]:
            source = target["source"]
            path = source["id"].removeprefix("../")
            if dataset.corpus.publish == "excerpts":
                assert source["format"] == "text/html"
                assert not any(name.startswith("articles/") for name in texts)
                continue
            text = texts[path]
            assert source["digest"] == f"sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
