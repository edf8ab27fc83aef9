"""Every decision of the desk as a change of the curator's files: pure, in a literal table.

An edit takes the scene and what was asked for, and plans operations on one file; ``Plan.apply`` makes of the
file's text the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from build_site.curation import schema
from build_site.curation.metadata import KEYS
from build_site.curation.records import UNATTRIBUTED
from build_site.desk import entries
from build_site.desk.entries import Value
from build_site.desk.files import RefusedError
from build_site.desk.scene import Scene
from build_site.desk.selection import Selected, drawn
from build_site.edtf import is_edtf
from build_site.model import Actor, ActorKind, Quotation, QuotationType
from build_site.stages.corrections.references import one_or_more, place_of

CORRECTIONS = "seeds/corrections.yml"
ACTORS = "seeds/actors.yml"
Args = Mapping[str, Any]
_SPAN_MARK = " […] "


@dataclass(frozen=True, slots=True)
class Op:
    """One change of one entry: ``add``, ``change`` or ``remove``; ``set`` of a file's own keys."""

    do: str
    part: str | None
    number: int = -1
    keys: Mapping[str, Any] = field(default_factory=dict)
    order: Sequence[str] = ()
    about: str = ""
    """The quotation that it is about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit will do."""

    file: str
    label: str
    ops: tuple[Op, ...] = ()

    def apply(self, text: str) -> str:
        """The file's text afterwards. Entries are taken out last, from the end: no number moves before."""
        for op in sorted(self.ops, key=lambda op: (op.do == "remove", -op.number)):
            if op.do == "add":
                text = entries.add(text, op.part, op.keys, inline=op.part == "checked")
            elif op.do == "change":
                text = entries.change(text, op.part, op.number, op.keys, op.order)
            elif op.do == "set":
                text = entries.set_keys(text, op.keys, op.order)
            else:
                text = entries.remove(text, op.part, op.number)
        return text


# --- quotations ---


def right(scene: Scene, args: Args) -> Plan:
    """It is right in every respect."""
    q = scene.quotation(_word(args, "quotation"))
    label = f"right: {_short(q.text)}"
    if (q.id, "quotations") in scene.decisions or q.checked:
        return Plan(CORRECTIONS, label)  # it is decided already
    keys: dict[str, Value] = {
        **scene.reference(q, whole=True),
        "speaker": one_or_more(scene.speakers(q)),
        "type": q.type.value,
        **({"by": scene.by} if scene.by else {}),
        **({"on": scene.today} if scene.today else {}),
    }
    return Plan(CORRECTIONS, label, (*_unchecked(scene, q), Op("add", "checked", keys=keys, about=q.id)))


def speaker(scene: Scene, args: Args) -> Plan:
    """Somebody else said it: an actor by id, somebody new by name, or nobody."""
    q = scene.quotation(_word(args, "quotation"))
    keys = who(scene, args)
    return fix(scene, q, keys, f"speaker {keys['speaker']}: {_short(q.text)}")


def together(scene: Scene, args: Args) -> Plan:
    """Somebody said it together with its speaker; or one of those, ``without``, did not say it."""
    q = scene.quotation(_word(args, "quotation"))
    if q.actor is None:
        raise RefusedError("It is not told who said it. Name its speaker first.")
    if args.get("without"):
        gone = scene.actor(_word(args, "without"))
        left = [_known_as(scene, id) for id in q.speakers if id != gone.id]
        if not 0 < len(left) < len(q.speakers):
            raise RefusedError(f"{gone.name} does not say it together with another.")
        return fix(scene, q, _speakers(left), f"without {gone.name}: {_short(q.text)}")
    other = who(scene, args)
    if other["speaker"] in (UNATTRIBUTED, *scene.speakers(q)):
        raise RefusedError(f"{other['speaker']} adds nobody to those who said it.")
    said = [*(_known_as(scene, id) for id in q.speakers), other]
    return fix(scene, q, _speakers(said), f"together with {other['speaker']}: {_short(q.text)}")


def _known_as(scene: Scene, id: str) -> dict[str, str]:
    """``speaker`` of somebody, and ``kind`` where neither an article nor ``actors.yml`` makes the actor."""
    actor = scene.actors[id]
    made_here = not actor.mentions and _entry(scene, actor)[1] is None
    return {"speaker": scene.names[id], **({"kind": actor.kind.value} if made_here else {})}


def _speakers(said: Sequence[Mapping[str, str]]) -> Mapping[str, Any]:
    """The keys that name all who said it."""
    if len(said) == 1:
        return said[0]
    named = (
        {"name": one["speaker"], "kind": one["kind"]} if "kind" in one else one["speaker"] for one in said
    )
    return {"speaker": list(named)}


