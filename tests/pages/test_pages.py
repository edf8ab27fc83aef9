"""Every page of a plain and of a hostile corpus: text kept, marks in place, no link to nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

import build_site
from build_site.lexicon import load_lexicon
from build_site.model import Basis, Dataset, Reason, When, Why
from build_site.pages import PAGES, render
from build_site.pages.catalogue import catalogue
from build_site.pages.frame import READY, TEMPLATES
from build_site.readers.transcripts import transcript_of
from build_site.said.hearing import with_record
from tests.builders import corpus, said, story
from tests.pages.corpora import QUAY, hostile_corpus, plain_corpus
from tests.pages.reading import body, published, read


def doubting() -> Dataset:
    """The hostile corpus, every quotation of which stands there as a doubt too."""
    made = hostile_corpus()
    doubts = (replace(q, id=q.id[:-1] + "x", anchor=q.anchor[:-1] + "x") for q in made.quotations)
    return replace(made, doubts=tuple(replace(q, statement=None) for q in doubts))


CORPORA = {"plain": plain_corpus, "hostile": hostile_corpus, "doubts": doubting, "empty": corpus}


@pytest.fixture(scope="module", params=list(CORPORA.values()), ids=list(CORPORA))
def dataset(request: pytest.FixtureRequest) -> Dataset:
    make: Callable[[], Dataset] = request.param
    return make()


def pages(dataset: Dataset) -> dict[str, str]:
    return {path: text for path, text in render(dataset) if path.endswith(".md")}


def article_page(dataset: Dataset, number: int = 0) -> str:
    return pages(dataset)[f"articles/{dataset.articles[number].slug}.md"]


def test_blocks_are_the_source(dataset: Dataset) -> None:
    """Less the apparatus, each block's text is the source's, and the blocks cover all but white space."""
    made = pages(dataset)
    for article in dataset.articles:
        text = article.article.text
        page = made[f"articles/{article.slug}.md"]
        spans = [block.span for block in article.article.blocks]
        for html in (body(page), published(page)):
            found = read(html).blocks
            assert [text[start:end] for (start, end), _ in found] == [words for _, words in found]
            assert [span for span, _ in found] == spans
        rest = [*text]
        for start, end in spans:
            rest[start:end] = [""] * (end - start)
        assert not "".join(rest).strip()


def test_a_page_is_one_raw_block(dataset: Dataset) -> None:
    """Python-Markdown adds and takes away nothing: what is published is what was written."""
    for path, page in pages(dataset).items():
        assert published(page).strip() == body(page).strip(), path


def test_the_hook_knows_a_page_by_its_sign() -> None:
    """The hook hands over what starts with it, and only that."""
    hook = (Path(build_site.__file__).parent / "assets" / "project" / "mkdocs_hook.py").read_text("utf-8")
    assert f'READY = "{READY}"' in hook
    assert all(body(page).lstrip().startswith(READY) for page in pages(plain_corpus()).values())


def test_ids_stand_once_and_links_lead_somewhere(dataset: Dataset) -> None:
    """Within a page no id twice; every relative link leads to a page and to the anchor it names."""
    found = {path: read(body(text)) for path, text in pages(dataset).items()}
    ids = {path: set(page.ids) for path, page in found.items()}
    for path, page in found.items():
        assert len(ids[path]) == len(page.ids), path
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                assert link.startswith(("https://", "http://")), link
                continue
            target, _, anchor = link.partition("#")
            goal = resolve(path, unquote(target.partition("?")[0])) if target else path
            if goal.startswith("data/") and goal != "data/index.md":
                continue
            assert goal in ids, f"{path}: {link}"
            assert not anchor or anchor in ids[goal], f"{path}: {link}"


def resolve(path: str, target: str) -> str:
    """The file below ``docs/`` that a link of the page at ``path`` leads to."""
    parts = path.split("/")[:-1]
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return re.sub(r"\.html$", ".md", "/".join(parts))


def test_front_matter_is_yaml(dataset: Dataset) -> None:
    """Titles of any kind come out as one line of text."""
    for path, page in pages(dataset).items():
        front = yaml.safe_load(page.split("\n---\n", 1)[0])
        assert front["title"], path
        assert all("\n" not in value and "\t" not in value for value in front.values())


def test_no_script_but_data(dataset: Dataset) -> None:
    """The only scripts are JSON, and they are JSON."""
    for page in pages(dataset).values():
        found = read(body(page))
        assert found.tags.count("script") == len(found.scripts)
        for script in found.scripts:
            json.loads(script)


def test_two_renderings_are_the_same(dataset: Dataset) -> None:
    """The same dataset gives the same bytes."""
    assert list(render(dataset)) == list(render(dataset))


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_template_uses_its_context_and_no_more(kind: object) -> None:
    """Each field of a page's context is drawn: what is not would be dead weight."""
    template = (TEMPLATES / kind.template).read_text("utf-8")  # type: ignore[attr-defined]
    spoken = transcript_of(b"ANA RUIZ: Listen. We sail at dawn.\n", ".txt", "meeting.txt", "meeting")
    dataset = with_record(plain_corpus(), (spoken,), load_lexicon())
    context = next(iter(kind.contexts(catalogue(dataset))))  # type: ignore[attr-defined]
    unused = {f.name for f in fields(context) if not re.search(rf"page\.{f.name}\b", template)}
    assert unused <= {"path", "title", "description", "head", "changed"}


