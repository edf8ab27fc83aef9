"""Verbatim: a folder of news articles becomes a research site of who said what."""
