"""What two like quotations are to each other: versions of one statement, echoes, or nothing.

Quotations of one actor need like words. Where one is unattributed, only described, or carries the other's
words, the words must be all but equal; a dozen equal words of the same days join even two names, with a
finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from build_site.model import BlockKind, Finding, Level, MentionKind, QuotationType
from build_site.recall import each, once
from build_site.stages.statements.candidates import other_speakers, same_speaker
from build_site.stages.statements.clustering import Link
from build_site.stages.statements.likeness import Likeness, compare, compare_marks, compare_parts
from build_site.stages.statements.making import Corpus
from build_site.stages.statements.occasion import agreement, apart, on_other_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_site.model import CorpusArticle, Quotation
    from build_site.recall import Recalling
    from build_site.stages.statements.clustering import Pair
    from build_site.stages.statements.likeness import Said
    from build_site.stages.statements.occasion import Occasion

_WORD = re.compile(r"\w+")
STANDING = "speech-noun"
"""The rule for nouns of saying: "her demand for a lock" tells of no occasion."""


AGAIN = 4
"""What outweighs, with equal words of one day, that an article tells of another event between them."""
SENTENCE = 8
"""Words that nobody says twice on a day in the same order."""
LATER = 7
"""Days after which like words of one speaker are said anew; within them a news week repeats itself."""


class Verdict(Enum):
    """What two like quotations are to each other."""

    VERSIONS = auto()
    ECHOES = auto()
    PARTIAL = auto()
    """One takes up a few words of the other."""


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


@dataclass(frozen=True, slots=True)
class Judged:
    """The pairs of quotations that are like each other, by what they are to each other."""

    versions: dict[Pair, Link]
    echoes: frozenset[Pair]
    partials: frozenset[Pair]
    findings: tuple[Finding, ...]


def judge(corpus: Corpus, recall: Recalling = once) -> Judged:
    """Compare the candidates: one utterance, an echo, or nothing."""
    speakers: dict[str, list[int]] = {}
    for i, q in enumerate(corpus.quotations):
        if q.actor is not None:
            speakers.setdefault(q.actor, []).append(i)
    versions: dict[Pair, Link] = {}
    echoes: set[Pair] = set()
    partials: set[Pair] = set()
    findings: list[Finding] = []
    articles = [corpus.article_of[q.article] for q in corpus.quotations]
    columns = articles, corpus.said, corpus.occasions
    evidence = each(recall, Evidence, (q.id for q in corpus.quotations), columns)
    for actor in sorted(speakers):
        members = speakers[actor]
        if len(members) > 1:
            for (a, b), link, others in recall(of_one_mouth, recall, *[evidence[i] for i in members]):
                pair = members[a], members[b]
                if link is not None:
                    versions[pair] = _placed(link, pair)
                for verdict in others:
                    (echoes if verdict is Verdict.ECHOES else partials).add(pair)
    days = tuple([o.published[0].toordinal() if o.published else None for o in corpus.occasions])
    for pair in other_speakers(corpus.said, days, corpus.rank, versions, recall):
        link = recall(two_speakers, *_two(corpus, pair))
        if link is not None:
            versions[pair] = _placed(link, pair)
            findings += _disagreement(corpus, pair)
    kept = _one_mouth_each(corpus, versions)
    said_anew = frozenset(echoes - kept.keys())
    return Judged(kept, said_anew, frozenset(partials - kept.keys() - said_anew), tuple(findings))


Two = tuple["CorpusArticle", "CorpusArticle", "Said", "Said", "Occasion", "Occasion"]
HERE, THERE = PAIR = (0, 1)
"""What two quotations are called that are looked at by themselves."""


def _two(corpus: Corpus, pair: Pair) -> Two:
    """All that is looked at in judging two quotations."""
    a, b = pair
    one, other = (corpus.article_of[corpus.quotations[i].article] for i in pair)
    return one, other, corpus.said[a], corpus.said[b], corpus.occasions[a], corpus.occasions[b]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that is looked at of one quotation in judging it beside others of its speaker."""

    article: CorpusArticle
    said: Said
    occasion: Occasion


