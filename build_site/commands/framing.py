"""MkDocs draws one page of each kind; every other page is set into the frame that this leaves.

All pages of one kind in one folder differ in four places only: title, description, text and their own
address. So MkDocs is given a *stencil* for each such kind, with marks in these places, besides all that a
person wrote, and its work no longer grows with the corpus. One page of each kind it draws as well, as a
*witness*: where the page that is set into the frame is not that page byte for byte (a theme or a hook does
something of its own with each page), MkDocs draws them all, as it always did.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gzip import compress
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote, unquote
from zlib import crc32

from build_site.pages.escape import with_marks

READY = "<!--verbatim-->"
"""Begins the text of every page that is HTML already; the hook of a project looks for these characters."""
MARKS = {
    what: f"VERBATIM-{what.upper()}-7F3A"
    for what in ("title", "description", "text", "name", "head", "changed")
}
FORM = 6
"""Another number when pages are set into their frames in another way."""
MARKED = frozenset(MARKS.values())
_SPLIT = re.compile(f"({'|'.join(MARKS.values())})")
_AS_IT_IS = re.compile(
    r"(<script\b.*?</script>|<style\b.*?</style>|<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL
)
_LINES = (
    "html|head|meta|link|title|body|header|nav|main|section|article|div|footer|h[1-6]|p|ul|ol|li|dl|dt|dd|details"
    "|summary|figure|figcaption|blockquote|table|caption|thead|tbody|tr|td|th|form|fieldset|legend"
)
"""Elements that stand on lines of their own."""
_NO_BLANK = re.compile(rf"\n(?=</?(?:{_LINES})\b|<!doctype)")
"""A line's end before one of these shows nothing."""
_ENDS = re.compile("</(?:li|td|th|tr|tbody|thead|dt|dd)>")
"""Ends of elements that the next one ends as well, or the end of what holds them."""
_PARAGRAPH = re.compile(
    r"</p>(?=<(?:p|ul|ol|li|table|section|dl|h[2-6]|figure|form|nav)\b(?![^<>]* data-(?:span|apparatus))"
    r"|<details>|</(?:ul|ol|section|header|nav|details|footer)>)"
)
"""The same of paragraphs, but for those of an article's text: there what reads blocks may be simple."""
_END = re.compile(r"\s*</body>\s*</html>\s*$")
_BUNDLE = re.compile(r"<script src=\S*/bundle\.")
_OF_THE_BUNDLE = re.compile(
    r"<input class=\"?md-toggle\b[^>]*>\s*|<label class=\"?md-overlay\b[^>]*></label>\s*"
    r"|<div data-md-component=\"?(?:skip|announce)\"?>\s*</div>\s*"
    r"|<div class=\"?md-dialog\"? [^>]*>\s*<div [^>]*></div>\s*</div>\s*"
    r"|(?<=[\w\"]) data-md-component=\"?(?:header|container|main)\"?"
    r"|(?<=[\w\"]) data-md-color-(?:primary|accent)=\"?custom\"?(?=[ >])"
)
"""What the theme's scripts look for, and nobody else."""
_LAYOUT = re.compile(
    r'<div class="?md-container"?>\s*<main class="?md-main"?>\s*<div class="md-main__inner md-grid">\s*'
    r'<div class="?v-main"? id="?v-main"? tabindex="?-1"?>(.*)</div>\s*</div>\s*</main>\s*'
    r"(<footer\b.*?</footer>)\s*</div>",
    re.DOTALL,
)
"""The theme's, which our pages have in one column."""
_USUAL_BODY = "<body dir=ltr data-md-color-scheme=default>"
"""As it is without these: first.js says which colours, and the direction is that of every page."""
_TAG = re.compile(r"<[a-z][^<>]*>")
_QUOTED = re.compile(r'="([\w./#:-]+)"(?=[ >])')
_ENTRY = re.compile(r"\n    <url>\n.*?</url>", re.DOTALL)
_CHANGED = re.compile(r"\n *<lastmod>.*?</lastmod>")
_ADDRESS = re.compile(r"<loc>(.*?)</loc>")
MAPPED, MAPS = 1_000, 32
"""So many addresses stand in one map of the site; of more it is so many files."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the program wrote into ``docs/``."""

    path: str
    """Below ``docs/``, ending in ``.md``."""
    title: str
    description: str
    kind: str
    html: str
    head: str = ""
    """Tags of its own for the head, as HTML."""
    changed: str = ""
    """The day of what it holds, for the site's map; '' where unknown."""


