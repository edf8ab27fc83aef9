"""Finds what a correction is tied to; what is gone or uncertain is an error with its line and the remedy.

A quotation is named by its words, and where several carry them by the words around it (``prefix`` and
``suffix``, as in the W3C's TextQuoteSelector): these go with it wherever it moves, which a count does not.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn

from build_site.curation.records import UNATTRIBUTED, Reference
from build_site.errors import AbsentError, CurationError
from build_site.model import Actor, CorpusArticle, Finding, Level, Quotation, Span
from build_site.recall import Recalling, once
from build_site.text import text_of

ALIKE = 0.8
"""From this likeness on a name is taken for another's misspelling."""
PART = 0.5
"""What share of a quotation's words names it, if they are not all."""
MANY = 6
"""So many words name a quotation that has more, whatever their share."""
AROUND = (3, 5, 8, 12, 20, 40)
"""How many words before or behind a quotation are tried, to tell it from others of its words."""
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
EDGES = " \"“”„‘’«»',."
"""What may stand at the edges of words that are compared."""
_STRAIGHT = str.maketrans("“”„‘’«»\u00a0", '"""\'\'"" ')


def refuse(where: str, message: str) -> NoReturn:
    """Raise the error."""
    raise CurationError(f"{where}: {message}")


def refuse_absent(where: str, message: str, name: str, names: Iterable[str], remedy: str) -> NoReturn:
    """Raise the error of a name that nothing has: a slip where one is much alike, else gone or to come."""
    near = difflib.get_close_matches(name, sorted(set(names)), 3, ALIKE)
    if near:
        refuse(where, f"{message} Is {' or '.join(map(repr, near))} meant? {remedy}")
    raise AbsentError(f"{where}: {message} {remedy}")


def nearest(name: str, names: Iterable[str]) -> str:
    """What may have been meant, as the end of a message."""
    near = difflib.get_close_matches(name, sorted(set(names)), 3, 0.5)
    return f"Is {' or '.join(repr(other) for other in near)} meant?" if near else "Check the spelling."


@dataclass(slots=True)
class _Own:
    """The quotations of one article, by the words that a curator may write for them."""

    article: CorpusArticle
    quotations: list[Quotation] = field(default_factory=list)
    exact: dict[str, dict[str, tuple[Span, ...]]] = field(default_factory=dict)
    """Plain words: ids of the quotations that have just these, whole or in one span, and where."""
    plain: dict[str, str] = field(default_factory=dict)

    def add(self, quotation: Quotation) -> None:
        text = self.article.article.text
        self.quotations.append(quotation)
        self.plain[quotation.id] = _plain(quotation.text)
        spans = (*quotation.content, *quotation.verbatim)
        ways = [(text[start:end], (start, end)) for start, end in spans]
        several = filter(None, (quotation.content, quotation.verbatim))
        ways += [(text_of(text, parts), (parts[0][0], parts[-1][1])) for parts in several]
        ways.append((quotation.text, (quotation.content[0][0], quotation.content[-1][1])))
        for words, span in ways:
            sought = _plain(words)
            found = self.exact.get(sought, {})
            places = found.get(quotation.id, ())
            if span not in places:
                self.exact[sought] = {**found, quotation.id: (*places, span)}

    def copied(self) -> _Own:
        """The same, to which others may be added."""
        return _Own(self.article, self.quotations.copy(), self.exact.copy(), self.plain.copy())


def _own_of(article: CorpusArticle, *quotations: Quotation) -> _Own:
    own = _Own(article)
    for quotation in quotations:
        own.add(quotation)
    return own


