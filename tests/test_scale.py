"""What a large index does otherwise: records decoded on demand, words looked up in arrays, inverted lists, codes read from their file."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from assistant import Assistant
from assistant.acronyms import Nearby, expand
from assistant.datatypes import Span
from assistant.dense import EXACT_UP_TO, dense_index, nearest, probes_for, read_dense_index
from assistant.integrity import file_digest
from assistant.lexicon import term, terms
from assistant.own_terms import OwnTerms
from assistant.postings import build_postings
from assistant.quantized import FileCodes, QuantizedRows, quantize
from assistant.records import Records, read_records, span_of, write_records
from assistant.thesaurus import MANY_WORDS, Thesaurus, WordVectors
from evals.growth_plot import PANELS, Growth, draw
from tests.fakes import FakeEncoder


def span(number: int) -> Span:
    return Span(number, 7, 3, 9, "table_row", f"Lima “{number}”: sí", "Cities", "Lima", (("Year", "2019"), ("No", "X")))


def unit_vectors(count: int, dimension: int = 32) -> np.ndarray:
    rows = np.random.default_rng(7).standard_normal((count, dimension), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    written = [span(i) for i in range(5)]
    write_records(tmp_path, "spans", written)
    assert read_records(tmp_path, "spans", span_of) == tuple(written)


def test_many_records_are_decoded_one_by_one(tmp_path: Path) -> None:
    written = [span(i) for i in range(10_001)]
    write_records(tmp_path, "spans", written)
    found = read_records(tmp_path, "spans", span_of)
    assert isinstance(found, Records)
    assert (len(found), found[-1], found[3:5]) == (10_001, written[-1], (written[3], written[4]))
    with pytest.raises(IndexError, match="record 10001 of 10001"):
        found[10_001]


def test_cut_records_are_an_error(tmp_path: Path) -> None:
    write_records(tmp_path, "spans", [span(0)])
    (tmp_path / "spans.jsonl").write_bytes(b"[]")
    with pytest.raises(ValueError, match=r"spans\.jsonl has 2 bytes"):
        read_records(tmp_path, "spans", span_of)


def test_codes_read_from_their_file_are_those_of_the_array(tmp_path: Path) -> None:
    rows = quantize(unit_vectors(50))
    np.save(tmp_path / "codes.npy", rows.codes)
    codes = FileCodes(tmp_path / "codes.npy")
    chosen = np.array([3, 4, 5, 40, 0, 1, 49])
    np.testing.assert_array_equal(codes[chosen], rows.codes[chosen])
    np.testing.assert_array_equal(codes[10:20], rows.codes[10:20])
    query = unit_vectors(2)
    np.testing.assert_array_equal(QuantizedRows(codes, rows.scales).products(chosen, query), rows.products(chosen, query))


def test_own_terms_find_what_reading_each_text_finds(assistant: Assistant) -> None:
    index = assistant.load().index
    own = OwnTerms(index.postings, index.word_vectors, index.words, len(index.spans))
    said = [terms(s.text) for s in index.spans]
    for name in ("alternative development", "DEVIDA", "drug", "illicit crops", "money laundering", "Ministry of the Interior"):
        wanted = terms(name)
        assert own.holding([wanted]).tolist() == [set(wanted) <= set(t) for t in said]
        assert own.count(wanted) == sum(f" {' '.join(wanted)} " in f" {' '.join(t)} " for t in said)
    assert not own.holding([["zeppelin"]]).any()
    assert own.count(["zeppelin"]) == 0


def test_few_acronyms_of_many_are_looked_at_and_expand_a_question_alike() -> None:
    known = {"FIU": "Financial Intelligence Unit of the OAS", "OAS": "Organization of American States", "NPS": "new psychoactive substances"}
    nearby = Nearby(known)
    assert list(nearby.find("Does the FIU report?")) == ["FIU", "OAS"]
    assert nearby.find("Is there a budget?") == {}
    for question in (
        "Does the FIU report?",
        "Are new psychoactive substances banned?",
        "What does the Organization of American States say of the FIU?",
    ):
        assert expand(question, nearby.find(question)) == expand(question, known)


def test_an_expansion_that_five_acronyms_share_names_none_of_them() -> None:
    shared = {name: "national drug strategy" for name in ("AAA", "BBB", "CCC", "DDD", "EEE")}
    question = "Is there a national drug strategy?"
    assert expand(question, shared) == question
    assert expand(question, {"AAA": "national drug strategy"}) == "Is there a national drug strategy (AAA)?"
    assert expand("What is the BBB?", shared) == "What is the BBB (national drug strategy)?"


def test_inverted_lists_find_the_nearest_that_a_filter_allows(tmp_path: Path) -> None:
    import faiss

    centres = unit_vectors(300)
    vectors = centres[np.arange(EXACT_UP_TO + 500) % 300] + 0.3 * unit_vectors(EXACT_UP_TO + 500)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    faiss.write_index(dense_index(vectors), str(tmp_path / "lists.faiss"))
    index = read_dense_index(tmp_path / "lists.faiss")
    assert isinstance(index, faiss.IndexIVF)
    assert faiss.downcast_InvertedLists(index.invlists).prefetch_nthread == 0
    allowed = np.arange(len(vectors)) % 3 != 0
    shared = []
    for query in centres[:20]:
        exact = [i for i in np.argsort(-(vectors @ query)) if allowed[i]][:10]
        found, cosines = nearest(index, query, allowed, 10)
        assert allowed[found].all()
        assert cosines == pytest.approx(vectors[found] @ query, abs=0.01)
        shared.append(len(set(exact) & set(found.tolist())))
    assert sum(shared) >= 0.9 * 200


def test_looking_into_all_lists_finds_what_comparing_every_vector_finds() -> None:
    vectors = unit_vectors(EXACT_UP_TO + 500)
    index = dense_index(vectors)
    everything = np.ones(len(vectors), dtype=np.bool_)
    query = vectors[77] + 0.01 * vectors[78]
    assert set(nearest(index, query, everything, 200, probes=index.nlist)[0]) >= set(np.argsort(-(vectors @ query))[:150])
    assert len(set(nearest(index, query, everything, 200, probes=1)[0]) & set(np.argsort(-(vectors @ query))[:150])) < 100


def test_more_lists_are_looked_into_where_there_are_more() -> None:
    assert [probes_for(lists) for lists in (64, 256, 512, 1024, 2048)] == [64, 128, 128, 192, 384]


def test_only_content_words_of_a_large_vocabulary_are_compared() -> None:
    count = MANY_WORDS + 1
    vocabulary = {"jail": 1, "prison": 1, "1971": 1, **{f"{n}x": 1 for n in range(count - 3)}}
    vectors = unit_vectors(count).astype(np.float16)
    vectors[1] = vectors[0] = vectors[2]
    postings = build_postings([[term(w)] for w in vocabulary])
    stored = WordVectors(
        vectors,
        np.array([postings.vocabulary[term(w)] for w in vocabulary], dtype=np.int32),
        np.array([w.isalpha() for w in vocabulary]),
        np.arange(count + 1),
        np.arange(count, dtype=np.int32),
        np.ones(count, dtype=np.int32),
    )
    asked = Thesaurus(vocabulary, stored, FakeEncoder(), postings, count).read(["jail", "1971"])
    assert asked.likeness.shape == (2, count)
    assert asked.likeness[0, :3] == pytest.approx([1.0, 1.0, 0.0], abs=1e-3)
    assert np.flatnonzero(asked.likeness[1]).tolist() == [2]
    assert np.count_nonzero(asked.likeness[0]) == 2


def test_growth_is_drawn_as_one_line_for_each_series() -> None:
    sizes = [Growth(n, 341 * n, 5.0, 111.0, 0.7, 0.8, 7.0, 12.0, 11.0, 9.0, 3.0, 4.0, 195.0, 93.0, 1.0) for n in (1, 10)]
    root = ElementTree.fromstring(draw(sizes))
    lines = root.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == sum(len(series) for _, series in PANELS)
    assert all(len(line.attrib["points"].split()) == 2 for line in lines)
    assert sizes[1].line().startswith("| 10 | 3,410 | 5 | 111 | 0.70 (0.80) | 7.0 / 12.0 (11.0) | 9.0 |")
    assert sizes[0].line().count("|") == Growth.header().split("\n")[0].count("|")


def test_a_large_file_is_hashed_by_samples_that_see_a_cut_and_an_overwritten_stretch(tmp_path: Path) -> None:
    path = tmp_path / "codes.npy"

    def digest_of(content: bytes) -> str:
        path.write_bytes(content)
        return file_digest(path, whole_up_to=100_000)

    assert digest_of(b"a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    sampled = digest_of(b"a" * 9_000_000)
    assert sampled.startswith("sampled-")
    assert digest_of(b"a" * 8_999_999) != sampled
    assert digest_of(b"a" * 4_000_000 + b"b" * 10_000 + b"a" * 4_990_000) != sampled
