"""Compare the partnership with councils that did not share: one method a module."""
