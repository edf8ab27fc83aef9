"""Exports of news databases, of our own making, in the layouts that those write: two articles each."""

_FIRST = (
    "The council of Skerry put off its vote on the harbour.",
    "“We will vote when the tide is out,” the mayor said.",
    "Nobody would pay before the ferries had moved.",
)
_SECOND = ("The bridge is open again.", "“It was about time,” a driver said.")
COUNTED = 2

NEXIS_OLD = f"""
                               1 of 2 DOCUMENTS

                                    The Quay

                             March 22, 2024 Friday
                              Late Edition - Final

Harbour vote postponed

BYLINE: By ADA BRUN and JON VALE

SECTION: Section A; Column 1; Local Desk; Pg. 1

LENGTH: 34 words

DATELINE: SKERRY

{_FIRST[0]}

{_FIRST[1]}

{_FIRST[2]}

URL: https://quay.example/vote

LOAD-DATE: March 23, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                        Copyright 2024 The Quay Company
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                                    The Quay

                            March 23, 2024 Saturday

Bridge reopens

SECTION: Section A; Pg. 2

LENGTH: 12 words

{_SECOND[0]}

{_SECOND[1]}

LANGUAGE: ENGLISH
"""

NEXIS_NEW = f"""Page 1 of 2
Harbour vote postponed

The Quay
March 22, 2024 Friday
Late Edition - Final

Copyright 2024 The Quay Company
Section: Section A; Column 1; Local Desk; Pg. 1
Length: 34 words
Byline: By Ada Brun and Jon Vale
Body

{_FIRST[0]}
{_FIRST[1]}
{_FIRST[2]}

Load-Date: March 23, 2024

End of Document

Page 2 of 2
Bridge reopens

The Quay
March 23, 2024 Saturday

Copyright 2024 The Quay Company
Length: 12 words
Body

{_SECOND[0]}
{_SECOND[1]}

End of Document
"""

FACTIVA_CODES = f"""SE  News
HD  Harbour vote postponed
BY  By Ada Brun and Jon Vale
WC  34 words
PD  22 March 2024
SN  The Quay
SC  QUAY
PG  A1
LA  English
CY  (Copyright (c) 2024, The Quay)
LP
{_FIRST[0]}
TD
{_FIRST[1]}
{_FIRST[2]}
CO  skerry : Skerry Ferries
IN  i75 : Shipping
AN  Document QUAY000020240322ek3m00001

SE  News
HD  Bridge reopens
WC  12 words
PD  23 March 2024
SN  The Quay
LA  English
LP
{_SECOND[0]}
TD
{_SECOND[1]}
AN  Document QUAY000020240323ek3n00002
"""

FACTIVA_PLAIN = f"""Harbour vote postponed
By Ada Brun and Jon Vale
34 words
22 March 2024
The Quay
QUAY
A1
English
(Copyright (c) 2024, The Quay)
{_FIRST[0]}
{_FIRST[1]}
{_FIRST[2]}
Document QUAY000020240322EK3M00001

Bridge reopens
12 words
23 March 2024
The Quay
QUAY
English
(Copyright (c) 2024, The Quay)
{_SECOND[0]}
{_SECOND[1]}
Document QUAY000020240323EK3N00002
"""

PROQUEST = f"""____________________________________________________________

Document 1 of 2

Title: Harbour vote postponed
Author: Brun, Ada; Vale, Jon.
Publication info: The Quay ; Skerry  [Skerry]22 Mar 2024: A.1.
Abstract: The vote is put off.
Links: https://search.example/1

Full text: {_FIRST[0]}
{_FIRST[1]}
{_FIRST[2]}
Subject: Harbours
Publication title: The Quay
Publication date: Mar 22, 2024
Language of publication: English
ProQuest document ID: 123456
Document URL: https://quay.example/vote
Copyright: Copyright The Quay 2024

____________________________________________________________

Document 2 of 2

Title: Bridge reopens
Publication info: The Quay ; Skerry  [Skerry]23 Mar 2024: A.2.

Full text: {_SECOND[0]}
{_SECOND[1]}
Publication title: The Quay
Language of publication: English
ProQuest document ID: 123457
"""

NEXIS_LABELS = "Download Request: Selected Items: 1-2\n\nTerms: (harbour)\n\n" + NEXIS_OLD.replace(
    "By ADA BRUN and JON VALE", "ADA BRUN, HARBOUR CORRESPONDENT, and JON VALE"
).replace("Late Edition - Final", "Edition 1;\n                              National Edition").replace(
    "PUBLICATION-TYPE: Newspaper", "GRAPHIC: The quay\n\nOn Friday\n\nJOURNAL-CODE: QUA"
)

NEXIS_UNI = (
    NEXIS_NEW.replace("The Quay\nMarch 22, 2024 Friday", "The Quay\nFriday, March 22, 2024 10:31 AM GMT")
    .replace("By Ada Brun and Jon Vale", "Ada Brun, Jon Vale")
    .replace(
        "Load-Date: March 23, 2024",
        "Graphic\n\nThe quay on Friday, Ana Ruiz\n\nClassification\n\nLanguage: ENGLISH\nSubject: HARBORS"
        "\nLoad-Date: March 23, 2024",
    )
)

