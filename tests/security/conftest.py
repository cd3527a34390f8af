"""The real app under attack, served by the command that a study is run with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.real import Study, real_app


@pytest.fixture(scope="package")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    command = ("-m", "her2dash", "serve", "--port", "{port}")
    with real_app(tmp_path_factory.mktemp("attacked"), *command) as served:
        yield served
