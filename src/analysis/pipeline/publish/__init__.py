"""Publish a built site: to a folder, a zip file or a branch of a git remote."""
