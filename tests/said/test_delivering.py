"""A prepared text against its delivery: where the speaker departed, and which of the two print goes with."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from build_site.cli import main
from build_site.config import Project
from build_site.errors import InputError
from build_site.lexicon import load_lexicon
from build_site.model import Comparison, Dataset, Delivery, Departing, Level, Transcript, Verdict
from build_site.pages.catalogue import catalogue
from build_site.pages.unprinted import unprinted
from build_site.pipeline import Options, files_of, load
from build_site.readers.transcripts import transcript_of
from build_site.said import Query, look_up
from build_site.said.delivering import delivered, hints, pairs_of

HERE = Path(__file__).parent
PREPARED = (HERE / "prepared.txt").read_text("utf-8")
DELIVERED = (HERE / "delivered.txt").read_text("utf-8")
HANDED_OUT = "title: Harbour speech, as prepared\nspeaker: Ana Ruiz\nprepared_for: speech\ndate: 2023-05-02\n"
SPOKEN = "title: Harbour speech\ndate: 2023-05-02\n"
RUIZ = frozenset({"Ana Ruiz", "MAYOR ANA RUIZ"})
AS_PREPARED = "We will not ask Lisbon for a loan"
AS_DELIVERED = "We will ask Lisbon for a loan"
QUAY = f"""Harbour speech, as the Quay heard it

“{AS_DELIVERED},” Mayor Ana Ruiz said on Tuesday.

“She would have laughed at that one for a week,” Ruiz said of her grandmother.

“The airport stays where it is, as I told you in June,” Ruiz said.
"""
GULL = f"""Harbour speech, as the Gull got it

“{AS_PREPARED},” Mayor Ana Ruiz said on Tuesday.

“The river is low in spring, and we shall look at the piers then,” Ruiz added.

“Nobody in this town will pay a penny more for water,” Ruiz said.
"""


def made(text: str, id: str, facts: str = "") -> Transcript:
    """A transcript of a text, with what a front matter states."""
    front = f"---\n{facts}---\n" if facts else ""
    return transcript_of(f"{front}{text}".encode(), ".txt", f"seeds/{id}.txt", id)


@pytest.fixture(scope="module")
def two() -> tuple[Transcript, Transcript]:
    """The prepared text and the transcript of its delivery."""
    return made(PREPARED, "transcripts/prepared", HANDED_OUT), made(DELIVERED, "transcripts/speech", SPOKEN)


@pytest.fixture(scope="module")
def compared(two: tuple[Transcript, Transcript]) -> Delivery:
    """The two beside each other."""
    found = delivered(*two, load_lexicon())
    assert found is not None
    return found


def of(one: Delivery, kind: Departing) -> list[tuple[str, str, str | None]]:
    """The departures of a kind: prepared, delivered, what they turn on."""
    return [
        (" ".join(d.prepared.split()), " ".join(d.delivered.split()), d.what)
        for d in one.departures
        if d.kind is kind
    ]


def test_departures_are_called_by_what_they_do(compared: Delivery) -> None:
    """Added, left out, said otherwise, moved; a lost negation, a hedge and a number by their names."""
    assert of(compared, Departing.ADDED) == [
        ("", "Thank you, thank you. Is that the whole brass band at the back", None),
        ("", "I think", "hedge"),
        ("", "she would have laughed at that one for a week", None),
    ]
    assert of(compared, Departing.LEFT_OUT) == [
        ("friends", "", None),
        ("not", "", "negation"),
        ("The river is low in spring, and we shall look at the piers then", "", None),
    ]
    assert of(compared, Departing.CHANGED) == [("four", "uh, five", "number")]
    roof = "The school roof will be mended before the snow comes"
    assert of(compared, Departing.MOVED) == [(roof, roof, None)]


def test_offsets_lead_to_the_words(two: tuple[Transcript, Transcript], compared: Delivery) -> None:
    """In both texts; where one has no words, to the place where they would stand."""
    for departure in compared.departures:
        assert " ".join(two[0].text[slice(*departure.at)].split()) == departure.prepared
        assert " ".join(two[1].text[slice(*departure.where)].split()) == departure.delivered
    lost = next(d for d in compared.departures if d.prepared.startswith("The river"))
    assert two[1].text[lost.where[0] :].startswith("she would have laughed")


def test_short_forms_fillers_and_answers_are_no_departures(compared: Delivery) -> None:
    """“We'll” is “we will”, “uh” is nothing, and what answers a question belongs to no speech."""
    told = " ".join(d.delivered for d in compared.departures)
    assert "we'll" not in told
    assert "airport" not in told
    assert compared.turns == (1, 2)
    assert len(compared.outside) == 1
    assert (compared.words, compared.kept) == (111, 94)


