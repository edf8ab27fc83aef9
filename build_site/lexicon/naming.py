"""What the parts of names and noun phrases tell: the actors' word lists, compiled once for each lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from build_site.model import ActorKind
from build_site.text import fold

if TYPE_CHECKING:
    from build_site.lexicon import Lexicon

UPPER = "A-ZÀ-ÖØ-Þ" + "".join(c for c in map(chr, range(0x100, 0x250)) if c.isupper())
"""Capital letters of the Latin alphabets, for use in a character class."""


PRONOUNS = frozenset(
    {"i", "me", "my", "he", "him", "his", "himself", "she", "her", "herself", "it", "its"}
    | {"we", "us", "our", "you", "your", "they", "them", "their", "themselves"}
)
"""Small words that are mentions, or may be."""


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """What a common noun tells of whom it is said."""

    lemma: str
    kind: ActorKind | None
    gender: str | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """The word lists of ``lexicon/actors`` as sets and tables."""

    given: dict[str, str]
    """Given name → ``m``, ``f``, '' (either); with ``?`` where it is a common word too."""
    nicknames: dict[str, tuple[str, ...]]
    """Short forms of given names, in lower case, and their full forms."""
    honorifics: dict[str, str]
    titles: frozenset[str]
    title_parts: frozenset[str]
    complements: frozenset[str]
    nouns: dict[str, Noun]
    """Lower-case nouns, singular and plural."""
    demonyms: dict[str, str]
    groups: frozenset[str]
    countries: dict[str, str]
    capitals: frozenset[str]
    states: frozenset[str]
    """Countries and capitals, folded."""
    halves: frozenset[str]
    """Divided countries' halves, folded."""
    places: frozenset[str]
    organisations: dict[str, str]
    short_forms: dict[str, str]
    body_heads: frozenset[str]
    weak_heads: frozenset[str]
    """Heads of organisations and things that are surnames as well ("Hill", "Post")."""
    ways: frozenset[str]
    """Things called after people, whose words are surnames after a given name alone ("Ada Brack Road")."""
    thing_heads: frozenset[str]
    not_names: frozenset[str]
    months: frozenset[str]
    """As dates name them, in full and in short."""
    common: frozenset[str]
    modifiers: frozenset[str]
    determiners: frozenset[str]
    locatives: frozenset[str]
    stops: frozenset[str]
    """Lower-case words that never stand inside a noun phrase before its head."""
    particles: frozenset[str]
    suffixes: frozenset[str]
    post_nominals: frozenset[str]
    """Letters after a name that are no part of it ("KC")."""
    stop_openers: frozenset[str]
    """Capitalised and lower-case words that may open a sentence and never stand in a name."""
    silent: frozenset[str]
    """Capitalised small words that by themselves name nobody."""
    silent_words: frozenset[str]
    """The same and pronouns, in lower case: no name begins with one."""
    leads: frozenset[str]
    """Prepositions that may open a sentence before its subject ("In his speech, …")."""
    governing: frozenset[str]
    """Prepositions that make the name after them no subject."""
    fixed_bodies: frozenset[str]
    """Folded names of bodies that are never short for a longer one."""
    descriptors: dict[str, str]
    """Nouns that take up who was just spoken of; ``calling``: what somebody is beside any office."""
    utterances: frozenset[str]
    """Documents in which a person speaks."""
    corporate: frozenset[str]
    """Last words that a firm's or party's name may lose."""
    outlets: frozenset[str]
    """Names of news outlets, folded."""
    sole_titles: dict[str, str]
    """Titles said with a surname alone, of one bearer at a time; ``many``: several may occur."""
    generic_bodies: dict[str, str]
    shared_bodies: dict[str, str]
    """Names, folded, that bodies of many states have; ``head`` where they end with it."""
    state_of: dict[str, str]
    """Names of states and of their capitals and adjectives of nationality, with the state's usual name."""
    """Nouns that take up the body named last, whatever its name; ``speaking``: one that has just spoken."""
    owned: frozenset[str]
    """Bodies that are called by their owner."""
    verbs: frozenset[str]
    """Verbs of speech and thought as they stand after a plural ("think", "state")."""
    pairs: frozenset[str]
    """Nouns that mean two people who were named together."""
    quantifiers: frozenset[str]
    qualifiers: frozenset[str]
    """Words that make a leader another than a head of state."""
    portfolios: dict[str, str]
    """Words for what ministers and secretaries of governments are in charge of, and what those mean."""
    speaking: frozenset[str]
    topics: frozenset[str]
    ranks: frozenset[str]
    """Adjectives that may stand capitalised before the name of a body without belonging to it."""
    collectives: frozenset[str]
    """Capitalised plurals for the people of a party or movement."""
    chambers: frozenset[str]
    """What may stand before a collective."""
    institutions: frozenset[str]
    """Capitalised heads of bodies that can speak for themselves."""
    judgements: frozenset[str]
    relative_titles: frozenset[str]
    """Nouns that alone, and small, do not say what somebody is ("the elder", "executive")."""
    abbreviations: dict[str, str]
    """Short forms of titles, without their point, and what they stand for."""
    synonyms: dict[str, frozenset[str]]
    """Key word of a title → nouns that may stand for who bears it."""

    def gender_of(self, given: str) -> str | None:
        """The gender a given name tells, or None."""
        return self.given.get(given, "").rstrip("?") or None

    def only_given(self, word: str) -> bool:
        """Whether a word is a given name, and no common word, place or surname as well."""
        return "?" not in self.given.get(word, "?")


def plural_of(noun: str, irregular: dict[str, str]) -> str:
    """The plural of a noun or of the last word of a phrase."""
    if noun in irregular:
        return irregular[noun]
    head, _, last = noun.rpartition(" ")
    if last.endswith("man") and last != "human":
        last = last[:-2] + "en"
    elif last in irregular:
        last = irregular[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}" if head else last


