"""A CouchDB made of the strict server in memory, on loopback: HTTP, users and passwords, as far as an exchange asks for them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from tests.storage.offices import Couch

ADMIN = "admin:secret"


class Loopback(ThreadingHTTPServer):
    """One database ``firm``; ``users`` have passwords, of which only ``admin`` may make things; ``version`` is what it says it is.

    Nothing is answered while ``answers`` is not set; the next answer to a request that ends with ``loses`` gets lost after it acted.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.couch = Couch(page=1000)
        self.users = {"admin": "secret"}
        self.exists = False
        self.version = "3.5.0"
        self.security: Any = {}
        self.asked: list[str] = []
        self.answers = Event()
        self.answers.set()
        self.loses = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/firm"


class Answering(BaseHTTPRequestHandler):
    server: Loopback
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # an answer is two writes: without it the second waits 40 ms for the first

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_PUT(self) -> None:
        self._answer(msgspec.json.decode(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null"))

    do_POST = do_PUT

    def _answer(self, body: Any) -> None:
        here, parts = self.server, urlsplit(self.path)
        here.answers.wait()
        here.asked.append(f"{self.command} {parts.path}")
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        name, _, password = base64.b64decode(self.headers.get("Authorization", "Basic ").split(" ")[1]).decode().partition(":")
        path = [unquote(part) for part in parts.path.strip("/").split("/")]
        if path == [""]:
            self._say(200, {"couchdb": "Welcome", "version": here.version, "uuid": here.couch.place})
        elif "_design%2F" in self.path:
            self._say(301, {})  # as CouchDB does
        elif here.users.get(name) != password:
            self._say(401, {"error": "unauthorized", "reason": "Name or password is incorrect."})
        elif path[0] == "_users":
            self._users(path[1], body, name)
        elif path == ["firm"] and self.command == "PUT":
            here.exists = here.exists or name == "admin"
            self._say(201 if here.exists else 401, {"ok": True, "reason": "You are not a server admin."})
        elif not here.exists:
            self._say(404, {"error": "not_found", "reason": "Database does not exist."})
        elif len(path) == 1:
            self._say(200, {"db_name": "firm"})
        else:
            self._database(path[1:], asked, body, name)

    def _database(self, path: list[str], asked: dict[str, str], body: Any, name: str) -> None:
        couch = self.server.couch
        if self.command == "PUT" and name != "admin":
            self._say(403, {"error": "forbidden", "reason": "You are not a db or server admin."})
        elif path == ["_security"]:
            self.server.security = body or self.server.security
            self._say(200, self.server.security)
        elif path == ["_changes"]:
            page = couch.changes(json.loads(asked["since"]) if "since" in asked else None)
            rows = [{"id": doc["_id"], "doc": doc} for doc in page.docs]
            self._say(200, {"results": rows, "last_seq": json.dumps(page.since)})
        elif path == ["_bulk_docs"]:
            answers = couch.bulk(body["docs"])
            self._say(201, [{"rev": each.rev} if each.rev else {"error": each.error, "reason": each.why} for each in answers])
        elif self.command == "PUT":
            self._say(201, {"rev": couch.bulk([body | {"_id": "/".join(path)}])[0].rev})
        else:
            found = couch.get("/".join(path), asked.get("rev", ""))
            gone = found is not None and found.get("_deleted") and "rev" not in asked
            self._say(404, {"reason": "deleted" if gone else "missing"}) if gone or found is None else self._say(200, found)

    def _users(self, id: str, body: Any, name: str) -> None:
        if name != "admin":
            self._say(403, {"reason": "You are not a server admin."})
        elif self.command == "PUT":
            self.server.users[body["name"]] = body["password"]
            self._say(201, {"ok": True})
        else:
            self._say(404, {"reason": "missing"})

    def _say(self, status: int, words: Any) -> None:
        content = msgspec.json.encode(words)
        if self.server.loses and urlsplit(self.path).path.endswith(self.server.loses):
            self.server.loses, self.close_connection = "", True
            return
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running() -> Iterator[Loopback]:
    """Runs one while the block lasts."""
    with Loopback() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.answers.set()
            server.shutdown()