def test_of_nobody_named_the_turns_that_share_most_are_meant() -> None:
    plain = delivered(made(PREPARED, "p"), made(DELIVERED, "d"), load_lexicon())
    assert plain is not None
    assert plain.turns == (1, 2)


def test_two_texts_that_are_hardly_alike_are_not_compared() -> None:
    other = "ANA RUIZ: The library opens at nine, and the swimming pool is closed for repairs until autumn.\n"
    assert delivered(made(PREPARED, "p"), made(other, "d"), load_lexicon()) is None


def test_twenty_thousand_words_take_no_more_than_they_have_to() -> None:
    """No table of all words against all: four times the words, about four times the time."""
    words = [f"word{n % 700} of{n % 13} the{n % 29}" for n in range(3000)]
    changed = [w for n, w in enumerate(words) if n % 37] + ["and", "one", "thing", "more"]
    speech = ["ANA RUIZ: " + ". ".join(w) for w in (words, changed)]
    found = delivered(made(speech[0], "p"), made(speech[1], "d"), load_lexicon())
    assert found is not None
    assert found.share > 0.9


# --- stating it ---


@pytest.mark.parametrize(
    ("named", "id"),
    [
        ("speech", "transcripts/speech"),
        ("speech.txt", "transcripts/speech"),
        ("./speech", "transcripts/speech"),
        ("transcripts/speech", "transcripts/speech"),
        ("archive/speech", "archive/speech"),
    ],
)
def test_the_delivery_is_named_by_path_or_by_its_file_in_the_same_folder(named: str, id: str) -> None:
    texts = [
        made(PREPARED, "transcripts/prepared", f"prepared_for: {named}\n"),
        made(DELIVERED, "transcripts/speech"),
        made(DELIVERED, "archive/speech"),
    ]
    ((one, other),) = pairs_of(texts, _fail)
    assert (one.id, other.id) == ("transcripts/prepared", id)
    assert one.facts.completeness == "prepared text"


def _fail(where: str, error: InputError) -> None:
    raise AssertionError(error)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("prepared_for: speach\n", "'speach' is no transcript here. Is 'transcripts/speech' meant?"),
        ("prepared_for: 9\n", "Write its path below the folder, without the suffix."),
        ("prepared_for: prepared\n", "not prepared for itself"),
        ("prepared_for: draft\n", "is a prepared text too"),
    ],
)
def test_a_wrong_name_is_refused_with_its_line(facts: str, words: str) -> None:
    told: dict[str, str] = {}
    texts = [
        made(PREPARED, "transcripts/prepared", facts),
        made(PREPARED, "transcripts/draft", "completeness: prepared text\n"),
        made(DELIVERED, "transcripts/speech"),
    ]
    assert not pairs_of(texts, lambda where, error: told.update({where: str(error)}))
    (where,) = told
    assert where == "seeds/transcripts/prepared.txt:2"
    assert words in told[where]


def test_what_is_complete_was_not_prepared() -> None:
    with pytest.raises(InputError, match=r"x\.txt:3: prepared_for is stated of a prepared text"):
        made(PREPARED, "x", "completeness: complete\nprepared_for: speech\n")


