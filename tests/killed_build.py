"""Build an index with the fake encoder and meet with a mishap at the n-th step: ``python -m tests.killed_build CORPUS INDEX MISHAP N``.

A step is a call on a file of the index folder that Python reports to its audit hooks: opening, renaming, making, removing. The mishap
``kill`` is SIGKILL, which leaves no chance to tidy up, as a power cut or an impatient user does; ``full`` makes this one call fail as on a
full disk. Prints the number of steps where the build ends well; exit status 3 where it ends with one of the assistant's own errors.
"""

from __future__ import annotations

import errno
import os
import signal
import sys

from assistant import Assistant, AssistantError
from tests.fakes import FakeEncoder

FILE_EVENTS = frozenset({"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.scandir", "os.listdir"})


def main(corpus: str, index: str, mishap: str, last: int) -> int:
    steps = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event in FILE_EVENTS and any(isinstance(a, (str, os.PathLike)) and index in os.fspath(a) for a in arguments):
            steps += 1
            if steps == last and mishap == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if steps == last:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assistant = Assistant(corpus, index, encoder=FakeEncoder())
    sys.addaudithook(watch)
    try:
        assistant.load(rebuild=True)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 3
    print(steps)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
