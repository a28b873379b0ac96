"""Encryption as one seam: bytes in, bytes out. A book without a passphrase goes through ``PLAIN``, which changes nothing.

What is shut bears its place in the book with it (AES-256-GCM, the place as associated data): it opens nowhere else. It is packed before,
since what is encrypted packs no more, and written in base64, so that a line of the journal stays a line of text.
"""

from __future__ import annotations

import hmac
import os
import zlib
from base64 import b64decode, b64encode
from typing import Protocol

_NONCE = 12  # bytes; random: one key takes 2^32 lines before they are likely to repeat


class NotOpened(Exception):
    """Bytes that do not open with this key in this place: damaged, moved, or another book's."""


class Cipher(Protocol):
    """What bytes go through on their way to the disk and back."""

    secret: bool
    """Whether it hides anything."""

    def shut(self, content: bytes, place: bytes) -> bytes:
        """Returns what is to lie on the disk."""
        ...

    def opened(self, content: bytes, place: bytes) -> bytes:
        """Returns what was shut in that place. Raises ``NotOpened``."""
        ...


class Plain:
    """Leaves everything as it is."""

    secret = False

    def shut(self, content: bytes, place: bytes) -> bytes:
        """Returns ``content``."""
        return content

    def opened(self, content: bytes, place: bytes) -> bytes:
        """Returns ``content``."""
        return content


class Sealed:
    """Encrypts with a data key of 32 bytes."""

    secret = True

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.key = key
        self._aead = AESGCM(key)

    def shut(self, content: bytes, place: bytes, alike: bytes = b"") -> bytes:
        """Returns ``content`` packed and encrypted, in base64; with the key ``alike`` the same in the same place each time."""
        packed = zlib.compress(content, 1)
        nonce = hmac.digest(alike, place + b"\0" + packed, "sha256")[:_NONCE] if alike else os.urandom(_NONCE)
        return b64encode(nonce + self._aead.encrypt(nonce, packed, place))

    def opened(self, content: bytes, place: bytes) -> bytes:
        """Returns what was shut in that place. Raises ``NotOpened``."""
        from cryptography.exceptions import InvalidTag

        try:
            sealed = b64decode(content, validate=True)
            return zlib.decompress(self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], place))
        except (ValueError, InvalidTag, zlib.error) as error:
            raise NotOpened from error


PLAIN = Plain()
