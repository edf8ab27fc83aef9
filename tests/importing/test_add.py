"""``verbatim add``: each format that people have, with what it states; what is not used is told."""

from __future__ import annotations

import http.server
import io
import json
import textwrap
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import yaml
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from build_site.cli import main
from build_site.importing import web
from tests.importing.exports import (
    COUNTED,
    FACTIVA_CODED_PAGE,
    FACTIVA_CODES,
    FACTIVA_PAGE,
    FACTIVA_PLAIN,
    FACTIVA_TABLE,
    FACTIVA_TIMED,
    NEXIS_LABELS,
    NEXIS_NEW,
    NEXIS_OLD,
    NEXIS_UNI,
    PROQUEST,
    PROQUEST_NEW,
    PROQUEST_PAGE,
)

BODY = (
    "“We will vote when the tide is out,” Mayor Ada Lindqvist told reporters on the quay on Friday, after a"
    " meeting of the council that had lasted for most of the night and had ended without a word.\n\n"
    "She said that the quay would be closed until the ferries had been moved to the other side of it,"
    " and that nobody who lived there would have to pay for the work that the storm had made necessary.\n"
)
PAGE = (
    "<!doctype html><html lang=en><head><title>Harbour vote postponed</title></head><body><article>"
    "<h1>Harbour vote postponed</h1>"
    + "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))
    + "</article></body></html>"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    folder = tmp_path / "harbour"
    assert main(["new", str(folder), "--ci", "none"]) == 0
    return folder


def add(project: Path, *call: str | Path) -> int:
    return main(["add", *map(str, call), "--project", str(project)])


def written(project: Path) -> dict[str, str]:
    """Name → text of the articles."""
    return {
        path.name: path.read_text("utf-8")
        for path in sorted((project / "seeds").iterdir())
        if path.suffix not in (".yml", "") and path.is_file()
    }


def stated(project: Path, name: str) -> dict[str, object]:
    value: dict[str, object] = yaml.safe_load((project / "seeds" / name).read_text("utf-8"))
    return {key: str(one) if key in ("published", "retrieved") else one for key, one in value.items()}


def the_only(project: Path) -> tuple[str, str]:
    ((name, text),) = written(project).items()
    return name, text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layout", "suffix", "export"),
    [
        ("old Nexis", ".txt", NEXIS_OLD),
        ("old Nexis, all its labels", ".txt", NEXIS_LABELS),
        ("Nexis Uni", ".txt", NEXIS_NEW),
        ("Nexis Uni, with what follows the text", ".txt", NEXIS_UNI),
        ("Factiva, codes", ".txt", FACTIVA_CODES),
        ("Factiva, codes in a table", ".rtf", FACTIVA_TABLE),
        ("Factiva, codes in a page", ".html", FACTIVA_CODED_PAGE),
        ("Factiva, plain", ".txt", FACTIVA_PLAIN),
        ("Factiva, with the time", ".txt", FACTIVA_TIMED),
        ("Factiva, plain page", ".html", FACTIVA_PAGE),
        ("ProQuest", ".txt", PROQUEST),
        ("ProQuest of today", ".txt", PROQUEST_NEW),
        ("ProQuest, page", ".html", PROQUEST_PAGE),
    ],
)
def test_exports_of_many_articles_are_cut(
    layout: str, suffix: str, export: str, project: Path, tmp_path: Path
) -> None:
    """Every article with its title, outlet, authors and date; no label in the text."""
    path = tmp_path / f"export{suffix}"
    path.write_text(export, "utf-8")
    assert add(project, path) == 0
    found = written(project)
    assert sorted(found) == ["bridge-reopens.txt", "harbour-vote-postponed.txt"], layout
    text = found["harbour-vote-postponed.txt"]
    assert text.startswith("Harbour vote postponed\n\nThe council")
    assert "when the tide is out" in text
    assert text.rstrip().endswith("the ferries had moved.")
    facts = stated(project, "harbour-vote-postponed.yml")
    assert facts.pop("url", "https://quay.example/vote") == "https://quay.example/vote"
    assert facts.pop("language", "en") == "en"
    assert facts == {
        "title": "Harbour vote postponed",
        "outlet": "The Quay",
        "author": ["Ada Brun", "Jon Vale"],
        "published": "2024-03-22",
    }
    assert stated(project, "bridge-reopens.yml")["published"] == "2024-03-23"
    assert main(["check", "--project", str(project)]) == 0


