"""The date of an act of speaking: which words tell it, and what they come to."""

from __future__ import annotations

from typing import Any, cast

import pytest

from build_site.dates.expressions import calendar
from build_site.dates.resolving import bounds, month_day
from build_site.engine import analyse
from build_site.lexicon import load_lexicon
from build_site.model import Attribution, Basis, Document, Fact, Metadata, When
from build_site.stages.chronology import date_quotation, propose
from tests.builders import corpus, said, story

SAIL = said("We sail at dawn", by="Ana Ruiz", cue="said")


def when(text: str, saying: Any = SAIL, published: str | None = None) -> When | None:
    """The date of the one quotation of an article with this text."""
    made = corpus(story("A headline\n" + text, saying))
    article, quotation = made.articles[0], made.quotations[0]
    return date_quotation(article.article, cast(Attribution, quotation), published, load_lexicon())


def edtf(text: str, saying: Any = SAIL, published: str | None = "2023-06-14") -> str | None:
    """Its EDTF, seen from Wednesday, 14 June 2023."""
    found = when(text, saying, published)
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Friday", "2023-06-09"),
        ("Wednesday", "2023-06-14"),
        ("last Wednesday", "2023-06-07"),
        ("on Monday night", "2023-06-12"),
        ("yesterday", "2023-06-13"),
        ("three days ago", "2023-06-11"),
        ("a few hours ago", "2023-06-14"),
        ("two weeks ago", "2023-05-31~"),
        ("last week", "2023-06-07~"),
        ("last month", "2023-05"),
        ("two months ago", "2023-04~"),
        ("last year", "2022"),
        ("on June 2", "2023-06-02"),
        ("on 2 June", "2023-06-02"),
        ("on Dec. 30", "2022-12-30"),
        ("on Friday, June 9", "2023-06-09"),
        ("on March 22, 2019", "2019-03-22"),
        ("in March 2019", "2019-03"),
        ("in early April", "2023-04~"),
        ("in 2016", "2016"),
        ("one month ago", "2023-05~"),
        ("on June 31", None),
        ("aboard the May Queen", None),
        ("at 7 p.m.", None),
    ],
)
def test_words_beside_the_cue(words: str, expected: str | None) -> None:
    """Resolved against the day of publication."""
    assert edtf(f"“We sail at dawn,” Ana Ruiz said {words}.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday, Ana Ruiz said: “We sail at dawn.”", "2023-06-09"),
        (
            "“We sail at dawn,” Ana Ruiz told the crews and said so again after meeting them on Friday.",
            "2023-06-09",
        ),
        ("“We sail at dawn,” said Ana Ruiz, who had been on the quay since Friday.", None),
        ("“We sail at dawn,” said Ana Ruiz, who was in town on Friday.", None),
        ("“We sail at dawn,” Ana Ruiz said of the voyage planned for Friday.", None),
        ("Ana Ruiz, whose ship came in on Friday, said: “We sail at dawn.”", None),
        ("“We sail at dawn,” Ana Ruiz said. The ship came in on Friday.", None),
        ("“We sail at dawn,” Ana Ruiz said of the May 5 storm.", None),
        ("“We sail at dawn,” Ana Ruiz said of those who came during their long visit in May.", None),
        ("“We sail at dawn,” Ana Ruiz said in a notice of the race that starts Friday.", None),
        ("“We sail at dawn,” Ana Ruiz said, despite a day earlier saying the contrary.", None),
        ("Ana Ruiz, a captain in the race of the primary on June 3, said: “We sail at dawn.”", None),
        ("At their May 5 meeting Ana Ruiz said: “We sail at dawn.”", "2023-05-05"),
        ("On Friday, the mayor thanked Ana Ruiz, who said: “We sail at dawn.”", None),
        ("Her ship went down in 1987, and Ana Ruiz said: “We sail at dawn.”", None),
        ("Ana Ruiz stayed ashore on Friday but has said: “We sail at dawn.”", None),
        ("“On Friday it rained,” the cook said. “We sail at dawn,” Ana Ruiz said.", None),
    ],
)
def test_only_dates_of_the_act_of_speaking_count(text: str, expected: str | None) -> None:
    """Not those of other clauses, other sentences, or of what is spoken of."""
    assert edtf(text) == expected


def test_dates_inside_the_content_do_not_count() -> None:
    """Who speaks of Friday may speak on any day."""
    saying = said("We sail on Friday", by="Ana Ruiz", cue="said")
    assert edtf("“We sail on Friday,” Ana Ruiz said.", saying) is None
    indirect = said("that they would sail on Friday", by="Ana Ruiz", cue="said", type="indirect")
    assert edtf("Ana Ruiz said that they would sail on Friday.", indirect) is None


