"""Assemble a site of its editions and deploy it whole."""
