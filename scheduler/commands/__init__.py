"""One module a noun: the words of the command line, and the calls they stand for."""
