"""One spider class drives every source file: what differs between sites stands in their files."""
