"""A CouchDB server (3.x) over HTTP(S), and setting one up: its database, its rules, who may use it.

The laptop trusts the certificates that its system trusts. User and password come from outside, and stand in no address, book or log.
"""

from __future__ import annotations

import secrets
import ssl
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import msgspec

from storage.sync.sealing import PRIVATE
from storage.sync.server import Answer, Json, Page, SyncFailed

if TYPE_CHECKING:
    import httpx

RULES = "_design/haulbook"

_LEAST = 3  # the major version of CouchDB
_PAGE = 1000  # documents a request
_WAIT = 60.0  # seconds for an answer
_CODES = {401: "refused", 403: "forbidden", 404: "no-database"}


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was found and made: the server's version, what was made anew, what is missing and needs an administrator.

    ``made`` and ``missing`` hold ``database``, ``rules``, ``members``, ``user``; ``password`` is that of the user that was made, else "".
    """

    version: str
    made: tuple[str, ...]
    missing: tuple[str, ...]
    password: str = ""


class CouchServer:
    """The database at an address such as ``https://office:6984/firm``."""

    at_once = 250

    def __init__(self, address: str, user: str, password: str) -> None:
        """Asks the server who it is. Raises ``SyncFailed``; ``ImportError`` where the library for HTTP is not installed."""
        import httpx

        parts = urlsplit(address)
        name = parts.path.strip("/")
        if parts.scheme not in ("http", "https") or not parts.hostname or not name or "/" in name or parts.username:
            raise SyncFailed("not-an-address", address)
        self.address = address
        self._base = f"/{quote(name, safe='')}"
        self._client = httpx.Client(
            base_url=f"{parts.scheme}://{parts.netloc}",
            auth=(user, password) if user else None,
            timeout=_WAIT,
            verify=ssl.create_default_context() if parts.scheme == "https" else True,
        )
        welcome = self._asked("GET", "/")
        self.version = str(welcome.get("version", ""))
        if "uuid" not in welcome:
            raise SyncFailed("not-couchdb", address)
        self._place = f"{welcome['uuid']}/{name}"
        self.role = f"haulbook-{name}"
        """What users of the firm's laptops have: each database its own, so that many firms may share a server."""

    @property
    def place(self) -> str:
        """Returns the server's own id with the name of the database."""
        return self._place

    def changes(self, since: Any) -> Page:
        """Returns what has changed since, at most so many documents at once."""
        asked = {"include_docs": "true", "conflicts": "true", "limit": str(_PAGE)}
        if since is not None:
            asked["since"] = since if isinstance(since, str) else msgspec.json.encode(since).decode()
        found = self._asked("GET", f"{self._base}/_changes", params=asked)
        docs = [row["doc"] for row in found["results"] if row.get("doc")]
        return Page(docs, found["last_seq"], len(found["results"]) == _PAGE)

    def bulk(self, docs: list[Json]) -> list[Answer]:
        """Writes documents, each on its own."""
        rows = self._asked("POST", f"{self._base}/_bulk_docs", body={"docs": docs}) if docs else []
        if len(rows) != len(docs):
            raise SyncFailed("unexpected", self.address, f"{len(rows)} answers to {len(docs)} documents")
        return [Answer(row.get("rev", ""), str(row.get("error", "")), str(row.get("reason", ""))) for row in rows]

    def get(self, id: str, rev: str = "") -> Json | None:
        """Returns a document, or a revision of it, as far as the server still keeps that."""
        asked = {"rev": rev, "revs": "true"} if rev else {"conflicts": "true"}
        reply = self._reply("GET", f"{self._base}/{quote(id, safe='')}", params=asked)
        if reply.status_code == 404:
            reason = self._read(reply).get("reason")
            if reason == "no_db_file" or "Database" in str(reason):
                raise SyncFailed("no-database", self.address, str(reason))
            return {"_id": id, "_rev": rev, "_deleted": True} if reason == "deleted" else None
        found: Json = self._checked(reply)
        return found

    def set_up(self, user: str = "") -> SetUp:
        """Makes what is missing as far as this user may, and a user for a laptop where one is named.

        Raises ``SyncFailed`` where the server is too old, or where there is no database and this user may not make one.
        """
        if not self.version.split(".")[0].isdigit() or int(self.version.split(".")[0]) < _LEAST:
            raise SyncFailed("too-old", self.address, self.version)
        made: list[str] = []
        missing: list[str] = []
        if self._reply("GET", self._base).status_code == 404:
            self._asked("PUT", self._base)
            made.append("database")
        self._asked("GET", self._base)
        for what, done in (("rules", self._put_rules()), ("members", self._put_members())):
            if done is not None:
                (made if done else missing).append(what)
        password = ""
        if user:
            password = secrets.token_urlsafe(24)
            id = f"org.couchdb.user:{user}"
            there = self._reply("GET", f"/_users/{quote(id, safe='')}")
            before = {"_rev": self._read(there)["_rev"]} if there.status_code == 200 else {}
            words = {"name": user, "type": "user", "roles": [self.role], "password": password}
            self._asked("PUT", f"/_users/{quote(id, safe='')}", body=words | before)
            made.append("user")
        return SetUp(self.version, tuple(made), tuple(missing), password)

    def close(self) -> None:
        """Lets the line go."""
        self._client.close()

    def _put_rules(self) -> bool | None:
        """Tells whether the rules were put there; None where they were there, False where this user may not."""
        reply = self._reply("GET", f"{self._base}/{RULES}")
        there = self._read(reply) if reply.status_code == 200 else {}
        if there.get("validate_doc_update") == rules(self.role):
            return None
        words = {"language": "javascript", "validate_doc_update": rules(self.role)} | ({"_rev": there["_rev"]} if there else {})
        return self._reply("PUT", f"{self._base}/{RULES}", body=words).status_code in (200, 201, 202)

    def _put_members(self) -> bool | None:
        """Tells whether the database was shut to everyone but the firm's laptops; None and False as for the rules."""
        wanted = {"admins": {"names": [], "roles": ["_admin"]}, "members": {"names": [], "roles": [self.role]}}
        reply = self._reply("GET", f"{self._base}/_security")
        there = self._read(reply) if reply.status_code == 200 else {}
        if self.role in there.get("members", {}).get("roles", ()):
            return None
        return self._reply("PUT", f"{self._base}/_security", body=wanted).status_code in (200, 201, 202)

    def _asked(self, method: str, path: str, *, params: dict[str, str] | None = None, body: Any = None) -> Any:
        return self._checked(self._reply(method, path, params=params, body=body))

    def _reply(self, method: str, path: str, *, params: dict[str, str] | None = None, body: Any = None) -> httpx.Response:
        import httpx

        content = None if body is None else msgspec.json.encode(body)
        headers = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if body is not None else {})
        try:
            return self._client.request(method, path, params=params, content=content, headers=headers)
        except httpx.HTTPError as error:
            raise SyncFailed("unreachable", self.address, str(error)) from error

    def _checked(self, reply: httpx.Response) -> Any:
        if reply.is_success:
            return self._read(reply)
        words = self._read(reply) if reply.headers.get("content-type", "").startswith("application/json") else {}
        why = str(words.get("reason") or reply.reason_phrase)
        code = _CODES.get(reply.status_code, "unreachable" if reply.status_code in (502, 503, 504) else "unexpected")
        raise SyncFailed(code, self.address, why)

    def _read(self, reply: httpx.Response) -> Any:
        try:
            return msgspec.json.decode(reply.content)
        except msgspec.DecodeError as error:
            raise SyncFailed("not-couchdb", self.address) from error


def rules(role: str) -> str:
    """Returns the rules that the server checks every document by, as JavaScript; ``role`` is what may write."""
    words = files("storage.sync").joinpath("rules.js").read_text(encoding="utf-8")
    words = words.replace("/*role*/", msgspec.json.encode(role).decode())
    return words.replace("{/*private*/}", msgspec.json.encode(PRIVATE, order="sorted").decode()).strip()
