"""Pure statistics: cases and plain numbers in, frozen results out; no clock, no database, no display text."""

from __future__ import annotations

from datetime import date

# Changed whenever a result can change; printed on every figure, file and report.
ANALYSIS_VERSION = "2"
ANALYSIS_DATE = date(2026, 11, 25)
