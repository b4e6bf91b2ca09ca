"""Whether the files of a stored index are those that were written: the manifest and the digests in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.encoder import file_sha256
from assistant.errors import DamagedIndexError

MANIFEST = "manifest.json"
WHOLE_UP_TO = 100_000_000
"""Bytes up to which a file is hashed as a whole. Hashing the 7 GB of a thousand reports at each start would take several seconds."""
_SAMPLES = 1024
_BLOCK = 4096


def file_digest(path: Path, whole_up_to: int = WHOLE_UP_TO) -> str:
    """Return a file's SHA-256; of one larger than ``whole_up_to`` bytes that of its size and of blocks spread evenly from its first to its last byte.

    A sampled digest finds a file that was cut, swapped or overwritten in a long stretch, not each flipped bit.
    """
    size = path.stat().st_size
    if size <= whole_up_to:
        return file_sha256(path)
    found = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for k in range(_SAMPLES):
            file.seek((size - _BLOCK) * k // (_SAMPLES - 1))
            found.update(file.read(_BLOCK))
    return f"sampled-{found.hexdigest()}"


def read_manifest(version: Path) -> dict[str, Any]:
    """Return a version's manifest.

    Raises:
        DamagedIndexError: it is no manifest of this program.
    """
    try:
        manifest = json.loads((version / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"{version.name}/{MANIFEST} cannot be read ({error})") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict) or not isinstance(manifest.get("fingerprint"), dict):
        raise DamagedIndexError(f"{version.name}/{MANIFEST} is not an index manifest")
    return manifest


def check_files(version: Path, manifest: Mapping[str, Any]) -> None:
    """Compare every file with its hash in the manifest.

    Raises:
        DamagedIndexError: one is missing or differs.
    """
    for name, expected in manifest["files"].items():
        path = version / name
        try:
            found = file_digest(path)
        except OSError:  # also one that another process is just removing
            found = "nothing"
        if found != expected:
            raise DamagedIndexError(f"{version.name}/{name} is damaged: found {found[:12]}, expected {str(expected)[:12]}")
