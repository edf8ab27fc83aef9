"""A project whose articles, names and YAML mean harm: mark-up, templates, controls, paths, collisions.

Every payload carries ``x-evil`` or ``evil()``, so that what became an element or a script is told at once.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from build_site.commands.authoring import new
from tests.site.published import Project, build, built, once

ELEMENT = '<x-evil onclick="evil()">'
SCRIPT = "</script><script>evil()</script>"
MARKDOWN = "# x-evil **x-evil** [x-evil](javascript:evil()) ![x-evil](x) `x-evil` <x-evil>"
JINJA = "{{ 7 * 7 }} {% include 'x-evil' %} {# x-evil #} {% raw %}"
CONTROLS = "tab\there, start\x02end\x03, \x0bvertical\x0c, escape\x1b[31m, delete\x7f, next\x85line\x9f"
TURNED = (
    "right\u202eto left\u202c \u2066apart\u2069 \u200bblank\ufeff \u2028line\u2029paragraph\ufffe\U000e0041"
)
ENTITIES = "&amp; &#60;x-evil&#62; &lt;x-evil&gt; &nosuch; &#0; &#x80;"
PARTS = "</div></article></p></mark></body></html><!-- x-evil --> ]]> <![CDATA[ x-evil ]]> --> ?>"
STASH = "\x02wzxhzdk:0\x03 klzzwxh:0001 \x02amp\x03 [TOC] [^1] {: #x-evil onclick=evil() } *[evil]: x"
SNIPPET = "--8<-- 'mkdocs.yml' ::: build_site !!! note ??? x-evil === \"x-evil\" :smile: $x$"
EVE = f"Eve {ELEMENT}{SCRIPT}"
PAYLOADS = (ELEMENT, SCRIPT, MARKDOWN, JINJA, CONTROLS, TURNED, ENTITIES, PARTS, STASH, SNIPPET)

LONG = "Mayor Ada Lindqvist said “the quay is closed” & <x-evil> left. " + "".join(
    f"Boat {number} & <x-evil> lay at the quay of the town. " for number in range(21_000)
)
"""A line of a megabyte."""


def _story(payload: str) -> str:
    """An article that carries a payload in every kind of block, in quotations, cues and names."""
    return (
        f"Harbour vote {payload} postponed\n"
        f"By Jo {payload} Lind\n\n"
        f"“We will {payload} vote,” Mayor Ada Lindqvist told reporters on Friday. “{payload}”\n\n"
        f"{payload}\n\n"
        f"Ada {payload} Lindqvist said that {payload} the quay would be closed.\n\n"
        f"    {payload}\n\n\n\n"
        f"According to {payload} Bo Ekman, the clerk, the “{payload}” was late.\n"
        f"{'The council met on the quay, and nobody left before midnight. ' * 20}\n"
        f"Tags: {payload}, harbour"
    )


ARTICLES: dict[str, bytes] = {
    **{f"payload {i}.txt": _story(payload).encode() for i, payload in enumerate(PAYLOADS)},
    'it\'s "quoted" & <x-evil onclick=evil()>.txt': _story("plain").encode(),
    "{{ name }} {% raw %} [x](y) #1?a=b%2F.txt": _story("plain too").encode(),
    "größe/ün ïcode – 🚢 файл.md": f"---\ntitle: {json.dumps(SCRIPT)}\n---\n{_story(MARKDOWN)}".encode(),
    "same 1.txt": b"One title\n\n\xe2\x80\x9cWe sail,\xe2\x80\x9d Ada Lindqvist said.\n",
    "same 2.txt": b"One title\n\n\xe2\x80\x9cWe stay,\xe2\x80\x9d Ada Lindqvist said.\n",
    "SAME 2 (copy).txt": b"ONE TITLE\n\n\xe2\x80\x9cWe stay,\xe2\x80\x9d Ada Lindqvist said.\n",
    "path.txt": "../../../etc/passwd\n\n“We sail,” Ada Lindqvist said.\n".encode(),
    "index.txt": "Index\n\n“We sail,” Ada Lindqvist said. “Nothing,” Page 2 added.\n".encode(),
    "lone returns.txt": "Old\r\r“We sail,”\rAda Lindqvist said.\r\nShe added that\rit was shut.".encode(),
    "marks.txt": "\ufeffMarks “ without ” ends “\n\n” first, ''two'' \"and 'three\n\n“‘“deep”’”".encode(),
    "long line.txt": f"A line of a megabyte\n\n{LONG}\n".encode(),
    "page.html": (
        "<html><head><title>T</script><script>evil()</script></title>"
        '<meta name=author content="&lt;x-evil onclick=evil()&gt;">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"</x-evil>"}</script></head>'
        "<body><article><h1>Quay &lt;x-evil&gt;</h1><p onclick=evil()>"
        "“We &lt;script&gt;evil()&lt;/script&gt; sail,”"
        " Mayor Ada Lindqvist said on Friday in the harbour, where many people heard her words clearly.</p>"
        "<p>The council of the town met for the third time this week, and nobody left before midnight.</p>"
        "<script>evil()</script></article></body></html>"
    ).encode(),
    "stated.txt": b"Stated\n\n\xe2\x80\x9cWe sail,\xe2\x80\x9d Ada Lindqvist said.\n",
}
"""File name → bytes of every article that is to be published."""

REFUSED: dict[str, bytes] = {
    "command.md": b"---\ntitle: !!python/object/apply:os.system ['touch evil']\n---\nA text.\n",
    "bomb.md": b"---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nA text.\n",
    "binary.txt": b"\x7fELF\x00\x00\x01\x02",
    "empty.txt": b"  \n",
    "address.txt": b"Address\n\nA text.\n",
    "tabbed.md": b"---\n\ttitle: x\n---\nA text.\n",
}
"""Those that are refused by name, while the others are built."""


def _said(article: str, quote: str, speaker: str, **more: object) -> dict[str, object]:
    return {"article": article, "quote": quote, "speaker": speaker, "kind": "person", **more}


YAML: dict[str, object] = {
    "corpus.yml": {
        "title": f"{ELEMENT}{SCRIPT}{JINJA}",
        "description": f"{MARKDOWN}\n{PARTS}",
        "licence": SCRIPT,
        "cite_as": f"{PARTS}{ELEMENT}",
        "outlets": [
            {"name": f"The {SCRIPT} Quay", "id": "quay", "url": "https://quay.example/?a='&b=x-evil"},
            {"name": "Index", "description": ELEMENT},
            {"name": "Con", "aliases": [ELEMENT]},
        ],
    },
    "actors.yml": [
        {"name": "Ada Lindqvist", "kind": "person", "description": f"{PARTS}{JINJA}", "aliases": [SCRIPT]},
        {
            "name": f"Bo {SCRIPT} Ekman",
            "kind": "person",
            "aliases": ["Bo Ekman"],
            "same_as": ["https://x.example/'x-evil"],
        },
    ],
    "corrections.yml": {
        "quotations": [
            {"article": "same 1.txt", "quote": "We sail,", "speaker": EVE, "kind": "person", "note": PARTS},
            {
                "article": "same 2.txt",
                "quote": "We stay,",
                "speaker": "Index",
                "kind": "person",
                "note": JINJA,
            },
            {
                "article": "path.txt",
                "quote": "We sail,",
                "speaker": "../../con",
                "kind": "person",
                "chain": [ELEMENT, "Aux"],
            },
            {
                "article": "index.txt",
                "quote": "We sail,",
                "speaker": "Nul",
                "kind": "person",
                "note": MARKDOWN,
            },
            {"article": "index.txt", "quote": "Nothing,", "speaker": "Page 2", "kind": "person"},
        ]
    },
    "stated.yml": {
        "title": f"{ELEMENT}{SCRIPT}",
        "outlet": f"The {SCRIPT} Quay",
        "author": f"{MARKDOWN}{JINJA}",
        "licence": f"{PARTS}{TURNED}",
        "url": "https://quay.example/'onmouseover='evil()'?q={{x-evil}}#a",
        "published": "2024-03-22~",
        "slug": "index",
    },
    "same 1.yml": {"outlet": "Index", "title": "CON"},
    "same 2.yml": {"outlet": "Con", "title": "index.html"},
    "address.yml": {"url": "javascript:evil()"},
}
"""The curator's files: ``add`` would write them so."""


def write(seeds: Path) -> None:
    """Put the articles, those that are refused, and the YAML below ``seeds``."""
    for name, data in {**ARTICLES, **REFUSED}.items():
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for name, tree in YAML.items():
        (seeds / name).write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")


def hostile_project(factory: pytest.TempPathFactory) -> Project:
    """A new project that holds all this, built once a session."""

    def make(root: Path) -> None:
        write(new(root, f"{SCRIPT}{JINJA}").seeds)
        build(root)

    return built(once(factory, "hostile-site", make))
