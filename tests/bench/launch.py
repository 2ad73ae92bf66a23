"""Runs a command, and prints its exit code, its processor seconds and the most memory it held, in MiB.

    python -I -S launch.py quiet|heard COMMAND …

A process between, as small as can be: the system counts as the peak of a process at least what its parent held.
`quiet` throws away what the command prints; what it says on stderr is always heard.
"""

import os
import sys


def main() -> None:
    wish, *command = sys.argv[1:]
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)] if wish == "quiet" else []
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(child, 0)
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, peak)


if __name__ == "__main__":
    main()
