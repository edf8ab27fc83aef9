"""What two like quotations are to each other: versions of one statement, echoes, or nothing.

Quotations of one actor need like words. Where one is unattributed, only described, or carries the other's
words, the words must be all but equal; a dozen equal words of the same days join even two names.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from build_site.model import BlockKind, MentionKind, Quotation, QuotationType
from build_site.stages.statements.clustering import Link
from build_site.stages.statements.evidence import Evidence
from build_site.stages.statements.likeness import Likeness, Said, compare, compare_marks, compare_parts
from build_site.stages.statements.occasion import agreement, apart, on_other_days

STANDING = "speech-noun"
"""The rule for nouns of saying: "her demand for a lock" tells of no occasion."""
LATER = 7
"""Days after which like words of one speaker are said anew; within them a news week repeats itself."""
PHRASE = 3
"""Content words in a run that are a phrase."""
TOLD = 2
"""Words of it that are no names."""
SPOKEN = 5
"""So many words in a row, of which some are of content, are no mere topic ("the war on terror")."""
MOST = 0.6
"""So much of one in the other is most of it."""
LIKE = 0.9
DOZEN = 12
"""Words in marks that are less alike, around no more equal ones, are others: so they were heard, twice."""
HALF = 0.5
LONG = 7
"""Content words of a sentence in which two words in marks are but mentioned."""


class Verdict(Enum):
    """What two like quotations are to each other."""

    VERSIONS = auto()
    ECHOES = auto()
    PARTIAL = auto()
    """One takes up a few words of the other."""


def one_speaker(one: Evidence, other: Evidence) -> tuple[Link | None, tuple[Verdict, ...]]:
    """Whether two quotations of one speaker are versions of one utterance, and what else they are."""
    others: list[Verdict] = []
    for likeness in _likenesses(one, other):
        verdict = _of_one_speaker(one, other, likeness)
        if verdict is Verdict.VERSIONS:
            return _link(one, other, likeness), tuple(others)
        if verdict is not None:
            others.append(verdict)
    return None, tuple(others)


def two_speakers(one: Evidence, other: Evidence) -> Link | None:
    """How two quotations of two speakers, or of nobody, are versions of one utterance, if they are."""
    for likeness in _likenesses(one, other):
        if _of_two_speakers(one, other, likeness):
            return _link(one, other, likeness)
    return None


def _link(one: Evidence, other: Evidence, likeness: Likeness) -> Link:
    if likeness.cover < 0.95 or likeness.run < 1 or likeness.part:
        return Link(likeness.shared)
    return Link(likeness.shared, int(other.said.views[-1].whole_weight < one.said.views[-1].whole_weight))


def _likenesses(one: Evidence, other: Evidence) -> Iterator[Likeness]:
    """Of the quotations, then of a passage of one that stands whole in the other.

    None where one quotation stands inside the other: words quoted within words.
    """
    a, b = one.quotation, other.quotation
    if a.article == b.article and any(s < e and t < f for s, f in a.content for t, e in b.content):
        return
    yield compare(one.said, other.said)
    passage = compare_parts(one.said, other.said) if a.article != b.article else None
    if passage and passage.cover >= 0.95:
        yield passage


def _of_one_speaker(one: Evidence, other: Evidence, likeness: Likeness) -> Verdict | None:
    """What two quotations of one speaker are to each other; None: nothing."""
    known_day = _known_day(one, other)
    evidence = known_day + _sameness(likeness)
    if one.said.indirect or other.said.indirect:
        near = _near_in_sense(one, other, likeness, known_day)
    else:
        near = likeness.near or (likeness.brief and evidence > 0)
    if not near:
        return None
    if evidence < 0:
        return _said_anew(one, other)
    if _repetition(one, other, likeness):
        return None
    if likeness.passing or not _marks_agree(one, other):
        return Verdict.PARTIAL if likeness.run >= PHRASE and likeness.telling >= TOLD else None
    return Verdict.VERSIONS


def _said_anew(one: Evidence, other: Evidence) -> Verdict | None:
    """Like words on another occasion: an echo where the speaker's own words show that he said them again.

    A phrase of some words in marks on both sides shows it, and days that differ. Where no day is told, words
    that are most of the other's are those of one occasion, quoted again later, unless they stand among others
    on both sides; in one article, which tells of two occasions, it is the other way round: nearly the same,
    and not the same once more.
    """
    a, b = one.said, other.said
    if not (a.quotation.verbatim and b.quotation.verbatim):
        return None
    marks = compare_marks(a, b)
    if marks.run < PHRASE or marks.run_words < SPOKEN or marks.telling < TOLD:
        return None
    same, days = a.quotation.article == b.quotation.article, apart(one.occasion, other.occasion)
    reworded = marks.share < LIKE and marks.run_words <= DOZEN and not _contained(a, b)
    anew = marks.cover > HALF and not _contained(a, b) if same else marks.cover < MOST or reworded
    anew = anew or on_other_days(one.occasion, other.occasion)
    return Verdict.ECHOES if anew and (same or days is None or days > LATER) else None


def _contained(a: Said, b: Said) -> bool:
    """Whether the words in marks of one stand in those of the other as they are."""
    one, other = (" ".join(said.views[-1].forms) for said in (a, b))
    return one in other or other in one


def _marks_agree(one: Evidence, other: Evidence) -> bool:
    """Whether words in marks stand in the other one too, where that gives words in marks as well.

    Who prints some of the speaker's words prints those: a passage that the other has not is another passage.
    Two words in marks inside a long sentence of the reporter's are a mention of what was said.
    """
    for said, there in ((one.said, other.said), (other.said, one.said)):
        if said.quotation.type is not QuotationType.MIXED or len(said.views) < 2 or there.indirect:
            continue
        marks, whole = said.views[-1], said.whole
        found = (marks.counts & there.whole.counts).total()
        if not found and len(marks) > PHRASE:
            return False
        if marks.size >= PHRASE and 2 * found < min(marks.size, there.whole.size):
            return False
        rest = (whole.counts & there.whole.counts).total()
        if marks.size == found == 2 and whole.size >= LONG and 2 * rest < min(whole.size, there.whole.size):
            return False
    return True


def _near_in_sense(one: Evidence, other: Evidence, likeness: Likeness, known_day: int) -> bool:
    """Where one or both are in the reporter's words: the known days of two articles must be near."""
    here, there = one.occasion, other.occasion
    if here.article == there.article:
        if here.ever != there.ever:
            return likeness.exact
    elif here.published and there.published and known_day <= 0:
        return likeness.exact
    mostly = likeness.shared >= 0.8 * likeness.smaller
    if STANDING in {one.quotation.rule, other.quotation.rule}:
        return likeness.shared >= 5 and mostly
    either = not (one.said.indirect and other.said.indirect)
    return likeness.near_in_sense and (either or likeness.shared >= 5 or (likeness.shared >= 4 and mostly))