FACTIVA_TIMED = (
    FACTIVA_PLAIN.replace("22 March 2024\n", "22 March 2024\n10:31 GMT\n")
    .replace("240322EK3M0", "240322ek3m0")
    .replace("(Copyright (c) 2024, The Quay)", "(c) 2024 The Quay")
)


def _coded() -> list[list[tuple[str, list[str]]]]:
    """The parts of each article with their codes, a paragraph an item."""
    facts = [
        ("Harbour vote postponed", ["By Ada Brun and Jon Vale"], "22 March 2024", _FIRST),
        ("Bridge reopens", [], "23 March 2024", _SECOND),
    ]
    return [
        [
            ("SE", ["News"]),
            ("HD", [title]),
            *([("BY", by)] if by else []),
            ("WC", ["34 words"]),
            ("PD", [date]),
            ("SN", ["The Quay"]),
            ("LA", ["English"]),
            ("LP", [text[0]]),
            ("TD", list(text[1:])),
            ("AN", ["Document QUAY000020240322ek3m00001"]),
        ]
        for title, by, date, text in facts
    ]


_ROW = "{{\\trowd\\cellx900\\cellx9000 {code}\\cell {words}\\cell\\row}}"
_ROWS = (
    _ROW.format(code=code, words="\\par ".join(words)) for article in _coded() for code, words in article
)
FACTIVA_TABLE = "{\\rtf1\\ansi " + "".join(_ROWS).replace("“", "\\u8220?").replace("”", "\\u8221?") + "}"

_HEAD = "<!doctype html><html><head><title>Export</title><script>var HD = 1</script></head><body>"

FACTIVA_CODED_PAGE = _HEAD + "".join(
    "<div class='article enArticle'><table>"
    + "".join(
        f"<tr><td><b>{code}</b></td><td>"
        + "".join(f"<p class='articleParagraph'>{words}</p>" for words in part)
        + "</td></tr>"
        for code, part in article
    )
    + "</table></div>"
    for article in _coded()
)

FACTIVA_PAGE = _HEAD + "".join(
    f"<div class='article enArticle'><p></p><div id='hd'><span>{title}</span></div>"
    + "".join(
        f"<div>{words}</div>" for words in (*by, "34 words", date, "10:31", "The Quay", "QUAY", "English")
    )
    + "<div>(Copyright (c) 2024, The Quay)</div>"
    + "".join(f"<p class='articleParagraph enarticleParagraph'>{words}</p>" for words in text)
    + "<p>Document QUAY000020240322ek3m00001</p></div>"
    for title, by, date, text in (
        ("Harbour vote postponed", ["By Ada Brun and Jon Vale"], "22 March 2024", _FIRST),
        ("Bridge reopens", [], "23 March 2024", _SECOND),
    )
)


def _proquest(
    number: int, title: str, author: str, date: str, text: tuple[str, ...]
) -> list[tuple[str, str]]:
    return [
        *([("Author", author)] if author else []),
        ("Publication info", "The Quay ; Skerry [Skerry]. 22 Mar 2024: A.1."),
        ("Abstract", "None available."),
        ("Full text", "\n".join(text)),
        ("Subject", "Harbours"),
        ("Business indexing term", "Subject: Harbours"),
        ("Title", title),
        ("Publication title", "The Quay; Skerry"),
        ("Publication date", date),
        ("Language of publication", "English"),
        ("ProQuest document ID", str(number)),
        *([("Document URL", "https://quay.example/vote")] if number == 1 else []),
        ("Database", "Newsstream"),
    ]


_BOTH = (
    _proquest(1, "Harbour vote postponed", "Brun, Ada; Vale, Jon", "Mar 22, 2024", _FIRST),
    _proquest(2, "Bridge reopens", "", "Mar 23, 2024", _SECOND),
)

PROQUEST_NEW = (
    "".join(
        f"{'_' * 60}\n\nDocument {number} of 2\n\n{dict(parts)['Title']}\n\nhttps://quay.example/{number}\n\n"
        + "\n\n".join(f"{label}: {words}" for label, words in parts)
        + "\n\n"
        for number, parts in enumerate(_BOTH, 1)
    )
    + f"{'_' * 60}\n\nContact us at: https://quay.example\n\nDatabase copyright 2024.\n"
)

PROQUEST_PAGE = _HEAD + "".join(
    f"<div><a name='DocID'></a><p></p><p>{dict(parts)['Title']}</p>"
    + "".join(
        f"<p><strong>{label}: </strong>"
        + (
            f"<text>{''.join(f'<p>{one}</p>' for one in words.splitlines())}</text>"
            if label == "Full text"
            else words
        )
        + "</p>"
        for label, words in parts
        if label != "Title"
    )
    + "</div>"
    for parts in _BOTH
)
