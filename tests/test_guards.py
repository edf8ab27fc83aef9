"""What is no whole English article is told, with its file; nothing that is stated is lost in silence."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from build_site import readers
from build_site.commands.authoring import new
from build_site.config import Project
from build_site.errors import InputError
from build_site.lexicon import load_lexicon
from build_site.model import BlockKind, Dataset, Document, Fact, Finding, Metadata
from build_site.pages import render
from build_site.pipeline import Options, load
from build_site.stages import guards
from tests.importing.exports import FACTIVA_CODES, FACTIVA_PLAIN, NEXIS_NEW, NEXIS_OLD, PROQUEST

ENGLISH = (
    "Harbour vote postponed\n\n“We will vote when the tide is out,” Mayor Ada Lindqvist told reporters on"
    " Friday. She said that the quay would be closed until the ferries had been moved, and that nobody would"
    " have to pay.\n"
)
GERMAN = """\
Abstimmung über den Hafen verschoben

„Wir stimmen ab, wenn Ebbe ist“, sagte Bürgermeisterin Ada Lindqvist am Freitag vor der Presse. Der Kai
bleibe gesperrt, bis die Fähren verlegt seien, und niemand müsse dafür etwas bezahlen, der dort wohne. Der
Rat hatte zuvor die halbe Nacht getagt und sich auf nichts geeinigt.
"""
FRENCH = """\
Le vote sur le port est reporté

« Nous voterons à marée basse », a dit la maire Ada Lindqvist vendredi devant la presse. Le quai restera
fermé tant que les ferries n'auront pas été déplacés, et personne de ceux qui y habitent ne devra payer les
travaux que la tempête a rendus nécessaires, a-t-elle ajouté le soir.
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new(tmp_path / "harbour", "Harbour", "none")


def found(project: Project, **files: str) -> tuple[Dataset, dict[str, Finding]]:
    """The corpus of these files, and its findings by their codes."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (project.seeds / f"{stem}.{suffix}").write_text(text, "utf-8")
    dataset = load(project, Options())
    return dataset, {finding.code: finding for finding in dataset.findings}


@pytest.mark.parametrize("text", [GERMAN, FRENCH])
def test_other_languages_are_shown_and_not_analysed(text: str, project: Project) -> None:
    """The page has the whole text, and says that nothing was looked for in it."""
    dataset, told = found(project, one_txt=ENGLISH, other_txt=text)
    assert told["not-english"].where == "seeds/other.txt"
    other = next(a for a in dataset.articles if a.path == "seeds/other.txt")
    assert not other.quotations
    assert len(next(a for a in dataset.articles if a.path == "seeds/one.txt").quotations) == 2
    page = str(dict(render(dataset, ()))[f"articles/{other.slug}.md"])
    assert "none: not in English" in page
    assert "Ada Lindqvist" in page


def test_short_texts_are_what_they_state() -> None:
    """Where there are too few words to tell, only the statement counts."""
    lexicon = load_lexicon()

    def foreign(text: str, **stated: str) -> bool:
        facts = Metadata(**{key: Fact(value) for key, value in stated.items()})
        return guards.is_foreign(Document("a", "a", text, "", facts), lexicon)

    assert not foreign("“Ja.”")
    few = " ".join(GERMAN.split()[:36])
    assert 20 <= len(few.split()) < 40
    assert foreign(few)
    assert not foreign(few, language="en")
    terse = "Dock strike: talks today. “No deal,” union says. Ferries halted, ports shut, fares"
    terse += " up. More at nine, on the air."
    assert len(terse.split()) >= 20
    assert not foreign(terse)
    assert foreign("“Ja.”", language="de")
    assert not foreign("“Yes.”", language="en-GB")
    assert not foreign(ENGLISH * 2, language="de")
    assert not foreign(ENGLISH.upper() * 2)


def test_a_stub_behind_a_wall_is_told(project: Project) -> None:
    stub = ENGLISH + "\nSubscribe to continue reading.\n"
    assert found(project, a_txt=stub)[1]["paywall"].where == "seeds/a.txt"
    assert "paywall" not in found(project, a_txt=ENGLISH * 8 + "\nSubscribe to continue reading.\n")[1]


@pytest.mark.slow
@pytest.mark.parametrize("text", [NEXIS_OLD, NEXIS_NEW, FACTIVA_CODES, FACTIVA_PLAIN, PROQUEST])
def test_an_export_that_was_put_there_by_hand_is_told(text: str, project: Project) -> None:
    assert "verbatim add" in found(project, a_txt=text)[1]["several-articles"].message


def test_a_day_that_has_not_come_is_told(project: Project) -> None:
    later = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    told = found(project, a_txt=ENGLISH, a_yml=f"published: {later}\n")[1]
    assert later in told["future-date"].message
    now = datetime.now(UTC).date().isoformat()
    assert "future-date" not in found(project, a_txt=ENGLISH, a_yml=f"published: {now}\n")[1]


def test_the_moment_of_a_build_can_be_given(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the same articles give the same site in years."""
    for epoch, told in (("1700000000", True), ("1800000000", False), ("soon", False)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)  # in 2023, in 2027, and none
        findings = found(project, a_txt=ENGLISH, a_yml="published: 2024-05-02\n")[1]
        assert ("future-date" in findings) is told