def test_quotations_are_marked_where_they_stand() -> None:
    """Type, hue, anchor, number; the badge behind the closing mark; verbatim words inside."""
    page = body(article_page(plain_corpus()))
    assert "‘<mark id=" in page
    assert '<mark id="q-' in page
    assert len(re.findall(r'class="v-mixed v-s[1-4]" data-q="2"', page)) == 1
    assert re.search(r"that “<span class=\"v-verbatim\">we sail at dawn</span>” and that nobody", page)
    assert re.search(
        r"</mark>’<a class=\"v-badge v-s[1-4]\" data-apparatus href=\"#l-[0-9a-f]{8}\" data-n=\"1\"", page
    )
    assert re.search(r"It stays open.</mark>”<a [^>]*data-n=\"3\"", page)
    assert re.search(r"data-n=\"2\">AR</a>", page)
    assert re.search(r'data-q="[^"]*\b2\b[^"]*"><b aria-hidden="true">AR</b><span>Ana Ruiz</span>', page)


def test_a_quotation_of_two_spans_has_one_anchor_and_one_badge() -> None:
    """``"A," X said. "B."`` is one quotation."""
    data = plain_corpus()
    two = next(q for q in data.quotations if len(q.content) == 2)
    page = body(article_page(data))
    assert page.count(f'id="{two.anchor}"') == 1
    assert page.count(f'href="#l-{two.anchor[2:]}"') == 1
    number = re.search(rf'<mark id="{two.anchor}"[^>]* data-q="(\d+)"', page)
    assert number
    assert len(re.findall(rf"<mark[^>]* data-q=\"{number[1]}\"", page)) == 2


def test_what_is_unknown_and_what_was_inferred_say_so() -> None:
    """Nothing is invented, nothing inferred is dressed as stated."""
    page = body(article_page(plain_corpus()))
    assert "<dt>Retrieved, licence</dt><dd>not stated</dd>" in page
    assert 'Jo Lind <span class="v-soft">(inferred from the text)</span>' in page
    assert re.search(r'<a href="https://quay.example/dawn\?a=1&amp;b=2[^"]*" rel="external">', page)


def test_the_chain_runs_from_the_speaker_to_the_outlet() -> None:
    """Carriers are given from the outlet inward and shown from the speaker outward."""
    page = body(article_page(plain_corpus()))
    assert "<i>Chain</i> Ana Ruiz → her office → The Quay <i>" in page
    assert "<i>Chain</i> Ana Ruiz → The Courier → The Quay <i>" in page
    assert "“Ana Ruiz” (nearest name, 31\u00a0%)" in page


