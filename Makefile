# One command for each thing a developer or a user of the source does.
# Every target works on a bare Debian machine with python3 and make: `.ci/setup` brings the rest.

PY := .venv/bin/python
BAOCAO := $(PY) -m extractor
READY := .venv/.ready
DEMO := demo-output

.DELETE_ON_ERROR:
.PHONY: demo test check bench evaluate lock clean

demo: $(READY)
	@sh .ci/demo $(DEMO)

# What CI runs. Two workers: the machines we have are of two cores.
test: $(READY)
	$(PY) -m pytest -n 2 -m "not benchmark"

check: $(READY)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	rm -f .coverage .coverage.*
	$(PY) -m pytest -n 2 -m "not benchmark" --cov --cov-report=term:skip-covered --cov-fail-under=90
	$(BAOCAO) patterns lint
	$(BAOCAO) evaluate corpus --baseline corpus/results.json --lang en

# Ratios measured within one run; nothing is asserted about time.
bench: $(READY)
	$(PY) -m pytest tests/benchmarks -m benchmark -s -p no:xdist

# Scores per set. To keep a better result: make evaluate KEEP=--keep
evaluate: $(READY)
	$(BAOCAO) evaluate corpus --baseline corpus/results.json $(KEEP)

$(READY): requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup
	@touch $@

# The lock names no registry and no path, so that it holds on every machine.
lock:
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --upgrade \
	  --no-emit-index-url --no-header --python-version 3.11 --output-file requirements.lock
	@! grep -nE '://|^-|file:|^[^ #]*[+@]' requirements.lock

clean:
	rm -rf .venv $(DEMO) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov dist build