def test_copies_are_kept_and_told(project: Project) -> None:
    """The same wire report in two outlets."""
    text = ENGLISH + "".join(
        f"\nThe {word} ferry was moved to the other side of the harbour before the council met again.\n"
        for word in ("first", "second", "third", "fourth", "fifth")
    )
    dataset, told = found(project, a_txt=text, b_txt=text.replace("nobody", "no one"))
    assert len(dataset.articles) == 2
    assert (told["copy"].where, "seeds/a.txt" in told["copy"].message) == ("seeds/b.txt", True)
    assert "copy" not in found(project, b_txt="Other news\n\nIt rained all day, and nobody spoke.\n")[1]


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        (b"%PDF-1.4", "a PDF"),
        (b"PK\x03\x04", "a Word document"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0", "old Word"),
    ],
)
def test_a_disguise_is_seen_through(begins: bytes, said: str, project: Project) -> None:
    path = project.seeds / "a.txt"
    path.write_bytes(begins + b" words\n" * 9)
    with pytest.raises(InputError, match=rf"seeds/a\.txt: .*{said}.* under another name.*verbatim add"):
        readers.read(path, project.seeds)


def test_what_a_line_states_is_used_or_told(project: Project) -> None:
    """A key is told once a file, a fact of the wrong type in each line; authors may be a list."""
    lines = [
        {"id": "a", "text": ENGLISH, "author": ["Ada Brun", "Jon Vale"], "mood": "calm", "published": 2024},
        {"id": "b", "text": ENGLISH, "author": [7], "mood": "calm"},
    ]
    (project.seeds / "many.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    dataset = load(project, Options())
    authors = [a.article.metadata.author for a in dataset.articles]
    assert Fact("Ada Brun, Jon Vale", parts=("Ada Brun", "Jon Vale")) in authors
    told = sorted((f.code, f.where) for f in dataset.findings if f.code in ("unknown-key", "fact-dropped"))
    assert told == [
        ("fact-dropped", "seeds/many.jsonl:1"),
        ("fact-dropped", "seeds/many.jsonl:2"),
        ("unknown-key", "seeds/many.jsonl:1"),
    ]


def test_a_page_keeps_what_its_elements_are(project: Project) -> None:
    """What the page's elements say of a line goes before what its words look like."""
    paragraphs = [p for p in ENGLISH.split("\n") if p][1:]
    page = (
        "<!doctype html><html lang=en><head><title>Harbour vote postponed</title>"
        '<meta name="author" content="Ada Brun; Jon Vale"></head><body><article>'
        f"<h1>Harbour vote postponed</h1><p>{paragraphs[0]}</p>"
        "<h2>What the council of the town says</h2>"
        f"<p>{paragraphs[0].replace('Friday', 'Monday')}</p>"
        "<blockquote><p>It is the tide that decides, and nobody else in this town does.</p></blockquote>"
        "<figure><img src=a.jpg>"
        "<figcaption>The quay of Skerry &amp; its <b>northern</b> wall.</figcaption></figure>"
        "<blockquote class=tweet><p>The tide is out, and we vote on the quay at nine tomorrow.</p>"
        "&mdash; Ada Lindqvist (@ada) <a href=https://quay.example/1>March 22, 2024</a></blockquote>"
        "<ul><li>The ferries stop at noon, the harbour master said.</li></ul>"
        f"<p>{paragraphs[0].replace('Friday', 'Sunday')}</p></article></body></html>"
    )
    dataset, _ = found(project, a_html=page)
    (one,) = dataset.articles
    text = one.article.text
    cut = {text[slice(*block.span)]: block.kind for block in one.article.blocks}
    assert cut["What the council of the town says"] is BlockKind.SUBHEADING
    assert cut["It is the tide that decides, and nobody else in this town does."] is BlockKind.BLOCKQUOTE
    assert cut["The quay of Skerry & its northern wall."] is BlockKind.CAPTION
    assert cut["The tide is out, and we vote on the quay at nine tomorrow."] is BlockKind.BLOCKQUOTE
    assert cut["— Ada Lindqvist (@ada) March 22, 2024"] is BlockKind.BLOCKQUOTE
    assert cut["The ferries stop at noon, the harbour master said."] is BlockKind.PARAGRAPH
    assert one.article.metadata.language == Fact("en")
    assert one.article.metadata.author == Fact("Ada Brun, Jon Vale", parts=("Ada Brun", "Jon Vale"))
