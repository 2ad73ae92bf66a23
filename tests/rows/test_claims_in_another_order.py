"""Rows that were exported before a correction changed the order of an entry's claims (R8.11)."""

from rowing import claims, row, seen
from support import NOON_2026, memory_log, put
from timeline_engine.entries import Draft, EventCorrected, EventRecorded, IssueDefined
from timeline_engine.entries.codec import to_data
from timeline_engine.model import Claim
from timeline_engine.recording import append
from timeline_engine.rows import propose

PRICE, STATUS = Claim("i", "price", 6), Claim("i", "status", "closed")
AFTER = (STATUS, Claim("i", "price", 5), Claim("i", "mood", "good"))


def test_they_are_put_back_once_and_take_nothing_away() -> None:
    log = memory_log()
    (_, entry) = put(
        log,
        IssueDefined(issue="i", title="I"),
        EventRecorded(event="e", title="E", when="2024", claims=(PRICE, STATUS)),
    )
    exported = [
        row("e", "2024", "occurred", "i.price=6", known="2026-01-01", entry=entry, claim=1, title="E"),
        row("e", "2024", "occurred", "i.status=closed", known="2026-01-01", entry=entry, claim=2, title="E"),
    ]
    log.append([Draft("c", EventCorrected(entry=entry, fields={"claims": [to_data(claim) for claim in AFTER]}))])
    for appended in (1, 0):
        drafts = append(log, lambda state: list(propose(exported, state, NOON_2026, put_back=True).drafts))
        assert len(drafts) == appended
    assert claims(seen(log)) == {("price", 6, None), ("status", "closed", None), ("mood", "good", None)}
