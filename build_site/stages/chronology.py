"""When quotations were said: the dates that govern the acts of speaking, seen from the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

from build_site.dates import carrying, clauses, occasions, trust
from build_site.dates.acts import Dated, dated, inside, lead_of
from build_site.dates.carrying import Act, Saying
from build_site.dates.expressions import Calendar, Expression, calendar, find_expressions
from build_site.dates.governing import AROUND, NEAR, OCCASION, act_of, governing, own_text
from build_site.dates.occasions import Reckon
from build_site.dates.resolving import bounds, latest_full_date, resolve
from build_site.lexicon import Lexicon
from build_site.model import Article, Attribution, Basis, Entity, Mention, MentionKind, Span, When

_WAS = re.compile(r"\b(?:was|were)\b")
_BEFORE = re.compile(r"(?<![,;:—–.?!”\"])\s(?P<word>[a-z]+)\s$")
_SHOWN = frozenset(("him", "them"))
_BACK = re.compile(r"\b(?:after|before|since|despite)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_COMMENT = re.compile(r"(?:to\s+)?comment\b")
"""What somebody declines to do when the reporter asks him."""
_WHEN = re.compile(r"\b(?:when|who|had|has|have)\s+(?:\S+\s+){0,3}$")
"""What leads to an act of another time."""
_WORD = re.compile(r"\w+")
_THING = re.compile(r"[“\"]|\W*(?:an?|the|his|her|its|their|it|this|[A-Z][\w’'.-]+)\b", re.UNICODE)
"""What begins a thing or a name, and no clause."""
_ON_AIR = re.compile(r"[’']s((?:\s+\w+){1,2})")
"""Behind a day: what was on the air, or in print."""
_OVER = re.compile(r"\s+(?:over|for|after|as)\b")
"""What follows a day on which somebody was judged: the reason."""
NESTED = 8
"""So many quotations that begin before a cue may hold it."""


def date_all(
    article: Article,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    published: str | None,
    lexicon: Lexicon,
) -> tuple[When | None, ...]:
    """A date for each attribution where something tells it, and tells it surely enough (``trust``)."""
    scene, found = propose(article, mentions, attributions, entities, published, lexicon)
    return trust.kept(scene, found, calendar(lexicon), lexicon)


def propose(
    article: Article,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    published: str | None,
    lexicon: Lexicon,
) -> tuple[trust.Scene, tuple[When | None, ...]]:
    """A date that may be each attribution's: its own words', its speaker's, its occasion's.

    A date is carried along only with a reason: the same speaker, of whom the article says in so many words a
    few paragraphs before on what day he spoke, or an occasion ("the hearing") that the article dates.
    """
    words = calendar(lexicon)
    said = sorted(span for a in attributions for span in a.content)
    days, places = dated(article, said, words)
    published = _seen_from(article, days, said, published, words)
    own = [
        None
        if _is_shown(article.text, a)
        else date_quotation(article, a, published, lexicon, _beside(said, a), leading=False)
        for a in attributions
    ]
    reference = None if published else _reference(article.text, lexicon)
    reckon = partial(resolve, published=published, reference=reference)
    known = occasions.occasions(article, days, reckon, words)
    speaker = {m: n for n, entity in enumerate(entities) for m in entity.mentions}
    speakers = occasions.speakers_of(mentions, entities)
    acts = _acts(article, days, reckon, speakers, said)
    sayings = []
    for a, when in zip(attributions, own, strict=True):
        others = _beside(said, a)
        around, clause = clauses.own_words(article, a, (*others, *a.content))
        if when is None and published is None and known:
            named = governing(article.text, act_of(article, a, others), words, leading=False)
            when = occasions.on_its_weekday(named[0], around, known) if named else None  # noqa: PLW2901
        sayings.append(
            Saying(
                attribution=a,
                who=speaker.get(-1 if a.mention is None else a.mention),
                around=around,
                own=_judged(article, a, when, words, reckon),
                clause=clause,
                by_the_way=bool(a.cue) and article.text[slice(*a.cue[0])].endswith("ing"),
                back=bool(a.cue)
                and _BACK.search(article.text, max(0, a.cue[0][0] - NEAR), a.cue[0][0]) is not None,
                told_of=_is_told_of(article.text, a, others, words),
            )
        )
    told = [
        (day.expression.span[0], When(edtf, Basis.INFERRED, day.expression.span))
        for day in days
        if (edtf := reckon(day.expression)) is not None
    ]
    marks = _marks(days, reckon, speakers)
    memory = carrying.Memory()
    found = carrying.forward(article, sayings, acts, told, known, words, memory)
    days_found = carrying.backward(article, sayings, found, words, memory.ways)
    given = {n: (way, when) for n, way in memory.ways.items() if (when := days_found[n]) is not None}
    return trust.Scene(article, sayings, acts, told, places, published, given, marks), days_found


def _marks(days: Sequence[Dated], reckon: Reckon, speakers: Sequence[tuple[Span, int]]) -> list[trust.Mark]:
    """The days that the article names, with what each is the day of and who is named beside it."""
    begins, marks = [span[0] for span, _ in speakers], list[trust.Mark]()
    for day in days:
        if (edtf := reckon(day.expression)) is None:
            continue
        kind = "occasion" if day.verb == OCCASION else "told" if day.verb else "done" if day.done else "else"
        here = speakers[bisect_left(begins, day.sentence[0]) : bisect_left(begins, day.sentence[1])]
        there = frozenset(who for _, who in here)
        marks.append(trust.Mark(day.expression.span[0], day.block, edtf.rstrip("?"), kind, there))
    return marks


def _acts(
    article: Article,
    days: Sequence[Dated],
    reckon: Reckon,
    speakers: Sequence[tuple[Span, int]],
    said: Sequence[Span],
) -> list[tuple[int, Act, frozenset[int]]]:
    """Where the article says that somebody spoke, or did something, on a day, and who, as entities."""
    acts: list[tuple[int, Act, frozenset[int]]] = []
    lead = lead_of(article)
    for day in days:
        edtf = reckon(day.expression) if day.verb is not None or day.done else None
        if edtf is not None and day.verb is not None:
            present = day.verb != OCCASION and clauses.is_present(article.text[slice(*day.verb)])
            when = When(edtf, Basis.INFERRED, day.expression.span)
            clause = occasions.clause_of(article.text, day, said)
            act = Act(day.block, when, present, article.text[slice(*day.sentence)], clause=clause)
            acts.append((day.expression.span[0], act, occasions.tellers(article.text, day, said, speakers)))
        elif edtf is not None and (who := occasions.doer(article, day, speakers)) is not None:
            when = When(edtf, Basis.INFERRED, day.expression.span)
            act = Act(day.block, when, False, article.text[slice(*day.sentence)], done=day.block != lead)
            acts.append((day.expression.span[0], act, frozenset((who,))))
    return acts


def _is_shown(text: str, attribution: Attribution) -> bool:
    """Whether somebody is shown as he speaks, on whatever day ("a video of him mocking the board")."""
    return attribution.source_kind is MentionKind.PRONOUN and text[slice(*attribution.source[0])] in _SHOWN


def _is_told_of(text: str, attribution: Attribution, others: tuple[Span, ...], words: Calendar) -> bool:
    """Whether an act of saying is of no day that the article tells, but by its own sentence.

    It is told by the way of a thing ("the plan he announced"), or in what somebody says ("X admitted that she
    erred when she claimed …"); it is no saying at all, or an answer to the reporter.
    """
    if _is_shown(text, attribution) or attribution.within:
        return True
    if attribution.source_kind is MentionKind.PRONOUN:
        pronoun = attribution.source[0][0]
        lead = _BEFORE.search(text[max(0, pronoun - NEAR) : pronoun])
        if lead and lead["word"] not in words.leads | words.occasions:
            return True
    if (
        attribution.rule == "speech-noun"
        or attribution.frame.startswith("think")
        or _COMMENT.match(text, attribution.content[0][0])
    ):
        return True
    start, end = attribution.cue[0] if attribution.cue else (0, 0)
    last = bisect_left(others, (start + 1, 0)) if start else 0
    around = others[max(0, last - NESTED) : last]
    return any(end <= e and _WHEN.search(text, s, start) for s, e in around)


def _judged(
    article: Article, attribution: Attribution, when: When | None, words: Calendar, reckon: Reckon
) -> When | None:
    """The day of a sentence, or of its object, as far as it is that of saying.

    Of what somebody else speaks of ("her claim"), and of what is said in general, it is not.
    """
    when = when or _of_its_object(article, attribution, words, reckon)
    if when is None or attribution.rule == "speech-noun":
        return None
    if clauses.in_general(article.text, attribution, words) and not _came_out(article.text, when, words):
        return None
    return when


def _came_out(text: str, when: When, words: Calendar) -> bool:
    """Whether a day is that on which a document came out, which says it ever since ("released on Sunday")."""
    begin = when.span[0] if when.span else 0
    return bool(words.issuing & set(_WORD.findall(text[max(0, begin - NEAR) : begin].casefold())[-3:]))


def _of_its_object(
    article: Article, attribution: Attribution, words: Calendar, reckon: Reckon
) -> When | None:
    """The date that ends what is judged or announced ("announced her exit on Friday") is that of saying.

    So is one before the reason ("criticized the board on Tuesday over its plans"), that of the broadcast in
    which it was said ("on Friday's show"), and where the news begins any; not that of a meeting.
    """
    text, start, end = article.text, attribution.content[0][0], attribution.content[-1][1]
    cue = {word.casefold() for span in attribution.cue for word in _WORD.findall(text[slice(*span)])}
    judged = attribution.frame.startswith("judge") or bool(cue & words.announcing)
    leads = attribution.block == lead_of(article)
    for e in find_expressions(text, (start, min(end, start + AROUND)), words):
        aired = _ON_AIR.match(text, e.span[1], end)
        aired_in = aired is not None and words.broadcasts & set(aired[1].casefold().split())
        if not aired_in and not (judged and _ends(text, attribution, e, words, leads)):
            continue
        edtf = reckon(e)
        if edtf is not None and (e.month or e.unit or e.weekday is not None):
            return When(edtf if edtf[-1] in "?~" else edtf + "?", Basis.INFERRED, e.span)
    return None


def _ends(text: str, attribution: Attribution, e: Expression, words: Calendar, leads: bool) -> bool:
    """Whether a date in what is judged is that of judging: it ends it, or stands where the news begins."""
    start, end = attribution.content[0][0], attribution.content[-1][1]
    before = text[start : e.span[0]].casefold().split()
    plain = before[:-1] if before[-1:] == ["on"] else before
    if not _THING.match(text, start) or not plain or {"to", "that"} & set(plain):
        return False
    if plain[-1].strip(".,") in words.occasions | words.things | words.happenings.keys():
        return False
    ends = e.span[1] >= end - 1 or _OVER.match(text, e.span[1])
    return bool(leads and e.is_day) or bool(ends and not attribution.verbatim)


def _seen_from(
    article: Article, days: Sequence[Dated], said: Sequence[Span], published: str | None, words: Calendar
) -> str | None:
    """The day from which an article sees its days: that of its publication, or the one after.

    What leads the news with "said on Friday" on a Thursday is dated by where the night before was still on;
    nobody leads with what was said six days ago.
    """
    shown = bounds(published)
    if published is None or shown is None or shown[0] != shown[1]:
        return published
    lead = lead_of(article)
    for day in days:
        e = day.expression
        if day.block != lead or e.weekday is None or e.loose or (e.weekday - shown[0].weekday()) % 7 != 1:
            continue
        sentence = own_text(article.text, day.sentence, inside(said, day.sentence))
        told = day.verb not in {None, OCCASION} or _WAS.search(sentence)
        if told and not set(_WORD.findall(sentence.casefold())) & words.openers:
            return f"{shown[0] + timedelta(days=1)}?"
    return published


def date_quotation(
    article: Article,
    attribution: Attribution,
    published: str | None,
    lexicon: Lexicon,
    others: tuple[Span, ...] = (),
    leading: bool = True,
) -> When | None:
    """The date of the act of speaking as EDTF, with the words it rests on; None where nothing tells.

    ``published`` is the article's date of publication as EDTF. Dates inside the content, and in ``others``,
    date what is spoken of, not when it was said, and are left alone. Without ``leading`` only the sentence of
    the cue is read.
    """
    words = calendar(lexicon)
    found = governing(article.text, act_of(article, attribution, others), words, leading, strict=True)
    if found is None:
        return None
    expression, inherited = found
    edtf = resolve(expression, published, None if published else _reference(article.text, lexicon))
    if edtf is None:
        return None
    if inherited and edtf[-1] not in "?~%":
        edtf += "?"
    stated = expression.year is not None and not inherited
    return When(edtf, Basis.STATED if stated else Basis.INFERRED, expression.span)


def _beside(said: Sequence[Span], attribution: Attribution) -> tuple[Span, ...]:
    """What is said around an attribution, and some way before it."""
    first = bisect_left(said, (attribution.content[0][0] - 8 * AROUND, 0))
    return tuple(said[first : bisect_left(said, (attribution.content[-1][1] + AROUND, 0))])


@lru_cache(maxsize=64)
def _reference(text: str, lexicon: Lexicon) -> date | None:
    return latest_full_date(text, calendar(lexicon))
