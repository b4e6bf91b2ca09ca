"""Put words around dev questions that change nothing of what is asked, and count whose answer changes: ``python -m evals.framed``.

A metamorphic test (Chen, Cheung and Yiu 1998): which answer is right need not be known, it must be the same with a greeting as without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.datatypes import Answer
from assistant.question_form import asks_outright
from assistant.settings import corpus_folder
from evals.gold import GoldQuestion, load_gold

Frame = Callable[[str], str]


def _led(question: str) -> str:
    """Return a question as it stands behind other words: its first letter small, unless its second is a capital as well."""
    return question if question[1:2].isupper() else question[:1].lower() + question[1:]


def _told(question: str) -> str:
    """Return a question put as a wish to be told; as it is where it is no clause ("drug courts?"), which then asks for something else."""
    return f"Can you tell me {_led(question)}" if asks_outright(question) and not question[:2].isupper() else question


FRAMES: Mapping[str, Frame] = {
    "a greeting and thanks": lambda q: f"Hi there! {q} Thanks in advance.",
    "capitals": str.upper,
    "small letters": str.lower,
    "quotation marks": lambda q: f'"{q}"',
    "marks": lambda q: q.replace("?", "??!"),
    "a line break": lambda q: "\n".join(q.rsplit(" ", 2)),
    "what it is for": lambda q: f"For my thesis: {_led(q)}",
    "who asks": lambda q: f"I'm a journalist and I'm on deadline. {q}",
    "a lead": lambda q: f"Quick question - {_led(q)}",
    "a request": _told,
    "the report, first": lambda q: f"According to the report, {_led(q)}",
    "the report, last": lambda q: f"{q.rstrip('?')}, according to this report?",
    "asking for the source": lambda q: f"{q} Please quote the source.",
    "asking where": lambda q: f"{q} Where does it say so?",
    "asking to be brief": lambda q: f"{q} Keep it short, please.",
}
"""What is put around a question, by name."""
EARLIER: Mapping[str, str] = {
    "after a question on a body": "Who runs the rehabilitation centers for addicts?",
    "after a question for a figure": "How many hectares of coca were eradicated in 2018?",
    "after a question for yes or no": "Does Peru have an early warning system for new drugs?",
}
"""What is asked before a question that has nothing to do with it, by name."""


def same(first: Answer, second: Answer) -> bool:
    """Return whether two answers say the same: both silent, or one verdict and the same first quote."""
    places = [(c.report, c.start, c.end) for answer in (first, second) for c in answer.citations[:1]]
    return (first.answered, first.verdict) == (second.answered, second.verdict) and len(set(places)) <= 1


def changed(
    assistant: Assistant, questions: Iterable[GoldQuestion], frames: Mapping[str, Frame] = FRAMES, earlier: Mapping[str, str] = EARLIER
) -> tuple[int, dict[str, int]]:
    """Return how many questions were asked (English sentences with their question mark), and of how many each frame or earlier question changes the answer."""
    asked = [q.question for q in questions if q.language == "en" and not q.history and q.question.rstrip().endswith("?") and len(q.question.split()) > 3]
    bare = [assistant.ask(text) for text in asked]
    pairs = list(zip(bare, asked, strict=True))
    counts = {name: sum(not same(a, assistant.ask(frame(text))) for a, text in pairs) for name, frame in frames.items()}
    after = {name: sum(not same(a, assistant.ask(text, history=[before])) for a, text in pairs) for name, before in earlier.items()}
    return len(asked), counts | after


def main() -> None:
    """Print the counts for the dev split."""
    assistant = Assistant()
    asked, counts = changed(assistant, [q for q in load_gold(load_corpus(corpus_folder(assistant.settings))) if q.split == "dev"])
    print(f"of {asked} questions so many are answered otherwise when something is put around them:")
    for name, count in counts.items():
        print(f"{count:4d}  {name}")


if __name__ == "__main__":
    main()
