"""Names of people in one article: full names first, then what is short of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from build_site.model import ActorKind, Choice, Reason, Why
from build_site.stages.resolution.drafts import Desk, Draft, distance, is_person_name
from build_site.stages.resolution.personal import PersonName, may_be_same, misspelt, near_keys, parse
from build_site.stages.resolution.roles import Role, role_of

_MOST = 200
_NONE = Reason(Why.UNNAMED)
"""Stands beside nobody."""
"""A name is compared with so many people at most."""
_NEAR = 2
"""Within so many paragraphs somebody has just been introduced."""
_FAR = 3
"""So many paragraphs further back who else bears the surname is not meant."""
_PLAIN = frozenset({"", "Mr.", "Mrs.", "Ms.", "Miss", "Mr", "Mrs", "Ms", "Dr.", "Dr", "Sir", "Mme."})


def name_people(desk: Desk) -> None:
    """Assign every name that may be a person's."""
    parsed: dict[str, PersonName] = {}
    full: list[int] = []
    short: list[int] = []
    for index, mention in enumerate(desk.mentions):
        if not is_person_name(mention):
            continue
        head = desk.head(index)
        if head not in parsed:
            parsed[head] = parse(head, desk.naming)
    _spell_out(parsed)
    _with_particles(parsed, desk.naming.particles)
    for index, mention in enumerate(desk.mentions):
        if is_person_name(mention):
            (full if parsed[desk.head(index)].given else short).append(index)
    shelf = _Shelf(desk)
    for index in full:
        shelf.place_full(index, parsed[desk.head(index)])
    shelf.index_short_forms()
    short.sort(key=lambda index: desk.title(index) in _PLAIN)
    for index in short:
        shelf.place_short(index, parsed[desk.head(index)])


def _spell_out(parsed: dict[str, PersonName]) -> None:
    """Read two given names alone ("Te Ahu" of "Te Ahu Brack") as the only full name that begins with them."""
    longer: dict[tuple[str, ...], set[PersonName]] = defaultdict(set)
    for name in parsed.values():
        if len(name.given) > 1:
            longer[name.given[:2]].add(name)
    for head, name in parsed.items():
        full = longer.get((*name.given, name.surname), set())
        if len(full) == 1:
            parsed[head] = next(iter(full))


def _with_particles(parsed: dict[str, PersonName], particles: frozenset[str]) -> None:
    """Read what may be a given name before a surname as the particle that somebody else's name has there.

    "Al Brack" is Mohammed Al Brack where the article names him, else a man called Al.
    """
    surnames = {name.surname.replace("-", " "): name.surname for name in parsed.values() if name.given}
    for head, name in parsed.items():
        whole = surnames.get(" ".join((*name.given, name.surname)))
        if whole and len(name.given) == 1 and name.given[0] in particles:
            parsed[head] = PersonName((), whole, name.suffix)


def note_title(desk: Desk, draft: Draft, index: int) -> None:
    """Keep the title that stands beside a name, but for plain forms of address."""
    title = desk.title(index)
    if title not in _PLAIN and title not in draft.titles:
        draft.titles[title] = role_of(title, desk.naming)


