"""The examples in the docstrings are true, and every public function says what it is."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import her2dash.analysis

MODULES = [module.name for module in iter_modules(her2dash.analysis.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    module = import_module(f"her2dash.analysis.{name}")
    assert doctest.testmod(module).failed == 0
