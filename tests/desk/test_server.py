"""The desk's door: who is let in, what is refused, and what the pages it serves carry."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from build_site.cli import main
from build_site.config import Project
from build_site.desk import server
from build_site.desk.server import Desk, application
from build_site.pages.assets import assets
from tests.desk.conftest import Plain

PORT = 8400
TOKEN = "a-token-of-this-test"
OWN = f"127.0.0.1:{PORT}"
COOKIE = {"cookie": f"verbatim_desk_{PORT}={TOKEN}"}
SENT = {**COOKIE, "origin": f"http://{OWN}", "content-type": "application/json"}


def ask(
    desk: Desk, path: str, headers: dict[str, str] | None = None, body: Any = None, **more: str
) -> tuple[int, dict[str, str], bytes]:
    """One request, as the server would hand it to the application: status, headers, body."""
    path, _, query = path.partition("?")
    given = {"host": OWN, **(headers or {}), **more}
    scope = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(key.replace("_", "-").encode(), value.encode()) for key, value in given.items()],
        "scheme": "http",
        "server": ("127.0.0.1", PORT),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "http_version": "1.1",
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def served() -> None:
        await application(desk, PORT, TOKEN)(scope, receive, send)

    # In a thread of its own: a browser that other tests hold open has its loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, served()).result()
    found = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def test_the_token_is_taken_once_and_kept_where_no_script_sees_it(desk: Desk) -> None:
    status, headers, _ = ask(desk, f"/?token={TOKEN}")
    assert (status, headers["location"]) == (303, "/")
    cookie = headers["set-cookie"]
    assert all(part in cookie for part in (f"verbatim_desk_{PORT}={TOKEN}", "HttpOnly", "SameSite=strict"))
    assert ask(desk, "/", COOKIE)[0] == 200


@pytest.mark.parametrize(
    "path", ["/", "/desk/api/queue", "/desk/assets/desk.js", "/?token=another", "/articles/x.html"]
)
def test_without_it_nothing_is_shown(desk: Desk, path: str) -> None:
    status, _, body = ask(desk, path)
    assert status == 403
    assert b"verbatim desk has printed" in body


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:9", "[::1]:8400"])
def test_under_another_name_nothing_is_shown(desk: Desk, host: str) -> None:
    """A name elsewhere that leads here, even with the token."""
    assert ask(desk, "/", {**COOKIE, "host": host})[0] == 421
    assert ask(desk, f"/?token={TOKEN}", {"host": host})[0] == 421


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://evil.example"},
        {"origin": f"http://localhost:{PORT}"},
        {"origin": "null"},
        {"origin": ""},
        {"content-type": "text/plain"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"cookie": f"verbatim_desk_{PORT}=guessed"},
    ],
)
def test_another_site_changes_nothing(desk: Desk, changed: dict[str, str]) -> None:
    """Forms, fetches and frames of other pages of the same browser."""
    before = desk.project.corrections_file.read_bytes()
    asked = {"do": "drop", "quotation": desk.site.dataset.quotations[0].id}
    assert ask(desk, "/desk/api/edit", {**SENT, **changed}, asked)[0] in (403, 415)
    assert ask(desk, "/desk/api/undo", {**SENT, **changed}, {})[0] in (403, 415)
    assert desk.project.corrections_file.read_bytes() == before


def test_its_own_page_decides_and_gets_the_page_as_it_is_now(desk: Desk) -> None:
    asked = {"do": "drop", "quotation": desk.site.dataset.quotations[0].id, "place": "index.html"}
    status, headers, body = ask(desk, "/desk/api/edit", SENT, asked)
    said = json.loads(body)
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert "home" in said["html"]
    assert said["undo"].startswith("no quotation: ")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    status, _, body = ask(desk, "/desk/api/undo", SENT, {"place": "index.html"})
    assert json.loads(body)["redo"] == said["undo"]
    status, _, body = ask(desk, "/desk/api/undo", SENT, {})
    assert (status, json.loads(body)) == (409, {"refused": "Nothing is left to undo."})


@pytest.mark.parametrize(
    "asked",
    [
        [],
        {},
        {"do": "format"},
        {"do": "drop"},
        {"do": "drop", "quotation": "no#q-00000000"},
        {"do": "speaker", "quotation": 7},
        {"do": "add", "article": "../x", "span": [0, 3], "nobody": True},
        {"do": "describe", "actor": "ada-brun", "portrait": "../../etc/passwd", "credit": "x"},
        {"do": "x" * 1_100_000},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_words(desk: Desk, asked: Any) -> None:
    before = sorted(path.read_bytes() for path in desk.project.seeds.iterdir())
    status, _, body = ask(desk, "/desk/api/edit", SENT, asked)
    assert status in (400, 409)
    assert json.loads(body)["refused"]
    assert sorted(path.read_bytes() for path in desk.project.seeds.iterdir()) == before


@pytest.mark.parametrize("path", ["/desk/assets/../server.py", "/../mkdocs.yml", "/seeds/bridge.txt"])
def test_no_file_but_the_sites_is_shown(desk: Desk, path: str) -> None:
    assert ask(desk, path, COOKIE)[0] == 404


def test_the_pencil_is_on_every_page_and_in_no_published_file(desk: Desk) -> None:
    page = ask(desk, "/", COOKIE)[2]
    for name in ("desk.js", "desk.css", "text.js", "choose.js"):
        assert f"/desk/assets/{name}".encode() in page
        assert ask(desk, f"/desk/assets/{name}", COOKIE)[0] == 200
    assert not any("desk" in path or "/desk/" in text for path, text in assets())


def test_what_is_wrong_in_a_file_is_told_and_nothing_is_decided_meanwhile(desk: Desk) -> None:
    path = desk.project.corrections_file
    good = path.read_text("utf-8")
    path.write_text(good + "quotations: twice\n", "utf-8")
    assert "corrections.yml" in json.loads(ask(desk, "/desk/api/state", COOKIE)[2])["trouble"]
    asked = {"do": "drop", "quotation": desk.site.dataset.quotations[0].id}
    status, _, body = ask(desk, "/desk/api/edit", SENT, asked)
    assert status == 409
    assert "First mend" in json.loads(body)["refused"]
    path.write_text(good, "utf-8")
    assert not json.loads(ask(desk, "/desk/api/state", COOKIE)[2])["trouble"]


def test_the_command_prints_the_key_and_serves_one_desk(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``verbatim desk``, and ``verbatim serve --edit`` at its port; what would show nothing is refused."""
    served: list[tuple[Desk, int, str]] = []

    def serve(desk: Desk, port: int, token: str, listening: Callable[[], object]) -> None:
        served.append((desk, port, token))
        listening()

    monkeypatch.setattr(server, "serve", serve)
    monkeypatch.setattr("build_site.cli.running.Live", lambda project, _: Plain(project))
    here = ["--project", str(project.root)]
    assert main(["desk", "--by", "Ada Brun", "--port", "8477", *here]) == 0
    assert main(["serve", "--edit", "--address", "127.0.0.1:8478", *here]) == 0
    (one, port, token), (_, other, _) = served
    assert (one.by, port, other) == ("Ada Brun", 8477, 8478)
    assert f"http://127.0.0.1:8477/?token={token}" in capsys.readouterr().out
    assert len(token) > 30
    for refused in (["desk", "--raw"], ["serve", "--edit", "--address", "0.0.0.0:8000"]):
        assert main([*refused, *here]) == 1
    assert main(["desk", "--settle", "none", *here]) == 1
    assert "no such sample" in capsys.readouterr().err