def test_blocks_of_other_kinds() -> None:
    """Embedded outlets are block quotes with their name; boilerplate is folded and counted."""
    page = body(article_page(plain_corpus()))
    assert '<blockquote class="v-embedded" data-outlet="The Courier">' in page
    assert "Around the article: 2 lines" in page
    assert 'class="v-caption" data-span=' in page
    assert page.count("<h1") == 1


def test_excerpts_publish_only_what_carries_quotations() -> None:
    """The other words of the source are not in the page at all; the title stays."""
    data = plain_corpus(publish="excerpts")
    page = body(article_page(data))
    assert "Jo Lind on" not in page
    assert "Credit: Jo Lind" not in page
    assert "The Courier reported" not in page
    assert "Most Popular" not in page
    assert "1 passage without quotations not published here" in page
    courier = body(article_page(data, 1))
    assert "<h1 data-apparatus>Town to sail at dawn</h1>" in courier
    for (start, end), words in read(page).blocks:
        assert words in ("", QUAY[start:end])


def test_the_home_page_shows_what_crosses_articles() -> None:
    """One statement, its wordings, who reported it, before anything else."""
    page = body(pages(plain_corpus())["index.md"])
    assert "One statement, 4 wordings in 2 articles" in page
    assert '<dt><a href="articles/index.html">articles</a></dt><dd>2</dd>' in page
    assert '<dt><a href="statements/index.html">statement reported more than once</a></dt><dd>1</dd>' in page
    assert page.index("The Courier") < page.index("Most quoted")


def test_a_quotation_without_a_place_keeps_its_anchor() -> None:
    """Should no block hold it, its permalink leads to the list."""
    data = corpus(story("Title\nWords.", said("Words.", by="Ana Ruiz")))
    lost = replace(data, quotations=(replace(data.quotations[0], content=((5, 6),)),))
    found = read(body(article_page(lost)))
    assert data.quotations[0].anchor in found.ids


def test_versions_say_where_they_stand() -> None:
    """In the same article by its part; elsewhere by outlet and part: no title is said twice."""
    page = body(article_page(plain_corpus()))
    found = re.findall(r'<span class="v-others">Also in (.*?)</span>', page)
    *places, statement = re.findall(r">([^<>]+)</a>", found[0])
    assert places == [
        "this article (paragraph\u00a01)",
        "this article (paragraph\u00a04)",
        "The Courier (paragraph\u00a01)",
        "The Courier (paragraph\u00a01)",
    ]
    assert re.fullmatch(r"[2-5] wordings", statement)
    assert "this article (headline)" in found[1]
    home = body(dict(render(plain_corpus()))["index.md"])
    assert home.count("<b>The Quay</b>") == home.count("<b>The Courier</b>") == 1
    assert re.findall(r">((?:Headline|Paragraph)[^<]*)</a>", home) == [
        "Headline", "Paragraph\u00a04", "Paragraph\u00a01", "Paragraph\u00a01",
    ]  # fmt: skip
    assert "and 1 more version<br>" in home


def test_the_home_page_shows_a_sentence_before_fragments() -> None:
    """Not what has most versions, but one sentence that several articles tell in words of their own."""
    long = "We will mend the sea wall before the first storm of autumn comes, whatever it costs"
    data = corpus(
        story(f"A\n“{long},” Ana Ruiz said.", said(long, by="Ana Ruiz", statement="wall"), outlet="Quay"),
        story(
            "B\n“We will mend the old sea wall before the first storm of autumn comes,” Ana Ruiz said.",
            said(
                "We will mend the old sea wall before the first storm of autumn comes",
                "old sea wall",
                by="Ana Ruiz",
                statement="wall",
            ),
            outlet="Tide",
        ),
        *(
            story(
                f"{n}\n“Not {n} pence,” Bo Lind said.", said(f"Not {n} pence,", by="Bo Lind", statement="p")
            )
            for n in ("one", "two", "three", "four")
        ),
    )
    home = body(dict(render(data))["index.md"])
    assert "One statement, 2 wordings in 2 articles" in home
    assert home.index("sea wall") < home.index("Most quoted") < home.index("Not one pence")


