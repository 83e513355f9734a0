"""Memory that a process for pictures takes once and keeps, in large pieces.

A picture is a third of the memory that its reading takes and gives back; every piece of 4 KB that
comes anew from the system costs half as much as what is done with it. Knows the C library of
Linux; where it is another one, or says no, nothing happens.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

ROOM = 128 << 20
"""Bytes taken at the start, of address space only: a page of A4 in colours needs as much."""
LARGEST = 32 << 20
"""Bytes from which an array is taken from the system, and given back, by itself; the C library
accepts no more."""
LARGE = 1 << 20
"""The same where memory is dearer than time."""
_HUGE = 2 << 20
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_USUAL_PAD = 128 << 10
_MADV_HUGEPAGE = 14


def roomy() -> None:
    """Let this process keep what it frees, and its heap grow in pieces of 2 MB.

    An A4 page at 300 dpi is read so; one that is twice as large takes it back (:func:`frugal`).
    """
    library: Any = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not hasattr(library, "mallopt"):
        return
    library.sbrk.restype = library.malloc.restype = ctypes.c_void_p
    library.mallopt(_MMAP_THRESHOLD, LARGEST)
    library.mallopt(_TRIM_THRESHOLD, 8 * ROOM)
    library.mallopt(_TOP_PAD, ROOM)
    before = library.sbrk(ctypes.c_ssize_t(0))
    library.free(ctypes.c_void_p(library.malloc(ctypes.c_size_t(LARGEST - _HUGE))))
    start, end = -(-before // _HUGE) * _HUGE, library.sbrk(ctypes.c_ssize_t(0)) // _HUGE * _HUGE
    if end > start:
        library.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_HUGEPAGE)
    library.mallopt(_TOP_PAD, _USUAL_PAD)


def frugal() -> None:
    """Let this process give back what it frees: before a picture that fills most of its memory."""
    library: Any = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not hasattr(library, "malloc_trim"):
        return
    library.mallopt(_MMAP_THRESHOLD, LARGE)
    library.mallopt(_TRIM_THRESHOLD, LARGE)
    library.malloc_trim(ctypes.c_size_t(0))
