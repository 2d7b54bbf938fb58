"""Read transaction-level extracts of a council's ledger, of any size.

DuckDB does the work, out of core: `headings` knows what systems call their columns,
`extracts` finds files and what they are written in, `parsing` turns their text into
dates and amounts, `entries` puts the two together, `cube` adds up, `places` finds the
line of a row, `opening` does all of it and keeps the result.
"""