def test_an_export_as_word_or_rtf(project: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for line in NEXIS_NEW.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "export.docx"))
    rich = (
        "{\\rtf1\\ansi "
        + FACTIVA_PLAIN.replace("“", "\\'93").replace("”", "\\'94").replace("\n", "\\par\n")
        + "}"
    )
    (tmp_path / "factiva.rtf").write_text(rich, "latin-1")
    assert add(project, tmp_path / "export.docx", tmp_path / "factiva.rtf") == 0
    assert len(written(project)) == COUNTED * 2


def test_word_and_rtf_are_their_paragraphs(project: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Harbour vote postponed")
    for paragraph in BODY.strip().split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(tmp_path / "vote.docx"))
    (tmp_path / "note.rtf").write_text("{\\rtf1\\ansi One caf\\'e9.\\par Two.\\par}", "latin-1")
    assert add(project, tmp_path / "vote.docx", tmp_path / "note.rtf", "--outlet", "The Quay") == 0
    found = written(project)
    assert found["vote.txt"] == f"Harbour vote postponed\n\n{BODY}"
    assert found["note.txt"] == "One café.\n\nTwo.\n"
    assert stated(project, "vote.yml") == {"outlet": "The Quay"}
    assert (project / "seeds/.originals/vote.docx").read_bytes() == (tmp_path / "vote.docx").read_bytes()


def pdf(*lines: str, title: str = "") -> bytes:
    """A page with these lines, one below the other."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 10 Tf 50 700 Td 12 TL {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
        f"<< /Title ({title}) >>".encode("latin-1"),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    whole = b"<< /Size 8 /Root 1 0 R /Info 7 0 R >>"
    end = b"xref\n0 8\n0000000000 65535 f \n%strailer " + whole + b"\nstartxref\n%d\n%%%%EOF"
    return out + end % (table, len(out))


@pytest.mark.slow
def test_a_pdf_is_its_paragraphs(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        "The mayor said on Friday that the har-",
        "bour would be closed until the ferries",
        "had been moved away.",
    )
    (tmp_path / "vote.pdf").write_bytes(pdf(*lines, "Nobody else spoke that evening on the quay."))
    assert add(project, tmp_path / "vote.pdf") == 0
    assert (
        "said on Friday that the harbour would be closed until the ferries had been moved"
        in the_only(project)[1]
    )
    assert "Read the text once" in capsys.readouterr().err
    (tmp_path / "scan.pdf").write_bytes(pdf("1"))
    assert add(project, tmp_path / "scan.pdf") == 1
    assert "OCR" in capsys.readouterr().err


def test_a_printed_page_is_called_by_its_headline(project: Path, tmp_path: Path) -> None:
    """Not by the menu above it: the file's own title begins with the headline."""
    told = ("The mayor said on Friday that the harbour", "would be closed until the ferries had moved.") * 2
    page = ("Home", "", "", "Bridge shut until autumn", "", "", *told)
    (tmp_path / "page.pdf").write_bytes(pdf(*page, title="Bridge shut until autumn | The Quay"))
    (tmp_path / "bare.pdf").write_bytes(pdf(*page, title="Microsoft Word"))
    assert add(project, tmp_path / "page.pdf", tmp_path / "bare.pdf") == 0
    assert stated(project, "page.yml") == {"title": "Bridge shut until autumn"}
    assert not (project / "seeds/bare.yml").exists()
    assert written(project)["page.txt"] == written(project)["bare.txt"]


