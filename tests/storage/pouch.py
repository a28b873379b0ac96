"""Random days against a real server: ``python -m tests.storage.pouch ADDRESS STEPS [SEED]``; ``ADDRESS`` may bear user and password.

Where ``pouchdb-server`` (npm) is on the path, or ``HAULBOOK_POUCHDB`` names it, ``python -m tests.storage.pouch - STEPS`` starts one on
loopback for itself.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from storage.sync.couch import CouchServer
from tests.storage.sync_days import Firm, lived


@contextmanager
def started() -> Iterator[str]:
    """Starts a PouchDB server in a temporary folder, and ends it; skips the test where there is none."""
    program = os.environ.get("HAULBOOK_POUCHDB") or shutil.which("pouchdb-server")
    if program is None:
        pytest.skip("pouchdb-server is not installed: npm install pouchdb-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as place:
        command = [program, "--host", "127.0.0.1", "--port", str(port), "--in-memory", "--no-stdout-logs"]
        server = subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert server.stdout is not None
            for line in server.stdout:  # it says where it listens once it does
                if str(port) in line:
                    break
            Thread(target=server.stdout.read, daemon=True).start()  # what it goes on saying
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


@contextmanager
def fresh(address: str) -> Iterator[CouchServer]:
    """Makes a database of its own on a server, and takes it away again."""
    parts = urlsplit(address)
    place = f"{parts.scheme}://{parts.hostname}:{parts.port}/haulbook-test-{uuid4().hex[:12]}"
    server = CouchServer(place, parts.username or "", parts.password or "")
    server._asked("PUT", server._base)
    try:
        yield server
    finally:
        server._asked("DELETE", server._base)
        server.close()


def days(address: str, steps: int, seed: int) -> dict[str, object]:
    """Lives through so many steps with two databases that the server replicates; returns figures."""
    within = address.rstrip("/")
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        offices = [stack.enter_context(fresh(address)) for _ in range(2)]
        for office in offices:
            if not office.version.startswith("4."):  # PouchDB's replication, unlike CouchDB's, writes nothing where there are rules
                office.set_up()

        def replicate() -> None:
            for source, target in (offices, offices[::-1]):
                words = {"source": f"{within}{source._base}", "target": f"{within}{target._base}"}
                source._asked("POST", "/_replicate", body=words)

        return lived(Firm(Path(place), random.Random(seed), offices, replicate), steps)


if __name__ == "__main__":
    with ExitStack() as servers:
        address = servers.enter_context(started()) if sys.argv[1] == "-" else sys.argv[1]
        seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
        print(json.dumps(days(address, int(sys.argv[2]), seed)))
