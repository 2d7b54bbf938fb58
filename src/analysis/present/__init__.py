"""Show measures: charts, tables and sentences made from the data."""
