"""Questions that name a country, asked over reports of several: ``python -m evals.several_reports`` prints whose report answers.

The corpus holds the shipped report and all invented ones; the questions are those of the gold dev split and on the invented reports that name the
country they are about. What such a question gets must stand in that country's report, and be what it gets from that report alone. Figures only.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.countries import codes_of, find_countries
from assistant.datatypes import Answer
from assistant.settings import corpus_folder
from evals.gold import GoldQuestion, load_gold
from evals.invented_reports import INVENTED_FOLDER, MEASURING, TEACHING


def naming(questions: Iterator[GoldQuestion], country: str) -> list[GoldQuestion]:
    """Return the English questions without a conversation that name a country and no other one."""
    return [q for q in questions if q.language == "en" and not q.history and find_countries(q.question) == codes_of((country,))]


def same(first: Answer, second: Answer) -> bool:
    """Return whether two answers say the same with the same first quote."""
    quotes = [next(((c.report, c.start, c.end) for c in a.citations), None) for a in (first, second)]
    return first.answered == second.answered and first.verdict is second.verdict and quotes[0] == quotes[1]


def main() -> None:
    """Print for each country how many of its questions are answered from another report, and how many as by its report alone."""
    shipped = Assistant()
    folders = {"Peru": corpus_folder(shipped.settings), **{c.capitalize(): INVENTED_FOLDER / c / "report" for c in (*TEACHING, *MEASURING)}}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for path in (p for source in folders.values() for p in source.glob("*.txt")):
            shutil.copy(path, corpus)
        every = Assistant(corpus, Path(folder) / "index")
        every.load()
        total = [0, 0, 0]
        for country, source in folders.items():
            alone = shipped if country == "Peru" else Assistant(source, Path(folder) / country)
            gold = load_gold(load_corpus(source)) if country == "Peru" else load_gold(load_corpus(source), source.parent / "questions")
            questions = naming((q for q in gold if country != "Peru" or q.split == "dev"), country)
            own = {r.id for r in alone.reports}
            asked = [(every.ask(q.question), alone.ask(q.question)) for q in questions]
            strange = sum(any(c.report not in own for c in joint.citations) for joint, _ in asked)
            alike = sum(same(joint, single) for joint, single in asked)
            total = [total[0] + len(asked), total[1] + strange, total[2] + alike]
            print(f"{country:<12}{len(asked):>5} questions, answered from another report {strange}, as by its report alone {alike}", flush=True)
        share = total[2] / max(total[0], 1)
        print(f"{'all':<12}{total[0]:>5} questions, answered from another report {total[1]}, as by its report alone {total[2]} ({share:.1%})")


if __name__ == "__main__":
    main()