def test_a_sentence_that_leads_to_the_quotation_dates_it_with_doubt() -> None:
    """The sentence before speaks of the same person and gives a day."""
    assert edtf("Ana Ruiz spoke on the quay on Friday.\n“We sail at dawn,” Ana Ruiz said.") == "2023-06-09?"
    assert edtf("The cook spoke on Friday.\n“We sail at dawn,” Ana Ruiz said.") is None
    between = "Ana Ruiz spoke on the quay on Friday.\nThe cook laughed.\nShe has said: “We sail at dawn.”"
    assert edtf(between.replace("She has said", "Later Ana Ruiz said")) == "2023-06-09?"
    assert edtf(between.replace("She has said", "Ana Ruiz has often said")) is None


def test_without_a_day_of_publication() -> None:
    """A day of the week tells nothing; the year of a day may follow from other dates of the text."""
    quoted = "“We sail at dawn,” Ana Ruiz said on {}."
    assert edtf(quoted.format("Friday"), published=None) is None
    assert edtf(quoted.format("March 22"), published=None) == "XXXX-03-22"
    assert edtf(quoted.format("March 22, 2021"), published=None) == "2021-03-22"
    photo = "The quay on Jan. 9, 2021.\n" + quoted
    assert edtf(photo.format("March 22"), published=None) == "2021-03-22?"
    assert edtf(photo.format("Dec. 20"), published=None) == "2020-12-20?"


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2023-06", "2023-06~"), ("2023-06-14?", "2023-06-09?"), ("2023", "2023~"), ("2023-06-14/..", None)],
)
def test_an_uncertain_day_of_publication_is_handed_on(published: str, expected: str | None) -> None:
    """A Friday seen from some day in June is some day in June."""
    assert edtf("“We sail at dawn,” Ana Ruiz said on Friday.", published=published) == expected


def test_the_words_and_what_they_rest_on_are_kept() -> None:
    """A full date is stated; whatever was reckoned is inferred."""
    stated = when("“We sail at dawn,” Ana Ruiz said on May 5, 2023.")
    assert stated is not None
    assert (stated.edtf, stated.basis) == ("2023-05-05", Basis.STATED)
    inferred = when("“We sail at dawn,” Ana Ruiz said on Friday.", published="2023-06-14")
    assert inferred is not None
    assert inferred.basis is Basis.INFERRED


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-10~", ("2024-02-10", "2024-02-10")),
        ("2024/2024-03", ("2024-01-01", "2024-03-31")),
        ("2024-03-05T10:00:00Z", ("2024-03-05", "2024-03-05")),
        ("XXXX-03-22", None),
        ("2024-13-01", None),
        ("2024-03-05/..", None),
        (None, None),
    ],
)
def test_days_that_a_date_may_mean(text: str | None, days: tuple[str, str] | None) -> None:
    """First and last."""
    found = bounds(text)
    assert (found and tuple(day.isoformat() for day in found)) == days


def test_month_and_day_without_a_year() -> None:
    """Two dates of unknown years still agree or differ."""
    assert month_day("XXXX-03-22") == month_day("2024-03-22?") == (3, 22)
    assert month_day("2024-03") is None


def dates_of(text: str, published: str | None = "2024-03-22") -> list[str | None]:
    """The dates that the rules propose for all quotations of a text, in order; ``trust`` then weighs them."""
    document = Document(
        "a", "a.txt", text, "0" * 64, Metadata(published=Fact(published) if published else None)
    )
    read = analyse(document, load_lexicon())
    given = read.article, read.mentions, read.attributions, read.entities, published
    return [when.edtf if when else None for when in propose(*given, load_lexicon())[1]]


def test_a_speaker_s_day_is_carried_to_what_else_he_says() -> None:
    """Told once in so many words, it holds for the next paragraphs, and is marked as probable."""
    found = dates_of(
        "Locks\nMayor Ana Ruiz spoke.\n“We will open the locks,” Ana Ruiz said on Tuesday.\n"
        "“The old gates are rotten and must go,” Ana Ruiz said."
    )
    assert found == ["2024-03-19", "2024-03-19?"]