def _of_two_speakers(one: Evidence, other: Evidence, likeness: Likeness) -> bool:
    if likeness.part and 2 * likeness.shared <= min(e.said.views[-1].size for e in (one, other)):
        return False
    a, b = one.quotation, other.quotation
    known_day = _known_day(one, other)
    if _may_be_one(one, other):
        if _told_of(one, other) or _told_of(other, one):
            return False
        unnamed = None in {a.actor, b.actor} or a.source_kind is b.source_kind is MentionKind.NOMINAL
        enough = likeness.exact or (unnamed and known_day > 0 and likeness.verbatim)
        return enough and known_day + _sameness(likeness) >= 0
    return likeness.equal and a.article != b.article and known_day > 0


def _known_day(one: Evidence, other: Evidence) -> int:
    """What the articles say for one occasion."""
    return agreement(one.occasion, other.occasion)


def _sameness(likeness: Likeness) -> int:
    """What words all but equal say for it: nobody says twenty of them twice."""
    return min(max(likeness.run - 3, 0), 5) if likeness.exact else 0


def _repetition(one: Evidence, other: Evidence, likeness: Likeness) -> bool:
    """Two sentences of one article's body: the speaker comes back to his words, the reporter does not."""
    a, b = one.quotation, other.quotation
    if a.article != b.article or likeness.cover >= 0.6:
        return False
    kinds = one.setting.kinds
    indirect = QuotationType.INDIRECT in {a.type, b.type}
    body = kinds[a.block] is kinds[b.block] is BlockKind.PARAGRAPH
    return not indirect and (body or a.block == b.block)


def _may_be_one(one: Evidence, other: Evidence) -> bool:
    """One is not named where it is quoted, or carries the other's words as an office does."""
    a, b = one.quotation, other.quotation
    kinds = {a.source_kind, b.source_kind}
    if a.actor is None or b.actor is None or MentionKind.NOMINAL in kinds:
        return True
    if MentionKind.PRONOUN in kinds and a.article != b.article:
        return True
    return carries(a, b)


def carries(a: Quotation, b: Quotation) -> bool:
    """Whether the speaker of one hands on the words of the other, or his own."""
    return bool({a.actor, b.actor} & {link.actor for q in (a, b) for link in q.chain})


def _told_of(one: Evidence, other: Evidence) -> bool:
    """Whether the other's words, in the reporter's, name the speaker, whose own do not: they tell of his."""
    name = (one.quotation.actor or "").rpartition("-")[2]
    own, told = ({name, f"{name}s"} & set(e.said.whole.forms) for e in (one, other))
    return other.said.indirect and bool(told and not own)
