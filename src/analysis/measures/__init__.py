"""Measure savings, overspend and satisfaction: tables in, tables out."""
