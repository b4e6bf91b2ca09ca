"""A question opens no connection and imports nothing heavy; each test asks in a fresh process, as a user's shell does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import NPS_QUESTION, ROOT

pytestmark = pytest.mark.usefixtures("assistant")

NO_NETWORK = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        raise AssertionError(f"{event} {arguments}")
sys.addaudithook(refuse)
"""
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "sklearn", "scipy", "pandas", "langchain_core", "langchain_text_splitters", "onnx")


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_question_opens_no_connection() -> None:
    program = f"{NO_NETWORK}\nfrom assistant import ask\nprint(ask({NPS_QUESTION!r}).verdict)"
    assert run(program) == "no\n"


def test_the_watch_on_connections_sees_them() -> None:
    program = f"{NO_NETWORK}\nimport socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept AssertionError:\n    print('seen')"
    assert run(program) == "seen\n"


def test_a_question_imports_no_training_library() -> None:
    program = f"import sys\nfrom assistant import ask\nassert ask({NPS_QUESTION!r}).answered\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    assert run(program) == "[]\n"


def test_importing_the_package_imports_next_to_nothing() -> None:
    assert run("import sys\nimport assistant\nprint([m for m in ('numpy', 'faiss', 'onnxruntime') if m in sys.modules])") == "[]\n"


def test_no_pickle_is_read_or_written(corpus: object, tmp_path: object) -> None:
    program = f"""
import pickle, sys
def refuse(*_, **__):
    raise AssertionError("pickle")
pickle.load = pickle.loads = pickle.dump = pickle.dumps = refuse
from assistant import Assistant
from tests.fakes import FakeEncoder
for _ in range(2):
    print(Assistant({str(corpus)!r}, {str(tmp_path)!r} + "/index", encoder=FakeEncoder()).ask("Is there a drug authority?").answered)
"""
    assert run(program) == "True\nTrue\n"
