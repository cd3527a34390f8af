"""The only door: everything that can be done, each thing guarded and written down."""
