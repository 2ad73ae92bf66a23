"""A server that is killed amid the appends of eight writers loses nothing that it acknowledged."""

from contextlib import ExitStack
from random import Random
from threading import Event, Thread
from time import sleep

import pytest

from postgres import server_of
from timeline_engine.log import LogError, create_log, open_log
from timeline_engine.log.verify import verify

from .samples import event, ids

pytest.importorskip("psycopg")

KILLS, WRITERS = 5, 8


@pytest.mark.slow
@pytest.mark.long
def test_a_server_killed_amid_appends_loses_nothing_that_it_acknowledged() -> None:
    """Each writer repeats what it got no answer to, and goes on: every entry of it is there, once, in its order."""
    done, acknowledged, told = Event(), {n: list[str]() for n in range(WRITERS)}, list[str]()
    with ExitStack() as stack:
        server = server_of("wheel", stack)
        url = server.url()
        create_log(url, title="A test", zone="UTC")

        def write(writer: int) -> None:
            log, number = open_log(url), 0
            while not done.is_set():
                batch = [event(f"{writer}-{number + i}") for i in range(2)]
                try:
                    log.append(batch)
                except LogError as error:
                    told.append(type(error).__name__)
                    sleep(0.05)
                else:
                    acknowledged[writer] += [draft.id for draft in batch]
                    number += 2
            log.close()

        writers = [Thread(target=write, args=(n,)) for n in range(WRITERS)]
        for one in writers:
            one.start()
        dice = Random(7)
        for _ in range(KILLS):
            sleep(dice.uniform(0.5, 1.0))
            server.kill()
            server.start()
        sleep(1)
        done.set()
        for one in writers:
            one.join()
        log = open_log(url)
        assert verify(log).damage is None
        there = ids(log)
        for writer, known in acknowledged.items():
            mine = [one for one in there if one.startswith(f"e{writer}-")]
            assert mine[: len(known)] == known
            assert len(mine) - len(known) in (0, 2), "what was not acknowledged is there whole or not at all"
        assert min(map(len, acknowledged.values())) > KILLS
        assert len(told) >= KILLS, "it was killed, and nobody noticed"
        log.close()
