"""The day of saying, where the text tells it and where it only seems to: whole short articles."""

from __future__ import annotations

import pytest

from tests.test_chronology import GATES, LOCKS, dates_of

LONG = (
    "It rained on the quay and on the boats, and on all who had come to see what was to become of the locks."
)

RAIN = "It rained.\n" * 2
FORGOTTEN = (
    "The long forgotten locks were opened on Tuesday to the boats of all the pilots of the old harbour"
)
HEAD = "Mayor Ana Ruiz, who has been at the head of the harbour of Ashford for a year,"
SAILED = "Bela Szabo sailed on Monday after Ana Ruiz had warned on Tuesday of the gates.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Still to come
        ("Mayor Ruiz’s statement on Thursday will reveal that the gates are rotten.", None),
        ("The mayor is heading to Ashford for a speech on Thursday.\nThe speech said the gates leak.", None),
        ("Research to be released on Wednesday said the gates leak.", None),
        (
            "The pilots plan to protest at a debate on Wednesday.\nAt the debate, Ana Ruiz said they hold.",
            None,
        ),
        ("“The gates must go,” Ana Ruiz said of the dues in 2031.", None),
        ("“The gates must go,” Ana Ruiz said, asking for a vote on April 14.", None),
        # What is said in general is of no day; a poll is of the one on which it came out
        ("The council closed the locks on Tuesday; Ana Ruiz suspects that the gates are rotten.", None),
        ("The council closed the locks on Tuesday, and pilots argue that the gates are rotten.", None),
        ("A report released on Tuesday says that most pilots want new gates.", "2024-03-19"),
        # Of another clause, far before who speaks
        (
            FORGOTTEN + ", and Ana Ruiz said the gates must go.",
            None,
        ),
        (
            "In a long talk on Tuesday with the pilots and the crews of Ashford, Ana Ruiz said they hold.",
            "2024-03-19",
        ),
        ("After the scandal over the old gates broke in March, Ana Ruiz said they hold.", None),
        # A name and an occasion with a day in it
        ("On Friday Night Forum, Ana Ruiz said the gates must go.", None),
        ("In her address at the Tuesday evening rally, Ana Ruiz said the gates must go.", "2024-03-19"),
        # The day at the end of what is judged, where the news begins; the day of a broadcast
        (
            HEAD + " blamed the old council for the state of the gates Tuesday in her speech.",
            "2024-03-19?",
        ),
        ("Ana Ruiz said that the gates would hold on Tuesday’s edition of Harbour News.", "2024-03-19?"),
        # Another's words of which somebody speaks
        ("On Tuesday, Ana Ruiz knocked a statement by Bela Szabo that the gates were sound.", None),
        # No occasion: hate speech, a newspaper
        ("Last September, the council fought hate speech.\nIn her speech, Ana Ruiz said they hold.", None),
    ],
)
def test_the_day_of_a_sentence_is_that_of_saying(text: str, expected: str | None) -> None:
    """The last quotation has this day, or none."""
    assert dates_of("Locks\nIt rained.\n" + text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A second headline does not lead the news
        (
            f"New gates at last.\nMayor Ana Ruiz on Tuesday {'went on ' * 14}.\nIt rained.\n{GATES} said.",
            "2024-03-19?",
        ),
        # What stands in another clause of the sentence does not put it back
        (
            f"Ana Ruiz said on Tuesday the pilots had praised the old gates.\n{RAIN}{GATES} said.",
            "2024-03-19?",
        ),
        # Whose occasion: who is named first, and not of whom it speaks
        (f"Bela Szabo’s rally on Tuesday kept Ana Ruiz awake.\n{GATES} said.", None),
        (f"On Tuesday, Bela Szabo and Ana Ruiz held a briefing.\n{GATES} said.", "2024-03-19?"),
        (f"In a letter to Ana Ruiz on Tuesday, Bela Szabo asked for new gates.\n{GATES} said.", None),
        # Whoever was asked spoke
        (f"Ana Ruiz was interviewed on Tuesday by the Courier.\n{GATES} said.", "2024-03-19?"),
        # Her subject is the last clause’s
        (
            SAILED + "“The gates must go,” Bela Szabo said.",
            None,
        ),
        # A poll that came out is no act of whom it is about
        (f"It rained.\nAna Ruiz leads in a poll released on Tuesday.\n{GATES} said.", None),
        # A year or a week in between is over after its paragraph
        (
            f"{LOCKS} said on Tuesday.\n{GATES} said this month.\n{RAIN}{GATES} said.",
            "2024-03-19?",
        ),
        # … a time that is past is not
        (
            f"{LOCKS} said on Tuesday.\n“They hold,” Ana Ruiz said in 2008.\n{RAIN}{GATES} said.",
            None,
        ),
        # The same day, and a next day that counts from nothing near
        (f"{LOCKS} said on Tuesday.\nLater that day, Bela Szabo said the gates must go.", "2024-03-19?"),
        (f"{LOCKS} said on Tuesday.\nThe night before, Bela Szabo said the gates must go.", "2024-03-18?"),
        (f"{LOCKS} said on Tuesday.\n“They hold,” Bela Szabo said, just prior to Monday.", None),
        # An adverb of another clause does not put it back; one of its own does
        (f"{LOCKS} said on Tuesday.\n{GATES} said, while pilots who once sailed cheered.", "2024-03-19?"),
        (f"{LOCKS} said on Tuesday.\nEarlier in the week, Ana Ruiz said the gates must go.", None),
        (f"{LOCKS} said on Tuesday.\nDuring the primaries, Ana Ruiz said the gates must go.", None),
        (f"{LOCKS} said on Tuesday.\nAna Ruiz, who in the past has said the gates must go, sailed.", None),
        # What is told of within another's words is of no day
        (f"{LOCKS} said on Tuesday.\nBela Szabo said that Ana Ruiz said the gates must go.", None),
        # Another statement than the one whose day is told; a paper called the Post; a speech to come
        (
            "The union released a statement on Tuesday.\nIt rained.\nIn her statement, Ana Ruiz said no.",
            None,
        ),
        (f"On Tuesday, Ana Ruiz has a speech scheduled in Ashford.\n{GATES} said.", None),
        # What came before what is told leaves its day behind
        (
            f"After suggesting on Monday that they hold, Ana Ruiz sailed.\n{RAIN}{GATES} said.",
            None,
        ),
        # A verb that is no clause of its own is put back with its sentence
        (f"{LOCKS} said on Tuesday.\nFor months, Ana Ruiz had toured, saying the gates must go.", None),
        ("Mayor Ruiz, who was to travel to Ashford on Tuesday, said the gates must go.", None),
        # Many may say in general too
        ("Two pilots said on Tuesday the locks would open.\nTwo pilots argue that the gates must go.", None),
    ],
)
def test_a_day_reaches_other_words_with_a_reason(text: str, expected: str | None) -> None:
    """The last quotation has this day, or none."""
    assert dates_of("Locks\n" + text)[-1] == expected


def test_a_headline_has_the_day_of_what_it_heads() -> None:
    """Its verb is of the present, whatever the day."""
    found = dates_of(
        f"Ana Ruiz Says the Gates Are Rotten\n{LONG}\n“They are rotten,” Ana Ruiz said on Tuesday."
    )
    assert found == ["2024-03-19?", "2024-03-19"]


def test_an_occasion_has_the_day_that_stands_nearest() -> None:
    """Not that on which somebody told of it."""
    told = "As rivals joked of Monday’s debate on the gates, Ana Ruiz told pilots on Tuesday that they hold."
    found = dates_of(f"Locks\n{told}\nIt rained.\n“The gates must go,” Bela Szabo said at the debate.")
    assert found[-1] == "2024-03-18?"
