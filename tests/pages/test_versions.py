"""What a statement's page says of its versions."""

from __future__ import annotations

import re
from dataclasses import replace

from build_site.model import Basis, Dataset, Segment, Version, When
from build_site.pages import render
from build_site.pages.catalogue import catalogue
from build_site.pages.collation import Piece, Run, abbreviated, additions, carried, pieces, wordings
from tests.builders import ChainLink, corpus, said, story
from tests.pages.reading import body, read

BASE = "we sail at dawn with all hands"
OTHER = "we leave at dawn, she said"


def harbour(more: int = 0) -> Dataset:
    """A statement in a direct and an indirect version, ``more`` papers that repeat the first, and an echo."""
    stories = [
        story(f"One\n“{BASE},” said Ana Ruiz.", said(BASE, by="Ana Ruiz", statement="s"), outlet="Quay"),
        story(
            f"Two\nAna Ruiz hoped {OTHER}.",
            said(OTHER, by="Ana Ruiz", statement="s", type="indirect", chain=(ChainLink("Tide", "outlet"),)),
            outlet="Pier",
            published="2024-03-19",
        ),
        story(
            "Three\n“We sail at dawn again,” said Ana Ruiz.", said("We sail at dawn again,", by="Ana Ruiz")
        ),
        *(
            story(
                f"{n}\n“{BASE},” said Ana Ruiz.", said(BASE, by="Ana Ruiz", statement="s"), outlet=f"No {n}"
            )
            for n in range(more)
        ),
    ]
    data = corpus(*stories)
    statement = next(s for s in data.statements if len(s.versions) > 1)
    echo = next(s for s in data.statements if len(s.versions) == 1)
    first, second, *rest = statement.versions
    second = Version(
        second.quotation,
        (
            Segment("same", "we ", "we "),
            Segment("changed", "leave ", "sail "),
            Segment("same", "at dawn", "at dawn "),
            Segment("dropped", "", "with all hands"),
            Segment("inserted", ", she said"),
        ),
        ("trimmed", "replaced", "direct→indirect"),
    )
    changed = replace(statement, versions=(first, second, *rest), echoes=(echo.id,))
    return replace(data, statements=tuple(changed if s.id == statement.id else s for s in data.statements))


def page(data: Dataset) -> str:
    known = catalogue(data)
    several = next(s for s in data.statements if len(s.versions) > 1)
    return body(dict(render(data))[f"{known.statement_path(several.id).removesuffix('.html')}.md"])


def test_differences_are_elements_not_colours() -> None:
    """Left out, put in, put instead: ``del`` and ``ins``, with the words of the first version."""
    html = page(harbour())
    assert '<del class="v-gone"><span>sail</span></del> <ins class="v-new">leave</ins>' in html
    assert '<del class="v-gone"><span>with all hands</span></del>' in html
    assert '<ins class="v-new">, she said</ins>' in html
    assert "Leaves words out, has other words, as indirect speech · keeps 3 of 7 words" in html


def test_who_takes_up_a_few_words_is_not_reproached_with_the_rest() -> None:
    """In a sentence of its own the words in common are marked, not what is left out and put in."""
    data = harbour()
    several = next(s for s in data.statements if len(s.versions) > 1)
    first, second = several.versions
    words = (
        Segment("dropped", "", "we sail at "),
        Segment("inserted", "why they leave at "),
        Segment("same", "dawn ", "dawn "),
        Segment("changed", "is a riddle", "with all hands"),
    )
    changed = replace(several, versions=(first, replace(second, segments=words)))
    html = page(replace(data, statements=tuple(changed if s is several else s for s in data.statements)))
    assert 'why they leave at <span class="v-some">dawn</span> is a riddle' in html
    assert "Takes up 1 of 7 words" in html
    assert "Words that the first version has not" not in html


def test_the_first_question_is_answered_first() -> None:
    """How many versions, where, in how many wordings, direct where and indirect where."""
    html = page(harbour())
    lead = "2 versions in 2 articles, in 2 wordings. Direct in Quay; indirect in Tide."
    assert lead in html
    assert html.index(lead) < html.index("<table")


def test_who_is_named_as_the_speaker_is_said_where_it_differs() -> None:
    """Of two articles each names somebody else: the page says so first, and again beside the version."""
    data = harbour()
    first, second, *rest = data.quotations
    bo = replace(data.actors[0], id="bo-lind", name="Bo Lind")
    quotations = (first, replace(second, actor=bo.id), *rest)
    other = page(replace(data, actors=(*data.actors, bo), quotations=quotations))
    assert "Not all name the same speaker: Ana Ruiz in Quay; Bo Lind in Tide." in other
    assert "· as said by <a" in other
    html = page(replace(data, quotations=(first, replace(second, actor=None), *rest)))
    assert "Speaker not identified in Tide." in html
    assert html.count('· <span class="v-unknown">Speaker not identified') == 1
    assert "Not all name" not in page(data)


def test_an_echo_stands_apart() -> None:
    """It is no version; it has a page of its own, which leads back."""
    data = harbour()
    html = page(data)
    assert html.index("Echoes on other occasions") > html.index("</table>")
    echo = next(s for s in data.statements if not s.echoes)
    assert f"statements/{echo.id}.html" in html
    back = body(dict(render(data))[f"statements/{echo.id}.md"])
    assert "Echoes on other occasions" in back
    assert "data-toggle" not in back


