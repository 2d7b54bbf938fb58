"""Build the site: run notebooks, prepare their pages, render and swap them in."""
