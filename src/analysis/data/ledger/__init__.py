"""Read transaction-level extracts of a council's ledger, of any size.

DuckDB does the work, out of core. `headings` knows what systems call their columns,
`extracts` finds out what files are written in, `parsing` turns text into dates and
amounts, `entries` puts the two together, `cube` adds up (`clean_files` does where
nothing is wrong), `line_numbers` finds the line of a row, `audit_checks` what an
auditor would ask about, `opening` does all of it and keeps the result.
"""