class Shelf:
    """Articles by all that a curator may call them, and their quotations by their words.

    Everything is indexed once, when it is first asked for: one more correction costs what the first one cost.
    """

    def __init__(
        self,
        articles: Sequence[CorpusArticle],
        quotations: Sequence[Quotation],
        unread: Iterable[str] = (),
        recall: Recalling = once,
    ) -> None:
        self._recall = recall
        self._articles, self._quotations = articles, quotations
        self.unread = {name: path for path in unread for name in _names(path)}
        self.doubts: list[Finding] = []
        self._own: dict[str, _Own] = {}

    @cached_property
    def named(self) -> dict[str, list[CorpusArticle]]:
        """By all names of each."""
        named: dict[str, list[CorpusArticle]] = {}
        for article in self._articles:
            document = article.article.document
            for name in {article.id, article.slug, document.id, *_paths(document.path)}:
                named.setdefault(name, []).append(article)
        return named

    @cached_property
    def found(self) -> dict[str, list[Quotation]]:
        """By article."""
        found: dict[str, list[Quotation]] = {}
        for quotation in self._quotations:
            found.setdefault(quotation.article, []).append(quotation)
        return found

    def article(self, name: str, where: str) -> CorpusArticle:
        """The one article that is called so."""
        called = self.named.get(name, [])
        paths = {article.path for article in called} | {self.unread.get(name, "")} - {""}
        if len(paths) > 1 and name not in paths:
            meant = " or ".join(sorted(paths))
            refuse(where, f"{name!r} may be {meant}. Write the path of the one that is meant.")
        if name in self.unread and (not called or name == self.unread[name]):
            message = f"{self.unread[name]} cannot be read, and nothing in it is corrected."
            raise AbsentError(f"{where}: {message} Mend it, or remove this correction.")
        if not called:
            remedy = "Put the article there, mend its name, or remove this correction."
            refuse_absent(where, f"there is no article {name!r}.", name, self.named, remedy)
        return next((article for article in called if article.path == name), called[0])

    def own(self, article: CorpusArticle) -> _Own:
        """The quotations of an article, those that were added too."""
        if article.id not in self._own:
            self._own[article.id] = self._recall(_own_of, article, *self.found.get(article.id, ()))
        return self._own[article.id]

    def add(self, article: CorpusArticle, quotation: Quotation) -> None:
        """One more quotation of the article."""
        self._own[article.id] = own = self.own(article).copied()
        own.add(quotation)

    def quotation(self, reference: Reference) -> Quotation:
        """The one quotation of the article that carries the words, where the words around it are right.

        A count that could lead to another one some day leaves a doubt.
        """
        article = self.article(reference.article, reference.where)
        own = self.own(article)
        found, partly = _carriers(own, reference)
        if not found:
            _refuse_gone(reference, own)
        if reference.prefix or reference.suffix:
            fitting = [q for q in found if _stands(own, q, reference)]
            if not fitting:
                refuse(
                    reference.where,
                    f"{_short(reference.words)} is quoted in {article.path}, but not with these words around"
                    " it. Mend prefix: and suffix:, or remove this correction.",
                )
            found = fitting
        elif partly:
            _refuse_brief(reference, found, own)
        if reference.nth is None and len(found) > 1:
            refuse(
                reference.where,
                f"{len(found)} quotations carry {_short(reference.words)}. {_advice(own, *found)}",
            )
        return self._counted(reference, found, own) if reference.nth is not None else found[0]

    def _counted(self, reference: Reference, found: Sequence[Quotation], own: _Own) -> Quotation:
        count, words = reference.nth or 1, _short(reference.words)
        if count > len(found):
            refuse(reference.where, f"only {len(found)} quotations carry {words}. Lower nth:.")
        if len(found) == 1:
            refuse(
                reference.where,
                f"nth: counts quotations, and only one carries {words}. If it is the one that is meant, take"
                " nth: out; if that one is gone, remove this correction.",
            )
        meant = found[count - 1]
        self.doubt(
            reference.where,
            f"nth: {count} of {len(found)} leads to another quotation once one more of these words appears"
            f" above. {_advice(own, meant)}",
        )
        return meant

    def doubt(self, where: str, message: str) -> None:
        """Remember a doubt for the list of findings."""
        self.doubts.append(Finding(Level.WARNING, "correction-in-doubt", where, message))


def references(article: CorpusArticle, quotations: Sequence[Quotation]) -> Iterator[dict[str, str | bool]]:
    """For each quotation ``quote``, with ``prefix`` or ``suffix`` where others carry the words too.

    Where another has the same words in marks at the same place, ``inner``.

    ``Shelf.quotation`` finds it again by these, as long as the text stands.
    """
    own = _own_of(article, *quotations)
    for quotation in quotations:
        yield _reference(own, quotation)


def reference_to(
    article: CorpusArticle, quotations: Sequence[Quotation], quotation: Quotation, *, whole: bool = False
) -> dict[str, str | bool]:
    """The same for one of them; ``whole`` asks for all of its words."""
    own = _own_of(article, *quotations)
    return _reference(own, quotation, whole=whole)


