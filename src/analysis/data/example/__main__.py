"""Write the illustrative partnership: python -m analysis.data.example FOLDER."""

import sys
from pathlib import Path

from analysis.data.example import write

if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "data/example"))