class _Shelf:
    """The people found so far, by the words of their names."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.by_last: dict[str, list[Draft]] = defaultdict(list)
        self.by_near: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        self.by_word: dict[str, list[Draft]] = defaultdict(list)
        self.by_initial: dict[str, list[Draft]] = defaultdict(list)
        self.short: dict[str, Draft] = {}
        self.meant: set[Draft] = set()
        """Whom a surname alone has meant."""

    def place_full(self, index: int, name: PersonName) -> None:
        """A name of two words or more: a known one's, or a new person's."""
        desk = self.desk
        keys = tuple(near_keys(name))
        near = [*self.by_last[name.last][-_MOST:], *(d for key in keys for d in self.by_near[key])]
        known = list(
            dict.fromkeys(d for d in near if all(may_be_same(name, n, desk.naming) for n in d.names))
        )
        exact = [d for d in known if name in d.names]
        if exact or len(known) == 1:
            draft = (exact or known)[0]
            seen = draft.name()
            link = (
                Reason(Why.SAME_NAME)
                if exact
                else Reason(Why.ANOTHER_FORM, seen, blocks=_where(desk, index, draft))
            )
        else:
            draft = desk.new(ActorKind.PERSON, named=True, index=index)
            draft.sure = desk.mentions[index].actor_kind is ActorKind.PERSON
            link = Reason(Why.NAMED_IN_FULL)
            for key in keys:
                self.by_near[key].append(draft)
        if draft not in self.by_last[name.last]:
            self.by_last[name.last].append(draft)
        if name not in draft.names:
            draft.names.append(name)
        draft.spellings[desk.head(index)] += 1
        desk.assign(index, draft, link)
        draft.full.append(index)
        note_title(desk, draft, index)

    def index_short_forms(self) -> None:
        """Every word of every full name."""
        for draft in self.desk.drafts:
            words = dict.fromkeys(
                word
                for name in draft.names
                for word in (name.surname, name.last, *name.given, *name.last.split("-"))
            )
            for word in words:
                self.by_word[word].append(draft)
            for letter in dict.fromkeys(name.last[:1] for name in draft.names):
                self.by_initial[letter].append(draft)

    def place_short(self, index: int, name: PersonName) -> None:
        """One word (or a surname with particles): whose, if anyone's."""
        desk, word = self.desk, name.surname
        if desk.mentions[index].span[0] < desk.mentions[index].head[0] and not desk.title(index):
            self._family(index, word)
            return
        surnamed = [d for d in self.by_word[word] if any(word in {n.surname, n.last} for n in d.names)]
        others = [d for d in self.by_word[word] if d not in surnamed]
        choice, why = self._introduced(index, word, surnamed)
        if choice is None:
            choice, why = self._choose(index, surnamed, Why.SURNAME, name.suffix)
        if choice is None and not surnamed and len(word) > 1:
            choice, why = self._choose(index, others, Why.FIRST_NAME)
        if choice is None and not surnamed:
            choice, why = self._other(index, word)
        if choice is None:
            beside = any(self._in_one_sentence(index, draft) for draft in surnamed)
            choice, why = self._alone(index, word, ambiguous=len(surnamed) > 1 or beside)
        elif choice.spellings:
            choice.sure = True
        desk.assign(index, choice, why)
        note_title(desk, choice, index)

    def _family(self, index: int, word: str) -> None:
        """A name with an article names a family, a team, a ship: a body of its own, or one that is known."""
        draft = self.desk.bodies.get(word) or self.short.get(word)
        if draft is None:
            draft = self.desk.new(ActorKind.ORGANISATION, named=True, index=index)
            draft.sure, draft.gender = False, "n"
            self.desk.bodies[word] = draft
        draft.spellings[self.desk.head(index)] += 1
        self.desk.assign(index, draft, Reason(Why.WITH_ARTICLE))

    def _introduced(self, index: int, word: str, surnamed: list[Draft]) -> tuple[Draft | None, Reason]:
        """Who is introduced by title and surname ("President X") is not the relative named in full later."""
        desk, known = self.desk, self.short.get(word)
        mention, title = desk.mentions[index], desk.title(index)
        if known is None:
            if title in _PLAIN or not surnamed or mention.block == desk.mentions[0].block:
                return None, _NONE
            role = role_of(title, desk.naming)
            if any(d.order < index or _agrees(d, role) for d in surnamed):
                return None, _NONE
            return self._alone(index, word, ambiguous=False)
        if title not in _PLAIN and not _agrees(known, role_of(title, desk.naming)):
            return None, _NONE
        if mention.gender and known.gender and mention.gender != known.gender:
            return None, _NONE
        return self._alone(index, word, ambiguous=False)

    def _other(self, index: int, word: str) -> tuple[Draft | None, Reason]:
        """A body that goes by the word, or the one person whose surname it misspells."""
        desk, mention = self.desk, self.desk.mentions[index]
        body = desk.bodies.get(word)
        if body is not None and mention.actor_kind is None:
            return body, Reason(Why.SHORT_FORM, body.name())
        if len(word) < 5 or mention.title is not None or word.capitalize() in desk.naming.given:
            return None, _NONE
        alike = self.by_initial[word[0]][:_MOST]
        near = [d for d in alike if any(misspelt(word, n.last) for n in d.names)]
        if len(near) != 1:
            return None, _NONE
        return near[0], Reason(Why.NEAR_SURNAME, near[0].name(), blocks=_where(desk, index, near[0]))

    def _choose(
        self, index: int, candidates: list[Draft], part: Why, suffix: str = ""
    ) -> tuple[Draft | None, Reason]:
        desk, mention = self.desk, self.desk.mentions[index]
        gender = mention.gender if mention.title is not None else None
        fitting = [d for d in candidates if gender is None or d.gender in {None, gender}]
        fitting = [d for d in fitting if not self._another(index, d)]
        if suffix:
            fitting = [d for d in fitting if any(n.suffix == suffix for n in d.names)] or fitting
        note: Choice | None = None
        if len(fitting) > 1 and mention.title is not None:
            role = role_of(desk.title(index), desk.naming)
            same = [d for d in fitting if _agrees(d, role)]
            if len(same) == 1:
                fitting, note = same, Choice.TITLE_AGREES
        speaks = self._speaks_here(index, fitting) if len(fitting) > 1 else None
        if speaks is not None:
            fitting, note = [speaks], Choice.JUST_INTRODUCED
        if len(fitting) > 1:
            usual = self._usual(index, fitting)
            fitting, note = ([usual], Choice.MEANT_SO_FAR) if usual else (fitting, note)
        if len(fitting) > 1:
            near = self._just_introduced(index, fitting)
            fitting, note = ([near], Choice.JUST_INTRODUCED) if near else (fitting, note)
        if len(fitting) > 1:
            lead = _leading(fitting)
            if lead:
                fitting, note = [lead], Choice.NAMED_MOST
        if len(fitting) != 1:
            return None, _NONE
        draft = fitting[0]
        if part is Why.SURNAME and draft.order < index and speaks is None:
            self.meant.add(draft)
        return draft, Reason(part, draft.name(), blocks=_where(desk, index, draft), chosen=note)

    def _usual(self, index: int, drafts: list[Draft]) -> Draft | None:
        """Whom the surname has meant before, else who alone has been introduced by now.

        An honorific must be known to agree; a couple ("Ada and Hugo Brack") introduces neither.
        """
        mention = self.desk.mentions[index]
        known = [draft for draft in drafts if draft in self.meant]
        if not known and mention.block:
            known = [draft for draft in drafts if draft.full and draft.full[0] < index]
        if len(known) != 1 or (mention.title and mention.gender not in {None, known[0].gender}):
            return None
        start = self.desk.mentions[known[0].full[0]].span[0] if known[0].full else 0
        coupled = self.desk.text[max(0, start - 5) : start].endswith((" and ", " & "))
        return None if coupled and known[0] not in self.meant else known[0]

    def _speaks_here(self, index: int, drafts: list[Draft]) -> Draft | None:
        """Who alone was named in full, and quoted, in the paragraph that quotes the surname now."""
        desk, named = self.desk, dict[Draft, int]()
        if index not in desk.sources:
            return None
        for draft in drafts:
            before = bisect_left(draft.full, index)
            if before and desk.mentions[draft.full[before - 1]].block == desk.mentions[index].block:
                named[draft] = draft.full[before - 1]
        chosen, place = next(iter(named.items()), (None, 0))
        return chosen if len(named) == 1 and place in desk.sources else None

    def _just_introduced(self, index: int, drafts: list[Draft]) -> Draft | None:
        """Who was named in full right before, everybody else long before, and no one by the surname yet."""
        if not self.meant.isdisjoint(drafts):
            return None
        here = self.desk.mentions[index].block
        near = []
        for draft in drafts:
            before = bisect_left(draft.full, index)
            if before:
                near.append((here - self.desk.mentions[draft.full[before - 1]].block, draft))
        near.sort(key=lambda pair: pair[0])
        close = len(near) < 2 or near[0][0] > _NEAR or near[1][0] < near[0][0] + _FAR
        return None if close else near[0][1]

    def _another(self, index: int, draft: Draft) -> bool:
        """Whether a title of one bearer at a time stands here, and the person has others but not this one.

        Nor is it his whom the sentence has just named in full without it ("Rita Moser said President Moser").
        """
        title = self.desk.title(index)
        if title in _PLAIN:
            return False
        role = role_of(title, self.desk.naming)
        if not role.nouns & role.words & self.desk.naming.sole_titles.keys() or _agrees(draft, role):
            return False
        return bool(draft.titles) or self._in_one_sentence(index, draft)

    def _in_one_sentence(self, index: int, draft: Draft) -> bool:
        """Whether somebody is named in full in the sentence of a mention, before it."""
        before = bisect_left(draft.full, index)
        places = (self.desk.mentions[i].span[0] for i in (draft.full[before - 1], index) if before)
        return before > 0 and len({self.desk.sentence(place) for place in places}) == 1

    def _alone(self, index: int, word: str, *, ambiguous: bool) -> tuple[Draft, Reason]:
        desk, mention = self.desk, self.desk.mentions[index]
        gender = mention.gender if mention.title is not None else ""
        key = f"{word}/{gender}" if ambiguous else word
        draft = self.short.get(key)
        why = Reason(Why.SAME_NAME)
        if draft is None:
            draft = desk.new(ActorKind.PERSON, named=True, index=index)
            draft.names.append(PersonName((), word))
            draft.sure = mention.actor_kind is ActorKind.PERSON
            self.short[key] = draft
            why = Reason(Why.NAMESAKES_APART if ambiguous else Why.NO_FULLER_NAME)
        draft.spellings[desk.head(index)] += 1
        return draft, why


def _agrees(draft: Draft, role: Role) -> bool:
    return any(role.nouns & known.nouns & (role.words | known.words) for known in draft.titles.values())


def _leading(drafts: list[Draft]) -> Draft | None:
    """Whom the article is plainly about: named first and most, or thrice as often as others of the name."""
    ranked = sorted(drafts, key=lambda d: -sum(d.spellings.values()))
    first, second = (sum(d.spellings.values()) for d in ranked[:2])
    earliest = min(drafts, key=lambda d: d.order)
    if first >= 3 * second or (ranked[0] is earliest and first > second):
        return ranked[0]
    return None


def _where(desk: Desk, index: int, draft: Draft) -> int:
    before = bisect_left(draft.full, index)
    return distance(desk, index, draft.full[max(0, before - 1)] if draft.full else draft.order)
