"""The program comes onto a laptop from a stick: with the Python that is there, whole or not at all, and the book stays."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from storage.records import Firm
from tests.storage.books import open_book
from tui.onto_laptop import place, shortcuts
from tui.onto_laptop.place import NotPut, fits, idle, install, remove

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "tui" / "onto_laptop" / "scripts"
posix = pytest.mark.skipif(os.name == "nt", reason="the scripts of Linux")


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with a desktop, where making the environment is writing one file that names its version."""
    home = tmp_path / "user"
    (home / "Desktop").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(place, "_run", lambda *_: 0)
    monkeypatch.setattr(shortcuts, "WINDOWS", False)
    make_version(monkeypatch, "1")
    return home


def make_version(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    def make(folder: Path, wheels: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "version").write_text(version)

    monkeypatch.setattr(place, "_make", make)


def version_in(user: Path) -> str:
    return (user / "haulbook" / "program" / "version").read_text()


def test_it_comes_with_shortcuts_and_goes_without_a_trace(user: Path, tmp_path: Path) -> None:
    """Menu, desktop and command open it; removing takes them away and says where the book stays."""
    assert "shortcut" in install(tmp_path, user / "haulbook")
    made = {path.relative_to(user).as_posix() for path in user.rglob("*haulbook*")}
    assert {"Desktop/haulbook.desktop", ".local/share/applications/haulbook.desktop", ".local/bin/haulbook"} <= made
    assert f'Exec="{user / "haulbook" / "window"}"' in (user / "Desktop" / "haulbook.desktop").read_text(encoding="utf-8")
    assert str(user / "book") in remove(user / "book")
    assert [path for path in user.rglob("*haulbook*") if (user / "haulbook") not in (path, *path.parents)] == []


def test_a_newer_version_takes_the_old_ones_place(user: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installing again renews it, and leaves neither the old nor half of the new."""
    install(tmp_path, user / "haulbook")
    make_version(monkeypatch, "2")
    assert "renewed" in install(tmp_path, user / "haulbook")
    assert version_in(user) == "2"
    assert sorted(path.name for path in (user / "haulbook").iterdir()) == ["haulbook", "program", "remove", "window"]


def test_what_fails_leaves_the_old_version(user: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A torn stick, an open program, a full disk: each is said, and the old version runs on."""
    install(tmp_path, user / "haulbook")

    def torn(folder: Path, wheels: Path) -> None:
        folder.mkdir()
        raise NotPut("torn")

    monkeypatch.setattr(place, "_make", torn)
    with pytest.raises(NotPut, match="torn"):
        install(tmp_path, user / "haulbook")
    make_version(monkeypatch, "2")
    monkeypatch.setattr(place, "_run", lambda *_: 3)
    with pytest.raises(NotPut, match="Close it"):
        install(tmp_path, user / "haulbook")
    assert version_in(user) == "1" and not (user / "haulbook" / "program.new").exists()


def test_power_that_goes_between_two_renames_loses_nothing(user: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old version, put aside, comes back before the new one is tried."""
    install(tmp_path, user / "haulbook")
    (user / "haulbook" / "program").rename(user / "haulbook" / "program.old")
    monkeypatch.setattr(place, "_run", lambda *_: 3)
    with pytest.raises(NotPut):
        install(tmp_path, user / "haulbook")
    assert version_in(user) == "1"


def test_an_open_book_is_seen(tmp_path: Path) -> None:
    """While a program holds the book it is neither renewed nor removed."""
    assert idle(tmp_path / "book")
    with open_book(tmp_path / "book") as book:
        book.commit([Firm(name="ТОО «Ұлы Дала Транс»")], "test")
        assert not idle(tmp_path / "book")
        with pytest.raises(NotPut, match="Close it"):
            remove(tmp_path / "book")
    assert idle(tmp_path / "book")


def test_a_python_that_no_wheel_is_for_does_not_fit(tmp_path: Path) -> None:
    """The versions are those that the stick was made for."""
    (tmp_path / "wheels").mkdir()
    served = tmp_path / place.SERVED
    served.write_text("3.8 2.7", encoding="ascii")
    assert not fits(tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with the script of Linux and no wheels."""
    folder = tmp_path / "stick"
    (folder / "wheels").mkdir(parents=True)
    (folder / "install.sh").write_bytes((SCRIPTS / "install.sh").read_bytes())
    (folder / "python-needed.txt").write_text("put a Python here\n")
    return folder


def python(path: Path, *, suits: bool) -> None:
    """Makes a Python that fits or not, and says its name when it is to install."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\n[ "$3" = fits ] && exit {0 if suits else 3}\necho "$(basename "$0")" "$3"\n')
    path.chmod(0o755)


def ran(stick: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": f"{home}/bin:/usr/bin:/bin"}
    return subprocess.run(["/bin/sh", "install.sh"], cwd=stick, env=environment, capture_output=True, text=True, check=False)


@posix
def test_the_newest_python_that_fits_is_taken(stick: Path, tmp_path: Path) -> None:
    """3.15 is there but is another build; 3.13 fits."""
    python(tmp_path / "bin" / "python3.15", suits=False)
    python(tmp_path / "bin" / "python3.13", suits=True)
    python(tmp_path / "bin" / "python3.11", suits=True)
    assert ran(stick, tmp_path).stdout == "python3.13 install\n"


@posix
def test_a_python_beside_the_script_is_unpacked_where_none_fits(stick: Path, tmp_path: Path) -> None:
    """It comes into the place of the program, and the program is installed by it; without one a sentence says what to put there."""
    for version in ("3.15", "3.14", "3.13", "3.12", "3.11", "3"):
        python(tmp_path / "bin" / f"python{version}", suits=False)
    told = ran(stick, tmp_path)
    assert (told.returncode, told.stdout) == (3, "put a Python here\n")
    python(tmp_path / "made" / "python" / "bin" / "python3", suits=True)
    archive = stick / "cpython-3.14.2+20260101-x86_64-unknown-linux-gnu-install_only.tar.gz"
    subprocess.run(["tar", "-czf", archive, "-C", tmp_path / "made", "python"], check=True)
    assert ran(stick, tmp_path).stdout == "python3 install\n"
    assert (tmp_path / ".local/lib/haulbook/python/bin/python3").exists()


@posix
def test_the_window_is_opened_in_the_terminal_there_is(tmp_path: Path) -> None:
    """100 columns and 30 rows, said as each terminal wants it."""
    for name, said in (("xterm", "-geometry 100x30"), ("konsole", "TerminalColumns=100")):
        tool = tmp_path / "bin" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(f'#!/bin/sh\necho {name} "$@"\n')
        tool.chmod(0o755)
        environment = {"PATH": f"{tmp_path}/bin:/bin:/usr/bin"}
        opened = subprocess.run(["/bin/sh", SCRIPTS / "window"], env=environment, capture_output=True, text=True, check=False).stdout
        assert opened.startswith(name) and said in opened


@pytest.mark.parametrize("name", ["install.cmd", "haulbook.cmd", "window.cmd", "remove.cmd", "shortcuts.js"])
def test_scripts_of_windows_are_such_as_its_shell_reads(name: str) -> None:
    """ASCII, lines that end as there, and every label that is called is there."""
    text = (SCRIPTS / name).read_bytes().decode("ascii")
    assert text.count("\n") == text.count("\r\n") > 0
    called = {
        word.rstrip("\r")
        for line in text.splitlines()
        for before, word in zip(line.split(), line.split()[1:], strict=False)
        if before == "call"
    }
    assert {word for word in called if word.startswith(":")} <= set(text.splitlines())


@posix
@pytest.mark.slow
def test_from_the_zip_alone_without_a_network(tmp_path: Path) -> None:
    """``python -m pytest -m slow tests/tui/test_onto_laptop.py``: made, unpacked, installed, renewed and removed with no network at all."""
    made = subprocess.run(
        [sys.executable, ROOT / ".ci" / "stick", "linux", "--into", tmp_path], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.zip"))) as archive:
        archive.extractall(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    cut_off = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody cut a program off from the network")
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "HAULBOOK_LANG": "en"}

    def run(*command: str | Path) -> str:
        done = subprocess.run([*cut_off, *command], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return done.stdout

    haulbook = home / ".local/bin/haulbook"
    assert "now" in run("sh", tmp_path / "Haulbook" / "install.sh")
    run(haulbook, "import", ROOT / "tests" / "storage" / "data" / "office-2026.xlsx", "--on", "2026-11-23")
    run(home / ".local/lib/haulbook/program/bin/python", "-c", "import httpx, keyring")
    before = run(haulbook, "status", "--on", "2026-11-23")
    assert "renewed" in run("sh", tmp_path / "Haulbook" / "install.sh")
    assert run(haulbook, "status", "--on", "2026-11-23") == before
    run(home / ".local/lib/haulbook/remove")
    assert not haulbook.exists() and (home / ".local/share/haulbook/book/db.head").exists()
