"""Editions: builds as at different dates, kept beside each other in one site."""