def test_a_book_is_its_documents(project: Path, tmp_path: Path) -> None:
    container = '<container xmlns="c"><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="o" xmlns:dc="d"><metadata><dc:title>The Quay</dc:title>'
        "<dc:publisher>The Quay</dc:publisher><dc:date>2024-03-22</dc:date>"
        "<dc:language>en</dc:language></metadata><manifest>"
        '<item id="c" href="cover.xhtml"/><item id="a" href="a%20b.xhtml"/>'
        '<item id="b" href="b.xhtml"/></manifest>'
        '<spine><itemref idref="c"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    with zipfile.ZipFile(tmp_path / "quay.epub", "w") as book:
        book.writestr("META-INF/container.xml", container)
        book.writestr("o/p.opf", package)
        book.writestr("o/cover.xhtml", "<html><body><p>The Quay</p></body></html>")
        book.writestr("o/a b.xhtml", PAGE)
        book.writestr("o/b.xhtml", PAGE.replace("Harbour vote postponed", "Bridge reopens"))
    assert add(project, tmp_path / "quay.epub") == 0
    assert sorted(written(project)) == ["bridge-reopens.txt", "harbour-vote-postponed.txt"]
    assert written(project)["bridge-reopens.txt"].startswith("Bridge reopens\n\n“We will vote")
    assert stated(project, "bridge-reopens.yml") == {
        "title": "Bridge reopens",
        "outlet": "The Quay",
        "published": "2024-03-22",
        "language": "en",
    }


def test_a_book_may_hold_short_articles(project: Path, tmp_path: Path) -> None:
    """Prose below a heading is an article, however short; contents and covers are none."""
    container = '<container xmlns="c"><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    names = ("list", "short")
    package = (
        '<package xmlns="o" xmlns:dc="d"><metadata><dc:title>The Quay</dc:title></metadata><manifest>'
        + "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in names)
        + "</manifest><spine>"
        + "".join(f'<itemref idref="{name}"/>' for name in names)
        + "</spine></package>"
    )
    listed = "".join(f"<p>The {number}th article and who wrote it</p>" for number in range(7))
    short = "<p>The bridge is open again, the board says.</p><p>“It was about time,” Ada Holt said on it.</p>"
    with zipfile.ZipFile(tmp_path / "quay.epub", "w") as book:
        book.writestr("META-INF/container.xml", container)
        book.writestr("p.opf", package)
        book.writestr("list.xhtml", f"<html><body><h1>Contents</h1>{listed}</body></html>")
        book.writestr("short.xhtml", f"<html><body><h1>Bridge reopens at last</h1>{short}</body></html>")
    assert add(project, tmp_path / "quay.epub") == 0
    assert sorted(written(project)) == ["bridge-reopens-at-last.txt"]


