"""Which of the titles seen are a person's, and which of them most outlets give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from build_site.lexicon.naming import Naming
from build_site.model import ActorKind, Name

_ARTICLE = re.compile(r"^(?:the|a|an|one|another|fellow)\s+", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    r"(?:his|her|its|their|my|our|your|that|this|whose|[Tt]he \w+[’']s?)\s", re.IGNORECASE
)
"""What is told by its owner means nothing where the owner is not told ("his friend", "the group's chief")."""
_CUT = re.compile(r"(?:\b[A-Z]|\b[A-Z]\.[A-Z]|\b(?:of|for|at|to|in|the|a|an|and|Mr|Ms|Mrs|Dr)\.?)$")
"""A title that an abbreviation's point, or nothing at all, has cut short."""
_DASH = re.compile(r"\s[-–—]\s")
"""Behind it stands who somebody is, before it what he is one of ("two candidates – former governor")."""
_VERB = re.compile(r"said|[a-z]{3,}ed")
_INDEFINITE = (["a"], ["an"])
_LONGEST = 12
"""Words of a title; an apposition of more is a description."""
_ANOTHER = re.compile(r" and ([A-Z][a-z]+) [A-Z][\w’'-]+$")
_POSSESSIVE = re.compile(r"[’']s?$")
_POINTED = re.compile(r"\.$")
_GLUED = re.compile(r"[a-z][A-Z]{3,}|[A-Z]{3,}[a-z]{2,}|``|\'\'|^\d+\.")
"""Words that a page has run together, marks that are left open, and what is left of a sentence before."""
_INITIALS = re.compile(r"(?:\w\.)+|\w{1,4}\.")
"""What may end in a point inside a title."""


def titles_of(seen: Iterable[tuple[str, str, str]], naming: Naming) -> tuple[Name, ...]:
    """Titles with the articles that give them, those of most outlets first; ``seen``: title, article, outlet.

    Forms of one title are one ("Sen.", "Senator", "the senator"); what another owns, what a reporter judges
    and what is cut short is none.
    """
    forms: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for title, article, outlet in seen:
        plain = tidy(title, naming)
        if plain:
            forms[_key(plain, naming)].append((plain, article, outlet))
    ranked = sorted(
        forms.values(),
        key=lambda found: (
            -len({outlet for _, _, outlet in found}),
            -len({article for _, article, _ in found}),
            -len(found[0][0]),
            found[0][0],
        ),
    )
    return tuple(_name(found) for found in ranked)


def tidy(title: str, naming: Naming) -> str:
    """A title as it may be shown: without article, in the singular; '' where it is none."""
    plain = _sentence(_ARTICLE.sub("", " ".join(title.split()), count=1), naming).strip(' ,;:“”"')
    plain = _without_verb(_alone(_DASH.split(plain)[-1], naming))
    words = plain.split(" ")
    if not plain or len(words) > _LONGEST or _OF_SOMEBODY.match(title) or _CUT.search(plain):
        return ""
    if words[-2:-1] in _INDEFINITE and words[-1] in naming.modifiers:
        return ""  # "the husband of a top", whose aide is left out
    if any(mark in plain for mark in '“”"!?') or _GLUED.search(plain) or not _headed(words, naming):
        return ""
    if (
        any(_POSSESSIVE.sub("", word.casefold()) in naming.judgements for word in words)
        or words[-1] in naming.honorifics
    ):
        return ""
    if len(words) == 1 and plain in naming.relative_titles:
        return ""
    if all(word[0].isupper() for word in words):
        words[-1] = _singular(words[-1], naming)
    return " ".join(words)


def _alone(title: str, naming: Naming) -> str:
    """A title without another person who is named behind it ("head of the board and Ada Brack")."""
    joined = _ANOTHER.search(title)
    if joined is None or joined[1] not in naming.given:
        return title
    before = title[: joined.start()]
    return (
        title if before.rpartition(" ")[2] in naming.given else before
    )  # "To Ada and Bela Brack" is both's.


def _without_verb(title: str) -> str:
    """A title without the verb behind the body's name that ends it ("head of the Harbour Board stated")."""
    before, _, last = title.rpartition(" ")
    return before if _VERB.fullmatch(last) and before.rpartition(" ")[2][:1].isupper() else title


def _sentence(title: str, naming: Naming) -> str:
    """A title as far as its sentence goes; a point behind an ordinary word ends that."""
    words = title.split(" ")
    for number, word in enumerate(words):
        known = word.rstrip(".").lower() in naming.abbreviations or word in naming.titles
        if word.endswith(".") and not known and not _INITIALS.fullmatch(word):
            return " ".join((*words[:number], word.rstrip(".")))
    return title


def _headed(words: Sequence[str], naming: Naming) -> bool:
    """Whether a title holds a noun for a person; what a reporter makes up from adjectives is none."""
    for word in words:
        plain = word.strip(".,")
        stem = plain.removesuffix("-elect").removesuffix("-to-be").rpartition("-")[2]
        short = naming.abbreviations.get(plain.lower(), "")
        nouns = (naming.nouns.get(form) for form in (plain.lower(), stem.lower(), short))
        people = any(noun is not None and noun.kind is ActorKind.PERSON for noun in nouns)
        if people or not naming.titles.isdisjoint({word, plain, stem, short}):
            return True
    return False


def _singular(word: str, naming: Naming) -> str:
    """``Sens.`` → ``Sen.``, ``Justices`` → ``Justice``; what is no plural of a title stays."""
    if _POINTED.search(word) and word.endswith("s.") and word[:-2].lower() in naming.abbreviations:
        return word[:-2] + "."
    noun = naming.nouns.get(word.lower())
    if noun is None or not noun.plural or noun.lemma == word.lower():
        return word
    return noun.lemma.capitalize() if word[0].isupper() else noun.lemma


def _key(title: str, naming: Naming) -> str:
    words = (word.casefold().rstrip(".") for word in title.replace("’", "'").split())
    return " ".join(naming.abbreviations.get(word, word) for word in words)


def _name(found: Sequence[tuple[str, str, str]]) -> Name:
    counts: Mapping[str, int] = {}
    counts = {form: sum(f == form for f, _, _ in found) for form, _, _ in found}
    best = min(counts, key=lambda form: (-counts[form], form[:1].islower(), -len(form), form))
    articles = tuple(dict.fromkeys(article for _, article, _ in found))
    return Name(best[:1].upper() + best[1:], len(found), articles)
