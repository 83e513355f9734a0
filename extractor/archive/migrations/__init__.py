"""How the tables came about, a step a version of the program; run by alembic."""