def read_page(path: str, text: str) -> Page:
    """A page as the program wrote it."""
    head, _, body = text.partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    told = {key: json.loads(facts.get(key, '""')) for key in ("title", "description", "head", "changed")}
    return Page(path, kind=json.loads(facts["verbatim"]), html=body.strip(), **told)


def published(path: str) -> str:
    """Where a file of ``docs/`` stands in the site."""
    return re.sub(r"\.md$", ".html", path)


def stencil_of(path: str, kind: str) -> str:
    """The path of the stencil of a page: that of its kind in its folder."""
    return (PurePosixPath(path).parent / f"{MARKS['name']}-{kind}.md").as_posix()


def stencil(path: str, kind: str = "") -> str:
    """The stencil at this path, as MkDocs reads it; of a page that is its own, the ``kind`` is to be said."""
    marked = "".join(f"{key}: {MARKS[key]}\n" for key in ("title", "description", "head", "changed"))
    front = f"{marked}verbatim: {kind or _kind(path)}\n"
    return f"---\n{front}---\n\n{READY}{MARKS['text']}\n"


class Frame:
    """A page as MkDocs drew it, with marks where pages of its kind differ."""

    def __init__(self, path: str, html: str, lean: bool = False) -> None:
        self.path = path
        self.html = html
        html = html.replace(f"{MARKS['name']}-{_kind(path)}.html", MARKS["name"])
        self._parts = _SPLIT.split(html.replace(READY + MARKS["text"], MARKS["text"]))
        self._lean = lean

    def squeezed(self) -> Frame:
        """The same in fewer characters, as is what is set into it; it looks the same."""
        return Frame(self.path, squeezed(self.html, self.path), lean=True)

    def filled(self, page: Page) -> bytes:
        """The page in its frame."""
        words = {
            MARKS["title"]: _escaped(page.title),
            MARKS["description"]: _escaped(page.description),
            MARKS["text"]: self._text(page),
            MARKS["head"]: page.head,
            MARKS["name"]: quote(published(PurePosixPath(page.path).name)),
        }
        return "".join(words.get(part, part) for part in self._parts).encode("utf-8", "xmlcharrefreplace")

    def _text(self, page: Page) -> str:
        """What is set into the frame; in a lean one links to the same folder do not name it."""
        if not self._lean:
            return page.html
        return _lean(_here(page.html.removeprefix(READY), page.path), _bare_of_ours)


def _here(html: str, path: str) -> str:
    folder = PurePosixPath(path).parent.name
    return html.replace(f'href="../{folder}/', 'href="') if folder else html


def squeezed(html: str, path: str = "") -> str:
    """The same page, which stands at this path, in fewer characters.

    One line's end stands for each run of spaces that holds one, but in what shows them, and none beside
    what has lines of its own; values of attributes are bare, quotation marks are themselves, and ends that
    HTML does not ask for are left out; what only the theme's bundle looks for goes where that does not run.
    """
    lean = _lean(_END.sub("", _here(html, path)), _bare_of_any).replace(f"{READY}<", "<", 1)
    if _BUNDLE.search(lean):
        return lean
    lean = _OF_THE_BUNDLE.sub("", lean)
    if _LAYOUT.search(lean):
        lean = _LAYOUT.sub(r"<main class=v-main id=v-main tabindex=-1>\1</main>\2", lean, count=1)
        lean = lean.replace(_USUAL_BODY, "<body>", 1).replace("><head><", "><", 1)
    return lean


def _lean(html: str, bare: Callable[[str], str]) -> str:
    pieces = _AS_IT_IS.split(html)
    pieces[::2] = [_terse(piece, bare) for piece in pieces[::2]]
    return "".join(pieces)


def _terse(piece: str, bare: Callable[[str], str]) -> str:
    """A stretch of a page in which a run of white space is as good as one blank."""
    text = bare(_PARAGRAPH.sub("", _ENDS.sub("", _NO_BLANK.sub("", _lines(piece)))))
    return with_marks(text) if "&#3" in text else text