def place_of(article: CorpusArticle, span: Span) -> dict[str, str]:
    """``prefix`` and ``suffix`` that tell words of an article from the same words elsewhere in it."""
    text = article.article.text
    words = text[slice(*span)]
    for count in (0, *AROUND):
        before, behind = _last_words(text[: span[0]], count), _first_words(text[span[1] :], count)
        for prefix, suffix in ((before, ""), ("", behind), (before, behind)):
            try:
                found = span_of(words, article, (0, len(text)), "", None, (prefix, suffix))
            except CurationError:
                continue
            if found == span:
                around = {"prefix": prefix, "suffix": suffix}
                return {key: value for key, value in around.items() if value}
    return {}


def callings(actors: Iterable[Actor]) -> dict[str, str]:
    """What a correction calls each actor: by name, or by id where others are called so."""
    every = tuple(actors)
    called = Counter(word for a in every for word in {a.name.casefold(), a.id})
    return {a.id: a.name if called[a.name.casefold()] == 1 else a.id for a in every}


def called_in(quotation: Quotation, names: Mapping[str, str]) -> tuple[str, ...]:
    """What a correction calls all who said it; nobody is ``unattributed``."""
    return tuple(names[id] for id in quotation.speakers) or (UNATTRIBUTED,)


def one_or_more(words: Sequence[str]) -> str | list[str]:
    """As a key of YAML has it: one alone, or a list."""
    return words[0] if len(words) == 1 else list(words)


def _reference(own: _Own, quotation: Quotation, *, whole: bool = False) -> dict[str, str | bool]:
    text = own.article.article.text
    start, end = quotation.content[0]
    ways = [quotation.text] if whole else [text[start:end], quotation.text]
    for words in ways:
        if _only(own, quotation, Reference(own.article.path, words, "")):
            return {"quote": words}
    words = ways[-1]
    end = quotation.content[-1][1]
    for count in AROUND:
        before, behind = _last_words(text[:start], count), _first_words(text[end:], count)
        for prefix, suffix in ((before, ""), ("", behind), (before, behind)):
            wanted = Reference(own.article.path, words, "", None, prefix, suffix)
            if (prefix or suffix) and _only(own, quotation, wanted):
                around = {"prefix": prefix, "suffix": suffix}
                return {"quote": words, **{key: text for key, text in around.items() if text}}
    inner = _only(own, quotation, Reference(own.article.path, words, "", inner=True))
    return {"quote": words, "inner": True} if inner else {"quote": words}


def _only(own: _Own, quotation: Quotation, reference: Reference) -> bool:
    """Whether a reference leads to this quotation and no other."""
    found, _ = _carriers(own, reference)
    if reference.prefix or reference.suffix:
        found = [q for q in found if _stands(own, q, reference)]
    return [q.id for q in found] == [quotation.id]


def _carriers(own: _Own, reference: Reference) -> tuple[list[Quotation], bool]:
    """The quotations that are these words, whole or in one span; else those that hold them, and True.

    An ``inner`` one is just these words, which another may have in marks at the same place.
    """
    sought = _plain(reference.words)
    if reference.inner:
        return [q for q in own.quotations if own.plain[q.id] == sought], False
    exact = own.exact.get(sought, {})
    if exact:
        return [q for q in own.quotations if q.id in exact], False
    if len(sought) < 3:
        return [], False
    inside = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
    return [q for q in own.quotations if sought in (plain := own.plain[q.id]) and inside.search(plain)], True


def _stands(own: _Own, quotation: Quotation, reference: Reference) -> bool:
    """Whether the words of a quotation stand between the reference's prefix and suffix."""
    text = own.article.article.text
    places = own.exact.get(_plain(reference.words), {}).get(quotation.id)
    if places is None:
        pattern = re.compile(r"\W+".join(map(re.escape, _WORD.findall(reference.words))) or r"(?!)")
        start, end = quotation.content[0][0], quotation.content[-1][1]
        places = tuple(match.span() for match in pattern.finditer(text, start, end))
    return any(_between(text, place, reference.prefix, reference.suffix) for place in places)


def _between(text: str, place: Span, prefix: str | None, suffix: str | None) -> bool:
    """Whether the words before and behind a place are these; marks and blanks do not matter."""
    before, behind = _WORD.findall(prefix or ""), _WORD.findall(suffix or "")
    return (
        _WORD.findall(_last_words(text[: place[0]], len(before))) == before
        and _WORD.findall(_first_words(text[place[1] :], len(behind))) == behind
    )


def _first_words(text: str, count: int) -> str:
    """The first so many words, with what stands between them."""
    end = 0
    for number, match in enumerate(_WORD.finditer(text)):
        if number == count:
            break
        end = match.end()
    return text[:end].strip() if count else ""


