"""Text files of made reports, no two alike: for what must be tried with many documents.

The figures are those of :mod:`extractor.evaluate.planted.made`; around them stands a head, so
that units and periods differ too. Knows how a report is laid out, roughly.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

from extractor.book.names import metric_kind, metric_name
from extractor.evaluate.planted.made import made
from extractor.models import Figure, Report

UNITS = 150
HEAD = """ỦY BAN NHÂN DÂN
XÃ TÂN PHÚ {unit}

Số: {number}/BC-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Phú, ngày 15 tháng {month} năm {year}

BÁO CÁO
Kết quả tiếp nhận và giải quyết thủ tục hành chính tháng {month} năm {year}

"""
FOOT = """
Trên đây là kết quả giải quyết thủ tục hành chính của đơn vị, đề nghị cấp trên tổng hợp./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn {unit}
"""


def texts(count: int, seed: int = 7, after: int = 0) -> Iterator[str]:
    """So many reports as text, without the first of them, which are the same whatever follows."""
    for number, report in islice(enumerate(made(seed, count)), after, None):
        months = number // UNITS
        told = {"unit": number % UNITS + 1, "number": number + 1}
        told |= {"month": months % 12 + 1, "year": 2015 + months // 12 % 11}
        yield HEAD.format(**told) + body(report) + FOOT.format(**told)


def body(report: Report) -> str:
    """The figures, a paragraph for each unit or level."""
    lines = []
    for block, figures in groupby(report.figures, key=lambda figure: figure.block):
        lines.append(f"{block}. " + "; ".join(map(said, figures)) + ".")
    return "\n".join(lines)


def said(figure: Figure) -> str:
    """'Đã giải quyết: 1.465 hồ sơ'."""
    of = "%" if metric_kind(figure.metric) == "rate" else " hồ sơ"
    return f"{metric_name(figure.metric)}: {figure.printed}{of}"


def write(folder: Path, count: int, after: int = 0) -> int:
    """The reports as files, a hundred in a folder; how many bytes they have.

    ``after``: all but so many, which are somewhere else.
    """
    size = 0
    for number, text in enumerate(texts(count, after=after), after):
        path = folder / f"{number // 100:03}" / f"{number % 100:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return size
