"""Mentions → actors: in the article, then over the corpus."""

from build_site.stages.resolution.article import resolve_article
from build_site.stages.resolution.corpus import Resolution, resolve_corpus

__all__ = ["Resolution", "resolve_article", "resolve_corpus"]
