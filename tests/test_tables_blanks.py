"""Tables set with blanks in plain text that have a name and one number a line."""

from __future__ import annotations

import pytest

from extractor.models import DocumentHead, Page
from extractor.readers.drawn import drawn_tables
from extractor.repair import repair
from extractor.tables import read_tables

FEEDBACK = """\
TT    Nội dung                                       Số PAKN
1     Số phản ánh, kiến nghị tiếp nhận                    46
      - Kỳ trước chuyển sang                               5
      - Tiếp nhận mới                                     41
2     Số phản ánh, kiến nghị đã xử lý                     43
3     Đang xử lý                                           3
"""


def values(text: str) -> dict[str, object]:
    page = repair(Page(1, text, "text", tables=tuple(drawn_tables(text))))
    return {f.metric: f.value for f in read_tables([page], DocumentHead(type="BC"))}


def test_one_number_a_line_below_a_head_is_a_table() -> None:
    assert values(FEEDBACK) == {
        "feedback_received.total": 46,
        "feedback_received.carried_over": 5,
        "feedback_received.new": 41,
        "feedback_resolved.total": 43,
        "feedback_pending.total": 3,
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: lines[:4],
        lambda lines: [lines[0], *(line[: 40 + i] + line[45:] for i, line in enumerate(lines[1:]))],
        lambda lines: [*lines, *["      - Theo lĩnh vực                       như trên"] * 3],
    ],
    ids=["no head", "too few", "not below one another", "words among them"],
)
def test_what_is_no_such_table(change: object) -> None:
    assert callable(change)
    text = "\n".join(change(FEEDBACK.splitlines()))
    assert drawn_tables(text) == []