def test_forty_versions_are_as_many_rows_as_wordings() -> None:
    """Who has the same words stands together, four in sight, every one with its link."""
    html = page(harbour(more=38))
    assert html.count('<th scope="row"') == 2
    assert "direct</u> · 39 versions" in html
    assert "<summary>35 more</summary>" in html
    links = [x for x in read(html).links if re.search(r"articles/.*#q-", x)]
    assert len(links) == 40
    assert "Direct in 39 articles; indirect in 1 article." in html


def test_wordings_stand_by_how_many_have_them_then_by_how_much_they_tell() -> None:
    """A fragment that came first in time stands below the whole sentence of another paper."""
    data = harbour(more=1)
    several = next(s for s in data.statements if len(s.versions) > 1)
    base, fragment, whole = several.versions
    whole = replace(whole, segments=(Segment("same", "we sail at dawn", "we sail at dawn with all"),))
    text = replace(data.quotations[-1], text="we sail at dawn")
    known = catalogue(replace(data, quotations=(*data.quotations[:-1], text)))
    found = wordings(known, (base, fragment, whole))
    assert [w.kept for w in found] == [7, 6, 3]


def test_a_day_is_said_once() -> None:
    """Beside a version stands when it was said only where that is another day than the statement's."""
    data = harbour()
    first, second, *rest = data.quotations
    sure, unsure, other = (When(d, Basis.INFERRED) for d in ("2024-03-18", "2024-03-18?", "2024-03-17"))
    statements = tuple(replace(s, when=sure) for s in data.statements)
    for when, shown in ((unsure, 0), (other, 1)):
        quotations = (replace(first, when=sure), replace(second, when=when), *rest)
        html = page(replace(data, quotations=quotations, statements=statements))
        assert html.count("· said") == 1 + shown


def test_only_what_has_versions_or_an_echo_has_a_page() -> None:
    """All other links to a statement lead to its one quotation."""
    data = corpus(story("One\n“Ahoy,” said Ana Ruiz.", said("Ahoy,", by="Ana Ruiz")))
    known = catalogue(data)
    q = data.quotations[0]
    assert known.statement_path(data.statements[0].id) == f"articles/{q.article}.html#{q.anchor}"
    assert not [path for path, _ in render(data) if re.fullmatch(r"statements/(?!index).*\.md", path)]


def test_blanks_stand_outside_the_marks() -> None:
    """And long stretches in common are folded but for the words beside a difference."""
    same = "one two three four five six seven eight nine ten "
    found = pieces((Segment("same", same, same), Segment("changed", "new words ", "old ")))
    assert found == (
        Piece("same", "one two three "),
        Piece("far", "four five six seven "),
        Piece("same", "eight nine ten "),
        Piece("changed", "new words", "old"),
        Piece("same", " "),
    )
    assert "".join(p.text for p in found) == same + "new words "


def test_every_character_of_a_version_stays() -> None:
    """Whatever its blanks: the pieces joined are the version."""
    segments = (
        Segment("same", "  a b\n c d e f g h i j  k ", ""),
        Segment("inserted", " x\t"),
        Segment("moved", "y "),
    )
    assert "".join(p.text for p in pieces(segments)) == "".join(s.text for s in segments)


def test_how_many_carry_which_words() -> None:
    """Counted for each word of the first version."""
    data = harbour(more=1)
    statement = next(s for s in data.statements if len(s.versions) > 1)
    assert carried(BASE, statement.versions) == (
        Run("we ", 3),
        Run("sail ", 2),
        Run("at dawn ", 3),
        Run("with all hands", 2),
    )


def test_the_marks_around_a_word_do_not_count() -> None:
    """A word that all carry is carried by all, whoever put it in quotation marks."""
    versions = (
        Version("a", (Segment("same", "an “act”", "an “act”"),)),
        Version("b", (Segment("changed", "an ", "an “"), Segment("same", "act", "act"))),
    )
    assert carried("an “act”", versions) == (Run("an ", 1), Run("“act”", 2))


def test_what_the_first_version_has_not() -> None:
    """Each addition once, with who has it and what stood there."""
    known = catalogue(harbour())
    statement = next(s for s in known.dataset.statements if len(s.versions) > 1)
    found = additions(wordings(known, statement.versions))
    assert [(a.text, a.instead, a.names) for a in found] == [
        ("she said", "", ("Tide",)),
        ("leave", "sail", ("Tide",)),
    ]


def test_long_omissions_are_abbreviated() -> None:
    """The words stand whole in the first row."""
    assert abbreviated("a b c d e f g h") == "a b c d e f g h"
    assert abbreviated("a b c d e f g h i") == "a b c … h i"
    assert abbreviated("we said so, … then, and now, at last, … it") == "we said so, … it"


def test_a_statement_s_title_does_not_end_in_the_comma_before_its_cue() -> None:
    """American papers set the comma of “…,” she said into the marks; the head of a page leaves it."""
    stories = [
        story(f"{n}\n“{BASE},” said Ana Ruiz.", said(f"{BASE},", by="Ana Ruiz", statement="s"), outlet=n)
        for n in ("Quay", "Pier")
    ]
    files = dict(render(corpus(*stories)))
    path = next(path for path in files if path.startswith("statements/we-sail"))
    assert f'title: "Ana Ruiz: {BASE}"' in files[path]
