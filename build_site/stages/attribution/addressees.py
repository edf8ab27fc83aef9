"""To whom it was said: read from where names stand in the reporter's words around a cue.

Right behind a verb that takes its hearer ("told the envoy that …"), after *to* ("said to the envoy"), in a
phrase of occasion ("in a letter to the envoy"), or as the one who asked ("asked by the envoy"). A name that
only describes another word was not spoken to ("told the envoy's aide", "told White House reporters"). No
pronoun is taken: who is meant by "told him" was right in fewer than half of the cases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_site.dates.governing import sentences_of
from build_site.lexicon import Lexicon
from build_site.model import Article, Dataset, MentionKind, Quotation, ResolvedMention, Span
from build_site.model.restoring import replace
from build_site.recall import Recalling, once, put
from build_site.stages.attribution.grammar import Cue, Grammar, Tag, grammar_of

_WORD = re.compile(r"\s+([\w’'.]*\w)")
_OWNER = re.compile(r"[’'](?:s\b)?\s*(?=[\w“\"‘])")
_AND = re.compile(r"(?:,[^,;:“”\"\n]{2,40},)?\s+and\s+")
_TO = re.compile(r"(\s*,[^,;:“”\"\n]{3,90},)?((?:\s+[\w’']+){0,3}?)\s+to\s+")
"""A clause in commas about a speaker before it, words of time, *to*."""
_OPENER = re.compile(
    r"(?:\s+in private)?((?:\s+[\w’']+){0,3}?)(\s*[,:]|\s*[“\"]|\s+(?:that|to|not to|whether|if|about)\b)"
)
"""What opens content behind the one who hears it: words of time before it."""
_NEAR = r"(?:\s+[\w’'.-]+){0,4}?"
_DESCRIBED = r"(?:(?!(?:after|ahead|as|at|before|by|following|for|of|since|that|to|with)\b)[\w’'-]+\s+){0,4}?"
_INTERVIEW = re.compile(r"(?:\s+[\w’'-]+){0,2}?\s+interview\b")
_IN_AN = re.compile(r"\b(?:in|during)\s+(?:an?|the)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_ITS = re.compile(r"\b(?:his|her|their|its)\s+$", re.IGNORECASE)
_TURN = re.compile(
    r"\b(?:that(?! (?:day|week|month|year|night))|though|although|but|while|because|according)\b",
    re.IGNORECASE,
)
"""Words that part a phrase from the cue."""
_FURTHEST = 60
"""Letters of the reporter between a cue and the phrase that names who heard it."""
_WHEN = Tag.ADV | Tag.TIME | Tag.TIMEMOD
_FREE = _WHEN | Tag.PREP | Tag.CONJ | Tag.SUBORD | Tag.REL | Tag.SUBJECT | Tag.DET | Tag.POSS
"""What may follow a name that stands for itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What hearing is read from, made once for a lexicon."""

    grammar: Grammar
    to_things: frozenset[str]
    outlets: frozenset[str]
    """Words that say what an outlet is ("told Tide magazine")."""
    phrases: re.Pattern[str]
    joins: dict[str, tuple[re.Pattern[str], ...]]
    """Phrase → what joins a name to it."""

    def tag(self, word: str) -> int:
        """The classes of a word."""
        return self.grammar.tags.get(word, 0)


@lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> Words:
    """The table of a lexicon."""
    rows = lexicon.rows("cues/addressees")
    joins = {row[0]: tuple(re.compile(rf"{_NEAR}\s+{word}\s+") for word in row[1].split()) for row in rows}
    alone, governed = ("|".join(row[0] for row in rows if ("alone" in row) is free) for free in (True, False))
    phrases = (
        rf"\b(?:(?:in|during|from|on|via)\s+{_DESCRIBED}({governed})"
        rf"|(?<!was )(?<!were )(?<!been )({alone}))\b"
    )
    things, outlets = lexicon.words("cues/to_things"), lexicon.words("structure/outlet_words")
    lower = frozenset(word.lower() for word in outlets)
    return Words(grammar_of(lexicon), things, lower, re.compile(phrases, re.IGNORECASE), joins)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A quotation in its article."""

    q: Quotation
    text: str
    block: Span
    mentions: Sequence[ResolvedMention]
    """By place; of those that begin together the longest first."""
    starts: Sequence[int]
    cues: Sequence[Span]
    """Of all quotations of the article."""
    words: Words


def with_addressees(dataset: Dataset, lexicon: Lexicon, recall: Recalling = once) -> Dataset:
    """Every quotation with the actors to whom it was said, where its article tells."""
    words, told = words_of(lexicon), dict[str, tuple[str, ...]]()
    groups: dict[str, list[Quotation]] = {}
    for q in dataset.quotations:
        groups.setdefault(q.article, []).append(q)
    for a in dataset.articles:
        told.update(recall(addressees, a.article, a.mentions, words, *groups.get(a.id, ())))
    found = tuple(recall(put, q, told[q.id], "addressees") if q.id in told else q for q in dataset.quotations)
    return replace(dataset, quotations=found)


def addressees(
    article: Article, named: Sequence[ResolvedMention], words: Words, *quotations: Quotation
) -> dict[str, tuple[str, ...]]:
    """The id of each quotation of the article that was said to somebody, and to whom."""
    text, blocks = article.text, article.blocks
    mentions = sorted(named, key=lambda m: (m.span[0], -m.span[1])) if quotations else []
    starts, cues = [m.span[0] for m in mentions], [span for q in quotations for span in q.cue]
    found = {}
    for q in quotations:
        if q.cue and q.content:
            scene = Scene(q, text, blocks[q.block].span, mentions, starts, cues, words)
            to = dict.fromkeys(m.actor for m in _heard(scene) if m.actor and m.actor != q.actor)
            if to:
                found[q.id] = tuple(to)
    return found


