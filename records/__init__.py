"""SQLAlchemy tables, migrations, queries and versions of what was judged."""
