"""A folder of report texts (and an optional ``manifest.toml``) -> parsed Reports."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.datatypes import Report
from assistant.errors import CorpusError, DuplicateReportError
from assistant.report import ReportMetadata, parse_report, text_sha256

MANIFEST = "manifest.toml"
_logger = logging.getLogger(__name__)


def decode_report(path: Path) -> str:
    r"""Return a report's text: UTF-8 decoded, byte-order mark dropped, newlines as ``\n``.

    Raises:
        CorpusError: the file cannot be read, is not UTF-8 or holds no text.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror or error}. Check the file and its permissions.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path.name} is not UTF-8: byte 0x{raw[error.start]:02x} at position {error.start:,}. Save it as UTF-8 text and try again."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise CorpusError(f"{path.name} holds no text ({len(raw):,} bytes). Expected the text of an evaluation report; remove or replace the file.")
    return text


def report_paths(folder: Path) -> dict[str, Path]:
    """Return the reports of a corpus folder, id (the file's stem) -> path, sorted by id; subfolders count.

    Raises:
        CorpusError: the folder is missing or holds no ``.txt`` file.
        DuplicateReportError: two files share one stem.
    """
    if not folder.is_dir():
        raise CorpusError(f"no corpus folder at {folder}. Expected a folder of reports as .txt files; create it or name another one.")
    paths: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.txt")):
        if path.stem in paths:
            raise DuplicateReportError(
                f"two reports share the id {path.stem!r}: {paths[path.stem].relative_to(folder)} and {path.relative_to(folder)}. "
                "A report's id is its file name without .txt; rename one of them."
            )
        paths[path.stem] = path
    if not paths:
        raise CorpusError(f"the corpus folder {folder} holds no .txt file. Put each report there as one UTF-8 text file, such as peru_2019.txt.")
    return dict(sorted(paths.items()))


def read_manifest(folder: Path) -> dict[str, tuple[ReportMetadata, str]]:
    """Return the manifest's entries, id -> (metadata, expected SHA-256 or "" ); empty where there is no manifest.

    Raises:
        CorpusError: the manifest is not valid TOML or an entry lacks its id.
        DuplicateReportError: two entries share one id.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("report", [])
        if not isinstance(entries, list):
            raise TypeError("'report' is not a list of tables")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}. Expected [[report]] tables; correct or remove the file.") from error
    result: dict[str, tuple[ReportMetadata, str]] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise CorpusError(f"{path}: a [[report]] table has no id. Give it the report's file name without .txt.")
        if entry["id"] in result:
            raise DuplicateReportError(f"{path}: two [[report]] tables share the id {entry['id']!r}. Keep one of them.")
        year = entry.get("year")
        metadata = ReportMetadata(
            id=entry["id"],
            country=str(entry.get("country", "")),
            year=year if isinstance(year, int) else None,
            round=str(entry["round"]) if "round" in entry else None,
            language=str(entry.get("language", "en")),
            title=str(entry.get("title", "")),
            source=str(entry.get("source", "")),
        )
        result[entry["id"]] = (metadata, str(entry.get("sha256", "")))
    return result


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report's text as decoded, before it is parsed. ``sha256`` is that of the text's UTF-8 bytes."""

    text: str
    sha256: str
    metadata: ReportMetadata


def read_sources(folder: Path) -> tuple[ReportSource, ...]:
    """Read every report of a folder, sorted by id, without parsing.

    A text that differs from the hash in the manifest is used as it is and said in a log warning: answers carry the hash of the
    text they quote, so ``assistant verify`` still tells the two apart.

    Raises:
        CorpusError: the folder or a file in it cannot be used.
    """
    manifest = read_manifest(folder)
    sources = []
    for report_id, path in report_paths(folder).items():
        metadata, expected = manifest.get(report_id, (ReportMetadata(report_id), ""))
        text = decode_report(path)
        sha256 = text_sha256(text)
        if expected and sha256 != expected:
            _logger.warning("%s differs from its hash in %s: found %s…, expected %s…", path.name, MANIFEST, sha256[:12], expected[:12])
        sources.append(ReportSource(text, sha256, metadata))
    return tuple(sources)


def parse_sources(sources: Iterable[ReportSource]) -> tuple[Report, ...]:
    """Parse report texts; raises CorpusError where a text is no evaluation report."""
    return tuple(parse_report(source.text, source.metadata) for source in sources)


def load_corpus(folder: Path) -> tuple[Report, ...]:
    """Read and parse every report of a folder, sorted by id; raises CorpusError where one cannot be used."""
    return parse_sources(read_sources(folder))
