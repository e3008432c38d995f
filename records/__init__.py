"""SQLAlchemy tables, migrations, queries and versions of what was judged."""

from records.store import Records, database_url
from records.versions import applicant_of, version_numbers

__all__ = ["Records", "applicant_of", "database_url", "version_numbers"]