def of_one_mouth(
    recall: Recalling, *given: Evidence
) -> tuple[tuple[Pair, Link | None, tuple[Verdict, ...]], ...]:
    """What the quotations of one speaker are to each other, by their numbers among them."""
    said = tuple(one.said for one in given)
    articles = tuple(one.article for one in given)
    corpus = Corpus(articles, tuple(one.quotation for one in said), said, [one.occasion for one in given])
    versions: set[Pair] = set()
    found = []
    for pair in same_speaker(said, range(len(said)), corpus.rank, versions, recall):
        link, others = recall(_one_speaker, *_two(corpus, pair))
        if link is not None:
            versions.add(pair)
        if link is not None or others:
            found.append((pair, link, others))
    return tuple(found)


def _corpus_of(
    one: CorpusArticle, other: CorpusArticle, a: Said, b: Said, here: Occasion, there: Occasion
) -> Corpus:
    return Corpus((one, other), (a.quotation, b.quotation), (a, b), (here, there))


def _placed(link: Link, pair: Pair) -> Link:
    """The link of two quotations by themselves as one of theirs in the corpus."""
    return link if link.inside is None else Link(link.weight, pair[link.inside])


def _one_speaker(*two: *Two) -> tuple[Link | None, tuple[Verdict, ...]]:
    """Whether two quotations of one speaker are versions of one utterance, and what else they are."""
    corpus, others = _corpus_of(*two), list[Verdict]()
    for likeness in _likenesses(corpus, PAIR):
        verdict = _of_one_speaker(corpus, PAIR, likeness)
        if verdict is Verdict.VERSIONS:
            return _link(corpus, PAIR, likeness), tuple(others)
        if verdict is not None:
            others.append(verdict)
    return None, tuple(others)


def two_speakers(*two: *Two) -> Link | None:
    """How two quotations of two speakers, or of nobody, are versions of one utterance, if they are."""
    corpus = _corpus_of(*two)
    for likeness in _likenesses(corpus, PAIR):
        if _of_two_speakers(corpus, PAIR, likeness):
            return _link(corpus, PAIR, likeness)
    return None


def _one_mouth_each(corpus: Corpus, versions: dict[Pair, Link]) -> dict[Pair, Link]:
    """Without links of unattributed words to any speaker but the likeliest: else they would join the two."""
    best: dict[int, tuple[float, str]] = {}
    speaker = [q.actor for q in corpus.quotations]
    unattributed = [(i, j, pair) for pair in versions for i, j in (pair, pair[::-1]) if speaker[i] is None]
    for i, j, pair in unattributed:
        if (actor := speaker[j]) is not None:
            likeness = versions[pair].weight / max(1, *(corpus.said[k].whole.size for k in pair))
            best[i] = max(best.get(i, (0.0, actor)), (likeness, actor))
    wrong = {pair for i, j, pair in unattributed if speaker[j] not in {None, best.get(i, (0.0, None))[1]}}
    return {pair: link for pair, link in versions.items() if pair not in wrong}


def _link(corpus: Corpus, pair: Pair, likeness: Likeness) -> Link:
    inside = likeness.cover >= 0.95 and likeness.run >= 1 and not likeness.part
    return Link(likeness.shared, min(pair, key=lambda i: corpus.said[i].views[-1].weight) if inside else None)


def _likenesses(corpus: Corpus, pair: Pair) -> Iterator[Likeness]:
    """Of the quotations, then of a passage of one that stands whole in the other.

    None where one quotation stands inside the other: words quoted within words.
    """
    one, other = (corpus.said[i] for i in pair)
    a, b = one.quotation, other.quotation
    if a.article == b.article and any(s < e and t < f for s, f in a.content for t, e in b.content):
        return
    yield compare(one, other)
    passage = compare_parts(one, other) if a.article != b.article else None
    if passage and passage.cover >= 0.95:
        yield passage


