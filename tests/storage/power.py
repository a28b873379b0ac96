"""A disk that loses its power: every call of a run is noted, and every state that the disk may be left in is built from the notes.

What was not synced may be there, missing, torn at a sector, zeros in place of a sector, or there without what was written before it. A
name made, moved or taken away in a folder lasts only once the folder was synced; until then any of these may have happened or not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations, pairwise, product
from math import prod
from pathlib import Path
from typing import Any

SECTOR = 512
MOST_PENDING = 6  # names changed and not synced, of which all combinations are built; of more, one after the other
MOST_MIXED = 64  # combinations of what may be left of several files; of more, one file after the other


@dataclass(frozen=True)
class Name:
    """A change of names: ``made``, ``moved``, ``linked``, ``taken`` or ``folder``; the second path is where it went."""

    kind: str
    path: str
    to: str = ""
    inode: int = 0

    @property
    def folders(self) -> set[str]:
        """The folders that must be synced before it lasts."""
        return {os.path.dirname(path) for path in (self.path, self.to) if path}


@dataclass(frozen=True)
class Data:
    """A change of a file's bytes: ``content`` written at ``at``, or, where it is None, the file cut to that length."""

    inode: int
    at: int
    content: bytes | None


@dataclass(frozen=True)
class Sync:
    """A file or folder that was synced."""

    inode: int = 0
    folder: str | None = None


@dataclass(frozen=True)
class Said:
    """Something that the program told its user meanwhile."""

    what: Any


Event = Name | Data | Sync | Said


