"""Transcripts as files: turns, directions and times over a text that stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_site.errors import InputError
from build_site.model import Completeness, Transcript
from build_site.readers.transcripts import read_transcript, read_transcripts, transcript_of

HARBOUR = Path(__file__).parent / "harbour.txt"
VTT = """WEBVTT

NOTE a harbour meeting

00:00:01.000 --> 00:00:03.500
<v Ana Ruiz>The ferries will run

00:00:03.500 --> 00:00:06.000
again by June. [applause]

00:01:02.000 --> 00:01:04.000
<v Tom Lindqvist>And the <c.loud>bridge</c>?
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
ANA RUIZ: The ferries will run

2
00:00:03,500 --> 00:00:06,000
again by June.

3
01:00:02,000 --> 01:00:04,000
>> And the bridge?
"""
PAGE = """<!doctype html><html><head><title>A briefing</title><script>let x = "NO: no";</script></head><body>
<nav><a href="/">Home</a></nav><main><h1>Briefing by the harbour office</h1>
<p><b>MS. RUIZ:</b> Good morning.<br>We open on Monday &amp; close on Friday.</p>
<div>Q&nbsp; Why so late?</div><p>MS. RUIZ: Because of <i>ice</i>.</p></main></body></html>
"""


def spoken(one: Transcript, number: int) -> str:
    """The words of a turn, without label and directions."""
    return " ".join(one.text[s:e] for s, e in one.turns[number].speech)


def made(text: str, suffix: str = ".txt") -> Transcript:
    """A transcript of a text."""
    return transcript_of(text.encode(), suffix, f"seeds/transcripts/x{suffix}", "x")


def test_every_character_stands_in_one_turn() -> None:
    """Nothing is lost between two turns, and the text is the file's own."""
    one = read_transcript(HARBOUR, HARBOUR.parent)
    assert one.text == HARBOUR.read_text("utf-8")
    assert one.turns[0].span[0] == 0
    assert one.turns[-1].span[1] == len(one.text)
    assert all(a.span[1] == b.span[0] for a, b in zip(one.turns, one.turns[1:], strict=False))


def test_labels_name_speakers_and_directions_are_no_speech() -> None:
    """Capitals before a colon begin a turn; what stands in brackets was not said."""
    one = read_transcript(HARBOUR, HARBOUR.parent)
    labels = ["MAYOR ANA RUIZ", "TOM LINDQVIST", "MAYOR ANA RUIZ", "", "MAYOR ANA RUIZ"]
    assert [turn.speaker for turn in one.turns] == labels
    assert [turn.asks for turn in one.turns] == [False, False, False, True, False]
    assert "APPLAUSE" not in spoken(one, 0)
    assert "Laughter" not in spoken(one, 2)
    assert spoken(one, 0).startswith("Good evening.")
    assert [one.text[s:e] for s, e in one.directions] == ["(APPLAUSE)", "[Laughter]", "(INAUDIBLE)"]


def test_a_sentence_before_a_colon_is_no_label() -> None:
    """Small letters make a label only where they are a name."""
    one = made("Ana Ruiz: I say this:\nRemember: it is cold.\n\nTom Lindqvist: It is.\n")
    assert [turn.speaker for turn in one.turns] == ["Ana Ruiz", "Tom Lindqvist"]
    assert "Remember: it is cold." in spoken(one, 0)


def test_questions_and_answers() -> None:
    """Q and A begin turns; a side-car may say who answers."""
    one = made(
        "---\nspeakers:\n  Tom: Tom Lindqvist\nspeaker: Ana Ruiz\n---\nQ. Why now?\nA. Because it is late.\n"
    )
    assert [(turn.speaker, turn.asks) for turn in one.turns] == [("", True), ("Ana Ruiz", False)]
    assert spoken(one, 1) == "Because it is late."


def test_a_text_without_labels_is_one_turn() -> None:
    """A prepared text is its speaker's; where nobody is named a finding says what to do."""
    one = made(
        "---\nspeaker: Ana Ruiz\ncompleteness: prepared text\n---\nThe harbour will not be sold.\n", ".md"
    )
    assert [turn.speaker for turn in one.turns] == ["Ana Ruiz"]
    assert one.facts.completeness is Completeness.PREPARED
    assert not one.findings
    assert [finding.code for finding in made("The harbour will not be sold.\n").findings] == ["no-turns"]


@pytest.mark.parametrize(("text", "suffix"), [(VTT, ".vtt"), (SRT, ".srt")])
def test_captions_keep_their_times(text: str, suffix: str) -> None:
    """Words run on over cues; each keeps its time, and no time, number or tag is speech."""
    one = made(text, suffix)
    assert one.text == text
    assert spoken(one, 0).replace("\n", " ").strip() == "The ferries will run again by June."
    assert one.turns[0].time == 1.0
    assert one.time_at(one.text.index("again")) == 3.5
    assert spoken(one, len(one.turns) - 1).startswith("And the")
    assert one.turns[0].speaker.casefold() == "ana ruiz"


def test_the_html_of_a_briefing() -> None:
    """Blocks and breaks are lines; menus and scripts are left out; the title is stated."""
    one = made(PAGE, ".html")
    assert [turn.speaker for turn in one.turns] == ["", "MS. RUIZ", "", "MS. RUIZ"]
    assert spoken(one, 1).split("\n")[0] == "Good morning."
    assert spoken(one, 3) == "Because of ice."
    assert one.facts.title == "A briefing"
    assert "Home" not in one.text


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"", ".txt", "empty"),
        (b"no cue here", ".vtt", "no cue in it"),
        (b"\0\1\2", ".txt", "binary"),
        (b"---\ndate: soon\n---\nANA: Yes.\n", ".md", "x.md:2: date: 'soon' is not a date"),
        (b"---\ncompleteness: half\n---\nANA: Yes.\n", ".txt", "is no completeness"),
    ],
)
def test_bad_input_says_where_and_what_to_do(data: bytes, suffix: str, words: str) -> None:
    """Each refusal names the file and the remedy."""
    with pytest.raises(InputError, match=r"seeds/transcripts|x\.") as error:
        transcript_of(data, suffix, f"seeds/transcripts/x{suffix}", "x")
    assert words in str(error.value)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """What cannot be read is handed over, with its name; the rest is read."""
    (tmp_path / "a.txt").write_text("ANA RUIZ: Yes.\n", "utf-8")
    (tmp_path / "b.vtt").write_text("nothing", "utf-8")
    (tmp_path / "a.yml").write_text("date: 2023-01-02\noccasion: a meeting\nhue: red\n", "utf-8")
    refused: list[str] = []
    found = list(read_transcripts(tmp_path, lambda where, error: refused.append(where)))
    assert [one.id for one in found] == ["a"]
    assert (found[0].facts.date, found[0].facts.occasion) == ("2023-01-02", "a meeting")
    assert [finding.code for finding in found[0].findings] == ["unknown-key"]
    assert [Path(where).name for where in refused] == ["b.vtt"]
