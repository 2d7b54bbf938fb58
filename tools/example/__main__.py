"""Write the illustrative partnership: python -m example FOLDER, in tools."""

import sys
from pathlib import Path

from example import write

if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "data/example"))
