"""What Alembic runs around the migrations: always on the connection that records.database.migrate hands over."""

from alembic import context

import records.database.history_tables
import records.database.people_tables  # noqa: F401
from records.database.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
