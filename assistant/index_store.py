"""Save and load an index folder so that a crash at any moment leaves the old index or the new one, never half of one.

Layout of the folder::

    CURRENT                 names the version in use, moved into place as the last step of a build
    v-<fingerprint>-<id>/   one complete version: manifest.json, records.json, arrays, the exported model
    .building-*/            a build under way; swept by the next build when a crash left it behind
    .lock                   held while one process builds

Numpy arrays without pickle and JSON; the manifest holds the fingerprint and the SHA-256 of every other file.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from assistant.contradictions import Contradiction
from assistant.datatypes import ReportInfo
from assistant.dense import read_dense_index
from assistant.errors import DamagedIndexError, IndexStoreError
from assistant.index import Index, TokenVectors
from assistant.integrity import MANIFEST, file_digest
from assistant.places import Places
from assistant.postings import Postings
from assistant.quantized import Codes, FileCodes, QuantizedRows
from assistant.records import passage_of, read_records, span_of, write_records
from assistant.thesaurus import WordVectors

FORMAT_VERSION = 20
"""Raised whenever the files, the parser or the way passages are cut change, so that older indexes count as stale."""
CURRENT = "CURRENT"
VECTORS = "in_context.faiss"
TOKEN_CODES = "token_codes.npy"
MAPPED_UP_TO = 200_000_000
"""Bytes of token vectors up to which their file is mapped into memory; larger ones are read where they are needed."""
_ARRAYS = (
    "span_codes",
    "span_scales",
    "postings_indptr",
    "postings_spans",
    "postings_scores",
    "token_offsets",
    "token_piece_ids",
    "token_digests",
    "token_scales",
    "token_own_counts",
    "piece_frequency",
    "traits",
    "years",
    "span_report",
    "span_area",
    "word_vectors",
    "word_terms",
    "word_is_content",
    "word_offsets",
    "word_ids",
    "word_own_counts",
)

Fingerprint = Mapping[str, object]
"""What an index depends on; equal fingerprints mean that nothing needs building."""


def fingerprint(
    corpus: Mapping[str, str],
    encoder_id: str,
    weights_sha256: str,
    passage_chars: int,
    multilingual: str = "none",
    thesaurus_sha256: str = "",
    entailment_sha256: str = "",
    reading_sha256: str = "",
    nli_sha256: str = "",
) -> dict[str, object]:
    """Return what decides whether a stored index still fits.

    Args:
        corpus: report id -> SHA-256 of its text, and its metadata's under ``<id>.metadata``.
        encoder_id: the model's name.
        weights_sha256: the hash of its weights.
        passage_chars: the passage setting, in characters.
        multilingual: the encoder of questions in other languages, or "none".
        thesaurus_sha256: the hash of the thesaurus, part of which an index holds.
        entailment_sha256: the hash of what describes the entailment model, whose graph lies beside an index.
        reading_sha256: the hash of the modules that read reports into an index.
        nli_sha256: the hash of what describes the model of natural language inference, whose graph lies beside an index.
    """
    return {
        "format_version": FORMAT_VERSION,
        "corpus": dict(sorted(corpus.items())),
        "encoder": encoder_id,
        "weights_sha256": weights_sha256,
        "passage_chars": passage_chars,
        "multilingual": multilingual,
        "thesaurus": thesaurus_sha256,
        "entailment": entailment_sha256,
        "reading_of_reports": reading_sha256,
        "nli": nli_sha256,
    }


def pointer_text(folder: Path) -> bytes:
    """Return what ``CURRENT`` holds, empty where it cannot be read: tells whether another build has been put in place since."""
    try:
        return (folder / CURRENT).read_bytes()
    except OSError:
        return b""


def current_version(folder: Path) -> Path | None:
    """Return the folder of the version in use, or None where nothing was built yet.

    Raises:
        DamagedIndexError: ``CURRENT`` names something that is not there.
    """
    pointer = folder / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedIndexError(f"{pointer} cannot be read ({error})") from error
    version = folder / name
    if not name.startswith("v-") or "/" in name or not (version / MANIFEST).is_file():
        raise DamagedIndexError(f"{pointer} names {name[:60]!r}, which is no index version in {folder}")
    return version


def load_index(version: Path) -> Index:
    """Load a version; arrays are memory-mapped.

    Raises:
        DamagedIndexError: a file is not what this program writes.
    """
    try:
        records = json.loads((version / "records.json").read_text(encoding="utf-8"))
        # As plain arrays over the mapped file: numpy's own memmap class makes each slice many times slower.
        arrays = {name: np.asarray(np.load(version / f"{name}.npy", mmap_mode="r", allow_pickle=False)) for name in _ARRAYS}
        return Index(
            reports=tuple(ReportInfo(**{**r, "areas": tuple(r["areas"])}) for r in records["reports"]),
            passages=read_records(version, "passages", passage_of),
            spans=read_records(version, "spans", span_of),
            in_context=read_dense_index(version / VECTORS),
            rows=QuantizedRows(arrays["span_codes"], arrays["span_scales"]),
            postings=Postings(records["vocabulary"], arrays["postings_indptr"], arrays["postings_spans"], arrays["postings_scores"]),
            tokens=TokenVectors(
                offsets=arrays["token_offsets"],
                piece_ids=arrays["token_piece_ids"],
                digests=arrays["token_digests"],
                rows=QuantizedRows(_token_codes(version), arrays["token_scales"]),
                own_counts=arrays["token_own_counts"],
                document_frequency=arrays["piece_frequency"],
            ),
            traits=arrays["traits"],
            years=arrays["years"],
            places=Places(tuple(records["placed_reports"]), tuple(records["areas"]), arrays["span_report"], arrays["span_area"]),
            ministries=tuple(records["ministries"]),
            acronyms=records["acronyms"],
            words=records["words"],
            paraphrases=records["paraphrases"],
            word_vectors=WordVectors(
                vectors=arrays["word_vectors"],
                terms=arrays["word_terms"],
                is_content=arrays["word_is_content"],
                offsets=arrays["word_offsets"],
                ids=arrays["word_ids"],
                own_counts=arrays["word_own_counts"],
            ),
            contradictions=tuple(Contradiction(*c) for c in records["contradictions"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise DamagedIndexError(f"{version.name} cannot be loaded ({error})") from error


def _token_codes(version: Path) -> Codes | FileCodes:
    path = version / TOKEN_CODES
    large = path.stat().st_size > MAPPED_UP_TO and hasattr(os, "preadv")
    return FileCodes(path) if large else np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def save_index(folder: Path, index: Index, fingerprint: Fingerprint, extra: Callable[[Path], None] | None = None) -> Path:
    """Write an index aside, flush it to disk, and move it into place.

    Args:
        folder: the index folder.
        index: what to store.
        fingerprint: what it was built from.
        extra: writes further files of the same version into the folder it is given (the exported model).

    Returns:
        The new version's folder; older versions are removed.

    Raises:
        IndexStoreError: the folder cannot be written. The index in use before stays in use.
    """
    try:
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
        try:
            _write_files(aside, index)
            if extra:
                extra(aside)
            files = {p.name: file_digest(p) for p in sorted(aside.iterdir())}
            (aside / MANIFEST).write_text(json.dumps({"fingerprint": fingerprint, "files": files}, indent=1), encoding="utf-8")
            for path in aside.iterdir():
                _flush(path)
            _flush(aside)
            digest = hashlib.sha256(json.dumps(fingerprint, sort_keys=True).encode()).hexdigest()[:12]
            version = folder / f"v-{digest}-{aside.name.removeprefix('.building-')}"
            os.replace(aside, version)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        _point_to(folder, version.name)
    except OSError as error:
        raise cannot_write(folder, error) from error
    sweep(folder)
    return version


def cannot_write(folder: Path, error: OSError) -> IndexStoreError:
    """Return the error to raise where the operating system refuses a write to the index folder."""
    return IndexStoreError(
        f"cannot write the index folder {folder}: {error.strerror or error}. Free space, change its permissions, or name another with ASSISTANT_INDEX."
    )


def prepare_folder(folder: Path) -> None:
    """Create the index folder and check that it can be written.

    Raises:
        IndexStoreError: it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise cannot_write(folder, error) from error


