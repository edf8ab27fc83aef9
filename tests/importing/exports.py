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
