"""One quotation with all that is looked at in judging it beside others."""

from __future__ import annotations

from dataclasses import dataclass

from build_site.model import BlockKind, CorpusArticle, Quotation, QuotationType
from build_site.recall import Recalling, once, same
from build_site.stages.statements.likeness import Said
from build_site.stages.statements.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Setting:
    """What of an article is looked at in judging what is quoted in it: most edits change nothing of that."""

    path: str
    published: str | None
    outlet: str | None
    kinds: tuple[BlockKind, ...]
    """Of its blocks."""


def setting_of(article: CorpusArticle, recall: Recalling = once) -> Setting:
    """The setting of what is quoted in an article; the same as before where it is an equal one."""
    kinds = tuple(block.kind for block in article.article.blocks)
    found: Setting = recall(same, Setting(article.path, article.published, article.outlet, kinds))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is said, where it stands, and when and to whom it was said."""

    setting: Setting
    said: Said
    occasion: Occasion

    @property
    def quotation(self) -> Quotation:
        """The quotation as it was found."""
        return self.said.quotation

    def rank(self) -> tuple[object, ...]:
        """The base of a statement is the first in this order.

        Words of the speaker's own before the reporter's, whole before mixed with them, many before few, then
        the longest, then the earliest.
        """
        said = self.said
        own = 0 if said.indirect else said.views[-1].size
        direct = said.quotation.type is QuotationType.DIRECT
        return (not direct, -own, said.indirect, -said.whole.size, self.order())

    def order(self) -> tuple[object, ...]:
        """By date of publication (unknown last), outlet, article and place."""
        article, q = self.setting, self.quotation
        return (
            article.published is None,
            article.published or "",
            article.outlet or "~",
            q.article,
            q.content,
            q.id,
        )