def test_a_likely_delivery_is_pointed_out() -> None:
    """The same date and occasion, and nothing stated."""
    facts = "date: 2023-05-02\noccasion: harbour day\n"
    texts = [made(PREPARED, "p", f"{facts}completeness: prepared text\n"), made(DELIVERED, "d", facts)]
    (finding,) = hints(texts)
    assert finding.code == "no-delivery"
    assert "`prepared_for: d`" in finding.message
    assert not list(hints([made(PREPARED, "p", f"{facts}prepared_for: d\n"), texts[1]]))


# --- printed words beside both ---


def ask(two: tuple[Transcript, Transcript], compared: Delivery, text: str) -> Comparison:
    """What the two tell of printed words."""
    return look_up([Query(text, RUIZ)], two, load_lexicon(), (compared,))[0]


@pytest.mark.parametrize(
    ("text", "verdict", "beside"),
    [
        (AS_PREPARED, Verdict.PREPARED, Verdict.ALTERED),
        (
            "The river is low in spring, and we shall look at the piers then.",
            Verdict.PREPARED,
            Verdict.NOT_FOUND,
        ),
        (AS_DELIVERED, Verdict.VERBATIM, Verdict.ALTERED),
        ("she would have laughed at that one for a week", Verdict.VERBATIM, Verdict.NOT_FOUND),
        ("Nobody in this town will pay a penny more for water.", Verdict.VERBATIM, None),
        ("We have five thousand people at the harbour", Verdict.TIDIED, Verdict.ALTERED),
        ("We have six thousand people at the harbour", Verdict.ALTERED, None),
        ("The airport stays where it is, as I told you in June", Verdict.VERBATIM, None),
    ],
)
def test_print_goes_with_one_or_with_both(
    two: tuple[Transcript, Transcript],
    compared: Delivery,
    text: str,
    verdict: Verdict,
    beside: Verdict | None,
) -> None:
    """The delivery decides; the other stands beside where print goes with one of the two only."""
    found = ask(two, compared, text)
    assert found.verdict is verdict
    assert (found.beside.verdict if found.beside else None) is beside
    first = "transcripts/prepared" if verdict is Verdict.PREPARED else "transcripts/speech"
    assert {place.transcript for place in found.places} == {first}
    assert not found.others


def test_what_a_part_lacks_may_have_been_said(two: tuple[Transcript, Transcript]) -> None:
    """Of a delivery written down in part nothing is called not delivered."""
    part = made(DELIVERED, "transcripts/speech", "completeness: partial\n")
    both = two[0], part
    found = delivered(*both, load_lexicon())
    assert found is not None
    river = ask(both, found, "The river is low in spring, and we shall look at the piers then.")
    assert (river.verdict, river.beside) == (Verdict.VERBATIM, None)
    assert ask(both, found, AS_PREPARED).verdict is Verdict.PREPARED


# --- the site ---


