"""Settings of all tests: on CI hypothesis draws the same examples every time, elsewhere it goes on looking.

Whatever else is installed must make no difference, so strangers are: plugins of another package, some of them broken.
"""

import os
import sys

from hypothesis import settings

from support import STRANGERS

sys.path.insert(0, str(STRANGERS))

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
