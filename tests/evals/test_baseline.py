from __future__ import annotations

from assistant.datatypes import Report
from evals.baseline import CHUNK_CHARS, TutorialBaseline
from tests.fakes import FakeEncoder


def test_the_baseline_shows_three_verbatim_chunks_of_one_section_each(peru: Report) -> None:
    hits = TutorialBaseline([peru], FakeEncoder()).search("early warning system for new psychoactive substances")
    assert len(hits) == 3
    for hit in hits:
        assert peru.text[hit.start : hit.end] == hit.quote
        assert len(hit.quote) <= CHUNK_CHARS
        assert (hit.area, hit.section) in {(s.area, s.name) for s in peru.sections}
