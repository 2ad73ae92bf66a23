"""Settings of all tests: on CI hypothesis draws the same examples every time, elsewhere it goes on looking."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