def _nouns(lexicon: Lexicon) -> dict[str, Noun]:
    irregular = lexicon.mapping("actors/irregular_plurals")
    nouns: dict[str, Noun] = {}
    sources: tuple[tuple[str, ActorKind | None], ...] = (
        ("actors/bodies", ActorKind.ORGANISATION),
        ("actors/documents", ActorKind.DOCUMENT),
        ("actors/roles", ActorKind.PERSON),
    )
    for table, kind in sources:
        for noun, told in lexicon.mapping(table).items():
            if " " in noun:
                continue
            gender = told or ("n" if kind is not ActorKind.PERSON else None)
            nouns[noun] = Noun(noun, kind, gender)
            nouns.setdefault(plural_of(noun, irregular), Noun(noun, kind, None, plural=True))
    for noun in lexicon.words("actors/crowds"):
        nouns[noun] = Noun(noun, None, None, plural=True)
    for noun in ("office", "offices"):
        nouns[noun] = Noun("office", ActorKind.OFFICE, "n", plural=noun == "offices")
    return nouns


def _silent(lexicon: Lexicon) -> frozenset[str]:
    small = lexicon.words("actors/openers") | lexicon.words("actors/determiners")
    speaking = lexicon.words("actors/quantifiers") | PRONOUNS
    return frozenset(word.capitalize() for word in small - speaking) - lexicon.words("actors/given_names")


def _state_of(lexicon: Lexicon) -> dict[str, str]:
    """What names a state, with its usual name."""
    countries = {name: full or name for name, full in lexicon.mapping("actors/countries").items()}
    others = {**lexicon.mapping("actors/demonyms"), **lexicon.mapping("actors/capitals")}
    return countries | {word: countries[name] for word, name in others.items() if name in countries}


@lru_cache(maxsize=4)
def naming(lexicon: Lexicon) -> Naming:
    """The word lists of a lexicon, compiled; the same lexicon gives the same object."""
    words = lexicon.words
    synonyms: dict[str, frozenset[str]] = {}
    for row in lexicon.rows("actors/role_synonyms"):
        synonyms[row[0]] = synonyms.get(row[0], frozenset()) | frozenset(row[1:])
    modifiers = words("actors/modifiers")
    determiners = words("actors/determiners")
    nouns = _nouns(lexicon)
    return Naming(
        given=lexicon.mapping("actors/given_names"),
        nicknames={
            row[0].lower(): tuple(full.lower() for full in row[1:])
            for row in lexicon.rows("actors/nicknames")
        },
        honorifics=lexicon.mapping("actors/honorifics"),
        titles=words("actors/titles") | words("actors/honorifics"),
        title_parts=words("actors/title_parts"),
        complements=words("actors/title_complements"),
        nouns=nouns,
        demonyms=lexicon.mapping("actors/demonyms"),
        groups=words("actors/groups"),
        countries=lexicon.mapping("actors/countries"),
        capitals=words("actors/capitals"),
        states=frozenset(fold(name) for name in words("actors/countries") | words("actors/capitals")),
        halves=frozenset(fold(name) for name in words("actors/halves")),
        places=words("actors/places"),
        organisations=lexicon.mapping("actors/organisations"),
        short_forms=lexicon.mapping("actors/short_forms"),
        body_heads=words("actors/body_heads"),
        weak_heads=words("actors/weak_heads"),
        ways=words("actors/ways"),
        thing_heads=words("actors/thing_heads"),
        not_names=words("actors/not_names"),
        common=words("actors/common"),
        modifiers=modifiers,
        determiners=determiners,
        locatives=words("actors/locatives"),
        stops=words("actors/stops") - modifiers - determiners - frozenset(nouns),
        months=frozenset(lexicon.mapping("dates/months")),
        particles=words("actors/particles"),
        suffixes=words("actors/name_suffixes"),
        post_nominals=words("actors/post_nominals"),
        stop_openers=frozenset(
            form for word in words("actors/openers") for form in (word.lower(), word.capitalize())
        ),
        silent=_silent(lexicon),
        silent_words=frozenset(word.lower() for word in _silent(lexicon)) | PRONOUNS,
        leads=words("actors/leads"),
        governing=words("actors/governing"),
        fixed_bodies=frozenset(fold(name) for name in words("actors/fixed_bodies")),
        descriptors=lexicon.mapping("actors/descriptors"),
        utterances=words("actors/utterances"),
        corporate=frozenset(word.lower().rstrip(".") for word in words("actors/corporate")),
        outlets=frozenset(fold(name) for row in lexicon.in_full("structure/outlets").items() for name in row),
        sole_titles=lexicon.mapping("actors/sole_titles"),
        generic_bodies=lexicon.mapping("actors/generic_bodies"),
        shared_bodies={fold(name): how for name, how in lexicon.mapping("actors/shared_bodies").items()},
        state_of=_state_of(lexicon),
        owned=words("actors/owned"),
        verbs=words("cues/verbs"),
        pairs=words("actors/pairs"),
        quantifiers=words("actors/quantifiers"),
        qualifiers=words("actors/qualifiers"),
        portfolios=lexicon.mapping("actors/portfolios"),
        speaking=words("actors/speaking"),
        topics=words("actors/topics"),
        ranks=words("actors/ranks"),
        collectives=words("actors/collectives"),
        chambers=words("actors/chambers"),
        institutions=words("actors/institutions"),
        judgements=words("actors/judgements"),
        relative_titles=words("actors/relative_titles"),
        abbreviations=lexicon.mapping("actors/title_abbreviations"),
        synonyms=synonyms,
    )
