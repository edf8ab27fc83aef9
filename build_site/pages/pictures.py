"""A picture of a page for those who share its address: the words, whose they are, and how they are reported.

Drawn with Pillow and Source Serif, which the extra ``images`` brings; made only where ``corpus.yml`` asks for
it. Four colours are enough for letters: 1200 × 630 pixels are about ten kilobytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import astuple, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from build_site.errors import VerbatimError
from build_site.pages.catalogue import Catalogue
from build_site.pages.frame import Context
from build_site.pages.words import count, shorten

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
KINDS = {"all": ("article", "statement", "story", "actor"), "statements": ("statement",), "none": ()}
"""What ``share_images`` may be → the kinds of pages that have one."""
LONGEST = 320
"""Characters of the words; more of them would be too small to read in a preview."""
SIZES = (72, 62, 54, 46, 40)
LEFT, TOP, ROOM = 88, 84, 350
"""Where the words stand, and how high they may be, in pixels."""
INK, PAPER, ACCENT = (0x1D, 0x1B, 0x18), (0xFD, 0xFC, 0xF9), (0xC0, 0x4A, 0x00)
SHADES = 3
"""Of the ramp from ink to paper; the fourth colour of the palette is the accent."""
_UNDRAWN = re.compile("[^\u0000-\u052f\u1e00-\u20bf\u2100-\u214f\u2190-\u21ff]")
"""What the font has no letters for."""
_VERSION = 1
"""Another look has another address."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture says, from top to bottom."""

    words: str
    who: str
    where: str
    site: str


def picture_of(known: Catalogue, kind: str, context: Any) -> Picture | None:
    """That of a page; None where nobody asked for it, or its letters could not be drawn."""
    corpus = known.dataset.corpus
    if not corpus.address or kind not in KINDS[corpus.share_images]:
        return None
    words = getattr(context, "heading", context.title)
    speaker = getattr(context, "speaker", None)
    where = context.description
    if kind == "statement":
        said = f", {context.said}" if getattr(context, "said", None) else ""
        where = f"{count(context.versions, 'version')}, {count(len(context.wordings), 'wording')}{said}"
    made = Picture(shorten(words, LONGEST), speaker.name if speaker else "", where, corpus.title)
    return None if any(_UNDRAWN.search(text) for text in astuple(made)) else made


def path_of(picture: Picture) -> str:
    """Its address says all that it is made of: what was drawn once is never drawn again.

    >>> path_of(Picture("a", "b", "c", "d")) == path_of(Picture("a", "b", "c", "d"))
    True
    """
    digest = hashlib.sha256(repr((_VERSION, astuple(picture))).encode("utf-8", "surrogatepass")).hexdigest()
    return f"share/{digest[:16]}.png"


def head_of(known: Catalogue, kind: str, context: Context) -> Markup:
    """The tags by which other sites find the picture of a page."""
    picture = picture_of(known, kind, context)
    if picture is None:
        return Markup()
    tags = Markup(
        '<meta property="og:image" content="{}"><meta property="og:image:width" content="{}">'
        '<meta property="og:image:height" content="{}">'
        '<meta name="twitter:card" content="summary_large_image">'
    )
    return tags.format(f"{known.dataset.corpus.address}{path_of(picture)}", WIDTH, HEIGHT)


def draw(picture: Picture) -> bytes:
    """A PNG of four colours."""
    try:
        import font_source_serif_pro  # noqa: F401, PLC0415 -- an extra: whoever wants no pictures need not have it
        from PIL import Image, ImageDraw  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise VerbatimError(
            f"Pictures for sharing need {error.name}. Install it: pip install "
            '"verbatim-site[images]". Or take share_images out of corpus.yml.'
        ) from None
    grey = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(grey)
    font, lines = _fitted(pen, picture.words)
    y: float = TOP
    for line in lines:
        pen.text((LEFT, y), line, font=font, fill=0)
        y += font.size * 1.25
    small, strong = _font("Regular", 28), _font("Bold", 36)
    if picture.who:
        pen.text((LEFT, HEIGHT - 172), _cut(pen, picture.who, strong), font=strong, fill=0)
    pen.text((LEFT, HEIGHT - 118), _cut(pen, picture.where, small), font=small, fill=0)
    pen.text((LEFT, HEIGHT - 70), _cut(pen, picture.site, small), font=small, fill=110)
    shades = grey.point([round(level * (SHADES - 1) / 255) for level in range(256)])
    found = Image.frombytes("P", shades.size, shades.tobytes())
    found.putpalette([part for shade in range(SHADES) for part in _shade(shade)] + list(ACCENT))
    found.paste(SHADES, (0, 0, 20, HEIGHT))
    stream = io.BytesIO()
    found.save(stream, "PNG", bits=2, optimize=True)
    return stream.getvalue()


def _shade(number: int) -> tuple[int, ...]:
    part = number / (SHADES - 1)
    return tuple(round(ink + (paper - ink) * part) for ink, paper in zip(INK, PAPER, strict=True))


def _font(weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    name = f"files/SourceSerifPro-{weight}.ttf"
    return ImageFont.truetype(
        io.BytesIO((resources.files("font_source_serif_pro") / name).read_bytes()), size
    )


def _fitted(pen: Any, words: str) -> tuple[FreeTypeFont, list[str]]:
    """The largest letters in which all the words have room."""
    for size in SIZES[:-1]:
        font = _font("Regular", size)
        lines = _lines(pen, words, font)
        if len(lines) * size * 1.25 <= ROOM:
            return font, lines
    font = _font("Regular", SIZES[-1])
    return font, _lines(pen, words, font)[: int(ROOM / (SIZES[-1] * 1.25))]


def _lines(pen: Any, words: str, font: FreeTypeFont) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=font) > WIDTH - 2 * LEFT:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(pen: Any, text: str, font: FreeTypeFont) -> str:
    first, *rest = _lines(pen, text, font)
    return f"{first} …" if rest else first
