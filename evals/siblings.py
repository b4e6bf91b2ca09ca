"""Synthetic sibling reports: the structure of a report with other countries, institutions, years, amounts, marks and findings.

    python -m evals.siblings 100 FOLDER      writes 100 reports and their manifest, for ASSISTANT_CORPUS=FOLDER

Headings, objectives, lists and tables stay where the parser expects them. Inside them each report, by a seed of its own, names other
things, denies what the original affirms and the reverse, moves the marks of table rows, draws sentences from other paragraphs of the same
area, and words things otherwise. The texts are for measuring speed and size: what they say of any country is invented.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.corpus import read_sources
from assistant.settings import Settings, corpus_folder

SEED = 2019
REPORTS_OF_A_COUNTRY = 4
_STARTS = "Alta Bel Cor Dar Esta Flor Gua Hel Isla Jal Kir Lor Mar Nor Oro Pal Quin Ros Sol Tal Ur Val Xal Yar Zam".split()
_ENDS = "bria casta dora fina gena lia mera nia pola quia rana sura tia vera zonia".split()
_PLACES = ("the north", "the capital", "the coastal provinces", "the border districts", "the rural areas", "the eastern departments")
_NAMES = re.compile(r"\b(?:DEVIDA|ENLCD|DIRANDRO|SUNAT|SUSALUD|MINSA|CONTRALAFI|SISCOD|SIETID|UACT|DAIS|PTCD|PNP|CRPA|FIU)\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_AMOUNT = re.compile(r"\\\$[\d,]+")
_NUMBERED = re.compile(r"\b(Law|Decree|Resolution|Article)( No\.)? (\d{2,5})\b")
_SENTENCE = re.compile(r"(?<=[.]) (?=[A-Z])")
_AFFIRMED = re.compile(
    r"^(?P<who>The country|@) has (?=(?:a|an|the|mechanisms|national|supervisory|legislation|conducted|established|designed|developed|carried)\b)"
)
_DENIED = re.compile(r"^(?P<who>The country|@) (?:does not have|has not) ")
_MARK = re.compile(r"^([^\t]+)\t(X?)\t(X?)(\t[^\t]*)?$")
_WORDINGS = (
    ("programs", "initiatives"),
    ("measures", "arrangements"),
    ("mechanisms", "procedures"),
    ("carries out", "undertakes"),
    ("training", "instruction"),
    ("government", "state"),
    ("persons", "people"),
    ("studies", "surveys"),
    ("institutions", "organizations"),
    ("seizures", "confiscations"),
    ("exchange", "sharing"),
    ("drug abuse", "substance use"),
)


@dataclass(frozen=True, slots=True)
class Sibling:
    """A synthetic report: its id, country, year and text."""

    id: str
    country: str
    year: int
    text: str


def country_name(number: int) -> str:
    """Return the invented name of a country; 375 differ, further ones carry a second part."""
    first, further = divmod(number, len(_STARTS) * len(_ENDS))[::-1]
    name = _STARTS[first % len(_STARTS)] + _ENDS[first // len(_STARTS)]
    return f"{name} {_STARTS[further % len(_STARTS)]}" if further else name


def make_sibling(original: str, country: str, year: int, number: int) -> Sibling:
    """Return a sibling of a report.

    Args:
        original: the report's text.
        country: the country that it is about.
        year: its year.
        number: which sibling; equal numbers give equal texts.
    """
    of_country = Random(f"{SEED} country {number // REPORTS_OF_A_COUNTRY}")
    random = Random(f"{SEED} report {number}")
    name = country_name(number // REPORTS_OF_A_COUNTRY)
    shift = -2 * (number % REPORTS_OF_A_COUNTRY) - random.randrange(2)
    acronyms: dict[str, str] = {}

    def acronym(match: re.Match[str]) -> str:
        if match[0] not in acronyms:
            acronyms[match[0]] = "".join(of_country.choice("BCDFGKLMNPRSTV") + of_country.choice("AEIOU") for _ in range(3)) + of_country.choice("DLNRS")
        return acronyms[match[0]]

    text = re.sub(rf"\b{country}(?:vian|an)\b", f"{name} national", original)
    text = re.sub(rf"\b{country}\b", "@", text)
    text = re.sub(rf"\b{country.upper()}\b", name.upper(), text)
    text = _NAMES.sub(acronym, text)
    lines = _recombine(text.split("\n"), random)
    text = "\n".join(_line(line, random) for line in lines).replace("@", name)
    for old, new in _WORDINGS:
        if random.random() < 0.4:
            text = re.sub(rf"\b{old}\b", new, text)
    text = _YEAR.sub(lambda m: str(int(m[1]) + shift), text)
    text = _AMOUNT.sub(lambda _: rf"\${random.randrange(1_000, 99_999_999):,}", text)
    text = _NUMBERED.sub(lambda m: f"{m[1]}{m[2] or ''} {random.randrange(10 ** (len(m[3]) - 1), 10 ** len(m[3]))}", text)
    return Sibling(f"{name.lower().replace(' ', '_')}_{number:04}", name, year + shift, text)


def _is_prose(line: str) -> bool:
    return line.endswith(".") and "\t" not in line and line[:1].isalpha() and not line.isupper()


def _recombine(lines: list[str], random: Random) -> list[str]:
    """Return lines in which every third paragraph of several sentences ends with a sentence of another one of its area."""
    areas, area = [], 0
    for line in lines:
        area += line.startswith("OBJECTIVE 1") and not line[11:].strip()
        areas.append(area)
    pools: dict[int, list[str]] = {}
    for area, line in zip(areas, lines, strict=True):
        if area and _is_prose(line):
            pools.setdefault(area, []).extend(s for s in _SENTENCE.split(line) if len(s) < 400)
    result = []
    for area, line in zip(areas, lines, strict=True):
        sentences = _SENTENCE.split(line)
        if area and _is_prose(line) and len(sentences) > 1 and random.random() < 0.35:
            line = " ".join([*sentences[:-1], random.choice(pools[area])])
        result.append(line)
    return result


def _line(line: str, random: Random) -> str:
    """Return a line with its findings turned or narrowed, or with its mark in the other column."""
    mark = _MARK.match(line)
    if mark and (mark[2] or mark[3]) and random.random() < 0.4:
        return f"{mark[1]}\t{mark[3]}\t{mark[2]}{mark[4] or ''}"
    return " ".join(_sentence(s, random) for s in _SENTENCE.split(line)) if _is_prose(line) else line


def _sentence(sentence: str, random: Random) -> str:
    if random.random() < 0.4:
        if found := _DENIED.match(sentence):
            return f"{found['who']} has {sentence[found.end() :]}"
        if found := _AFFIRMED.match(sentence):
            rest = sentence[found.end() :]
            verb = "has not" if re.match(r"\w+ed\b|carried", rest) else "does not have"
            return f"{found['who']} {verb} {rest}"
    if random.random() < 0.15 and re.match(r"(?:The country|@|There|It) ", sentence):
        start = sentence if sentence.startswith("@") else sentence[0].lower() + sentence[1:]
        return f"In {random.choice(_PLACES)}, {start}"
    return sentence


def write_siblings(folder: Path, count: int) -> None:
    """Write the shipped report and ``count - 1`` siblings of it into a corpus folder, with a manifest."""
    source = read_sources(corpus_folder(Settings()))[0]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{source.metadata.id}.txt").write_text(source.text, encoding="utf-8")
    country, year = source.metadata.country, source.metadata.year or SEED
    entries = [f'[[report]]\nid = "{source.metadata.id}"\ncountry = "{country}"\nyear = {year}\n']
    for number in range(1, count):
        sibling = make_sibling(source.text, country, year, number)
        (folder / f"{sibling.id}.txt").write_text(sibling.text, encoding="utf-8")
        entries.append(f'[[report]]\nid = "{sibling.id}"\ncountry = "{sibling.country}"\nyear = {sibling.year}\n')
    (folder / "manifest.toml").write_text("\n".join(entries), encoding="utf-8")


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(prog="python -m evals.siblings", description="Write synthetic sibling reports.")
    parser.add_argument("reports", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    write_siblings(arguments.folder, arguments.reports)


if __name__ == "__main__":
    main()
