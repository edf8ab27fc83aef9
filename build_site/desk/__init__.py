"""The desk: the site in the browser, with a pencil. What is decided there is written as the curator would.

``entries`` changes one entry of a YAML text; ``edits`` turns each decision into such a change; ``files`` puts
it into its place and keeps the journal; ``views`` says what the browser has to know; ``server`` shows it all,
on this machine alone, to those whom the ``gatekeeper`` lets in. None of it is part of what is published.
"""
