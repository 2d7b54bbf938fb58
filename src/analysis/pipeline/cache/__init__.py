"""Keep what was made, and know when it has to be made again."""
