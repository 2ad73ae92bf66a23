"""The workbooks of these tests have the chart, whether or not the extra is installed that draws a picture."""

from collections.abc import Iterator

import pytest

from timeline_plugins.workbook.writing import picture


@pytest.fixture(scope="module", autouse=True)
def no_png() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "png_of", lambda view: None)
        yield
