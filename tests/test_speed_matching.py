"""Matching all spans at once gives what matching them one by one gives."""

from types import SimpleNamespace

import numpy as np
import pytest

from assistant.encoder import Encoding, unit
from assistant.first_stage import highest, zscore
from assistant.matching import CONTEXT_DISCOUNT, Matcher
from assistant.quantized import quantize
from assistant.thesaurus import PARAPHRASE, Meant, QuestionWords

LENGTHS = (3, 1, 4, 2)
OWN = (2, 1, 4, 1)
D = 8


class Pieces:
    """Word pieces that are all content words."""

    def words(self, ids):
        return [f"w{i}" for i in ids]


@pytest.fixture
def index():
    random = np.random.default_rng(0)
    offsets = np.cumsum([0, *LENGTHS])
    rows = quantize(unit(random.standard_normal((offsets[-1], D)).astype(np.float32)))
    tokens = SimpleNamespace(offsets=offsets, rows=rows, own_counts=np.array(OWN, np.int32), document_frequency=np.array([1, 2, 3, 4], np.int32))
    ids = np.array([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], np.int32)
    words = SimpleNamespace(
        offsets=offsets, ids=ids, own_counts=np.array(OWN, np.int32), is_content=np.array([True, True, False, True, True]), terms=np.arange(5, dtype=np.int32)
    )
    return SimpleNamespace(spans=[None] * 4, tokens=tokens, word_vectors=words)


@pytest.fixture
def question():
    tokens = unit(np.random.default_rng(1).standard_normal((3, D)).astype(np.float32))
    return Encoding(tokens[0], np.array([0, 1, 2], np.int32), tokens)


def test_late_interaction_is_that_of_each_span_alone(index, question):
    alone, in_context, _ = Matcher(index, Pieces(), frozenset()).late(question, np.array([2, 0, 3]))
    rows = index.tokens.rows.restore(slice(None))
    idf = np.log(5 / (np.array([1, 2, 3]) + 0.5))
    for place, span in enumerate([2, 0, 3]):
        first, last = index.tokens.offsets[span], index.tokens.offsets[span + 1]
        similar = rows[first:last] @ question.tokens.T
        own = np.arange(first, last) >= last - OWN[span]
        expected_alone = np.where(own[:, None], similar, 0.0).max(axis=0) @ idf / idf.sum()
        expected_context = np.where(own[:, None], similar, CONTEXT_DISCOUNT * similar).max(axis=0) @ idf / idf.sum()
        assert alone[place] == pytest.approx(expected_alone, abs=1e-3)
        assert in_context[place] == pytest.approx(expected_context, abs=1e-3)


def test_a_span_without_pieces_of_its_own_or_without_context_has_only_the_other(index, question):
    index.tokens.own_counts = np.array([0, 1, 2, 0], np.int32)
    alone, in_context, _ = Matcher(index, Pieces(), frozenset()).late(question, np.array([1, 2, 3]))
    rows = index.tokens.rows.restore(slice(None))
    idf = np.log(5 / (np.array([1, 2, 3]) + 0.5))
    similar = [rows[index.tokens.offsets[i] : index.tokens.offsets[i + 1]] @ question.tokens.T for i in (1, 2, 3)]
    expected_alone = [similar[0].max(axis=0), np.maximum(similar[1][2:].max(axis=0), 0), np.zeros(3)]
    expected_context = [similar[0].max(axis=0), np.maximum(0.8 * similar[1][:2].max(axis=0), similar[1][2:].max(axis=0)), 0.8 * similar[2].max(axis=0)]
    assert alone == pytest.approx([e @ idf / idf.sum() for e in expected_alone], abs=1e-3)
    assert in_context == pytest.approx([e @ idf / idf.sum() for e in expected_context], abs=1e-3)


def test_words_count_less_in_the_context_and_paraphrases_need_every_group(index):
    # Question words: 0 is word 0 itself, 1 is unknown but means words 1 and 2 together.
    likeness = np.array([[1, 0, 0, 0, 0], [0, 0, 0, 0, 0]], dtype=np.float32)
    meant = (Meant((1,), (frozenset({1}), frozenset({2})), ("b", "c")),)
    asked = QuestionWords(("a", "x"), np.ones(2, np.float32), likeness, meant)
    match = Matcher(index, Pieces(), frozenset()).words(asked, np.arange(4))
    # Spans hold the words (0 | 1 2), (| 3), (| 4 0 1 2), (3 | 4), context before the bar.
    assert match.matched[0] == pytest.approx([CONTEXT_DISCOUNT, 0, 1, 0])
    assert match.matched[1] == pytest.approx([PARAPHRASE, 0, PARAPHRASE, 0])
    # Own content words: word 2 is none.
    assert match.length == pytest.approx(np.log1p([1, 1, 3, 1]))
    assert match.on_topic == pytest.approx([0, 0, 1 / 3, 0])


def test_zscore_works_along_the_last_axis_and_a_constant_gives_zeros():
    values = np.array([[1, 2, 3], [5, 5, 5]], dtype=np.float32)
    assert zscore(values) == pytest.approx(np.array([[-1.2247449, 0, 1.2247449], [0, 0, 0]]), abs=1e-6)
    assert zscore(np.zeros(0, np.float32)).shape == (0,)


def test_highest_is_a_stable_sort_whatever_the_length():
    values = np.random.default_rng(0).integers(0, 50, 5000).astype(np.float32)
    expected = np.argsort(-values, kind="stable")[:20]
    assert highest(values, 20).tolist() == expected.tolist()
    assert highest(values[:30], 20).tolist() == np.argsort(-values[:30], kind="stable")[:20].tolist()
    assert highest(values[:5], 20).tolist() == np.argsort(-values[:5], kind="stable").tolist()
