"""What a search looks through of an event is the same whether its revision is made for that or not."""

from typing import Any

import pytest
from hypothesis import given, settings
from test_diff import log_of

from oracle.strategies import questions, streams, zones
from timeline_engine.history import Base
from timeline_engine.view.answer import instant_of
from timeline_engine.view.asking import read
from timeline_engine.view.search.texts import event_texts, recorded_texts


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(streams(), questions(), zones)
def test_an_event_of_one_entry_has_the_texts_of_its_revision(lines: Any, question: Any, zone_name: str) -> None:
    as_of, known_by, _ = question
    view = read(log_of(lines, zone_name)).at(as_of, known_by=known_by, hindsight=known_by is None)
    limit = instant_of(view.zone, view.question.known_by)
    told = [view.history.events[event.id] for event in view.events]
    alone = [base for base in told if isinstance(base, Base)]
    revisions = [base.revision(view.zone, limit) for base in alone]
    assert [recorded_texts(base, view.zone, limit) for base in alone] == [
        event_texts(revision, view.zone) for revision in revisions if revision
    ]
