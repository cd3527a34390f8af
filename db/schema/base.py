"""What all tables share: names of constraints, references, the event of a chained row."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def to(target: str) -> Column[int]:
    """Return a column that points to the `id` of another table, named after it."""
    name = target.split(".")[0] + "_id"
    return Column(name, Integer, ForeignKey(target), nullable=False)


def event() -> Column[int]:
    """Return the column of a chained row that names its audit event."""
    # The event is written after its rows, in the same transaction. SQLite then looks for its rows: the index
    # spares it to go through the whole table.
    return Column(
        "event_id",
        Integer,
        ForeignKey("audit_event.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
        comment="the audit event that wrote this row and holds its hash",
    )
