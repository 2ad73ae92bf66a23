"""What any reader of such a log must do: read it, split it into lines, hash each, decode its envelope, see it follow.

python floor.py LOG
"""

import sys
from hashlib import sha256
from pathlib import Path

from msgspec import Raw, Struct
from msgspec.json import Decoder


class Envelope(Struct, gc=False):
    seq: int
    id: str
    recorded: str
    kind: str
    v: int
    data: Raw
    prev: str


def main() -> None:
    decode, prev = Decoder(Envelope).decode, "0" * 64
    for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
        for line in path.read_bytes().split(b"\n")[:-1]:
            if decode(line).prev != prev:
                sys.exit("the chain is broken")
            prev = sha256(line).hexdigest()
    print(prev)


if __name__ == "__main__":
    main()
