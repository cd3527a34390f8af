"""The protocol as data: a folder of TOML read into frozen types, and the pure rules that it states."""
