"""The settings of this laptop in one TOML file, and where on it the book, the settings and the log lie.

A file that cannot be read is said and left as it is: it is never written over. The environment may name the language
(``HAULBOOK_LANG``) and a folder that takes the place of the configuration, data and log folders (``HAULBOOK_HOME``).
"""

from __future__ import annotations

import locale
import os
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from tui.wording import LANGUAGES

APP = "haulbook"
THEMES = ("dark", "light", "high-contrast", "mono")
GLYPHS = ("auto", "full", "plain")
"""Every sign, or only such as weak consoles have too; ``auto`` looks at the console."""

# Offices whose system speaks one of these read Russian before they read English.
_RUSSIAN_READ = frozenset({"ru", "be", "ky", "uz", "tg", "hy", "az"})
# Primary language numbers of Windows (the low ten bits of a LANGID).
_WINDOWS_LANGUAGES = {0x19: "ru", 0x23: "be", 0x28: "tg", 0x2B: "hy", 0x2C: "az", 0x3F: "kk", 0x40: "ky", 0x43: "uz"}


class SettingsRefused(Exception):
    """The settings could not be written; ``code`` is ``broken`` (the file there cannot be read) or ``unwritable``."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.path = path


@dataclass(frozen=True, slots=True)
class Places:
    """Where things lie on this laptop: the settings file, the folder of the book opened without ``--book``, the log file."""

    settings: Path
    book: Path
    log: Path


@dataclass(frozen=True, slots=True)
class Laptop:
    """This laptop's settings. ``language`` is one of the wording's languages, ``theme`` of ``THEMES``, ``glyphs`` of ``GLYPHS``.

    ``author`` and ``name`` stamp every commit made here; ``printer`` is the one used last, empty for the system's
    default one; ``backup_place`` the folder that is backed up to on leaving, empty for none; ``backups_kept`` the newest that stay there
    (one a month of those before). ``id`` is this laptop's own for exchanges, made at the first; ``sync_url`` the address of the office's
    server, ``sync_user`` whom it knows this laptop by, ``sync_every`` how many minutes lie between two exchanges of an open program, 0 for
    none but those a person asks for.
    ``refused`` holds what the file said that could not be taken: keys with a value of the wrong kind,
    or ``"file"`` when the whole file cannot be read; the defaults stand for those.
    """

    places: Places
    language: str
    theme: str = "dark"
    glyphs: str = "auto"
    author: str = ""
    name: str = ""
    printer: str = ""
    backup_place: str = ""
    backups_kept: int = 14
    id: str = ""
    sync_url: str = ""
    sync_user: str = ""
    sync_every: int = 10
    refused: tuple[str, ...] = ()


def places(environ: Mapping[str, str] = os.environ) -> Places:
    """Returns where settings, book and log lie for this user; ``HAULBOOK_HOME`` in ``environ`` puts all three under one folder."""
    if home := environ.get("HAULBOOK_HOME", "").strip():
        root = Path(home).expanduser()
        return Places(settings=root / "settings.toml", book=root / "book", log=root / f"{APP}.log")
    return Places(
        settings=platformdirs.user_config_path(APP, appauthor=False) / "settings.toml",
        book=platformdirs.user_data_path(APP, appauthor=False) / "book",
        log=platformdirs.user_log_path(APP, appauthor=False) / f"{APP}.log",
    )


def read(environ: Mapping[str, str] = os.environ) -> Laptop:
    """Returns the settings of this laptop, with sane defaults for all that is missing or cannot be taken (see ``Laptop.refused``)."""
    where = places(environ)
    try:
        found = _stored(where.settings)
        refused = []
    except SettingsRefused:
        found, refused = {}, ["file"]

    def taken(key: str, fit: Callable[[str], bool], otherwise: Callable[[], str]) -> str:
        value = found.get(key)
        if isinstance(value, str) and fit(value):
            return value
        if value is not None:
            refused.append(key)
        return otherwise()

    def count(key: str, otherwise: int, least: int = 1) -> int:
        value = found.get(key, otherwise)
        if isinstance(value, int) and value >= least:
            return value
        refused.append(key)
        return otherwise

    language = taken("language", LANGUAGES.__contains__, lambda: system_language(environ))
    asked = environ.get("HAULBOOK_LANG", "").strip().lower()[:2]
    return Laptop(
        places=where,
        language=asked if asked in LANGUAGES else language,
        theme=taken("theme", THEMES.__contains__, lambda: "dark"),
        glyphs=taken("glyphs", GLYPHS.__contains__, lambda: "auto"),
        author=taken("author", str.isprintable, _user_name),
        name=taken("laptop", str.isprintable, _laptop_name),
        printer=taken("printer", str.isprintable, str),
        backup_place=taken("backup_place", str.isprintable, str),
        backups_kept=count("backups_kept", 14),
        id=taken("laptop_id", str.isalnum, str),
        sync_url=taken("sync_url", str.isprintable, str),
        sync_user=taken("sync_user", str.isprintable, str),
        sync_every=count("sync_every", 10, least=0),
        refused=tuple(refused),
    )


def write(laptop: Laptop) -> Laptop:
    """Writes the settings whole or not at all, and returns them as they now stand.

    Lines of the file that hold anything else (remarks, keys of a newer program) stay. Raises ``SettingsRefused`` when the file that
    is there cannot be read, or the folder cannot be written.
    """
    path = laptop.places.settings
    _stored(path)
    settings: dict[str, str | int] = {
        "language": laptop.language,
        "theme": laptop.theme,
        "glyphs": laptop.glyphs,
        "author": laptop.author,
        "laptop": laptop.name,
        "printer": laptop.printer,
        "backup_place": laptop.backup_place,
    }
    exchange = {"laptop_id": laptop.id, "sync_url": laptop.sync_url, "sync_user": laptop.sync_user}
    settings |= {key: value for key, value in exchange.items() if value}
    if laptop.sync_url:
        settings["sync_every"] = laptop.sync_every
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        text = _with_settings(before, settings)
        if {key: value for key, value in tomllib.loads(text).items() if key in settings} != settings:
            raise SettingsRefused("broken", path)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace_file(path, text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsRefused("broken", path) from error
    except OSError as error:
        raise SettingsRefused("unwritable", path) from error
    return replace(laptop, refused=())


def places_for_copies() -> list[Path]:
    """Returns the sticks and other disks that are there now, on which a copy of the book would outlast this laptop's own."""
    if sys.platform == "win32":
        return [drive for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if (drive := Path(f"{letter}:\\")).is_dir()]
    mounted = [place for folder in (Path("/media"), Path("/run/media")) for place in folder.glob("*/*") if os.path.ismount(place)]
    return sorted(mounted)