def kind(scene: Scene, args: Args) -> Plan:
    """It is direct, mixed or indirect."""
    q = scene.quotation(_word(args, "quotation"))
    wanted = _one_of(args, "type", QuotationType)
    return fix(scene, q, {"type": wanted}, f"{wanted}: {_short(q.text)}")


def bounds(scene: Scene, args: Args) -> Plan:
    """It begins and ends elsewhere."""
    q = scene.quotation(_word(args, "quotation"))
    article = scene.article(q.article)
    new = drawn(article, _span(args))
    keys: dict[str, Any] = {"content": one_or_more(new.words)}
    if new.type is not q.type:
        keys["type"] = new.type.value
    decision = scene.decisions.get((q.id, "quotations"))
    if decision and decision.before is None:  # the curator's own: its words are its entry's
        keys = {"add": keys["content"], **_added_keys(new), **dict.fromkeys(("prefix", "suffix", "nth"))}
        keys |= place_of(article, new.content[0])
    return fix(scene, q, keys, f"bounds: {_short(_SPAN_MARK.join(new.words))}")


def drop(scene: Scene, args: Args) -> Plan:
    """It is no quotation."""
    q = scene.quotation(_word(args, "quotation"))
    label = f"no quotation: {_short(q.text)}"
    decision = scene.decisions.get((q.id, "quotations"))
    if decision and decision.before is None:
        return Plan(CORRECTIONS, label, (Op("remove", "quotations", decision.entry),))
    nothing = dict.fromkeys(("speaker", "kind", "type", "content", "chain", "date"))
    return fix(scene, q, {**nothing, "drop": True}, label)


def restore(scene: Scene, args: Args) -> Plan:
    """What was decided of it is taken back: it is as it was found."""
    q = scene.quotation(_word(args, "quotation"))
    decision = scene.decisions.get((q.id, "quotations"))
    ops = _unchecked(scene, q)
    if decision:
        ops = (*ops, Op("remove", "quotations", decision.entry))
    return Plan(CORRECTIONS, f"as found: {_short(q.text)}", ops)


def note(scene: Scene, args: Args) -> Plan:
    """Why it was corrected, or when it was said."""
    q = scene.quotation(_word(args, "quotation"))
    if (q.id, "quotations") not in scene.decisions:
        raise RefusedError("A note says why something was corrected, and nothing is corrected here yet.")
    text = _word(args, "note")
    return fix(scene, q, {"note": text}, f"note: {_short(text)}")


def date(scene: Scene, args: Args) -> Plan:
    """When it was said."""
    q = scene.quotation(_word(args, "quotation"))
    wanted = _date(_word(args, "date"))
    return fix(scene, q, {"date": wanted}, f"said {wanted}: {_short(q.text)}")


def add(scene: Scene, args: Args) -> Plan:
    """These words are a quotation that was not found."""
    article = scene.article(_word(args, "article"))
    new = drawn(article, _span(args))
    for other in scene.of_article(article.id):
        if other.content == new.content and other.id not in scene.doubts:
            raise RefusedError("These words are a quotation already.")
    keys: dict[str, Any] = {
        "article": scene.calls(article),
        "add": one_or_more(new.words),
        **place_of(article, new.content[0]),
        **who(scene, args),
        **_added_keys(new),
    }
    label = f"new quotation of {keys['speaker']}: {_short(_SPAN_MARK.join(new.words))}"
    return Plan(CORRECTIONS, label, (Op("add", "quotations", keys=keys),))


def many(scene: Scene, args: Args) -> Plan:
    """One answer for many quotations."""
    ids = [str(id) for id in args.get("quotations", ())]
    what = _word(args, "answer")
    if what not in ("right", "speaker", "drop") or not ids:
        raise RefusedError("One answer for many is right, speaker or drop, with their quotations.")
    plans = [EDITS[what](scene, {**args, "quotation": id}) for id in ids]
    said = plans[0].label.partition(":")[0]
    return Plan(CORRECTIONS, f"{said}: {len(ids)} at once", tuple(op for plan in plans for op in plan.ops))


def fix(scene: Scene, q: Quotation, keys: Mapping[str, Any], label: str) -> Plan:
    """One entry a quotation: a second decision changes the first one's."""
    decision = scene.decisions.get((q.id, "quotations"))
    if decision is None:
        fresh = {key: value for key, value in keys.items() if value is not None}
        ops = (Op("add", "quotations", keys={**scene.reference(q), **fresh}),)
    else:
        order = schema.ADD if decision.before is None else schema.FIX
        if "drop" not in keys and q.id not in scene.quotations:
            keys = {**keys, "drop": None}
        if "speaker" in keys:
            keys = {"kind": None, **keys}
        ops = (Op("change", "quotations", decision.entry, keys, order),)
    return Plan(CORRECTIONS, label, (*_unchecked(scene, q), *ops))


