"""The key of a request: a page gives one to each press, and the same key twice does the thing once."""

from __future__ import annotations

from her2dash.i18n import N_

USED_BEFORE = N_("This request was used for something else before. Load the page again.")
