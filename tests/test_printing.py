"""Where others print to, in threads: standard output is given back as it was."""

import sys
from io import StringIO
from threading import Event, Thread

from timeline_engine.printing import printed_to


def test_standard_output_is_given_back_whatever_threads_do_at_once() -> None:
    before, inside, leave = sys.stdout, Event(), Event()
    texts = StringIO(), StringIO()

    def first() -> None:
        with printed_to(texts[0]):
            inside.set()
            assert leave.wait(10)

    def second() -> None:
        assert inside.wait(10)
        with printed_to(texts[1]):
            print("second")

    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    assert inside.wait(10)
    leave.set()
    for thread in threads:
        thread.join()
    assert sys.stdout is before
    assert texts[1].getvalue() == "second\n"


def test_what_is_printed_within_a_block_may_be_turned_elsewhere_again() -> None:
    outer, inner = StringIO(), StringIO()
    with printed_to(outer):
        with printed_to(inner):
            print("inner")
        print("outer")
    assert (outer.getvalue(), inner.getvalue()) == ("outer\n", "inner\n")