def corpus(folder: Path, handed_out: str = HANDED_OUT, spoken: str = SPOKEN) -> Dataset:
    """Two articles of two outlets, a prepared text and its delivery."""
    seeds = folder / "seeds"
    (seeds / "transcripts").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Harbour\n", "utf-8")
    for name, text, outlet in (("quay", QUAY, "The Quay"), ("gull", GULL, "The Gull")):
        (seeds / f"{name}.txt").write_text(text, "utf-8")
        (seeds / f"{name}.yml").write_text(f"outlet: {outlet}\npublished: 2023-05-03\n", "utf-8")
    for name, text, facts in (("prepared", PREPARED, handed_out), ("speech", DELIVERED, spoken)):
        (seeds / f"transcripts/{name}.txt").write_text(text, "utf-8")
        (seeds / f"transcripts/{name}.yml").write_text(facts, "utf-8")
    return load(Project(folder), Options())


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The corpus, read once."""
    return corpus(tmp_path_factory.mktemp("speech"))


@pytest.fixture(scope="module")
def site(dataset: Dataset) -> dict[str, str]:
    """Its pages and its JSON."""
    return texts(dataset)


def texts(dataset: Dataset) -> dict[str, str]:
    """The files that are text."""
    kinds = (".md", ".json", ".csv", ".tei.xml", ".jsonld")
    return {p: c if isinstance(c, str) else c.decode() for p, c in files_of(dataset) if p.endswith(kinds)}


def page(site: dict[str, str], pattern: str) -> str:
    """The one page whose path fits."""
    (found,) = [text for path, text in site.items() if re.fullmatch(pattern, path)]
    return found


def plain(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


@pytest.mark.slow
def test_the_delivery_s_page_shows_every_departure(site: dict[str, str]) -> None:
    """A summary, lists that lead to the places, marks in the speech; no character of it is lost."""
    shown = page(site, r"transcripts/harbour-speech-[0-9a-f]{4}\.md")
    assert "Beside the prepared text" in shown
    assert "of the 111 words that were prepared, 85 % were delivered" in plain(shown)
    assert "3 added (25 words), 3 left out (16 words), 1 said otherwise, 1 moved" in plain(shown)
    assert "1 turn before or after the speech is no part of this." in plain(shown)
    assert '<del class="v-gone"><span>four</span></del><ins class="v-new">uh, five</ins>' in shown
    assert re.search(r'<span class="v-moved">[^<]*The school roof', shown)
    assert "(number)" in shown
    for anchor in re.findall(
        r'href="\.\./transcripts/harbour-speech-as-prepared-\w{4}\.html#(s-\w{8})"', shown
    ):
        assert f'id="{anchor}"' in page(site, r"transcripts/harbour-speech-as-prepared-\w{4}\.md")
    speech = re.sub(r'<del class="v-gone">.*?</del>', "", shown.split('<div class="v-transcript">')[1])
    for sentence in ("Is that the whole brass band at the back?", "We will ask Lisbon for a loan, and we'll"):
        assert sentence in plain(speech)


@pytest.mark.slow
def test_the_prepared_text_s_page_shows_what_was_not_said(site: dict[str, str]) -> None:
    shown = page(site, r"transcripts/harbour-speech-as-prepared-\w{4}\.md")
    assert "Beside what was delivered" in shown
    assert "quoted by nobody" not in shown
    assert '<span>four</span></del><ins class="v-new">uh, five</ins>' in shown
    assert "The river is low in spring" in plain(shown)


@pytest.mark.slow
def test_a_card_tells_which_of_the_two_print_goes_with(site: dict[str, str]) -> None:
    gull, quay = (
        page(site, rf"articles/harbour-speech-as-the-{name}-\w+-\w+-\w{{4}}\.md") for name in ("gull", "quay")
    )
    assert 'v-verdict-as">as prepared, not as delivered' in gull
    assert "As delivered" in plain(gull)
    assert "Not in what was delivered: Harbour speech" in plain(gull)
    assert "(prepared text)" in plain(gull)
    assert "As prepared, from which the speaker departed" in plain(quay)
    assert "Not in the prepared text: Harbour speech, as prepared" in plain(quay)


@pytest.mark.slow
def test_shares_tables_and_stories_go_by_what_was_said(site: dict[str, str], dataset: Dataset) -> None:
    """An outlet that printed the prepared text altered nothing; what was only prepared was not said."""
    assert "as prepared, not as delivered" in page(site, r"outlets/gull\.md")
    assert "v-verdict-altered" not in page(site, r"outlets/gull\.md")
    rows = csv.DictReader(io.StringIO(site["data/quotations.csv"].lstrip("\ufeff")))
    (row,) = [row for row in rows if AS_PREPARED in row["text"]]
    assert row["verdict"] == "as prepared, not as delivered"
    assert (row["as_said"], row["transcript"]) == ("We will ask Lisbon for a loan", "transcripts/speech")
    (record,) = unprinted(catalogue(dataset), [article.id for article in dataset.articles])
    assert record.title == "Harbour speech"


@pytest.mark.slow
def test_data_fit_their_schemas(site: dict[str, str]) -> None:
    for name in ("transcripts", "said"):
        schema = json.loads(site[f"data/schemas/{name}.schema.json"])
        Draft202012Validator.check_schema(schema)
        assert not list(Draft202012Validator(schema).iter_errors(json.loads(site[f"data/{name}.json"])))
    of = {one["id"]: one for one in json.loads(site["data/transcripts.json"])}
    beside = of["transcripts/prepared"]["prepared_for"]
    assert beside["transcript"] == "transcripts/speech"
    assert of["transcripts/speech"]["prepared_for"] is None
    departure = next(d for d in beside["departures"] if d["what"] == "negation")
    assert of["transcripts/prepared"]["text"][slice(*departure["at"])] == departure["prepared"] == "not"
    assert "prepared text; prepared for: Harbour speech</" in site["data/transcripts.tei.xml"]
    told = [r for r in json.loads(site["data/said.json"]) if r["beside"]]
    assert {(r["verdict"], r["beside"]["verdict"]) for r in told} == {
        ("as prepared, not as delivered", "altered"),
        ("as prepared, not as delivered", "not found in the transcripts given"),
        ("verbatim", "altered"),
        ("verbatim", "not found in the transcripts given"),
    }


@pytest.mark.slow
def test_what_is_not_published_stands_nowhere(tmp_path: Path) -> None:
    """Neither in the other's speech, nor in a list, nor in the data."""
    without = texts(corpus(tmp_path / "a", handed_out=HANDED_OUT + "publish: nothing\n"))
    shown = page(without, r"transcripts/harbour-speech-\w{4}\.md")
    assert "look at the piers" not in shown
    assert "14 words that are not published" in plain(shown)
    assert "look at the piers" not in without["data/transcripts.json"]
    part = texts(corpus(tmp_path / "b", spoken=SPOKEN + "publish: nothing\n"))
    assert "brass band" not in "".join(part.values())


