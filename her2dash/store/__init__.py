"""The only SQL: small functions on a connection, frozen rows out."""
