"""Torture the program, and print what came of it.

    python tests/torture [--seed SEED] [--minutes MINUTES] [--only PART]

Each part does the same for a seed, only more or less of it in the time there is. The part that has had least of its
share goes next. The last one begun is finished.
"""

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from torture import PARTS, SHARES
from torture.outcome import Outcome, Tally


def main() -> int:
    asked = _asked()
    print(f"torture: seed {asked.seed}, {asked.minutes:g} minutes", flush=True)
    names = [name for name in PARTS if not asked.only or name in asked.only]
    outcomes = {name: PARTS[name](random.Random(f"{asked.seed} {name}")) for name in names}
    tallies = {name: Tally() for name in names}
    until = time.monotonic() + 60 * asked.minutes
    while outcomes and time.monotonic() < until:
        name = min(outcomes, key=lambda name: tallies[name].seconds / SHARES[name])
        begun = time.monotonic()
        outcome = next(outcomes[name], None)
        tallies[name].seconds += time.monotonic() - begun
        if outcome is None:  # it cannot be done here, and has said why
            del outcomes[name], tallies[name]
            continue
        tallies[name].take(outcome)
        _tell(name, outcome)
    print(table(tallies))
    return int(any(tally.lost or tally.wrong or tally.tracebacks for tally in tallies.values()))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--only", action="append", choices=sorted(PARTS), metavar="PART", help=", ".join(PARTS))
    return parser.parse_args()


def _tell(name: str, outcome: Outcome) -> None:
    for word in ("lost", "wrong", "traceback"):
        if said := getattr(outcome, word):
            print(f"torture: {name}, {outcome.kind}: {word}: {said}", flush=True)


def table(tallies: dict[str, Tally]) -> str:
    """The table of docs/trust.md: a line for each kind of fault, then what came of each part, and of all."""
    lines = ["| part | fault | injected |", "|---|---|---:|"]
    lines += [
        f"| {name} | {kind} | {count:,} |"
        for name, tally in tallies.items()
        for kind, count in sorted(tally.faults.items())
    ]
    lines += ["", "| part | injected | lost | wrong | tracebacks | seconds |", "|---|---:|---:|---:|---:|---:|"]
    for name, tally in tallies.items():
        lines.append(_line(name, [tally], tally.seconds))
    lines.append(_line("all", list(tallies.values()), sum(tally.seconds for tally in tallies.values())))
    return "\n".join(lines)


def _line(name: str, tallies: list[Tally], seconds: float) -> str:
    counts = [
        sum(sum(tally.faults.values()) for tally in tallies),
        *(sum(getattr(tally, word) for tally in tallies) for word in ("lost", "wrong", "tracebacks")),
    ]
    return f"| {name} | {' | '.join(f'{count:,}' for count in counts)} | {seconds:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
