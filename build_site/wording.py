"""Reasons in words for a reader: what pages, exports and ``explain`` say."""

from __future__ import annotations

from collections.abc import Mapping

from build_site.model import Choice, Reason, Why

_LONG_AGO = 12
"""So many paragraphs before are not counted."""
REASONS: Mapping[Why, str] = {
    Why.NAMED_IN_FULL: "named in full",
    Why.SAME_NAME: "the same name",
    Why.ANOTHER_FORM: "another form of “{who}”{, where}",
    Why.SURNAME: "surname of “{who}”, named {where}{chosen}",
    Why.FIRST_NAME: "first name of “{who}”, named {where}{chosen}",
    Why.NEAR_SURNAME: "near the surname of “{who}”, named {where}",
    Why.SHORT_FORM: "short form of “{who}”",
    Why.NAMESAKES_APART: "several people here bear this name: kept apart",
    Why.NO_FULLER_NAME: "no fuller name in the article",
    Why.WITH_ARTICLE: "a name with an article: no one person’s",
    Why.OWNED: "the {words} of “{who}”",
    Why.TITLE: "“{words}” is what the article calls “{who}”",
    Why.EQUATED: "the article says that “{who}” is “{words}”",
    Why.DESCRIBES: "“{words}” says again who was spoken of, “{who}”",
    Why.SPEAKS_IN: "“{words}” is one in which “{who}” speaks",
    Why.HOLDS_NAME: "“{words}” holds the name of “{who}”",
    Why.TAKES_UP: "“{words}” takes up “{who}”",
    Why.SAME_WORDS: "the same words",
    Why.UNNAMED: "not named in the article",
    Why.LAST_SPEAKER: "“{who}” is the last speaker before it, {where}{chosen}",
    Why.LAST_SUBJECT: "“{who}” is the last subject before it, {where}{chosen}",
    Why.LAST_NAMED: "“{who}” is the last one named, {where}{chosen}",
    Why.LAST_NAMED_INSIDE: "“{who}” is the last one named before it, {where}",
    Why.TOGETHER: "two people named together",
    Why.FOLLOWS: "“{who}” follows in the same sentence",
    Why.FIRST_PERSON: "first person inside the quotation: its speaker",
    Why.AUTHORITY: "actors.yml: a name of {who}",
    Why.FORM_ELSEWHERE: "another form of the name",
    Why.NEAR_SPELLING: "a near spelling, in the same company or with the same title",
    Why.WITHOUT_SUFFIX: "the name without its suffix, with the same title",
    Why.SPELT_OUT: "short form that an article spells out as {who}",
    Why.SAME_OWNER: "of the same person",
    Why.TITLE_ELSEWHERE: "{who} bears this title in other articles",
    Why.ONLY_BEARER: "nobody else in the corpus bears the name",
    Why.TITLED_SURNAME: "the same title and surname in another article",
    Why.BODY_OF_NAME: "a body of this name, spelt with other capitals",
    Why.BEST_KNOWN: "{count} articles name “{who}” in full, and hardly any another of the surname",
    Why.SAME_STATEMENT: "another article gives the same words to “{who}”",
    Why.CURATOR: "The curator's word.",
}
_CHOICES: Mapping[Choice, str] = {
    Choice.TITLE_AGREES: ", whose title agrees",
    Choice.MEANT_SO_FAR: ", whom the name has meant so far",
    Choice.JUST_INTRODUCED: ", who alone has just been introduced",
    Choice.NAMED_MOST: ", who is named far more often than others of that name",
    Choice.OTHERS_FIT: ", though others fit nearly as well",
}


def reason_words(reason: Reason) -> str:
    """A reason as a page says it."""
    where = "" if reason.blocks is None else _where(reason.blocks)
    values = {
        "who": reason.who,
        "words": reason.words,
        "where": where,
        ", where": where and f", {where}",
        "chosen": _CHOICES[reason.chosen] if reason.chosen else "",
        "count": str(reason.count),
    }
    # Not str.format: a name may hold braces.
    parts = REASONS[reason.why].replace("{", "\0{").replace("}", "\0").split("\0")
    return "".join(values[part[1:]] if part[:1] == "{" else part for part in parts)


def _where(blocks: int) -> str:
    if blocks == 0:
        return "in the same paragraph"
    if blocks == 1:
        return "in the paragraph before"
    if blocks < 0:
        return "later in the article"
    return f"{blocks} paragraphs before" if blocks < _LONG_AGO else "earlier in the article"