def _heard(s: Scene) -> Iterator[ResolvedMention]:
    for cue in s.q.cue:
        yield from _behind(s, cue)
    first = s.q.cue[0][0]
    sentence = next((x for x in sentences_of(s.text, s.block) if x[0] <= first < x[1]), None)
    if sentence and not _ITS.search(s.text, sentence[0], first):
        yield from _on_occasion(s, sentence)


def _behind(s: Scene, span: Span) -> Iterator[ResolvedMention]:
    """Those who stand behind the cue, or after *to* behind it or behind the speaker who follows it."""
    *before, last = s.text[slice(*span)].lower().split() or [""]
    cue = s.words.grammar.cues.get(last)
    if cue is None or any(s.words.tag(word) & Tag.NEG for word in before):
        return
    m = _at(s, span[1] + 1, first=True)
    if m and _takes_hearer(s, cue, m):
        yield from _joined(s, m)
    elif cue.frame in {"say", "tell"} and cue.strength > 1 and cue.lemma not in s.words.to_things:
        source = next((end for start, end in s.q.source if 0 <= start - span[1] < 3), None)
        to = _TO.match(s.text, source or span[1])
        if to and (source or not to[1]) and all(w == "on" or s.words.tag(w) & _WHEN for w in to[2].split()):
            yield from _joined(s, _at(s, to.end()))


def _takes_hearer(s: Scene, cue: Cue, m: ResolvedMention) -> bool:
    """Whether a name right behind the verb is its hearer: *told* needs no more, others what opens content."""
    if _apart(s, m.span) and ((cue.frame == "tell" and cue.strength == 3) or cue.lemma == "ask"):
        return True
    opener = _OPENER.match(s.text, m.span[1])
    if opener is None or not all(s.words.tag(word) & (_WHEN | Tag.PREP) for word in opener[1].split()):
        return False
    if cue.frame == "say":
        return cue.strength > 1 and m.kind is MentionKind.NAME and opener[2].split()[0] in {"that", "not"}
    return cue.frame in {"tell", "ask"} or (cue.frame == "urge" and not cue.infinitive)


def _on_occasion(s: Scene, sentence: Span) -> Iterator[ResolvedMention]:
    """``in an interview with …``, ``asked by …``, ``in a … interview``: in the sentence, beside its cue."""
    for phrase in s.words.phrases.finditer(s.text, *sentence):
        for join in s.words.joins[(phrase[1] or phrase[2]).lower()]:
            found = join.match(s.text, phrase.end(), sentence[1])
            m = _at(s, found.end()) if found else None
            if m and _beside(s, phrase.start(), m.span[1]):
                yield from _joined(s, m)
    for m in s.mentions[bisect_left(s.starts, sentence[0]) : bisect_left(s.starts, sentence[1])]:
        interview = _INTERVIEW.match(s.text, m.span[1]) and _IN_AN.search(s.text, sentence[0], m.span[0])
        if interview and _apart(s, m.span) and _beside(s, *m.span):
            yield m


def _at(s: Scene, place: int, first: bool = False) -> ResolvedMention | None:
    """The name that begins here, or behind *the*, and stands for itself outside source and content.

    ``first``: content may begin with it ("warned | the envoy in private that …").
    """
    at = bisect_left(s.starts, place)
    if at == len(s.starts) or s.starts[at] != place:
        return _at(s, place + 4, first) if s.text.startswith("the ", place) else None
    m = s.mentions[at]
    if not (_apart(s, m.span) or (first and any(start == place for start, _ in s.q.content))):
        return None
    if owner := _OWNER.match(s.text, m.span[1]):
        following = s.text[owner.end()]
        return _at(s, owner.end(), first) or (m if following in '“"‘' or following.isupper() else None)
    if _whole(s, m.span[1]):
        return m if m.kind is not MentionKind.PRONOUN else None
    return _at(s, m.span[1] + 1, first)


def _joined(s: Scene, m: ResolvedMention | None) -> Iterator[ResolvedMention]:
    """The one, and another that *and* joins to it."""
    if m:
        yield m
        also = _AND.match(s.text, m.span[1])
        if also and (other := _at(s, also.end())):
            yield other


def _whole(s: Scene, end: int) -> bool:
    """Whether a name ends here: behind it a mark, content, a small word, but no noun that it describes."""
    if any(0 <= start - end < 3 for start, _ in s.q.content):
        return True
    word = _WORD.match(s.text, end)
    if word is None:
        return s.text[end : end + 1] not in {"-", "–", "/", "’", "'"}
    outlet = word[1] in s.words.outlets and not s.text[word.end() : word.end() + 2].strip().isupper()
    return outlet or word[1].endswith("ed") or bool(s.words.tag(word[1]) & _FREE)


def _apart(s: Scene, span: Span) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in (*s.q.source, *s.q.content))


def _beside(s: Scene, start: int, end: int) -> bool:
    """Whether few words but the quotation's own, no other cue and no turn stand between phrase and cue."""
    cue = s.q.cue[0][0], s.q.cue[-1][1]
    first, last = (start, cue[0]) if start < cue[0] else (cue[1], end)
    between, place = "", first
    for a, b in sorted((*s.q.content, *s.q.source, (last, last))):
        between += s.text[place : max(place, min(a, last))]
        place = max(place, min(b, last))
    others = any(first <= x[0] < last and x not in s.q.cue for x in s.cues)
    return len(between) <= _FURTHEST + end - start and not others and not _TURN.search(between)
