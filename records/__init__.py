"""SQLAlchemy tables, migrations, queries and versions of what was judged."""

from records.corrections import AreaCorrection, area_correction
from records.store import Records, database_url
from records.submission_versions import applicant_of, version_numbers

__all__ = ["AreaCorrection", "Records", "applicant_of", "area_correction", "database_url", "version_numbers"]