def _last_words(text: str, count: int) -> str:
    """The last so many words, with what stands between and behind them."""
    reach = 20
    while count:
        piece = text[-count * reach :]
        starts = [match.start() for match in _WORD.finditer(piece)]
        if len(starts) > count or len(piece) == len(text):
            return piece[starts[-count:][0] :].strip() if starts else ""
        reach *= 4
    return ""


def _refuse_gone(reference: Reference, own: _Own) -> NoReturn:
    article, words = own.article, _short(reference.words)
    sought = _plain(reference.words)
    if sought and sought in _plain(article.article.text):
        refuse(
            reference.where,
            f"{words} stands in {article.article.document.path}, but in no quotation that was found."
            " Write add: instead of quote:, with speaker:.",
        )
    refuse(
        reference.where,
        f"{words} no longer stands in {article.article.document.path}."
        f" {nearest(reference.words, (q.text for q in own.quotations))} Mend the words, or remove this"
        " correction.",
    )


def _refuse_brief(reference: Reference, found: Sequence[Quotation], own: _Own) -> None:
    """Refuse some few words of a long quotation: once they may have been all of another one."""
    count, sought = len(_WORD.findall(reference.words)), _plain(reference.words)
    for quotation in found:
        spans = (own.article.article.text[slice(*span)] for span in quotation.content)
        whole = next((span for span in spans if sought in _plain(span)), quotation.text)
        if count < MANY and count < PART * len(_WORD.findall(whole)):
            refuse(
                reference.where,
                f"no quotation says just {_short(reference.words)}, and it is little of {_short(whole)}. If"
                " that one is meant, write more of its words.",
            )


def _advice(own: _Own, quotation: Quotation, *others: Quotation) -> str:
    """What tells this quotation from others of its words; and an inner one, where there is one of them."""
    keys = _reference(own, quotation)
    told = ", ".join(f"{key}: {words!r}" if key != "inner" else "inner: true" for key, words in keys.items())
    inner = any("inner" in _reference(own, other) for other in others)
    told += ", or inner: true for the one that is nothing but these words" if inner else ""
    return f"Write what only the one that is meant has, as in {told}."


def span_of(
    words: str,
    article: CorpusArticle,
    within: Span,
    where: str,
    nth: int | None = None,
    around: tuple[str | None, str | None] = (None, None),
) -> Span:
    """Where the words stand in a stretch of the article; spaces may differ, and nothing else."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    text = article.article.text
    found = [match.span() for match in pattern.finditer(text, *within)]
    path = article.article.document.path
    if not found:
        refuse(
            where, f"{_short(words)} does not stand in {path} there. Copy the words as the article has them."
        )
    if any(around):
        found = [span for span in found if _between(text, span, *around)]
        if not found:
            refuse(
                where,
                f"{_short(words)} stands in {path}, but not with these words around it. Mend prefix: and"
                " suffix:, or remove this correction.",
            )
    if nth is None and len(found) > 1:
        refuse(
            where,
            f"{_short(words)} stands {len(found)} times in {path}. Write more words, or add prefix: with"
            f" those before it, as in {_last_words(text[: found[0][0]], AROUND[0])!r}.",
        )
    if nth is not None and nth > len(found):
        refuse(where, f"{_short(words)} stands only {len(found)} times in {path}. Lower nth:.")
    return found[(nth or 1) - 1]


def nearest_span(words: str, article: CorpusArticle, place: int, where: str, *, after: bool) -> Span:
    """Where the words stand nearest to a place of the article, or next behind it."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    text = article.article.text
    found = [match.span() for match in pattern.finditer(text, place if after else 0)]
    if not found:
        path = article.article.document.path
        refuse(where, f"{_short(words)} does not stand in {path}. Copy the words as the article has them.")
    return min(found, key=lambda span: abs(span[0] - place))


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words; marks and blanks do not matter."""
    return _plain(one) == _plain(other)


def _paths(path: str) -> tuple[str, str]:
    """A path with and without ``seeds/``."""
    return path, path.partition("/")[2]


def _names(path: str) -> tuple[str, ...]:
    """What a file that cannot be read may be called: its paths, and its path without the suffix."""
    below = path.partition("/")[2]
    return (*_paths(path), below.rpartition(".")[0] or below)


def _plain(text: str) -> str:
    """Straight marks, single spaces, no marks and commas at the edges; places joined as they once were."""
    joined = text.translate(_STRAIGHT).replace(" […] ", " … ")
    return _SPACE.sub(" ", joined).strip(EDGES)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return repr(words if len(words) < 70 else words[:66] + " …")