def sweep(folder: Path) -> None:
    """Remove builds that a crash left behind and versions no longer in use; what cannot be removed stays."""
    try:
        current = current_version(folder)
    except DamagedIndexError:
        current = None
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        if path.is_dir() and (path.name.startswith(".building-") or (path.name.startswith("v-") and current is not None and path != current)):
            shutil.rmtree(path, ignore_errors=True)


def _write_files(folder: Path, index: Index) -> None:
    records = {
        "reports": [dataclasses.asdict(r) for r in index.reports],
        "placed_reports": index.places.reports,
        "areas": index.places.areas,
        "ministries": index.ministries,
        "vocabulary": index.postings.vocabulary,
        "acronyms": index.acronyms,
        "words": index.words,
        "paraphrases": index.paraphrases,
        "contradictions": [dataclasses.astuple(c) for c in index.contradictions],
    }
    np.save(folder / TOKEN_CODES, index.tokens.rows.codes[:], allow_pickle=False)
    faiss.write_index(index.in_context, str(folder / VECTORS))
    write_records(folder, "passages", index.passages)
    write_records(folder, "spans", index.spans)
    (folder / "records.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    arrays: tuple[npt.NDArray[Any], ...] = (
        index.rows.codes[:],
        index.rows.scales,
        index.postings.indptr,
        index.postings.spans,
        index.postings.scores,
        index.tokens.offsets,
        index.tokens.piece_ids,
        index.tokens.digests,
        index.tokens.rows.scales,
        index.tokens.own_counts,
        index.tokens.document_frequency,
        index.traits,
        index.years,
        index.places.report_of,
        index.places.area_of,
        index.word_vectors.vectors,
        index.word_vectors.terms,
        index.word_vectors.is_content,
        index.word_vectors.offsets,
        index.word_vectors.ids,
        index.word_vectors.own_counts,
    )
    for name, array in zip(_ARRAYS, arrays, strict=True):
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _point_to(folder: Path, name: str) -> None:
    aside = folder / f".{CURRENT}-{os.getpid()}"
    aside.write_text(name + "\n", encoding="utf-8")
    _flush(aside)
    os.replace(aside, folder / CURRENT)
    _flush(folder)


def _flush(path: Path) -> None:
    """Force a file or a folder's entries to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
