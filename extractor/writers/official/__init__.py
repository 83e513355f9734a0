"""The official table as a workbook and as a page. Knows layout; decides nothing."""
