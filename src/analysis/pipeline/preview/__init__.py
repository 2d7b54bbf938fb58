"""Show a site while its notebooks, tables and modules are being edited."""
