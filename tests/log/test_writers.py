"""One writer at a time: among threads, among processes, with those that lock through filelock, and after a fork."""

import gc
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from filelock import FileLock, Timeout

from timeline_engine.log import FileLog, LogBusy
from timeline_engine.log.handle import Handle
from timeline_engine.log.index import Index
from timeline_engine.log.verify import verify

from .samples import event, ids, new_log

ENV = os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parents[1])])}
posix = pytest.mark.skipif(os.name == "nt", reason="files are not kept open, and there is no fork")


@pytest.fixture(params=["flock", "filelock"])
def means(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test twice: the second time as where there is no `flock`."""
    if request.param == "filelock":
        monkeypatch.setitem(sys.modules, "timeline_engine.log.flock", None)


@pytest.mark.usefixtures("means")
def test_threads_that_share_a_log_take_turns(tmp_path: Path) -> None:
    log = new_log(tmp_path)

    def write(name: str) -> None:
        for number in range(50):
            with log.exclusive():
                before = log.head().seq
                log.append([event(f"{name}-{number}")])
                log.append([event(f"{name}-{number}-again")])
                assert log.head().seq == before + 2

    threads = [Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (verify(tmp_path).entries, verify(tmp_path).damage) == (400, None)


@pytest.mark.usefixtures("means")
def test_a_thread_does_not_wait_forever_for_another(tmp_path: Path) -> None:
    log = new_log(tmp_path, lock_seconds=0.05)
    held, done = Event(), Event()

    def hold() -> None:
        with log.exclusive():
            held.set()
            done.wait()

    holder = Thread(target=hold)
    holder.start()
    held.wait()
    try:
        with pytest.raises(LogBusy, match=r"another process is writing .* was after 0\.05 s still"):
            log.append([event(1)])
    finally:
        done.set()
        holder.join()
    log.append([event(1)])


@pytest.mark.usefixtures("means")
def test_filelock_waits_for_us_and_we_for_it(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1, lock_seconds=0.05)
    other = FileLock(tmp_path / ".lock", timeout=0)
    with log.exclusive():
        with pytest.raises(Timeout):
            other.acquire()
        log.append([event(2)])
        with pytest.raises(Timeout):
            other.acquire()
    for number in (3, 4):
        with other, pytest.raises(LogBusy):
            log.append([event(number)])
        log.append([event(number)])
    assert ids(log) == ["e1", "e2", "e3", "e4"]


@posix
@pytest.mark.usefixtures("means")
def test_a_lock_file_that_was_removed_is_not_the_lock(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1, lock_seconds=0)
    for number, replaced in enumerate([False, True], 2):
        (tmp_path / ".lock").unlink()
        if replaced:
            (tmp_path / ".lock").touch()
        with log.exclusive():
            log.append([event(number)])
            with pytest.raises(Timeout):
                FileLock(tmp_path / ".lock", timeout=0).acquire()
            with pytest.raises(LogBusy):
                FileLog(tmp_path, lock_seconds=0).append([event("other")])
    assert ids(log) == ["e1", "e2", "e3"]


@posix
def test_files_are_closed_with_the_log(tmp_path: Path) -> None:
    log = new_log(tmp_path, 1)
    opened = set(range(3, 200))

    def still_open() -> set[int]:
        found = set()
        for number in opened:
            try:
                status = os.fstat(number)
            except OSError:
                continue
            if any(os.path.samestat(status, path.stat()) for path in tmp_path.iterdir()):
                found.add(number)
        return found

    assert len(still_open()) == 2
    del log
    gc.collect()
    assert still_open() == set()


def run(code: str, folder: Path) -> subprocess.Popen[str]:
    code = "from log.samples import *; import os, sys, time, signal; from pathlib import Path\n" + textwrap.dedent(code)
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], env=ENV, stdout=subprocess.PIPE, text=True)


@posix
def test_a_forked_process_does_not_hold_the_lock_of_its_parent(tmp_path: Path) -> None:
    new_log(tmp_path, 1)
    code = """
        from timeline_engine.log import LogBusy
        log = FileLog(Path(sys.argv[1]), lock_seconds=0.05)
        log.append([event(2)])
        with log.exclusive():
            child = os.fork()
            if child:
                assert os.waitpid(child, 0)[1] == 0
                log.append([event(3)])
            else:
                try:
                    log.append([event("child")])
                except LogBusy:
                    print("waited", flush=True)
        if child == 0:
            try:
                log.append([event("child")])  # what the child left, the parent still holds
            except LogBusy:
                print("waited", flush=True)
            os._exit(0)
        if os.fork() == 0:
            log.append([event("free")])
            os._exit(0)
        os.wait()
        log.append([event(4)])
    """
    ran = run(code, tmp_path)
    assert ran.communicate()[0].split() == ["waited", "waited"]
    assert ran.returncode == 0
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3", "efree", "e4"]
    assert verify(tmp_path).damage is None


@posix
def test_a_block_that_was_forked_in_is_left_twice(tmp_path: Path) -> None:
    new_log(tmp_path, 1)
    code = """
        log = FileLog(Path(sys.argv[1]), lock_seconds=10)
        with log.exclusive():
            child = os.fork()
            if child:
                time.sleep(0.1)
                log.append([event(2)])
        log.append([event("parent" if child else "child")])
        FileLog(log.path, lock_seconds=10).append([event("free" if child else "freed")])
        if child:
            sys.exit(os.wait()[1])
    """
    ran = run(code, tmp_path)
    assert (ran.communicate()[0], ran.returncode) == ("", 0)
    assert ids(FileLog(tmp_path))[:2] == ["e1", "e2"]
    assert sorted(ids(FileLog(tmp_path))[2:]) == ["echild", "efree", "efreed", "eparent"]


@posix
def test_a_forked_process_keeps_no_lock_that_its_parent_died_with(tmp_path: Path) -> None:
    new_log(tmp_path, 1)
    code = """
        log = FileLog(Path(sys.argv[1]))
        log.append([event(2)])
        child = os.fork()
        if child == 0:
            time.sleep(30)
        print(child, flush=True)
        with log.exclusive():
            os.kill(os.getpid(), signal.SIGKILL)
    """
    ran = run(code, tmp_path)
    assert ran.stdout
    child = int(ran.stdout.readline())
    try:
        ran.wait()
        begun = time.monotonic()
        FileLog(tmp_path, lock_seconds=10).append([event(3)])
        assert time.monotonic() - begun < 10
    finally:
        os.kill(child, 9)
        ran.stdout.close()
    assert ids(FileLog(tmp_path)) == ["e1", "e2", "e3"]


def test_an_interrupt_while_the_lock_is_taken_leaves_it_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = new_log(tmp_path)
    log.append([event(1)])
    size = Handle.size

    def interrupted(handle: Handle) -> int | None:
        monkeypatch.setattr(Handle, "size", size)
        raise KeyboardInterrupt

    monkeypatch.setattr(Handle, "size", interrupted)
    with pytest.raises(KeyboardInterrupt):
        log.append([event(2)])
    FileLog(tmp_path, lock_seconds=0).append([event(3)])
    log.append([event(2)])
    assert len(ids(log)) == 3


def test_an_interrupt_while_lines_are_taken_in_loses_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = new_log(tmp_path)
    extend = Index.extend

    def interrupted(*given: Any) -> None:
        extend(*given)
        monkeypatch.setattr(Index, "extend", extend)
        raise KeyboardInterrupt

    monkeypatch.setattr(Index, "extend", interrupted)
    with pytest.raises(KeyboardInterrupt):
        log.append([event(1)])  # it is on disk by then
    log.append([event(1), event(2)])
    assert len(ids(log)) == 2


def test_no_time_to_wait_is_none(tmp_path: Path) -> None:
    new_log(tmp_path)
    FileLog(tmp_path, lock_seconds=-5).append([event(1)])
