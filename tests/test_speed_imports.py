"""What a process loads for a question: never torch and its kin."""

import subprocess
import sys

HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "gradio", "pandas", "onnx", "bm25s")
QUESTION = "does Peru have an NPS early warning system?"


def loaded_after(code: str) -> set[str]:
    """Run code in a fresh interpreter; return the top-level packages that it has loaded in the end."""
    program = f"import sys\n{code}\nprint('LOADED', *sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("LOADED"))
    return set(line.split()[1:])


def test_ask_and_search_load_no_heavy_package():
    # The first process may have to build the index; only the second one's packages count.
    loaded_after(f"from assistant import ask; ask({QUESTION!r})")
    loaded = loaded_after(f"from assistant import Assistant; a = Assistant(); a.ask({QUESTION!r}); a.search('prison')")
    assert loaded.isdisjoint(HEAVY)
    assert "onnxruntime" in loaded


def test_verify_loads_no_model(tmp_path):
    saved = tmp_path / "answer.json"
    loaded = loaded_after(
        f"from pathlib import Path; from assistant import ask; from assistant.cli import main\n"
        f"Path({str(saved)!r}).write_text(ask({QUESTION!r}).to_json(), encoding='utf-8')"
    )
    loaded = loaded_after(f"from assistant.cli import main; assert main(['verify', {str(saved)!r}]) == 0")
    assert loaded.isdisjoint({*HEAVY, "onnxruntime", "faiss", "tokenizers"})


def test_importing_the_package_loads_nothing_of_size():
    loaded = loaded_after("import assistant")
    assert loaded.isdisjoint({*HEAVY, "numpy", "onnxruntime", "faiss", "tokenizers"})


def test_help_loads_no_numpy():
    loaded = loaded_after("from assistant.cli import build_parser; build_parser().format_help()")
    assert loaded.isdisjoint({*HEAVY, "numpy", "onnxruntime", "faiss", "tokenizers"})