def test_what_is_recalled_takes_no_day() -> None:
    """“Had said earlier” puts it back to a day that is not told."""
    found = dates_of(
        "Locks\nMayor Ana Ruiz spoke.\n“We will open the locks,” Ana Ruiz said on Tuesday.\n"
        "“The old gates are rotten and must go,” Ana Ruiz had said earlier."
    )
    assert found == ["2024-03-19", None]


def test_another_event_s_day_is_not_the_day_of_speaking() -> None:
    """A day of a deed that nobody spoke on dates nothing that is said afterwards."""
    found = dates_of(
        "Locks\nMayor Ana Ruiz was dismissed late on Friday.\n"
        "“The old gates are rotten and must go,” Ruiz said."
    )
    assert found == [None]


def test_a_newspaper_called_today_is_no_day() -> None:
    """The end of a name is no date."""
    found = dates_of("Locks\n“The old gates are rotten and must go,” Ana Ruiz wrote in Harbour Today.")
    assert found == [None]


def test_a_dated_hearing_dates_what_is_said_at_it() -> None:
    """The occasion has a day, and the sentence names the occasion."""
    found = dates_of(
        "Locks\nThe council held a hearing on Wednesday.\n"
        "“The old gates are rotten and must go,” Ana Ruiz said at the hearing."
    )
    assert found == ["2024-03-20?"]


LOCKS = "“We will open the locks,” Ana Ruiz"
GATES = "“The old gates are rotten and must go,” Ana Ruiz"
PILOTS = "“The old gates are rotten and must go,” said two pilots"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # From quotation to quotation, as long as it goes on
            f"{LOCKS} said on Tuesday.\n"
            + "It rained.\n" * 4
            + f"{GATES} said.\n"
            + "It rained.\n" * 4
            + f"{GATES} said.",
            ["2024-03-19", "2024-03-19?", "2024-03-19?"],
        ),
        (  # The lead tells what she did on the day
            f"Mayor Ana Ruiz endorsed the plan on Tuesday.\n{GATES} said.",
            ["2024-03-19?"],
        ),
        # … or before all did on it, and where the news goes on, what she began her day with
        (f"Mayor Ana Ruiz made history on Tuesday by sailing alone.\n{GATES} said.", ["2024-03-19?"]),
        (
            f"{LOCKS} said on Tuesday.\nOn Wednesday, Ana Ruiz went down to the quay.\n{GATES} said.",
            ["2024-03-19", "2024-03-20?"],
        ),
        (
            f"{LOCKS} said on Tuesday.\nIt rained.\nAna Ruiz on Wednesday met the crews.\n{GATES} said.",
            ["2024-03-19", "2024-03-20?"],
        ),
        (f"It rained.\nOn Wednesday, Ana Ruiz will go down to the quay.\n{GATES} said.", [None]),
        # What is written to one paper is an act of its own, and so is what is said after another event
        (f"{LOCKS} said on Tuesday.\n{GATES} said in an email.", ["2024-03-19", None]),
        (f"{LOCKS} said on Tuesday.\n{GATES} said after the harbour fire.", ["2024-03-19", None]),
        # Another occasion, told in what she says, is not hers
        (
            f"{LOCKS} said on Tuesday.\nAna Ruiz said that he lied in an interview on Friday.\n{GATES} said.",
            ["2024-03-19", "2024-03-19?", "2024-03-19?"],
        ),
        # What a passer-by says of another does not take her day away
        (
            f"{LOCKS} said on Tuesday.\nAna Ruiz said, going on to suggest she had seen it.\n{GATES} said.",
            ["2024-03-19", "2024-03-19?", "2024-03-19?"],
        ),
        # … but not what was done to her
        (f"Mayor Ana Ruiz was released on Tuesday.\n{GATES} said.", [None]),
        # What she says at all times is of no day
        (f"{LOCKS} said on Tuesday.\n{GATES} says.", ["2024-03-19", None]),
        # A story that goes back for a moment comes to itself again
        (f"{LOCKS} had also said on Tuesday.\nIt rained.\n{GATES} said.", ["2024-03-19", None]),
        # Told to another paper, it is another occasion
        (f"{LOCKS} told Reuters on Tuesday.\n{GATES} told CNN.", ["2024-03-19", None]),
        # Who spoke is named in the clause of speaking
        (
            f"Ana Ruiz sailed, and Bela Szabo said on Tuesday the locks would open.\n{GATES} said.",
            ["2024-03-19", None],
        ),
        # A sentence that names a time of its own takes no other
        (f"{LOCKS} said on Tuesday.\n{GATES} was heard saying that October.", ["2024-03-19", None]),
        (f"{LOCKS} said on Tuesday.\n{GATES} initially said.", ["2024-03-19", None]),
        # A time that counts from another is no time of its own
        (f"{LOCKS} said on Tuesday.\n{GATES} said at the time.", ["2024-03-19", None]),
        (
            f"{LOCKS} said on Tuesday.\nThe next day, Bela Szabo said the gates must go.",
            ["2024-03-19", "2024-03-20?"],
        ),
        # What is told without a verb of saying is near, or on no occasion
        (
            f"{LOCKS} said on Tuesday.\nIt rained.\nThe old gates are rotten, according to Ana Ruiz.",
            ["2024-03-19", None],
        ),
        # The next paragraph has the day
        (f"{LOCKS} said.\n{GATES} said on Tuesday.", ["2024-03-19?", "2024-03-19"]),
    ],
)
def test_a_day_is_carried_with_a_reason(text: str, expected: list[str | None]) -> None:
    """The speaker's own act on that day, near enough, and told as one."""
    assert dates_of("Locks\n" + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The council released a report on Wednesday.\nThe report said the old gates were rotten.",
            "2024-03-20?",
        ),
        (
            "The port raised its tolls on Wednesday.\nAfter the decision Ana Ruiz said the gates must go.",
            "2024-03-20?",
        ),
        (
            "The council will hold a hearing on Wednesday.\nAt the hearing Ana Ruiz said the gates must go.",
            None,
        ),
        (f"The council met on Wednesday for a hearing.\n{PILOTS} who were at the hearing.", None),
    ],
)
def test_an_occasion_s_day_is_that_of_what_is_said_there(text: str, expected: str | None) -> None:
    """Of the document that speaks, of what is said after what leads the news; not of those who were there."""
    assert dates_of("Locks\n" + text)[-1:] == [expected]