def with_plain_glyphs(laptop: Laptop, environ: Mapping[str, str] = os.environ) -> bool:
    """Tells whether only plain signs are drawn: as the settings say, or on the bare console of Linux and where letters are no Unicode."""
    if laptop.glyphs != "auto":
        return laptop.glyphs == "plain"
    named = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    encoding = named.partition(".")[2].lower() or "utf-8"
    return environ.get("TERM") == "linux" or not encoding.startswith("utf")


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """Returns the language of ours that suits the operating system's, English when none does."""
    for code in (*_windows_language(), *_locale_codes(environ)):
        language = re.split(r"[_.@-]", code.lower(), maxsplit=1)[0]
        if language in _RUSSIAN_READ or language == "russian":
            return "ru"
        if language in ("kk", "kazakh"):
            return "kk"
        if language not in ("", "c", "posix"):
            return "en"
    return "en"


def _stored(path: Path) -> dict[str, object]:
    """Returns what the settings file holds, nothing when there is none; raises ``SettingsRefused`` when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsRefused("broken", path) from error


def _with_settings(text: str, settings: Mapping[str, str | int]) -> str:
    """Returns the TOML text with these keys set at its top level; every other line stays as it was."""
    lines = text.splitlines()
    top = next((number for number, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    missing = dict(settings)
    for number in range(top):
        key = lines[number].partition("=")[0].strip()
        if key in missing:
            lines[number] = f"{key} = {_quoted(missing.pop(key))}"
    lines[top:top] = [f"{key} = {_quoted(value)}" for key, value in missing.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: str | int) -> str:
    """Returns a number, or the text as a TOML basic string."""
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def _replace_file(path: Path, text: str) -> None:
    """Puts the text in place of the file in one step: what is read there is the old text or the new, never a part."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
    fresh = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _locale_codes(environ: Mapping[str, str]) -> list[str]:
    """Returns the locale names that hold for texts, strongest first, without setting any."""
    named = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    wished = environ.get("LANGUAGE", "").split(":") if named not in ("C", "POSIX") else []
    try:
        current = locale.getlocale()[0] or ""
    except ValueError:  # a locale name that Python does not know
        current = ""
    return [code for code in (*wished, named, current) if code]


def _windows_language() -> list[str]:
    """Returns the language Windows shows its own menus in, nothing on other systems."""
    if sys.platform != "win32":
        return []
    import ctypes

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
    return [_WINDOWS_LANGUAGES.get(number, "en")]


def _user_name() -> str:
    """Returns the name this user is logged in by, empty where the system does not tell."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _laptop_name() -> str:
    """Returns the name of this computer in its network."""
    import platform

    return platform.node()
