"""Style sheets as every browser reads them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[1] / "build_site/assets"
SHEETS = sorted(ASSETS.rglob("*.css"))
ALONE = re.compile(r"(?:none|underline|line-through|inherit)(?: !important)?")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_lines_are_drawn_by_webkit_too(sheet: Path) -> None:
    """It passes over ``text-decoration`` with more than the line, and quotations would lose theirs."""
    values = re.findall(r"(?<![\w-])text-decoration:\s*([^;}]+)", sheet.read_text("utf-8"))
    assert [value.strip() for value in values if not ALONE.fullmatch(value.strip())] == []
