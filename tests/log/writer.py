"""A writer in a process of its own: ``writer.py FOLDER NAME COUNT [BATCH]``. Prints each id once it is acknowledged."""

import sys

from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.log import FileLog


def main(folder: str, name: str, count: str, batch: str = "1") -> None:
    log = FileLog(folder)
    for start in range(0, int(count), int(batch)):
        drafts = [
            Draft(f"{name}-{n}", EventRecorded(event=f"{name}-{n}", title="t", summary="x" * (n % 7 * 100)))
            for n in range(start, start + int(batch))
        ]
        receipts = log.append(drafts)
        print(*[receipt.id for receipt in receipts], sep="\n", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
