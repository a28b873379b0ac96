"""Why the operating system refused, in the language in use: its own words are English on many a laptop."""

from __future__ import annotations

import errno
import os

from tui.wording import mark, tr

_REASONS = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EACCES: mark("access is denied"),
    errno.EPERM: mark("access is denied"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("it is no folder"),
    errno.EEXIST: mark("it is there already"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EROFS: mark("the disk cannot be written to"),
    errno.EBUSY: mark("another program uses it"),
    errno.EIO: mark("the disk cannot be read or written: it is worn out, or was pulled out"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ENODEV: mark("the disk is not there"),
}
_SAID = {os.strerror(number): reason for number, reason in _REASONS.items()}


def system_text(said: OSError | str) -> str:
    """Returns why the system refused: of an error, or of what was kept of its words; an unusual reason as the system says it."""
    words = said if isinstance(said, str) else said.strerror or str(said)
    return tr(_SAID[words]) if words in _SAID else words