@dataclass
class Recorder:
    """Stands in for ``os``: does every call under the folder ``root``, and notes those that change something."""

    root: Path
    events: list[Event] = field(default_factory=list)
    inodes: dict[str, int] = field(default_factory=dict)
    handles: dict[int, tuple[str, int]] = field(default_factory=dict)
    offsets: dict[int, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def _at(self, path: Any) -> str:
        return os.path.relpath(path, self.root)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        there = os.path.exists(path)
        handle = os.open(path, flags, mode)
        name = self._at(path)
        if not os.path.isdir(path):
            if not there:
                self.inodes[name] = len(self.inodes) + len(self.events) + 1
                self.events.append(Name("made", name, inode=self.inodes[name]))
            elif flags & os.O_TRUNC:
                self.events.append(Data(self.inodes[name], 0, None))
        self.handles[handle], self.offsets[handle] = (name, self.inodes.get(name, 0)), 0
        return handle

    def close(self, handle: int) -> None:
        self.handles.pop(handle)
        os.close(handle)

    def lseek(self, handle: int, offset: int, whence: int) -> int:
        self.offsets[handle] = os.lseek(handle, offset, whence)
        return self.offsets[handle]

    def write(self, handle: int, content: Any) -> int:
        number = os.write(handle, content)
        self.events.append(Data(self.handles[handle][1], self.offsets[handle], bytes(content)[:number]))
        self.offsets[handle] += number
        return number

    def ftruncate(self, handle: int, length: int) -> None:
        os.ftruncate(handle, length)
        self.events.append(Data(self.handles[handle][1], length, None))

    def fsync(self, handle: int) -> None:
        os.fsync(handle)
        name, inode = self.handles[handle]
        self.events.append(Sync(inode) if inode else Sync(folder="" if name == "." else name))

    def replace(self, source: Any, target: Any) -> None:
        os.replace(source, target)
        self.events.append(Name("moved", self._at(source), self._at(target)))
        for name in [name for name in self.inodes if name == self._at(source) or name.startswith(self._at(source) + "/")]:
            self.inodes[self._at(target) + name[len(self._at(source)) :]] = self.inodes.pop(name)

    def link(self, source: Any, target: Any) -> None:
        os.link(source, target)
        self.events.append(Name("linked", self._at(source), self._at(target)))
        self.inodes[self._at(target)] = self.inodes[self._at(source)]

    def unlink(self, path: Any) -> None:
        os.unlink(path)
        self.events.append(Name("taken", self._at(path)))

    def rmdir(self, path: Any) -> None:
        os.rmdir(path)
        self.events.append(Name("taken", self._at(path)))

    def mkdir(self, path: Any, mode: int = 0o777) -> None:
        os.mkdir(path, mode)
        self.events.append(Name("folder", self._at(path)))


Files = dict[str, bytes]
"""A state of the disk: files by their names. Empty folders are left out."""


def states(events: list[Event]) -> Iterator[tuple[int, Files]]:
    """Yields every state that the disk may be left in, with how many events had happened; of the same states one after another, one."""
    before: set[frozenset[tuple[str, bytes]]] = set()
    for number in range(len(events) + 1):
        if number and isinstance(events[number - 1], Said):
            before = set()
        for files in _states_after(events[:number]):
            same = frozenset(files.items())
            if same not in before:
                before.add(same)
                yield number, files


def _states_after(events: list[Event]) -> Iterator[Files]:
    order: list[Name] = []
    pending: dict[int, set[str]] = {}  # places in the order, and the folders still to be synced
    synced: dict[int, list[Data]] = {}
    unsynced: dict[int, list[Data]] = {}
    for event in events:
        match event:
            case Name():
                pending[len(order)] = event.folders
                order.append(event)
            case Data():
                unsynced.setdefault(event.inode, []).append(event)
            case Sync(folder=None):
                synced.setdefault(event.inode, []).extend(unsynced.pop(event.inode, []))
            case Sync(folder=folder):
                pending = {place: folders - {folder} for place, folders in pending.items() if folders - {folder}}
    whole = {inode: _applied(b"", steps) for inode, steps in synced.items()}
    contents = {inode: list(dict.fromkeys(_left(whole.get(inode, b""), steps))) for inode, steps in unsynced.items()}
    for chosen in _choices(list(pending)):
        names = _names([name for place, name in enumerate(order) if place not in pending or place in chosen])
        open_inodes = [inode for inode in contents if inode in names.values()]
        for left in _mixed([contents[inode] for inode in open_inodes]):
            there = whole | dict(zip(open_inodes, left, strict=True))
            yield {name: there.get(inode, b"") for name, inode in names.items()}


def _mixed(contents: list[list[bytes]]) -> Iterator[tuple[bytes, ...]]:
    if prod(map(len, contents)) <= MOST_MIXED:
        yield from product(*contents)
        return
    for others in ([left[0] for left in contents], [left[-1] for left in contents]):
        for place, left in enumerate(contents):
            for one in left:
                yield (*others[:place], one, *others[place + 1 :])


def _choices(loose: list[int]) -> Iterator[tuple[int, ...]]:
    if len(loose) > MOST_PENDING:
        return (tuple(loose[:length]) for length in range(len(loose) + 1))
    return chain.from_iterable(combinations(loose, length) for length in range(len(loose) + 1))


def _names(happened: list[Name]) -> dict[str, int]:
    names: dict[str, int] = {}
    folders = {""}
    for each in happened:
        match each.kind:
            case "folder" if os.path.dirname(each.path) in folders:
                folders.add(each.path)
            case "made" if os.path.dirname(each.path) in folders:
                names[each.path] = each.inode
            case "linked" if each.path in names:
                names[each.to] = names[each.path]
            case "taken":
                names.pop(each.path, None)
                folders.discard(each.path)
            case "moved" if each.path in names and os.path.dirname(each.to) in folders:
                names[each.to] = names.pop(each.path)
            case "moved" if each.path in folders:
                for name in [name for name in names if name.startswith(each.path + "/")]:
                    names[each.to + name[len(each.path) :]] = names.pop(name)
                folders = {each.to + name[len(each.path) :] if (name + "/").startswith(each.path + "/") else name for name in folders}
    return names


def _applied(content: bytes, steps: list[Data]) -> bytes:
    for step in steps:
        if step.content is None:
            content = content[: step.at].ljust(step.at, b"\0")
        else:
            content = content[: step.at].ljust(step.at, b"\0") + step.content + content[step.at + len(step.content) :]
    return content


def _left(content: bytes, steps: list[Data]) -> Iterator[bytes]:
    """Yields what may be left of a file of this content after steps that were not synced."""
    for length in range(min(len(steps), 3) + 1):
        for some in combinations(steps, length):
            yield _applied(content, list(some))
    for number, step in enumerate(steps):
        if step.content:
            before, after = _applied(content, steps[:number]), _applied(content, steps[: number + 1])
            end = step.at + len(step.content)
            edges = sorted({step.at, *range(step.at - step.at % SECTOR + SECTOR, end, SECTOR), end})
            for edge in edges[1:-1]:
                yield after[:edge]  # torn: the rest did not come
                yield after[:edge] + bytes(end - edge)  # its place did
            for first, last in pairwise(edges):
                yield after[:first] + bytes(last - first) + after[last:]
            yield before[: step.at] + bytes(end - step.at)


def build(folder: Path, files: Files) -> None:
    """Makes a state of the disk in an empty folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
