"""What is kept belongs to one office, also when another comes after it in the same place of memory."""

from __future__ import annotations

import gc
import weakref
from types import SimpleNamespace
from typing import cast

from her2dash.ui import cache
from her2dash.ui.reader import Reader


class Place:
    """Stands for an office."""


def test_an_office_of_which_something_is_kept_lives_on_so_that_no_other_can_have_its_number() -> None:
    place = Place()
    me, desk = SimpleNamespace(id=1, roles=(), permissions=()), SimpleNamespace(office=place)
    alive = weakref.ref(place)
    cache._newest_of(cast(Reader, SimpleNamespace(me=me, desk=desk)))
    del place, desk
    gc.collect()
    assert alive() is not None
    cache.forget()
    gc.collect()
    assert alive() is None
