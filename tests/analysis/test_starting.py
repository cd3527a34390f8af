"""Importing the room costs nothing: the heavy libraries come when a statistic first needs them."""

from __future__ import annotations

import subprocess
import sys

from her2dash.settings import PLACE


def test_importing_analysis_and_figures_imports_no_statistics_library() -> None:
    program = """
import pkgutil, sys
from importlib import import_module
import her2dash.analysis, her2dash.figures
for room in (her2dash.analysis, her2dash.figures):
    for module in pkgutil.iter_modules(room.__path__):
        import_module(f"{room.__name__}.{module.name}")
heavy = {"scipy", "statsmodels", "pandas", "numpy"} & set(sys.modules)
sys.exit(f"imported: {sorted(heavy)}" if heavy else 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_primary_endpoint_needs_no_more_than_special_functions() -> None:
    program = """
import sys

from her2dash.settings import PLACE
from fractions import Fraction
from her2dash.analysis.concordance import concordance
concordance([], target=20, threshold=Fraction(2, 3)).interval
sys.exit(1 if {"scipy.stats", "statsmodels", "pandas"} & set(sys.modules) else 0)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_starting_the_app_imports_no_statistics_library() -> None:
    program = 'import sys, app; sys.exit(1 if {"scipy.stats", "statsmodels"} & set(sys.modules) else 0)'
    assert subprocess.run([sys.executable, "-c", program], check=False, cwd=PLACE).returncode == 0
