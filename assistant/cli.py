"""The ``assistant`` command: ask, search, index, eval, verify, gold propose. The one module that prints."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.datatypes import Answer

_EPILOG = """examples:
  assistant ask "does Peru have an NPS early warning system?"
  assistant ask "What was DEVIDA's budget in 2014?" --json > answer.json
  assistant verify answer.json
  assistant search "money laundering" --top-k 10 --area "Control Measures"

exit status: 0 done (also where the report does not say); 1 it failed, or a saved answer no longer holds;
2 the command line cannot be read (an unknown option, say)."""


def build_parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    parser = argparse.ArgumentParser(
        prog="assistant",
        description="Answers questions from evaluation reports, and proves every word.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    places = argparse.ArgumentParser(add_help=False)
    places.add_argument("--corpus", type=Path, metavar="DIR", help="folder of reports as .txt files (default: the shipped corpus)")
    places.add_argument(
        "--index", type=Path, metavar="DIR", dest="index_dir", help="folder of the index (default: index/ of the checkout, or the user's cache)"
    )
    filters = argparse.ArgumentParser(add_help=False)
    filters.add_argument("--report", action="append", metavar="ID", help="use only this report; may be given again")
    filters.add_argument("--area", action="append", metavar="NAME", help="use only this area; may be given again")

    ask = commands.add_parser("ask", parents=[places, filters], help="answer a question with the sentence that says so")
    ask.add_argument("question", nargs="+", help="the question; quotation marks keep the shell from reading its ? and *")
    ask.add_argument(
        "--history", action="append", default=[], metavar="QUESTION", help="an earlier question of the conversation, oldest first; may be given again"
    )
    ask.add_argument("--language", choices=("auto", "en", "es", "pt", "fr"), default=None, help="the question's language (default: found)")
    ask.add_argument("--max-citations", type=int, default=3, metavar="N", help="at most so many quotes (default: 3)")
    ask.add_argument("--summarize", action="store_true", help="add a short summary, each sentence checked against its quotes")
    form = ask.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the answer as JSON")
    form.add_argument("--markdown", action="store_true", help="print the answer as Markdown")

    search = commands.add_parser("search", parents=[places, filters], help="list the nearest passages, without judging them")
    search.add_argument("query", nargs="+", help="what to look for")
    search.add_argument("--top-k", type=int, default=10, metavar="N", help="how many (default: 10)")
    search.add_argument("--json", action="store_true", help="print them as JSON")

    index = commands.add_parser("index", parents=[places], help="bring the index up to date")
    index.add_argument("--rebuild", action="store_true", help="build it even where it is up to date, and encode every text again")

    evaluate = commands.add_parser("eval", parents=[places], help="measure the assistant on the gold questions (in a checkout)")
    evaluate.add_argument("--misses", action="store_true", help="also list what went wrong on the dev split")
    evaluate.add_argument("--summaries", action="store_true", help="measure the summaries and their support check instead")
    evaluate.add_argument("--output", type=Path, metavar="FILE", help="where the figures go (default: evals/results/latest.json)")

    verify = commands.add_parser("verify", parents=[places], help="re-check a saved answer against the reports")
    verify.add_argument("answer", type=Path, metavar="ANSWER.json")

    gold = commands.add_parser("gold", help="work on the gold questions").add_subparsers(dest="gold_command", required=True, metavar="COMMAND")
    propose = gold.add_parser("propose", help="turn thumbs down from the page into drafts of gold questions, one JSON line each")
    propose.add_argument("--feedback", type=Path, metavar="FILE", help="the feedback (default: where the page writes it)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    arguments = build_parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="assistant: %(message)s", stream=sys.stderr)
    run = {"ask": _ask, "search": _search, "index": _index, "eval": _eval, "verify": _verify, "gold": _propose}[arguments.command]
    try:
        return run(arguments)
    except AssistantError as error:
        print(f"assistant: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("assistant: stopped", file=sys.stderr)
        return 130


def _assistant(arguments: argparse.Namespace) -> Assistant:
    from assistant.assistant import Assistant

    return Assistant(arguments.corpus, arguments.index_dir, progress=show_progress)


def show_progress(what: str, done: int, total: int) -> None:
    """Draw a progress bar on the error stream; on a terminal in place, elsewhere one line a finished step."""
    if sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        print(f"\r\033[K{what:<22} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
    elif done >= total:
        print(f"{what}: {done}/{total}", file=sys.stderr, flush=True)


def _ask(arguments: argparse.Namespace) -> int:
    answer = _assistant(arguments).ask(
        " ".join(arguments.question),
        history=arguments.history,
        reports=arguments.report,
        areas=arguments.area,
        max_citations=arguments.max_citations,
        language=arguments.language,
        summarize=arguments.summarize,
    )
    if arguments.json:
        print(answer.to_json())
    elif arguments.markdown:
        print(answer.to_markdown(), end="")
    else:
        print(render_answer(answer))
    return 0


def render_answer(answer: Answer) -> str:
    """Return an answer for a terminal."""
    from assistant.catalogue import say
    from assistant.export import characters, place, summary_label, summary_text
    from assistant.textual import clean

    lines = [answer.text, ""]
    if answer.summary:
        lines += [f"{summary_label(answer.summary, answer.language)} {summary_text(answer.summary)}", ""]
        lines += [say("Note: {text}", answer.language, text=answer.summary.note), ""] if answer.summary.note else []
    if answer.conflict:
        lines += [say("Note: {text}", answer.language, text=answer.conflict), ""]
    if not answer.answered and answer.nearest:
        lines.append(say("Nearest passages, which do not answer it:", answer.language))
    for citation in answer.citations or answer.nearest:
        lines += [f"  [{citation.number}] {place(citation, answer.language)} ({characters(citation, answer.language)})", f"      “{clean(citation.quote)}”"]
    return "\n".join(lines).rstrip()


def _search(arguments: argparse.Namespace) -> int:
    from assistant.textual import clean

    hits = _assistant(arguments).search(" ".join(arguments.query), top_k=arguments.top_k, reports=arguments.report, areas=arguments.area)
    if arguments.json:
        print(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
        return 0
    for number, hit in enumerate(hits, start=1):
        print(f"{number:>3}. {hit.report}, {hit.area} › {hit.section} (score {hit.score:.2f}, characters {hit.start}-{hit.end})\n     “{clean(hit.quote)}”")
    return 0


def _index(arguments: argparse.Namespace) -> int:
    from assistant.settings import index_folder

    assistant = _assistant(arguments)
    opened = assistant.load(rebuild=arguments.rebuild)
    done = "built" if opened.rebuilt else "up to date"
    index = opened.index
    counts = f"{len(index.reports)} report(s), {len(index.passages)} passages, {len(index.spans)} spans"
    print(f"index {done}: {counts}, in {index_folder(assistant.settings)}")
    return 0


def _eval(arguments: argparse.Namespace) -> int:
    try:
        from evals.run import main as run_evaluation
        from evals.summaries.run import main as run_summaries
    except ModuleNotFoundError as error:
        if error.name not in ("evals", "evals.run", "evals.summaries"):
            raise
        print("assistant: the gold questions are not part of the installed package. Run 'assistant eval' in a checkout of the project.", file=sys.stderr)
        return 1
    if arguments.summaries:
        return run_summaries(_assistant(arguments), arguments.output, progress=show_progress)
    return run_evaluation(_assistant(arguments), arguments.output, progress=show_progress, show_misses=arguments.misses)


def _verify(arguments: argparse.Namespace) -> int:
    from assistant.corpus import read_sources
    from assistant.settings import Settings, corpus_folder
    from assistant.verify import problems, read_answers

    settings = Settings.from_environment()
    folder = arguments.corpus if arguments.corpus is not None else corpus_folder(settings)
    texts = {source.metadata.id: source.text for source in read_sources(folder)}
    answers = read_answers(arguments.answer)
    found = [problem for answer in answers for problem in problems(answer, texts)]
    for problem in found:
        print(f"assistant: {problem}", file=sys.stderr)
    quotes = sum(len(a["citations"]) + len(a.get("nearest", [])) for a in answers)
    counted = f"{len(answers)} answer(s), {quotes} quote(s) checked; verdict and wording are not judged again"
    print(f"{arguments.answer}: {'does not hold' if found else 'holds'} ({counted})")
    return 1 if found else 0


def _propose(arguments: argparse.Namespace) -> int:
    from assistant.feedback import draft_gold, feedback_file, read_feedback

    path = arguments.feedback if arguments.feedback is not None else feedback_file()
    disliked = [item for item in read_feedback(path) if item.rating == "down"]
    for item in disliked:
        print(json.dumps(draft_gold(item), ensure_ascii=False))
    print(f"{len(disliked)} draft(s) from {path}: correct them, then append them to a file in evals/gold", file=sys.stderr)
    return 0
