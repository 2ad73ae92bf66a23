"""The property tests with other examples in each round, until the time is up or one fails.

    python tests/torture.py [--seed SEED] [--minutes MINUTES] [ARGUMENTS OF PYTEST]

A seed draws the same examples each time; a round takes about a minute on two cores, and the one that runs is finished.
"""

import argparse
import random
import subprocess
import sys
import time

PYTEST = (
    *(sys.executable, "-m", "pytest", "-q", "-n", "logical", "--dist", "worksteal"),
    *("-m", "hypothesis", "--hypothesis-profile", "torture"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of the first round; then counted up")
    parser.add_argument("--minutes", type=float, default=10, help="how long to begin new rounds")
    asked, more = parser.parse_known_args()
    until = time.monotonic() + 60 * asked.minutes
    seed = asked.seed
    while True:
        print(f"torture: seed {seed}", flush=True)
        code = subprocess.run((*PYTEST, "--hypothesis-seed", str(seed), *more), check=False).returncode
        if code:
            print(f"torture: seed {seed} failed; again: make torture SEED={seed}")
            return code
        if time.monotonic() > until:
            return 0
        seed += 1


if __name__ == "__main__":
    sys.exit(main())
