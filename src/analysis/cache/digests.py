"""Digests of plain values."""

import hashlib
import json


def digest_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def digest_of_value(value: object) -> str:
    """Return a digest of plain values.

    Parameters
    ----------
    value
        What JSON can hold; anything else counts as its text.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return digest_of_bytes(text.encode())
