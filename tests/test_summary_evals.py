import json

import pytest

from assistant.cli import render_answer
from assistant.corpus import load_corpus
from assistant.datatypes import Answer, Citation, Summary, SummarySentence, Verdict
from assistant.errors import EvaluationError
from assistant.export import answer_to_dict, answer_to_markdown, summary_text
from assistant.settings import Settings, corpus_folder
from assistant.support import Support
from evals.summaries.hand import hand_figures, load_hand_labels
from evals.summaries.labels import LabelledSentence, load_sentences, score
from evals.summaries.measure import SummaryOutcome


@pytest.fixture(scope="module")
def sentences():
    return load_sentences(load_corpus(corpus_folder(Settings())))


def labelled(supported, corruption=None):
    return LabelledSentence("x", "x", "It is so.", supported, corruption, ())


def test_recall_and_precision_are_those_of_unsupported_sentences():
    # three unsupported, two of them flagged, and one supported flagged: recall 2/3, precision 2/3
    no, yes = Support(False, 0.0), Support(True, 1.0)
    judged = [(labelled(False, "year"), no), (labelled(False, "year"), no), (labelled(False, "scope"), yes), (labelled(True), no), (labelled(True), yes)]
    found = score(judged)
    assert (found.sentences, found.unsupported, found.recall, found.precision, found.missed) == (5, 3, 2 / 3, 2 / 3, {"scope": 1})


def test_half_of_the_unsupported_sentences_are_subtle_corruptions(sentences):
    unsupported = [s for s in sentences if not s.supported]
    subtle = [s for s in unsupported if s.corruption in ("number", "negation", "institution", "year", "scope")]
    assert len(sentences) >= 150
    assert len(subtle) >= len(unsupported) / 2
    assert {s.split for s in sentences} == {"dev", "held-out"}


def test_sentences_over_the_same_quotes_stay_in_one_half(sentences):
    assert all(len({s.split for s in sentences if s.group == group}) == 1 for group in {s.group for s in sentences})


def test_a_label_must_quote_what_the_report_says(tmp_path):
    path = tmp_path / "bad.jsonl"
    evidence = [{"report": "peru_2019", "quote": "The moon is in Peru.", "reading": None, "context": ""}]
    path.write_text(json.dumps({"id": "a", "group": "a", "sentence": "b", "supported": True, "corruption": None, "evidence": evidence}))
    with pytest.raises(EvaluationError, match=r"bad\.jsonl:1: peru_2019 does not say 'The moon is in Peru\.'"):
        load_sentences(load_corpus(corpus_folder(Settings())), path)


def test_a_sentence_without_a_label_is_counted_as_such():
    outcome = SummaryOutcome("q", ("Yes. A.", "B.", "C."), 0, (True, True, True), None, True, 4, 0.1, 0.2, 0.2, None)
    found = hand_figures([outcome], {("q", "Yes. A."): True, ("q", "B."): False, ("other", "C."): True})
    assert (found.labelled, found.unlabelled, found.unsupported, found.unsupported_share) == (2, 1, 1, 0.5)


def test_the_labels_by_hand_cover_sixty_summaries():
    assert len({id for id, _ in load_hand_labels()}) == 60


def test_a_summary_is_shown_saved_and_escaped():
    quote = "Peru does not have <b>it</b>."
    cited = Citation(1, "peru_2019", "Control Measures", "Objective 5", quote, 0, len(quote), quote, 1.0, 0)
    summary = Summary((SummarySentence("No. Peru does not have *it* <b>.", (1,), 0.9),), "local", "SmolLM2", (), "a note")
    answer = Answer("q?", True, Verdict.NO, "No. It does not. [1]", (cited,), (), None, summary, "en", ())
    assert summary_text(summary) == "No. Peru does not have *it* <b>. [1]"
    assert "Summary (by SmolLM2, checked): No. Peru does not have *it* <b>. [1]\n\nNote: a note" in render_answer(answer)
    assert r"*Summary (by SmolLM2, checked):* No. Peru does not have \*it\* &lt;b&gt;. \[1\]" in answer_to_markdown(answer)
    assert answer_to_dict(answer)["summary"]["sentences"][0] == {"text": "No. Peru does not have *it* <b>.", "citations": (1,), "support": 0.9}
