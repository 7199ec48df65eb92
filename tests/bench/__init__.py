"""The benchmark: what the program costs beside stock MkDocs, in one run; see `__main__.py`."""