def test_what_leads_the_news_was_not_said_six_days_ago() -> None:
    """“Said on Saturday” on a Friday: where the article is dated by, Saturday had not begun yet."""
    lead = "“We will open the locks,” Ana Ruiz said on Saturday."
    assert dates_of(f"Locks\n{lead}") == ["2024-03-23?"]
    assert dates_of(f"Locks\nIt rained.\n{lead}") == [None]  # Of such days two in three were the day after.
    assert dates_of(f"Locks\n{lead.replace('on Saturday', 'last Saturday')}") == ["2024-03-16"]


def test_the_day_of_another_phrase_is_not_that_of_speaking() -> None:
    """Behind a comma only what tells how it was said, or nothing, may stand before “last month”."""
    said = "“We will open the locks,” Ana Ruiz said, {} last month."
    assert dates_of("Locks\n" + said.format("no change from her words")) == [None]
    assert dates_of("Locks\n" + said.format("in a speech")) == ["2024-02"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at the ceremony", "2024-03-17?"),
        ("at a ceremony on Sunday", "2024-03-17"),
        ("at a ceremony on Monday", None),
        ("on Sunday", None),
    ],
)
def test_a_caption_dates_an_occasion(words: str, expected: str | None) -> None:
    """Its full date is that of the occasion that the text names, where the weekday agrees."""
    text = (
        f"Locks\n“We will open the locks,” Ana Ruiz said {words}.\n"
        "Mayor Ana Ruiz speaks during a ceremony in Ashford on March 17, 2024. (Ashford Post)"
    )
    assert dates_of(text, None) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In January, Ana Ruiz said the gates must go.", ["2024-01"]),
        ("In 2019, Ana Ruiz said the gates must go.", ["2019"]),
        ("A month ago, Ana Ruiz said the gates must go.", ["2024-02~"]),
        ("Ana Ruiz criticized the harbour board on Tuesday over its plans.", ["2024-03-19?"]),
        ("Ana Ruiz announced the end of the harbour tolls on Tuesday.", ["2024-03-19?"]),
        ("Ana Ruiz announced a meeting on Tuesday.", [None]),
        ("Ana Ruiz announced the closing of the locks in 2016.", [None]),
        ("Ana Ruiz announced a plan to close the locks on Tuesday.", [None]),
        ("Ana Ruiz said the board would meet on Tuesday over its plans.", [None]),
    ],
)
def test_a_date_may_begin_the_sentence_or_stand_in_what_is_judged(
    text: str, expected: list[str | None]
) -> None:
    """Capital or small; the day of a judgement stands before its reason."""
    assert dates_of("Locks\n" + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By the way of a thing, in what somebody tells of himself, as a noun
        (f"{LOCKS} said on Tuesday.\nThe plan she announced “must go on” for ever.", [None]),
        (
            f"{LOCKS} said on Tuesday.\nAna Ruiz admitted she erred when she claimed the gates were sound.",
            ["2024-03-19?", None],
        ),
        (f"{LOCKS} said on Tuesday.\nThe council has studied Ana Ruiz’s demand for new gates.", [None]),
        # The next tweet
        (f"Ana Ruiz tweeted on Tuesday: “We will open the locks.”\n{GATES} tweeted.", [None]),
        # Of whom the reporter tells between dashes
        (
            f"Bela Szabo — who told Ana Ruiz of it — said on Tuesday the locks would open.\n{GATES} said.",
            [None],
        ),
    ],
)
def test_a_day_is_not_carried_to_what_is_told_apart(text: str, expected: list[str | None]) -> None:
    """Where the article leaves the day, or tells of words by the way, no day is better than a wrong one."""
    assert dates_of("Locks\n" + text)[1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday, the port closed after Ana Ruiz said the gates must go.", None),
        ("Ana Ruiz said the gates must go, but the council voted on Tuesday to keep them.", None),
        ("“The gates must go,” Ana Ruiz said of the prospects for sailing in 2023.", None),
        (
            "The council wrote a letter in advance of the fair on Thursday.\nThe letter said the gates leak.",
            None,
        ),
        ("Four hours earlier, Ana Ruiz said the gates must go.", None),
        ("At a January dinner, Ana Ruiz said the gates must go.", "2024-01"),
        ("Then comes the March 19 Ashford primary, where Ana Ruiz says the gates must go.", None),
        ("Today, Ana Ruiz says the gates must go.", None),
        ("Today, Ana Ruiz said the gates must go.", "2024-03-22"),
        ("“The gates must go,” Ana Ruiz said after hearing of it last week.", None),
        ("The court heard the lawsuit on Tuesday.\nThe lawsuit says the gates leak.", None),
        ("The union filed a lawsuit on Tuesday.\nThe lawsuit says the gates leak.", "2024-03-19?"),
        ("At a debate this past January, Ana Ruiz said the gates must go.", "2024-01"),
        (
            "The council held a debate on Monday.\nAfter Mayor Szabo’s debate, Ana Ruiz said they hold.",
            "2024-03-18?",
        ),
        (
            "A pilot who once accused Bela Szabo said Tuesday night that the gates were rotten.",
            "2024-03-19",
        ),
    ],
)
def test_the_clause_of_a_day_is_that_of_saying(text: str, expected: str | None) -> None:
    """Not the one that the saying came before or after, nor what is spoken of."""
    assert dates_of("Locks\nIt rained.\n" + text)[-1] == expected


