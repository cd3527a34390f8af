"""The drill of test_stateful.py: its form, its stage, its players and what they may do."""