def _unchecked(scene: Scene, q: Quotation) -> tuple[Op, ...]:
    """A check of what is now decided otherwise, or checked anew, goes."""
    decision = scene.decisions.get((q.id, "checked"))
    return (Op("remove", "checked", decision.entry),) if decision else ()


def who(scene: Scene, args: Args) -> dict[str, str]:
    """``speaker``, and ``kind`` for somebody the corpus does not know."""
    if args.get("nobody"):
        return {"speaker": UNATTRIBUTED}
    if args.get("actor"):
        return {"speaker": scene.names[scene.actor(_word(args, "actor")).id]}
    name = " ".join(_word(args, "name").split())
    same = [a for a in scene.dataset.actors if a.name.casefold() == name.casefold()]
    if same:
        return {"speaker": scene.names[same[0].id]}
    return {"speaker": name, "kind": _one_of(args, "kind", ActorKind) if args.get("kind") else "person"}


def _added_keys(new: Selected) -> dict[str, Any]:
    keys: dict[str, Any] = {"type": new.type.value}
    keys["verbatim"] = one_or_more(new.verbatim) if new.type is QuotationType.MIXED else None
    return {key: value for key, value in keys.items() if value is not None}


# --- actors ---


def merge(scene: Scene, args: Args) -> Plan:
    """Two actors are one."""
    one, other = scene.actor(_word(args, "actor")), scene.actor(_word(args, "into"))
    if one.id == other.id:
        raise RefusedError("That is the same actor. Choose another.")
    into = scene.names[other.id]
    keys = {"merge": [into, scene.names[one.id]], "into": into}
    return Plan(CORRECTIONS, f"{one.name} is {other.name}", (Op("add", "actors", keys=keys),))


def split(scene: Scene, args: Args) -> Plan:
    """In one article these words mean somebody else."""
    article = scene.article(_word(args, "article"))
    words = " ".join(_word(args, "words").split())
    into = who(scene, args)
    if into["speaker"] == UNATTRIBUTED:
        raise RefusedError("Name whom these words mean.")
    keys = {"split": words, "article": scene.calls(article), "into": into["speaker"]}
    keys |= {"kind": into["kind"]} if "kind" in into else {}
    return Plan(CORRECTIONS, f"{words!r} is {into['speaker']}", (Op("add", "actors", keys=keys),))


def rename(scene: Scene, args: Args) -> Plan:
    """An actor is called otherwise; the name it had stays one of its names."""
    actor, name = scene.actor(_word(args, "actor")), " ".join(_word(args, "name").split())
    taken = [a for a in scene.dataset.actors if a.id != actor.id and _called(a, name)]
    if taken:
        raise RefusedError(f"{taken[0].name} is called so already. Merge the two if they are one.")
    number, entry = _entry(scene, actor)
    aliases = [*(entry.aliases if entry else ()), entry.name if entry else actor.name]
    others = list(dict.fromkeys(alias for alias in aliases if alias != name))
    return _known(scene, actor, {"name": name, "aliases": others}, f"{actor.name} is called {name}", number)


def describe(scene: Scene, args: Args) -> Plan:
    """What is known of an actor: title, description, kind, portrait, the same elsewhere."""
    actor = scene.actor(_word(args, "actor"))
    keys: dict[str, Any] = {}
    for key in ("title", "description"):
        if key in args:
            keys[key] = " ".join(str(args[key]).split()) or None
    if "kind" in args:
        keys["kind"] = _one_of(args, "kind", ActorKind)
    if "same_as" in args:
        addresses = str(args["same_as"]).split()
        if not all(one.lower().startswith(("https://", "http://")) for one in addresses):
            raise RefusedError("An address begins with https://.")
        keys["same_as"] = addresses or None
    if "portrait" in args:
        path, credit = str(args["portrait"]).strip(), " ".join(str(args.get("credit", "")).split())
        if path and not credit:
            raise RefusedError("A portrait needs its credit: who made it, and on what terms.")
        keys["portrait"] = {"path": path, "credit": credit} if path else None
    if not keys:
        raise RefusedError("Nothing was said of this actor.")
    number, _ = _entry(scene, actor)
    return _known(scene, actor, keys, f"{actor.name}: {', '.join(keys)}", number)


def _known(scene: Scene, actor: Actor, keys: Mapping[str, Any], label: str, number: int) -> Plan:
    if number >= 0:
        return Plan(ACTORS, label, (Op("change", None, number, keys, schema.ACTOR),))
    given = {"name": actor.name, **{key: value for key, value in keys.items() if value is not None}}
    ordered = {key: given[key] for key in schema.ACTOR if key in given}
    return Plan(ACTORS, label, (Op("add", None, keys=ordered),))