def _of_one_speaker(corpus: Corpus, pair: Pair, likeness: Likeness) -> Verdict | None:
    """What two quotations of one speaker are to each other; None: nothing."""
    known_day = _known_day(corpus, pair)
    evidence = known_day + _sameness(likeness) + _told_again(corpus, pair)
    if any(corpus.said[i].indirect for i in pair):
        near = _near_in_sense(corpus, pair, likeness, known_day)
    else:
        near = likeness.near or (likeness.brief and evidence > 0)
    if not near:
        return None
    if evidence < 0:
        return _said_anew(corpus, pair)
    if _repetition(corpus, pair, likeness):
        return None
    if likeness.passing or not _marks_agree(corpus, pair):
        return Verdict.PARTIAL if likeness.run >= PHRASE and likeness.telling >= TOLD else None
    return Verdict.VERSIONS


def _said_anew(corpus: Corpus, pair: Pair) -> Verdict | None:
    """Like words on another occasion: an echo where the speaker's own words show that he said them again.

    A phrase of some words in marks on both sides shows it, and days that differ. Where no day is told, words
    that are most of the other's are those of one occasion, quoted again later, unless they stand among others
    on both sides; in one article, which tells of two occasions, it is the other way round: nearly the same,
    and not the same once more.
    """
    a, b = (corpus.said[i] for i in pair)
    if not (a.quotation.verbatim and b.quotation.verbatim):
        return None
    marks = compare_marks(a, b)
    if marks.run < PHRASE or marks.run_words < SPOKEN or marks.telling < TOLD:
        return None
    one, other = (corpus.occasions[i] for i in pair)
    same, days = one.article == other.article, apart(one, other)
    reworded = marks.share < LIKE and marks.run_words <= DOZEN and not _contained(a, b)
    anew = marks.cover > HALF and not _contained(a, b) if same else marks.cover < MOST or reworded
    anew = anew or on_other_days(one, other)
    return Verdict.ECHOES if anew and (same or days is None or days > LATER) else None


def _contained(a: Said, b: Said) -> bool:
    """Whether the words in marks of one stand in those of the other as they are."""
    one, other = (" ".join(said.views[-1].words.forms) for said in (a, b))
    return one in other or other in one


def _marks_agree(corpus: Corpus, pair: Pair) -> bool:
    """Whether words in marks stand in the other one too, where that gives words in marks as well.

    Who prints some of the speaker's words prints those: a passage that the other has not is another passage.
    Two words in marks inside a long sentence of the reporter's are a mention of what was said.
    """
    for i, j in (pair, pair[::-1]):
        said, other = corpus.said[i], corpus.said[j]
        if said.quotation.type is not QuotationType.MIXED or len(said.views) < 2 or other.indirect:
            continue
        marks, whole = said.views[-1], said.whole
        found = (marks.counts & other.whole.counts).total()
        if not found and len(marks.words) > PHRASE:
            return False
        if marks.size >= PHRASE and 2 * found < min(marks.size, other.whole.size):
            return False
        rest = (whole.counts & other.whole.counts).total()
        if marks.size == found == 2 and whole.size >= LONG and 2 * rest < min(whole.size, other.whole.size):
            return False
    return True


def _near_in_sense(corpus: Corpus, pair: Pair, likeness: Likeness, known_day: int) -> bool:
    """Where one or both are in the reporter's words: the known days of two articles must be near."""
    one, other = (corpus.occasions[i] for i in pair)
    if one.published and other.published and one.article != other.article and known_day <= 0:
        return likeness.exact
    if one.article == other.article and one.ever != other.ever:
        return likeness.exact
    mostly = likeness.shared >= 0.8 * likeness.smaller
    if any(corpus.quotations[i].rule == STANDING for i in pair):
        return likeness.shared >= 5 and mostly
    either = not all(corpus.said[i].indirect for i in pair)
    return likeness.near_in_sense and (either or likeness.shared >= 5 or (likeness.shared >= 4 and mostly))


