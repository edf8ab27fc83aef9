"""Pages: the text is the source's, and every link leads somewhere."""
