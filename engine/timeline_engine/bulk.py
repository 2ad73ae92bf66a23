"""Making very many objects at once that are to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector, for all threads, from going over what is being made, again and again.

    What entries become has no cycles, so there is nothing in it to find. It is looked over once, after the block.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
