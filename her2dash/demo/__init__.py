"""Synthetic studies, built through the actions, so that their audit, seals and signatures are real."""

from her2dash.demo.place import demo_settings, is_there, prepare, reset

__all__ = ["demo_settings", "is_there", "prepare", "reset"]
