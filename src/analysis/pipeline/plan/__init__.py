"""Decide which reports follow from the notebooks."""
