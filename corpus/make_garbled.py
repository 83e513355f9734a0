"""Makes garbled twins: the text that an engine without Vietnamese makes of a document's pages.

The text layers of many past reports are of this kind (seed 001): marks gone, 'hồ sơ' become
'h6 so', 'đúng' become 'ding'. Documents are typeset and scanned as for the made scans
(`extractor/evaluate/scans`), every other one with a little blur, and read with `eng`. A twin has
the gold of its original; what it says differs with the engine's version, so its text is kept.

Run: ``python corpus/make_garbled.py FROM TO [--as FACE:SIZE:LEVEL] [NAME…]`` (sets; needs tesseract
with `eng`). ``--as`` draws them in another typeface; LEVEL is L0, L1 or ``copy``, a mild photocopy.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image

from extractor.evaluate.gold import Case, cases
from extractor.evaluate.scans.damage import LEVELS, Level
from extractor.evaluate.scans.make import Scan, scans
from extractor.evaluate.scans.sets import drawn, load_sets

CORPUS = Path(__file__).parent
PAGES = 4
"""Longer documents are left out."""
COPY = Level(
    "copy", 200, skew=0.8, blur=0.6, noise=5, specks=0.0008, light=12, paper=243, quality=80
)
"""A photocopy that is pale and a little crooked, and nothing worse."""


def is_prose(case: Case) -> bool:
    """Whether its text is there as such; tables are another matter."""
    return any(file.name == "document.txt" for file in case.files)


def read(page: Scan) -> str:
    """The page as the engine reads it in English, tables and all."""
    data = BytesIO()
    Image.fromarray(page.pixels).save(data, "PNG")
    command = ["tesseract", "-", "-", "-l", "eng", "--dpi", str(page.dpi)]
    run = subprocess.run(command, input=data.getvalue(), capture_output=True, check=True)
    return run.stdout.decode("utf-8").strip("\n\f")


def main(source: str, target: str, *names: str) -> None:
    """Adds what is not there yet."""
    style = load_sets(CORPUS)["measured" if "measured" in source else "tuned"]
    level = made = ""
    if names[:1] == ("--as",):
        face, size, level = names[1].split(":")
        style = style.model_copy(update={"faces": (face,), "sizes": (float(size),)})
        made, names = f"{face} {size}, ", names[2:]
    for case in cases(CORPUS):
        folder = CORPUS / target / case.name
        if case.set != source or not is_prose(case) or folder.exists():
            continue
        if names and not case.name.startswith(names):
            continue
        document = drawn(case, style)
        if document is None or len(document.sheets()) > PAGES:
            continue
        how = level or ("L0", "L1")[zlib.crc32(case.name.encode()) % 2]
        texts = [read(page) for page in scans(document, {**LEVELS, COPY.name: COPY}[how])]
        folder.mkdir(parents=True)
        (folder / "document.txt").write_text("\f\n".join(texts) + "\n", encoding="utf-8")
        twin = {"of": f"{source}/{case.name}", "made": f"{made}{how}, tesseract eng"}
        (folder / "twin.json").write_text(json.dumps(twin) + "\n", encoding="utf-8")
        print(case.name, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