def test_a_wrong_name_is_a_finding_and_stops_nothing(tmp_path: Path) -> None:
    found = corpus(tmp_path, handed_out="prepared_for: sermon\n")
    (error,) = [f for f in found.findings if f.level is Level.ERROR]
    assert (error.code, error.where) == ("unknown-delivery", "seeds/transcripts/prepared.yml:1")
    assert len(found.record.transcripts) == 2
    assert not found.record.deliveries


# --- before printing ---


def test_check_quotes_knows_the_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table, the exit code, the JSON and the proof."""
    for name, text, facts in (("prepared", PREPARED, HANDED_OUT), ("speech", DELIVERED, SPOKEN)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        (tmp_path / f"{name}.yml").write_text(facts, "utf-8")
    draft = tmp_path / "draft" / "draft.txt"
    draft.parent.mkdir()
    draft.write_text(f"“{AS_PREPARED},” Ana Ruiz said.\n", "utf-8")
    against = [str(tmp_path / "prepared.txt"), str(tmp_path / "speech.txt")]
    proof = tmp_path / "proof.html"
    assert main(["check-quotes", str(draft), "--against", *against, "--proof", str(proof)]) == 1
    told = capsys.readouterr().out
    assert "as prepared, not as delivered" in told
    assert "as delivered: negation: printed “not”" in told
    assert proof.read_text("utf-8").startswith("<!doctype html>")
    assert "as delivered: " in proof.read_text("utf-8")
    main(["check-quotes", str(draft), "--against", *against, "--json"])
    (passage,) = json.loads(capsys.readouterr().out)["passages"]
    assert passage["beside"]["verdict"] == "altered"
    draft.write_text(f"“{AS_DELIVERED},” Ana Ruiz said.\n", "utf-8")
    assert main(["check-quotes", str(draft), "--against", *against]) == 0
    assert "as prepared: " in capsys.readouterr().out
    (tmp_path / "prepared.yml").write_text("prepared_for: nobody\n", "utf-8")
    assert main(["check-quotes", str(draft), "--against", *against]) == 1
    assert "prepared.yml:1: prepared_for: 'nobody' is no transcript here" in capsys.readouterr().err
