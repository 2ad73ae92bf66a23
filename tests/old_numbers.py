"""A log as it was written before numbers had bounds: its lines made by hand, and its chain right."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from timeline_engine.log import FileLog, create_log


def old_log(folder: Path, *numbers: str) -> FileLog:
    """A log that claims each number (as JSON) of a state, of an estimate, and as an amount of dollars."""
    create_log(folder, title="Old", zone="UTC", log_id="old")
    prev, lines = "0" * 64, []
    for seq, (kind, data) in enumerate(_told(numbers), 1):
        line = (
            f'{{"seq":{seq},"id":"{seq:016x}","recorded":"2018-01-01T00:00:00.000000Z","kind":"{kind}","v":1,'
            f'"data":{data},"prev":"{prev}"}}'
        ).encode()
        prev = sha256(line).hexdigest()
        lines.append(line + b"\n")
    (folder / "000001.jsonl").write_bytes(b"".join(lines))
    return FileLog(folder)


def _told(numbers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    estimate = f'{{"kind":"estimate","allowed":[{",".join(numbers)}]}}'
    attributes = f'{{"cost":{{"kind":"estimate","unit":"USD"}},"n":{estimate}}}'
    yield "issue.defined", f'{{"issue":"oil","title":"Oil","attributes":{attributes}}}'
    for place, number in enumerate(numbers, 1):
        quantity = f'{{"amount":{number},"unit":"USD","qualifier":"about"}}'
        for attribute, value in (("status", number), ("n", number), ("cost", quantity)):
            claim = f'{{"issue":"oil","attribute":"{attribute}","value":{value},"by":"P{place}"}}'
            event = f'"event":"{attribute}-{place}","title":"{attribute} {place}"'
            source = f'{{"publisher":"Daily","published":"2018-01-{place + 1:02}"}}'
            yield "event.recorded", f'{{{event},"when":"2018-01-01","claims":[{claim}],"sources":[{source}]}}'