def _entry(scene: Scene, actor: Actor) -> tuple[int, Any]:
    """The entry of an actor in ``actors.yml``, and its number; -1 where there is none."""
    for number, entry in enumerate(scene.authority):
        if entry.name == actor.name or any(_called(actor, name) for name in (entry.name, *entry.aliases)):
            return number, entry
    return -1, None


def _called(actor: Actor, name: str) -> bool:
    return name.casefold() in {actor.name.casefold(), *(alias.text.casefold() for alias in actor.aliases)}


# --- statements and articles ---


def link(scene: Scene, args: Args) -> Plan:
    """Quotations are one statement (join), none of another's (separate), or echoes.

    One alone is set apart from every other version of its statement.
    """
    action = _word(args, "action")
    found = [scene.quotation(str(id)) for id in args.get("quotations", ())]
    if len(found) == 1 and action == "separate":
        others = [scene.quotation(id) for id in scene.versions(found[0]) if id != found[0].id]
        groups = [[found[0], other] for other in others]
    else:
        groups = [found]
    if action not in schema.ACTIONS or not groups or any(len({q.id for q in g}) < 2 for g in groups):
        raise RefusedError("join, separate or echo takes two quotations or more.")
    ops = (Op("add", "statements", keys={action: [scene.reference(q) for q in g]}) for g in groups)
    return Plan(CORRECTIONS, f"{action}: {_short(found[0].text)}", tuple(ops))


def article(scene: Scene, args: Args) -> Plan:
    """What is known of an article: title, outlet, author, published, url."""
    found = scene.article(_word(args, "article"))
    path = PurePosixPath(found.path)
    if path.suffix == ".jsonl" or "#" in found.path:
        raise RefusedError(f"{found.path} is one of many in a file; its facts stand there.")
    keys: dict[str, Any] = {}
    for key in ("title", "outlet", "author", "published", "url"):
        if key in args:
            keys[key] = " ".join(str(args[key]).split()) or None
    if keys.get("author"):
        names = [name.strip() for name in str(keys["author"]).split(";") if name.strip()]
        keys["author"] = names if len(names) > 1 else names[0]
    if keys.get("published"):
        keys["published"] = _date(keys["published"])
    if not keys:
        raise RefusedError("Nothing was said of this article.")
    label = f"{', '.join(keys)} of {_short(found.title)}"
    return Plan(path.with_suffix(".yml").as_posix(), label, (Op("set", None, keys=keys, order=KEYS),))


EDITS: Mapping[str, Callable[[Scene, Args], Plan]] = MappingProxyType(
    {
        "right": right,
        "speaker": speaker,
        "together": together,
        "kind": kind,
        "bounds": bounds,
        "drop": drop,
        "restore": restore,
        "note": note,
        "date": date,
        "add": add,
        "many": many,
        "merge": merge,
        "split": split,
        "rename": rename,
        "describe": describe,
        "link": link,
        "article": article,
    }
)
"""What may be asked for → what plans it."""


def plan(scene: Scene, asked: Args) -> Plan:
    """Plan what was asked for, unless it was asked of something that has changed since it was seen."""
    made = EDITS.get(str(asked.get("do", "")))
    if made is None:
        raise RefusedError("The desk does not know this action.")
    _refuse_changed(scene, asked)
    return made(scene, asked)


def _refuse_changed(scene: Scene, asked: Args) -> None:
    """Nobody decides of what they have not seen: an edit made meanwhile in an editor goes before."""
    seen = asked.get("seen")
    if not seen:
        return
    now: object = seen
    if isinstance(seen, Mapping):
        now = {id: scene.claim(scene.quotation(id)) for id in seen}
    elif asked.get("quotation"):
        now = scene.claim(scene.quotation(str(asked["quotation"])))
    elif asked["do"] == "article":
        now = scene.facts(scene.article(str(asked["article"])))
    elif asked.get("actor"):
        now = scene.who(scene.actor(str(asked["actor"])))
    if now != seen:
        raise RefusedError("This was changed meanwhile, in an editor perhaps. Look at it again, then decide.")


def _word(args: Args, key: str) -> str:
    value = args.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RefusedError(f"{key} is missing.")
    return value.strip()


def _one_of(args: Args, key: str, kinds: Any) -> str:
    value = _word(args, key)
    if value not in {one.value for one in kinds}:
        raise RefusedError(f"{value} is no {key}.")
    return value


def _span(args: Args) -> tuple[int, int]:
    value = args.get("span")
    if not (isinstance(value, list) and len(value) == 2 and all(type(x) is int for x in value)):
        raise RefusedError("Select words of the text first.")
    return value[0], value[1]


def _date(value: str) -> str:
    if not is_edtf(value):
        raise RefusedError(f"{value} is not a date in EDTF. Write 2024-03-22, 2024-03, or 2024-03-22~.")
    return value


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) < 60 else f"{plain[:57]}…"
