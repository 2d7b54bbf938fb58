"""Measure a ledger: sums that a cube of its entries holds, in pence, to the penny."""
