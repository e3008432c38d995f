"""SQLAlchemy tables, migrations, queries and versions of what was judged."""

from records.store import Records, database_url
from records.versions import version_numbers

__all__ = ["Records", "database_url", "version_numbers"]
