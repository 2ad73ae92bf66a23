"""What our writer never writes, linked as it must be: refused with its place by all who read, or told by `verify`."""

from pathlib import Path

import msgspec
import pytest

from timeline_engine.log import FileLog, LogDamaged, LogError
from timeline_engine.log.verify import verify
from timeline_engine.view import project

from .samples import event, first_segment, new_log
from .test_damage import damage_of, forge, lines_of


def forge_bytes(folder: Path, old: bytes, new: bytes) -> None:
    """Append a copy of the last line, linked correctly, in which some bytes are others."""
    log = FileLog(folder)
    fields = msgspec.json.decode(lines_of(first_segment(folder))[-1])
    fields |= {"seq": log.head().seq + 1, "id": "forged", "prev": log.head().hash}
    line = msgspec.json.encode(fields)
    assert old in line
    with first_segment(folder).open("ab") as file:
        file.write(line.replace(old, new, 1) + b"\n")


def read_damage(folder: Path) -> LogDamaged:
    """The damage of what a line says, on which reading and verifying must agree."""
    with pytest.raises(LogDamaged) as caught:
        list(FileLog(folder).read())
    reported = verify(folder).damage
    assert reported is not None
    assert reported.args == caught.value.args
    return caught.value


@pytest.mark.parametrize(("field", "value"), [("v", 0), ("v", -1), ("id", "")])
def test_a_line_against_the_format_is_refused(tmp_path: Path, field: str, value: object) -> None:
    new_log(tmp_path, 1)
    forge(tmp_path, **{field: value})
    assert f"$.{field}" in damage_of(tmp_path).reason


@pytest.mark.parametrize("segment_bytes", [1 << 20, 400])
def test_no_command_answers_from_a_log_with_an_id_twice(tmp_path: Path, segment_bytes: int) -> None:
    new_log(tmp_path, 3, segment_bytes=segment_bytes)
    last = max(tmp_path.glob("*.jsonl"))
    fields = msgspec.json.decode(lines_of(last)[-1])
    head = FileLog(tmp_path).head()
    forged = msgspec.json.encode(fields | {"seq": 4, "id": "e1", "prev": head.hash})
    last.write_bytes(last.read_bytes() + forged + b"\n")
    assert "'e1' is that of entry 1 already" in damage_of(tmp_path).reason
    with pytest.raises(LogDamaged, match="of entry 1 already"):
        project(tmp_path, "2018-12-04")


@pytest.mark.parametrize("depth", [900, 100_000])
@pytest.mark.parametrize("place", [b'"title":', b'"kind":', b'"unknown":'])
def test_deep_nesting_is_refused_with_its_place(tmp_path: Path, depth: int, place: bytes) -> None:
    new_log(tmp_path, 1)
    deep = b"[" * depth + b"]" * depth
    forge_bytes(tmp_path, b'"event":', place + deep + b',"event":')
    if place == b'"unknown":' and depth == 900:
        assert verify(tmp_path).damage is None  # of what readers pass over nothing is followed
        return
    assert read_damage(tmp_path).seq == 2


@pytest.mark.parametrize("depth", [40, 900, 100_000])
def test_a_deep_correction_is_refused_with_its_place(tmp_path: Path, depth: int) -> None:
    new_log(tmp_path, 1)
    deep = b"[" * depth + b"]" * depth
    correction = b'"kind":"event.corrected","v":1,"data":{"entry":"e1","fields":{"title":%s}},"prev":' % deep
    log = FileLog(tmp_path)
    line = b'{"seq":2,"id":"forged","recorded":"2019-01-01T00:00:00.000000Z",%s"%s"}\n'
    with first_segment(tmp_path).open("ab") as file:
        file.write(line % (correction, log.head().hash.encode()))
    assert "nested deeper than any entry" in read_damage(tmp_path).reason


@pytest.mark.parametrize("said", ["x = " + "[" * 100_000, f"format = {'9' * 5000}", "x = 2018-99-99T99:99:99"])
def test_settings_that_cannot_be_read_are_refused(tmp_path: Path, said: str) -> None:
    new_log(tmp_path, 1)
    settings = tmp_path / "timeline.toml"
    settings.write_text(f"{said}\n{settings.read_text()}")
    with pytest.raises(LogError, match=r"timeline\.toml") as refused:
        FileLog(tmp_path)
    assert "4300" not in str(refused.value)


class TestCarriageReturns:
    @pytest.mark.parametrize("lines", [1, 3])
    def test_a_log_converted_to_them_is_refused_and_left_as_it_is(self, tmp_path: Path, lines: int) -> None:
        new_log(tmp_path, lines)
        path = first_segment(tmp_path)
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))
        assert "carriage returns" in damage_of(tmp_path).reason
        with pytest.raises(LogDamaged):
            FileLog(tmp_path).head()

    def test_so_is_one_of_which_the_end_is_converted(self, tmp_path: Path) -> None:
        new_log(tmp_path, 3)
        path = first_segment(tmp_path)
        first, rest = path.read_bytes().split(b"\n", 1)
        path.write_bytes(first + b"\n" + rest.replace(b"\n", b"\r"))
        assert (damage_of(tmp_path).seq, "carriage returns" in damage_of(tmp_path).reason) == (2, True)

    def test_one_within_what_a_crash_left_is_torn_all_the_same(self, tmp_path: Path) -> None:
        log = new_log(tmp_path, 1)
        with first_segment(tmp_path).open("ab") as file:
            file.write(b'{"seq":2,"id\x00\r\x00')
        log.append([event(2)])
        assert verify(tmp_path).entries == 2
