"""Evaluate shared public services: savings, overspend and satisfaction."""

__version__ = "0.1.0"
