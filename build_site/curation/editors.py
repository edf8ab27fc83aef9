"""The curator's files as JSON Schemas, so that editors complete and check them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from build_site.curation import schema
from build_site.curation.metadata import KEYS
from build_site.curation.transcripts import TRANSCRIPT_KEYS
from build_site.model import ActorKind, Completeness, Publish, QuotationType

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""YAML reads 2024 and yes as other things; we read what is written."""
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
DATE: Schema = {
    "type": ["string", "integer"],
    "description": "EDTF: 2024-03-22, 2024-03, 2024-03-22~ (about).",
}
SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
URL: Schema = {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}

ABOUT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "corpus": {
            "title": "The site's title.",
            "description": "One or two sentences for the home page.",
            "language": "Of the site, as a code: en, en-GB.",
            "licence": "What a reader may do with what is published here.",
            "publish": "full: whole texts; excerpts: only the paragraphs that carry quotations.",
            "publish_above": "Confidence, per type, from which on a quotation counts; below it is a doubt.",
            "outlets": "Who publishes: names, or name, id, url, aliases and description.",
            "cite_as": "How the corpus wants to be cited.",
            "featured": "The statement that the home page compares: its address.",
            "share_images": "Pictures for shared links: none, statements or all; 10 kB each.",
            "embeds": "Quotations that others may frame: with words in marks, or all.",
            "downloads": "Exports that the site has or not, as sqlite: true; of a large corpus it is off.",
        },
        "actor": {
            "name": "The canonical name.",
            "kind": "person, office, organisation, document or anonymous.",
            "aliases": "Other spellings and names of the same actor.",
            "title": "Who it is, in a few words: mayor of Quay.",
            "description": "One sentence for the actor's page.",
            "same_as": "Addresses of the same actor elsewhere: Wikidata for one.",
            "portrait": "A picture below seeds/, with its credit.",
            "not_same_as": "Names that are somebody else's, however alike they look.",
        },
        "correction": {
            "article": "The article's file, id or address.",
            "quote": "Words of a quotation that was found.",
            "add": "Words of one that was not.",
            "prefix": "Words that stand before it, where its words stand more than once.",
            "suffix": "Words that stand after it.",
            "inner": "true: the quotation of just these words, which another one has in marks.",
            "nth": "Which one, from 1.",
            "speaker": "Who said it: a name, a list of all who said it together; unattributed is an answer.",
            "kind": "Of a speaker who is not yet an actor; of one in a list: {name: Ana Ruiz, kind: person}.",
            "type": "direct, indirect or mixed.",
            "content": "Its words from where to where, where it was found to begin or end elsewhere.",
            "verbatim": "Of an added mixed quotation: its words in marks.",
            "cue": "The words that say it was said.",
            "source": "The words that name who.",
            "chain": "How the words travelled: names, or name and role.",
            "date": "When it was said.",
            "drop": "true: it is no quotation.",
            "note": "Why; the page shows it.",
        },
        "check": {
            "article": "The article's file, id or address.",
            "quote": "All words of the quotation that was looked at.",
            "prefix": "Words that stand before it, where its words stand more than once.",
            "suffix": "Words that stand after it.",
            "inner": "true: the quotation of just these words, which another one has in marks.",
            "nth": "Which one, from 1.",
            "speaker": "Whose it was, all of them; unattributed is an answer.",
            "type": "direct, indirect or mixed.",
            "by": "Who looked.",
            "on": "When.",
        },
        "article": {
            "title": "As published.",
            "outlet": "Who published it.",
            "author": "One name, or a list of names.",
            "published": "When it was published.",
            "retrieved": "When you took it.",
            "url": "Where it stands.",
            "licence": "Under which terms.",
            "language": "As a code: en. Other languages are shown and not analysed.",
            "slug": "The address of its page, instead of one made from the title.",
        },
        "transcript": {
            "kind": "transcript: of a file that lies elsewhere than in seeds/transcripts/.",
            "title": "What the occasion is called.",
            "date": "When it was said.",
            "occasion": "What it was: a press conference, an address.",
            "place": "Where it was said.",
            "url": "Where the transcript or the recording stands.",
            "licence": "Under which terms.",
            "completeness": "complete, partial or prepared text; unknown where it is not stated.",
            "prepared_for": "Of a prepared text: the transcript of what was delivered.",
            "publish": "full, excerpts (turns that somebody quotes) or nothing; else as the articles are.",
            "speaker": "Whose words those are that no label gives to anybody.",
            "speakers": "Labels, and whom they mean.",
            "slug": "The address of its page, instead of one made from the title.",
        },
    }
)
"""What each key says, by file."""