def test_of_two_debates_the_one_told_more_often_is_the_debate() -> None:
    """The other is mentioned by the way."""
    found = dates_of(
        "Locks\nMonday’s debate was long.\nMonday’s debate settled little.\nLast Sunday’s debate was wet."
        "\nIn the debate, Ana Ruiz said the gates must go."
    )
    assert found == ["2024-03-18?"]


def test_a_sentence_may_begin_with_what_its_subject_does_on_a_day() -> None:
    text = (
        "Posting on the club’s own page on Friday evening, Nora Vale, who is a nurse "
        "in the town, wrote: “I love the pier and all who mend it.”"
    )
    assert dates_of("The pier\n" + text) == ["2024-03-22"]


@pytest.mark.parametrize(
    ("lead", "trait"),
    [
        ("Ana Ruiz opened the new lock of Ashford at a meeting on Tuesday", "before occasion lead speaker"),
        ("The new lock of Ashford broke on Tuesday", "before done lead nobody"),
    ],
)
def test_whom_an_article_names_beside_a_day_tells_whose_it_may_be(lead: str, trait: str) -> None:
    """A day of the lead is rather that of whom its sentence names."""
    text = (
        f"The lock\n{lead}, to the joy of a town that waits for little else in its long winters.\n"
        "“We are glad of it,” Ana Ruiz said."
    )
    document = Document("a", "a.txt", text, "0" * 64, Metadata(published=Fact("2024-03-22")))
    read = analyse(document, load_lexicon())
    given = read.article, read.mentions, read.attributions, read.entities, "2024-03-22"
    scene, _ = propose(*given, load_lexicon())
    last = len(scene.sayings) - 1
    assert dict(scene.traits(last, "2024-03-19", calendar(load_lexicon())))["named"] == trait