def test_one_text_of_two_outlets_is_two_articles(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An agency's copy in another paper stays; the same one from the same paper stands there already."""
    (tmp_path / "one.txt").write_text(NEXIS_OLD, "utf-8")
    (tmp_path / "two.txt").write_text(NEXIS_OLD.replace("The Quay", "The Lamp"), "utf-8")
    assert add(project, tmp_path / "one.txt") == add(project, tmp_path / "two.txt") == 0
    capsys.readouterr()
    assert add(project, tmp_path / "one.txt") == 1
    assert "stands in seeds/ already" in "".join(capsys.readouterr())
    assert len(written(project)) == 2 * COUNTED
    outlets = {stated(project, f"bridge-reopens{end}.yml")["outlet"] for end in ("", "-2")}
    assert outlets == {"The Quay", "The Lamp"}
    assert add(project, tmp_path / "two.txt") == 1


MAIL = (
    "From: The Quay <news@quay.example>\nSubject: Harbour vote postponed\n"
    "Date: Fri, 22 Mar 2024 18:05:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
)


def test_mail_is_an_article_a_message(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.eml").write_text(MAIL + BODY, "utf-8")
    box = "".join(f"From news@quay.example Fri Mar 22 18:05:00 2024\n{MAIL}{BODY}\n" for _ in range(2))
    (tmp_path / "many.mbox").write_text(box, "utf-8")
    assert add(project, tmp_path / "one.eml", tmp_path / "many.mbox") == 0
    assert len(written(project)) == 3
    assert written(project)["one.txt"].startswith("Harbour vote postponed\n\n“We will vote")
    assert stated(project, "one.yml") == {"title": "Harbour vote postponed", "published": "2024-03-22"}
    assert "The Quay" in capsys.readouterr().err


def test_lines_that_a_mailer_broke_are_paragraphs_again(project: Path, tmp_path: Path) -> None:
    """Of prose; an address and a list keep their lines."""
    broken = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in BODY.split("\n\n"))
    (tmp_path / "one.eml").write_text(f"{MAIL}{broken}\n\nThe Quay\n1 Harbour Street\nSkerry\n", "utf-8")
    assert add(project, tmp_path / "one.eml") == 0
    text = the_only(project)[1]
    assert BODY.strip() in text
    assert text.endswith("The Quay\n1 Harbour Street\nSkerry\n")


@pytest.mark.slow
def test_a_page_that_a_browser_saved(project: Path, tmp_path: Path) -> None:
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://quay.example/vote\n"
        "Subject: Harbour vote\nDate: Fri, 22 Mar 2024 18:05:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: 8bit\n\n" + PAGE + "\n--b--\n"
    )
    (tmp_path / "vote.mhtml").write_text(saved, "utf-8")
    assert add(project, tmp_path / "vote.mhtml") == 0
    assert the_only(project)[0] == "vote.html"
    assert stated(project, "vote.yml") == {"url": "https://quay.example/vote", "retrieved": "2024-03-22"}
    (tmp_path / "bare.mhtml").write_text(saved.replace("<title>Harbour vote postponed</title>", ""), "utf-8")
    assert add(project, tmp_path / "bare.mhtml") == 0
    assert stated(project, "bare.yml")["title"] == "Harbour vote"


# The library's writer, which only this test uses, leaves files to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_archive_is_its_pages(project: Path, tmp_path: Path) -> None:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    for url, status, kind in (
        ("https://quay.example/2024/vote.html", "200 OK", "text/html"),
        ("https://quay.example/style.css", "200 OK", "text/css"),
        ("https://quay.example/old", "404 Not Found", "text/html"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(PAGE.encode()),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-03-25T10:00:00Z"},
        )
        writer.write_record(record)
    (tmp_path / "quay.warc.gz").write_bytes(stream.getvalue())
    with zipfile.ZipFile(tmp_path / "quay.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", stream.getvalue())
    assert add(project, tmp_path / "quay.warc.gz") == 0
    name, _ = the_only(project)
    assert name.startswith("vote-")
    assert stated(project, f"{name.removesuffix('.html')}.yml") == {
        "url": "https://quay.example/2024/vote.html",
        "retrieved": "2024-03-25",
    }
    assert add(project, tmp_path / "quay.wacz") == 1  # the same page is there already


