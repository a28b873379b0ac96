"""``db.key``: the data key of an encrypted book, wrapped twice: by the passphrase, and by the recovery code that was printed.

The file holds the same line twice, ``K1 <JSON> <sha256>``: one that is damaged leaves the other. Since a line vouches for itself, a
passphrase that does not open a sound line is a wrong one. The wrapping keys are made by scrypt (n = 2^16, r = 8: 64 MB, about 0.2 s).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import randbelow
from unicodedata import normalize

import msgspec

from storage.engine.cipher import PLAIN, Cipher, NotOpened, Sealed
from storage.engine.errors import BookUnreadable

LEAST_PASSPHRASE = 8  # characters

_SALT = 16  # bytes
_CODE = 40  # digits of a recovery code: 132 bits
_LINE = re.compile(rb"(K1 (\{[^\n]*?\})) ([0-9a-f]{64})")


class KeyDamaged(Exception):
    """A key file of which neither line is sound."""


class WrongPassphrase(Exception):
    """A passphrase or recovery code that does not open the book."""


class _Wrap(msgspec.Struct):
    salt: bytes
    key: bytes


class _Keys(msgspec.Struct):
    passphrase: _Wrap
    recovery: _Wrap


Secret = str | Sealed | None
"""What opens an encrypted book: the passphrase, the recovery code, or the cipher that either of them gives."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What a book is locked with: the content of its key file, the key's cipher, and the passphrase that opens it."""

    key: bytes
    cipher: Cipher
    secret: Secret


UNLOCKED = Lock(b"", PLAIN, None)


def new_recovery_code() -> str:
    """Returns a random code of 40 digits in groups of five: digits are the same on every keyboard layout."""
    digits = "".join(str(randbelow(10)) for _ in range(_CODE))
    return " ".join(digits[at : at + 5] for at in range(0, _CODE, 5))


def is_code(typed: str, code: str) -> bool:
    """Tells whether what was typed is the code, however it is spaced."""
    return _digits(typed) == _digits(code)


def new(passphrase: str, code: str) -> tuple[bytes, Sealed]:
    """Returns the content of a key file for a new random key, and the key's cipher."""
    cipher = Sealed(os.urandom(32))
    return _written(_Keys(_wrapped(cipher, _normal(passphrase)), _wrapped(cipher, _digits(code)))), cipher


def opened(content: bytes, secret: str) -> Sealed:
    """Returns the cipher of a key file, opened by passphrase or recovery code. Raises ``KeyDamaged`` or ``WrongPassphrase``."""
    keys = _read(content)
    tried = [(keys.passphrase, _normal(secret))]
    if len(_digits(secret)) == _CODE:
        tried.append((keys.recovery, _digits(secret)))
    for wrap, words in tried:
        try:
            return Sealed(_wrapping(words, wrap.salt).opened(wrap.key, b"haulbook"))
        except NotOpened:
            continue
    raise WrongPassphrase


def unlocked(path: Path, key: bytes, secret: Secret) -> Sealed:
    """Returns the cipher of a key file with this content. Raises ``BookUnreadable`` naming it where the secret is missing or wrong."""
    try:
        if isinstance(secret, Sealed):
            return secret
        if secret is None:
            raise BookUnreadable(path, "passphrase-needed")
        return opened(key, secret)
    except KeyDamaged as error:
        raise BookUnreadable(path, "key-damaged") from error
    except WrongPassphrase as error:
        raise BookUnreadable(path, "passphrase-wrong") from error


def changed(content: bytes, secret: str, passphrase: str) -> bytes:
    """Returns the content of a key file with the same key under another passphrase; the recovery code stays. Raises as ``opened`` does."""
    return _written(_Keys(_wrapped(opened(content, secret), _normal(passphrase)), _read(content).recovery))


def _wrapped(cipher: Sealed, words: str) -> _Wrap:
    salt = os.urandom(_SALT)
    return _Wrap(salt, _wrapping(words, salt).shut(cipher.key, b"haulbook"))


def _wrapping(words: str, salt: bytes) -> Sealed:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Sealed(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(words.encode(errors="surrogatepass")))


def _written(keys: _Keys) -> bytes:
    content = b"K1 " + msgspec.json.encode(keys)
    return b"%s %s\n" % (content, sha256(content).hexdigest().encode()) * 2


def _read(content: bytes) -> _Keys:
    for line in _LINE.finditer(content):
        if sha256(line[1]).hexdigest().encode() == line[3]:
            return msgspec.json.decode(line[2], type=_Keys)
    raise KeyDamaged


def _normal(passphrase: str) -> str:
    return normalize("NFKC", passphrase)


def _digits(code: str) -> str:
    return re.sub(r"[^0-9]", "", code)
