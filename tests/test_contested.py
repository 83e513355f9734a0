"""Names of which two passes saw different letters."""

from __future__ import annotations

import pytest

from extractor.ocr.contested import DOUBTED, hear_words
from extractor.ocr.engine import Seen


@pytest.mark.parametrize(
    ("mine", "sure", "theirs", "theirs_sure", "kept"),
    [
        ("Tiếm:", 0.76, "Tién:", 0.77, False),
        # Marks are not compared: the pass for figures knows none.
        ("Tiến:", 0.76, "Tién:", 0.84, True),
        # That pass is no reader of words, unless it is the surer one, and this one has doubts.
        ("Tiến:", 0.76, "Tiém:", 0.7, True),
        ("Tự", 0.92, "Ty", 0.94, True),
        # No name, and no word.
        ("tiếm", 0.76, "tién", 0.77, True),
        ("B5", 0.5, "BS", 0.6, True),
    ],
)
def test_a_name_is_doubted_where_a_surer_pass_saw_other_letters(
    mine: str, sure: float, theirs: str, theirs_sure: float, kept: bool
) -> None:
    box = 10, 10, 110, 40
    passes = {
        "vie": [Seen(mine, *box, sure, 0, 0)],
        "eng": [Seen(theirs, *box, theirs_sure, 0, 0)],
    }
    (told,) = hear_words(passes, None, worn=False)
    assert told.word.text == mine
    assert told.word.confidence == (sure if kept else DOUBTED)
    (told,) = hear_words(passes, None, worn=True)
    assert told.word.confidence == sure