def _lines(piece: str) -> str:
    """Without blanks around the ends of lines, and without empty lines."""
    first, *more = piece.split("\n")
    if not more:
        return piece
    between = [line for each in more[:-1] if (line := each.strip())]
    return "\n".join((first.rstrip(), *between, more[-1].lstrip()))


def _bare_of_ours(html: str) -> str:
    """No quotation mark of ours stands in text as it is, so that all of them are those of attributes."""
    return _QUOTED.sub(lambda found: f"={found[1]}", html)


def _bare_of_any(html: str) -> str:
    return _TAG.sub(_bare, html)


def _bare(tag: re.Match[str]) -> str:
    return _QUOTED.sub(lambda found: found[0] if found[1] in MARKED else f"={found[1]}", tag[0])


def site_map(drawn: str, stencils: Mapping[str, str], changed: Mapping[str, str]) -> str:
    """The site's map with every page in the place of its stencil, in the order in which MkDocs names them.

    ``stencils`` names the stencil of each page, ``changed`` the day of what each holds.
    """
    entries = _ENTRY.findall(drawn)
    if not entries:
        return drawn
    before, after = drawn.split(entries[0], 1)[0], drawn.rsplit(entries[-1], 1)[1]
    by_address = {_address(entry): entry for entry in entries}
    own = {address: entry for address, entry in by_address.items() if MARKS["name"] not in address}
    models = {address: entry for address, entry in by_address.items() if MARKS["name"] in address}
    model_of = {
        stencil: entry
        for stencil in set(stencils.values())
        for address, entry in models.items()
        if address.endswith(f"/{quote(published(stencil))}")
    }
    for path, stencil in stencils.items():
        if stencil in model_of:
            name, new = (quote(published(PurePosixPath(p).name)) for p in (stencil, path))
            entry = _dated(model_of[stencil].replace(name, new), changed.get(path, ""))
            own.setdefault(_address(entry), entry)
    return before + "".join(own[address] for address in sorted(own, key=_walked)) + after


def site_maps(whole: str, name: str) -> dict[str, bytes]:
    """The files of a site's map: of a large site many, so that another page changes one of them.

    None where nobody gave the site an address: such a map leads nowhere.
    """
    entries = _ENTRY.findall(whole)
    if entries and re.match(r"https?://(?:localhost|127\.0\.0\.1)[:/]", _address(entries[0])):
        return {}
    if len(entries) <= MAPPED:
        return {name: whole.encode()}
    before, after = whole.split(entries[0], 1)[0], whole.rsplit(entries[-1], 1)[1]
    dealt: dict[int, list[str]] = {}
    for entry in entries:
        dealt.setdefault(crc32(_address(entry).encode()) % MAPS, []).append(entry)
    stem, _, suffix = name.rpartition(".")
    root = re.sub(r"(?<!/)/(?:index\.html)?$", "", min(map(_address, entries), key=len))
    files = {
        f"{stem}-{number:02}.{suffix}.gz": compress(f"{before}{''.join(own)}{after}".encode(), mtime=0)
        for number, own in sorted(dealt.items())
    }
    named = "".join(f"\n    <sitemap><loc>{root}/{file}</loc></sitemap>" for file in files)
    listed = f"{before}{named}{after}".replace("urlset", "sitemapindex")
    return {name: listed.encode(), **files}


def _dated(entry: str, day: str) -> str:
    return entry.replace(MARKS["changed"], day) if day else _CHANGED.sub("", entry)


def _kind(stencil: str) -> str:
    return PurePosixPath(stencil).stem.removeprefix(f"{MARKS['name']}-")


def _address(entry: str) -> str:
    found = _ADDRESS.search(entry)
    return found[1] if found else ""


def _walked(address: str) -> list[tuple[int, str]]:
    """The place of an address where folders are walked: files, the index first, then folders."""
    *folders, name = unquote(re.sub(r"^\w+://[^/]*/", "", address)).split("/")
    return [*((2, folder) for folder in folders), (int(name not in {"", "index.html"}), name)]


def _escaped(text: str) -> str:
    """As the theme's templates escape it."""
    return escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
