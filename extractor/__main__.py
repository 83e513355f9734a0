"""``python -m extractor`` is ``baocao``."""

import sys

from extractor.cli import main

if __name__ == "__main__":  # a worker process imports this module under another name
    sys.exit(main())
