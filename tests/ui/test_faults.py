"""What the log and the reader learn of a fault."""

from __future__ import annotations

import logging
import sys

import pytest

from her2dash.errors import SignedOut
from her2dash.ui.faults import Discreet, keep_the_log_discreet


def record_of(error: Exception) -> logging.LogRecord:
    try:
        raise error
    except type(error):
        return logging.LogRecord("streamlit", logging.ERROR, "", 0, "Uncaught", (), sys.exc_info())


def test_somebody_signed_out_is_no_fault() -> None:
    assert not Discreet().filter(record_of(SignedOut()))


def test_a_fault_is_written_with_its_kind_and_place_and_without_its_text() -> None:
    record = record_of(ValueError("an answer"))
    assert Discreet().filter(record)
    written = logging.Formatter().format(record)
    assert "builtins.ValueError" in written
    assert "in record_of" in written
    assert "an answer" not in written


def test_the_causes_of_a_fault_are_written_in_the_same_way() -> None:
    fault = RuntimeError("outer answer")
    fault.__cause__ = KeyError("inner answer")
    record = record_of(fault)
    Discreet().filter(record)
    written = record.getMessage()
    assert "builtins.KeyError" in written
    assert "answer" not in written


def test_a_plain_line_passes_as_it_is() -> None:
    record = logging.LogRecord("streamlit", logging.WARNING, "", 0, "line %s", (1,), None)
    assert Discreet().filter(record)
    assert record.getMessage() == "line 1"


def test_streamlits_own_logger_is_kept_discreet_once(caplog: pytest.LogCaptureFixture) -> None:
    keep_the_log_discreet()
    keep_the_log_discreet()
    theirs = logging.getLogger("streamlit.error_util")
    assert sum(isinstance(known, Discreet) for known in theirs.filters) == 1
    assert caplog.records == []