def schemas() -> Mapping[str, Schema]:
    """Name → JSON Schema (2020-12) of ``corpus.yml``, ``actors.yml``, ``corrections.yml`` and side-cars."""
    return {
        "corpus": _file(
            "corpus.yml",
            _object(
                "corpus",
                schema.CORPUS,
                {
                    "publish": {"enum": ["full", "excerpts"]},
                    "share_images": {"enum": list(schema.SHARE_IMAGES)},
                    "embeds": {"enum": list(schema.EMBEDS)},
                    "downloads": {
                        "type": "object",
                        "properties": {name: {"type": "boolean"} for name in schema.DOWNLOADS},
                        "additionalProperties": False,
                    },
                    "publish_above": {
                        "type": "object",
                        "properties": {
                            kind.value: {"type": "number", "minimum": 0, "maximum": 1}
                            for kind in QuotationType
                        },
                        "additionalProperties": False,
                    },
                    "outlets": {
                        "type": "array",
                        "items": {"anyOf": [{"type": "string"}, _plain(schema.OUTLET, ("name",))]},
                    },
                },
            ),
        ),
        "actors": _file("actors.yml", _actors()),
        "corrections": _file("corrections.yml", _corrections()),
        "article": _file(
            "what is known of an article",
            _object(
                "article",
                KEYS,
                {
                    "author": TEXTS,
                    "published": DATE,
                    "retrieved": DATE,
                    "url": URL,
                    "slug": SLUG,
                },
            ),
        ),
        "transcript": _file(
            "what is known of a transcript",
            _object(
                "transcript",
                TRANSCRIPT_KEYS,
                {
                    "kind": {"enum": ["transcript"]},
                    "date": DATE,
                    "url": URL,
                    "completeness": {"enum": list(Completeness)},
                    "publish": {"enum": list(Publish)},
                    "speakers": {"type": "object", "additionalProperties": TEXT},
                    "slug": SLUG,
                },
            ),
        ),
    }


def _actors() -> Schema:
    actor = _object(
        "actor",
        schema.ACTOR,
        {
            "kind": {"enum": [kind.value for kind in ActorKind]},
            "aliases": TEXTS,
            "same_as": {"anyOf": [URL, {"type": "array", "items": URL}]},
            "not_same_as": TEXTS,
            "portrait": _plain(("path", "credit"), ("path", "credit")),
        },
        ("name",),
    )
    listed = {"type": ["array", "null"], "items": actor}
    wrapped = {"type": "object", "properties": {"actors": listed}, "additionalProperties": False}
    return {"anyOf": [listed, wrapped]}


def _corrections() -> Schema:
    reference = _plain(schema.REFERENCE, ("article", "quote"), {"inner": {"type": "boolean"}})
    link: Schema = {
        "anyOf": [
            TEXT,
            {
                "type": "object",
                "properties": {"name": TEXT, "role": {"enum": list(schema.ROLES)}},
                "required": ["name"],
                "additionalProperties": False,
            },
        ]
    }
    kinds: Schema = {"enum": [kind.value for kind in ActorKind]}
    speaker = _plain(schema.SPEAKER, ("name",), {"kind": kinds})
    own: dict[str, Schema] = {
        "speaker": {"anyOf": [TEXT, {"type": "array", "minItems": 1, "items": {"anyOf": [TEXT, speaker]}}]},
        "nth": {"type": "integer", "minimum": 1},
        "kind": kinds,
        "type": {"enum": [kind.value for kind in QuotationType]},
        "chain": {"anyOf": [TEXT, {"type": "array", "items": link}]},
        "date": DATE,
        "drop": {"type": "boolean"},
        "inner": {"type": "boolean"},
        "add": TEXTS,
        "verbatim": TEXTS,
        "content": TEXTS,
        "on": DATE,
    }
    change = _object("correction", schema.FIX, own, ("article", "quote"))
    addition = _object("correction", schema.ADD, own, ("article", "add", "speaker"))
    check = _object("check", schema.CHECK, own, ("article", "quote", "speaker", "type"))
    merge = _plain(("merge", "into", "note"), ("merge", "into"), {"merge": TEXTS})
    split = _plain(("split", "article", "into", "kind", "note"), ("split", "article", "into"))
    groups = [
        _plain((action, "note"), (action,), {action: {"type": "array", "minItems": 2, "items": reference}})
        for action in schema.ACTIONS
    ]
    return {
        "type": ["object", "null"],
        "properties": {
            "quotations": {"type": ["array", "null"], "items": {"anyOf": [change, addition]}},
            "actors": {"type": ["array", "null"], "items": {"anyOf": [merge, split]}},
            "statements": {"type": ["array", "null"], "items": {"anyOf": groups}},
            "checked": {"type": ["array", "null"], "items": check},
        },
        "additionalProperties": False,
    }


def _file(title: str, body: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body}


def _object(
    file: str, keys: Iterable[str], own: Mapping[str, Schema], required: Iterable[str] = ()
) -> Schema:
    properties = {key: {**own.get(key, TEXT), "description": ABOUT[file][key]} for key in keys}
    return {
        "type": ["object", "null"],
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _plain(keys: Iterable[str], required: Iterable[str], own: Mapping[str, Schema] | None = None) -> Schema:
    known = {"nth": {"type": "integer", "minimum": 1}, "aliases": TEXTS, "url": URL, **(own or {})}
    return {
        "type": "object",
        "properties": {key: known.get(key, TEXT) for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }
