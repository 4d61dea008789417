.PHONY: setup demo test lint bench docs lock
setup demo test lint bench docs lock:
	@python3 tools/do.py $@
