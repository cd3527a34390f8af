"""Synthetic studies, built through the actions, so that their audit, seals and signatures are real."""

from her2dash.demo.place import beside, demo_settings, is_there, prepare, reset, settings_beside
from her2dash.demo.visits import begin_visit, settings_at

__all__ = [
    "begin_visit",
    "beside",
    "demo_settings",
    "is_there",
    "prepare",
    "reset",
    "settings_at",
    "settings_beside",
]
