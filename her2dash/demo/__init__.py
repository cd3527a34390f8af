"""Synthetic studies, built through the actions, so that their audit, seals and signatures are real."""

from her2dash.demo.place import beside, demo_settings, is_there, prepare, reset, settings_beside

__all__ = ["beside", "demo_settings", "is_there", "prepare", "reset", "settings_beside"]
