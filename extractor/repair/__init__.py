"""Repair: what the page means, from what the page says; every change recorded."""

from extractor.repair.edits import clean_span, raw_span, replay
from extractor.repair.health import judge
from extractor.repair.line import composed, repair

__all__ = ["clean_span", "composed", "judge", "raw_span", "repair", "replay"]
