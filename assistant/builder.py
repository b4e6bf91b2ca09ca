"""Bring the stored index up to date with the corpus, the encoder and the settings; build only what changed."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.corpus import ReportSource, parse_sources, read_sources
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, Encoder, SentenceTransformerEncoder, check_weights, default_model_folder, file_sha256
from assistant.entailment import RESOURCE as ENTAILMENT
from assistant.entailment import load_entailment
from assistant.errors import DamagedIndexError, EncoderError, IndexStoreError
from assistant.index import NOTHING_KNOWN, Index, Known, Progress, build_index
from assistant.index_store import (
    cannot_write,
    current_version,
    fingerprint,
    load_index,
    pointer_text,
    prepare_folder,
    save_index,
    sweep,
)
from assistant.integrity import check_files, read_manifest
from assistant.languages.vectors import MultilingualVectors, encode_spans, fingerprint_of, load_encoder, load_vectors, model_name, save_vectors
from assistant.nli_graph import NLI_FILES, write_nli_graph
from assistant.nli_weights import RESOURCE as NLI
from assistant.onnx_encoder import GRAPH, MODEL_FILES, TOKENIZER, OnnxEncoder, write_common_words
from assistant.paraphrases import RESOURCE as THESAURUS
from assistant.passages import split_reports
from assistant.settings import DEFAULT_MODEL, Settings, corpus_folder, index_folder

LOCK_SECONDS = 900
"""How long to wait for another process that builds the same index."""
READING = tuple(
    """
    acronyms attitude catalogue contradictions counted_years countries datatypes dense encoder english_words errors evidence export framing index lexicon
    negation outright paraphrases passages places polarity postings quantized question question_form report rounds scope settings small_talk stance tables
    textual thesaurus traits
    """.split()
)
"""The modules that read reports into an index; where one changes, a stored index no longer fits. ``tests/test_layers.py`` holds this to the imports."""
_logger = logging.getLogger(__name__)


Found = tuple[Index, Encoder, MultilingualVectors | None]


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """A loaded index with the encoder that fits it and the texts that its offsets point into.

    ``multilingual`` is for questions in other languages; None where the index was built without.
    """

    index: Index
    encoder: Encoder
    texts: dict[str, str]
    rebuilt: bool
    multilingual: MultilingualVectors | None = None


def open_index(settings: Settings, *, encoder: Encoder | None = None, rebuild: bool = False, progress: Progress | None = None) -> OpenIndex:
    """Load the stored index, or build it first where it is missing, stale or damaged.

    Args:
        settings: where corpus and index are, and which model.
        encoder: an encoder of one's own (a fake in tests); None: the one that the settings name.
        rebuild: build even where the stored index fits, and encode every text again.
        progress: told about each step of a build.

    Raises:
        CorpusError: the corpus cannot be used.
        EncoderError: the model cannot be used.
        IndexStoreError: the index folder cannot be written.
    """
    sources = read_sources(corpus_folder(settings))
    texts = {s.metadata.id: s.text for s in sources}
    folder = index_folder(settings)
    if encoder is None and settings.model != DEFAULT_MODEL:
        encoder = SentenceTransformerEncoder(settings.model)
    wanted = wanted_fingerprint(sources, settings, encoder)
    if not rebuild and (found := _load_fitting(folder, wanted, encoder)):
        return _opened(found, texts, rebuilt=False)
    prepare_folder(folder)
    try:
        with FileLock(folder / ".lock", timeout=LOCK_SECONDS):
            # Another process may have built the same index while this one waited for the lock.
            if not rebuild and (found := _load_fitting(folder, wanted, encoder, quiet=True)):
                return _opened(found, texts, rebuilt=False)
            sweep(folder)
            known = NOTHING_KNOWN if rebuild else _reuse_encodings(folder, wanted)
            vectors = None if rebuild else _reuse_vectors(folder, wanted)
            built = _build(sources, folder, wanted, settings, encoder, known, vectors, progress)
    except Timeout as error:
        raise IndexStoreError(f"another process has been building {folder} for {LOCK_SECONDS // 60} minutes. Wait for it, or end it and try again.") from error
    except OSError as error:
        raise cannot_write(folder, error) from error
    return _opened(built, texts, rebuilt=True)


def _opened(found: Found, texts: dict[str, str], *, rebuilt: bool) -> OpenIndex:
    index, encoder, multilingual = found
    return OpenIndex(index, encoder, texts, rebuilt, multilingual)


def wanted_fingerprint(sources: Sequence[ReportSource], settings: Settings, encoder: Encoder | None) -> dict[str, object]:
    """Return what an index of these reports depends on; ``encoder`` None: the default model."""
    corpus = {}
    for source in sources:
        corpus[source.metadata.id] = source.sha256
        corpus[f"{source.metadata.id}.metadata"] = hashlib.sha256(json.dumps(asdict(source.metadata), sort_keys=True).encode()).hexdigest()
    model, weights = (DEFAULT_MODEL, DEFAULT_WEIGHTS_SHA256) if encoder is None else (encoder.id, encoder.weights_sha256)
    return fingerprint(
        corpus,
        model,
        weights,
        settings.passage_chars,
        fingerprint_of(settings.multilingual),
        file_sha256(THESAURUS),
        file_sha256(ENTAILMENT),
        _reading_sha256(),
        file_sha256(NLI),
    )


def _reading_sha256() -> str:
    """Return the hash of the source of ``READING``."""
    digest = hashlib.sha256()
    for name in READING:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _load_fitting(folder: Path, wanted: dict[str, object], encoder: Encoder | None, *, quiet: bool = False) -> Found | None:
    """Load the stored index where it is whole and fits; else say in one line why it is rebuilt, and return None."""
    before = pointer_text(folder)
    try:
        version = current_version(folder)
        if version is None:
            return None
        manifest = read_manifest(version)
        if manifest["fingerprint"] != wanted:
            changed = ", ".join(k.replace("_", " ") for k, v in wanted.items() if manifest["fingerprint"].get(k) != v) or "fingerprint"
            raise DamagedIndexError(f"it was built from something else (changed: {changed})")
        check_files(version, manifest)
        index, vectors = load_index(version), load_vectors(version)
        return index, encoder or OnnxEncoder(version, DEFAULT_WEIGHTS_SHA256), vectors
    except (DamagedIndexError, EncoderError) as error:
        if pointer_text(folder) != before:  # another process has just put a newer version in place, and is removing this one
            return _load_fitting(folder, wanted, encoder, quiet=quiet)
        if not quiet:
            _logger.warning("rebuilding the index in %s: %s", folder, error)
        return None


def _build(
    sources: Sequence[ReportSource],
    folder: Path,
    wanted: dict[str, object],
    settings: Settings,
    encoder: Encoder | None,
    known: Known,
    vectors: MultilingualVectors | None,
    progress: Progress | None,
) -> Found:
    """Parse, cut, encode and store; without an encoder of one's own the default model is exported into the same version."""
    say = progress or (lambda *_: None)
    say("reading reports", 0, 1)
    reports = parse_sources(sources)
    passages, spans = split_reports(reports, settings.passage_chars)
    say("reading reports", 1, 1)
    name = model_name(settings.multilingual)
    multilingual = None if name is None else encode_spans(spans, lambda: load_encoder(name), vectors.by_digest() if vectors else {}, progress)
    if encoder is not None:
        index = build_index(reports, passages, spans, encoder, progress, known)
        save_index(folder, index, wanted, extra=lambda aside: save_vectors(aside, multilingual))
        return index, encoder, multilingual
    from assistant.entailment_graph import write_entailment_graph

    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as scratch:
        model = Path(scratch)
        known_model = take_over(folder, model, MODEL_FILES, {"weights_sha256": DEFAULT_WEIGHTS_SHA256})
        exported = OnnxEncoder(model, DEFAULT_WEIGHTS_SHA256) if known_model else _export_default(model, say)
        index = build_index(reports, passages, spans, exported, progress, known)

        def write_more(aside: Path) -> None:
            copy_files(model, aside, MODEL_FILES)
            write_entailment_graph(load_entailment(), aside / GRAPH, DEFAULT_WEIGHTS_SHA256)
            if not take_over(folder, aside, NLI_FILES, {key: wanted[key] for key in ("format_version", "nli")}):
                say("laying out the second reading", 0, 1)
                write_nli_graph(aside)
                say("laying out the second reading", 1, 1)
            save_vectors(aside, multilingual)

        version = save_index(folder, index, wanted, extra=write_more)
    return index, OnnxEncoder(version, DEFAULT_WEIGHTS_SHA256), multilingual


