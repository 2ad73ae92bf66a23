"""Files and logs that are made odd by what they are made of: cells, keys, parts, lines, fields.

Each module has its ``CHANGES``, by what they do. None makes a file that is large, or unpacks to much.
"""

import random
from collections.abc import Callable, Mapping

Change = Callable[[bytes, random.Random], bytes]
"""Gives a file with something in it changed."""
Changes = Mapping[str, Change]