def _of_two_speakers(corpus: Corpus, pair: Pair, likeness: Likeness) -> bool:
    if likeness.part and 2 * likeness.shared <= min(corpus.said[i].views[-1].size for i in pair):
        return False
    one, other = (corpus.quotations[i] for i in pair)
    known_day = _known_day(corpus, pair)
    if _short_name(one.actor or "", other.actor or ""):
        return known_day > 0 and _of_one_speaker(corpus, pair, likeness) is Verdict.VERSIONS
    if _may_be_one(corpus, pair):
        if _told_of(corpus, *pair) or _told_of(corpus, *pair[::-1]):
            return False
        nobody = [q.actor is None for q in (one, other)]
        unnamed = any(nobody) or one.source_kind is other.source_kind is MentionKind.NOMINAL
        enough = likeness.exact or (unnamed and known_day > 0 and likeness.verbatim)
        return (enough or (all(nobody) and likeness.long)) and known_day + _sameness(likeness) >= 0
    return likeness.equal and one.article != other.article and known_day > 0


def _known_day(corpus: Corpus, pair: Pair) -> int:
    """What the articles say for one occasion."""
    a, b = (corpus.occasions[i] for i in pair)
    return agreement(a, b)


def _sameness(likeness: Likeness) -> int:
    """What words all but equal say for it: nobody says twenty of them twice."""
    return min(max(likeness.run - 3, 0), 5) if likeness.exact else 0


def _told_again(corpus: Corpus, pair: Pair) -> int:
    """What a sentence, word for word, says for one utterance in an article, on one day: a tweet twice."""
    one, other = (corpus.occasions[i] for i in pair)
    first, second = (_WORD.findall(corpus.quotations[i].text.casefold()) for i in pair)
    same_day = one.article == other.article and one.said is not None and one.said == other.said
    return AGAIN if same_day and first == second and len(first) >= SENTENCE else 0


def _repetition(corpus: Corpus, pair: Pair, likeness: Likeness) -> bool:
    """Two sentences of one article's body: the speaker comes back to his words, the reporter does not."""
    a, b = (corpus.quotations[i] for i in pair)
    if a.article != b.article or likeness.cover >= 0.6:
        return False
    blocks = corpus.article_of[a.article].article.blocks
    indirect = QuotationType.INDIRECT in {a.type, b.type}
    body = blocks[a.block].kind is blocks[b.block].kind is BlockKind.PARAGRAPH
    return not indirect and (body or a.block == b.block)


def _may_be_one(corpus: Corpus, pair: Pair) -> bool:
    """One is not named where it is quoted, or carries the other's words as an office does."""
    a, b = (corpus.quotations[i] for i in pair)
    kinds = {a.source_kind, b.source_kind}
    if a.actor is None or b.actor is None or MentionKind.NOMINAL in kinds:
        return True
    if MentionKind.PRONOUN in kinds and a.article != b.article:
        return True
    return _carries(a, b)


def _carries(a: Quotation, b: Quotation) -> bool:
    """Whether the speaker of one hands on the words of the other, or his own."""
    return bool({a.actor, b.actor} & {link.actor for q in (a, b) for link in q.chain})


def _told_of(corpus: Corpus, speaker: int, other: int) -> bool:
    """Whether the other's words, in the reporter's, name the speaker, whose own do not: they tell of his."""
    name = (corpus.quotations[speaker].actor or "").rpartition("-")[2]
    own, told = ({name, f"{name}s"} & set(corpus.said[i].whole.words.forms) for i in (speaker, other))
    return corpus.said[other].indirect and bool(told and not own)


def _short_name(one: str, other: str) -> bool:
    """Whether one actor's name is part of the other's: a surname that was not resolved."""
    a, b = set(one.split("-")), set(other.split("-"))
    return bool(one and other) and (a <= b or b <= a)


def _disagreement(corpus: Corpus, pair: Pair) -> list[Finding]:
    a, b = (corpus.quotations[i] for i in pair)
    described = MentionKind.NOMINAL in {a.source_kind, b.source_kind}
    if a.actor is None or b.actor is None or described or _carries(a, b) or _short_name(a.actor, b.actor):
        return []
    where = corpus.article_of[a.article].path
    message = (
        f"{a.id}: the same words are given to “{a.actor}” here and to “{b.actor}” in {b.id}."
        " If one of the two is wrong, correct its speaker in corrections.yml; if they are two utterances,"
        " set them apart there."
    )
    return [Finding(Level.WARNING, "same-words-two-speakers", where, message)]