def _reuse_encodings(folder: Path, wanted: dict[str, object]) -> Known:
    """Take over what the stored index holds where the same encoder made it, in the same format, and it is undamaged."""
    try:
        version = current_version(folder)
        if version is None:
            return NOTHING_KNOWN
        manifest = read_manifest(version)
        if any(manifest["fingerprint"].get(key) != wanted[key] for key in ("format_version", "encoder", "weights_sha256")):
            return NOTHING_KNOWN
        check_files(version, {"files": {name: digest for name, digest in manifest["files"].items() if name not in MODEL_FILES}})
        return Known.from_index(load_index(version))
    except DamagedIndexError:
        return NOTHING_KNOWN


def _reuse_vectors(folder: Path, wanted: dict[str, object]) -> MultilingualVectors | None:
    """Take over the multilingual vectors of the stored index where the same encoder made them and they are undamaged."""
    try:
        version = current_version(folder)
        if version is None:
            return None
        manifest = read_manifest(version)
        files = {name: value for name, value in manifest["files"].items() if name.startswith("multilingual_")}
        if manifest["fingerprint"].get("multilingual") != wanted["multilingual"] or not files:
            return None
        check_files(version, {"files": files})
        return load_vectors(version)
    except DamagedIndexError:
        return None


def take_over(folder: Path, target: Path, names: Sequence[str], same: Mapping[str, object]) -> bool:
    """Put files of the stored index into another folder where all are there, undamaged, and what they depend on is the same; return whether they were.

    Args:
        folder: the index folder.
        target: where to put them.
        names: the files.
        same: the parts of a fingerprint that they depend on.
    """
    try:
        version = current_version(folder)
        if version is None:
            return False
        manifest = read_manifest(version)
        files = {name: manifest["files"][name] for name in names if name in manifest["files"]}
        if len(files) < len(names) or any(manifest["fingerprint"].get(key) != value for key, value in same.items()):
            return False
        check_files(version, {"files": files})
        copy_files(version, target, names)
    except (DamagedIndexError, OSError):
        return False
    return True


def _export_default(folder: Path, say: Progress) -> OnnxEncoder:
    """Check the default weights, export their graph into ``folder`` and compare it with what sentence-transformers computes."""
    from assistant.onnx_export import check_export, export_graph

    say("exporting the model", 0, 1)
    model_folder = default_model_folder()
    weights = check_weights(model_folder, DEFAULT_WEIGHTS_SHA256)
    export_graph(model_folder, folder / GRAPH)
    shutil.copyfile(model_folder / TOKENIZER, folder / TOKENIZER)
    exported = OnnxEncoder(folder, weights)
    check_export(exported)
    say("exporting the model", 1, 1)
    write_common_words(folder, exported, lambda done, total: say("encoding common words", done, total))
    return OnnxEncoder(folder, weights)


def copy_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Put files into another folder; stored files never change, so that they can share their bytes where the disk allows it."""
    for name in names:
        try:
            os.link(source / name, target / name)
        except OSError:
            shutil.copyfile(source / name, target / name)