def test_a_table_is_a_collection(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns by name or by map; dates as EDTF; what is not used is told once, not a row."""
    rows = "No;Headline;Words;Day;Mood\n7;Harbour vote;“We sail,” Ana Ruiz said.;22 March 2024;calm\n"
    rows += "8;Bridge;“We stay,” Ana Ruiz said.;soon;calm\n9;Nothing;;;\n"
    (tmp_path / "quay.csv").write_text(rows, "utf-8")
    assert add(project, tmp_path / "quay.csv") == 1
    assert "--columns text=NAME" in capsys.readouterr().err
    assert (
        add(project, tmp_path / "quay.csv", "--columns", "text=Words,id=No,published=Day,title=Headline") == 0
    )
    one, two = map(json.loads, written(project)["quay.jsonl"].splitlines())
    assert one == {
        "id": "7",
        "text": "“We sail,” Ana Ruiz said.",
        "title": "Harbour vote",
        "published": "2024-03-22",
    }
    assert "published" not in two
    said = capsys.readouterr().err
    assert "'mood' is not used" in said.lower()
    assert "'soon' is no date" in said
    assert "without text" in said
    assert main(["check", "--project", str(project)]) == 0


def test_json_lines_with_other_names(project: Path, tmp_path: Path) -> None:
    line = {
        "uuid": "a",
        "body": "“We sail,” Ana Ruiz said.",
        "authors": ["Ada Brun", "Jon Vale"],
        "x": {"y": 1},
    }
    (tmp_path / "quay.jsonl").write_text(json.dumps(line), "utf-8")
    assert add(project, tmp_path / "quay.jsonl") == 0
    assert json.loads(the_only(project)[1]) == {
        "id": "a",
        "text": "“We sail,” Ana Ruiz said.",
        "author": ["Ada Brun", "Jon Vale"],
    }


def test_news_items(project: Path, tmp_path: Path) -> None:
    """Ninjs 1 and 3."""
    one = {
        "uri": "https://quay.example/1",
        "headline": "Harbour vote postponed",
        "byline": "By Ada Brun",
        "versioncreated": "2024-03-22T10:00:00Z",
        "language": "en",
        "provider": {"name": "The Quay"},
        "body_html": "<p>“We sail,” <b>Ana Ruiz</b> said.</p><p>It rained.</p>",
    }
    three = {
        "headlines": [{"value": "Bridge"}],
        "bodies": [{"contentType": "text/plain", "value": "It is open."}],
    }
    (tmp_path / "items.json").write_text(json.dumps({"items": [one, three]}), "utf-8")
    assert add(project, tmp_path / "items.json") == 0
    assert written(project) == {
        "bridge.txt": "Bridge\n\nIt is open.\n",
        "harbour-vote-postponed.txt": "Harbour vote postponed\n\n“We sail,” Ana Ruiz said.\n\nIt rained.\n",
    }
    facts = stated(project, "harbour-vote-postponed.yml")
    assert (facts["author"], facts["outlet"], facts["published"]) == ("Ada Brun", "The Quay", "2024-03-22")


RIS = (
    "TY  - NEWS\nTI  - Harbour vote\nAU  - Brun, Ada\nAU  - Vale, Jon\nT2  - The Quay\nDA  - 2024/03/22/\n"
    "L1  - files/vote.txt\nER  - \n"
)
BIB = (
    "@article{a, title = {Harbour vote}, author = {Brun, Ada and {The Quay Desk}}, journal = {The Quay},"
    " year = 2024, month = mar, file = {Vote:files/vote.txt:text/plain}}\n"
)
CSL = [
    {
        "type": "article-newspaper",
        "title": "Bridge",
        "author": [{"family": "Brun", "given": "Ada"}],
        "URL": "https://quay.example/b",
    }
]


def test_references_bring_their_files(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Title, authors, outlet and date of the reference, and its file's text; without one, what to do."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files/vote.txt").write_text(BODY, "utf-8")
    (tmp_path / "a.ris").write_text(RIS, "utf-8")
    assert add(project, tmp_path / "a.ris") == 0
    assert the_only(project) == ("harbour-vote.txt", BODY)
    assert stated(project, "harbour-vote.yml") == {
        "title": "Harbour vote",
        "author": ["Ada Brun", "Jon Vale"],
        "outlet": "The Quay",
        "published": "2024-03-22",
    }
    (tmp_path / "b.bib").write_text(BIB, "utf-8")
    (tmp_path / "files/vote.txt").write_text(BODY + "More.\n", "utf-8")
    assert add(project, tmp_path / "b.bib") == 0
    facts = stated(project, "harbour-vote-2.yml")
    assert (facts["author"], facts["published"]) == (["Ada Brun", "The Quay Desk"], "2024-03")
    (tmp_path / "c.json").write_text(json.dumps(CSL), "utf-8")
    assert add(project, tmp_path / "c.json") == 1
    assert "verbatim add https://quay.example/b" in capsys.readouterr().err
    (tmp_path / "evil.ris").write_text(RIS.replace("files/vote.txt", "/etc/hostname"), "utf-8")
    assert add(project, tmp_path / "evil.ris") == 1


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site of two pages, with a feed and a sitemap."""
    monkeypatch.setattr(web, "PAUSE", 0.0)
    answers: dict[str, tuple[str, str]] = {
        "/vote": ("text/html; charset=utf-8", PAGE),
        "/bridge": ("text/html; charset=utf-8", PAGE.replace("vote postponed", "bridge open")),
        "/rss": (
            "application/rss+xml",
            "<rss><channel><item><link>/vote</link></item><item><link>/bridge</link></item></channel></rss>",
        ),
        "/atom": (
            "application/atom+xml",
            '<feed><entry><link rel="self" href="/x"/><link href="/bridge"/></entry></feed>',
        ),
        "/sitemap.xml": (
            "text/xml",
            "<urlset><url><loc>/vote</loc></url><url><loc>/bridge</loc></url></urlset>",
        ),
        "/picture": ("image/png", "x"),
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answers.get(self.path, ("", ""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@pytest.mark.slow
def test_addresses(project: Path, server: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A page as it was served, with its headers beside it; the first items of a feed or a sitemap."""
    assert add(project, f"{server}/vote") == 0
    name, text = the_only(project)
    assert text == PAGE
    facts = stated(project, f"{name.removesuffix('.html')}.yml")
    assert facts.keys() == {"url", "retrieved"}
    assert facts["url"] == f"{server}/vote"
    said = (project / "seeds/.originals" / name.replace(".html", ".http")).read_text("utf-8")
    assert said.startswith(f"GET {server}/vote\n")
    assert "Content-Type: text/html" in said
    assert add(project, f"{server}/rss", "--limit", "1") == 1  # that page is there already
    assert add(project, f"{server}/sitemap.xml") == 0
    assert len(written(project)) == 2
    assert add(project, f"{server}/atom") == 1
    assert add(project, f"{server}/gone") == 1
    assert "404" in capsys.readouterr().err
    assert add(project, f"{server}/picture") == 1
    assert "image/png is no article" in capsys.readouterr().err
    assert main(["check", "--project", str(project)]) == 0


def test_folders_and_standard_input(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "all/sub").mkdir(parents=True)
    (tmp_path / "all/a.txt").write_text(BODY, "utf-8")
    (tmp_path / "all/sub/b.md").write_text("# Title\n\nText.", "utf-8")
    (tmp_path / "all/picture.png").touch()
    (tmp_path / "all/README.md").write_text("x", "utf-8")
    assert add(project, tmp_path / "all") == 0
    assert set(written(project)) == {"a.txt", "b.md"}

    class Input:
        buffer = io.BytesIO(f"Harbour vote\n\n{BODY}".encode())

    monkeypatch.setattr("sys.stdin", Input)
    assert add(project, "-", "--title", "Harbour vote") == 0
    assert stated(project, "standard-input.yml") == {"title": "Harbour vote"}


def test_all_or_none(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    (tmp_path / "b.xyz").write_text(BODY, "utf-8")
    assert add(project, tmp_path / "a.txt", tmp_path / "b.xyz") == 1
    assert written(project) == {}
    assert "Known are .txt" in capsys.readouterr().err


def test_a_missing_package_says_what_to_install(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("x"))

    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name="pdfminer")

    monkeypatch.setattr("build_site.importing.importlib.import_module", missing)
    assert add(project, tmp_path / "a.pdf") == 1
    assert 'needs pdfminer. Install it: pip install "verbatim-site[pdf]"' in capsys.readouterr().err
