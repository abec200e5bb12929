"""What the gazetteer is made from. Run by hand with the `dev` extra: `python -m crawler.annotate.build.gazetteer`."""