def test_the_home_page_dates_articles_by_their_publication() -> None:
    """Else it says that the dates are those of the words."""
    assert "published 19 March 2024" in body(dict(render(plain_corpus()))["index.md"])
    words = said("Ahoy,", by="Ana Ruiz", when=When("2024-03-18", Basis.STATED))
    undated = corpus(story("One\n“Ahoy,” said Ana Ruiz.", words))
    assert "words of 18 March 2024" in body(dict(render(undated))["index.md"])


def test_a_speaker_quoted_again_in_a_paragraph_has_a_lighter_badge() -> None:
    """Each paragraph begins with a whole badge; somebody else in between brings it back."""
    text = (
        "A\n“One,” Ana Ruiz said. “Two,” she said. “Three,” Bo Lind said. “Four,” she said.\n“Five.” So she."
    )
    by = {
        "One,": "Ana Ruiz",
        "Two,": "Ana Ruiz",
        "Three,": "Bo Lind",
        "Four,": "Ana Ruiz",
        "Five.": "Ana Ruiz",
    }
    data = corpus(story(text, *(said(words, by=name, cue="said") for words, name in by.items())))
    (page,) = (html for path, html in render(data) if path == "articles/a.md")
    found = re.findall(r'<a class="v-badge v-s\d( v-again)?"', page)
    assert [bool(again) for again in found] == [False, True, False, False, False]


def test_the_curators_word_is_said_once() -> None:
    """A quotation that the curator gave a speaker names no rule besides."""
    data = plain_corpus()
    first, *rest = data.quotations
    told = replace(first, rule="curator", how=(Reason(Why.CURATOR),), corrected="She said so.")
    page = body(article_page(replace(data, quotations=(told, *rest))))
    assert "<i>How found</i> The curator&#39;s word. <i>" in page
    assert "<i>Corrected</i> She said so.</p>" in page


def test_words_that_two_articles_share_are_shown() -> None:
    """As they stand here, with a link to their place there; not where only excerpts are published."""
    for publish in ("full", "excerpts"):
        data = plain_corpus(publish=publish)
        here, there = data.articles
        words = (here.article.text.index("told the council"), here.article.text.index(" that the town sails"))
        start = there.article.text.index("told the council")
        relation = replace(here.relations[0], share=0.04, passages=((words, (start, start + 16)),))
        page = body(
            article_page(replace(data, articles=(replace(here, relations=(relation,)), there)), number=0)
        )
        assert "4\u00a0% of this article’s words outside quotations stand there too" in page
        shared = f'href="{there.slug}.html#:~:text=told%20the%20council">told the council</a>'
        assert (shared in page) is (publish == "full")


def test_a_story_that_many_carry_shows_its_passages_less_each_time() -> None:
    """All of what the first has in common, of the third a third, of the fourth how much."""
    data = plain_corpus()
    here, there = data.articles
    words = (here.article.text.index("told the council"), here.article.text.index(" that the town sails"))
    start = there.article.text.index("told the council")
    relation = replace(here.relations[0], share=0.4, passages=((words, (start, start + 16)),) * 12)
    page = body(
        article_page(replace(data, articles=(replace(here, relations=(relation,) * 4), there)), number=0)
    )
    shown = [part.count("text=told%20the%20council") for part in page.split('class="v-soft">')]
    assert [n for n in shown if n] == [12, 6, 4]
    assert all(f">{n}\u00a0more.<" in page or f">{n} more.<" in page for n in (6, 8))
