"""Words of a correction looked up in an article: straight marks and single blanks make no difference.

What does not stand there, or more than once, is an error with its line and the remedy.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import NoReturn

from build_site.errors import AbsentError, CurationError
from build_site.model import CorpusArticle, Span

ALIKE = 0.8
"""From this likeness on a name is taken for another's misspelling."""
AROUND = (3, 5, 8, 12, 20, 40)
"""How many words before or behind some are tried, to tell them from the same words elsewhere."""
_SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w+")
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
            where, f"{short(words)} does not stand in {path} there. Copy the words as the article has them."
        )
    if any(around):
        found = [span for span in found if between(text, span, *around)]
        if not found:
            refuse(
                where,
                f"{short(words)} stands in {path}, but not with these words around it. Mend prefix: and"
                " suffix:, or remove this correction.",
            )
    if nth is None and len(found) > 1:
        refuse(
            where,
            f"{short(words)} stands {len(found)} times in {path}. Write more words, or add prefix: with"
            f" those before it, as in {last_words(text[: found[0][0]], AROUND[0])!r}.",
        )
    if nth is not None and nth > len(found):
        refuse(where, f"{short(words)} stands only {len(found)} times in {path}. Lower nth:.")
    return found[(nth or 1) - 1]


def nearest_span(words: str, article: CorpusArticle, place: int, where: str, *, after: bool) -> Span:
    """Where the words stand nearest to a place of the article, or next behind it."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    text = article.article.text
    found = [match.span() for match in pattern.finditer(text, place if after else 0)]
    if not found:
        path = article.article.document.path
        refuse(where, f"{short(words)} does not stand in {path}. Copy the words as the article has them.")
    return min(found, key=lambda span: abs(span[0] - place))


def between(text: str, place: Span, prefix: str | None, suffix: str | None) -> bool:
    """Whether the words before and behind a place are these; marks and blanks do not matter."""
    before, behind = WORD.findall(prefix or ""), WORD.findall(suffix or "")
    return (
        WORD.findall(last_words(text[: place[0]], len(before))) == before
        and WORD.findall(first_words(text[place[1] :], len(behind))) == behind
    )


def first_words(text: str, count: int) -> str:
    """The first so many words, with what stands between them."""
    end = 0
    for number, match in enumerate(WORD.finditer(text)):
        if number == count:
            break
        end = match.end()
    return text[:end].strip() if count else ""


def last_words(text: str, count: int) -> str:
    """The last so many words, with what stands between and behind them."""
    reach = 20
    while count:
        piece = text[-count * reach :]
        starts = [match.start() for match in WORD.finditer(piece)]
        if len(starts) > count or len(piece) == len(text):
            return piece[starts[-count:][0] :].strip() if starts else ""
        reach *= 4
    return ""


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words; marks and blanks do not matter."""
    return bare(one) == bare(other)


def bare(text: str) -> str:
    """Straight marks, single spaces, no marks and commas at the edges; places joined as they once were."""
    joined = text.translate(_STRAIGHT).replace(" […] ", " … ")
    return _SPACE.sub(" ", joined).strip(EDGES)


def short(words: str) -> str:
    """Words as a message has them."""
    words = " ".join(words.split())
    return repr(words if len(words) < 70 else words[:66] + " …")
