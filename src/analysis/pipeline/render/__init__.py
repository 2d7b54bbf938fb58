"""Turn executed notebooks into pages and PDFs, by Quarto or the embedded renderer."""
